package lane

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
)

// one is a register of one subscription.
type one struct{ s subscription.Subscription }

func (o *one) Find(id.Subscription) (subscription.Subscription, bool) { return o.s, true }

// ahead is a catalog that is fed before the desk is: while the lane looks, it is handed what
// the desk does not know of yet.
type ahead struct {
	head  ledger.Position
	while func()
	wants func(s *subscription.Subscription, p ledger.Position) bool
}

func (a *ahead) Some(_ context.Context, s *subscription.Subscription, after catalog.Mark, _ int) ([]catalog.Event, catalog.Mark, error) {
	a.while()
	for p := after.Position() + 1; p <= a.head; p++ {
		if a.wants(s, p) {
			return []catalog.Event{{Mark: catalog.MarkOf(p)}}, catalog.MarkOf(p), nil
		}
	}
	return nil, max(after, catalog.MarkAfter(a.head)), nil
}

func (*ahead) At(context.Context, *subscription.Subscription, catalog.Mark) (e catalog.Event, ok, known bool, err error) {
	return e, false, false, nil
}

func (a *ahead) Glance(after, upTo catalog.Mark) *subscription.Glance { return vague(after, upTo) }

// vague is a glance that passes nobody over.
func vague(after, upTo catalog.Mark) *subscription.Glance {
	t := subscription.Teller{News: func(_, upTo catalog.Mark) catalog.News { return catalog.News{To: upTo, Vague: true} }}
	return t.Glance(after, upTo)
}

// TestChangedInTheSameBatch wants an event to be judged by the subscription as it is after all
// that came before the event: 101 changes it, and 102 is an event.
func TestChangedInTheSameBatch(t *testing.T) {
	before := subscription.Subscription{ID: "s", Position: 50, Since: 50, From: catalog.MarkAfter(50), State: subscription.Active, Filter: subscription.Filter{Brands: []string{"old"}}}
	for name, c := range map[string]struct {
		change func(s *subscription.Subscription)
		wants  func(s *subscription.Subscription, p ledger.Position) bool
	}{
		"the new filter wants it": {
			func(s *subscription.Subscription) { s.Filter = subscription.Filter{} },
			func(s *subscription.Subscription, p ledger.Position) bool {
				return p == 102 && len(s.Filter.Brands) == 0
			},
		},
		"the old filter wants it": {
			func(s *subscription.Subscription) { s.Filter = subscription.Filter{} },
			func(s *subscription.Subscription, p ledger.Position) bool {
				return p == 102 && len(s.Filter.Brands) == 1
			},
		},
		"it is paused": {
			func(s *subscription.Subscription) { s.State = subscription.Paused },
			func(_ *subscription.Subscription, p ledger.Position) bool { return p == 102 },
		},
	} {
		for _, way := range []string{"in passing", "in a turn"} {
			t.Run(name+", "+way, func(t *testing.T) {
				r, tl := &one{before}, &ahead{head: 100, while: func() {}, wants: c.wants}
				d := New(Options{Teller: tl, Register: r})
				if err := d.Apply([]ledger.Entry{{Position: 50, Kind: ledger.KindSubscription, ID: "s"}, {Position: 100, Kind: ledger.KindIndicator}}); err != nil {
					t.Fatal(err)
				}
				l := d.lanes["s"]
				l.share.on, l.share.ctx = true, t.Context()
				live := &l.live
				tl.while = func() { tl.head = 102 }
				if way == "in passing" {
					d.turn(live)
				} else {
					live.workers = 1
					if next, ok := d.next(t.Context(), live, nil); next != nil || ok {
						t.Errorf("tells of what it does not know the subscription for: %v", next)
					}
				}
				if live.workers > 0 || live.cursor > catalog.MarkAfter(100) {
					t.Errorf("runs: %v; the cursor is at %d", live.workers, live.cursor)
				}
				c.change(&r.s)
				r.s.Position = 101
				if err := d.Apply([]ledger.Entry{{Position: 101, Kind: ledger.KindSubscription, ID: "s"}, {Position: 102, Kind: ledger.KindIndicator}}); err != nil {
					t.Fatal(err)
				}
				if want := r.s.State == subscription.Active; d.waits(live) != want {
					t.Errorf("waits for a turn: %v, want %v", !want, want)
				}
			})
		}
	}
}

// empty is a shelf of no cursors.
type empty struct{}

func (empty) Put(context.Context, string, []byte) error      { return nil }
func (empty) PutAll(context.Context, []journal.Record) error { return nil }
func (empty) Forget(context.Context, string) error           { return nil }
func (empty) Last(context.Context, string) (journal.Record, bool, error) {
	return journal.Record{}, false, nil
}

func (empty) Replace(_ context.Context, _ string, _ []byte, seq uint64) (uint64, error) {
	return seq + 1, nil
}

func (empty) Range(context.Context, string, uint64, int, func(journal.Record) error) error {
	return nil
}

// TestLooksAgain wants a lane that could not look (what its member may do is not known for a
// moment) to look again soon, though nothing happens that would wake it.
func TestLooksAgain(t *testing.T) {
	looks := make(chan struct{}, 1000)
	r := &one{subscription.Subscription{ID: "s", Position: 50, Since: 50, From: catalog.MarkAfter(50), State: subscription.Active}}
	ready := make(chan struct{})
	close(ready)
	d := New(Options{
		Teller: unable{looks}, Register: r, Cursors: empty{}, Letters: letter.NewBox(empty{}), Ready: ready, Log: slog.New(slog.DiscardHandler),
		Sender: webhook.NewSender(&webhook.Guard{}, webhook.SenderOptions{}), Flush: 5 * time.Millisecond,
	})
	if err := d.Apply([]ledger.Entry{{Position: 50, Kind: ledger.KindSubscription, ID: "s"}, {Position: 100, Kind: ledger.KindIndicator}}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := d.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	defer running.Wait()
	defer stop()
	for n := range 3 {
		select {
		case <-looks:
		case <-time.After(5 * time.Second):
			t.Fatalf("looked %d times in 5 s", n)
		}
	}
}

func (unable) At(context.Context, *subscription.Subscription, catalog.Mark) (e catalog.Event, ok, known bool, err error) {
	return e, false, false, nil
}

func (u unable) Glance(after, upTo catalog.Mark) *subscription.Glance { return vague(after, upTo) }

// unable is a teller that does not know the member's rights.
type unable struct{ looks chan<- struct{} }

func (u unable) Some(_ context.Context, _ *subscription.Subscription, after catalog.Mark, _ int) ([]catalog.Event, catalog.Mark, error) {
	u.looks <- struct{}{}
	return nil, after, nil
}

// slowly is a teller of events at 101, 102 …; somebody does something while it looks.
type slowly struct {
	last  ledger.Position
	while func()
}

func (t *slowly) Some(_ context.Context, _ *subscription.Subscription, after catalog.Mark, _ int) ([]catalog.Event, catalog.Mark, error) {
	t.while()
	if p := after.Position() + 1; p <= t.last {
		return []catalog.Event{{Mark: catalog.MarkOf(p)}}, catalog.MarkOf(p), nil
	}
	return nil, max(after, catalog.MarkAfter(t.last)), nil
}

func (*slowly) At(context.Context, *subscription.Subscription, catalog.Mark) (e catalog.Event, ok, known bool, err error) {
	return e, false, false, nil
}

func (*slowly) Glance(after, upTo catalog.Mark) *subscription.Glance { return vague(after, upTo) }

// TestFailsWhileAnotherLooks wants what fails while another post of the same lane is looked for to be
// tried again, whether the other finds something or nothing.
func TestFailsWhileAnotherLooks(t *testing.T) {
	for name, last := range map[string]ledger.Position{"there is more": 102, "there is no more": 101} {
		t.Run(name, func(t *testing.T) {
			s := subscription.Subscription{ID: "s", Position: 50, Since: 50, From: catalog.MarkAfter(100), State: subscription.Active, Concurrency: 2}
			tl := &slowly{last: last, while: func() {}}
			d := New(Options{Teller: tl, Register: &one{s}})
			if err := d.Apply([]ledger.Entry{{Position: 50, Kind: ledger.KindSubscription, ID: "s"}, {Position: last, Kind: ledger.KindIndicator}}); err != nil {
				t.Fatal(err)
			}
			l := d.lanes["s"]
			l.share.ctx = t.Context() // not on: no worker begins by itself
			live := &l.live
			look := func() *flight {
				l.share.on = true
				defer func() { l.share.on = false }()
				live.workers = 2
				f, _ := d.next(t.Context(), live, nil)
				return f
			}
			first := look()
			if first == nil || first.first != catalog.MarkOf(101) {
				t.Fatalf("posts %+v", first)
			}
			once := true
			tl.while = func() {
				if once {
					once = false
					d.mu.Lock()
					live.land(first, failed)
					d.mu.Unlock()
				}
			}
			if f := look(); f != nil {
				t.Errorf("posts %s before what failed is tried again", f.first)
			}
			if live.cursor >= catalog.MarkOf(101) {
				t.Errorf("the cursor has passed what failed: %s", live.cursor)
			}
			if again := look(); again == nil || again.first != catalog.MarkOf(101) || again.number != 2 {
				t.Errorf("then it posts %+v", again)
			}
		})
	}
}
