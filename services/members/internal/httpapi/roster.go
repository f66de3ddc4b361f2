package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/member"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// ListMembers shows who belongs: all to an admin, the active ones to a member.
func (d *Door) ListMembers(ctx context.Context, in contract.ListMembersRequestObject) (contract.ListMembersResponseObject, error) {
	by := access.From(ctx)
	ms, next, link, err := page(ctx, d, list[directory.Member]{
		path: "/v1/members", all: d.Directory.Members(),
		id:     func(m directory.Member) string { return string(m.ID) },
		hidden: func(m directory.Member) bool { return !by.Admin && m.State != directory.StateActive },
	}, in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	out := contract.MemberPage{Items: make([]contract.Member, 0, len(ms)), NextCursor: next}
	for _, m := range ms {
		out.Items = append(out.Items, d.show(by, m))
	}
	return contract.ListMembers200JSONResponse{Body: out, Headers: contract.ListMembers200ResponseHeaders{Link: link}}, nil
}

// GetMember shows one of them.
func (d *Door) GetMember(ctx context.Context, in contract.GetMemberRequestObject) (contract.GetMemberResponseObject, error) {
	by := access.From(ctx)
	m, ok := d.Directory.Member(id.Member(in.Member))
	if !ok || !by.Admin && m.State != directory.StateActive {
		return nil, member.ErrNotFound
	}
	shown := d.show(by, m)
	out := contract.GetMember200JSONResponse{Body: shown}
	if shown.Etag != nil {
		quoted := header(*shown.Etag)
		out.Headers.ETag = &quoted
	}
	return out, nil
}

func (d *Door) active(m id.Member) bool {
	found, ok := d.Directory.Member(m)
	return ok && found.State == directory.StateActive
}
