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
	c := New(testOptions)
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
		if err := c.Apply([]ledger.Entry{entry(ledger.Position(n+1), VerbPublished, i)}); err != nil {
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
