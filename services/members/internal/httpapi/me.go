package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/shared/access"
)

// WhoAmI shows the caller to itself.
func (d *Door) WhoAmI(ctx context.Context, _ contract.WhoAmIRequestObject) (contract.WhoAmIResponseObject, error) {
	by := access.From(ctx)
	me := contract.Me{Admin: by.Admin, Credential: unless(by.Credential == "", string(by.Credential)), Scopes: []string{}}
	for _, s := range by.Scopes {
		me.Scopes = append(me.Scopes, string(s))
	}
	if m, ok := d.Directory.Member(by.Member); ok {
		me.Member = &contract.MemberRef{ID: string(m.ID), Name: m.Name, Kind: contract.MemberKind(m.Kind)}
	}
	if p, ok := d.Directory.Person(by.Person); ok {
		me.Person = &contract.PersonRef{ID: string(p.ID), Name: p.Name, Roles: p.Roles}
	}
	return contract.WhoAmI200JSONResponse(me), nil
}
