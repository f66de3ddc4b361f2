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
	within   map[string]string // what a viewer was within, when its view was made
}

// NewRights follows a set over a directory. set gives the set that is in force at a time, by
// all that the ledger has said so far, and until when it stands; the zero time: till the ledger
// says otherwise. Two sets with one revision are the same, but where its time was over between.
func NewRights(set func(at time.Time) (s Set, until time.Time), d *directory.Directory) *Rights {
	return &Rights{
		set: set, groups: func(at time.Time) Groups { return GroupsOf(d, at) },
		views: map[string]*scope.View{}, within: map[string]string{},
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
	var shifts []scope.Shift
	for _, viewer := range g.Viewers {
		within := parents.signature(viewer)
		was := r.views[viewer]
		if was != nil && !anew && r.within[viewer] == within {
			continue
		}
		r.within[viewer] = within
		if is := r.rules.view(viewer, parents); was == nil || !was.Equal(is) {
			shifts = append(shifts, scope.Shift{Viewer: viewer, Was: was, Is: is})
			r.views[viewer] = is
		}
	}
	for viewer, was := range r.views {
		if _, there := slices.BinarySearch(g.Viewers, viewer); !there {
			shifts = append(shifts, scope.Shift{Viewer: viewer, Was: was})
			delete(r.views, viewer)
			delete(r.within, viewer)
		}
	}
	slices.SortFunc(shifts, func(a, b scope.Shift) int { return strings.Compare(a.Viewer, b.Viewer) })
	return shifts, nil
}

// signature is all that p is within, as one text.
func (ps parents) signature(p string) string {
	reach := ps.reach(p)
	names := make([]string, 0, len(reach))
	for name := range reach {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}
