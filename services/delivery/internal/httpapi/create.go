package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/register"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/idempotency"
)

// CreateSubscription subscribes an endpoint, and shows its secret. The secret is on the ledger,
// sealed, so the same request gets it again.
func (d *Door) CreateSubscription(ctx context.Context, in contract.CreateSubscriptionRequestObject) (contract.CreateSubscriptionResponseObject, error) {
	by := access.From(ctx)
	r, err := idempotency.Ask(by.Asker(), "createSubscription", in.Params.IdempotencyKey, in.Body)
	if err != nil {
		return nil, err
	}
	s, _, err := idempotency.Once(ctx, d.Memory, r, register.Decode, func() (subscription.Subscription, error) {
		return d.Book.Create(ctx, by, subscription.Draft{
			Name: text(in.Body.Name), URL: in.Body.URL, Filter: fromFilter(in.Body.Filter),
			Format: text(in.Body.Format), Signing: text(in.Body.Signing),
		}, r)
	})
	if err != nil {
		return nil, err
	}
	key, err := d.Open(s.ID, s.Secret)
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	return contract.CreateSubscription201JSONResponse{
		Body: contract.SubscriptionWithSecret{
			ID: shown.ID, Name: shown.Name, URL: shown.URL, Filter: shown.Filter, Format: shown.Format, Signing: shown.Signing,
			State: shown.State, CreatedAt: shown.CreatedAt, ModifiedAt: shown.ModifiedAt, Etag: shown.Etag, Secret: webhook.Reveal(key),
		},
		Headers: contract.CreateSubscription201ResponseHeaders{
			Location: path(s), ETag: header(shown.Etag), LedgerPosition: d.token(s.Position),
		},
	}, nil
}

func path(s subscription.Subscription) string { return "/v1/subscriptions/" + string(s.ID) }
