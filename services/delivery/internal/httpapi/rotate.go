package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/register"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
)

// RotateSubscription gives one a new signing key, and shows its secret.
func (d *Door) RotateSubscription(ctx context.Context, in contract.RotateSubscriptionRequestObject) (contract.RotateSubscriptionResponseObject, error) {
	by := access.From(ctx)
	if _, err := d.Book.Find(by, id.Subscription(in.Subscription)); err != nil {
		return nil, err
	}
	r, err := idempotency.Ask(by.Asker(), "rotateSubscription", in.Params.IdempotencyKey, in)
	if err != nil {
		return nil, err
	}
	s, _, err := idempotency.Once(ctx, d.Memory, r, register.Decode, func() (subscription.Subscription, error) {
		return d.Book.Rotate(ctx, by, id.Subscription(in.Subscription), subscription.Rotation{
			OverlapS: in.Body.OverlapS, Signing: text(in.Body.Signing),
		}, d.match(in.Params.IfMatch), r)
	})
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	body, err := d.withSecret(s, shown)
	if err != nil {
		return nil, err
	}
	return contract.RotateSubscription200JSONResponse{
		Body: body, Headers: contract.RotateSubscription200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(s.Position)},
	}, nil
}

// RetireKeys ends the overlap of rotations.
func (d *Door) RetireKeys(ctx context.Context, in contract.RetireKeysRequestObject) (contract.RetireKeysResponseObject, error) {
	s, err := d.Book.Retire(ctx, access.From(ctx), id.Subscription(in.Subscription), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	return contract.RetireKeys200JSONResponse{
		Body: shown, Headers: contract.RetireKeys200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(s.Position)},
	}, nil
}

// SubscriptionKeys shows whoever knows a subscription's id the public keys of its signatures.
func (d *Door) SubscriptionKeys(_ context.Context, in contract.SubscriptionKeysRequestObject) (contract.SubscriptionKeysResponseObject, error) {
	select {
	case <-d.Ready:
	default:
		return nil, httpd.ErrBehind.With("It is still reading its ledger.")
	}
	public, err := d.Book.Keys(id.Subscription(in.Subscription))
	if err != nil {
		return nil, err
	}
	var out contract.KeySet
	for _, key := range public {
		k := webhook.NewJWK(key)
		out.Keys = append(out.Keys, contract.Key{Kty: k.Kty, Crv: k.Crv, X: k.X, Kid: k.Kid, Use: "sig", Alg: "EdDSA"})
	}
	return contract.SubscriptionKeys200JSONResponse{
		Body: out, Headers: contract.SubscriptionKeys200ResponseHeaders{CacheControl: new("public, max-age=300")},
	}, nil
}
