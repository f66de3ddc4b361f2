package httpapi

import (
	"context"
	"fmt"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// ListSubscriptions shows the member's subscriptions, oldest first.
func (d *Door) ListSubscriptions(ctx context.Context, in contract.ListSubscriptionsRequestObject) (contract.ListSubscriptionsResponseObject, error) {
	by := access.From(ctx)
	all, err := d.Book.List(by)
	if err != nil {
		return nil, err
	}
	ss, next, link, err := page(d, list[subscription.Subscription]{
		path: "/v1/subscriptions", all: all, name: func(s subscription.Subscription) string { return string(s.ID) },
	}, by.Viewer(), in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	out := contract.SubscriptionPage{Items: make([]contract.Subscription, 0, len(ss)), NextCursor: next}
	for _, s := range ss {
		out.Items = append(out.Items, d.toSubscription(s))
	}
	return contract.ListSubscriptions200JSONResponse{Body: out, Headers: contract.ListSubscriptions200ResponseHeaders{Link: link}}, nil
}

// GetSubscription shows one of them.
func (d *Door) GetSubscription(ctx context.Context, in contract.GetSubscriptionRequestObject) (contract.GetSubscriptionResponseObject, error) {
	s, err := d.Book.Find(access.From(ctx), id.Subscription(in.Subscription))
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	p, err := d.Desk.Progress(ctx, &s)
	if err != nil {
		return nil, fmt.Errorf("progress: %w", err)
	}
	shown.Progress = toProgress(p)
	return contract.GetSubscription200JSONResponse{
		Body: shown, Headers: contract.GetSubscription200ResponseHeaders{ETag: header(shown.Etag)},
	}, nil
}
