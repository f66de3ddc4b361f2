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

// Why is why something is done: words, and one word of the verb's vocabulary.
type Why struct {
	Reason string
	Code   string // "" for "other"
}

// owned is an indicator in the hands of its publisher, who would change it.
type owned struct {
	catalog.Indicator

	at  ledger.Position // of its last entry
	now time.Time       // of the change
}

// own lets a publisher at an indicator of its own. Before anything that was sent is looked at, who may
// not see the indicator gets ErrNotFound just as for one that does not exist, and who sees it
// without having published it ErrNotPublisher. Then: ErrPolicy, ErrMissing and ErrMoved.
func (b *Book) own(ctx context.Context, by access.Caller, v *scope.View, i id.Indicator, holds func(now ledger.Position) error) (owned, error) {
	if err := b.gate(by); err != nil {
		return owned{}, err
	}
	h := owned{now: b.Now().UTC().Truncate(time.Millisecond)}
	var own bool
	var err error
	if h.Indicator, h.at, own, err = b.Catalog.Own(ctx, by.Member, i); err != nil {
		return owned{}, err
	}
	if !own {
		if _, seen := b.Catalog.FactsFor(v, i, h.now); seen {
			return owned{}, ErrNotPublisher
		}
		return owned{}, ErrNotFound
	}
	if err := b.allows(by, scope.Revise, &h.Indicator); err != nil {
		return owned{}, err
	}
	if err := holds(h.at); err != nil {
		return owned{}, moved(err)
	}
	return h, nil
}

// open returns why an indicator is not to be changed any more, nil where it is.
func (h *owned) open() error {
	switch h.State {
	case catalog.Published, catalog.Disputed, catalog.Held:
		return nil
	case catalog.Revoked:
		return ErrRevoked
	case catalog.Erased:
		return ErrErased
	case catalog.Refused:
		return ErrClosed.With("A steward refused it. Publish it anew, without what was found.")
	case catalog.Overruled, catalog.All, catalog.Over:
	}
	return ErrClosed.With("It is %s.", h.State)
}

// write writes the next state down, and returns it with its entry once the catalog has it.
func (b *Book) write(ctx context.Context, by access.Caller, verb string, h *owned) (catalog.Indicator, ledger.Entry, error) {
	h.Modified = h.now
	e, err := b.Ledger.Append(ctx, b.draft(h, by, verb))
	if errors.Is(err, ledger.ErrConflict) {
		return catalog.Indicator{}, ledger.Entry{}, errors.Join(moved(ErrMoved), b.catchUp(ctx))
	}
	if err != nil {
		return catalog.Indicator{}, ledger.Entry{}, fmt.Errorf("append %s: %w", h.ID, err)
	}
	return h.Indicator, e, nil
}

func (b *Book) draft(h *owned, by access.Caller, verb string) ledger.Draft {
	h.Salt = b.salt()
	return ledger.Draft{
		At: h.now, Kind: ledger.KindIndicator, ID: string(h.ID), Verb: verb, Actor: by.Actor(),
		Schema: catalog.SchemaIndicator, Body: catalog.Encode(h.Indicator), Expect: h.at,
	}
}

// salt is part of a body, so that nobody can try whether one that was erased said this or that.
func (b *Book) salt() string {
	if b.Salt == nil {
		return ""
	}
	return b.Salt()
}

// moved says what to do about a condition that does not hold.
func moved(err error) error {
	if errors.Is(err, ErrMoved) {
		return ErrMoved.With("Read the indicator again, and decide on what it says now.")
	}
	return err
}

// why reads the reason of a change into the indicator. It is required.
func (c *checker) why(w Why, v Vocabulary, i *catalog.Indicator) {
	if i.Reason = c.text("/reason", strings.TrimSpace(w.Reason), MaxReason); i.Reason == "" {
		c.at("/reason", "is required: say why, in up to 500 characters; all who see the indicator read it")
	}
	if i.ReasonCode = c.word("/reason_code", w.Code, v); i.ReasonCode == "" {
		i.ReasonCode = Other
	}
}

func none(err error) (catalog.Indicator, ledger.Entry, error) {
	return catalog.Indicator{}, ledger.Entry{}, err
}
