// Package httpapi is the door of the exchange: it turns the generated contract into the
// rules' words and back, and decides nothing.
package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/importing"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/services/exchange/internal/moderation"
	"github.com/entente-hub/entente/services/exchange/internal/safelist"
	"github.com/entente-hub/entente/services/exchange/internal/search"
	"github.com/entente-hub/entente/services/exchange/internal/sighting"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/turnstile"
)

// Views tells how far the catalog has come.
type Views interface {
	Position() ledger.Position
	Wait(ctx context.Context, p ledger.Position) error
}

// Notes are where it is written down what was shown and what was refused: process.Process.
type Notes interface {
	Shown(ctx context.Context, viewer, actor, exit string, items []catalog.Item)
	Denied(ctx context.Context, by access.Caller, a scope.Act, i id.Indicator, exit string)
}

// People knows whose person somebody is: directory.Directory.
type People interface {
	Person(p id.Person) (directory.Person, bool)
}

// Door serves the contract of the exchange.
type Door struct {
	Book        *indicator.Book
	Sighted     *sighting.Book
	Disputes    *dispute.Book
	DisputeDays int // within which one should be settled
	Moderated   *moderation.Desk
	Searches    *search.Book
	Safe        *safelist.Book
	Imports     *importing.Desk
	Catalog     *catalog.Catalog
	Ledger      *ledger.Ledger
	Views       Views
	Keys        *idempotency.Keys
	Callers     *access.Keyring
	People      People
	Notes       Notes
	Sealer      *position.Sealer
	Rights      func(viewer string) (v *scope.View, version uint64) // as of now
	Now         func() time.Time

	memo     memo
	counters turnstile.Turnstile // of facets
}

var _ api.StrictServerInterface = (*Door)(nil)

// Routes are the routes that are not like the others: an import is streamed, of any size.
func Routes() []httpd.Route {
	route := func(path string) httpd.Route {
		return httpd.Route{
			Method: http.MethodPost, Path: path, BodyLimit: -1,
			MediaTypes: []string{string(importing.NDJSON), string(importing.CSV), string(importing.Plain)},
		}
	}
	return []httpd.Route{route("/v1/imports"), route("/v1/imports/preview")}
}

// Mount puts the contract's routes on r. It fails where an operation has no scope.
func (d *Door) Mount(r gin.IRouter) error {
	guard, err := httpd.Scopes[api.StrictServerInterface, api.StrictHandlerFunc](httpd.Table{
		"PublishIndicator":      {access.Publish},
		"RevokeIndicator":       {access.Publish},
		"ReviseIndicator":       {access.Publish},
		"ShareIndicator":        {access.Publish},
		"RestrictIndicator":     {access.Publish},
		"EraseIndicator":        {access.Publish, access.Admin, access.Read}, // a steward's key has no other: the rules tell
		"ListIndicators":        {access.Read},
		"CountIndicators":       {access.Read},
		"CreateSearch":          {access.Read},
		"ListSearches":          {access.Read},
		"GetSearch":             {access.Read},
		"ChangeSearch":          {access.Read},
		"DeleteSearch":          {access.Read},
		"ExportIndicators":      {access.Read},
		"GetIndicator":          {access.Read},
		"ListChanges":           {access.Read},
		"ReadHistory":           {access.Read},
		"SightIndicator":        {access.Publish},
		"PreviewIndicator":      {access.Publish},
		"CreateProtection":      {access.Publish},
		"ListProtections":       {access.Publish},
		"GetProtection":         {access.Publish},
		"ChangeProtection":      {access.Publish},
		"DeleteProtection":      {access.Publish},
		"ListSightings":         {access.Read},
		"GetSighting":           {access.Read},
		"RetractSighting":       {access.Publish},
		"ImportIndicators":      {access.Publish},
		"PreviewImport":         {access.Publish},
		"ListImports":           {access.Publish, access.Read},
		"GetImport":             {access.Publish, access.Read},
		"ListImportRejects":     {access.Publish, access.Read},
		"DisputeIndicator":      {access.Publish, access.Read}, // the rules ask for more of who is no steward
		"ListIndicatorDisputes": {access.Read},
		"ListDisputes":          {access.Read},
		"GetDispute":            {access.Read},
		"SayInDispute":          {access.Publish, access.Read},
		"WithdrawDispute":       {access.Publish, access.Read},
		"ResolveDispute":        {access.Publish, access.Read},
		"ListModeration":        {access.Read},
		"GetModeration":         {access.Read},
		"ReleaseModeration":     {access.Read}, // a steward's key has no other
		"RefuseModeration":      {access.Read},
	})
	if err != nil {
		return fmt.Errorf("exchange: %w", err)
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
func (d *Door) steady(by access.Caller, read func(*scope.View)) {
	scope.Steady(func() *scope.View { return d.view(by) }, read)
}

// noted writes down what the caller is shown.
func (d *Door) noted(ctx context.Context, by access.Caller, exit string, items ...catalog.Item) {
	d.Notes.Shown(ctx, by.Viewer(), by.Actor(), exit, items)
}

// view is what the caller may do now.
func (d *Door) view(by access.Caller) *scope.View {
	v, _ := d.Rights(by.Viewer())
	return v
}
