package member

import (
	"context"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Reinstate lets a suspended member back in, with the credentials and seats it has.
// Reinstating an active member writes nothing.
// It returns ErrNotFound, revision.ErrMoved, access.ErrScope for anyone but an admin, and the
// ledger's errors.
func (b *Book) Reinstate(ctx context.Context, by access.Caller, m id.Member, match revision.Match) (directory.Member, error) {
	found, err := b.find(by, m)
	if err != nil {
		return directory.Member{}, err
	}
	if err := match.Holds(found.Position); err != nil {
		return directory.Member{}, err
	}
	if found.State == directory.StateActive {
		return found, nil
	}
	found.State, found.Reason, found.Modified = directory.StateActive, "", b.now()
	return b.write(ctx, by, VerbReinstated, found, ledger.Request{}, match.Lost)
}
