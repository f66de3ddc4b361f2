package catalog

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Record gives what a decision needs to know of an indicator. It and Meant are the one place where an
// indicator becomes facts: a preview and the catalog cannot disagree. One that is its publisher's
// alone has the narrowest label, nobody in its audience, and an embargo that does not end: not even
// who oversees the alliance knows of it.
func (i *Indicator) Record() scope.Record {
	r := i.Meant()
	if i.Private {
		r.Atoms = []scope.Atom{scope.By(i.Publisher)}
		r.Cell = scope.CellOf(i.Observable.Type, tlp.Red)
		r.Embargo = scope.Forever
	}
	return r
}

// Meant is the record of what its publisher asks for, held or not. A part of a second
// hides: an embargo ends at the next full second, a validity at the last.
func (i *Indicator) Meant() scope.Record {
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
