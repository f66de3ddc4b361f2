package policies

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/entente-hub/entente/policies/crowd"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// large is a crowd of so many members in 50 task forces, and a set of so many rules, the default policy
// among them.
func large(tb testing.TB, members, rules int) (Set, alliance) {
	tb.Helper()
	c := crowd.New(members, 50)
	set, err := Parse([]byte(c.Policy(DefaultText(), rules)))
	if err != nil {
		tb.Fatal(err)
	}
	return set, alliance{members: c.Members, taskForces: c.TaskForces}
}

func someRecord() *scope.Record {
	return &scope.Record{
		Owner: "member-7", Cell: scope.CellOf(observable.Domain, tlp.Amber),
		Atoms: []scope.Atom{scope.By("member-7"), scope.In("force-3"), scope.In("force-9"), scope.Named("member-12"), scope.Never("member-99")},
	}
}

func BenchmarkDecide(b *testing.B) {
	set, a := large(b, 300, 2000)
	s, err := NewSnapshot(set, a.groups())
	if err != nil {
		b.Fatal(err)
	}
	r, now := someRecord(), today.Unix()
	b.Run("enforce", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Enforce("m:member-30", r, scope.See, now); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("allow", func(b *testing.B) {
		b.ReportAllocs()
		v := s.View("m:member-30")
		for b.Loop() {
			v.Allow(scope.See, r, now)
		}
	})
	b.Run("fan", func(b *testing.B) {
		b.ReportAllocs()
		var out scope.Bits
		f := s.Fan()
		for b.Loop() {
			out = f.AppendOut(out, scope.See, r, now)
		}
	})
}

func BenchmarkSnapshot(b *testing.B) {
	for _, n := range []struct{ members, rules int }{{300, 12}, {300, 2000}, {1000, 2000}} {
		set, a := large(b, n.members, n.rules)
		g := a.groups()
		b.Run(fmt.Sprintf("%dx%d/load", n.members, n.rules), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := NewSnapshot(set, g); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%dx%d/views-and-fan", n.members, n.rules), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				s, err := NewSnapshot(set, g)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				s.Fan()
			}
		})
	}
}

func BenchmarkCurrent(b *testing.B) {
	r := newRoom(b)
	r.member("brand-b", directory.StateActive)
	c := r.current()
	b.ReportAllocs()
	for b.Loop() {
		c.Snapshot()
	}
}

// The large alliance is one more world: what casbin says of it is what the view and the fan say.
func TestLargeAlliance(t *testing.T) {
	set, a := large(t, 60, 400)
	s := load(t, set, a)
	rnd := rand.New(rand.NewPCG(3, 4))
	fan := s.Fan()
	allowed := 0
	for range 40 {
		r := someRecord()
		r.Owner = a.members[rnd.IntN(60)].ID
		r.Cell = scope.Cell(rnd.IntN(scope.Cells))
		r.Atoms[0], r.Atoms[1] = scope.By(r.Owner), scope.In(a.taskForces[rnd.IntN(50)].ID)
		out := fan.Out(scope.ReadCore, r, today.Unix())
		for range 10 {
			i := rnd.IntN(len(fan.Views()))
			v := fan.Views()[i]
			want, err := s.Enforce(v.Name(), r, scope.ReadCore, today.Unix())
			if err != nil {
				t.Fatal(err)
			}
			if v.Allow(scope.ReadCore, r, today.Unix()) != want || out.Has(i) != want {
				t.Errorf("%s %+v: casbin %v", v.Name(), r, want)
			}
			if want {
				allowed++
			}
		}
	}
	if allowed < 20 {
		t.Errorf("%d allowed: proves too little", allowed)
	}
}
