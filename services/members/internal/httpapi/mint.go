package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/credential"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
)

// CreateCredential makes a key and shows it, this once.
func (d *Door) CreateCredential(ctx context.Context, in contract.CreateCredentialRequestObject) (contract.CreateCredentialResponseObject, error) {
	by := access.From(ctx)
	// Another key of the same member may not be one that can give as much: the request is this key's.
	r, err := idempotency.Ask(by.Actor(), "createCredential", in.Params.IdempotencyKey, in)
	if err != nil {
		return nil, err
	}
	draft := credential.Draft{Owner: credential.Owner{Member: id.Member(in.Member)}, Name: in.Body.Name, Scopes: in.Body.Scopes}
	if in.Body.ExpiresAt != nil {
		draft.ExpiresAt = moment(*in.Body.ExpiresAt)
	}
	c, key, err := d.mint(ctx, by, draft, r)
	if err != nil {
		return nil, err
	}
	etag := d.etag(c.Position)
	return contract.CreateCredential201JSONResponse{
		Body: contract.CredentialWithKey{
			ID: string(c.ID), Member: string(c.Member), Name: c.Name, Scopes: c.Scopes, CreatedAt: c.Created,
			ExpiresAt: given(c.ExpiresAt), Etag: etag, Key: key,
		},
		Headers: contract.CreateCredential201ResponseHeaders{
			Location: credentialsPath(c.Member) + "/" + string(c.ID), ETag: header(etag), LedgerPosition: d.token(c.Position),
		},
	}, nil
}

// mint makes a key, or finds the one that the same request made.
func (d *Door) mint(ctx context.Context, by access.Caller, draft credential.Draft, r ledger.Request) (directory.Credential, string, error) {
	key := ""
	c, again, err := idempotency.Once(ctx, d.Memory, r, directory.DecodeCredential, func() (c directory.Credential, err error) {
		c, key, err = d.Credentials.Mint(ctx, by, draft, r)
		return c, err
	})
	if err == nil && again {
		key, err = d.Credentials.Repeat(by, c)
	}
	return c, key, err
}

func credentialsPath(m id.Member) string { return memberPath(m) + "/credentials" }
