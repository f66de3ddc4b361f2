// Package lane carries events to webhook endpoints. A lane is one active subscription: a
// cursor on the ledger, a window of posts in flight (one, unless its owner wants more: then the
// order is strict), and beside it, while a replay is asked for, a second cursor. The desk hands
// lanes their turns: an idle lane is a row in a map and no goroutine; one that waits to try again
// is an entry in a heap; and one whose endpoint hangs holds no turn that another could use.
//
// Nothing is written per event but the cursor's progress, in groups. After a crash what was
// sent since is sent again, under the same webhook-id.
//
// Lanes are cut into shares. A process works at those that it holds, and at no others.
package lane

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tracing"
)

// Teller decides what a subscription is told next: subscription.Teller.
type Teller interface {
	// Some and At return catalog.ErrBodies.
	Some(ctx context.Context, s *subscription.Subscription, after catalog.Mark, limit int) (es []catalog.Event, looked catalog.Mark, err error)
	At(ctx context.Context, s *subscription.Subscription, m catalog.Mark) (e catalog.Event, ok, known bool, err error)
	// Glance looks at what is new for all at once.
	Glance(after, upTo catalog.Mark) *subscription.Glance
}

// Register knows the subscriptions. Its view is fed before the desk's.
type Register interface {
	Find(s id.Subscription) (subscription.Subscription, bool)
}

// Owner is told how endpoints do, for the member's eyes: subscription.Book.
type Owner interface {
	Disable(ctx context.Context, s id.Subscription, seen ledger.Position, t subscription.Trouble) error
	Warn(ctx context.Context, s id.Subscription, seen ledger.Position, t subscription.Trouble) error
}

// Given remembers what subscriptions were sent, and what they took: given.Book.
type Given interface {
	Open(ctx context.Context) error
	Resume(s *subscription.Subscription, after catalog.Mark)
	Send(s *subscription.Subscription, e *catalog.Event) (done func(given.Outcome))
	// Save comes before the cursors are written: what a cursor has passed must be known.
	Save(ctx context.Context) error
}

var (
	_ Teller = (*subscription.Teller)(nil)
	_ Owner  = (*subscription.Book)(nil)
	_ Shelf  = (*journal.Journal)(nil)
	_ Given  = (*given.Book)(nil)
)

// Options for New. All but the last group are needed.
type Options struct {
	Teller    Teller
	Register  Register
	Sender    *webhook.Sender
	Envelope  func(s *subscription.Subscription) (webhook.Envelope, error) // envelope.Opener.For
	Owner     Owner
	WebhookID func(s id.Subscription, of string) string // a keyed PRF
	Cursors   Shelf
	Letters   *letter.Box
	Attempts  *attempt.Log
	Ready     <-chan struct{} // closed once the views are complete
	Log       *slog.Logger

	Given Given // nil: nobody remembers
	// Hold runs work while this process holds a share, again and again, until ctx ends; nil: it
	// always holds all of them, as no other process is at it.
	Hold func(ctx context.Context, share int, work func(context.Context))

	Shown    func(s *subscription.Subscription, i catalog.Item) // writes down that it was sent; nil: nobody does
	Schedule webhook.Schedule                                   // none: webhook.Standard
	Posts    int                                                // under way at once; 0: 64
	Probes   int                                                // of endpoints that failed last time, besides; 0: 16
	Tracer   *tracing.Tracer                                    // nil: no traces
	Replays  int                                                // of replays, besides; 0: 8
	Replay   float64                                            // events of replays a second, all together; 0: 6,000
	Flush    time.Duration                                      // between two writes of cursors; 0: 1 s
	Grace    time.Duration                                      // for posts under way at the end; 0: 3 s
}

// Desk is a fold.View. Run it beside the fold.
type Desk struct {
	o       Options
	shared  bool // with other processes
	posts   chan struct{}
	probes  chan struct{}
	replays chan struct{}
	slowly  pace // of all replays
	wake    chan struct{}
	again   chan struct{} // the heap's top may have changed
	letters chan struct{} // dead letters are wanted
	count   counts
	afloat  atomic.Int64 // bytes of events under way

	mu      sync.Mutex
	lanes   map[id.Subscription]*lane
	shares  []*share
	busy    map[id.Subscription]bool // those that a test is under way of
	resends map[id.Subscription]bool // those that dead letters are sent again of
	deleted []id.Subscription        // whose dead letters are to be forgotten
	head    catalog.Mark             // after all that there is to tell
	level   catalog.Mark             // the head as of the last scan: most lanes are there
	seen    ledger.Position          // of the last entry
	ended   bool
	due     dues
	traces  traces
	near    []neighbour // memory of scan
	running sync.WaitGroup
}

// New makes a desk.
func New(o Options) *Desk {
	if len(o.Schedule) == 0 {
		o.Schedule = webhook.Standard()
	}
	if o.Shown == nil {
		o.Shown = func(*subscription.Subscription, catalog.Item) {}
	}
	if o.Given == nil {
		o.Given = unwritten{}
	}
	shared := o.Hold != nil
	if !shared {
		o.Hold = always
	}
	orElse(&o.Posts, 64)
	orElse(&o.Probes, 16)
	orElse(&o.Replays, 8)
	orElse(&o.Replay, 6000)
	orElse(&o.Flush, time.Second)
	orElse(&o.Grace, 3*time.Second)
	d := &Desk{
		o: o, shared: shared, posts: make(chan struct{}, o.Posts), probes: make(chan struct{}, o.Probes), replays: make(chan struct{}, o.Replays),
		wake: make(chan struct{}, 1), again: make(chan struct{}, 1), letters: make(chan struct{}, 1), lanes: map[id.Subscription]*lane{}, busy: map[id.Subscription]bool{},
		resends: map[id.Subscription]bool{},
	}
	d.slowly.want(o.Replay)
	for n := range Shares {
		d.shares = append(d.shares, &share{n: n})
	}
	return d
}

// unwritten is a book that nothing is written in.
type unwritten struct{}

func (unwritten) Open(context.Context) error                      { return nil }
func (unwritten) Resume(*subscription.Subscription, catalog.Mark) {}
func (unwritten) Save(context.Context) error                      { return nil }
func (unwritten) Send(*subscription.Subscription, *catalog.Event) func(given.Outcome) {
	return func(given.Outcome) {}
}

func orElse[T int | float64 | time.Duration](v *T, other T) {
	if *v == 0 {
		*v = other
	}
}

// Apply learns of subscriptions, of new events, and of changes of rights; it wakes lanes.
func (d *Desk) Apply(es []ledger.Entry) error {
	d.mu.Lock()
	woken := false
	for _, e := range es {
		d.seen = e.Position
		if e.Trace != "" {
			d.traces.keep(e.Position, e.Trace)
		}
		switch e.Kind { //nolint:exhaustive // other kinds tell nobody anything
		case ledger.KindIndicator, ledger.KindSighting, ledger.KindNotice, ledger.KindAlarm,
			ledger.KindMember, ledger.KindPerson, ledger.KindTaskForce, ledger.KindPolicy, ledger.KindClock:
			// A record, or rights: what they give and take is told, and one that was suspended may
			// be back. A person has no subscription, but what time has given and taken is told where
			// the next of these entries stands, whichever it is.
			d.head = catalog.MarkAfter(e.Position)
			woken = true
		case ledger.KindSubscription:
			d.learn(id.Subscription(e.ID))
			woken = true
		}
	}
	d.mu.Unlock()
	if woken {
		poke(d.wake)
	}
	return nil
}

func poke(ch chan<- struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

// learn takes a subscription's newest state from the register. Whatever was changed, the
// lane tries again at once: what failed may be mended. d.mu is held.
func (d *Desk) learn(name id.Subscription) {
	s, ok := d.o.Register.Find(name)
	l := d.lanes[name]
	if !ok {
		if l != nil {
			l.gone = true
			delete(d.lanes, name)
			d.deleted = append(d.deleted, name)
		}
		return
	}
	if l == nil {
		l = newLane(&s, d.shareOf(name))
		d.lanes[name] = l
	}
	if s.Since > l.live.since || !l.live.on {
		l.live.put(s.From, s.Since)
	}
	if s.AgainSince > l.again.since {
		l.again.put(s.Again, s.AgainSince)
	}
	l.sub = s
	l.pace.want(float64(s.Rate))
	l.trouble, l.due, l.most = trouble{}, time.Time{}, 0
	l.live.parked, l.again.parked = time.Time{}, time.Time{}
}

// Run carries events until ctx ends. Then posts under way have a moment to end, and the
// cursors are written.
func (d *Desk) Run(ctx context.Context) error {
	select {
	case <-d.o.Ready:
	case <-ctx.Done():
		return nil
	}
	if err := d.o.Given.Open(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("lane: %w", err)
	}
	post, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	holding, release := context.WithCancel(post)
	var holds sync.WaitGroup
	for _, s := range d.shares {
		holds.Go(func() { d.o.Hold(holding, s.n, func(held context.Context) { d.work(held, s) }) })
	}
	d.carry(ctx, post)
	d.end(cut)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := d.save(late); err != nil {
		d.o.Log.WarnContext(ctx, "cursors are not written; some events will be sent again", slog.Any("error", err))
	}
	release()
	holds.Wait()
	d.o.Sender.Close()
	return nil
}

// carry hands out turns until ctx ends.
func (d *Desk) carry(ctx, post context.Context) {
	flush := time.NewTicker(d.o.Flush)
	defer flush.Stop()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	poke(d.wake)
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-d.wake:
			d.scan()
		case <-d.again:
		case <-timer.C:
			d.retry()
		case <-flush.C:
			if err := d.save(ctx); err != nil && ctx.Err() == nil {
				d.o.Log.WarnContext(ctx, "cursors are not written; after a crash more would be sent again", slog.Any("error", err))
			}
			d.scan() // a lane whose member's rights were not known is behind, and nothing else wakes it
			d.resend(post)
		case <-d.letters:
			d.resend(post)
		}
		timer.Reset(d.idle())
	}
}

// end starts no more posts, and gives those under way their grace.
func (d *Desk) end(cut context.CancelFunc) {
	d.mu.Lock()
	d.ended = true
	d.mu.Unlock()
	timer := time.AfterFunc(d.o.Grace, cut)
	defer timer.Stop()
	d.running.Wait()
}

// WebhookID is the id of an event to a subscription: the same for every attempt, replay and
// process.
func (d *Desk) WebhookID(s id.Subscription, m catalog.Mark) string {
	return d.o.WebhookID(s, m.String())
}
