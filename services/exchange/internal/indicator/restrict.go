package indicator

import (
	"context"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Restrict narrows the audience of the caller's indicator. From whoever loses it by that it is
// recalled, by its id alone; who keeps it is told that it is restricted, and how it is labelled now. It
// returns what Share does, ErrNotNarrower instead of ErrNotWider.
func (b *Book) Restrict(ctx context.Context, by access.Caller, v *scope.View, a Audience) (catalog.Indicator, ledger.Entry, error) {
	h, err := b.own(ctx, by, v, a.ID, a.Match.Demands)
	if err != nil {
		return none(err)
	}
	was := h.Indicator
	if err := b.redirect(&h, &a, RestrictCodes()); err != nil {
		return none(err)
	}
	switch wider, narrower := b.covers(&h.Indicator, &was, h.now), b.covers(&was, &h.Indicator, h.now); {
	case wider && narrower:
		return none(ErrNotNarrower.With("Whom it is for would be as it is."))
	case wider:
		return none(ErrNotNarrower.With("This widens it: that is /share."))
	case !narrower:
		return none(ErrNotNarrower.With("This gives it to some and takes it from others: do one after the other, with /share and /restrict."))
	}
	if err := b.allows(by, scope.Revise, &h.Indicator); err != nil {
		return none(err)
	}
	return b.write(ctx, by, catalog.VerbRestricted, &h)
}
