package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// ChangePolicyProposal replaces what a proposal says.
func (d *Door) ChangePolicyProposal(ctx context.Context, in contract.ChangePolicyProposalRequestObject) (contract.ChangePolicyProposalResponseObject, error) {
	p, err := d.Book.Change(ctx, access.From(ctx), id.Proposal(in.Proposal), fromDraft(in.Body), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toProposal(ctx, p)
	return contract.ChangePolicyProposal200JSONResponse{
		Body: shown, Headers: contract.ChangePolicyProposal200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(p.Position)},
	}, nil
}

// SimulatePolicyProposal counts what a proposal would change.
func (d *Door) SimulatePolicyProposal(ctx context.Context, in contract.SimulatePolicyProposalRequestObject) (contract.SimulatePolicyProposalResponseObject, error) {
	p, err := d.Book.Simulate(ctx, access.From(ctx), id.Proposal(in.Proposal), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toProposal(ctx, p)
	return contract.SimulatePolicyProposal200JSONResponse{
		Body: shown, Headers: contract.SimulatePolicyProposal200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(p.Position)},
	}, nil
}

// ApprovePolicyProposal puts a proposal in force.
func (d *Door) ApprovePolicyProposal(ctx context.Context, in contract.ApprovePolicyProposalRequestObject) (contract.ApprovePolicyProposalResponseObject, error) {
	remark := ""
	if in.Body != nil {
		remark = or(in.Body.Comment)
	}
	p, err := d.Book.Approve(ctx, access.From(ctx), id.Proposal(in.Proposal), remark, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toProposal(ctx, p)
	return contract.ApprovePolicyProposal200JSONResponse{
		Body: shown, Headers: contract.ApprovePolicyProposal200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(p.Position)},
	}, nil
}

// RejectPolicyProposal closes a proposal.
func (d *Door) RejectPolicyProposal(ctx context.Context, in contract.RejectPolicyProposalRequestObject) (contract.RejectPolicyProposalResponseObject, error) {
	p, err := d.Book.Reject(ctx, access.From(ctx), id.Proposal(in.Proposal), in.Body.Reason, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	shown := d.toProposal(ctx, p)
	return contract.RejectPolicyProposal200JSONResponse{
		Body: shown, Headers: contract.RejectPolicyProposal200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(p.Position)},
	}, nil
}
