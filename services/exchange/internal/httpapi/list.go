package httpapi

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
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
	p := &q.Params
	query, filters, err := queryOf(wanted{
		p.Type, p.Value, p.Q, p.Brand, p.Tag, p.Publisher, p.TaskForce, (*string)(p.State), p.MinConfidence, p.Since,
	})
	if err != nil {
		return nil, err
	}
	bind := "indicators " + by.Viewer() + " " + filters.Encode()
	after, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	mem := pages.Get().(*[]byte)
	defer pages.Put(mem)
	var items []catalog.Item
	var next ledger.Position
	d.steady(by, func(v *scope.View) {
		var used []byte
		items, next, used = d.Catalog.ListIn(*mem, v, query, after, limit, d.Now())
		if cap(used) <= maxPooled {
			*mem = used
		}
	})
	d.noted(ctx, by, "GET /v1/indicators", items...)
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
	a.header.Set("Link", link("/v1/indicators", filters, limit, cursor))
	return a, nil
}

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

// wanted are the filters of a list, as they were given; nil: not at all.
type wanted struct {
	Type                                              *api.ObservableType
	Value, Q, Brand, Tag, Publisher, TaskForce, State *string
	MinConfidence                                     *int
	Since                                             *time.Time
}

// queryOf reads the filters, and gives them back as they were given: a cursor is tied to them.
func queryOf(p wanted) (catalog.Query, url.Values, error) {
	given := url.Values{}
	take := func(name string, s *string) string {
		if s == nil || *s == "" {
			return ""
		}
		given.Set(name, *s)
		return *s
	}
	q := catalog.Query{
		Text:      take("q", p.Q),
		Brand:     take("brand", p.Brand),
		Tag:       take("tag", p.Tag),
		Publisher: id.Member(take("publisher", p.Publisher)),
		TaskForce: id.TaskForce(take("task_force", p.TaskForce)),
		State:     catalog.State(take("state", p.State)),
	}
	if q.State != "" && !api.ListIndicatorsParamsState(q.State).Valid() {
		return q, nil, parameter("state", "must be one of published, expired, disputed, revoked, withdrawn, all")
	}
	if len(q.Text) == 1 {
		return q, nil, parameter("q", "must have at least 2 characters")
	}
	if err := observableOf(&q, take("type", (*string)(p.Type)), take("value", p.Value)); err != nil {
		return q, nil, err
	}
	if p.MinConfidence != nil {
		q.MinConfidence = *p.MinConfidence
		given.Set("min_confidence", strconv.Itoa(q.MinConfidence))
		if q.MinConfidence < 0 || q.MinConfidence > 100 {
			return q, nil, parameter("min_confidence", "must be from 0 to 100")
		}
	}
	if p.Since != nil {
		q.Since = *p.Since
		given.Set("since", q.Since.UTC().Format(time.RFC3339Nano))
	}
	return q, given, nil
}

// observableOf brings type and value into the form that is compared.
func observableOf(q *catalog.Query, name, value string) error {
	if name == "" {
		return anyObservable(q, value)
	}
	t, ok := observable.ParseType(name)
	if !ok {
		return parameter("type", "is not a type of observable")
	}
	q.Type = &t
	if value == "" {
		return nil
	}
	o, err := observable.Parse(name, value, observable.Options{})
	if err != nil {
		return parameter("value", err.Error())
	}
	q.Canonical = []string{o.Canonical}
	return nil
}

// anyObservable takes a value of which the caller does not say what it is: it may be whatever
// reads as one.
func anyObservable(q *catalog.Query, value string) error {
	if value == "" {
		return nil
	}
	for _, o := range observable.Guess(value, observable.Options{}) {
		if !slices.Contains(q.Canonical, o.Canonical) {
			q.Canonical = append(q.Canonical, o.Canonical)
		}
	}
	if len(q.Canonical) == 0 {
		return parameter("value", "is an observable of no type; name the type to be told what is wrong with it")
	}
	return nil
}
