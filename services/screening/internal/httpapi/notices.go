package httpapi

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	api "github.com/entente-hub/entente/api/screening"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// ListNotices is GET /v1/notices.
func (d *Door) ListNotices(ctx context.Context, q api.ListNoticesRequestObject) (api.ListNoticesResponseObject, error) {
	by := access.From(ctx)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	direction, list := api.ListNoticesParamsDirectionReceived, d.Catalog.Received
	if q.Params.Direction != nil {
		direction = *q.Params.Direction
	}
	switch direction {
	case api.ListNoticesParamsDirectionReceived:
	case api.ListNoticesParamsDirectionSent:
		list = d.Catalog.Sent
	default:
		return nil, httpd.ErrParameter.With("direction: must be received or sent")
	}
	bind := "notices " + by.Viewer() + " " + string(direction)
	var after ledger.Position
	if c := q.Params.Cursor; c != nil {
		var ok bool
		if after, ok = d.Sealer.Open(position.Cursor, bind, *c); !ok {
			return nil, httpd.ErrParameter.With("cursor: is not one of this list's")
		}
	}
	var items []catalog.Item
	var next ledger.Position
	d.steady(ctx, func(v *scope.View) { items, next = list(v, after, limit, d.Now()) })
	d.Notes.Shown(ctx, by.Viewer(), by.Actor(), "GET /v1/notices", items)
	a := notices{body: []byte(`{"items":[`)}
	for n := range items {
		if n > 0 {
			a.body = append(a.body, ',')
		}
		a.body = items[n].AppendJSON(a.body)
	}
	a.body = append(a.body, `],"next_cursor":`...)
	if next == 0 {
		a.body = append(a.body, "null}"...)
		return a, nil
	}
	cursor := d.Sealer.Seal(position.Cursor, bind, next)
	a.body = append(quote(a.body, cursor), '}')
	a.link = "</v1/notices?" + url.Values{"cursor": {cursor}, "direction": {string(direction)}, "limit": {strconv.Itoa(limit)}}.Encode() + `>; rel="next"`
	return a, nil
}

// notices is a page of them, which the catalog has rendered.
type notices struct {
	body []byte
	link string
}

// VisitListNoticesResponse writes the answer.
func (a notices) VisitListNoticesResponse(w http.ResponseWriter) error {
	if a.link != "" {
		w.Header().Set("Link", a.link)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(a.body)
	return err
}
