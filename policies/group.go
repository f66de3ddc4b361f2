package policies

import (
	"cmp"
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

// PersonViewer is the name by which policies know a person.
func PersonViewer(p id.Person) string { return "u:" + string(p) }

// Groups is who may view at all, and what they belong to, as of one moment.
type Groups struct {
	At         time.Time // the moment
	Viewers    []string  // active members, active people and the admin, sorted
	TaskForces []string  // "tf:<id>" of those that have not ended, sorted
	Edges      []Edge    // viewer -> role:<kind>, viewer -> tf:<id>, person -> member; sorted
	ValidUntil time.Time // when a task force ends next; zero: never

	acting map[string]id.Member // whom a person acts for: its records are the person's own
}

// GroupsOf reads the groups from the directory. Suspended members and people are not viewers and
// have no groups; a task force has members until EndsAt, and from that instant on it has none.
func GroupsOf(d *directory.Directory, now time.Time) Groups {
	return groupsOf(d.Members(), d.Persons(), d.TaskForces(), now)
}

// GroupsWithSuspended is GroupsOf as it would be if nobody were suspended: one admin alone lets them
// back in.
func GroupsWithSuspended(d *directory.Directory, now time.Time) Groups {
	ms, ps := d.Members(), d.Persons()
	for i := range ms {
		ms[i].State = directory.StateActive
	}
	for i := range ps {
		ps[i].State = directory.StateActive
	}
	return groupsOf(ms, ps, d.TaskForces(), now)
}

func groupsOf(ms []directory.Member, ps []directory.Person, ts []directory.TaskForce, now time.Time) Groups {
	g := Groups{
		At: now, Viewers: []string{Admin}, Edges: []Edge{{Child: Admin, Parent: adminRole}},
		acting: map[string]id.Member{},
	}
	active := map[id.Member]bool{}
	for _, m := range ms {
		// Roles come from the kind alone, and from no kind that is not one of ours: a kind
		// "admin" would make an admin.
		if m.State != directory.StateActive || !id.IsSlug(string(m.ID)) || active[m.ID] {
			continue
		}
		active[m.ID] = true
		g.Viewers = append(g.Viewers, Viewer(m.ID))
		g.Edges = append(g.Edges, Edge{Child: Viewer(m.ID), Parent: memberRole})
		if slices.Contains(directory.MemberKinds, m.Kind) {
			g.Edges = append(g.Edges, Edge{Child: Viewer(m.ID), Parent: "role:" + m.Kind})
		}
	}
	for _, p := range ps {
		g.person(p, active)
	}
	for _, t := range ts {
		g.taskForce(t, active)
	}
	slices.Sort(g.Viewers)
	slices.Sort(g.TaskForces)
	slices.SortFunc(g.Edges, compareEdges)
	g.Edges = slices.Compact(g.Edges)
	return g
}

// person lets a person act either for the alliance, and then not for the member that lends it,
// or for its member.
func (g *Groups) person(p directory.Person, active map[id.Member]bool) {
	name := PersonViewer(p.ID)
	if p.State != directory.StateActive || !id.IsSlug(string(p.ID)) || name == Admin ||
		p.Member != "" && !active[p.Member] {
		return
	}
	switch {
	case p.ForAlliance():
	case p.ForMember():
		g.acting[name] = p.Member
		g.Edges = append(g.Edges, Edge{Child: name, Parent: Viewer(p.Member)})
	default:
		return
	}
	g.Viewers = append(g.Viewers, name)
	for _, r := range p.Roles {
		g.Edges = append(g.Edges, Edge{Child: name, Parent: "role:" + r})
	}
}

// taskForce seats its active members, unless it has ended.
func (g *Groups) taskForce(t directory.TaskForce, active map[id.Member]bool) {
	if !t.EndsAt.IsZero() {
		if !g.At.Before(t.EndsAt) {
			return
		}
		g.ValidUntil = sooner(g.ValidUntil, t.EndsAt)
	}
	if !id.IsSlug(string(t.ID)) {
		return
	}
	name := "tf:" + string(t.ID)
	g.TaskForces = append(g.TaskForces, name)
	for _, s := range t.Seats {
		if !active[s.Member] {
			continue
		}
		g.Edges = append(g.Edges, Edge{Child: Viewer(s.Member), Parent: name})
		if slices.Contains(directory.SeatRoles, s.Role) {
			g.Edges = append(g.Edges, Edge{Child: Viewer(s.Member), Parent: name + ":" + s.Role})
		}
	}
}

// member returns whose records are the viewer's own, "" for one that acts for no member.
func (g *Groups) member(viewer string) id.Member {
	if m, ok := strings.CutPrefix(viewer, "m:"); ok {
		return id.Member(m)
	}
	return g.acting[viewer]
}

func compareEdges(a, b Edge) int {
	return cmp.Or(strings.Compare(a.Child, b.Child), strings.Compare(a.Parent, b.Parent))
}

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
