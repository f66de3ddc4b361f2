package catalog

import (
	"fmt"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestMeetUnseen wants records that may only be matched to be counted from k publishers on, for
// the same observable alone, and never shown.
func TestMeetUnseen(t *testing.T) {
	c := fresh()
	o, err := observable.Parse("domain", "fakes.example", observable.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v := &scope.View{Member: "market"}
	v.Acts[scope.Match].Allow = map[scope.Atom]scope.Mask{scope.Everyone: scope.UpTo(tlp.Amber)}
	v.Index()
	page, err := observable.Parse("store_url", "https://fakes.example/shop", observable.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 5 {
		i := Indicator{
			Publisher: id.Member(fmt.Sprintf("brand-%d", n)), Observable: o, Confidence: -1, TLP: tlp.Amber, Attribution: Named, State: Published,
			Share: Share{TaskForces: []id.TaskForce{"x"}}, Created: at(n), Modified: at(n),
		}
		i.ID = testID(i.Publisher, o)
		if err := c.mustApply([]ledger.Entry{entry(ledger.Position(n+1), VerbPublished, i)}); err != nil {
			t.Fatal(err)
		}
		got := c.Meet(v, []Sought{{Observable: o}, {Observable: page}}, 10, at(10))
		if len(got[1]) != 0 {
			t.Errorf("under another key: %+v", got[1])
		}
		switch least := v.Least(); {
		case n+1 < least && len(got[0]) != 0:
			t.Errorf("%d of %d: %+v", n+1, least, got[0])
		case n+1 >= least && (len(got[0]) != 1 || got[0][0].Publishers != n+1 || len(got[0][0].Items) != 0):
			t.Errorf("%d of %d: %+v", n+1, least, got[0])
		}
	}
	if got := c.Meet(&scope.View{Member: "other"}, []Sought{{Observable: o}}, 10, at(10)); len(got[0]) != 0 {
		t.Errorf("who may not match: %+v", got[0])
	}
}

// TestMeetCrowd wants what is hidden to take no place of what may be read, however much of it there
// is, and a thousand questions about a crowd to be answered within bounds.
func TestMeetCrowd(t *testing.T) {
	c := fresh()
	put := func(n int, name string, mark tlp.Mark) {
		t.Helper()
		o, err := observable.Parse("domain", name, observable.Options{})
		if err != nil {
			t.Fatal(err)
		}
		i := Indicator{
			Publisher: "brand-a", Observable: o, Confidence: -1, TLP: mark, Attribution: Named, State: Published,
			Share: Share{TaskForces: []id.TaskForce{"x"}}, Created: at(n), Modified: at(n),
		}
		i.ID = testID(i.Publisher, o)
		if err := c.mustApply([]ledger.Entry{entry(ledger.Position(n+1), VerbPublished, i)}); err != nil {
			t.Fatal(err)
		}
	}
	put(0, "open.fakes.example", tlp.Green)
	for n := 1; n < 2*mostMet; n++ {
		put(n, fmt.Sprintf("h%d.fakes.example", n), tlp.Amber)
	}
	view := func(most tlp.Mark) *scope.View {
		v := &scope.View{Member: "market"}
		for _, a := range []scope.Act{scope.See, scope.ReadCore} {
			v.Acts[a].Allow = map[scope.Atom]scope.Mask{scope.Everyone: scope.UpTo(most)}
		}
		v.Index()
		return v
	}
	o, err := observable.Parse("domain", "fakes.example", observable.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Meet(view(tlp.Green), []Sought{{Observable: o}}, 10, at(3*mostMet)); len(got[0]) != 1 || got[0][0].Observable.Canonical != "open.fakes.example" {
		t.Errorf("in a crowd that is hidden: %+v", got[0])
	}
	many := make([]Sought, 1000)
	for n := range many {
		many[n].Observable = o
	}
	bytes := 0
	for n, matches := range c.Meet(view(tlp.Amber), many, 100, at(3*mostMet)) {
		if len(matches) != mostLed {
			t.Fatalf("%d: %d matches", n, len(matches))
		}
		for _, m := range matches {
			if len(m.Items)+m.More != 1 || m.Publishers != 1 {
				t.Fatalf("%d: %+v", n, m)
			}
			for _, item := range m.Items {
				bytes += len(item.AppendJSON(nil))
			}
		}
	}
	if bytes < 1<<20 || bytes > mostSummary+mostSummary/8 {
		t.Errorf("%d bytes of summaries", bytes)
	}
}
