package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/credential"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
)

// CreatePersonCredential makes a key for a person and shows it, this once.
func (d *Door) CreatePersonCredential(ctx context.Context, in contract.CreatePersonCredentialRequestObject) (contract.CreatePersonCredentialResponseObject, error) {
	by := access.From(ctx)
	r, err := idempotency.Ask(by.Actor(), "createPersonCredential", in.Params.IdempotencyKey, in) // this key's, as for a member's
	if err != nil {
		return nil, err
	}
	draft := credential.Draft{Owner: credential.Owner{Person: id.Person(in.Person)}, Name: in.Body.Name, Scopes: in.Body.Scopes}
	if in.Body.ExpiresAt != nil {
		draft.ExpiresAt = moment(*in.Body.ExpiresAt)
	}
	c, key, err := d.mint(ctx, by, draft, r)
	if err != nil {
		return nil, err
	}
	etag := d.etag(c.Position)
	return contract.CreatePersonCredential201JSONResponse{
		Body: contract.PersonCredentialWithKey{
			ID: string(c.ID), Person: string(c.Person), Name: c.Name, Scopes: c.Scopes, CreatedAt: c.Created,
			ExpiresAt: given(c.ExpiresAt), Etag: etag, Key: key,
		},
		Headers: contract.CreatePersonCredential201ResponseHeaders{
			Location: personCredentialsPath(c.Person) + "/" + string(c.ID), ETag: header(etag), LedgerPosition: d.token(c.Position),
		},
	}, nil
}

// ListPersonCredentials shows a person's credentials without their keys.
func (d *Door) ListPersonCredentials(ctx context.Context, in contract.ListPersonCredentialsRequestObject) (contract.ListPersonCredentialsResponseObject, error) {
	p := id.Person(in.Person)
	all, err := d.Credentials.List(access.From(ctx), credential.Owner{Person: p})
	if err != nil {
		return nil, err
	}
	cs, next, link, err := page(ctx, d, list[directory.Credential]{
		path: personCredentialsPath(p), all: all, id: func(c directory.Credential) string { return string(c.ID) },
	}, in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	out := contract.PersonCredentialPage{Items: make([]contract.PersonCredential, 0, len(cs)), NextCursor: next}
	for _, c := range cs {
		out.Items = append(out.Items, d.toPersonCredential(c))
	}
	return contract.ListPersonCredentials200JSONResponse{Body: out, Headers: contract.ListPersonCredentials200ResponseHeaders{Link: link}}, nil
}

// GetPersonCredential shows one of them.
func (d *Door) GetPersonCredential(ctx context.Context, in contract.GetPersonCredentialRequestObject) (contract.GetPersonCredentialResponseObject, error) {
	c, err := d.Credentials.Find(access.From(ctx), credential.Owner{Person: id.Person(in.Person)}, id.Credential(in.Credential))
	if err != nil {
		return nil, err
	}
	shown := d.toPersonCredential(c)
	return contract.GetPersonCredential200JSONResponse{
		Body: shown, Headers: contract.GetPersonCredential200ResponseHeaders{ETag: header(shown.Etag)},
	}, nil
}

// RevokePersonCredential ends one of them.
func (d *Door) RevokePersonCredential(ctx context.Context, in contract.RevokePersonCredentialRequestObject) (contract.RevokePersonCredentialResponseObject, error) {
	c, err := d.Credentials.Revoke(ctx, access.From(ctx), credential.Owner{Person: id.Person(in.Person)}, id.Credential(in.Credential), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.RevokePersonCredential204Response{
		Headers: contract.RevokePersonCredential204ResponseHeaders{LedgerPosition: d.token(c.Position)},
	}, nil
}

func personCredentialsPath(p id.Person) string { return personPath(p) + "/credentials" }
