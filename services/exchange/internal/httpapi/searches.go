package httpapi

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/search"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/position"
)

// CreateSearch is POST /v1/searches.
func (d *Door) CreateSearch(ctx context.Context, q api.CreateSearchRequestObject) (api.CreateSearchResponseObject, error) {
	by := access.From(ctx)
	r, err := request(by, "createSearch", q.Params.IdempotencyKey, q.Body)
	if err != nil {
		return nil, err
	}
	query, err := valuesOf(q.Body.Query)
	if err != nil {
		return nil, err
	}
	s, _, err := idempotency.Once(ctx, idempotency.Memory{Keys: d.Keys, Ledger: d.Ledger, Views: d.Views}, r, search.Decode, func() (search.Saved, error) {
		return d.Searches.Create(ctx, by, search.Draft{Name: &q.Body.Name, Query: query}, r)
	})
	if err != nil {
		return nil, err
	}
	shown, err := d.toSearch(s)
	return api.CreateSearch201JSONResponse{Body: shown, Headers: api.CreateSearch201ResponseHeaders{
		Location: "/v1/searches/" + string(s.ID), ETag: `"` + shown.Etag + `"`, LedgerPosition: httpd.Token(d.Sealer, s.Position),
	}}, err
}

// ListSearches is GET /v1/searches.
func (d *Door) ListSearches(ctx context.Context, q api.ListSearchesRequestObject) (api.ListSearchesResponseObject, error) {
	by := access.From(ctx)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	bind := "searches " + by.Asker()
	after, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(d.Searches.Shelf.Of(by.Asker()), func(s search.Saved) bool { return s.First <= after })
	out := api.SearchPage{Items: []api.Search{}}
	for _, s := range all[:min(limit, len(all))] {
		shown, err := d.toSearch(s)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, shown)
	}
	headers := api.ListSearches200ResponseHeaders{}
	if limit < len(all) {
		next := d.Sealer.Seal(position.Cursor, bind, all[limit-1].First)
		to := link("/v1/searches", url.Values{}, limit, next)
		out.NextCursor, headers.Link = &next, &to
	}
	return api.ListSearches200JSONResponse{Body: out, Headers: headers}, nil
}

// GetSearch is GET /v1/searches/{search}.
func (d *Door) GetSearch(ctx context.Context, q api.GetSearchRequestObject) (api.GetSearchResponseObject, error) {
	s, err := d.Searches.Find(access.From(ctx), id.Search(q.Search))
	if err != nil {
		return nil, err
	}
	shown, err := d.toSearch(s)
	return api.GetSearch200JSONResponse{Body: shown, Headers: api.GetSearch200ResponseHeaders{ETag: `"` + shown.Etag + `"`}}, err
}

// ChangeSearch is PATCH /v1/searches/{search}.
func (d *Door) ChangeSearch(ctx context.Context, q api.ChangeSearchRequestObject) (api.ChangeSearchResponseObject, error) {
	draft := search.Draft{Name: q.Body.Name}
	if q.Body.Query != nil {
		var err error
		if draft.Query, err = valuesOf(q.Body.Query); err != nil {
			return nil, err
		}
	}
	s, err := d.Searches.Change(ctx, access.From(ctx), id.Search(q.Search), draft, d.match(q.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown, err := d.toSearch(s)
	return api.ChangeSearch200JSONResponse{Body: shown, Headers: api.ChangeSearch200ResponseHeaders{
		ETag: `"` + shown.Etag + `"`, LedgerPosition: httpd.Token(d.Sealer, s.Position),
	}}, err
}

// DeleteSearch is DELETE /v1/searches/{search}.
func (d *Door) DeleteSearch(ctx context.Context, q api.DeleteSearchRequestObject) (api.DeleteSearchResponseObject, error) {
	s, err := d.Searches.Delete(ctx, access.From(ctx), id.Search(q.Search), d.match(q.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return api.DeleteSearch204Response{Headers: api.DeleteSearch204ResponseHeaders{LedgerPosition: httpd.Token(d.Sealer, s.Position)}}, nil
}

// valuesOf are the parameters that a kept query stands for.
func valuesOf(q *api.IndicatorQuery) (url.Values, error) {
	if q == nil {
		return url.Values{}, nil
	}
	text, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("a search's query: %w", err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, fmt.Errorf("a search's query: %w", err)
	}
	values := url.Values{}
	for name, field := range fields {
		switch x := field.(type) {
		case string:
			values.Set(name, x)
		case float64:
			values.Set(name, strconv.Itoa(int(x)))
		case []any:
			for _, one := range x {
				values.Add(name, fmt.Sprint(one))
			}
		}
	}
	return values, nil
}

// toSearch shows a search to its owner.
func (d *Door) toSearch(s search.Saved) (api.Search, error) {
	fields := map[string]any{}
	for name, values := range s.Query {
		switch {
		case name == "min_confidence":
			n, _ := strconv.Atoi(values[0]) // it was read before it was kept
			fields[name] = n
		case search.Single(name):
			fields[name] = values[0]
		default:
			fields[name] = values
		}
	}
	out := api.Search{ID: string(s.ID), Name: s.Name, CreatedAt: s.Created, ModifiedAt: s.Modified, Etag: d.Sealer.Seal(position.ETag, "", s.Position)}
	text, err := json.Marshal(fields)
	if err == nil {
		err = json.Unmarshal(text, &out.Query)
	}
	if err != nil {
		return out, fmt.Errorf("show %s: %w", s.ID, err)
	}
	return out, nil
}
