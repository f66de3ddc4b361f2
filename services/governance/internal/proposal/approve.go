package proposal

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Approve puts the proposal in force, at once, if its cases come out and the right persons agree:
// what it would change is counted again, over the records as they are now. The policy's entry and
// the proposal's are one batch: both are on the ledger, or none.
// It returns ErrNotFound, ErrMissing without a condition, ErrMoved, ErrClosed, ErrStale where
// another policy has come into force since the proposal was made (also meanwhile), ErrFailing,
// ErrOwn, ErrGains, access.ErrScope, ctx's error, and the ledger's.
func (b *Book) Approve(ctx context.Context, by access.Caller, i id.Proposal, remark string, m Match) (Proposal, error) {
	p, err := b.demanded(by, i, m)
	if err != nil {
		return Proposal{}, err
	}
	now := b.Policy.Revision() // what everything is compared with, and the entry that must still be the last
	if p.Base != now.Name() {
		return Proposal{}, stale()
	}
	var s sheet
	remark = s.words("/comment", remark, false)
	set, cases, err := s.set(p.Text, p.Cases)
	if err != nil {
		return Proposal{}, err
	}
	if err := s.err(); err != nil {
		return Proposal{}, err
	}
	if p.Tests, err = b.try(ctx, by, set, cases); err != nil {
		return Proposal{}, err
	}
	if n := len(p.Tests.Failed); n > 0 {
		return Proposal{}, ErrFailing.With("%d of %d cases come out otherwise; the first: %s. Its author changes the set or the cases.", n, p.Tests.Cases, p.Tests.Failed[0])
	}
	was := inForce(now)
	wider := policies.Wider(was, set)
	if len(wider) > 0 && by.Viewer() == p.Author {
		return Proposal{}, own(wider[0])
	}
	d, at, err := b.compare(ctx, was, set)
	if err != nil {
		return Proposal{}, fmt.Errorf("approve %s: %w", p.ID, err)
	}
	gainers := d.Gainers()
	if len(wider) > 0 {
		later, err := b.gainers(ctx, was, set)
		if err != nil {
			return Proposal{}, fmt.Errorf("approve %s: %w", p.ID, err)
		}
		gainers = append(gainers, later...)
	}
	if err := b.agree(by, p, wider, gainers); err != nil {
		return Proposal{}, err
	}
	if err := b.gate(by); err != nil { // it may have taken long
		return Proposal{}, err
	}
	p.Simulation = d.keep(at)
	p.State, p.Approver, p.Remark = Activated, by.Viewer(), remark
	return b.activate(ctx, by, p, now, m)
}

// agree says whether a person may put a proposal in force that these viewers gain by.
func (b *Book) agree(by access.Caller, p Proposal, wider, gainers []string) error {
	if by.Viewer() == p.Author && (len(wider) > 0 || len(gainers) > 0) {
		if len(wider) > 0 {
			return own(wider[0])
		}
		return own(gainers[0] + " would be shown more")
	}
	for _, v := range gainers {
		if of := b.organisation(v); of != "" && of == by.Of {
			return ErrGains.With("%s would be shown more. Somebody of an organisation that gains nothing, or of none, must approve.", v)
		}
	}
	return nil
}

// gainers are the viewers that gain at some time from now on, whatever is published by then, and
// whoever is let back in: a line
// for one's own organisation that begins in a minute, or on a type that nobody has published,
// shows nobody more now.
func (b *Book) gainers(ctx context.Context, was, next policies.Set) ([]string, error) {
	done, err := turn(ctx, b.Turn)
	if err != nil {
		return nil, err
	}
	defer done()
	return policies.Gainers(ctx, was, next, b.Now(), b.All)
}

func own(why string) error {
	return ErrOwn.With("You proposed it, and it may show more than the policy in force: %s. Another admin must approve it.", why)
}

// organisation is whose viewer it is: a member itself, and the member that a person is of.
func (b *Book) organisation(viewer string) id.Member {
	if m, ok := strings.CutPrefix(viewer, "m:"); ok {
		return id.Member(m)
	}
	p, _ := b.Directory.Person(id.Person(strings.TrimPrefix(viewer, "u:")))
	return p.Member
}

// activate writes the batch. The policy's entry is written on the one that was compared with, so
// that of two approvals at once one fails.
func (b *Book) activate(ctx context.Context, by access.Caller, p Proposal, was policies.Revision, m Match) (Proposal, error) {
	next := b.draft(&p, VerbApproved, by.Actor(), ledger.Request{})
	es, err := b.Ledger.AppendAll(ctx, []ledger.Draft{{
		At: p.Modified, Kind: ledger.KindPolicy, ID: policies.Entity, Verb: policies.VerbActivated, Actor: by.Actor(), Schema: policies.Schema,
		Body: policies.Encode(policies.Revision{
			Text: p.Text, Cases: p.Cases, Comment: p.Comment, Author: p.Author, Approver: p.Approver, Proposal: string(p.ID),
		}),
		Expect: was.Position,
	}, next})
	if errors.Is(err, ledger.ErrConflict) {
		if b.Policy.Revision().Position != was.Position {
			return Proposal{}, stale()
		}
		return Proposal{}, lost(m)
	}
	if err != nil {
		return Proposal{}, fmt.Errorf("activate %s: %w", p.ID, err)
	}
	p.Position = es[1].Position
	return p, nil
}
