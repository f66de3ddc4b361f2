package httpapi

import (
	"context"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// ShareIndicator is POST /v1/indicators/{indicator}/share.
func (d *Door) ShareIndicator(ctx context.Context, q api.ShareIndicatorRequestObject) (api.ShareIndicatorResponseObject, error) {
	by := access.From(ctx)
	_, e, err := d.Book.Share(ctx, by, d.view(by), indicator.Audience{
		ID: id.Indicator(q.Indicator), Match: d.match(q.Params.IfMatch), Why: why(q.Body.Reason, q.Body.ReasonCode),
		TLP: word(q.Body.TLP), Share: audienceOf(q.Body.Share), EmbargoUntil: instant(q.Body.EmbargoUntil),
	})
	return d.changed(ctx, by, q.Indicator, "POST /v1/indicators/{indicator}/share", e, err)
}

// RestrictIndicator is POST /v1/indicators/{indicator}/restrict.
func (d *Door) RestrictIndicator(ctx context.Context, q api.RestrictIndicatorRequestObject) (api.RestrictIndicatorResponseObject, error) {
	by := access.From(ctx)
	_, e, err := d.Book.Restrict(ctx, by, d.view(by), indicator.Audience{
		ID: id.Indicator(q.Indicator), Match: d.match(q.Params.IfMatch), Why: why(q.Body.Reason, q.Body.ReasonCode),
		TLP: word(q.Body.TLP), Share: audienceOf(q.Body.Share), EmbargoUntil: instant(q.Body.EmbargoUntil),
	})
	return d.changed(ctx, by, q.Indicator, "POST /v1/indicators/{indicator}/restrict", e, err)
}

func audienceOf(s *api.Share) *indicator.Share {
	if s == nil {
		return nil
	}
	share := shareOf(s.TaskForces, s.Members, s.Except)
	return &share
}
