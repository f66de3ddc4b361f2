package httpapi

import (
	"context"
	"log/slog"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
)

// EraseIndicator is POST /v1/indicators/{indicator}/erase.
func (d *Door) EraseIndicator(ctx context.Context, q api.EraseIndicatorRequestObject) (api.EraseIndicatorResponseObject, error) {
	by := access.From(ctx)
	_, e, err := d.Book.Erase(ctx, by, d.view(by), indicator.Erasure{
		ID: id.Indicator(q.Indicator), Match: d.match(q.Params.IfMatch), Why: why(q.Body.Reason, &q.Body.ReasonCode),
	})
	if err == nil { // who restores an older copy has to know what to erase again
		httpd.Note(ctx, slog.String("erased", q.Indicator))
	}
	return d.changed(ctx, by, q.Indicator, "POST /v1/indicators/{indicator}/erase", e, err)
}
