// Package httpapi is the door of the screening service: it turns the generated contract into the
// rules' words and back, and decides nothing.
package httpapi

import (
	"context"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	api "github.com/entente-hub/entente/api/screening"
	"github.com/entente-hub/entente/services/screening/internal/network"
	"github.com/entente-hub/entente/services/screening/internal/notice"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/turnstile"
)

// Notes are where it is written down what was shown: process.Process.
type Notes interface {
	Shown(ctx context.Context, viewer, actor, exit string, items []catalog.Item)
}

// Catalog shows the notices that there are: *catalog.Catalog.
type Catalog interface {
	Received(v *scope.View, after ledger.Position, limit int, now time.Time) ([]catalog.Item, ledger.Position)
	Sent(v *scope.View, after ledger.Position, limit int, now time.Time) ([]catalog.Item, ledger.Position)
}

// Door serves the contract of screening.
type Door struct {
	Desk     *screen.Desk
	Ranges   *screen.Ranges
	Book     *network.Book
	Networks *network.Sealer
	Notices  *notice.Desk
	Catalog  Catalog
	Now      func() time.Time
	View     func(ctx context.Context) *scope.View // what the caller may do now
	Notes    Notes
	Sealer   *position.Sealer

	readers turnstile.Turnstile // of networks
	lenders turnstile.Turnstile // of images
}

var _ api.StrictServerInterface = (*Door)(nil)

// Mount puts the contract's routes on r. It fails where an operation has no scope.
func (d *Door) Mount(r gin.IRouter) error {
	guard, err := httpd.Scopes[api.StrictServerInterface, api.StrictHandlerFunc](httpd.Table{
		"Screen":         {access.Read},
		"ScreenImage":    {access.Read},
		"GetScreenRange": {access.Read},
		"ScreenRange":    {access.Read},
		"ListNotices":    {access.Read},
		"FindNetwork":    {access.Read},
		"GetNetwork":     {access.Read},
		"GetNetworkPath": {access.Read},
	})
	if err != nil {
		return fmt.Errorf("screening: %w", err)
	}
	strict := api.NewStrictHandlerWithOptions(d, []api.StrictMiddlewareFunc{guard}, api.StrictGinServerOptions{
		RequestErrorHandlerFunc:  httpd.RequestError,
		HandlerErrorFunc:         httpd.HandlerError,
		ResponseErrorHandlerFunc: httpd.ResponseError,
	})
	api.RegisterHandlersWithOptions(r, strict, api.GinServerOptions{ErrorHandler: httpd.ParameterError})
	return nil
}

// steady reads with what the caller may do, and again where that moved meanwhile.
func (d *Door) steady(ctx context.Context, read func(*scope.View)) {
	scope.Steady(func() *scope.View { return d.View(ctx) }, read)
}
