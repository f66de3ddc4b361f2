package scope_test

import (
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

func TestMask(t *testing.T) {
	m := scope.UpTo(tlp.Amber, observable.Domain, observable.Phone)
	for ty := range observable.Count {
		for l := range tlp.Mark(tlp.Count) {
			c := scope.CellOf(ty, l)
			if c.Type() != ty || c.Label() != l {
				t.Errorf("cell %d is %d/%s", c, c.Type(), c.Label())
			}
			want := (ty == observable.Domain || ty == observable.Phone) && l <= tlp.Amber
			if m.Has(c) != want {
				t.Errorf("%d/%s in mask: %v", ty, l, m.Has(c))
			}
		}
	}
	if n := m.Len(); n != 6 || len(slices.Collect(m.All())) != n {
		t.Errorf("%d cells", n)
	}
	all := scope.Everything()
	if all.Len() != scope.Cells || all.AndNot(m).Or(m) != all || all.And(m) != m || !m.AndNot(all).IsZero() {
		t.Error("set algebra")
	}
	var hi scope.Mask
	hi.Set(127)
	if !hi.Has(127) || hi.Has(63) || hi.Has(128) || slices.Collect(hi.All())[0] != 127 {
		t.Error("high word")
	}
}
