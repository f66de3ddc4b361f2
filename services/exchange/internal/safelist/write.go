package safelist

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/protection"
	"github.com/entente-hub/entente/shared/revision"
)

// Create makes a list of the caller's member. It returns access.ErrScope, ErrInvalid with all that
// is wrong, ErrLimit, and the ledger's errors.
func (b *Book) Create(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (protection.List, error) {
	if err := b.gate(by); err != nil {
		return protection.List{}, err
	}
	now := b.Now().UTC().Truncate(time.Millisecond)
	l := protection.List{ID: b.NewID(), Member: by.Member, Created: now, Modified: now}
	if err := b.fill(&l, &d); err != nil {
		return protection.List{}, err
	}
	if len(b.Shelf.Lists(by.Member)) >= MaxLists {
		return protection.List{}, ErrLimit.With("It has %d; delete one, or add to one.", MaxLists)
	}
	return b.write(ctx, by, protection.VerbCreated, l, r)
}

// Change changes a list. It returns ErrNotFound for another's as for none, revision.ErrMissing
// without a condition, revision.ErrMoved, ErrInvalid, and the ledger's errors.
func (b *Book) Change(ctx context.Context, by access.Caller, i id.Protection, c Change, m Match) (protection.List, error) {
	l, err := b.demanded(by, i, m)
	if err != nil {
		return protection.List{}, err
	}
	if err := b.change(&l, &c); err != nil {
		return protection.List{}, err
	}
	return b.write(ctx, by, protection.VerbChanged, l, ledger.Request{})
}

// Delete empties a list and takes it away: from its entry on it protects nothing. Errors as of
// Change.
func (b *Book) Delete(ctx context.Context, by access.Caller, i id.Protection, m Match) (protection.List, error) {
	l, err := b.demanded(by, i, m)
	if err != nil {
		return protection.List{}, err
	}
	l.Keys, l.Hashes, l.Words, l.Count, l.Name, l.Gone = nil, nil, nil, 0, "", true
	return b.write(ctx, by, protection.VerbDeleted, l, ledger.Request{})
}

func (b *Book) demanded(by access.Caller, i id.Protection, m Match) (protection.List, error) {
	if err := b.gate(by); err != nil {
		return protection.List{}, err
	}
	l, err := b.Find(by, i)
	if err != nil {
		return protection.List{}, err
	}
	l.Modified = b.Now().UTC().Truncate(time.Millisecond)
	return l, m.Demands(l.Position)
}

func (b *Book) write(ctx context.Context, by access.Caller, verb string, l protection.List, r ledger.Request) (protection.List, error) {
	body, err := protection.Encode(l)
	if err != nil {
		return protection.List{}, err
	}
	if len(body) > ledger.MaxBody {
		return protection.List{}, ErrInvalid.At("/entries", "are more than one list can hold (%d bytes); make two", ledger.MaxBody)
	}
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: l.Modified, Kind: ledger.KindProtection, ID: string(l.ID), Verb: verb, Actor: by.Actor(), Schema: protection.Schema,
		Request: r, Body: body, Expect: l.Position,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return protection.List{}, revision.ErrMoved
	}
	if err != nil {
		return protection.List{}, fmt.Errorf("append %s: %w", l.ID, err)
	}
	l.Position = e.Position
	return l, nil
}
