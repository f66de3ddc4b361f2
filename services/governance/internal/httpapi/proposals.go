package httpapi

import (
	"context"
	"slices"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
)

// ProposePolicy writes a proposal down.
func (d *Door) ProposePolicy(ctx context.Context, in contract.ProposePolicyRequestObject) (contract.ProposePolicyResponseObject, error) {
	by := access.From(ctx)
	r, err := idempotency.Ask(by.Asker(), "proposePolicy", in.Params.IdempotencyKey, in.Body)
	if err != nil {
		return nil, err
	}
	p, _, err := idempotency.Once(ctx, d.Memory, r, register.Decode, func() (proposal.Proposal, error) {
		return d.Book.Propose(ctx, by, fromDraft(in.Body), r)
	})
	if err != nil {
		return nil, err
	}
	shown := d.toProposal(ctx, p)
	return contract.ProposePolicy201JSONResponse{Body: shown, Headers: contract.ProposePolicy201ResponseHeaders{
		Location: "/v1/policies/proposals/" + shown.ID, ETag: header(shown.Etag), LedgerPosition: d.token(p.Position),
	}}, nil
}

// RollbackPolicy proposes what was in force before.
func (d *Door) RollbackPolicy(ctx context.Context, in contract.RollbackPolicyRequestObject) (contract.RollbackPolicyResponseObject, error) {
	by := access.From(ctx)
	r, err := idempotency.Ask(by.Asker(), "rollbackPolicy", in.Params.IdempotencyKey, in.Body)
	if err != nil {
		return nil, err
	}
	p, _, err := idempotency.Once(ctx, d.Memory, r, register.Decode, func() (proposal.Proposal, error) {
		return d.Book.Rollback(ctx, by, in.Body.To, in.Body.Comment, r)
	})
	if err != nil {
		return nil, err
	}
	shown := d.toProposal(ctx, p)
	return contract.RollbackPolicy201JSONResponse{Body: shown, Headers: contract.RollbackPolicy201ResponseHeaders{
		Location: "/v1/policies/proposals/" + shown.ID, ETag: header(shown.Etag), LedgerPosition: d.token(p.Position),
	}}, nil
}

// GetPolicyProposal shows one, whole.
func (d *Door) GetPolicyProposal(ctx context.Context, in contract.GetPolicyProposalRequestObject) (contract.GetPolicyProposalResponseObject, error) {
	p, err := d.Book.Find(access.From(ctx), id.Proposal(in.Proposal))
	if err != nil {
		return nil, err
	}
	shown := d.toProposal(ctx, p)
	return contract.GetPolicyProposal200JSONResponse{
		Body: shown, Headers: contract.GetPolicyProposal200ResponseHeaders{ETag: header(shown.Etag)},
	}, nil
}

// ListPolicyProposals shows them, newest first.
func (d *Door) ListPolicyProposals(ctx context.Context, in contract.ListPolicyProposalsRequestObject) (contract.ListPolicyProposalsResponseObject, error) {
	by := access.From(ctx)
	if err := proposal.Reads(by); err != nil {
		return nil, err
	}
	state := (*string)(in.Params.State)
	list := pages{sealer: d.Sealer, path: "/v1/policies/proposals", viewer: by.Viewer(), filters: filters(map[string]*string{"state": state})}
	limit, after, err := list.open(in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	want := proposal.State(or(state))
	if !slices.Contains([]proposal.State{"", proposal.Open, proposal.Activated, proposal.Rejected}, want) {
		return nil, httpd.ErrParameter.With("state: must be one of open, activated, rejected")
	}
	all := d.Register.All()
	if after != 0 { // in whatever state it is by now
		all = all[slices.IndexFunc(all, func(p proposal.Proposal) bool { return mark(p) == after })+1:]
	}
	out := contract.PolicyProposalPage{Items: []contract.PolicyProposalSummary{}}
	var link *string
	var last proposal.Proposal
	for _, p := range all {
		if want != "" && p.State != want {
			continue
		}
		if len(out.Items) == limit {
			out.NextCursor, link = list.next(mark(last), limit)
			break
		}
		out.Items, last = append(out.Items, d.toSummary(p)), p
	}
	return contract.ListPolicyProposals200JSONResponse{Body: out, Headers: contract.ListPolicyProposals200ResponseHeaders{Link: link}}, nil
}

// mark is what a cursor seals of a proposal, whose position moves: a number to be sealed, not a
// position.
func mark(p proposal.Proposal) ledger.Position { return hash(string(p.ID)) }

func fromDraft(b *contract.PolicyDraft) proposal.Draft {
	return proposal.Draft{Text: b.Text, Cases: b.Cases, Comment: b.Comment}
}
