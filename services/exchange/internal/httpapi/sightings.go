package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/services/exchange/internal/sighting"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// SightIndicator is POST /v1/indicators/{indicator}/sightings.
func (d *Door) SightIndicator(ctx context.Context, q api.SightIndicatorRequestObject) (api.SightIndicatorResponseObject, error) {
	by, of := access.From(ctx), id.Indicator(q.Indicator)
	r, err := request(by, "sightIndicator "+q.Indicator, q.Params.IdempotencyKey, q.Body)
	if err != nil {
		return nil, err
	}
	e, _, err := idempotency.Once(ctx, idempotency.Memory{Keys: d.Keys, Ledger: d.Ledger, Views: d.Views}, r,
		func(e ledger.Entry) (ledger.Entry, error) { return e, nil },
		func() (ledger.Entry, error) {
			_, e, err := d.Sighted.Sight(ctx, by, of, sightingOf(q.Body), r)
			return e, err
		})
	switch {
	case errors.Is(err, ledger.ErrNotFound): // it was erased since
		return nil, httpd.ErrNotFound
	case errors.Is(err, sighting.ErrNotFound):
		d.Notes.Denied(ctx, by, scope.Sight, of, "POST /v1/indicators/{indicator}/sightings")
	}
	if err != nil {
		return nil, err
	}
	return d.said(http.StatusCreated, by, e)
}

// ListSightings is GET /v1/indicators/{indicator}/sightings.
func (d *Door) ListSightings(ctx context.Context, q api.ListSightingsRequestObject) (api.ListSightingsResponseObject, error) {
	by, of := access.From(ctx), id.Indicator(q.Indicator)
	limit, limitErr := limitOf(q.Params.Limit)
	bind := "sightings " + by.Viewer() + " " + q.Indicator
	after, cursorErr := d.cursor(bind, q.Params.Cursor)
	if err := errors.Join(limitErr, cursorErr); err != nil {
		return nil, err
	}
	var items []catalog.Item
	var next ledger.Position
	var ok bool
	d.steady(by, func(v *scope.View) { items, next, ok = d.Catalog.Sightings(v, of, after, limit, d.Now()) })
	if !ok {
		d.Notes.Denied(ctx, by, scope.See, of, "GET /v1/indicators/{indicator}/sightings")
		return nil, httpd.ErrNotFound
	}
	d.noted(ctx, by, "GET /v1/indicators/{indicator}/sightings", items...)
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
	if next == 0 {
		a.body = append(a.body, "null}"...)
		return a, nil
	}
	cursor := d.Sealer.Seal(position.Cursor, bind, next)
	a.body = append(append(append(a.body, '"'), cursor...), `"}`...)
	a.header.Set("Link", link("/v1/indicators/"+q.Indicator+"/sightings", nil, limit, cursor))
	return a, nil
}

// GetSighting is GET /v1/sightings/{sighting}.
func (d *Door) GetSighting(ctx context.Context, q api.GetSightingRequestObject) (api.GetSightingResponseObject, error) {
	by := access.From(ctx)
	var item catalog.Item
	var ok bool
	d.steady(by, func(v *scope.View) { item, ok = d.Catalog.Sighting(v, id.Sighting(q.Sighting), d.Now()) })
	if !ok {
		return nil, httpd.ErrNotFound
	}
	d.noted(ctx, by, "GET /v1/sightings/{sighting}", item)
	return d.shown(http.StatusOK, item, item.AppendJSON(nil)), nil
}

// RetractSighting is POST /v1/sightings/{sighting}/retract.
func (d *Door) RetractSighting(ctx context.Context, q api.RetractSightingRequestObject) (api.RetractSightingResponseObject, error) {
	by := access.From(ctx)
	_, e, err := d.Sighted.Retract(ctx, by, id.Sighting(q.Sighting), q.Body.Reason, d.match(q.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return d.said(http.StatusOK, by, e)
}

// said is the answer to a write of one sighting.
func (d *Door) said(status int, by access.Caller, e ledger.Entry) (answer, error) {
	item, ok, err := d.Catalog.RenderSighting(d.view(by), e, d.Now())
	switch {
	case err != nil:
		return answer{}, fmt.Errorf("render %s: %w", e.ID, err)
	case !ok:
		return answer{}, httpd.ErrNotFound
	}
	a := d.written(status, item)
	if status == http.StatusCreated {
		a.header.Set("Location", "/v1/sightings/"+e.ID)
	}
	return a, nil
}

// sightingOf is the rules' form of a sighting's body.
func sightingOf(b *api.SightingDraft) sighting.Draft {
	d := sighting.Draft{
		Type: string(b.Type), Platform: word(b.Platform), Count: b.Count, FirstSeen: moment(b.FirstSeen), LastSeen: moment(b.LastSeen),
		Note: word(b.Note), Audience: word(b.Audience), TLP: word(b.TLP), Attribution: word(b.Attribution),
	}
	if b.URL != nil {
		d.URL = &indicator.Given{Type: string(b.URL.Type), Value: b.URL.Value}
	}
	if b.Share != nil {
		d.Share = shareOf(b.Share.TaskForces, b.Share.Members, b.Share.Except)
	}
	return d
}

// VisitSightIndicatorResponse writes the answer.
func (a answer) VisitSightIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListSightingsResponse writes the answer.
func (a answer) VisitListSightingsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetSightingResponse writes the answer.
func (a answer) VisitGetSightingResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitRetractSightingResponse writes the answer.
func (a answer) VisitRetractSightingResponse(w http.ResponseWriter) error { return a.write(w) }
