package lane

import (
	"context"
	"log/slog"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
)

// Again says that dead letters are wanted; whoever holds their share looks within a second anyway.
func (d *Desk) Again() { poke(d.letters) }

// resend sends the dead letters that are wanted, of the lanes that this process works at. Those of one
// subscription go one after the other, beside its lane and in no order with it.
func (d *Desk) resend(ctx context.Context) {
	d.clear(ctx)
	all, err := d.o.Letters.Wanted(ctx)
	if err != nil {
		if ctx.Err() == nil {
			d.o.Log.WarnContext(ctx, "dead letters are not read; it is tried again", slog.Any("error", err))
		}
		return
	}
	for name := range all {
		d.mu.Lock()
		l := d.lanes[name]
		if l == nil || d.ended || !l.share.on || l.sub.State != subscription.Active || d.resends[name] {
			d.mu.Unlock()
			continue
		}
		d.resends[name] = true
		d.running.Add(1)
		post := l.share.ctx
		d.mu.Unlock()
		go func() {
			defer d.running.Done()
			d.resendAll(post, name)
			d.mu.Lock()
			defer d.mu.Unlock()
			delete(d.resends, name)
		}()
	}
}

// clear forgets the letters of subscriptions that are deleted.
func (d *Desk) clear(ctx context.Context) {
	d.mu.Lock()
	gone := d.deleted
	d.deleted = nil
	d.mu.Unlock()
	for _, name := range gone {
		if err := d.o.Letters.Clear(ctx, name); err != nil && ctx.Err() == nil {
			d.o.Log.WarnContext(ctx, "dead letters of a deleted subscription are left to their age", slog.Any("error", err))
		}
	}
}

func (d *Desk) resendAll(ctx context.Context, name id.Subscription) {
	ls, err := d.o.Letters.Of(ctx, name) // those of now: a round before may have sent some
	if err != nil {
		return // it is tried again
	}
	for n := range ls {
		if !ls[n].Wanted {
			continue
		}
		d.mu.Lock()
		l := d.lanes[name]
		goes := l != nil && !d.ended && l.sub.State == subscription.Active
		var s subscription.Subscription
		if goes {
			s = l.sub
		}
		d.mu.Unlock()
		if !goes || ctx.Err() != nil {
			return
		}
		if err := d.resendOne(ctx, &s, ls[n]); err != nil && ctx.Err() == nil {
			d.o.Log.WarnContext(ctx, "a dead letter is not sent; it is tried again", slog.String("subscription", string(name)), slog.Any("error", err))
			return
		}
	}
}

// resendOne sends one, if its event is to be told still.
func (d *Desk) resendOne(ctx context.Context, s *subscription.Subscription, x letter.Letter) error {
	to, err := d.o.Envelope(s)
	if err != nil {
		return err
	}
	turn, _ := hold(ctx, d.probes)
	defer turn()
	e, ok, known, err := d.o.Teller.At(ctx, s, x.Mark)
	if err != nil {
		return err
	}
	if !known {
		return nil // it stays wanted until that can be told
	}
	if !ok {
		d.note(s.ID, attempt.Attempt{
			Webhook: x.Name, Event: x.Event, Number: x.Attempts + 1, At: time.Now().UTC(), Failure: string(webhook.Void), State: attempt.Failed,
		})
		return d.o.Letters.Forget(ctx, s.ID, x.Name)
	}
	r, a := d.post(ctx, to, s, []catalog.Event{e})
	a.Number = x.Attempts + 1
	if ctx.Err() != nil && r.Failure != webhook.None {
		return ctx.Err() // cut off at the end: it is as if it had not been tried
	}
	if r.Failure == webhook.None {
		a.State = attempt.Delivered
		d.note(s.ID, a)
		return d.o.Letters.Forget(ctx, s.ID, x.Name)
	}
	d.note(s.ID, a)
	x.Attempts, x.Tried, x.Status, x.Failure = a.Number, a.At, a.Status, a.Failure
	return d.o.Letters.Return(ctx, s.ID, x)
}
