package httpapi

import (
	"context"
	"fmt"

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
			Format: text(in.Body.Format), Signing: text(in.Body.Signing), Headers: in.Body.Headers,
			Pace: fromPace(in.Body.Batch, in.Body.RateLimit, in.Body.Concurrency, in.Body.Retry),
		}, r)
	})
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	body, err := d.withSecret(s, shown)
	if err != nil {
		return nil, err
	}
	return contract.CreateSubscription201JSONResponse{
		Body: body,
		Headers: contract.CreateSubscription201ResponseHeaders{
			Location: path(s), ETag: header(shown.Etag), LedgerPosition: d.token(s.Position),
		},
	}, nil
}

func path(s subscription.Subscription) string { return "/v1/subscriptions/" + string(s.ID) }

// withSecret shows a subscription with its secret. That of ed25519 stays: its owner has the public
// key.
func (d *Door) withSecret(s subscription.Subscription, shown contract.Subscription) (contract.SubscriptionWithSecret, error) {
	out := contract.SubscriptionWithSecret{
		ID: shown.ID, Name: shown.Name, URL: shown.URL, Filter: shown.Filter, Format: shown.Format, Signing: shown.Signing,
		PublicKey: shown.PublicKey, HeaderNames: shown.HeaderNames, Batch: shown.Batch, RateLimit: shown.RateLimit, Concurrency: shown.Concurrency,
		Retry: shown.Retry, State: shown.State, Reason: shown.Reason, CreatedAt: shown.CreatedAt, ModifiedAt: shown.ModifiedAt, Etag: shown.Etag,
	}
	for _, f := range s.Former { // as when it was made, however late the same is asked again
		out.FormerKeys = append(out.FormerKeys, f.Until)
	}
	if s.Signing == subscription.V1A {
		return out, nil
	}
	secret, err := d.Open(s.ID, s.Secret)
	if err != nil {
		return out, fmt.Errorf("subscription: %w", err)
	}
	out.Secret = new(webhook.Reveal(secret))
	return out, nil
}
