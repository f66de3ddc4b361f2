package httpapi

import (
	"context"
	"time"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/services/governance/internal/audit"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// ListAudit shows the caller who did what, as far as it may know.
func (d *Door) ListAudit(ctx context.Context, in contract.ListAuditRequestObject) (contract.ListAuditResponseObject, error) {
	by, q := access.From(ctx), in.Params
	list := pages{sealer: d.Sealer, path: "/v1/audit", viewer: by.Asker(), filters: filters(map[string]*string{
		"kind": q.Kind, "id": q.ID, "verb": q.Verb, "actor": q.Actor, "since": moment(q.Since), "until": moment(q.Until),
	})}
	limit, before, err := list.open(q.Limit, q.Cursor)
	if err != nil {
		return nil, err
	}
	query := audit.Query{
		Kind: ledger.Kind(or(q.Kind)), ID: or(q.ID), Verb: or(q.Verb), Actor: or(q.Actor), Since: or(q.Since), Until: or(q.Until),
	}
	var items []audit.Item
	var more bool
	scope.Steady(func() *scope.View { return d.View(ctx) }, func(v *scope.View) {
		items, more = d.Trail.Page(audit.Reader{
			Oversees: oversees(by), Sees: func(i id.Indicator) bool { return d.Sees(v, i) },
			Asker: by.Asker(), Member: by.Member, Person: by.Person, Manages: by.Can(access.Manage),
		}, query, before, limit)
	})
	out := contract.AuditPage{Items: make([]contract.AuditItem, 0, len(items))}
	for _, i := range items {
		out.Items = append(out.Items, contract.AuditItem{
			At: i.At, Kind: string(i.Kind), ID: i.ID, Verb: i.Verb, Actor: i.Actor, Position: httpd.Token(d.Sealer, i.Position),
		})
	}
	var link *string
	if more {
		out.NextCursor, link = list.next(items[len(items)-1].Position, limit)
	}
	return contract.ListAudit200JSONResponse{Body: out, Headers: contract.ListAudit200ResponseHeaders{Link: link}}, nil
}

// moment is a time as a parameter, nil where there is none.
func moment(t *time.Time) *string {
	if t == nil {
		return nil
	}
	s := t.UTC().Format(time.RFC3339Nano)
	return &s
}

// or is what is given, or the zero value.
func or[T any](v *T) (x T) {
	if v != nil {
		x = *v
	}
	return x
}
