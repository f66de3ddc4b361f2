package httpapi

import (
	"context"
	"slices"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/search"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/scope"
)

// defaultTop is how many values of a facet are told unless asked otherwise.
const defaultTop = 20

// CountIndicators is GET /v1/indicators/facets. No caller is shown an indicator by it.
func (d *Door) CountIndicators(ctx context.Context, q api.CountIndicatorsRequestObject) (api.CountIndicatorsResponseObject, error) {
	by := access.From(ctx)
	query, _, err := d.asked(ctx, by, "limit", "facet", "search")
	if err != nil {
		return nil, err
	}
	top := defaultTop
	if q.Params.Limit != nil {
		if top, err = limitOf(q.Params.Limit); err != nil {
			return nil, err
		}
	}
	facets := catalog.FacetNames()
	if q.Params.Facet != nil {
		known := facets
		facets = nil
		for _, name := range q.Params.Facet {
			f := catalog.Facet(name)
			if !slices.Contains(known, f) {
				return nil, search.Refused("facet", "is not one that indicators are counted by")
			}
			if !slices.Contains(facets, f) {
				facets = append(facets, f)
			}
		}
	}
	leave, err := d.counters.Enter(ctx, by.Viewer()) // all there is may have to be looked at, some times over
	if err != nil {
		return nil, err
	}
	defer leave()
	var total int
	var counts map[catalog.Facet][]catalog.Bucket
	d.steady(by, func(v *scope.View) { total, counts, err = d.Catalog.Facets(ctx, v, query, facets, top, d.Now()) })
	if err != nil {
		return nil, err
	}
	a := api.CountIndicators200JSONResponse{Total: total, Facets: map[string][]api.FacetCount{}}
	for f, buckets := range counts {
		all := make([]api.FacetCount, 0, len(buckets))
		for _, b := range buckets {
			all = append(all, api.FacetCount{Value: b.Value, Count: b.Count})
		}
		a.Facets[string(f)] = all
	}
	return a, nil
}
