package httpapi

import (
	"context"
	"time"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/register"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
)

// ReplaySubscription sends again from a point.
func (d *Door) ReplaySubscription(ctx context.Context, in contract.ReplaySubscriptionRequestObject) (contract.ReplaySubscriptionResponseObject, error) {
	by := access.From(ctx)
	if _, err := d.Book.Find(by, id.Subscription(in.Subscription)); err != nil {
		return nil, err // before anything that was sent is looked at
	}
	r, err := idempotency.Ask(by.Asker(), "replaySubscription", in.Params.IdempotencyKey, in)
	if err != nil {
		return nil, err
	}
	from, err := d.point(by, in.Body.From)
	if err != nil {
		return nil, err
	}
	s, _, err := idempotency.Once(ctx, d.Memory, r, register.Decode, func() (subscription.Subscription, error) {
		return d.Book.Replay(ctx, by, id.Subscription(in.Subscription), from, r)
	})
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	return contract.ReplaySubscription202JSONResponse{
		Body: shown, Headers: contract.ReplaySubscription202ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(s.Position)},
	}, nil
}

// point reads a time, or what the caller's feed gave.
func (d *Door) point(by access.Caller, from string) (subscription.Point, error) {
	if p, ok := catalog.OpenMark(d.Sealer, by.Viewer(), from); ok {
		return subscription.Point{After: p}, nil
	}
	at, err := time.Parse(time.RFC3339, from)
	if err != nil || at.IsZero() {
		return subscription.Point{}, subscription.ErrInvalid.At("/from", "is neither a time such as 2026-10-01T00:00:00Z nor an id or cursor of your feed")
	}
	return subscription.Point{Time: at}, nil
}

// TestSubscription sends one test event, and tells how that went.
func (d *Door) TestSubscription(ctx context.Context, in contract.TestSubscriptionRequestObject) (contract.TestSubscriptionResponseObject, error) {
	s, err := d.Book.Find(access.From(ctx), id.Subscription(in.Subscription))
	if err != nil {
		return nil, err
	}
	if s.Unproven { // who has not said that it wants to be told is not sent tests either
		return nil, subscription.ErrUnproven.With("Verify it first.")
	}
	a, err := d.Desk.Ping(ctx, s, d.Now())
	if err != nil {
		return nil, err
	}
	return contract.TestSubscription200JSONResponse(toDelivery(a)), nil
}
