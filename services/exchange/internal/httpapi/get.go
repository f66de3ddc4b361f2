package httpapi

import (
	"context"
	"net/http"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// GetIndicator is GET /v1/indicators/{indicator}.
func (d *Door) GetIndicator(ctx context.Context, q api.GetIndicatorRequestObject) (api.GetIndicatorResponseObject, error) {
	var item catalog.Item
	var ok bool
	var err error
	by := access.From(ctx)
	d.steady(by, func(v *scope.View) { item, ok, err = d.Catalog.Get(ctx, v, id.Indicator(q.Indicator), d.Now()) })
	if err != nil {
		return nil, err
	}
	if !ok {
		d.Notes.Denied(ctx, by, scope.See, id.Indicator(q.Indicator), "GET /v1/indicators/{indicator}")
		return nil, httpd.ErrNotFound
	}
	d.noted(ctx, by, "GET /v1/indicators/{indicator}", item)
	if d.has(q.Params.IfNoneMatch, item) {
		return d.shown(http.StatusNotModified, item, nil), nil
	}
	return d.shown(http.StatusOK, item, item.AppendJSON(nil)), nil
}
