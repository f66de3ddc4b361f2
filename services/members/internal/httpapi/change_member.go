package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/member"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// ChangeMember changes a member's name or kind, or what it would have of match notices.
func (d *Door) ChangeMember(ctx context.Context, in contract.ChangeMemberRequestObject) (contract.ChangeMemberResponseObject, error) {
	c := member.Change{Name: in.Body.Name, Kind: (*string)(in.Body.Kind)}
	if n := in.Body.MatchNotices; n != nil {
		c.Send, c.Receive = (*string)(n.Send), n.Receive
	}
	m, err := d.Members.Change(ctx, access.From(ctx), id.Member(in.Member), c, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.ChangeMember200JSONResponse{
		Body:    d.toMember(m),
		Headers: contract.ChangeMember200ResponseHeaders{ETag: header(d.etag(m.Position)), LedgerPosition: d.token(m.Position)},
	}, nil
}

// SuspendMember shuts a member out.
func (d *Door) SuspendMember(ctx context.Context, in contract.SuspendMemberRequestObject) (contract.SuspendMemberResponseObject, error) {
	m, err := d.Members.Suspend(ctx, access.From(ctx), id.Member(in.Member), in.Body.Reason, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.SuspendMember200JSONResponse{
		Body:    d.toMember(m),
		Headers: contract.SuspendMember200ResponseHeaders{ETag: header(d.etag(m.Position)), LedgerPosition: d.token(m.Position)},
	}, nil
}

// ReinstateMember lets it back in.
func (d *Door) ReinstateMember(ctx context.Context, in contract.ReinstateMemberRequestObject) (contract.ReinstateMemberResponseObject, error) {
	m, err := d.Members.Reinstate(ctx, access.From(ctx), id.Member(in.Member), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.ReinstateMember200JSONResponse{
		Body:    d.toMember(m),
		Headers: contract.ReinstateMember200ResponseHeaders{ETag: header(d.etag(m.Position)), LedgerPosition: d.token(m.Position)},
	}, nil
}
