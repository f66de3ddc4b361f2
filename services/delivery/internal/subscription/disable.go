package subscription

import (
	"context"
	"errors"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// System is who acts where no member does.
const System = "system"

// Disable stops a subscription for a reason that its owner reads: its endpoint answered 410,
// or failed too long. Its cursor stays, so that Resume loses nothing. One that its owner has
// changed since seen stays as it is: what failed may be mended.
func (b *Book) Disable(ctx context.Context, s id.Subscription, seen ledger.Position, reason string) error {
	next, ok := b.Register.Find(s)
	if !ok || next.State != Active || next.Position != seen {
		return nil
	}
	next.State, next.Reason = Disabled, reason
	if _, err := b.write(ctx, next, VerbDisabled, System, ledger.Request{}); !errors.Is(err, errConflict) {
		return err
	}
	return nil
}
