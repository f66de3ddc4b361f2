package httpapi

import (
	"context"
	"errors"
	"net/http"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// RevokeIndicator is POST /v1/indicators/{indicator}/revoke.
func (d *Door) RevokeIndicator(ctx context.Context, q api.RevokeIndicatorRequestObject) (api.RevokeIndicatorResponseObject, error) {
	by := access.From(ctx)
	_, e, err := d.Book.Revoke(ctx, by, d.view(by), indicator.Revocation{
		ID:    id.Indicator(q.Indicator),
		Why:   why(q.Body.Reason, q.Body.ReasonCode),
		Match: d.match(q.Params.IfMatch),
	})
	return d.changed(ctx, by, q.Indicator, "POST /v1/indicators/{indicator}/revoke", e, err)
}

// changed answers a change of an indicator, and notes where there was none to change.
func (d *Door) changed(ctx context.Context, by access.Caller, name, exit string, e ledger.Entry, err error) (answer, error) {
	if errors.Is(err, indicator.ErrNotFound) || errors.Is(err, indicator.ErrNotPublisher) {
		d.Notes.Denied(ctx, by, scope.Revise, id.Indicator(name), exit)
	}
	if err != nil {
		return answer{}, err
	}
	item, err := d.render(by, e)
	return d.written(http.StatusOK, item), err
}

func why[C ~string](reason string, code *C) indicator.Why {
	return indicator.Why{Reason: reason, Code: word(code)}
}
