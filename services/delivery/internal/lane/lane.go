package lane

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/catalog"
)

// lane is one subscription's way to its endpoint. Its fields are the desk's, under its lock.
type lane struct {
	sub     subscription.Subscription
	cursor  catalog.Mark // the last event that is done with
	running bool         // a goroutine, or the desk, is at it
	gone    bool         // the subscription is deleted
	saved   *kept        // what the shelf has

	failed  int          // attempts at the event at failing
	failing catalog.Mark // the event that was tried
	due     time.Time    // not before; zero: at once
	pending time.Time    // when the event that it is at happened; zero: at none
}

// waits reports whether the lane is to be given a turn.
func (l *lane) waits(head catalog.Mark) bool {
	return !l.running && !l.gone && l.sub.State == subscription.Active && l.cursor < head && l.due.IsZero()
}

// found is an event that a subscription, as it was then, is to be told of.
type found struct {
	e   catalog.Event
	sub subscription.Subscription
}

// run tells the lane's endpoint of one event after another until there is none, one fails, or
// the subscription stops.
func (d *Desk) run(ctx context.Context, l *lane, first *found) {
	defer d.running.Done()
	for {
		turn, waited := d.take(ctx, l)
		next, ok := first, true
		if first == nil || waited {
			next, ok = d.look(l) // decided once there is a turn: at the moment of the attempt
		}
		first = nil
		if next != nil {
			ok = d.tell(ctx, l, next)
		}
		turn()
		if !ok {
			return
		}
	}
}

// look finds the lane's next event. ok is false when there is no more to do; where there is
// neither, the ledger has grown meanwhile.
func (d *Desk) look(l *lane) (next *found, ok bool) {
	d.mu.Lock()
	sub, cursor, head := l.sub, l.cursor, d.head
	if d.ended || l.gone || sub.State != subscription.Active || !l.due.IsZero() {
		l.running, l.pending = false, time.Time{}
		d.mu.Unlock()
		return nil, false
	}
	d.mu.Unlock()
	e, looked, any := d.o.Teller.Next(&sub, cursor)
	if any && e.Mark <= head {
		return &found{e: e, sub: sub}, true
	}
	return nil, !d.rest(l, &sub, head, looked)
}

// take waits for a lane's turn to post: those that failed last time take theirs from few.
func (d *Desk) take(ctx context.Context, l *lane) (turn func(), waited bool) {
	d.mu.Lock()
	from := d.posts
	if l.failed > 0 {
		from = d.probes
	}
	d.mu.Unlock()
	return hold(ctx, from)
}

// hold waits for a turn. The one who has it gives it back by calling turn; a post that takes
// long loses it earlier. waited tells that it was not to be had at once.
func hold(ctx context.Context, from chan struct{}) (turn func(), waited bool) {
	select {
	case from <- struct{}{}:
	default:
		waited = true
		select {
		case from <- struct{}{}:
		case <-ctx.Done():
			return func() {}, true
		}
	}
	var once sync.Once
	back := func() { once.Do(func() { <-from }) }
	timer := time.AfterFunc(patience, back)
	return func() { timer.Stop(); back() }, waited
}

// tell makes one attempt, and reports whether the lane goes on to the next event.
func (d *Desk) tell(ctx context.Context, l *lane, f *found) bool {
	d.mu.Lock()
	if l.failing != f.e.Mark {
		l.failed, l.failing = 0, f.e.Mark
	}
	number := l.failed + 1
	l.pending = f.e.At
	d.mu.Unlock()

	to, err := d.o.Envelope(&f.sub)
	if err != nil {
		return d.stop(ctx, l, f, "The hub can no longer read this subscription's secret. Make a new subscription.")
	}
	name := d.WebhookID(f.sub.ID, f.e.Mark)
	if f.sub.Format != subscription.Thin || f.sub.Filter.Where != "" {
		d.o.Shown(&f.sub, f.e.Item)
	}
	media, body := f.sub.Body(subscription.Told{Name: name, Event: &f.e})
	told := d.o.Given.Send(&f.sub, &f.e)
	r := d.o.Sender.Send(ctx, webhook.Message{Envelope: to, ID: name, Type: media, Body: body})
	told(outcome(&r))
	if ctx.Err() != nil && r.Failure != webhook.None {
		d.drop(l) // cut off at the end: it is as if it had not been tried
		return false
	}
	a := attempt.Attempt{
		Webhook: name, Event: f.e.Type, Number: number, At: r.At, Took: r.Took, Status: r.Status, Failure: string(r.Failure),
		State: attempt.Delivered,
	}
	if r.Failure == webhook.None {
		d.done(l, f)
		d.note(f, a)
		return true
	}
	wait, again := d.o.Schedule.Next(number, r.RetryAfter, rand.Float64())
	switch {
	case r.Gone():
		a.State = attempt.Failed
		d.note(f, a)
		return d.stop(ctx, l, f, "The endpoint answered 410 Gone.")
	case !again:
		a.State = attempt.Failed
		d.note(f, a)
		return d.stop(ctx, l, f, "The endpoint did not take an event in "+itoa(number)+" attempts; the last: "+r.Explain()+".")
	}
	a.State, a.Next = attempt.Retrying, r.At.Add(wait)
	d.note(f, a)
	return d.later(l, f, wait)
}

// outcome is what became of an attempt, for the book of what was given.
func outcome(r *webhook.Result) given.Outcome {
	switch r.Failure { //nolint:exhaustive // all others may have reached the endpoint
	case webhook.None:
		return given.Taken
	case webhook.Unknown, webhook.Blocked, webhook.Refused, webhook.BadTLS:
		return given.Unreached
	}
	return given.Unsure
}

func (d *Desk) note(f *found, a attempt.Attempt) {
	d.count.attempt(a.State)
	d.o.Attempts.Add(f.sub.ID, a)
}

// done moves the cursor past an event, unless it was put elsewhere meanwhile.
func (d *Desk) done(l *lane, f *found) {
	d.mu.Lock()
	defer d.mu.Unlock()
	l.pending = time.Time{}
	if l.sub.Since == f.sub.Since {
		l.cursor, l.failed = max(l.cursor, f.e.Mark), 0
	}
}

// later ends the lane's turn until some time has passed; if the subscription has changed
// meanwhile, it goes on at once.
func (d *Desk) later(l *lane, f *found, wait time.Duration) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if l.sub.Position != f.sub.Position {
		return true
	}
	l.failed++
	l.running = false
	d.wait(l, time.Now().Add(wait))
	return false
}

func (d *Desk) drop(l *lane) {
	d.mu.Lock()
	defer d.mu.Unlock()
	l.running, l.pending = false, time.Time{}
}

// stop disables the subscription. Where that cannot be written down, the lane tries again
// soon, which only costs the endpoint one more refusal.
func (d *Desk) stop(ctx context.Context, l *lane, f *found, reason string) bool {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err := d.o.Disable(ctx, f.sub.ID, f.sub.Position, reason)
	if err == nil {
		d.o.Log.InfoContext(ctx, "subscription disabled", slog.String("subscription", string(f.sub.ID)), slog.String("reason", reason))
		return true // look sees that it is disabled, or changed
	}
	d.o.Log.WarnContext(ctx, "a subscription could not be disabled", slog.String("subscription", string(f.sub.ID)), slog.Any("error", err))
	d.mu.Lock()
	defer d.mu.Unlock()
	l.running = false
	d.wait(l, time.Now().Add(5*time.Second))
	return false
}
