package policies

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// A world is small, so that its parts meet: a handful of members, of task forces, of rules and
// of records, and every time one second off another.
type world struct {
	set      Set
	circular bool // its groups are within themselves: no set that can be loaded
	alliance alliance
	records  []scope.Record
	now      []int64     // one a record
	acts     []scope.Act // that are put to all
}

func (w world) String() string {
	var b strings.Builder
	for _, r := range w.set.Rules {
		fmt.Fprintln(&b, r)
	}
	for _, e := range w.set.Edges {
		fmt.Fprintln(&b, e)
	}
	for _, m := range w.alliance.members {
		fmt.Fprintf(&b, "member %s %s %s\n", m.ID, m.Kind, m.State)
	}
	for _, p := range w.alliance.people {
		fmt.Fprintf(&b, "person %s of %q %v %s\n", p.ID, p.Member, p.Roles, p.State)
	}
	for _, t := range w.alliance.taskForces {
		fmt.Fprintf(&b, "task force %s %v ends %v\n", t.ID, t.Seats, t.EndsAt)
	}
	return b.String()
}

var (
	someMembers = []id.Member{"aa", "bb", "cc", "dd"}
	somePeople  = []id.Person{"p1", "p2", "p3"}
	someForces  = []id.TaskForce{"t1", "t2", "t3"}
	someKinds   = []string{"brand", "marketplace", "law_enforcement", "admin"}
	someTypes   = []observable.Type{observable.MarketplaceSeller, observable.Domain, observable.Phone}
	someWho     = []string{
		"*", "*", "*", "*", "m:aa", "m:bb", "m:cc", "m:zz", "u:admin", "u:zz", "tf:t1", "tf:t2", "tf:zz",
		"role:brand", "role:marketplace", "role:law_enforcement", "role:admin", "role:member", "role:member",
		"u:p1", "u:p2", "role:analyst", "role:auditor", "tf:t1:lead", "tf:t2:reader", "tf:zz:lead",
	}
	someScopes = []string{
		"*", "*", "own", "own", "tf", "tf", "tf", "direct", "direct", "tf:t1", "tf:t2", "tf:zz",
		"by:m:aa", "by:m:bb", "by:m:zz", "denied", "denied", "embargo", "expired",
	}
	someActs  = append([]string{"*", "*", "*", "*", "*", "*", "read.*", "read.*", "see", "see", "read.core"}, scope.ActNames()...)
	someEdges = []Edge{
		{Child: "role:brand", Parent: "role:club"},
		{Child: "m:cc", Parent: "role:club"},
		{Child: "m:aa", Parent: "role:den"},
		{Child: "role:club", Parent: "role:den"},
		{Child: "u:admin", Parent: "role:club"},
		{Child: "tf:t1", Parent: "tf:t2"},
		{Child: "tf:t2", Parent: "tf:t3"},
		{Child: "tf:t3", Parent: "tf:t1"},
		{Child: "m:zz", Parent: "role:den"},
		{Child: "u:p1", Parent: "role:den"},
	}
	// circles are what the linter refuses: even so the forms agree.
	circles = []Edge{
		{Child: "role:den", Parent: "role:club"},
		{Child: "role:club", Parent: "role:den"},
		{Child: "tf:t1", Parent: "tf:t2"},
		{Child: "tf:t2", Parent: "tf:t1"},
		{Child: "tf:t3", Parent: "tf:t3"},
	}
	someViewers = []string{
		"m:aa", "m:bb", "m:cc", "m:dd", "u:admin", "u:p1", "u:p2", "u:p3",
		"m:zz", "u:zz", "role:brand", "tf:t1", "tf:t1:lead", "*", "",
	}
	// around are seconds from now: one before, now, one after.
	around = []int64{-1, 0, 1}
)

func pick[E any](t *rapid.T, from []E, what string) E { return rapid.SampledFrom(from).Draw(t, what) }

// often is true p times of ten.
func often(t *rapid.T, p int, what string) bool { return rapid.IntRange(1, 10).Draw(t, what) > 10-p }

// when is no time, or one close to now.
func when(t *rapid.T, what string) int64 {
	if !often(t, 5, what) {
		return 0
	}
	return today.Unix() + pick(t, around, what)
}

// actsAWorld is how many of the acts are put to a world: a rule names one act, or all, or all that
// read, and each act is met in more than a thousand worlds.
const actsAWorld = 4

func drawWorld(t *rapid.T) world {
	var w world
	for _, m := range someMembers {
		state := directory.StateActive
		if often(t, 2, "suspended") {
			state = directory.StateSuspended
		}
		w.alliance.members = append(w.alliance.members, directory.Member{ID: m, Kind: pick(t, someKinds, "kind"), State: state})
	}
	for _, p := range somePeople {
		who := directory.Person{ID: p, State: directory.StateActive, Roles: []string{pick(t, directory.AllianceRoles, "role")}}
		if often(t, 2, "suspended") {
			who.State = directory.StateSuspended
		}
		if often(t, 7, "of a member") {
			who.Member, who.Roles = pick(t, someMembers, "member"), []string{pick(t, directory.MemberRoles, "role")}
		}
		if often(t, 1, "lent") {
			who.Member = pick(t, someMembers, "lends")
		}
		w.alliance.people = append(w.alliance.people, who)
	}
	for _, f := range someForces {
		tf := directory.TaskForce{ID: f}
		if at := when(t, "ends"); at != 0 {
			tf.EndsAt = time.Unix(at, 0)
		}
		for _, m := range someMembers {
			if often(t, 4, "seat") {
				tf.Seats = append(tf.Seats, directory.Seat{Member: m, Role: pick(t, directory.SeatRoles, "seat's role")})
			}
		}
		w.alliance.taskForces = append(w.alliance.taskForces, tf)
	}
	for a, n := scope.Act(rapid.IntRange(0, int(scope.ActCount)-1).Draw(t, "act")), 0; n < actsAWorld; n++ {
		w.acts = append(w.acts, (a+scope.Act(n)*3)%scope.ActCount)
	}
	w.set = drawSet(t)
	if often(t, 1, "circular") {
		w.set.Edges = append(w.set.Edges, circles...)
		w.circular = true
	}
	for range rapid.IntRange(1, 4).Draw(t, "records") {
		w.records = append(w.records, drawRecord(t))
		w.now = append(w.now, today.Unix()+pick(t, around, "now"))
	}
	return w
}

func drawSet(t *rapid.T) Set {
	var s Set
	for _, e := range someEdges {
		if often(t, 2, "edge") {
			s.Edges = append(s.Edges, e)
		}
	}
	seen := map[Rule]bool{}
	for range rapid.IntRange(1, 14).Draw(t, "rules") {
		r := Rule{
			Who: pick(t, someWho, "who"), Scope: pick(t, someScopes, "scope"), Type: "*",
			TLP: pick(t, tlp.Names(), "tlp"), Act: pick(t, someActs, "act"), Effect: allow,
		}
		if often(t, 5, "typed") {
			r.Type = pick(t, someTypes[:2], "typ").String()
		}
		if r.Scope == "denied" || r.Scope == "embargo" || r.Scope == "expired" || often(t, 2, "deny") {
			r.Effect = deny
		}
		r.Window = drawWindow(t)
		if !seen[r] {
			seen[r] = true
			s.Rules = append(s.Rules, r)
		}
	}
	if !slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.always() }) {
		s.Rules = append(s.Rules, Rule{Who: "*", Scope: "denied", Type: "*", TLP: "red", Act: "*", Effect: deny})
	}
	for len(Lint(s)) > 0 && len(s.Edges) > 0 { // a circle, or too deep
		s.Edges = s.Edges[:len(s.Edges)-1]
	}
	return s
}

// drawWindow is as a rule none, else one that opens or closes close to now.
func drawWindow(t *rapid.T) (w Window) {
	if !often(t, 2, "windowed") {
		return w
	}
	at := func() time.Time { return time.Unix(today.Unix()+pick(t, around, "boundary"), 0).UTC() }
	if w.From = at(); often(t, 5, "closes") {
		w.From, w.Until = time.Time{}, w.From
	}
	return w
}

func drawRecord(t *rapid.T) scope.Record {
	owner := pick(t, someMembers, "owner")
	r := scope.Record{
		Owner: owner, Atoms: []scope.Atom{scope.By(owner)},
		Cell:    scope.CellOf(pick(t, someTypes, "type"), tlp.Mark(rapid.IntRange(0, tlp.Count-1).Draw(t, "label"))),
		Embargo: when(t, "embargo"), Expiry: when(t, "expiry"),
	}
	for _, f := range someForces {
		if often(t, 4, "shared") {
			r.Atoms = append(r.Atoms, scope.In(f))
		}
	}
	for _, m := range someMembers {
		if often(t, 3, "named") {
			r.Atoms = append(r.Atoms, scope.Named(m))
		}
		if often(t, 2, "except") {
			r.Atoms = append(r.Atoms, scope.Never(m))
		}
	}
	return r
}

// tally counts what the worlds came to, to see that they are worth the time.
type tally struct{ worlds, decisions, allowed, edges int }

// agree is the property: casbin, the view and the fan say the same of everything.
func (n *tally) agree(t *rapid.T) {
	w := drawWorld(t)
	switch fs := Lint(w.set); {
	case len(fs) > 0 && !w.circular:
		t.Fatalf("the linter refuses a good set: %v\n%s", fs, w)
	case len(fs) == 0 && w.circular:
		t.Fatalf("the linter takes a circle\n%s", w)
	}
	snap, err := newSnapshot(w.set, w.alliance.groups())
	if errors.Is(err, ErrLoad) && len(w.set.At(today).Rules) == 0 {
		return
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, w)
	}
	n.worlds++
	n.edges += len(w.set.Edges)
	fan := snap.Fan()
	index := map[string]int{}
	for i, v := range fan.Views() {
		index[v.Name()] = i
	}
	var out scope.Bits
	for i := range w.records {
		r, now := &w.records[i], w.now[i]
		for _, act := range w.acts {
			out = fan.AppendOut(out, act, r, now)
			for _, viewer := range someViewers {
				want, err := snap.Enforce(viewer, r, act, now)
				if err != nil {
					t.Fatalf("%v\n%s", err, w)
				}
				at, known := index[viewer]
				view, fanned := snap.View(viewer).Allow(act, r, now), known && out.Has(at)
				if view != want || fanned != want {
					t.Fatalf("%q %s %+v at %+d: casbin %v, view %v, fan %v\n%s",
						viewer, act, r, now-today.Unix(), want, view, fanned, w)
				}
				n.decisions++
				if want {
					n.allowed++
				}
			}
		}
	}
}

// TestWorlds is 3,000 worlds in each of which casbin's answer must be the compiled one's. To
// run ten times as many: go test -run TestWorlds -rapid.checks=1000.
func TestWorlds(t *testing.T) {
	t.Parallel()
	var n tally
	for range 30 {
		rapid.Check(t, n.agree)
	}
	t.Logf("%d worlds, %d decisions, %d of them allowed, %d group lines", n.worlds, n.decisions, n.allowed, n.edges)
	if n.worlds < 3000 || n.allowed*20 < n.decisions {
		t.Error("the worlds prove too little")
	}
}

// FuzzWorlds is the same property, led by coverage. A world wants some kilobytes to be drawn
// from; shorter inputs are no worlds and are skipped.
func FuzzWorlds(f *testing.F) {
	for seed := range byte(20) {
		world := make([]byte, 8<<10)
		_, _ = rand.NewChaCha8([32]byte{seed}).Read(world) // never fails
		f.Add(world)
	}
	var n tally
	f.Fuzz(rapid.MakeFuzz(n.agree))
}
