package policies

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// standing is all that the rights of one viewer, market-b, hang on in TestSwap.
type standing struct{ policy, suspended, unseated int }

// sights are what a viewer sees of TestSwap's three records: green, shared with a task force, and red.
type sights [3]bool

var swapRecords = [3]id.Indicator{"ind_green", "ind_force", "ind_named"}

// swapPolicies are the sets that TestSwap activates; the last cannot be loaded.
func swapPolicies() []string {
	return []string{
		DefaultText(),
		DefaultText() + "p, m:market-b, by:m:brand-a, *, green, *, deny\n",
		DefaultText() + "p, role:marketplace, direct, *, red, *, deny\n",
		"p, *, denied, *, red, *, deny\n",
		DefaultText() + "p, *, *, *, red, see, Deny\n",
	}
}

// sees is what policy says of it, in the test's own words.
func (s standing) sees() sights {
	if s.suspended == 1 || s.policy > 2 {
		return sights{}
	}
	return sights{s.policy != 1, s.unseated == 0, s.policy != 2}
}

// swap is a world whose policy, members and task forces change under its readers' eyes.
type swap struct {
	*room

	current *Current
	shelf   *catalog.Catalog

	// begun counts changes of which the first entry may have been applied, done those that hold;
	// history[n] is what is seen after n of them.
	begun, done atomic.Int64
	history     [1024]sights
}

// look asks once, and wants an answer that was right at some moment from the asking on.
func (w *swap) look(what string, ask func() sights) bool {
	from := w.done.Load()
	got := ask()
	to := w.begun.Load()
	for i, seen := range got {
		if !slices.ContainsFunc(w.history[from:to+1], func(s sights) bool { return s[i] == seen }) {
			w.t.Errorf("%s of %s: %v, by none of the rights from change %d to %d", what, swapRecords[i], seen, from, to)
			return false
		}
	}
	return true
}

func (w *swap) change(rnd *rand.Rand, s *standing) {
	switch rnd.IntN(3) {
	case 0:
		s.policy = rnd.IntN(len(swapPolicies()))
	case 1:
		s.suspended = 1 - s.suspended
	default:
		s.unseated = 1 - s.unseated
	}
	n := w.begun.Load() + 1
	w.history[n] = s.sees()
	w.begun.Store(n)
	w.market([]string{directory.StateActive, directory.StateSuspended}[s.suspended])
	w.taskForce("handbags", time.Time{}, []id.Member{"brand-a", "market-b"}[:2-s.unseated]...)
	if text := swapPolicies()[s.policy]; text != w.current.Revision().Text {
		w.next++
		if err := w.current.Apply([]ledger.Entry{{Position: w.next, Kind: ledger.KindPolicy, ID: Entity, Schema: Schema, Body: Encode(Revision{Text: text})}}); err != nil {
			w.t.Error(err)
		}
	}
	w.done.Store(n)
}

func (w *swap) market(state string) {
	w.put(ledger.KindMember, "market-b", directory.EncodeMember(directory.Member{ID: "market-b", Kind: "marketplace", State: state}))
}

func newSwap(t *testing.T) *swap {
	t.Helper()
	w := &swap{room: newRoom(t), shelf: newShelf().Catalog}
	w.member("brand-a", directory.StateActive)
	w.market(directory.StateActive)
	w.taskForce("handbags", time.Time{}, "brand-a", "market-b")
	w.current = w.room.current()
	w.current.Shadow.Every = 3
	w.current.Shadow.Alarm = func(d Disagreement) { t.Errorf("casbin and the compiled form differ: %+v", d) }
	shares := [3]catalog.Share{{}, {TaskForces: []id.TaskForce{"handbags"}}, {Members: []id.Member{"market-b"}}}
	for n, label := range []tlp.Mark{tlp.Green, tlp.Amber, tlp.Red} {
		name := string(swapRecords[n])
		i := catalog.Indicator{
			ID: swapRecords[n], Publisher: "brand-a", Observable: observable.Observable{Type: observable.Domain, Raw: name, Canonical: name, Version: observable.Version},
			TLP: label, Confidence: -1, Attribution: catalog.Named, State: catalog.Published, Created: today, Modified: today, Share: shares[n],
		}
		if err := w.shelf.Apply([]ledger.Entry{{
			Position: ledger.Position(n + 1), At: today, Kind: ledger.KindIndicator, ID: name, Verb: catalog.VerbPublished,
			Schema: catalog.SchemaIndicator, Body: catalog.Encode(i),
		}}); err != nil {
			t.Fatal(err)
		}
	}
	w.history[0] = standing{}.sees()
	return w
}

// readers are the ways out: each asks for the rights anew.
func (w *swap) readers() map[string]func() sights {
	view := func() *scope.View { return w.current.Snapshot().View("m:market-b") }
	found := func(yield func(func(id.Indicator))) (s sights) {
		yield(func(i id.Indicator) { s[slices.Index(swapRecords[:], i)] = true })
		return s
	}
	record := func(n int) *scope.Record {
		r := &scope.Record{Owner: "brand-a", Atoms: []scope.Atom{scope.By("brand-a")}, Cell: scope.CellOf(observable.Domain, tlp.Green)}
		switch n {
		case 1:
			r.Cell, r.Atoms = r.Cell+1, append(r.Atoms, scope.In("handbags"))
		case 2:
			r.Cell, r.Atoms = r.Cell+3, append(r.Atoms, scope.Named("market-b"))
		}
		return r
	}
	return map[string]func() sights{
		"get": func() (s sights) {
			for n, i := range swapRecords {
				_, s[n], _ = w.shelf.Get(context.Background(), view(), i, today)
			}
			return s
		},
		"list": func() sights {
			items, _, _ := w.shelf.List(context.Background(), view(), catalog.Query{}, 0, 10, today)
			return found(func(see func(id.Indicator)) {
				for _, i := range items {
					see(i.ID)
				}
			})
		},
		"feed": func() sights {
			events, _, _ := w.shelf.Events(context.Background(), view(), 0, 10, today)
			return found(func(see func(id.Indicator)) {
				for _, e := range events {
					see(e.Item.ID)
				}
			})
		},
		"match": func() (s sights) {
			for n, i := range swapRecords {
				s[n] = w.shelf.Matches(view(), catalog.Query{Text: "ind"}, i, today)
			}
			return s
		},
		"decide": func() (s sights) {
			for n := range s {
				s[n] = view().Decide(scope.ReadCore, record(n), today.Unix())
			}
			return s
		},
		"fan": func() (s sights) {
			for n := range s {
				fan := w.current.Snapshot().Fan()
				at := slices.IndexFunc(fan.Views(), func(v *scope.View) bool { return v.Name() == "m:market-b" })
				s[n] = at >= 0 && fan.Out(scope.See, record(n), today.Unix()).Has(at)
			}
			return s
		},
		"casbin": func() (s sights) {
			for n := range s {
				ok, err := w.current.Snapshot().Enforce("m:market-b", record(n), scope.See, today.Unix())
				if err != nil {
					w.t.Error(err)
				}
				s[n] = ok
			}
			return s
		},
	}
}

// Policies, members and task forces are swapped at random under readers of every way out; run with
// -race. No answer that began after a change held shows the rights of before it, none shows what
// nothing ever allowed, and casbin, which is asked again of what is red and of a third of all else,
// never differs.
func TestSwap(t *testing.T) {
	w := newSwap(t)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	var looks atomic.Int64
	for what, ask := range w.readers() {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if !w.look(what, ask) {
					return
				}
				looks.Add(1)
			}
		})
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	var s standing
	for range 150 {
		w.change(rnd, &s)
		time.Sleep(time.Duration(rnd.IntN(8)) * time.Millisecond)
	}
	close(stop)
	wg.Wait()
	different := map[sights]bool{}
	for _, h := range w.history[:w.done.Load()+1] {
		different[h] = true
	}
	checked, differ := w.current.Shadow.Checked()
	t.Logf("%d looks, %d kinds of rights, casbin asked %d times", looks.Load(), len(different), checked)
	if looks.Load() < 2000 || len(different) < 6 || checked < 100 || differ > 0 {
		t.Error("proves too little")
	}
	if !strings.Contains(swapPolicies()[4], "Deny") || Lint(parsed(t, swapPolicies()[4])) == nil {
		t.Error("the last policy can be loaded")
	}
}
