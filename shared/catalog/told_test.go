package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// told is what a viewer is told after a mark: "mark type id".
func told(c *Catalog, v *scope.View, after Mark, now time.Time) (lines []string) {
	es, _ := c.mustEvents(v, after, 1000, now)
	for _, e := range es {
		lines = append(lines, e.Mark.String()+" "+e.Type)
	}
	return lines
}

// seats is a member's view: green for all, amber for its task forces, embargo and validity bind.
func seats(m id.Member, in ...id.TaskForce) *scope.View {
	v := &scope.View{Member: m, TaskForces: in}
	allow := map[scope.Atom]scope.Mask{scope.Everyone: scope.UpTo(tlp.Green), scope.By(m): scope.Everything()}
	for _, t := range in {
		allow[scope.In(t)] = scope.Everything()
	}
	for a := range v.Acts {
		v.Acts[a] = scope.Rights{Allow: allow, Embargoed: scope.Everything(), Expired: scope.Everything()}
	}
	return v.Index()
}

// shiftAt shifts rights by an entry at a position.
func shiftAt(t *testing.T, c *Catalog, p ledger.Position, second int, shifts ...scope.Shift) {
	t.Helper()
	c.Turn(p, at(second), shifts)
	fold(t, c, ledger.Entry{Position: p, Kind: ledger.KindTaskForce})
}

// stage is a catalog that a case plays on.
type stage struct {
	t *testing.T
	c *Catalog
}

func (s stage) fold(es ...ledger.Entry) {
	s.t.Helper()
	fold(s.t, s.c, es...)
}

func (s stage) shift(p ledger.Position, second int, shifts ...scope.Shift) {
	s.t.Helper()
	shiftAt(s.t, s.c, p, second, shifts...)
}

// one is brand-a's n-th indicator.
func one(n, second int, change ...func(*Indicator)) Indicator {
	i := Indicator{Publisher: "brand-a", Confidence: -1, State: Published, Created: at(second), Modified: at(second), TLP: tlp.Green}
	i.Observable.Canonical = fmt.Sprintf("shop-%d.example", n)
	i.ID = testID(i.Publisher, i.Observable)
	for _, f := range change {
		f(&i)
	}
	return i
}

func inHandbags(i *Indicator) {
	i.TLP, i.Share = tlp.Amber, Share{TaskForces: []id.TaskForce{"handbags"}}
}

func TestTurnsAreToldOnceAndInOrder(t *testing.T) {
	out, in, blind := seats("market-c"), seats("market-c", "handbags"), (&scope.View{Member: "market-c"}).Index()
	until := func(second int) func(*Indicator) { return func(i *Indicator) { i.ValidUntil = at(second) } }
	embargo := func(second int) func(*Indicator) { return func(i *Indicator) { i.EmbargoUntil = at(second) } }
	join, leave := scope.Shift{Viewer: "m:market-c", Was: out, Is: in}, scope.Shift{Viewer: "m:market-c", Was: in, Is: out}
	enrol, suspend, back := scope.Shift{Viewer: "m:market-c", Is: out}, scope.Shift{Viewer: "m:market-c", Was: out}, scope.Shift{Viewer: "m:market-c", Is: out}
	for name, c := range map[string]struct {
		play func(s stage)
		v    *scope.View
		now  int
		want []string
	}{
		"joined later: where it joined, and not before": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0)), entry(3, VerbPublished, one(2, 0, inHandbags)), entry(4, VerbPublished, one(3, 0, inHandbags)))
			s.shift(5, 1, join)
			s.fold(entry(6, VerbPublished, one(4, 2, inHandbags)))
		}, in, 9, []string{"2 indicator.published", "5.2 indicator.published", "5.3 indicator.published", "6 indicator.published"}},
		"left": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, inHandbags)))
			s.shift(3, 1, join)
			s.shift(4, 2, leave)
		}, out, 9, []string{"4.1 indicator.withdrawn"}},
		"left and joined again": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, inHandbags)))
			s.shift(3, 1, join)
			s.shift(4, 2, leave)
			s.shift(5, 3, join)
		}, in, 9, []string{"5.1 indicator.published"}},
		"what changes while it is nobody": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0)), entry(3, VerbPublished, one(2, 0)), entry(4, VerbPublished, one(3, 0, until(5))))
			s.shift(5, 1, suspend)
			s.fold(entry(6, VerbPublished, one(2, 2, inHandbags)), entry(7, VerbPublished, one(4, 2)), entry(8, VerbPublished, one(5, 2)), entry(9, VerbPublished, one(5, 3, inHandbags)))
			s.shift(10, 6, back)
		}, out, 9, []string{"2 indicator.published", "7 indicator.published", "10.2 indicator.withdrawn", "10.3 indicator.expired"}},
		"nothing changes while it is nobody": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0)))
			s.shift(3, 1, suspend)
			s.shift(4, 2, back)
		}, out, 9, []string{"2 indicator.published"}},
		"an embargo passes": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, embargo(5))))
			s.shift(3, 5)
		}, out, 9, []string{"3.1 indicator.published"}},
		"an embargo that was over when it was published": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 7, embargo(5))))
			s.shift(3, 8)
		}, out, 9, []string{"2 indicator.published"}},
		"open between two entries, by time alone": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, embargo(3), until(5))), entry(3, VerbPublished, one(2, 0, embargo(3), until(5))))
			s.shift(4, 6)
		}, out, 9, []string{"4.1 indicator.expired", "4.2 indicator.expired"}},
		"open for a moment before its rights went": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, embargo(3))), entry(3, VerbPublished, one(2, 0, embargo(3), until(5))))
			s.shift(4, 6, scope.Shift{Viewer: "m:market-c", Was: out, Is: blind})
		}, blind, 9, []string{"4.1 indicator.withdrawn", "4.2 indicator.expired"}},
		"rights that end when an embargo does give nothing": {func(s stage) {
			s.shift(2, 0, join)
			s.fold(entry(3, VerbPublished, one(1, 0, inHandbags, embargo(5))), entry(4, VerbPublished, one(2, 0, inHandbags)))
			s.c.Lapse(5, at(5), []scope.Shift{leave})
			s.shift(5, 6)
		}, out, 9, []string{"5.2 indicator.withdrawn"}},
		"rights that begin when a validity ends give nothing": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, inHandbags, until(5))), entry(3, VerbPublished, one(2, 0, inHandbags)))
			s.c.Lapse(4, at(5), []scope.Shift{join})
			s.shift(4, 6)
		}, in, 9, []string{"4.2 indicator.published"}},
		"a validity is over, and an entry is the first to know": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, until(5))), entry(3, VerbPublished, one(2, 6)))
		}, out, 9, []string{"3 indicator.published", "3.1 indicator.expired"}},
		"a validity that is cut short": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, until(50))), entry(3, VerbPublished, one(1, 6, until(5))))
		}, out, 9, []string{"3 indicator.expired"}},
		"narrowed, and seen by nobody else": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0)), entry(3, VerbPublished, one(1, 1, inHandbags)), entry(4, VerbPublished, one(1, 2, inHandbags)))
		}, out, 9, []string{"3 indicator.withdrawn"}},
		"widened to it: there, and nothing of what was before": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, inHandbags)), entry(3, VerbRevised, one(1, 1, inHandbags)), entry(4, VerbShared, one(1, 2)), entry(5, VerbRevised, one(1, 3)))
		}, out, 9, []string{"4 indicator.published", "5 indicator.revised"}},
		"widened to others": {func(s stage) {
			s.shift(2, 0, join)
			s.fold(entry(3, VerbPublished, one(1, 1, inHandbags)), entry(4, VerbShared, one(1, 2)))
		}, in, 9, []string{"3 indicator.published", "4 indicator.shared"}},
		"narrowed, and still its": {func(s stage) {
			s.shift(2, 0, join)
			s.fold(entry(3, VerbPublished, one(1, 1)), entry(4, VerbRestricted, one(1, 2, inHandbags)))
		}, in, 9, []string{"3 indicator.published", "4 indicator.restricted"}},
		"narrowed and widened again": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0)), entry(3, VerbRestricted, one(1, 1, inHandbags)), entry(4, VerbShared, one(1, 2)))
		}, out, 9, []string{"4 indicator.published"}},
		"its validity is over, and made longer": {func(s stage) {
			s.fold(entry(2, VerbPublished, one(1, 0, until(3))))
			s.shift(3, 4)
			s.fold(entry(4, VerbRevised, one(1, 5, until(50))))
		}, out, 9, []string{"4 indicator.published"}},
		"published anew for others": {func(s stage) {
			revoked := one(1, 1)
			revoked.State = Revoked
			s.fold(entry(2, VerbPublished, one(1, 0)), entry(3, VerbRevoked, revoked), entry(4, VerbPublished, one(1, 2, inHandbags)))
		}, out, 9, []string{"4 indicator.withdrawn"}},
		"published anew for it, after it had lost what was before": {func(s stage) {
			revoked := one(1, 3, inHandbags)
			revoked.State = Revoked
			s.shift(2, 0, join)
			s.fold(entry(3, VerbPublished, one(1, 1, inHandbags)))
			s.shift(4, 2, leave)
			s.fold(entry(5, VerbRevoked, revoked), entry(6, VerbPublished, one(1, 4)))
		}, out, 9, []string{"6 indicator.published"}},
	} {
		t.Run(name, func(t *testing.T) {
			k := fresh()
			shiftAt(t, k, 1, 0, enrol)
			c.play(stage{t, k})
			if got := told(k, c.v, 0, at(c.now)); !slices.Equal(got, c.want) {
				t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			stranger := seats("stranger")
			for _, line := range told(k, stranger, 0, at(c.now)) {
				if strings.Contains(line, "withdrawn") || strings.Contains(line, "expired") {
					t.Errorf("a stranger is told %s", line)
				}
			}
		})
	}
}

// TestSlowClocks wants a process whose clock is behind the ledger's to pass nothing over: what
// the ledger gave or took is told at once.
func TestSlowClocks(t *testing.T) {
	v := seats("market-c")
	c := fresh()
	shiftAt(t, c, 1, 0, scope.Shift{Viewer: "m:market-c", Is: v})
	ends := one(1, 0)
	ends.ValidUntil = at(10)
	begins := one(2, 0)
	begins.EmbargoUntil = at(10)
	fold(t, c, entry(2, VerbPublished, ends), entry(3, VerbPublished, begins))
	shiftAt(t, c, 4, 10)
	want := []string{"4.1 indicator.expired", "4.2 indicator.published"}
	if got := told(c, v, MarkOf(3), at(9)); !slices.Equal(got, want) {
		t.Errorf("a second behind: %q, want %q", got, want)
	}
	if got := told(c, v, MarkOf(3), at(1)); !slices.Equal(got, want[:1]) {
		t.Errorf("a clock that is wrong shows what is under embargo: %q", got)
	}
}

// TestNothingIsToldAhead wants what an entry turns to be told once the entry itself can be: else
// a reader in between would go on after it.
func TestNothingIsToldAhead(t *testing.T) {
	out, in := seats("market-c"), seats("market-c", "handbags")
	c := fresh()
	shiftAt(t, c, 1, 0, scope.Shift{Viewer: "m:market-c", Is: out})
	fold(t, c, entry(2, VerbPublished, one(1, 0, inHandbags)))
	c.Turn(3, at(1), []scope.Shift{{Viewer: "m:market-c", Was: out, Is: in}})
	if _, to := c.mustEvents(in, MarkOf(2), 10, at(1)); to != MarkAfter(2) {
		t.Errorf("looked up to %s, before 3 is there", to)
	}
	fold(t, c, entry(3, VerbPublished, one(2, 1)))
	if got := told(c, in, MarkAfter(2), at(1)); !slices.Equal(got, []string{"3 indicator.published", "3.1 indicator.published"}) {
		t.Errorf("told %q", got)
	}
}

func TestNextBoundary(t *testing.T) {
	c := fresh()
	i := one(1, 0)
	i.EmbargoUntil, i.ValidUntil = at(5), at(9)
	fold(t, c, entry(1, VerbPublished, i))
	moved := one(1, 1)
	moved.ValidUntil = at(7)
	for _, step := range []struct {
		do   func()
		want int // 0: none
	}{
		{func() {}, 5},
		{func() { fold(t, c, entry(2, VerbPublished, moved)) }, 7},
		{func() { c.Turn(3, at(6), nil) }, 7},
		{func() { c.Turn(4, at(7), nil) }, 0},
	} {
		step.do()
		if got, ok := c.NextBoundary(); ok != (step.want > 0) || (ok && !got.Equal(at(step.want))) {
			t.Errorf("next is %v, %v; want second %d", got, ok, step.want)
		}
	}
}
