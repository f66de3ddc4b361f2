package policies

import (
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// Admin is the viewer that the bootstrap admin is.
const Admin = "u:admin"

// Viewer is the name by which policies know a member.
func Viewer(m id.Member) string { return "m:" + string(m) }

// Groups is who may view at all, and what they belong to, as of one moment.
type Groups struct {
	Viewers    []string  // active members and the admin, sorted
	TaskForces []string  // "tf:<id>" of those that have not ended, sorted
	Edges      []Edge    // viewer -> role:<kind>, viewer -> tf:<id>; sorted
	ValidUntil time.Time // when a task force ends next; zero: never
}

// GroupsOf reads the groups from the directory. Suspended members are not viewers and have no
// groups; a task force has members until EndsAt, and from that instant on it has none.
func GroupsOf(d *directory.Directory, now time.Time) Groups {
	return groupsOf(d.Members(), d.TaskForces(), now)
}

func groupsOf(ms []directory.Member, ts []directory.TaskForce, now time.Time) Groups {
	g := Groups{Viewers: []string{Admin}, Edges: []Edge{{Child: Admin, Parent: adminRole}}}
	active := map[id.Member]bool{}
	for _, m := range ms {
		// Roles come from the kind alone, and from no kind that is not one of ours: a kind
		// "admin" would make an admin.
		if m.State != directory.StateActive || !id.IsSlug(string(m.ID)) || active[m.ID] {
			continue
		}
		active[m.ID] = true
		g.Viewers = append(g.Viewers, Viewer(m.ID))
		if slices.Contains(directory.MemberKinds, m.Kind) {
			g.Edges = append(g.Edges, Edge{Child: Viewer(m.ID), Parent: "role:" + m.Kind})
		}
	}
	for _, t := range ts {
		if !t.EndsAt.IsZero() {
			if !now.Before(t.EndsAt) {
				continue
			}
			if g.ValidUntil.IsZero() || t.EndsAt.Before(g.ValidUntil) {
				g.ValidUntil = t.EndsAt
			}
		}
		if !id.IsSlug(string(t.ID)) {
			continue
		}
		g.TaskForces = append(g.TaskForces, "tf:"+string(t.ID))
		for _, s := range t.Seats {
			if active[s.Member] {
				g.Edges = append(g.Edges, Edge{Child: Viewer(s.Member), Parent: "tf:" + string(t.ID)})
			}
		}
	}
	slices.Sort(g.Viewers)
	slices.Sort(g.TaskForces)
	slices.SortFunc(g.Edges, compareEdges)
	g.Edges = slices.Compact(g.Edges)
	return g
}

func compareEdges(a, b Edge) int { return strings.Compare(a.String(), b.String()) }

// with adds the set's own edges, as far as both ends are there: a member that is no viewer and
// a task force that has ended lend nothing.
func (g Groups) with(es []Edge) []Edge {
	there := func(p string) bool {
		if strings.HasPrefix(p, "role:") {
			return true
		}
		_, viewer := slices.BinarySearch(g.Viewers, p)
		_, taskForce := slices.BinarySearch(g.TaskForces, p)
		return viewer || taskForce
	}
	out := slices.Clone(g.Edges)
	for _, e := range es {
		if there(e.Child) && there(e.Parent) {
			out = append(out, Edge{Child: e.Child, Parent: e.Parent})
		}
	}
	return out
}

// parents is a graph of groups: what each is within.
type parents map[string][]string

func parentsOf(es []Edge) parents {
	out := parents{}
	for _, e := range es {
		out[e.Child] = append(out[e.Child], e.Parent)
	}
	return out
}

// reach returns p and all that it is within.
func (ps parents) reach(p string) map[string]bool {
	out := map[string]bool{p: true}
	for todo := []string{p}; len(todo) > 0; todo = todo[1:] {
		for _, q := range ps[todo[0]] {
			if !out[q] {
				out[q] = true
				todo = append(todo, q)
			}
		}
	}
	return out
}

// heights returns, for each that is within anything, the length of its longest chain up; -1 if
// it never ends.
func (ps parents) heights() map[string]int {
	const climbing = -2
	done := map[string]int{}
	var climb func(p string) int
	climb = func(p string) int {
		if h, ok := done[p]; ok {
			return max(h, -1) // still climbing: a circle
		}
		done[p] = climbing
		n := 0
		for _, q := range ps[p] {
			h := climb(q)
			if h < 0 {
				n = -1
				break
			}
			n = max(n, h+1)
		}
		done[p] = n
		return n
	}
	for p := range ps {
		climb(p)
	}
	return done
}
