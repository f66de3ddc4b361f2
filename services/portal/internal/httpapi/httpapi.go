// Package httpapi is the door of the portal: its pages, and how a browser signs in and out. It
// decides nothing. What the portal shows and does goes through the other services' doors, with
// the session's key.
package httpapi

import (
	"context"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	contract "github.com/entente-hub/entente/api/portal"
	"github.com/entente-hub/entente/services/portal/internal/app"
	"github.com/entente-hub/entente/services/portal/internal/provider"
	"github.com/entente-hub/entente/services/portal/internal/session"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
)

// Door answers the operations of api/portal, and browsers.
type Door struct {
	App        *app.App
	Sessions   *session.Book
	Provider   *provider.Provider // nil: people sign in by links alone
	Keys       httpd.Keys
	Ready      <-chan struct{}                       // closed once the directory is complete
	SameOrigin func(r *http.Request) error           // httpd.Engine's
	Stranger   func(c *gin.Context, err error) error // httpd.Engine's: counts a failed attempt
	Cookie     string                                // the session cookie's name
	Secure     bool                                  // cookies go by https alone
}

var _ contract.StrictServerInterface = (*Door)(nil)

// Mount puts the portal on its routes.
func (d *Door) Mount(on gin.IRouter) error {
	guard, err := httpd.Scopes[contract.StrictServerInterface, contract.StrictHandlerFunc](httpd.Table{"MakeLink": {access.Admin}})
	if err != nil {
		return fmt.Errorf("portal: %w", err)
	}
	contract.RegisterHandlersWithOptions(on,
		contract.NewStrictHandlerWithOptions(d, []contract.StrictMiddlewareFunc{guard}, contract.StrictGinServerOptions{
			RequestErrorHandlerFunc: httpd.RequestError, HandlerErrorFunc: httpd.HandlerError, ResponseErrorHandlerFunc: httpd.ResponseError,
		}), contract.GinServerOptions{ErrorHandler: httpd.ParameterError})
	home := func(c *gin.Context) { c.Redirect(http.StatusSeeOther, "/ui/") }
	on.GET("/", home)
	on.GET("/ui", home)
	on.GET("/ui/*path", d.page)
	on.GET("/session", d.show)
	on.POST("/session", d.open)
	on.DELETE("/session", d.end)
	if d.Provider != nil {
		on.GET("/session/provider", d.toProvider)
		on.GET("/session/callback", d.fromProvider)
	}
	return nil
}

// page answers with the app.
func (d *Door) page(c *gin.Context) {
	if !d.App.Serve(c.Writer, c.Request, c.Param("path")[1:]) {
		httpd.HandlerError(c, httpd.ErrNotFound)
	}
}

// MakeLink makes a one-time sign-in link.
func (d *Door) MakeLink(ctx context.Context, in contract.MakeLinkRequestObject) (contract.MakeLinkResponseObject, error) {
	l, err := d.Sessions.Link(access.From(ctx), id.Person(in.Person))
	if err != nil {
		return nil, err
	}
	return contract.MakeLink200JSONResponse{Person: string(l.Person), Path: LinkPath(l), ExpiresAt: l.Expires}, nil
}

// LinkPath is what a browser opens. What is behind the # is in no request: no proxy's log has it,
// and whoever looks at the page before the person does not spend it.
func LinkPath(l session.Link) string { return "/ui/sign-in#" + l.Token }
