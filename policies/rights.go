package policies

import (
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Rights follows what every viewer may do from one entry of the ledger to the next, by the
// times that entries carry: what Current is for now, Rights is for the ledger. It asks casbin
// nothing. It is for one goroutine: the one that feeds the directory.
type Rights struct {
	revision func() Revision
	groups   func(at time.Time) Groups

	whole   Set // of the revision at from
	from    *ledger.Position
	rules   book
	edges   []Edge
	stands  time.Time // until when the lines in force are; zero: till the revision changes
	until   time.Time
	views   map[string]*scope.View
	parents parents // as of the last Shift
}

// NewRights follows a policy over a directory, both as far as the ledger has said so far: the
// revision is asked for at each Shift.
func NewRights(revision func() Revision, d *directory.Directory) *Rights {
	return &Rights{
		revision: revision, groups: func(at time.Time) Groups { return GroupsOf(d, at) },
		views: map[string]*scope.View{},
	}
}

// Until is when rights change by themselves next, as of the last Shift; the zero time: never.
func (r *Rights) Until() time.Time { return r.until }

// Shift moves to a time, and to what the set and the directory say now, and returns what has
// changed for whom, sorted by viewer. With an error everything stays as it was. A viewer whose
// groups and rules are the same costs a look at its groups and no more.
func (r *Rights) Shift(at time.Time) ([]scope.Shift, error) {
	anew, err := r.renew(at)
	if err != nil {
		return nil, err
	}
	g := r.groups(at)
	r.until = sooner(g.ValidUntil, r.stands)
	parents := parentsOf(g.with(r.edges))
	anew = anew || !sameAbove(r.parents, parents)
	var shifts []scope.Shift
	for _, viewer := range g.Viewers {
		was := r.views[viewer]
		if was != nil && !anew && sameWithin(r.parents, parents, viewer) {
			continue
		}
		if is := r.rules.view(viewer, g.member(viewer), parents); was == nil || !was.Equal(is) {
			shifts = append(shifts, scope.Shift{Viewer: viewer, Was: was, Is: is})
			r.views[viewer] = is
		}
	}
	for viewer, was := range r.views {
		if _, there := slices.BinarySearch(g.Viewers, viewer); !there {
			shifts = append(shifts, scope.Shift{Viewer: viewer, Was: was})
			delete(r.views, viewer)
		}
	}
	r.parents = parents
	slices.SortFunc(shifts, func(a, b scope.Shift) int { return strings.Compare(a.Viewer, b.Viewer) })
	return shifts, nil
}

// renew compiles the lines that are in force at a time, if they may be others than before. Under a
// revision that cannot be loaded nobody may do anything, as under Current.
func (r *Rights) renew(at time.Time) (anew bool, err error) {
	rev := r.revision()
	if r.from == nil || *r.from != rev.Position {
		if r.whole, err = rev.Set(); err != nil || len(Lint(r.whole)) > 0 {
			r.whole = Set{Revision: uint64(rev.Position)}
		}
		r.from, anew = &rev.Position, true
	}
	if !anew && (r.stands.IsZero() || at.Before(r.stands)) {
		return false, nil
	}
	now := r.whole.At(at)
	if r.rules, err = compileSet(now); err != nil {
		return false, err
	}
	r.edges, r.stands = now.Edges, r.whole.Boundary(at)
	return true, nil
}

// sameWithin reports whether a viewer has the same parents in two graphs, and so has the member that
// a person acts for.
func sameWithin(a, b parents, viewer string) bool {
	return slices.Equal(a[viewer], b[viewer]) && !slices.ContainsFunc(b[viewer], func(p string) bool {
		return strings.HasPrefix(p, "m:") && !slices.Equal(a[p], b[p])
	})
}

// sameAbove reports whether groups are within the same groups in two graphs: then what a viewer
// is within hangs on its own parents alone.
func sameAbove(a, b parents) bool {
	group := func(p string) bool { return strings.HasPrefix(p, "tf:") || strings.HasPrefix(p, "role:") }
	for _, pair := range [][2]parents{{a, b}, {b, a}} {
		for p, above := range pair[0] {
			if group(p) && !slices.Equal(above, pair[1][p]) {
				return false
			}
		}
	}
	return true
}
