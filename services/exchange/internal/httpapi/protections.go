package httpapi

import (
	"context"
	"fmt"
	"net/http"

	"github.com/go-json-experiment/json"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/safelist"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/protection"
)

// CreateProtection is POST /v1/protections. What is asked goes into the request's name under the
// hub's key: the ledger has no hash of it from which a test buyer could be guessed.
func (d *Door) CreateProtection(ctx context.Context, q api.CreateProtectionRequestObject) (api.CreateProtectionResponseObject, error) {
	by := access.From(ctx)
	asked, err := json.Marshal(q.Body, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("createProtection: %w", err)
	}
	r, err := request(by, "createProtection", q.Params.IdempotencyKey, d.Safe.Hash("protection request", string(asked)))
	if err != nil {
		return nil, err
	}
	b := q.Body
	made, again, err := idempotency.Once(ctx, idempotency.Memory{Keys: d.Keys, Ledger: d.Ledger, Views: d.Views}, r, protection.Decode, func() (protection.List, error) {
		return d.Safe.Create(ctx, by, safelist.Draft{
			Name: b.Name, Purpose: string(b.Purpose), Level: word(b.Level), Entries: entriesOf(b.Entries), Marks: b.Marks,
		}, r)
	})
	if err != nil {
		return nil, err
	}
	if _, err := d.Safe.Find(by, made.ID); again && err != nil {
		return nil, err // it was deleted since
	}
	a, err := d.protected(http.StatusCreated, &made)
	a.header.Set("Location", "/v1/protections/"+string(made.ID))
	return a, err
}

// GetProtection is GET /v1/protections/{protection}.
func (d *Door) GetProtection(ctx context.Context, q api.GetProtectionRequestObject) (api.GetProtectionResponseObject, error) {
	l, err := d.Safe.Find(access.From(ctx), id.Protection(q.Protection))
	if err != nil {
		return nil, err
	}
	a, err := d.protected(http.StatusOK, &l)
	a.header.Del(httpd.PositionHeader)
	return a, err
}

// ListProtections is GET /v1/protections. Its cursor is a number of lists.
func (d *Door) ListProtections(ctx context.Context, q api.ListProtectionsRequestObject) (api.ListProtectionsResponseObject, error) {
	by := access.From(ctx)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	bind := "protections " + by.Viewer()
	from, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	all := d.Safe.All(by)
	all = all[min(int(from), len(all)):]
	page, header := api.ProtectionPage{Items: []api.Protection{}}, http.Header{}
	if len(all) > limit {
		all = all[:limit]
		next := d.Sealer.Seal(position.Cursor, bind, from+ledger.Position(limit))
		page.NextCursor = &next
		header.Set("Link", link("/v1/protections", nil, limit, next))
	}
	for n := range all {
		all[n].Keys, all[n].Words = nil, nil
		page.Items = append(page.Items, d.protectionOf(&all[n]))
	}
	return answered(http.StatusOK, header, page)
}

// ChangeProtection is PATCH /v1/protections/{protection}.
func (d *Door) ChangeProtection(ctx context.Context, q api.ChangeProtectionRequestObject) (api.ChangeProtectionResponseObject, error) {
	c := safelist.Change{Name: q.Body.Name}
	if q.Body.Level != nil {
		level := string(*q.Body.Level)
		c.Level = &level
	}
	if q.Body.Entries != nil {
		entries := entriesOf(q.Body.Entries)
		c.Entries = &entries
	}
	if q.Body.Marks != nil {
		c.Marks = &q.Body.Marks
	}
	l, err := d.Safe.Change(ctx, access.From(ctx), id.Protection(q.Protection), c, d.match(q.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return d.protected(http.StatusOK, &l)
}

// DeleteProtection is DELETE /v1/protections/{protection}.
func (d *Door) DeleteProtection(ctx context.Context, q api.DeleteProtectionRequestObject) (api.DeleteProtectionResponseObject, error) {
	l, err := d.Safe.Delete(ctx, access.From(ctx), id.Protection(q.Protection), d.match(q.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return answer{status: http.StatusNoContent, header: http.Header{httpd.PositionHeader: {httpd.Token(d.Sealer, l.Position)}}}, nil
}

// protected is a list as its member reads it.
func (d *Door) protected(status int, l *protection.List) (answer, error) {
	x := d.protectionOf(l)
	h := http.Header{}
	h.Set("ETag", x.Etag)
	h.Set(httpd.PositionHeader, httpd.Token(d.Sealer, l.Position))
	return answered(status, h, x)
}

func (d *Door) protectionOf(l *protection.List) api.Protection {
	x := api.Protection{
		ID: string(l.ID), Name: l.Name, Purpose: api.ProtectionPurpose(l.Purpose), Level: api.ProtectionLevel(l.Level), Count: l.Count,
		Marks: l.Words, CreatedAt: l.Created, ModifiedAt: l.Modified, Etag: `"` + d.Sealer.Seal(position.ETag, "", l.Position) + `"`,
	}
	for _, k := range l.Keys {
		if t, canonical, ok := observable.ParseKey(k); ok {
			x.Entries = append(x.Entries, api.ProtectionEntry{Type: api.ObservableType(t.String()), Value: canonical})
		}
	}
	return x
}

func entriesOf(given []api.ProtectionEntry) []safelist.Given {
	all := make([]safelist.Given, len(given))
	for n, e := range given {
		all[n] = safelist.Given{Type: string(e.Type), Value: e.Value, Region: word(e.Region)}
	}
	return all
}

// VisitCreateProtectionResponse writes the answer.
func (a answer) VisitCreateProtectionResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetProtectionResponse writes the answer.
func (a answer) VisitGetProtectionResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListProtectionsResponse writes the answer.
func (a answer) VisitListProtectionsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitChangeProtectionResponse writes the answer.
func (a answer) VisitChangeProtectionResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitDeleteProtectionResponse writes the answer.
func (a answer) VisitDeleteProtectionResponse(w http.ResponseWriter) error { return a.write(w) }
