package lane

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/tracing"
)

// batched is what the log calls a post of several events.
const batched = "batch"

// tell makes one attempt, and reports whether the worker goes on.
func (d *Desk) tell(ctx context.Context, f *flight) bool {
	ctx, span := d.trace(ctx, f)
	defer span.End()
	to, err := d.o.Envelope(&f.sub)
	if err != nil {
		return d.stop(ctx, f, subscription.Trouble{Reason: "The hub can no longer read this subscription's secret. Make a new subscription."})
	}
	r, a := d.post(ctx, to, &f.sub, f.es)
	a.Number = f.number
	if ctx.Err() != nil && r.Failure != webhook.None {
		d.cut(f) // cut off at the end: it is as if it had not been tried
		return false
	}
	status := r.Status
	switch {
	case r.Failure == webhook.None:
		a.State = attempt.Delivered
		d.note(f.sub.ID, a)
		return d.done(f)
	case r.Gone():
		d.note(f.sub.ID, a)
		return d.stop(ctx, f, subscription.Trouble{Attempts: f.number, Reason: "The endpoint answered 410 Gone."})
	case status == http.StatusRequestEntityTooLarge && len(f.es) > 1:
		a.State, a.Next = attempt.Retrying, r.At
		d.note(f.sub.ID, a)
		return d.split(f)
	case letter.Refused(status, f.number):
		d.note(f.sub.ID, a)
		return d.bury(ctx, f, a, r.Explain())
	}
	return d.fail(ctx, f, r, a)
}

// post sends events to a subscription's endpoint, and tells how it went as the log has it.
func (d *Desk) post(ctx context.Context, to webhook.Envelope, s *subscription.Subscription, es []catalog.Event) (webhook.Result, attempt.Attempt) {
	told := make([]subscription.Told, len(es))
	given := make([]func(given.Outcome), len(es))
	for n := range es {
		told[n] = subscription.Told{Name: d.WebhookID(s.ID, es[n].Mark), Event: &es[n]}
		given[n] = d.o.Given.Send(s, &es[n])
		if s.Format != subscription.Thin || s.Filter.Where != "" {
			d.o.Shown(s, es[n].Item)
		}
	}
	media, body := s.Body(told...)
	name, kind := told[0].Name, es[0].Type
	if len(es) > 1 {
		kind = batched
		name = d.o.WebhookID(s.ID, es[0].Mark.String()+" to "+es[len(es)-1].Mark.String())
	}
	posting, span := tracing.Start(ctx, "POST")
	r := d.o.Sender.Send(posting, webhook.Message{Envelope: to, ID: name, Type: media, Body: body})
	if !span.IsZero() {
		span.Set(tracing.Int("http.response.status_code", r.Status), tracing.String("entente.failure", string(r.Failure)))
		span.Fail(r.Failure != webhook.None)
		span.End()
	}
	for _, note := range given {
		note(outcome(&r))
	}
	a := attempt.Attempt{
		Webhook: name, Event: kind, Number: 1, At: r.At, Took: r.Took, Status: r.Status, Failure: string(r.Failure), State: attempt.Failed,
		Request: r.Request, Answer: r.Answer,
	}
	for n := range es {
		e := &es[n]
		x := attempt.Told{Mark: e.Mark, Event: e.Type, Indicator: e.Item.ID, Sighting: e.Item.Sighting}
		if len(es) > 1 {
			x.Webhook = told[n].Name
		}
		a.Told = append(a.Told, x)
	}
	return r, a
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

func (d *Desk) note(s id.Subscription, a attempt.Attempt) {
	d.count.attempt(a.State)
	d.o.Attempts.Add(s, a)
}

// done lands a flight that the endpoint took: it is well.
func (d *Desk) done(f *flight) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	l := f.track.of
	if f.track.land(f, taken) {
		l.trouble = trouble{}
		l.share.dirty = true
	}
	l.pace.well(time.Now())
	return true
}

// cut lands a flight that nothing is known of, and ends the worker.
func (d *Desk) cut(f *flight) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.track.land(f, failed) {
		f.number--
	}
	f.track.workers--
}

// split tries a post that was too large again, with half the events.
func (d *Desk) split(f *flight) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	f.track.of.most = len(f.es) / 2
	if f.track.land(f, failed) {
		f.number = 0
	}
	return true
}

// bury lands a flight that the endpoint refused for good: its events are dead letters. Where the
// box is full, or cannot be reached, the cursor does not move.
func (d *Desk) bury(ctx context.Context, f *flight, a attempt.Attempt, why string) bool {
	marks := make([]letter.Letter, len(f.es))
	for n := range f.es {
		marks[n] = letter.Letter{
			Name: d.WebhookID(f.sub.ID, f.es[n].Mark), Mark: f.es[n].Mark, Event: f.es[n].Type,
			At: f.es[n].At, Tried: a.At, Attempts: f.number, Status: a.Status, Failure: a.Failure,
		}
	}
	full, err := d.o.Letters.Put(ctx, f.sub.ID, marks)
	switch {
	case full:
		return d.stop(ctx, f, subscription.Trouble{
			Attempts: f.number, Reason: "It has " + itoa(letter.Most) + " dead letters, which is the most; the last: " + why + ".",
		})
	case err != nil:
		d.o.Log.WarnContext(ctx, "dead letters are not kept; the event is tried again", slog.String("subscription", string(f.sub.ID)), slog.Any("error", err))
		return d.later(f, 5*time.Second)
	}
	d.count.letters.Add(uint64(len(marks)))
	return d.done(f)
}

// fail lands a flight that is to be tried again, or stops the subscription where that was the last
// attempt.
func (d *Desk) fail(ctx context.Context, f *flight, r webhook.Result, a attempt.Attempt) bool {
	times := d.strike(f, r)
	wait, again := d.schedule(&f.sub).Next(times, r.RetryAfter, rand.Float64())
	if !again {
		d.note(f.sub.ID, a)
		return d.stop(ctx, f, subscription.Trouble{
			Attempts: times, Reason: "The endpoint did not take an event in " + itoa(times) + " attempts; the last: " + r.Explain() + ".",
		})
	}
	a.State, a.Next = attempt.Retrying, r.At.Add(wait)
	d.note(f.sub.ID, a)
	return d.later(f, wait)
}

// later ends the worker's turn until some time has passed; if the subscription has changed
// meanwhile, it goes on at once.
func (d *Desk) later(f *flight, wait time.Duration) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	l := f.track.of
	f.track.land(f, failed)
	if l.sub.Position != f.sub.Position {
		return true
	}
	f.track.workers--
	if until := time.Now().Add(wait); until.After(l.due) {
		d.wait(l, until)
	}
	return false
}

// stop disables the subscription. Where that cannot be written down, the lane tries again
// soon, which only costs the endpoint one more refusal.
func (d *Desk) stop(ctx context.Context, f *flight, t subscription.Trouble) bool {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err := d.o.Owner.Disable(ctx, f.sub.ID, f.sub.Position, t)
	if err == nil {
		d.count.disabled.Add(1)
		d.o.Log.InfoContext(ctx, "subscription disabled", slog.String("subscription", string(f.sub.ID)), slog.String("reason", t.Reason))
		d.mu.Lock()
		defer d.mu.Unlock()
		f.track.land(f, failed)
		return true // next sees that it is disabled, or changed
	}
	d.o.Log.WarnContext(ctx, "a subscription could not be disabled", slog.String("subscription", string(f.sub.ID)), slog.Any("error", err))
	return d.later(f, 5*time.Second)
}
