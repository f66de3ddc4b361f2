package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/person"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
)

// AddPerson adds a person.
func (d *Door) AddPerson(ctx context.Context, in contract.AddPersonRequestObject) (contract.AddPersonResponseObject, error) {
	by := access.From(ctx)
	r, err := idempotency.Ask(by.Viewer(), "addPerson", in.Params.IdempotencyKey, in.Body)
	if err != nil {
		return nil, err
	}
	draft := person.Draft{ID: id.Person(in.Body.ID), Name: in.Body.Name, Roles: in.Body.Roles}
	if in.Body.Member != nil {
		draft.Member = id.Member(*in.Body.Member)
	}
	p, _, err := idempotency.Once(ctx, d.Memory, r, directory.DecodePerson, func() (directory.Person, error) {
		return d.People.Add(ctx, by, draft, r)
	})
	if err != nil {
		return nil, err
	}
	return contract.AddPerson201JSONResponse{
		Body: d.toPerson(by, p),
		Headers: contract.AddPerson201ResponseHeaders{
			Location: personPath(p.ID), ETag: header(d.etag(p.Position)), LedgerPosition: d.token(p.Position),
		},
	}, nil
}

// ListPeople shows those whom the caller may know of.
func (d *Door) ListPeople(ctx context.Context, in contract.ListPeopleRequestObject) (contract.ListPeopleResponseObject, error) {
	by := access.From(ctx)
	ps, next, link, err := page(ctx, d, list[directory.Person]{
		path: "/v1/people", all: d.Directory.Persons(),
		id:     func(p directory.Person) string { return string(p.ID) },
		hidden: func(p directory.Person) bool { return !person.Shows(p, by) },
	}, in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	out := contract.PersonPage{Items: make([]contract.Person, 0, len(ps)), NextCursor: next}
	for _, p := range ps {
		out.Items = append(out.Items, d.toPerson(by, p))
	}
	return contract.ListPeople200JSONResponse{Body: out, Headers: contract.ListPeople200ResponseHeaders{Link: link}}, nil
}

// GetPerson shows one of them.
func (d *Door) GetPerson(ctx context.Context, in contract.GetPersonRequestObject) (contract.GetPersonResponseObject, error) {
	by := access.From(ctx)
	p, ok := d.Directory.Person(id.Person(in.Person))
	if !ok || !person.Shows(p, by) {
		return nil, person.ErrNotFound
	}
	return contract.GetPerson200JSONResponse{
		Body: d.toPerson(by, p), Headers: contract.GetPerson200ResponseHeaders{ETag: header(d.etag(p.Position))},
	}, nil
}

func personPath(p id.Person) string { return "/v1/people/" + string(p) }
