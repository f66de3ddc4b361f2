package sighting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Match is what a change was asked to start from.
type Match = revision.Match

// Retract takes the caller's sighting back, with a reason; whoever may read it is told. It may be
// taken back whatever became of the indicator. Who may not read the sighting gets ErrNotFound just
// as for one that does not exist, and who reads another's ErrNotSighter, before anything that was
// sent is looked at. Then: ErrMoved, ErrRetracted, ErrInvalid, the ledger's.
func (b *Book) Retract(ctx context.Context, by access.Caller, name id.Sighting, reason string, m Match) (catalog.Sighting, ledger.Entry, error) {
	none := func(err error) (catalog.Sighting, ledger.Entry, error) {
		return catalog.Sighting{}, ledger.Entry{}, err
	}
	if err := b.gate(by); err != nil {
		return none(err)
	}
	now := b.Now().UTC().Truncate(time.Millisecond)
	s, position, own := b.Catalog.OwnSighting(by.Member, name)
	if _, read := b.Catalog.Sighting(b.View(by.Viewer()), name, now); !read {
		return none(ErrNotFound)
	}
	switch {
	case !own:
		return none(ErrNotSighter)
	case m.Holds(position) != nil:
		return none(ErrMoved.With("Read the sighting again, and decide on what it says now."))
	case s.Retracted:
		return none(ErrRetracted)
	}
	var f form.Sheet
	s.Reason = f.Need("/reason", reason, MaxReason, "say why, in up to 500 characters; all who read the sighting read it")
	if err := f.Err(ErrInvalid); err != nil {
		return none(err)
	}
	s.Retracted, s.Modified = true, now
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: now, Kind: ledger.KindSighting, ID: string(s.ID), Verb: catalog.VerbRetracted, Actor: by.Actor(),
		Schema: catalog.SchemaSighting, Body: catalog.EncodeSighting(s), Expect: position, Value: &s,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return none(m.Lost(ErrRaced))
	}
	if err != nil {
		return none(fmt.Errorf("append %s: %w", s.ID, err))
	}
	return s, e, nil
}
