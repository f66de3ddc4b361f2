package proposal

import (
	"context"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Reject closes an open proposal, which then never comes into force. The author's own is
// withdrawn.
// It returns ErrNotFound, ErrMoved, ErrClosed, ErrInvalid without a reason, access.ErrScope, and
// the ledger's errors.
func (b *Book) Reject(ctx context.Context, by access.Caller, i id.Proposal, reason string, m Match) (Proposal, error) {
	p, err := b.opened(by, i, m)
	if err != nil {
		return Proposal{}, err
	}
	var s sheet
	p.State, p.Reason = Rejected, s.words("/reason", reason, true)
	if err := s.err(); err != nil {
		return Proposal{}, err
	}
	verb := VerbRejected
	if by.Viewer() == p.Author {
		verb = VerbWithdrawn
	}
	return b.write(ctx, p, verb, by.Actor(), ledger.Request{}, lost(m))
}
