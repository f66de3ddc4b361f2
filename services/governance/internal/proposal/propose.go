package proposal

import (
	"context"
	"encoding/hex"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Draft is a proposal to be.
type Draft struct {
	Text    string
	Cases   *string // nil: those of the set in force
	Comment string
}

// Propose writes a proposal down; nothing comes into force. Cases that fail are reported on it.
// It returns ErrInvalid with every line that is wrong, access.ErrScope for anyone but an admin,
// and the ledger's errors.
func (b *Book) Propose(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (Proposal, error) {
	if err := b.gate(by); err != nil {
		return Proposal{}, err
	}
	var s sheet
	p, err := b.fill(ctx, by, &s, Proposal{State: Open, Author: by.Viewer(), Created: b.now()}, d)
	if err != nil {
		return Proposal{}, err
	}
	return b.begin(ctx, by, p, r)
}

// Change replaces what an open proposal of the caller's own says. What was simulated of it is
// forgotten.
// It returns ErrNotFound, ErrMissing without a condition, ErrMoved, ErrClosed, ErrNotAuthor,
// ErrStale, and what Propose does.
func (b *Book) Change(ctx context.Context, by access.Caller, i id.Proposal, d Draft, m Match) (Proposal, error) {
	p, err := b.demanded(by, i, m)
	if err != nil {
		return Proposal{}, err
	}
	if p.Author != by.Viewer() {
		return Proposal{}, ErrNotAuthor.With("Make one of your own, or reject this one.")
	}
	if err := b.fresh(p); err != nil {
		return Proposal{}, err
	}
	if d.Cases == nil {
		d.Cases = &p.Cases
	}
	p.Simulation, p.Restores = nil, ""
	var s sheet
	next, err := b.fill(ctx, by, &s, p, d)
	if err != nil {
		return Proposal{}, err
	}
	return b.write(ctx, next, VerbChanged, by.Actor(), ledger.Request{}, lost(m))
}

// Rollback proposes an earlier revision's text and cases again: it passes through what every
// proposal does.
// It returns ErrInvalid for a revision that never was or is in force, and what Propose does.
func (b *Book) Rollback(ctx context.Context, by access.Caller, to, comment string, r ledger.Request) (Proposal, error) {
	if err := b.gate(by); err != nil {
		return Proposal{}, err
	}
	var s sheet
	was, ok := b.Register.Revision(to)
	switch {
	case !ok:
		s.at("/to", "is no revision; GET /v1/policies/revisions lists them")
	case to == b.Policy.Revision().Name():
		s.at("/to", "is in force")
	}
	if !ok || len(s.fields) > 0 {
		s.words("/comment", comment, true)
		return Proposal{}, s.err()
	}
	p, err := b.fill(ctx, by, &s, Proposal{State: Open, Author: by.Viewer(), Created: b.now(), Restores: to},
		Draft{Text: was.Text, Cases: &was.Cases, Comment: comment})
	if err != nil {
		return Proposal{}, err
	}
	return b.begin(ctx, by, p, r)
}

// begin writes the first state of a proposal.
func (b *Book) begin(ctx context.Context, by access.Caller, p Proposal, r ledger.Request) (Proposal, error) {
	of := r.Key
	if of == "" {
		of = hex.EncodeToString(b.Random(16))
	}
	p.ID = b.ID(by.Viewer(), of)
	return b.write(ctx, p, VerbProposed, by.Actor(), r, ErrRaced) // the same request, at the same time: the door reads it back
}

// fill gives p what a draft says, and what follows from it under the policy in force.
func (b *Book) fill(ctx context.Context, by access.Caller, s *sheet, p Proposal, d Draft) (Proposal, error) {
	now := b.Policy.Revision()
	p.Text, p.Cases, p.Base = d.Text, now.Cases, now.Name()
	if d.Cases != nil {
		p.Cases = *d.Cases
	}
	p.Comment = s.words("/comment", d.Comment, true)
	set, cases, err := s.set(p.Text, p.Cases)
	if err != nil {
		return Proposal{}, err
	}
	if err := s.err(); err != nil {
		return Proposal{}, err
	}
	p.Wider, p.WiderMore = first(policies.Wider(inForce(now), set))
	p.Tests, err = b.try(ctx, by, set, cases)
	if err != nil {
		return Proposal{}, err
	}
	if n := len(b.Register.Encode(p)); n > MaxBody {
		s.at("/text", "takes %d bytes with its cases and comment, as they are kept; at most %d", n, MaxBody)
	}
	return p, s.err()
}

// demanded is opened for a change that may not do without a condition.
func (b *Book) demanded(by access.Caller, i id.Proposal, m Match) (Proposal, error) {
	if err := b.gate(by); err != nil {
		return Proposal{}, err
	}
	if _, ok := b.Register.Find(i); ok && !m.Given {
		return Proposal{}, ErrMissing
	}
	return b.opened(by, i, m)
}

// fresh returns ErrStale for a proposal that was made on another policy than the one in force.
func (b *Book) fresh(p Proposal) error {
	if b.Stale(p) {
		return stale()
	}
	return nil
}

func stale() error {
	return ErrStale.With("Reject this proposal, and make a new one from the set in force (GET /v1/policies).")
}
