package catalog

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestEach wants each indicator once, as the facts that decide about it, across slices; and to
// stop when told.
func TestEach(t *testing.T) {
	c := fresh()
	first := shop("brand-a", "a.example")
	first.TLP, first.Share.Members = tlp.Red, []id.Member{"market-b"}
	revoked, anew := first, shop("brand-a", "a.example")
	revoked.State = Revoked
	fold(t, c, entry(1, VerbPublished, first), entry(2, VerbRevoked, revoked), entry(3, VerbPublished, anew))
	want := map[id.Indicator]scope.Record{anew.ID: anew.Record()}
	for n := range slice + 3 {
		i := shop("brand-b", fmt.Sprintf("shop-%d.example", n))
		i.EmbargoUntil, i.Share.Except = at(n), []id.Member{"market-c"}
		if n%2 == 1 {
			i.State = Revoked
		}
		fold(t, c, entry(ledger.Position(n+4), VerbPublished, i))
		want[i.ID] = i.Record()
	}
	got := map[id.Indicator]scope.Record{}
	c.Each(func(i id.Indicator, r *scope.Record) bool {
		if _, twice := got[i]; twice {
			t.Errorf("%s comes twice", i)
		}
		got[i] = *r
		return true
	})
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%d indicators, want %d, or other facts", len(got), len(want))
	}
	seen := 0
	c.Each(func(id.Indicator, *scope.Record) bool { seen++; return seen < 2 })
	if seen != 2 {
		t.Errorf("%d yielded after it was told to stop at 2", seen)
	}
	fresh().Each(func(id.Indicator, *scope.Record) bool { t.Error("an empty catalog yields"); return true })
}

// TestFactsFor wants facts for those alone who may see the indicator.
func TestFactsFor(t *testing.T) {
	c := fresh()
	i := shop("brand-a", "a.example")
	i.TLP, i.Share.Members = tlp.Red, []id.Member{"market-b"}
	fold(t, c, entry(1, VerbPublished, i))
	if r, ok := c.FactsFor(reader("brand-a"), i.ID, start); !ok || !reflect.DeepEqual(r, i.Record()) {
		t.Errorf("its publisher: %+v, %t", r, ok)
	}
	hidden, ok1 := c.FactsFor(reader("market-c"), i.ID, start)
	absent, ok2 := c.FactsFor(reader("market-c"), "ind_none", start)
	if ok1 || ok2 || !reflect.DeepEqual(hidden, absent) {
		t.Errorf("hidden %+v, absent %+v", hidden, absent)
	}
}
