package lane

import (
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
)

// Body is the event at a mark as a subscription would be told of it now, in its format, alone; ok is
// false where it would not be.
func (d *Desk) Body(s *subscription.Subscription, m catalog.Mark) (e catalog.Event, body []byte, ok bool) {
	if e, ok, _ = d.o.Teller.At(s, m); !ok {
		return e, nil, false
	}
	alone := *s
	alone.Batch = subscription.Batch{MaxEvents: 1}
	_, body = alone.Body(subscription.Told{Name: d.WebhookID(s.ID, m), Event: &e})
	return e, body, true
}
