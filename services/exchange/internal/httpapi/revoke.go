package httpapi

import (
	"context"
	"errors"
	"net/http"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// RevokeIndicator is POST /v1/indicators/{indicator}/revoke.
func (d *Door) RevokeIndicator(ctx context.Context, q api.RevokeIndicatorRequestObject) (api.RevokeIndicatorResponseObject, error) {
	by := access.From(ctx)
	_, e, err := d.Book.Revoke(ctx, by, d.view(by), indicator.Revocation{
		ID:     id.Indicator(q.Indicator),
		Reason: q.Body.Reason,
		Match:  d.match(q.Params.IfMatch),
	})
	if errors.Is(err, indicator.ErrNotFound) || errors.Is(err, indicator.ErrNotPublisher) {
		d.Notes.Denied(ctx, by, scope.Revise, id.Indicator(q.Indicator), "POST /v1/indicators/{indicator}/revoke")
	}
	if err != nil {
		return nil, err
	}
	item, err := d.render(by, e)
	return d.written(http.StatusOK, item), err
}
