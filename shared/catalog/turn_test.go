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
	moments []moving // at which rights have moved by themselves, and no entry has come since
}

// moving is a call of Turn, or of Lapse.
type moving struct {
	itself bool
	at     time.Time
	shifts []scope.Shift
}

// feeding is a call that the catalog got.
type feeding struct {
	p     ledger.Position
	turns []moving
	entry ledger.Entry
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
		c: fresh(), views: map[string]*scope.View{}, last: map[string]*scope.View{},
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

func (m *moving) call(c *Catalog, p ledger.Position) {
	if m.itself {
		c.Lapse(p, m.at, m.shifts)
	} else {
		c.Turn(p, m.at, m.shifts)
	}
}

func (f *feeding) feed(t *rapid.T, c *Catalog) {
	for _, m := range f.turns {
		m.call(c, f.p)
	}
	if err := c.mustApply([]ledger.Entry{f.entry}); err != nil {
		t.Fatal(err)
	}
}

// put feeds an entry, and notes what it lets whom know of.
func (w *world) put(t *rapid.T, f feeding) {
	f.p, f.turns, w.moments = w.p, append(w.moments, f.turns...), nil
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
	w.put(t, feeding{turns: []moving{w.move(next)}, entry: ledger.Entry{Position: w.p, Kind: kind, At: at(w.clock)}})
}

// move changes rights as of now.
func (w *world) move(next map[string]*scope.View) moving {
	m := moving{at: at(w.clock)}
	for _, v := range slices.Sorted(maps.Keys(next)) {
		m.shifts = append(m.shifts, scope.Shift{Viewer: v, Was: w.views[v], Is: next[v]})
		if w.views[v] != nil {
			w.last[v] = w.views[v]
		}
		w.views[v] = next[v]
	}
	return m
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
		w.passedOver(t, v, k)
		es, to := w.c.mustEvents(v, k.after, limit, at(w.clock))
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

// passedOver looks at the news until a mark that may not be the last: nothing that they say is not to be
// told may be told.
func (w *world) passedOver(t *rapid.T, v *scope.View, k *client) {
	upTo := MarkAfter(ledger.Position(rapid.Uint64Range(uint64(k.after.Position()), uint64(w.p)).Draw(t, "news until")))
	news := w.c.News(k.after, upTo)
	es, _ := w.c.mustEvents(v, k.after, 1000, at(w.clock))
	for _, e := range es {
		one, ok, known := w.c.mustEventAt(v, e.Mark, at(w.clock))
		if !ok || !known || one.Type != e.Type || string(one.Item.AppendJSON(nil)) != string(e.Item.AppendJSON(nil)) {
			t.Fatalf("%s: at %s alone there is %s %t, of all there is %s", k.name, e.Mark, one.Type, ok, e.Type)
		}
	}
	for range 3 {
		m := Mark(rapid.Uint64Range(0, uint64(MarkAfter(w.p))).Draw(t, "mark"))
		if rapid.Bool().Draw(t, "an entry's") {
			m = MarkOf(m.Position())
		}
		if _, ok, _ := w.c.mustEventAt(v, m, at(w.clock)); ok && m > k.after && !slices.ContainsFunc(es, func(e Event) bool { return e.Mark == m }) {
			t.Fatalf("%s: at %s alone there is an event, of all there is none", k.name, m)
		}
	}
	for _, e := range es {
		if e.Mark > news.To {
			break
		}
		part := news.For(v, at(w.clock))
		if part == 0 {
			t.Fatalf("%s is to be told %s (%s), which is said to be nothing to it", k.name, e.Mark, e.Type)
		}
		for _, brand := range brands {
			q := Query{Brands: []string{brand}, States: []State{All}}
			if part&news.Of(brand) == 0 && w.c.mustMatches(v, q, e.Item.ID, at(w.clock)) {
				t.Fatalf("%s is to be told %s, of %s, which is said to be of no news", k.name, e.Mark, brand)
			}
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
			"say": func(t *rapid.T) { w.say(t) },
			"say much": func(t *rapid.T) {
				for range rapid.IntRange(1, 9).Draw(t, "entries") {
					w.say(t)
				}
			},
			"time": func(t *rapid.T) {
				for range rapid.IntRange(1, 9).Draw(t, "seconds") {
					w.clock++
					w.note()
				}
			},
			"a right moves by itself": func(t *rapid.T) {
				if v := rapid.SampledFrom(watching).Draw(t, "whose"); w.views[v] != nil {
					w.clock++
					m := w.move(map[string]*scope.View{v: viewNamed(t, v)})
					m.itself = true
					w.moments = append(w.moments, m)
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
	c := fresh()
	var batch []ledger.Entry
	apply := func() {
		if err := c.mustApply(batch); err != nil {
			t.Fatal(err)
		}
		batch = nil
	}
	for _, f := range w.fed {
		for _, m := range f.turns {
			apply()
			m.call(c, f.p)
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
		want, _ := w.c.mustEvents(v, 0, 1000, at(w.clock))
		got, _ := c.mustEvents(v, 0, 1000, at(w.clock))
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

// TestClassesThatMoveAreToldAgain: a record of which a viewer may read more or less than it was
// given is told again, as it stands now, and one that has nothing of the class is not.
func TestClassesThatMoveAreToldAgain(t *testing.T) {
	c := fresh()
	whole, masked := reader("market-c"), reader("market-c")
	masked.Acts[scope.ReadEvidence] = scope.Rights{Allow: map[scope.Atom]scope.Mask{}}
	masked.Index()
	noted, plain := shop("brand-a", "a.example"), shop("brand-a", "b.example")
	noted.Note = "bought"
	c.Turn(1, at(0), []scope.Shift{{Viewer: "m:market-c", Is: whole}})
	fold(t, c, entry(1, VerbPublished, noted), entry(2, VerbPublished, plain))
	after := MarkAfter(2)
	for n, step := range []struct {
		was, is *scope.View
		shows   bool
	}{{whole, masked, false}, {masked, whole, true}} {
		p := ledger.Position(3 + n)
		c.Turn(p, at(1+n), []scope.Shift{{Viewer: "m:market-c", Was: step.was, Is: step.is}})
		fold(t, c, ledger.Entry{Position: p, Kind: ledger.KindPolicy})
		es, to := c.mustEvents(step.is, after, 10, at(1+n))
		if len(es) != 1 || es[0].Type != "indicator.published" || es[0].Item.ID != noted.ID {
			t.Fatalf("told %+v", es)
		}
		body := string(es[0].Item.AppendJSON(nil))
		if strings.Contains(body, "bought") != step.shows || strings.Contains(body, `"redacted":["evidence"]`) == step.shows {
			t.Errorf("told %s", body)
		}
		after = to
	}
}
