package scope_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Across word boundaries, Out must be what Allow says of each viewer.
func TestFanIsAllowOfEach(t *testing.T) {
	views := []*scope.View{{Admin: true, Acts: [scope.ActCount]scope.Rights{{
		Allow:     map[scope.Atom]scope.Mask{scope.Everyone: scope.Everything()},
		Embargoed: scope.UpTo(tlp.Green),
	}}}}
	for i := range 150 {
		views = append(views, view(id.Member(fmt.Sprint("m", i)), id.TaskForce(fmt.Sprint("t", i%7))))
	}
	f := scope.NewFan(views)
	var dst scope.Bits
	for l := range tlp.Mark(tlp.Count) {
		for _, at := range []int64{0, now - 1, now, now + 1} {
			r := &scope.Record{
				Owner: "m149", Cell: scope.CellOf(observable.Phone, l), Embargo: at,
				Atoms: []scope.Atom{scope.By("m149"), scope.In("t3"), scope.Named("m64"), scope.Never("m66"), scope.Never("m10")},
			}
			for a := range scope.ActCount {
				dst = f.AppendOut(dst, a, r, now)
				for i, v := range f.Views() {
					if want := v.Allow(a, r, now); dst.Has(i) != want {
						t.Errorf("%s %s embargo %+d: %s: Out %v, Allow %v", a, l, at-now, v.Name(), dst.Has(i), want)
					}
				}
				if all := slices.Collect(dst.All()); len(all) != dst.Len() {
					t.Errorf("All gives %d of %d", len(all), dst.Len())
				}
			}
		}
	}
	if got := f.AppendOut(dst, scope.ActCount, record(tlp.Clear), now); got.Len() != 0 {
		t.Error("an unknown act is allowed")
	}
	if got := scope.NewFan(nil).Out(scope.See, record(tlp.Clear), now); got.Len() != 0 {
		t.Error("nobody is somebody")
	}
}
