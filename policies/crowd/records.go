package crowd

import (
	"fmt"
	"math/rand/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Records returns the facts of n records, and a function that yields them. Of a hundred some 45
// are for all, 45 amber and shared with one to three task forces, 8 red and naming one to three
// members; 3 except a member, 2 wait, and 10 are over. now is in Unix seconds.
func (c Crowd) Records(n int, now int64) func(yield func(id.Indicator, *scope.Record) bool) {
	rnd := rand.New(rand.NewPCG(5, 6))
	var by, named, never, in []scope.Atom
	for _, m := range c.Members {
		by, named, never = append(by, scope.By(m.ID)), append(named, scope.Named(m.ID)), append(never, scope.Never(m.ID))
	}
	for _, t := range c.TaskForces {
		in = append(in, scope.In(t.ID))
	}
	some := func(dst, of []scope.Atom) []scope.Atom {
		for range 1 + rnd.IntN(3) {
			dst = append(dst, of[rnd.IntN(len(of))])
		}
		return dst
	}
	all, ids := make([]scope.Record, n), make([]id.Indicator, n)
	for i := range all {
		owner := rnd.IntN(len(c.Members))
		r := scope.Record{Owner: c.Members[owner].ID, Atoms: append(make([]scope.Atom, 0, 5), by[owner])}
		label := tlp.Green
		switch k := rnd.IntN(100); {
		case k < 10:
			label = tlp.Clear
		case k < 45:
		case k < 80:
			label, r.Atoms = tlp.Amber, some(r.Atoms, in)
		case k < 92:
			label, r.Atoms = tlp.AmberStrict, some(r.Atoms, in)
		default:
			label, r.Atoms = tlp.Red, some(r.Atoms, named)
		}
		switch k := rnd.IntN(100); {
		case k < 3:
			r.Atoms = append(r.Atoms, never[rnd.IntN(len(never))])
		case k < 5:
			r.Embargo = now + 1 + rnd.Int64N(1e6)
		case k < 15:
			r.Expiry = now - rnd.Int64N(1e6)
		}
		r.Cell = scope.CellOf(observable.Type(rnd.IntN(int(observable.Count))), label)
		all[i], ids[i] = r, id.Indicator(fmt.Sprintf("ind_%026d", i))
	}
	return func(yield func(id.Indicator, *scope.Record) bool) {
		for i := range all {
			if !yield(ids[i], &all[i]) {
				return
			}
		}
	}
}
