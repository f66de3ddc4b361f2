package httpapi

import (
	"context"
	"net/http"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
)

// GetIndicator is GET /v1/indicators/{indicator}.
func (d *Door) GetIndicator(ctx context.Context, q api.GetIndicatorRequestObject) (api.GetIndicatorResponseObject, error) {
	item, ok := d.Catalog.Get(d.view(access.From(ctx)), id.Indicator(q.Indicator), d.Now())
	if !ok {
		return nil, httpd.ErrNotFound
	}
	if d.has(q.Params.IfNoneMatch, item.Position) {
		return d.shown(http.StatusNotModified, item.Position, nil), nil
	}
	return d.shown(http.StatusOK, item.Position, item.AppendJSON(nil)), nil
}
