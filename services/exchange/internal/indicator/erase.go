package indicator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/transparency"
)

// Erasure asks that nothing be left of an indicator but that it was.
type Erasure struct {
	Why

	ID    id.Indicator
	Match Match
}

// Archive is where the states of an indicator are, and where they are overwritten: *ledger.Ledger.
type Archive interface {
	// Of returns all entries of an entity that were not erased, oldest first.
	Of(ctx context.Context, k ledger.Kind, id string) ([]ledger.Entry, error)
	// Erase overwrites an entry; one that is gone is no error.
	Erase(ctx context.Context, p ledger.Position) error
	// Overdue gives the positions that are listed as erased, and are there, once.
	Overdue() []ledger.Position
}

// Attachment is a kind of entity that hangs on indicators, and is erased with them.
type Attachment struct {
	Kind  ledger.Kind
	Of    func(i id.Indicator) []string        // their ids
	Strip func(e ledger.Entry) ([]byte, error) // what may stay of a body
}

// Erase leaves nothing of an indicator but a tombstone: it is gone from every list, those who had it are
// told by its id alone, its earlier states on the ledger are overwritten, and what hangs on it with
// them. Its publisher can, and for a court or for whom the data is about (GDPR, Article 17) an admin or
// a steward of the alliance, who needs no second person: the publisher is told who did. The tombstone is
// written before anything is overwritten; what is not overwritten when this returns is so later (Janitor).
//
// It returns what own does, ErrNotFound to one who oversees where there is nothing, ErrScope to whoever
// is neither, then ErrErased, ErrInvalid, the ledger's errors.
func (b *Book) Erase(ctx context.Context, by access.Caller, v *scope.View, r Erasure) (catalog.Indicator, ledger.Entry, error) {
	h, err := b.toErase(ctx, by, v, &r)
	if err != nil {
		return none(err)
	}
	if h.State == catalog.Erased {
		return none(ErrErased)
	}
	was := h.Indicator
	h.Indicator = was.Tombstone()
	var c checker
	c.why(r.Why, EraseCodes(), &h.Indicator)
	if r.Code == "" {
		c.at("/reason_code", "is required: one of "+strings.Join(EraseCodes(), ", "))
	}
	kept := Without(h.Reason, &was)
	if kept != h.Reason && by.Member != "" { // to anybody else it would tell what the value is
		c.at("/reason", "repeats what is to be erased; say it without")
	}
	if err := c.err(); err != nil {
		return none(err)
	}
	if err := Unsaid(Said("/reason", kept)); err != nil {
		return none(err)
	}
	h.Reason, h.Modified = kept, h.now
	remains, err := b.remains(ctx, &h)
	if err != nil {
		return none(err)
	}
	lists, err := ledger.Erasures(string(h.ID), h.now, by.Actor(), remains)
	if err != nil {
		return none(err)
	}
	es, err := b.Ledger.AppendAll(ctx, append([]ledger.Draft{b.draft(&h, by, catalog.VerbErased)}, lists...))
	if errors.Is(err, ledger.ErrConflict) {
		return none(errors.Join(moved(ErrMoved), b.catchUp(ctx)))
	}
	if err != nil {
		return none(fmt.Errorf("erase %s: %w", h.ID, err))
	}
	b.Janitor.Sweep(context.WithoutCancel(ctx), remains)
	return h.Indicator, es[0], nil
}

// toErase lets somebody at an indicator who may have it erased.
func (b *Book) toErase(ctx context.Context, by access.Caller, v *scope.View, r *Erasure) (owned, error) {
	if by.Member != "" {
		return b.own(ctx, by, v, r.ID, r.Match.Holds)
	}
	switch {
	case !b.Current(by):
		return owned{}, access.ErrUnauthenticated
	case !by.Admin && !slices.Contains(by.Roles, directory.RoleSteward):
		return owned{}, access.Missing(access.Publish, access.Admin)
	}
	now := b.Now().UTC()
	record, seen := b.Catalog.FactsFor(v, r.ID, now)
	if !seen {
		return owned{}, ErrNotFound
	}
	h := owned{now: now.Truncate(time.Millisecond)}
	var there bool
	var err error
	if h.Indicator, h.at, there, err = b.Catalog.Own(ctx, record.Owner, r.ID); err != nil {
		return owned{}, err
	}
	if !there {
		return owned{}, ErrNotFound
	}
	return h, moved(r.Match.Holds(h.at))
}

// remains is what is left of all that the ledger has of an indicator, and of what hangs on it.
func (b *Book) remains(ctx context.Context, h *owned) ([]ledger.Remains, error) {
	kinds := append([]Attachment{{
		Kind: ledger.KindIndicator, Of: func(i id.Indicator) []string { return []string{string(i)} }, Strip: catalog.Strip,
	}}, b.Attached...)
	var all []ledger.Remains
	for _, k := range kinds {
		for _, name := range k.Of(h.ID) {
			es, err := b.Archive.Of(ctx, k.Kind, name)
			if err != nil {
				return nil, fmt.Errorf("erase %s: %w", h.ID, err)
			}
			for n := range es {
				body, err := k.Strip(es[n])
				if err != nil {
					return nil, fmt.Errorf("erase %s: %w", h.ID, err)
				}
				all = append(all, ledger.RemainsOf(&es[n], body, ledger.Hash(transparency.Hash(&es[n]))))
			}
		}
	}
	return all, nil
}

// Without cuts out of a text what an indicator is about, as it was written and as it is compared.
func Without(text string, i *catalog.Indicator) string {
	values := []string{i.Observable.Raw, i.Observable.Canonical}
	for _, l := range i.Links {
		values = append(values, l.Observable.Raw, l.Observable.Canonical)
	}
	for _, value := range values {
		for at := 0; value != "" && at+len(value) <= len(text); at++ {
			if strings.EqualFold(text[at:at+len(value)], value) {
				text = text[:at] + "…" + text[at+len(value):]
			}
		}
	}
	return strings.ToValidUTF8(text, "")
}
