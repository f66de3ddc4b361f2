package policies

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// TestRightsAreTheSnapshots wants what shifts add up to, entry after entry, to be what a snapshot
// of the same moment says, and each shift to be one.
func TestRightsAreTheSnapshots(t *testing.T) {
	start := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	soon := start.Add(4 * time.Second).Format(time.RFC3339)
	sets := []Revision{Initial(), Initial(), {
		Text: "p, *, tf, *, red, see, allow\np, role:brand, by:m:m1, *, red, *, allow\ng, tf:t0, tf:t1\ng, m:m0, role:own\n" +
			"p, role:own, *, *, clear, see, allow\np, role:analyst, *, *, green, *, allow, from=" + soon + "\n",
	}, {Text: "p, *, tf, *, red, see, Allow"}}
	for n := range sets {
		sets[n].Position = ledger.Position(n)
	}
	rapid.Check(t, func(t *rapid.T) {
		now, set := start, sets[0]
		members, forces := map[id.Member]directory.Member{}, map[id.TaskForce]directory.TaskForce{}
		people := map[id.Person]directory.Person{}
		groups := func(at time.Time) Groups {
			var ms []directory.Member
			for _, m := range members {
				ms = append(ms, m)
			}
			var ts []directory.TaskForce
			for _, x := range forces {
				ts = append(ts, x)
			}
			return groupsOf(ms, slices.Collect(maps.Values(people)), ts, at)
		}
		r := NewRights(func() Revision { return set }, nil)
		r.groups = groups
		held := map[string]*scope.View{}
		name := func(what string) int { return rapid.IntRange(0, 2).Draw(t, what) }
		t.Repeat(map[string]func(*rapid.T){
			"member": func(t *rapid.T) {
				m := directory.Member{ID: id.Member(fmt.Sprint("m", name("member"))), State: directory.StateActive}
				m.Kind = rapid.SampledFrom([]string{"brand", "payment"}).Draw(t, "kind")
				if rapid.Bool().Draw(t, "suspended") {
					m.State = directory.StateSuspended
				}
				members[m.ID] = m
			},
			"person": func(t *rapid.T) {
				p := directory.Person{ID: id.Person(fmt.Sprint("p", name("person"))), State: directory.StateActive, Roles: []string{directory.RoleAuditor}}
				if rapid.Bool().Draw(t, "of a member") {
					p.Member, p.Roles = id.Member(fmt.Sprint("m", name("of"))), []string{directory.RoleAnalyst}
				}
				people[p.ID] = p
			},
			"task force": func(t *rapid.T) {
				x := directory.TaskForce{ID: id.TaskForce(fmt.Sprint("t", name("task force")))}
				for n := range 3 {
					if rapid.Bool().Draw(t, "seat") {
						x.Seats = append(x.Seats, directory.Seat{Member: id.Member(fmt.Sprint("m", n))})
					}
				}
				if rapid.Bool().Draw(t, "ends") {
					x.EndsAt = now.Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "in")) * time.Second)
				}
				forces[x.ID] = x
			},
			"time":   func(t *rapid.T) { now = now.Add(time.Duration(rapid.IntRange(1, 3).Draw(t, "seconds")) * time.Second) },
			"policy": func(t *rapid.T) { set = rapid.SampledFrom(sets).Draw(t, "set") },
			"": func(t *rapid.T) {
				shifts, err := r.Shift(now)
				if err != nil {
					t.Fatal(err)
				}
				last := ""
				for _, s := range shifts {
					if s.Viewer <= last || s.Was != held[s.Viewer] || (s.Was != nil && s.Is != nil && s.Was.Equal(s.Is)) {
						t.Fatalf("%+v is no shift after %s", s, last)
					}
					if last = s.Viewer; s.Is == nil {
						delete(held, s.Viewer)
					} else {
						held[s.Viewer] = s.Is
					}
				}
				whole, err := set.Set()
				snap, failed := NewSnapshot(whole, groups(now))
				if err != nil || failed != nil { // nobody may do anything
					for v, view := range held {
						if view.Allow(scope.See, green(), now.Unix()) {
							t.Fatalf("%s sees under a set that cannot be loaded", v)
						}
					}
					return
				}
				if len(snap.Viewers()) != len(held) || !snap.validUntil.Equal(r.Until()) {
					t.Fatalf("%d viewers until %v, want %d until %v", len(held), r.Until(), len(snap.Viewers()), snap.validUntil)
				}
				for _, v := range snap.Viewers() {
					if held[v] == nil || !held[v].Equal(snap.View(v)) {
						t.Fatalf("%s may %+v, want %+v", v, held[v], snap.View(v))
					}
				}
			},
		})
	})
}

// BenchmarkRights is what an entry that changes rights costs, of 300 members under 2,000 rules.
func BenchmarkRights(b *testing.B) {
	set, a := large(300, 2000)
	revision := Revision{Text: set.CSV()}
	r := NewRights(func() Revision { return revision }, nil)
	r.groups = func(at time.Time) Groups { return groupsOf(a.members, a.people, a.taskForces, at) }
	shift := func() {
		if _, err := r.Shift(time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			r.from, r.views = nil, map[string]*scope.View{}
			shift()
		}
	})
	b.Run("seat", func(b *testing.B) {
		for b.Loop() {
			seats := a.taskForces[3].Seats
			a.taskForces[3].Seats = append(seats[1:len(seats):len(seats)], seats[0])
			a.taskForces[3].Seats = a.taskForces[3].Seats[:len(seats)-1]
			shift()
			a.taskForces[3].Seats = seats
			shift()
		}
	})
}
