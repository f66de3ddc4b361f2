package catalog

import (
	"fmt"
	"testing"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// A policy that goes to and fro for many viewers is remembered once, and not once a viewer and a time.
func TestEqualShiftsShareTheirRows(t *testing.T) {
	c := fresh()
	p := ledger.Position(0)
	for n := range 200 {
		p++
		i := Indicator{
			Publisher: "brand-a", TLP: tlp.Red, Attribution: Named, State: Published, Confidence: -1, Created: at(0), Modified: at(0),
			Observable: observable.Observable{Type: observable.Domain, Raw: "x", Canonical: fmt.Sprintf("shop-%d.example", n), Version: observable.Version},
		}
		i.ID = testID(i.Publisher, i.Observable)
		if err := c.mustApply([]ledger.Entry{entry(p, VerbPublished, i)}); err != nil {
			t.Fatal(err)
		}
	}
	for range 6 {
		var give, take []scope.Shift
		for _, name := range []string{"u:ada", "u:bob", "u:cat"} {
			was, is := &scope.View{Viewer: name}, &scope.View{Viewer: name}
			is.Acts[scope.See] = scope.Rights{Allow: map[scope.Atom]scope.Mask{scope.Everyone: scope.Everything()}}
			give = append(give, scope.Shift{Viewer: name, Was: was.Index(), Is: is.Index()})
			take = append(take, scope.Shift{Viewer: name, Was: is, Is: was})
		}
		for _, shifts := range [][]scope.Shift{give, take} {
			p++
			c.Turn(p, at(0), shifts)
		}
	}
	kept := 0
	for _, alike := range c.turns.shapes {
		kept += len(alike)
	}
	if kept != 2 { // all, and none
		t.Errorf("%d bitmaps are kept", kept)
	}
	for n := range c.turns.turned {
		of := &c.turns.turned[n]
		for k, s := range of.shifts {
			lost, gained := uint64(200*(k%2)), uint64(200*(1-k%2))
			if len(of.shifts) != 12 || s.lost.GetCardinality() != lost || s.gained.GetCardinality() != gained || !s.over.IsEmpty() {
				t.Errorf("viewer %d, shift %d of %d: lost %s, gained %s", n, k, len(of.shifts), s.lost, s.gained)
			}
		}
	}
}
