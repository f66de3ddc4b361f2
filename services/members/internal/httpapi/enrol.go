package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/member"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
)

// EnrolMember adds a member.
func (d *Door) EnrolMember(ctx context.Context, in contract.EnrolMemberRequestObject) (contract.EnrolMemberResponseObject, error) {
	r, err := idempotency.Ask(access.From(ctx).Viewer(), "enrolMember", in.Params.IdempotencyKey, in.Body)
	if err != nil {
		return nil, err
	}
	m, _, err := idempotency.Once(ctx, d.Memory, r, directory.DecodeMember, func() (directory.Member, error) {
		return d.Members.Enrol(ctx, access.From(ctx), member.Draft{
			ID: id.Member(in.Body.ID), Name: in.Body.Name, Kind: string(in.Body.Kind),
		}, r)
	})
	if err != nil {
		return nil, err
	}
	return contract.EnrolMember201JSONResponse{
		Body: d.toMember(m),
		Headers: contract.EnrolMember201ResponseHeaders{
			Location: memberPath(m.ID), ETag: header(d.etag(m.Position)), LedgerPosition: d.token(m.Position),
		},
	}, nil
}

func memberPath(m id.Member) string { return "/v1/members/" + string(m) }
