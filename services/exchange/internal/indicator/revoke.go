package indicator

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/scope"
)

// Match is what a change was asked to start from.
type Match = revision.Match

// Revocation takes an indicator back.
type Revocation struct {
	ID     id.Indicator
	Reason string
	Match  Match
}

// Revoke takes the caller's indicator back, with a reason; all who may see it are told.
// Before anything that was sent is looked at, who may not see the indicator gets ErrNotFound
// just as for one that does not exist, and who sees it without having published it
// ErrNotPublisher. Then: ErrPolicy, ErrMoved, ErrRevoked, ErrInvalid, the ledger's.
func (b *Book) Revoke(ctx context.Context, by access.Caller, v *scope.View, r Revocation) (catalog.Indicator, ledger.Entry, error) {
	none := func(err error) (catalog.Indicator, ledger.Entry, error) {
		return catalog.Indicator{}, ledger.Entry{}, err
	}
	if err := b.gate(by); err != nil {
		return none(err)
	}
	now := b.Now().UTC().Truncate(time.Millisecond)
	i, position, own := b.Catalog.Own(by.Member, r.ID)
	if !own {
		if _, seen := b.Catalog.Get(v, r.ID, now); seen {
			return none(ErrNotPublisher)
		}
		return none(ErrNotFound)
	}
	if err := b.allows(by, scope.Revise, &i); err != nil {
		return none(err)
	}
	switch {
	case r.Match.Holds(position) != nil:
		return none(ErrMoved.With("Read the indicator again, and decide on what it says now."))
	case i.State == catalog.Revoked:
		return none(ErrRevoked)
	}
	var c checker
	i.Reason = c.text("/reason", strings.TrimSpace(r.Reason), MaxReason)
	if i.Reason == "" {
		c.at("/reason", "is required: say why, in up to 500 characters; all who see the indicator read it")
	}
	if err := c.err(); err != nil {
		return none(err)
	}
	i.State, i.Modified = catalog.Revoked, now
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: now, Kind: ledger.KindIndicator, ID: string(i.ID),
		Verb: catalog.VerbRevoked, Actor: by.Actor(), Schema: catalog.SchemaIndicator,
		Body: catalog.Encode(i), Expect: position,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return none(errors.Join(ErrMoved.With("Read the indicator again, and decide on what it says now."), b.catchUp(ctx)))
	}
	if err != nil {
		return none(fmt.Errorf("append %s: %w", i.ID, err))
	}
	return i, e, nil
}
