package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// ChangeSubscription changes what a subscription says.
func (d *Door) ChangeSubscription(ctx context.Context, in contract.ChangeSubscriptionRequestObject) (contract.ChangeSubscriptionResponseObject, error) {
	change := subscription.Change{Name: in.Body.Name, URL: in.Body.URL, Format: (*string)(in.Body.Format)}
	if f := in.Body.Filter; f.Given {
		wish := fromFilter(unless(f.Null, f.Value))
		change.Filter = &wish
	}
	if h := in.Body.Headers; h.Given {
		change.Headers = &h.Value
	}
	change.Pace = fromPace(in.Body.Batch, in.Body.RateLimit, in.Body.Concurrency, unless(!in.Body.Retry.Given, in.Body.Retry.Value))
	s, err := d.Book.Change(ctx, access.From(ctx), id.Subscription(in.Subscription), change, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	return contract.ChangeSubscription200JSONResponse{
		Body: shown, Headers: contract.ChangeSubscription200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(s.Position)},
	}, nil
}

// PauseSubscription stops one where it is.
func (d *Door) PauseSubscription(ctx context.Context, in contract.PauseSubscriptionRequestObject) (contract.PauseSubscriptionResponseObject, error) {
	s, err := d.Book.Pause(ctx, access.From(ctx), id.Subscription(in.Subscription), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	return contract.PauseSubscription200JSONResponse{
		Body: shown, Headers: contract.PauseSubscription200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(s.Position)},
	}, nil
}

// ResumeSubscription lets one go on.
func (d *Door) ResumeSubscription(ctx context.Context, in contract.ResumeSubscriptionRequestObject) (contract.ResumeSubscriptionResponseObject, error) {
	s, err := d.Book.Resume(ctx, access.From(ctx), id.Subscription(in.Subscription), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	return contract.ResumeSubscription200JSONResponse{
		Body: shown, Headers: contract.ResumeSubscription200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(s.Position)},
	}, nil
}

// VerifySubscription lets its endpoint show that it wants to be told.
func (d *Door) VerifySubscription(ctx context.Context, in contract.VerifySubscriptionRequestObject) (contract.VerifySubscriptionResponseObject, error) {
	s, err := d.Book.Verify(ctx, access.From(ctx), id.Subscription(in.Subscription), text(in.Body.Challenge), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toSubscription(s)
	return contract.VerifySubscription200JSONResponse{
		Body: shown, Headers: contract.VerifySubscription200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(s.Position)},
	}, nil
}

// DeleteSubscription ends one.
func (d *Door) DeleteSubscription(ctx context.Context, in contract.DeleteSubscriptionRequestObject) (contract.DeleteSubscriptionResponseObject, error) {
	s, err := d.Book.Delete(ctx, access.From(ctx), id.Subscription(in.Subscription), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.DeleteSubscription204Response{
		Headers: contract.DeleteSubscription204ResponseHeaders{LedgerPosition: d.token(s.Position)},
	}, nil
}
