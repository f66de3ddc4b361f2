package indicator

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Audience is whom an indicator is to be for from now on. What is not given stays as it is.
type Audience struct {
	Why

	ID           id.Indicator
	Match        Match
	TLP          string // "": not given
	Share        *Share
	EmbargoUntil Field[time.Time]
}

// Share widens the audience of the caller's indicator. Who sees it by that is told that it is
// published, and nothing of what it was before; the others, that it is shared. It returns what own
// does, then ErrRevoked, ErrClosed, ErrInvalid, ErrNotWider, ErrPolicy, the ledger's errors.
func (b *Book) Share(ctx context.Context, by access.Caller, v *scope.View, a Audience) (catalog.Indicator, ledger.Entry, error) {
	h, err := b.own(ctx, by, v, a.ID, a.Match.Demands)
	if err != nil {
		return none(err)
	}
	was := h.Indicator
	if err := b.redirect(&h, &a, ShareCodes()); err != nil {
		return none(err)
	}
	switch wider, narrower := b.covers(&h.Indicator, &was, h.now), b.covers(&was, &h.Indicator, h.now); {
	case wider && narrower:
		return none(ErrNotWider.With("Whom it is for would be as it is."))
	case narrower:
		return none(ErrNotWider.With("This narrows it: that is /restrict."))
	case !wider:
		return none(ErrNotWider.With("This takes it from some and gives it to others: do one after the other, with /restrict and /share."))
	}
	// It is given to others as if it were published to them.
	for _, act := range []scope.Act{scope.Revise, scope.Publish} {
		if err := b.allows(by, act, &h.Indicator); err != nil {
			return none(err)
		}
	}
	return b.write(ctx, by, catalog.VerbShared, &h)
}

// redirect makes an audience the indicator's, if it is open.
func (b *Book) redirect(h *owned, a *Audience, codes Vocabulary) error {
	if err := h.open(); err != nil {
		return err
	}
	if h.State == catalog.Held {
		return ErrHeld.With("Until it is published its audience stays as it is: revise what was found, or revoke it, and publish it anew.")
	}
	var c checker
	c.why(a.Why, codes, &h.Indicator)
	name, share := a.TLP, a.Share
	if name == "" {
		name = h.TLP.String()
	}
	if share == nil {
		had := h.Share
		share = &Share{TaskForces: had.TaskForces, Members: had.Members, Except: had.Except}
	}
	b.direct(&c, h.Publisher, name, *share, &h.Indicator, h.now)
	if a.EmbargoUntil.Given {
		h.EmbargoUntil = c.utc("/embargo_until", a.EmbargoUntil.Value)
		switch {
		case h.EmbargoUntil.IsZero():
		case !h.EmbargoUntil.After(h.now):
			c.at("/embargo_until", "is not in the future; null takes it away")
		case !h.ValidUntil.IsZero() && !h.EmbargoUntil.Before(h.ValidUntil):
			c.at("/embargo_until", "is not before valid_until: nobody would ever see it")
		}
	}
	if err := c.err(); err != nil {
		return err
	}
	return Unsaid(Said("/reason", h.Reason))
}
