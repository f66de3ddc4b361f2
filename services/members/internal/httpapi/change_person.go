package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/person"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// ChangePerson changes a person's name, roles or member.
func (d *Door) ChangePerson(ctx context.Context, in contract.ChangePersonRequestObject) (contract.ChangePersonResponseObject, error) {
	by := access.From(ctx)
	change := person.Change{Name: in.Body.Name, Roles: in.Body.Roles}
	if in.Body.Member.Given {
		m := id.Member(in.Body.Member.Value) // "" for null
		change.Member = &m
	}
	p, err := d.People.Change(ctx, by, id.Person(in.Person), change, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.ChangePerson200JSONResponse{
		Body:    d.toPerson(by, p),
		Headers: contract.ChangePerson200ResponseHeaders{ETag: header(d.etag(p.Position)), LedgerPosition: d.token(p.Position)},
	}, nil
}

// SuspendPerson shuts a person out.
func (d *Door) SuspendPerson(ctx context.Context, in contract.SuspendPersonRequestObject) (contract.SuspendPersonResponseObject, error) {
	by := access.From(ctx)
	p, err := d.People.Suspend(ctx, by, id.Person(in.Person), in.Body.Reason, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.SuspendPerson200JSONResponse{
		Body:    d.toPerson(by, p),
		Headers: contract.SuspendPerson200ResponseHeaders{ETag: header(d.etag(p.Position)), LedgerPosition: d.token(p.Position)},
	}, nil
}

// ReinstatePerson lets them back in.
func (d *Door) ReinstatePerson(ctx context.Context, in contract.ReinstatePersonRequestObject) (contract.ReinstatePersonResponseObject, error) {
	by := access.From(ctx)
	p, err := d.People.Reinstate(ctx, by, id.Person(in.Person), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.ReinstatePerson200JSONResponse{
		Body:    d.toPerson(by, p),
		Headers: contract.ReinstatePerson200ResponseHeaders{ETag: header(d.etag(p.Position)), LedgerPosition: d.token(p.Position)},
	}, nil
}
