package httpapi

import (
	"context"
	"time"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
	"github.com/entente-hub/entente/shared/scope"
)

func (d *Door) toPolicy(r register.Revision) contract.Policy {
	return contract.Policy{
		ID: r.Name(), Text: r.Text, Cases: r.Cases, Hash: r.Hash, Comment: r.Comment,
		Author: given(r.Author), Approver: given(r.Approver), ActivatedAt: since(r.At), Etag: d.etag(r.Position),
	}
}

func toRevision(r register.Revision) contract.PolicyRevision {
	return contract.PolicyRevision{
		ID: r.Name(), Hash: r.Hash, Comment: r.Comment,
		Author: given(r.Author), Approver: given(r.Approver), ActivatedAt: since(r.At),
	}
}

func since(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (d *Door) toSummary(p proposal.Proposal) contract.PolicyProposalSummary {
	return contract.PolicyProposalSummary{
		ID: string(p.ID), State: contract.PolicyProposalState(p.State), Stale: d.Book.Stale(p), Comment: p.Comment, Author: p.Author,
		Base: p.Base, Restores: given(p.Restores), Approver: given(p.Approver), Reason: given(p.Reason),
		CreatedAt: p.Created, ModifiedAt: p.Modified, Etag: d.etag(p.Position),
	}
}

// maxUnknown is how many names that nobody has are shown of a proposal.
const maxUnknown = 100

// toProposal shows a proposal, with the samples that the caller may know of now.
func (d *Door) toProposal(ctx context.Context, p proposal.Proposal) contract.PolicyProposal {
	out := contract.PolicyProposal{
		ID: string(p.ID), State: contract.PolicyProposalState(p.State), Stale: d.Book.Stale(p), Text: p.Text, Cases: p.Cases,
		Comment: p.Comment, Author: p.Author, Base: p.Base, Restores: given(p.Restores), Wider: listed(p.Wider), WiderMore: some(p.WiderMore),
		Tests: contract.PolicyTests{
			Cases: p.Tests.Cases, Failed: listed(p.Tests.Failed), Missing: listed(p.Tests.Missing), More: some(p.Tests.More),
		},
		Approver: given(p.Approver), ApprovalComment: given(p.Remark), Reason: given(p.Reason),
		CreatedAt: p.Created, ModifiedAt: p.Modified, Etag: d.etag(p.Position),
	}
	if set, err := policies.Parse([]byte(p.Text)); err == nil {
		out.Unknown = policies.Strangers(set, d.Directory, maxUnknown)
	}
	if p.Simulation != nil {
		scope.Steady(func() *scope.View { return d.View(ctx) }, func(v *scope.View) {
			out.Simulation = d.toSimulation(v, p.Simulation)
		})
	}
	return out
}

func (d *Door) toSimulation(v *scope.View, s *proposal.Simulation) *contract.PolicySimulation {
	out := &contract.PolicySimulation{
		At: s.At, Records: s.Records, Viewers: s.Viewers, VisibleGained: s.Visible.Gained, VisibleLost: s.Visible.Lost,
		Confirmed: s.Confirmed, Acts: []contract.PolicyTally{}, Samples: []contract.PolicySample{},
	}
	for _, t := range s.Tallies {
		out.Acts = append(out.Acts, contract.PolicyTally{
			Acts: t.Acts, Gained: t.Pairs.Gained, Lost: t.Pairs.Lost, ViewersMore: some(t.More),
			Viewers: toCounts(t.Viewers), Types: toCounts(t.Types), Labels: toCounts(t.Labels),
		})
	}
	for _, x := range s.Samples {
		if !d.Sees(v, x.Indicator) {
			out.SamplesHidden++
			continue
		}
		change := contract.Lost
		if x.Gained {
			change = contract.Gained
		}
		out.Samples = append(out.Samples, contract.PolicySample{
			Indicator: string(x.Indicator), Type: x.Type, Tlp: x.Label, Viewer: x.Viewer, Act: x.Act, Change: change,
		})
	}
	return out
}

func toCounts(ps []proposal.Part) []contract.PolicyCount {
	out := make([]contract.PolicyCount, 0, len(ps))
	for _, p := range ps {
		out = append(out, contract.PolicyCount{Name: p.Name, Gained: p.Gained, Lost: p.Lost})
	}
	return out
}

// listed is never null.
func listed(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func some(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
