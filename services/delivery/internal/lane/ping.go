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
)

// TestEvent is the type of the event that Ping sends.
const TestEvent = "subscription.test"

// Ping sends a subscription one test event at once, whatever its state, and returns how that
// went. It is not tried again, and nothing hangs on it.
func (d *Desk) Ping(ctx context.Context, s subscription.Subscription, now time.Time) (attempt.Attempt, error) {
	key, err := d.o.Open(s.ID, s.Secret)
	if err != nil {
		return attempt.Attempt{}, fmt.Errorf("ping: %w", err)
	}
	body := strconv.AppendQuote([]byte(`{"type":`), TestEvent)
	body = now.UTC().AppendFormat(append(body, `,"timestamp":"`...), time.RFC3339Nano)
	body = strconv.AppendQuote(append(body, `","data":{"subscription":`...), string(s.ID))
	body = append(body, "}}"...)
	select {
	case d.probes <- struct{}{}:
		defer func() { <-d.probes }()
	case <-ctx.Done():
		return attempt.Attempt{}, fmt.Errorf("ping: %w", ctx.Err())
	}
	name := d.o.WebhookID(s.ID, "test "+rand.Text())
	r := d.o.Sender.Send(ctx, webhook.Message{URL: s.URL, ID: name, Key: key, Body: body})
	a := attempt.Attempt{
		Webhook: name, Event: TestEvent, Number: 1, At: r.At, Took: r.Took, Status: r.Status, Failure: string(r.Failure),
		State: attempt.Delivered,
	}
	if r.Failure != webhook.None {
		a.State = attempt.Failed
	}
	d.count.attempt(a.State)
	d.o.Attempts.Add(s.ID, a)
	return a, nil
}
