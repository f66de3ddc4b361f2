package policies

import (
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/scope"
)

// Rights follows what every viewer may do from one entry of the ledger to the next, by the
// times that entries carry: what Current is for now, Rights is for the ledger. It asks casbin
// nothing. It is for one goroutine: the one that feeds the directory.
type Rights struct {
	set    func(at time.Time) (s Set, until time.Time)
	groups func(at time.Time) Groups

	rules    book
	edges    []Edge
	revision uint64
	stands   time.Time // until when the set does; zero: till its revision changes
	until    time.Time
	views    map[string]*scope.View
	parents  parents // as of the last Shift
}

// NewRights follows a set over a directory. set gives the set that is in force at a time, by
// all that the ledger has said so far, and until when it stands; the zero time: till the ledger
// says otherwise. Two sets with one revision are the same, but where its time was over between.
func NewRights(set func(at time.Time) (s Set, until time.Time), d *directory.Directory) *Rights {
	return &Rights{
		set: set, groups: func(at time.Time) Groups { return GroupsOf(d, at) },
		views: map[string]*scope.View{},
	}
}

// Until is when rights change by themselves next, as of the last Shift; the zero time: never.
func (r *Rights) Until() time.Time { return r.until }

// Shift moves to a time, and to what the set and the directory say now, and returns what has
// changed for whom, sorted by viewer. With an error everything stays as it was. A viewer whose
// groups and rules are the same costs a look at its groups and no more.
func (r *Rights) Shift(at time.Time) ([]scope.Shift, error) {
	set, stands := r.set(at)
	anew := r.rules == nil || set.Revision != r.revision || (!r.stands.IsZero() && !at.Before(r.stands))
	if anew {
		rules, err := compileSet(set)
		if err != nil {
			return nil, err
		}
		r.rules, r.edges, r.revision = rules, set.Edges, set.Revision
	}
	r.stands = stands
	g := r.groups(at)
	r.until = g.ValidUntil
	if !stands.IsZero() && (r.until.IsZero() || stands.Before(r.until)) {
		r.until = stands
	}
	parents := parentsOf(g.with(r.edges))
	anew = anew || !sameAbove(r.parents, parents)
	var shifts []scope.Shift
	for _, viewer := range g.Viewers {
		was := r.views[viewer]
		if was != nil && !anew && slices.Equal(r.parents[viewer], parents[viewer]) {
			continue
		}
		if is := r.rules.view(viewer, parents); was == nil || !was.Equal(is) {
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
