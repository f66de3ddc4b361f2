package httpapi

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/search"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// ListIndicators is GET /v1/indicators.
func (d *Door) ListIndicators(ctx context.Context, q api.ListIndicatorsRequestObject) (api.ListIndicatorsResponseObject, error) {
	by := access.From(ctx)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	query, filters, err := d.asked(ctx, by, listing...)
	if err != nil {
		return nil, err
	}
	if q.Params.Sort != nil && !q.Params.Sort.Valid() {
		return nil, parameter("sort", "must be one of created, modified")
	}
	if q.Params.Sort != nil && *q.Params.Sort == api.ByChange {
		return d.listChanged(ctx, by, query, filters, limit, q.Params.Cursor)
	}
	bind := "indicators " + by.Viewer() + " " + filters.Encode()
	after, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	mem := memories.Get().(*catalog.Memory)
	defer memories.Put(mem)
	var items []catalog.Item
	var next ledger.Position
	d.steady(by, func(v *scope.View) { items, next, err = d.Catalog.ListIn(ctx, mem, v, query, after, limit, d.Now()) })
	if err != nil {
		return nil, err
	}
	d.noted(ctx, by, "GET /v1/indicators", items...)
	cursor := ""
	if next != 0 {
		cursor = d.Sealer.Seal(position.Cursor, bind, next)
	}
	return indicatorPage(items, filters, limit, cursor), nil
}

// listing are the parameters of the list that are no filters.
var listing = []string{"limit", "cursor", "sort", "search"}

// listChanged is the list in the order of the last change. Its cursor says when it was begun, too.
func (d *Door) listChanged(ctx context.Context, by access.Caller, query catalog.Query, filters url.Values, limit int, sealed *string) (api.ListIndicatorsResponseObject, error) {
	filters.Set("sort", string(api.ByChange))
	bind := "indicators " + by.Viewer() + " " + filters.Encode()
	var after catalog.Place
	var err error
	if sealed != nil {
		head, at := *sealed, ""
		if len(head) > position.Size {
			head, at = head[:position.Size], head[position.Size:]
		}
		if after.Head, err = d.cursor(bind, &head); err != nil {
			return nil, err
		}
		if after.At, err = d.cursor(bind+" "+head, &at); err != nil {
			return nil, err
		}
	}
	mem := memories.Get().(*catalog.Memory)
	defer memories.Put(mem)
	var items []catalog.Item
	var next catalog.Place
	d.steady(by, func(v *scope.View) {
		items, next, err = d.Catalog.ListChanged(ctx, mem, v, query, after, limit, d.Now())
	})
	if err != nil {
		return nil, err
	}
	d.noted(ctx, by, "GET /v1/indicators", items...)
	cursor := ""
	if next != (catalog.Place{}) {
		head := d.Sealer.Seal(position.Cursor, bind, next.Head)
		cursor = head + d.Sealer.Seal(position.Cursor, bind+" "+head, next.At)
	}
	return indicatorPage(items, filters, limit, cursor), nil
}

// indicatorPage is the answer with some indicators; without a cursor it is the last.
func indicatorPage(items []catalog.Item, filters url.Values, limit int, cursor string) answer {
	a := answer{status: http.StatusOK, header: http.Header{}}
	a.page(items)
	a.body = append(a.body, `{"items":[`...)
	for n := range items {
		if n > 0 {
			a.body = append(a.body, ',')
		}
		a.body = items[n].AppendJSON(a.body)
	}
	a.body = append(a.body, `],"next_cursor":`...)
	if cursor == "" {
		a.body = append(a.body, "null}"...)
		return a
	}
	a.body = append(append(append(a.body, '"'), cursor...), `"}`...)
	a.header.Set("Link", link("/v1/indicators", filters, limit, cursor))
	return a
}

// asked reads the question of a request: its filters, and those of the search that it names. The
// parameters named beside are others.
func (d *Door) asked(ctx context.Context, by access.Caller, beside ...string) (catalog.Query, url.Values, error) {
	request, ok := ctx.(*gin.Context)
	if !ok {
		return catalog.Query{}, nil, errNoRequest
	}
	given, err := url.ParseQuery(request.Request.URL.RawQuery)
	if err != nil {
		return catalog.Query{}, nil, httpd.ErrParameter.With("the part of the address after ? cannot be read; escape what stands in it")
	}
	if given, err = d.Searches.Asked(by, given); err != nil {
		return catalog.Query{}, nil, err
	}
	return search.Read(given, beside...)
}

var errNoRequest = errors.New("httpapi: a question without its request")

// cursor opens a list's cursor: 0 for none.
func (d *Door) cursor(bind string, sealed *string) (ledger.Position, error) {
	if sealed == nil {
		return 0, nil
	}
	p, ok := d.Sealer.Open(position.Cursor, bind, *sealed)
	if !ok {
		return 0, parameter("cursor", "is not one that this list gave you; leave it out to start anew")
	}
	return p, nil
}

// link names the next page (RFC 8288).
func link(path string, filters url.Values, limit int, cursor string) string {
	q := url.Values{"limit": {strconv.Itoa(limit)}, "cursor": {cursor}}
	maps.Copy(q, filters)
	return "<" + path + "?" + q.Encode() + `>; rel="next"`
}
