package lane

import (
	"context"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
)

// Body is the event at a mark as a subscription would be told of it now, in its format, alone; ok is
// false where it would not be. It returns catalog.ErrBodies.
func (d *Desk) Body(ctx context.Context, s *subscription.Subscription, m catalog.Mark) (e catalog.Event, body []byte, ok bool, err error) {
	if e, ok, _, err = d.o.Teller.At(ctx, s, m); err != nil || !ok {
		return e, nil, false, err
	}
	alone := *s
	alone.Batch = subscription.Batch{MaxEvents: 1}
	_, body = alone.Body(subscription.Told{Name: d.WebhookID(s.ID, m), Event: &e})
	return e, body, true, nil
}
