package httpapi

import (
	"context"
	"errors"
	"net/http"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/ledger"
)

// PublishIndicator is POST /v1/indicators.
func (d *Door) PublishIndicator(ctx context.Context, q api.PublishIndicatorRequestObject) (api.PublishIndicatorResponseObject, error) {
	by := access.From(ctx)
	r, err := request(by, "publishIndicator", q.Params.IdempotencyKey, q.Body)
	if err != nil {
		return nil, err
	}
	if item, again, err := d.prior(ctx, by, r); again || err != nil {
		return d.written(http.StatusCreated, item), err
	}
	_, e, err := d.Book.Publish(ctx, by, draftOf(q.Body), r)
	if isFirst(err, r) {
		if item, again, err := d.prior(ctx, by, r); again || err != nil {
			return d.written(http.StatusCreated, item), err
		}
	}
	if err != nil {
		return nil, err
	}
	item, err := d.render(by, e)
	return d.written(http.StatusCreated, item), err
}

// isFirst reports whether the same request, made at the same time, may have been first.
func isFirst(err error, r ledger.Request) bool {
	return r != ledger.Request{} && errors.Is(err, indicator.ErrDuplicate)
}
