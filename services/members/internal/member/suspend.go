package member

import (
	"context"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Suspend shuts a member out: from the entry on it reads and writes nothing. It keeps its
// seats and its credentials, which open nothing meanwhile. Suspending a suspended member
// writes nothing, and keeps the first reason.
// It returns ErrNotFound, revision.ErrMoved, ErrInvalid, access.ErrScope for anyone but an
// admin, and the ledger's errors.
func (b *Book) Suspend(ctx context.Context, by access.Caller, m id.Member, reason string, match revision.Match) (directory.Member, error) {
	found, err := b.find(by, m)
	if err != nil {
		return directory.Member{}, err
	}
	if err := match.Holds(found.Position); err != nil {
		return directory.Member{}, err
	}
	var sheet form.Sheet
	reason = sheet.Text("/reason", reason, MaxReason)
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.Member{}, err
	}
	if found.State == directory.StateSuspended {
		return found, nil
	}
	found.State, found.Reason, found.Modified = directory.StateSuspended, reason, b.now()
	return b.write(ctx, by, VerbSuspended, found, ledger.Request{}, match.Lost)
}
