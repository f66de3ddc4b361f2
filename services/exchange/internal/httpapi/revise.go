package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/entente-hub/entente/api/convention"
	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// ReviseIndicator is PATCH /v1/indicators/{indicator}.
func (d *Door) ReviseIndicator(ctx context.Context, q api.ReviseIndicatorRequestObject) (api.ReviseIndicatorResponseObject, error) {
	by := access.From(ctx)
	r := revisionOf(q.Body)
	r.ID, r.Match = id.Indicator(q.Indicator), d.match(q.Params.IfMatch)
	_, e, err := d.Book.Revise(ctx, by, d.view(by), r)
	if err != nil || e.Kind != "" {
		return d.changed(ctx, by, q.Indicator, "PATCH /v1/indicators/{indicator}", e, err)
	}
	var item catalog.Item // nothing was written
	var ok bool
	d.steady(by, func(v *scope.View) { item, ok, err = d.Catalog.Get(ctx, v, r.ID, d.Now()) })
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, httpd.ErrNotFound
	}
	return d.written(http.StatusOK, item), nil
}

// revisionOf is the rules' form of a merge patch.
func revisionOf(b *api.IndicatorChange) indicator.Revision {
	r := indicator.Revision{
		Brands: field(b.Brands), Infringement: field(b.Infringement), Basis: field(b.Basis), Tags: field(b.Tags),
		FirstSeen: instant(b.FirstSeen), ValidUntil: instant(b.ValidUntil), Note: field(b.Note),
		Confidence: indicator.Field[*int]{Given: b.Confidence.Given},
		Links:      indicator.Field[[]indicator.Link]{Given: b.Links.Given, Value: linksOf(b.Links.Value)},
		Why:        why(word(b.Reason), b.ReasonCode),
	}
	if b.Confidence.Given && !b.Confidence.Null {
		r.Confidence.Value = &b.Confidence.Value
	}
	for _, x := range []struct {
		name  string
		given bool
	}{
		{"tlp", b.TLP.Given},
		{"share", b.Share.Given},
		{"embargo_until", b.EmbargoUntil.Given},
		{"observable", b.Observable.Given},
		{"attribution", b.Attribution.Given},
	} {
		if x.given {
			r.Elsewhere = append(r.Elsewhere, x.name)
		}
	}
	return r
}

func field[T any](o convention.Optional[T]) indicator.Field[T] {
	return indicator.Field[T]{Given: o.Given, Value: o.Value}
}

// instant is field of a time, of which the zero one is null.
func instant(o convention.Optional[time.Time]) indicator.Field[time.Time] {
	f := field(o)
	if o.Given && !o.Null {
		f.Value = moment(&o.Value)
	}
	return f
}

func linksOf(given []api.LinkDraft) []indicator.Link {
	var links []indicator.Link
	for _, l := range given {
		links = append(links, indicator.Link{
			Given:    givenOf(l.Type, l.Value, l.Region, l.Fingerprints),
			Relation: string(l.Relation),
		})
	}
	return links
}
