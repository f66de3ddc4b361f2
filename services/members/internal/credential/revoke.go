package credential

import (
	"context"
	"errors"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Revoke ends a credential: from the entry on its key opens nothing. Revoking it again
// writes nothing.
// It returns ErrNotFound, revision.ErrMoved, access.ErrScope for a key that may not manage,
// and the ledger's errors.
func (b *Book) Revoke(ctx context.Context, by access.Caller, o Owner, c id.Credential, match revision.Match) (directory.Credential, error) {
	found, err := b.Find(by, o, c)
	if err != nil {
		return directory.Credential{}, err
	}
	if err := match.Holds(found.Position); err != nil {
		return directory.Credential{}, err
	}
	if !found.RevokedAt.IsZero() {
		return found, nil
	}
	now := b.now()
	found.RevokedAt = now
	found, err = b.write(ctx, by, VerbRevoked, found, ledger.Request{}, now)
	if errors.Is(err, ledger.ErrConflict) {
		return directory.Credential{}, match.Lost(err)
	}
	return found, err
}
