package person

import (
	"context"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Suspend shuts a person out: from the entry on they read and write nothing. Suspending a
// suspended person writes nothing, and keeps the first reason. Every admin can be suspended by
// another: the bootstrap admin remains.
// It returns ErrNotFound, revision.ErrMoved, ErrInvalid, ErrForbidden for themselves,
// access.ErrScope for anyone but an admin, and the ledger's errors.
func (b *Book) Suspend(ctx context.Context, by access.Caller, p id.Person, reason string, match revision.Match) (directory.Person, error) {
	found, err := b.find(by, p)
	if err != nil {
		return directory.Person{}, err
	}
	if by.Person == p {
		return directory.Person{}, ErrForbidden.With("Nobody suspends themselves: ask another admin.")
	}
	if err := match.Holds(found.Position); err != nil {
		return directory.Person{}, err
	}
	var sheet form.Sheet
	reason = sheet.Text("/reason", reason, MaxReason)
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.Person{}, err
	}
	if found.State == directory.StateSuspended {
		return found, nil
	}
	found.State, found.Reason, found.Modified = directory.StateSuspended, reason, b.now()
	return b.write(ctx, by, VerbSuspended, found, ledger.Request{}, match.Lost)
}
