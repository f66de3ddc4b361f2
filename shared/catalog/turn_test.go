package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// world is an alliance in which rights move: what a hub would feed the catalog, and beside it
// what each viewer was ever allowed to know, found out the slow way.
type world struct {
	c       *Catalog
	model   naive
	clock   int // seconds
	p       ledger.Position
	views   map[string]*scope.View           // nil: nobody now
	last    map[string]*scope.View           // what it was before it became nobody
	ever    map[string]map[id.Indicator]bool // what it was ever allowed to know of
	clients map[string][]*client
	fed     []feeding
}

// feeding is a call that the catalog got.
type feeding struct {
	turn   bool
	p      ledger.Position
	at     time.Time
	shifts []scope.Shift
	entry  ledger.Entry
}

// client follows a feed and keeps what it is told.
type client struct {
	name  string
	after Mark
	holds map[id.Indicator]map[string]any
}

var watching = []string{"m:brand-a", "m:market-c", "u:admin"}

func newWorld() *world {
	w := &world{
		c: New(testOptions), views: map[string]*scope.View{}, last: map[string]*scope.View{},
		ever: map[string]map[id.Indicator]bool{}, clients: map[string][]*client{},
	}
	for _, v := range watching {
		w.ever[v] = map[id.Indicator]bool{}
		for _, name := range []string{"eager", "idle"} {
			w.clients[v] = append(w.clients[v], &client{name: v + " " + name, holds: map[id.Indicator]map[string]any{}})
		}
	}
	return w
}

func (f *feeding) feed(t *rapid.T, c *Catalog) {
	if f.turn {
		c.Turn(f.p, f.at, f.shifts)
	}
	if err := c.Apply([]ledger.Entry{f.entry}); err != nil {
		t.Fatal(err)
	}
}

// put feeds an entry, and notes what it lets whom know of.
func (w *world) put(t *rapid.T, f feeding) {
	f.p, f.at = w.p, at(w.clock)
	w.fed = append(w.fed, f)
	f.feed(t, w.c)
	w.note()
}

func (w *world) note() {
	for v, view := range w.views {
		for _, r := range w.model.rows {
			if view == nil {
				continue
			}
			if see, _ := naiveMay(view, &r.Indicator, at(w.clock).Unix()); see {
				w.ever[v][r.ID] = true
			}
		}
	}
}

// turn changes the rights of some viewers by one entry.
func (w *world) turn(t *rapid.T, kind ledger.Kind, next map[string]*scope.View) {
	w.p++
	f := feeding{turn: true, entry: ledger.Entry{Position: w.p, Kind: kind, At: at(w.clock)}}
	for _, v := range slices.Sorted(maps.Keys(next)) {
		f.shifts = append(f.shifts, scope.Shift{Viewer: v, Was: w.views[v], Is: next[v]})
		if w.views[v] != nil {
			w.last[v] = w.views[v]
		}
		w.views[v] = next[v]
	}
	w.put(t, f)
}

func viewNamed(t *rapid.T, name string) *scope.View {
	v := viewOf(t)
	m, member := strings.CutPrefix(name, "m:")
	v.Member, v.Admin = "", !member
	if member {
		v.Member = id.Member(m)
	}
	return v.Index()
}

// say publishes, revises, revokes, or publishes again.
func (w *world) say(t *rapid.T) {
	i, verb := claim(t), VerbPublished
	i.State, i.Created, i.Modified = Published, at(w.clock), at(w.clock)
	if was, ok := w.model.find(i.ID); ok {
		i.Observable, i.Created = was.Observable, was.Created
		switch {
		case was.State == Published && rapid.Bool().Draw(t, "revoke"):
			i, verb = was.Indicator, VerbRevoked
			i.State, i.Modified = Revoked, at(w.clock)
		case rapid.Bool().Draw(t, "for the same"):
			i.TLP, i.Share, i.EmbargoUntil = was.TLP, was.Share, was.EmbargoUntil
		}
	}
	w.p++
	w.model.apply(w.p, verb, i)
	w.put(t, feeding{entry: entry(w.p, verb, i)})
}

// read lets a client take a page, or all there is.
func (w *world) read(t *rapid.T, viewer string, k *client, limit int, all bool) {
	v := w.views[viewer]
	if v == nil {
		return
	}
	for {
		es, to := w.c.Events(v, k.after, limit, at(w.clock))
		for _, e := range es {
			if e.Mark <= k.after {
				t.Fatalf("%s is told %s after %s", k.name, e.Mark, k.after)
			}
			k.after = e.Mark
			w.take(t, viewer, v, k, e)
		}
		if k.after = max(k.after, to); len(es) == 0 || !all {
			return
		}
	}
}

func (w *world) take(t *rapid.T, viewer string, v *scope.View, k *client, e Event) {
	if !w.ever[viewer][e.Item.ID] {
		t.Fatalf("%s is told %s of %s, which it was never allowed to know of", k.name, e.Type, e.Item.ID)
	}
	if e.Type == Withdrawn || e.Type == Expired {
		if got, want := string(e.Item.AppendJSON(nil)), fmt.Sprintf(`{"id":%q}`, e.Item.ID); got != want {
			t.Fatalf("%s is told %s with %s, want %s", k.name, e.Type, got, want)
		}
		delete(k.holds, e.Item.ID)
		return
	}
	r, ok := w.model.find(e.Item.ID)
	if see, _ := naiveMay(v, &r.Indicator, at(w.clock).Unix()); !ok || !see {
		t.Fatalf("%s is told %s of %s, which it may not see", k.name, e.Type, e.Item.ID)
	}
	k.holds[e.Item.ID] = shown(t, e.Item)
}

// settle lets the clock's entry come, and all clients read; then each that is somebody must hold
// all that it may read, and no more than it may.
func (w *world) settle(t *rapid.T) {
	w.turn(t, ledger.KindClock, nil)
	for _, viewer := range watching {
		v := w.views[viewer]
		if v == nil {
			continue
		}
		anew := &client{name: viewer + " anew", holds: map[id.Indicator]map[string]any{}}
		for _, k := range append(slices.Clone(w.clients[viewer]), anew) {
			w.read(t, viewer, k, rapid.IntRange(1, 4).Draw(t, "limit"), true)
			holds := maps.Clone(k.holds)
			for _, r := range w.model.rows {
				see, read := naiveMay(v, &r.Indicator, at(w.clock).Unix())
				item, held := holds[r.ID]
				delete(holds, r.ID)
				if _, core := item["observable"]; (read && !core) || (held && !see) || (core && !read) {
					t.Fatalf("%s holds %v of %s (see %v, read %v): %v", k.name, held, r.ID, see, read, item)
				}
			}
			if len(holds) > 0 {
				t.Fatalf("%s holds what there is not: %v", k.name, holds)
			}
		}
	}
}

// TestFollowersHoldWhatTheyMay plays random alliances: whoever follows the feed from the start,
// takes what is published and drops what is withdrawn or expired, ends with what it may read
// now, never holds the content of what it may not, and never hears of what it might never see.
func TestFollowersHoldWhatTheyMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		first := map[string]*scope.View{}
		for _, v := range watching {
			first[v] = viewNamed(t, v)
		}
		w.turn(t, ledger.KindMember, first)
		t.Repeat(map[string]func(*rapid.T){
			"say":       func(t *rapid.T) { w.say(t) },
			"say again": func(t *rapid.T) { w.say(t) },
			"time": func(t *rapid.T) {
				for range rapid.IntRange(1, 9).Draw(t, "seconds") {
					w.clock++
					w.note()
				}
			},
			"clock": func(t *rapid.T) { w.turn(t, ledger.KindClock, nil) },
			"rights": func(t *rapid.T) {
				next := map[string]*scope.View{}
				for _, v := range rapid.SliceOfNDistinct(rapid.SampledFrom(watching), 1, 3, rapid.ID[string]).Draw(t, "whose") {
					switch {
					case rapid.IntRange(0, 3).Draw(t, "nobody") == 0:
						next[v] = nil
					case w.views[v] == nil && rapid.Bool().Draw(t, "as it was"):
						next[v] = w.last[v]
					default:
						next[v] = viewNamed(t, v)
					}
				}
				w.turn(t, ledger.KindPolicy, next)
			},
			"read": func(t *rapid.T) {
				v := rapid.SampledFrom(watching).Draw(t, "who")
				w.read(t, v, w.clients[v][0], rapid.IntRange(1, 5).Draw(t, "limit"), rapid.Bool().Draw(t, "all"))
			},
			"settle": func(t *rapid.T) { w.settle(t) },
		})
		w.settle(t)
		w.refold(t)
	})
}

// refold feeds the same ledger to another catalog, in other batches: everyone must be told the
// same, under the same marks.
func (w *world) refold(t *rapid.T) {
	c := New(testOptions)
	var batch []ledger.Entry
	apply := func() {
		if err := c.Apply(batch); err != nil {
			t.Fatal(err)
		}
		batch = nil
	}
	for _, f := range w.fed {
		if f.turn {
			apply()
			c.Turn(f.p, f.at, f.shifts)
		}
		if batch = append(batch, f.entry); rapid.IntRange(0, 2).Draw(t, "batch ends") == 0 {
			apply()
		}
	}
	apply()
	for _, viewer := range watching {
		v := w.views[viewer]
		if v == nil {
			continue
		}
		want, _ := w.c.Events(v, 0, 1000, at(w.clock))
		got, _ := c.Events(v, 0, 1000, at(w.clock))
		line := func(e Event) string {
			return fmt.Sprintln(e.Mark, e.Type, e.At.UnixNano(), string(e.Item.AppendJSON(nil)))
		}
		if len(got) != len(want) {
			t.Fatalf("%s is told %d events after a restart, %d before", viewer, len(got), len(want))
		}
		for n := range got {
			if line(got[n]) != line(want[n]) {
				t.Fatalf("%s is told %s after a restart, %s before", viewer, line(got[n]), line(want[n]))
			}
		}
	}
}

// told is what a viewer is told after a mark: "mark type id".
func told(c *Catalog, v *scope.View, after Mark, now time.Time) (lines []string) {
	es, _ := c.Events(v, after, 1000, now)
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
	out, in := seats("market-c"), seats("market-c", "handbags")
	until := func(second int) func(*Indicator) { return func(i *Indicator) { i.ValidUntil = at(second) } }
	embargo := func(second int) func(*Indicator) { return func(i *Indicator) { i.EmbargoUntil = at(second) } }
	join, leave := scope.Shift{Viewer: "m:market-c", Was: out, Is: in}, scope.Shift{Viewer: "m:market-c", Was: in, Is: out}
	enrol, suspend, back := scope.Shift{Viewer: "m:market-c", Is: out}, scope.Shift{Viewer: "m:market-c", Was: out}, scope.Shift{Viewer: "m:market-c", Is: out}
	for name, c := range map[string]struct {
		play func(t *testing.T, c *Catalog)
		v    *scope.View
		now  int
		want []string
	}{
		"joined later: where it joined, and not before": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0)), entry(3, VerbPublished, one(2, 0, inHandbags)), entry(4, VerbPublished, one(3, 0, inHandbags)))
			shiftAt(t, c, 5, 1, join)
			fold(t, c, entry(6, VerbPublished, one(4, 2, inHandbags)))
		}, in, 9, []string{"2 indicator.published", "5.2 indicator.published", "5.3 indicator.published", "6 indicator.published"}},
		"left": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0, inHandbags)))
			shiftAt(t, c, 3, 1, join)
			shiftAt(t, c, 4, 2, leave)
		}, out, 9, []string{"4.1 indicator.withdrawn"}},
		"left and joined again": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0, inHandbags)))
			shiftAt(t, c, 3, 1, join)
			shiftAt(t, c, 4, 2, leave)
			shiftAt(t, c, 5, 3, join)
		}, in, 9, []string{"5.1 indicator.published"}},
		"what changes while it is nobody": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0)), entry(3, VerbPublished, one(2, 0)), entry(4, VerbPublished, one(3, 0, until(5))))
			shiftAt(t, c, 5, 1, suspend)
			fold(t, c, entry(6, VerbPublished, one(2, 2, inHandbags)), entry(7, VerbPublished, one(4, 2)), entry(8, VerbPublished, one(5, 2)), entry(9, VerbPublished, one(5, 3, inHandbags)))
			shiftAt(t, c, 10, 6, back)
		}, out, 9, []string{"2 indicator.published", "7 indicator.published", "10.2 indicator.withdrawn", "10.3 indicator.expired"}},
		"nothing changes while it is nobody": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0)))
			shiftAt(t, c, 3, 1, suspend)
			shiftAt(t, c, 4, 2, back)
		}, out, 9, []string{"2 indicator.published"}},
		"an embargo passes": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0, embargo(5))))
			shiftAt(t, c, 3, 5)
		}, out, 9, []string{"3.1 indicator.published"}},
		"an embargo that was over when it was published": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 7, embargo(5))))
			shiftAt(t, c, 3, 8)
		}, out, 9, []string{"2 indicator.published"}},
		"a validity is over, and an entry is the first to know": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0, until(5))), entry(3, VerbPublished, one(2, 6)))
		}, out, 9, []string{"3 indicator.published", "3.1 indicator.expired"}},
		"a validity that is cut short": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0, until(50))), entry(3, VerbPublished, one(1, 6, until(5))))
		}, out, 9, []string{"3 indicator.expired"}},
		"narrowed, and seen by nobody else": {func(t *testing.T, c *Catalog) {
			fold(t, c, entry(2, VerbPublished, one(1, 0)), entry(3, VerbPublished, one(1, 1, inHandbags)), entry(4, VerbPublished, one(1, 2, inHandbags)))
		}, out, 9, []string{"3 indicator.withdrawn"}},
		"published anew for others": {func(t *testing.T, c *Catalog) {
			revoked := one(1, 1)
			revoked.State = Revoked
			fold(t, c, entry(2, VerbPublished, one(1, 0)), entry(3, VerbRevoked, revoked), entry(4, VerbPublished, one(1, 2, inHandbags)))
		}, out, 9, []string{"4 indicator.withdrawn"}},
		"published anew for it, after it had lost what was before": {func(t *testing.T, c *Catalog) {
			revoked := one(1, 3, inHandbags)
			revoked.State = Revoked
			shiftAt(t, c, 2, 0, join)
			fold(t, c, entry(3, VerbPublished, one(1, 1, inHandbags)))
			shiftAt(t, c, 4, 2, leave)
			fold(t, c, entry(5, VerbRevoked, revoked), entry(6, VerbPublished, one(1, 4)))
		}, out, 9, []string{"6 indicator.published"}},
	} {
		t.Run(name, func(t *testing.T) {
			k := New(testOptions)
			shiftAt(t, k, 1, 0, enrol)
			c.play(t, k)
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
	c := New(testOptions)
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
	c := New(testOptions)
	shiftAt(t, c, 1, 0, scope.Shift{Viewer: "m:market-c", Is: out})
	fold(t, c, entry(2, VerbPublished, one(1, 0, inHandbags)))
	c.Turn(3, at(1), []scope.Shift{{Viewer: "m:market-c", Was: out, Is: in}})
	if _, to := c.Events(in, MarkOf(2), 10, at(1)); to != MarkAfter(2) {
		t.Errorf("looked up to %s, before 3 is there", to)
	}
	fold(t, c, entry(3, VerbPublished, one(2, 1)))
	if got := told(c, in, MarkAfter(2), at(1)); !slices.Equal(got, []string{"3 indicator.published", "3.1 indicator.published"}) {
		t.Errorf("told %q", got)
	}
}

func TestNextBoundary(t *testing.T) {
	c := New(testOptions)
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
