package catalog

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/scope"
)

// Record gives what a decision needs to know of an indicator. It is the one place where an
// indicator becomes facts: a preview and the catalog cannot disagree. A part of a second
// hides: an embargo ends at the next full second, a validity at the last.
func (i *Indicator) Record() scope.Record {
	atoms := make([]scope.Atom, 0, 1+len(i.Share.TaskForces)+len(i.Share.Members)+len(i.Share.Except))
	atoms = append(atoms, scope.By(i.Publisher))
	for _, t := range i.Share.TaskForces {
		atoms = append(atoms, scope.In(t))
	}
	for _, m := range i.Share.Members {
		atoms = append(atoms, scope.Named(m))
	}
	for _, m := range i.Share.Except {
		atoms = append(atoms, scope.Never(m))
	}
	slices.Sort(atoms)
	r := scope.Record{Atoms: slices.Compact(atoms), Cell: scope.CellOf(i.Observable.Type, i.TLP), Owner: i.Publisher}
	if !i.EmbargoUntil.IsZero() {
		r.Embargo = max(0, i.EmbargoUntil.Add(time.Second-1).Unix())
	}
	if !i.ValidUntil.IsZero() {
		r.Expiry = max(1, i.ValidUntil.Unix())
	}
	return r
}
