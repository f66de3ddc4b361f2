package lane

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
)

// TestEvent is the type of the event that Ping sends.
const TestEvent = "subscription.test"

// ErrTesting says that a test of the subscription is under way.
var ErrTesting = fault.New(fault.TooMany, "rate-limited", "Too many requests.")

// Ping sends a subscription one test event at once, whatever its state, and returns how that
// went. It is not tried again, and nothing hangs on it. It returns ErrTesting while another test
// of the subscription is under way.
func (d *Desk) Ping(ctx context.Context, s subscription.Subscription, now time.Time) (attempt.Attempt, error) {
	if !d.enter(s.ID) {
		return attempt.Attempt{}, ErrTesting.With("A test of this subscription is under way.").After(time.Second)
	}
	defer d.leave(s.ID)
	to, err := d.o.Envelope(&s)
	if err != nil {
		return attempt.Attempt{}, fmt.Errorf("ping: %w", err)
	}
	body := strconv.AppendQuote([]byte(`{"type":`), TestEvent)
	body = now.UTC().AppendFormat(append(body, `,"timestamp":"`...), time.RFC3339Nano)
	body = strconv.AppendQuote(append(body, `","data":{"subscription":`...), string(s.ID))
	body = append(body, "}}"...)
	turn, _ := hold(ctx, d.probes)
	defer turn()
	if err := ctx.Err(); err != nil {
		return attempt.Attempt{}, fmt.Errorf("ping: %w", err)
	}
	name := d.o.WebhookID(s.ID, "test "+rand.Text())
	r := d.o.Sender.Send(ctx, webhook.Message{Envelope: to, ID: name, Body: body})
	a := attempt.Attempt{
		Webhook: name, Event: TestEvent, Number: 1, At: r.At, Took: r.Took, Status: r.Status, Failure: string(r.Failure),
		State: attempt.Delivered, Request: r.Request, Answer: r.Answer,
	}
	if r.Failure != webhook.None {
		a.State = attempt.Failed
	}
	d.count.attempt(a.State)
	d.o.Attempts.Add(s.ID, a)
	return a, nil
}

// enter begins a test of a subscription, unless one is under way; leave ends it.
func (d *Desk) enter(s id.Subscription) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy[s] {
		return false
	}
	d.busy[s] = true
	return true
}

func (d *Desk) leave(s id.Subscription) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.busy, s)
}
