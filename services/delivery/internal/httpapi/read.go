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
		shown, err := d.toProgressing(ctx, s)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, shown)
	}
	return contract.ListSubscriptions200JSONResponse{Body: out, Headers: contract.ListSubscriptions200ResponseHeaders{Link: link}}, nil
}

// GetSubscription shows one of them.
func (d *Door) GetSubscription(ctx context.Context, in contract.GetSubscriptionRequestObject) (contract.GetSubscriptionResponseObject, error) {
	s, err := d.Book.Find(access.From(ctx), id.Subscription(in.Subscription))
	if err != nil {
		return nil, err
	}
	shown, err := d.toProgressing(ctx, s)
	if err != nil {
		return nil, err
	}
	return contract.GetSubscription200JSONResponse{
		Body: shown, Headers: contract.GetSubscription200ResponseHeaders{ETag: header(shown.Etag)},
	}, nil
}

// toProgressing is a subscription, and how it does.
func (d *Door) toProgressing(ctx context.Context, s subscription.Subscription) (contract.Subscription, error) {
	shown := d.toSubscription(s)
	p, err := d.Desk.Progress(ctx, &s)
	if err != nil {
		return shown, fmt.Errorf("progress: %w", err)
	}
	shown.Progress = toProgress(p)
	return shown, nil
}
