package indicator

import (
	"context"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Revocation takes an indicator back.
type Revocation struct {
	Why

	ID    id.Indicator
	Match Match
}

// Revoke takes the caller's indicator back, with a reason; all who may see it are told. It returns
// what own does, then ErrRevoked, ErrClosed, ErrInvalid, the ledger's errors.
func (b *Book) Revoke(ctx context.Context, by access.Caller, v *scope.View, r Revocation) (catalog.Indicator, ledger.Entry, error) {
	h, err := b.own(ctx, by, v, r.ID, r.Match.Holds)
	if err != nil {
		return none(err)
	}
	if err := h.open(); err != nil {
		return none(err)
	}
	var c checker
	c.why(r.Why, RevokeCodes(), &h.Indicator)
	if err := c.err(); err != nil {
		return none(err)
	}
	if err := Unsaid(Said("/reason", h.Reason)); err != nil {
		return none(err)
	}
	h.State, h.Findings = catalog.Revoked, nil // one that was held stays its publisher's alone
	return b.write(ctx, by, catalog.VerbRevoked, &h)
}
