// Package lane carries events to webhook endpoints. A lane is one active subscription: a
// cursor on the ledger, one post in flight, strict order. The desk hands lanes their turns: an
// idle lane is a row in a map and no goroutine; one that waits to try again is an entry in a
// heap; and one whose endpoint hangs holds no turn that another could use.
//
// Nothing is written per event but the cursor's progress, in groups. After a crash what was
// sent since is sent again, under the same webhook-id.
package lane

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
)

// Teller decides what a subscription is told next: subscription.Teller.
type Teller interface {
	Next(s *subscription.Subscription, after catalog.Mark) (e catalog.Event, looked catalog.Mark, ok bool)
}

// Register knows the subscriptions. Its view is fed before the desk's.
type Register interface {
	Find(s id.Subscription) (subscription.Subscription, bool)
}

// Shelf is where cursors are kept.
type Shelf interface {
	Put(ctx context.Context, key string, body []byte) error
	PutAll(ctx context.Context, rs []journal.Record) error
	Range(ctx context.Context, filter string, after uint64, limit int, fn func(journal.Record) error) error
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
	_ Shelf  = (*journal.Journal)(nil)
	_ Given  = (*given.Book)(nil)
)

// Limits are those of the journal that cursors are kept in.
func Limits() journal.Limits { return journal.Limits{MaxPerSubject: 1} }

// Options for New. All but the last group are needed.
type Options struct {
	Teller    Teller
	Register  Register
	Sender    *webhook.Sender
	Envelope  func(s *subscription.Subscription) (webhook.Envelope, error) // envelope.Opener.For
	Disable   func(ctx context.Context, s id.Subscription, seen ledger.Position, reason string) error
	WebhookID func(s id.Subscription, of string) string // a keyed PRF
	Cursors   Shelf
	Attempts  *attempt.Log
	Ready     <-chan struct{} // closed once the views are complete
	Log       *slog.Logger

	Given    Given                                              // nil: nobody remembers
	Shown    func(s *subscription.Subscription, i catalog.Item) // writes down that it was sent; nil: nobody does
	Schedule webhook.Schedule                                   // none: webhook.Standard
	Posts    int                                                // under way at once; 0: 64
	Probes   int                                                // of endpoints that failed last time, besides; 0: 16
	Flush    time.Duration                                      // between two writes of cursors; 0: 1 s
	Grace    time.Duration                                      // for posts under way at the end; 0: 3 s
}

// patience is how long a post holds its turn: an endpoint that takes longer goes on without
// one, so that those that hang hold up nobody.
const patience = 250 * time.Millisecond

// Desk is a fold.View. Run it beside the fold.
type Desk struct {
	o      Options
	posts  chan struct{}
	probes chan struct{}
	wake   chan struct{}
	again  chan struct{} // the heap's top may have changed
	count  counts

	mu      sync.Mutex
	lanes   map[id.Subscription]*lane
	testing map[id.Subscription]bool // those that a test is under way of
	head    catalog.Mark             // after all that there is to tell
	written catalog.Mark             // the head, as last written
	started bool                     // cursors are loaded
	ended   bool
	due     dues
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
	orElse(&o.Posts, 64)
	orElse(&o.Probes, 16)
	orElse(&o.Flush, time.Second)
	orElse(&o.Grace, 3*time.Second)
	return &Desk{
		o: o, posts: make(chan struct{}, o.Posts), probes: make(chan struct{}, o.Probes),
		wake: make(chan struct{}, 1), again: make(chan struct{}, 1), lanes: map[id.Subscription]*lane{}, testing: map[id.Subscription]bool{},
	}
}

// unwritten is a book that nothing is written in.
type unwritten struct{}

func (unwritten) Open(context.Context) error                      { return nil }
func (unwritten) Resume(*subscription.Subscription, catalog.Mark) {}
func (unwritten) Save(context.Context) error                      { return nil }
func (unwritten) Send(*subscription.Subscription, *catalog.Event) func(given.Outcome) {
	return func(given.Outcome) {}
}

func orElse[T int | time.Duration](v *T, other T) {
	if *v == 0 {
		*v = other
	}
}

// Apply learns of subscriptions, of new events, and of changes of rights; it wakes lanes.
func (d *Desk) Apply(es []ledger.Entry) error {
	d.mu.Lock()
	woken := false
	for _, e := range es {
		switch e.Kind { //nolint:exhaustive // other kinds tell nobody anything
		case ledger.KindIndicator, ledger.KindSighting, ledger.KindNotice, ledger.KindMember, ledger.KindPerson, ledger.KindTaskForce, ledger.KindPolicy, ledger.KindClock:
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
	woken = woken && d.started
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
		}
		return
	}
	if l == nil {
		l = &lane{cursor: s.From}
		d.lanes[name] = l
	} else if s.Since > l.sub.Since {
		l.cursor = s.From
	}
	l.sub = s
	l.failed, l.due = 0, time.Time{}
}

// Run carries events until ctx ends. Then posts under way have a moment to end, and the
// cursors are written.
func (d *Desk) Run(ctx context.Context) error {
	select {
	case <-d.o.Ready:
	case <-ctx.Done():
		return nil
	}
	if err := d.load(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("lane: %w", err)
	}
	post, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	flush := time.NewTicker(d.o.Flush)
	defer flush.Stop()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	poke(d.wake)
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-d.wake:
			d.scan(post)
		case <-d.again:
		case <-timer.C:
			d.retry(post)
		case <-flush.C:
			if err := d.save(ctx); err != nil && ctx.Err() == nil {
				d.o.Log.WarnContext(ctx, "cursors are not written; after a crash more would be sent again", slog.Any("error", err))
			}
			d.scan(post) // a lane whose member's rights were not known is behind, and nothing else wakes it
		}
		timer.Reset(d.next())
	}
	d.end(cut)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := d.save(late); err != nil {
		d.o.Log.WarnContext(ctx, "cursors are not written; some events will be sent again", slog.Any("error", err))
	}
	d.o.Sender.Close()
	return nil
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

// scan gives every lane that is behind its turn.
func (d *Desk) scan(ctx context.Context) {
	d.mu.Lock()
	behind := make([]*lane, 0, len(d.lanes))
	for _, l := range d.lanes {
		if l.waits(d.head) {
			behind = append(behind, l)
		}
	}
	head := d.head
	d.mu.Unlock()
	// Not always the same first.
	rand.Shuffle(len(behind), func(i, j int) { behind[i], behind[j] = behind[j], behind[i] })
	for _, l := range behind {
		d.turn(ctx, l, head)
	}
}

// near is how many entries a lane may be behind for its first look to be taken in passing.
const near = 64

// turn starts a lane if there is something for it. Most often there is not: the look is taken
// here, without a goroutine, where it is short.
func (d *Desk) turn(ctx context.Context, l *lane, head catalog.Mark) {
	d.mu.Lock()
	if d.ended || !l.waits(head) {
		d.mu.Unlock()
		return
	}
	l.running = true
	sub, cursor := l.sub, l.cursor
	d.running.Add(1)
	d.mu.Unlock()
	if head.Position()-cursor.Position() > near {
		go d.run(ctx, l, nil)
		return
	}
	e, looked, ok := d.o.Teller.Next(&sub, cursor)
	if ok && e.Mark <= head {
		go d.run(ctx, l, &found{e: e, sub: sub})
		return
	}
	if d.rest(l, &sub, head, looked) {
		d.running.Done()
		return
	}
	go d.run(ctx, l, nil) // the ledger has grown meanwhile
}

// rest ends a lane's turn that found nothing up to looked, when the ledger's head was head. It
// reports false where the ledger has grown or the subscription has changed since: then the
// lane goes on.
//
// The catalog is fed before the desk. Beyond head it has events for which the desk may not know
// the subscription yet, as it was changed before them: nothing there counts as looked at.
func (d *Desk) rest(l *lane, seen *subscription.Subscription, head, looked catalog.Mark) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if looked = min(looked, head); l.sub.Since == seen.Since && looked > l.cursor {
		l.cursor = looked
	}
	l.pending = time.Time{}
	if !d.ended && !l.gone && l.sub.State == subscription.Active && (d.head > head || l.sub.Position != seen.Position) {
		return false
	}
	l.running = false
	return true
}

// WebhookID is the id of an event to a subscription: the same for every attempt, replay and
// process.
func (d *Desk) WebhookID(s id.Subscription, m catalog.Mark) string {
	return d.o.WebhookID(s, m.String())
}
