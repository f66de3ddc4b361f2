package catalog

import (
	"reflect"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestSightingEncode wants a sighting's entry to read back as it was.
func TestSightingEncode(t *testing.T) {
	at := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	full := Sighting{
		ID: "sig_a", Indicator: "ind_a", Member: "market-b", Type: Relisted, Platform: "taobao", Count: 3, FirstSeen: at, LastSeen: at, Note: "n",
		URL:      observable.Observable{Type: observable.ListingURL, Raw: "https://x.example/a", Canonical: "https://x.example/a", Version: 2},
		Audience: ToShared, TLP: tlp.Amber, Share: Share{TaskForces: []id.TaskForce{"handbags"}, Except: []id.Member{"brand-x"}},
		Attribution: Pseudonymous, Retracted: true, Reason: "r", Saw: 7, Created: at, Modified: at,
	}
	least := Sighting{ID: "sig_b", Indicator: "ind_a", Member: "market-b", Type: Seen, Count: 1, Audience: ToPublisher, Attribution: Named, Created: at, Modified: at}
	for _, s := range []Sighting{full, least} {
		e := ledger.Entry{Kind: ledger.KindSighting, ID: string(s.ID), Schema: SchemaSighting, Body: EncodeSighting(s)}
		if got, err := DecodeSighting(e); err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("%+v, %v", got, err)
		}
		e.Schema++
		if _, err := DecodeSighting(e); err == nil {
			t.Error("a newer schema is read")
		}
	}
}

// TestSightingsAreFoldedAlike wants what was folded as it was written and what is read from the
// ledger again to be the same, whatever the entries stand beside; and an erasure to leave nothing.
func TestSightingsAreFoldedAlike(t *testing.T) {
	at := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	i := Indicator{
		ID: "ind_a", Publisher: "brand-a", State: Published, TLP: tlp.Green, Attribution: Named, Created: at, Modified: at,
		Observable: observable.Observable{Type: observable.Domain, Raw: "x.example", Canonical: "x.example"},
	}
	say := func(p ledger.Position, name id.Sighting, change func(*Sighting)) ledger.Entry {
		s := Sighting{ID: name, Indicator: "ind_a", Member: "market-b", Type: Seen, Count: 1, Audience: ToIndicator, Attribution: Named, Saw: 1, Created: at, Modified: at}
		if change != nil {
			change(&s)
		}
		return ledger.Entry{Position: p, At: at, Kind: ledger.KindSighting, ID: string(name), Verb: VerbAdded, Schema: SchemaSighting, Body: EncodeSighting(s), Value: &s}
	}
	es := []ledger.Entry{
		{Position: 1, At: at, Kind: ledger.KindIndicator, ID: "ind_a", Verb: VerbPublished, Schema: SchemaIndicator, Body: Encode(i)},
		say(2, "sig_a", nil), say(3, "sig_b", func(s *Sighting) { s.Audience = ToPublisher }),
		say(4, "sig_c", func(s *Sighting) { s.Type = NotSeen }), say(5, "sig_a", func(s *Sighting) { s.Retracted = true }),
		say(6, "sig_d", func(s *Sighting) { s.Saw = 0 }), // of what was before
	}
	written, again := fresh(), fresh()
	for n := range es {
		if err := written.mustApply(es[n : n+1]); err != nil {
			t.Fatal(err)
		}
		es[n].Value = nil
	}
	if err := again.mustApply(es); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(written.voices.all, again.voices.all) || !reflect.DeepEqual(written.voices.about, again.voices.about) {
		t.Errorf("%+v\nagain %+v", written.voices, again.voices)
	}
	h := again.voices.of[0]
	if h.open != 0 || len(h.others) != 1 || h.others[0].n != 1 || len(h.voices) != 3 || len(again.SightingsAbout("ind_a")) != 4 {
		t.Errorf("heard: %+v", h)
	}
	i.State = Erased
	gone := ledger.Entry{Position: 7, At: at, Kind: ledger.KindIndicator, ID: "ind_a", Verb: VerbErased, Schema: SchemaIndicator, Body: Encode(i)}
	if err := again.mustApply([]ledger.Entry{gone, say(8, "sig_e", nil)}); err != nil {
		t.Fatal(err)
	}
	if len(again.voices.all)+len(again.voices.of)+len(again.voices.about) != 0 {
		t.Errorf("left: %+v", again.voices)
	}
}
