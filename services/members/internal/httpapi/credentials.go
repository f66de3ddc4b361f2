package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/credential"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// ListCredentials shows a member's credentials without their keys.
func (d *Door) ListCredentials(ctx context.Context, in contract.ListCredentialsRequestObject) (contract.ListCredentialsResponseObject, error) {
	m := id.Member(in.Member)
	all, err := d.Credentials.List(access.From(ctx), credential.Owner{Member: m})
	if err != nil {
		return nil, err
	}
	cs, next, link, err := page(ctx, d, list[directory.Credential]{
		path: credentialsPath(m), all: all, id: func(c directory.Credential) string { return string(c.ID) },
	}, in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	out := contract.CredentialPage{Items: make([]contract.Credential, 0, len(cs)), NextCursor: next}
	for _, c := range cs {
		out.Items = append(out.Items, d.toCredential(c))
	}
	return contract.ListCredentials200JSONResponse{Body: out, Headers: contract.ListCredentials200ResponseHeaders{Link: link}}, nil
}

// GetCredential shows one of them.
func (d *Door) GetCredential(ctx context.Context, in contract.GetCredentialRequestObject) (contract.GetCredentialResponseObject, error) {
	c, err := d.Credentials.Find(access.From(ctx), credential.Owner{Member: id.Member(in.Member)}, id.Credential(in.Credential))
	if err != nil {
		return nil, err
	}
	shown := d.toCredential(c)
	return contract.GetCredential200JSONResponse{
		Body: shown, Headers: contract.GetCredential200ResponseHeaders{ETag: header(shown.Etag)},
	}, nil
}

// RevokeCredential ends one of them.
func (d *Door) RevokeCredential(ctx context.Context, in contract.RevokeCredentialRequestObject) (contract.RevokeCredentialResponseObject, error) {
	c, err := d.Credentials.Revoke(ctx, access.From(ctx), credential.Owner{Member: id.Member(in.Member)}, id.Credential(in.Credential), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.RevokeCredential204Response{
		Headers: contract.RevokeCredential204ResponseHeaders{LedgerPosition: d.token(c.Position)},
	}, nil
}
