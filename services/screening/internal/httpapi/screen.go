package httpapi

import (
	"context"

	api "github.com/entente-hub/entente/api/screening"
	"github.com/entente-hub/entente/services/screening/internal/notice"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// Screen is POST /v1/screen.
func (d *Door) Screen(ctx context.Context, q api.ScreenRequestObject) (api.ScreenResponseObject, error) {
	r := screen.Request{Limit: q.Body.Limit, Asked: make([]screen.Asked, len(q.Body.Observables))}
	for n, o := range q.Body.Observables {
		r.Asked[n] = screen.Asked{Type: o.Type, Value: o.Value}
		if o.Region != nil {
			r.Asked[n].Region = *o.Region
		}
		for _, f := range o.Fingerprints {
			quality := -1
			if f.Quality != nil {
				quality = *f.Quality
			}
			r.Asked[n].Fingerprints = append(r.Asked[n].Fingerprints, observable.Fingerprint{Algorithm: string(f.Algorithm), Hash: f.Hash, Quality: quality})
		}
	}
	plan, err := d.Notices.Plan(access.From(ctx), wish(q.Body))
	if err != nil {
		return nil, err
	}
	var results []screen.Result
	d.steady(ctx, func(v *scope.View) { results, err = d.Desk.Screen(v, r) })
	if err != nil {
		return nil, err
	}
	d.note(ctx, "POST /v1/screen", results)
	told := d.Notices.Tell(ctx, plan, results)
	a := newAnswer(results)
	if told > 0 {
		a.token = httpd.Token(d.Sealer, told)
	}
	return a, nil
}

func wish(b *api.Screening) notice.Wish {
	w := notice.Wish{Notify: b.Notify, From: b.NotifyFrom}
	if b.NotifyAttribution != nil {
		w.Attribution = string(*b.NotifyAttribution)
	}
	return w
}

// note writes down what of the results is sensitive.
func (d *Door) note(ctx context.Context, exit string, results []screen.Result) {
	by := access.From(ctx)
	for n := range results {
		for _, m := range results[n].Matches {
			d.Notes.Shown(ctx, by.Viewer(), by.Actor(), exit, m.Items)
		}
	}
}
