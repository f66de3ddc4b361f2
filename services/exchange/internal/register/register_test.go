package register_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/register"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
)

var at = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

func entry(p ledger.Position, d dispute.Dispute) ledger.Entry {
	return ledger.Entry{Position: p, At: at, Kind: ledger.KindDispute, ID: string(d.ID), Verb: dispute.VerbOpened, Schema: dispute.Schema, Body: register.Encode(d)}
}

func said(p ledger.Position, i id.Indicator, verb string) ledger.Entry {
	return ledger.Entry{Position: p, At: at, Kind: ledger.KindIndicator, ID: string(i), Verb: verb, Schema: 1}
}

func every(*dispute.Dispute) bool { return true }

// TestEncode wants an entry to read back as it was.
func TestEncode(t *testing.T) {
	d := dispute.Dispute{
		ID: "dsp_a", Indicator: "ind_a", Type: observable.Phone, Publisher: "brand-a", Member: "market-b", Desk: "steve", OnBehalf: "o", Code: "other",
		Reason: "r", Evidence: "e", Attribution: catalog.Pseudonymous, State: dispute.Upheld, Verdict: "v",
		Statements: []dispute.Statement{{By: dispute.Publisher, Text: "t", At: at}}, Created: at, Modified: at, First: 7, Position: 7, Revision: 7,
	}
	if got, err := register.Decode(entry(7, d)); err != nil || !reflect.DeepEqual(got, d) {
		t.Errorf("%+v, %v", got, err)
	}
	newer := entry(7, d)
	newer.Schema++
	if _, err := register.Decode(newer); err == nil {
		t.Error("a newer schema is read")
	}
}

// TestRegister wants what ends an indicator to end its disputes, and what was said just then not to
// open one again.
func TestRegister(t *testing.T) {
	r := register.New()
	open := func(name id.Dispute, of id.Indicator) dispute.Dispute {
		return dispute.Dispute{ID: name, Indicator: of, State: dispute.Open, Attribution: catalog.Withheld, Created: at, Modified: at}
	}
	upheld := open("dsp_3", "ind_a")
	upheld.State = dispute.Upheld
	if err := r.Apply([]ledger.Entry{
		entry(1, open("dsp_1", "ind_a")), entry(2, open("dsp_2", "ind_b")), entry(3, open("dsp_3", "ind_a")), entry(4, upheld),
		said(5, "ind_a", catalog.VerbRevised), said(6, "ind_a", catalog.VerbRevoked), entry(7, open("dsp_1", "ind_a")),
	}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[id.Dispute]dispute.State{"dsp_1": dispute.Closed, "dsp_2": dispute.Open, "dsp_3": dispute.Upheld} {
		if d, ok := r.Find(name); !ok || d.State != want {
			t.Errorf("%s is %q", name, d.State)
		}
	}
	if d, _ := r.Find("dsp_1"); d.First != 1 || d.Position != 7 || d.Revision != 7 {
		t.Errorf("dsp_1: %+v", d)
	}
	if got := r.DisputesOf("ind_a"); !slices.Equal(got, []id.Dispute{"dsp_1", "dsp_3"}) || len(r.All(every)) != 3 {
		t.Errorf("on ind_a: %v", got)
	}
	if err := r.Apply([]ledger.Entry{said(8, "ind_a", catalog.VerbErased), entry(9, open("dsp_1", "ind_a"))}); err != nil {
		t.Fatal(err)
	}
	if all := r.All(every); len(all) != 1 || all[0].ID != "dsp_2" || len(r.On("ind_a")) != 0 {
		t.Errorf("after an erasure: %v", all)
	}
}
