package scope

import (
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/id"
)

// TestSteady wants what is read to be read by rights that stood until it was read.
func TestSteady(t *testing.T) {
	view := func(ts ...id.TaskForce) *View { return &View{Member: "m", TaskForces: ts} }
	seated := view("handbags")
	for name, c := range map[string]struct {
		views []*View // one after the other, as they are asked for
		read  []*View
	}{
		"nothing moves":                 {[]*View{seated, seated}, []*View{seated}},
		"the same rights, another view": {[]*View{seated, view("handbags")}, []*View{seated}},
		"a seat is lost":                {[]*View{seated, view(), view()}, []*View{seated, view()}},
		"suspended":                     {[]*View{seated, {}, {}}, []*View{seated, {}}},
		"lost, and back":                {[]*View{seated, view(), seated, seated}, []*View{seated, view(), seated}},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			var read []*View
			Steady(func() *View { asked++; return c.views[asked-1] }, func(v *View) { read = append(read, v) })
			if asked != len(c.views) || !slices.EqualFunc(read, c.read, (*View).Equal) {
				t.Errorf("asked %d times, read with %v", asked, read)
			}
		})
	}
}
