package policies

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

func green() *scope.Record {
	return &scope.Record{
		Owner: "brand-a", Atoms: []scope.Atom{scope.By("brand-a")},
		Cell: scope.CellOf(observable.Domain, tlp.Green),
	}
}

func TestGroups(t *testing.T) {
	ends := today.Add(time.Minute)
	a := alliance{
		members: []directory.Member{
			{ID: "brand-a", Kind: "brand", State: directory.StateActive},
			{ID: "police-a", Kind: "law_enforcement", State: directory.StateActive},
			{ID: "gone-a", Kind: "brand", State: directory.StateSuspended},
			{ID: "invited", Kind: "brand", State: "invited"},
			{ID: "sneaky", Kind: "admin", State: directory.StateActive},
			{ID: "role:admin", Kind: "brand", State: directory.StateActive},
			{ID: "admin", Kind: "brand", State: directory.StateActive},
		},
		people: []directory.Person{
			{ID: "ann", Member: "brand-a", Roles: []string{"analyst"}, State: directory.StateActive},
			{ID: "boss", Member: "brand-a", Roles: []string{"admin", "auditor"}, State: directory.StateActive},
			{ID: "own", Roles: []string{"steward"}, State: directory.StateActive},
			{ID: "off", Member: "brand-a", Roles: []string{"analyst"}, State: directory.StateSuspended},
			{ID: "of-gone", Member: "gone-a", Roles: []string{"admin"}, State: directory.StateActive},
			{ID: "both", Member: "brand-a", Roles: []string{"admin", "analyst"}, State: directory.StateActive},
			{ID: "nobodys", Roles: []string{"analyst"}, State: directory.StateActive},
			{ID: "admin", Member: "brand-a", Roles: []string{"analyst"}, State: directory.StateActive},
			{ID: "m:brand-a", Member: "brand-a", Roles: []string{"analyst"}, State: directory.StateActive},
		},
		taskForces: []directory.TaskForce{
			{ID: "handbags", Seats: []directory.Seat{{Member: "brand-a", Role: "lead"}, {Member: "gone-a"}, {Member: "stranger"}, {Member: "brand-a"}, {Member: "police-a", Role: "boss"}}, EndsAt: ends},
			{ID: "over", Seats: []directory.Seat{{Member: "brand-a"}}, EndsAt: today},
			{ID: "later", EndsAt: ends.Add(time.Hour)},
		},
	}
	g := a.groups()
	if want := []string{"m:admin", "m:brand-a", "m:police-a", "m:sneaky", "u:admin", "u:ann", "u:boss", "u:own"}; !slices.Equal(g.Viewers, want) {
		t.Errorf("viewers %q, want %q", g.Viewers, want)
	}
	want := []Edge{
		{Child: "m:admin", Parent: "role:brand"},
		{Child: "m:admin", Parent: "role:member"},
		{Child: "m:brand-a", Parent: "role:brand"},
		{Child: "m:brand-a", Parent: "role:member"},
		{Child: "m:brand-a", Parent: "tf:handbags"},
		{Child: "m:brand-a", Parent: "tf:handbags:lead"},
		{Child: "m:police-a", Parent: "role:law_enforcement"},
		{Child: "m:police-a", Parent: "role:member"},
		{Child: "m:police-a", Parent: "tf:handbags"},
		{Child: "m:sneaky", Parent: "role:member"},
		{Child: "u:admin", Parent: "role:admin"},
		{Child: "u:ann", Parent: "m:brand-a"},
		{Child: "u:ann", Parent: "role:analyst"},
		{Child: "u:boss", Parent: "role:admin"},
		{Child: "u:boss", Parent: "role:auditor"},
		{Child: "u:own", Parent: "role:steward"},
	}
	if !slices.Equal(g.Edges, want) {
		t.Errorf("edges %v, want %v", g.Edges, want)
	}
	if !g.ValidUntil.Equal(ends) || !slices.Equal(g.TaskForces, []string{"tf:handbags", "tf:later"}) {
		t.Errorf("until %v, %v", g.ValidUntil, g.TaskForces)
	}
	s := load(t, Default(), a)
	for _, m := range []string{"m:admin", "m:sneaky"} { // P07: no id and no kind makes an admin
		if s.View(m).Admin {
			t.Errorf("%s is an admin", m)
		}
	}
	if v := s.View("m:brand-a"); !slices.Equal(v.TaskForces, []id.TaskForce{"handbags"}) { // and no "handbags:lead"
		t.Errorf("sits in %v", v.TaskForces)
	}
	for person, m := range map[string]id.Member{"u:ann": "brand-a", "u:boss": "", "u:own": "", "u:admin": ""} {
		if v := s.View(person); v.Member != m {
			t.Errorf("%s publishes as %q", person, v.Member)
		}
	}
	if v := s.View("u:admin"); !v.Admin || v.Name() != "u:admin" {
		t.Errorf("the admin is %+v", v)
	}
}

// A task force that has ended lends nothing through a group line either.
func TestNestedTaskForceEnds(t *testing.T) {
	a := alliance{
		members: []directory.Member{{ID: "brand-a", Kind: "brand", State: directory.StateActive}},
		taskForces: []directory.TaskForce{
			{ID: "inner", Seats: []directory.Seat{{Member: "brand-a"}}}, {ID: "outer"}, {ID: "over", EndsAt: today},
		},
	}
	set := Default()
	set.Edges = []Edge{{Child: "tf:inner", Parent: "tf:outer"}, {Child: "tf:inner", Parent: "tf:over"}}
	v := load(t, set, a).View("m:brand-a")
	if !v.Sits("inner") || !v.Sits("outer") || v.Sits("over") {
		t.Errorf("sits in %v", v.TaskForces)
	}
}

// A record of nobody is nobody's own: not that of whoever acts for no member either.
func TestUnknownOwner(t *testing.T) {
	set := parsed(t, "p, *, own, *, red, *, allow\np, *, denied, *, red, *, deny")
	s := load(t, set, theirs(t))
	r := &scope.Record{Cell: scope.CellOf(observable.Domain, tlp.Green)}
	for _, v := range s.Viewers() {
		ok, err := s.Enforce(v, r, scope.See, today.Unix())
		if ok || err != nil || s.View(v).Allow(scope.See, r, today.Unix()) {
			t.Errorf("%s owns it: %v, %v", v, ok, err)
		}
	}
}

func TestUnknownViewerMayNothing(t *testing.T) {
	a := theirs(t)
	s := load(t, Default(), a)
	for _, v := range []string{"", "*", "m:nobody", "m:gone-a", "role:brand", "tf:handbags", "brand-a", "M:brand-a"} {
		ok, err := s.Enforce(v, green(), scope.See, today.Unix())
		if ok || err != nil || s.View(v).Allow(scope.See, green(), today.Unix()) || s.View(v).Member != "" {
			t.Errorf("%q: %v, %v", v, ok, err)
		}
	}
	bad := green()
	bad.Cell = scope.Cell(scope.Cells)
	for _, r := range []*scope.Record{nil, bad} {
		if ok, err := s.Enforce("m:brand-a", r, scope.See, today.Unix()); ok || err == nil {
			t.Errorf("%v: %v, %v", r, ok, err)
		}
	}
	if ok, err := s.Enforce("m:brand-a", green(), scope.ActCount, today.Unix()); ok || err == nil {
		t.Errorf("unknown act: %v, %v", ok, err)
	}
}

// What casbin would lose on the way in stops the loading (P04: here one rule of two).
func TestLoadIsVerified(t *testing.T) {
	rule := Default().Rules[0]
	if _, err := enforcer([]Rule{rule, rule}, nil); err == nil {
		t.Error("two rules became one, unnoticed")
	}
	if _, err := enforcer(nil, nil); !errors.Is(err, ErrLoad) {
		t.Errorf("no rules at all: %v", err)
	}
	split := []Rule{rule, rule}
	split[0].Who, split[0].Scope = "a,b", "c"
	split[1].Who, split[1].Scope = "a", "b,c"
	if _, err := enforcer(split, nil); !errors.Is(err, ErrLoad) {
		t.Errorf("two rules that read alike: %v", err)
	}
}

// Many goroutines ask one snapshot; run with -race.
func TestSnapshotConcurrently(t *testing.T) {
	cases := readCases(t, DefaultCases()).examples
	s := load(t, Default(), theirs(t))
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range cases {
				c := cases[(i*7+j)%len(cases)]
				ok, err := s.Enforce(c.viewer, &c.record, c.act, today.Unix())
				if err != nil || ok != c.want || s.View(c.viewer).Allow(c.act, &c.record, today.Unix()) != ok {
					t.Errorf("line %d: %v, %v", c.line, ok, err)
				}
				s.Fan().Out(c.act, &c.record, today.Unix())
			}
		})
	}
	wg.Wait()
	view, fan := s.View("m:brand-a"), s.Fan()
	if s.View("m:brand-a") != view || s.Fan() != fan {
		t.Error("compiled twice")
	}
}
