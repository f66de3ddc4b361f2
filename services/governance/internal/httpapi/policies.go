package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/ledger"
)

// GetPolicy shows the policy in force.
func (d *Door) GetPolicy(ctx context.Context, _ contract.GetPolicyRequestObject) (contract.GetPolicyResponseObject, error) {
	if err := proposal.Reads(access.From(ctx)); err != nil {
		return nil, err
	}
	shown := d.toPolicy(d.Register.Revisions()[0])
	return contract.GetPolicy200JSONResponse{
		Body: shown, Headers: contract.GetPolicy200ResponseHeaders{ETag: header(shown.Etag)},
	}, nil
}

// GetPolicyRevision shows one that is or was in force.
func (d *Door) GetPolicyRevision(ctx context.Context, in contract.GetPolicyRevisionRequestObject) (contract.GetPolicyRevisionResponseObject, error) {
	if err := proposal.Reads(access.From(ctx)); err != nil {
		return nil, err
	}
	r, ok := d.Register.Named(in.Revision)
	if !ok {
		return nil, proposal.ErrNotFound
	}
	shown := d.toPolicy(r)
	return contract.GetPolicyRevision200JSONResponse{
		Body: shown, Headers: contract.GetPolicyRevision200ResponseHeaders{ETag: header(shown.Etag)},
	}, nil
}

// ListPolicyRevisions shows them, newest first.
func (d *Door) ListPolicyRevisions(ctx context.Context, in contract.ListPolicyRevisionsRequestObject) (contract.ListPolicyRevisionsResponseObject, error) {
	by := access.From(ctx)
	if err := proposal.Reads(by); err != nil {
		return nil, err
	}
	list := pages{sealer: d.Sealer, path: "/v1/policies/revisions", viewer: by.Viewer()}
	limit, before, err := list.open(in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	rs, more := page(d.Register.Revisions(), before, limit, func(r register.Revision) ledger.Position { return r.Position })
	out := contract.PolicyRevisionPage{Items: make([]contract.PolicyRevision, 0, len(rs))}
	for _, r := range rs {
		out.Items = append(out.Items, toRevision(r))
	}
	var link *string
	if more {
		out.NextCursor, link = list.next(rs[len(rs)-1].Position, limit)
	}
	return contract.ListPolicyRevisions200JSONResponse{Body: out, Headers: contract.ListPolicyRevisions200ResponseHeaders{Link: link}}, nil
}

// page cuts a list, newest first, to what stands before a position (0: from the start) and to a
// limit, and says whether there is more.
func page[T any](all []T, before ledger.Position, limit int, at func(T) ledger.Position) (show []T, more bool) {
	for before != 0 && len(all) > 0 && at(all[0]) >= before {
		all = all[1:]
	}
	if len(all) > limit {
		return all[:limit], true
	}
	return all, false
}
