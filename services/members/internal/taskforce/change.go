package taskforce

import (
	"context"
	"slices"
	"time"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Change is what is to be different; nil leaves as is.
type Change struct {
	Name    *string
	Purpose *string
	Seats   []directory.Seat // the whole new list
	EndsAt  *time.Time       // zero: no end any more
}

// Change changes a task force. A new seat is an active member's; one that is there may stay
// whatever has become of its member. What changes nothing writes nothing.
// It returns ErrNotFound, revision.ErrMissing, revision.ErrMoved, ErrInvalid,
// access.ErrScope for anyone but an admin, and the ledger's errors.
func (b *Book) Change(ctx context.Context, by access.Caller, t id.TaskForce, c Change, match revision.Match) (directory.TaskForce, error) {
	if err := b.gate(by); err != nil {
		return directory.TaskForce{}, err
	}
	found, ok := b.Directory.TaskForce(t)
	if !ok {
		return directory.TaskForce{}, ErrNotFound
	}
	if err := match.Demands(found.Position); err != nil {
		return directory.TaskForce{}, err
	}
	now, next := b.now(), found
	var sheet form.Sheet
	if c.Name == nil && c.Purpose == nil && c.Seats == nil && c.EndsAt == nil {
		sheet.At("", "needs a name, a purpose, members, or an end")
	}
	if c.Name != nil {
		next.Name = sheet.Line("/name", *c.Name, MaxName)
	}
	if c.Purpose != nil {
		next.Purpose = sheet.Text("/purpose", *c.Purpose, MaxPurpose)
	}
	if c.Seats != nil {
		next.Seats = b.seat(&sheet, c.Seats, found.Seats)
	}
	if c.EndsAt != nil && !c.EndsAt.Equal(found.EndsAt) {
		next.EndsAt = sheet.Future("/ends_at", *c.EndsAt, now)
	}
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.TaskForce{}, err
	}
	if next.Name == found.Name && next.Purpose == found.Purpose && slices.Equal(next.Seats, found.Seats) && next.EndsAt.Equal(found.EndsAt) {
		return found, nil
	}
	next.Modified = now
	return b.write(ctx, by, VerbChanged, next, ledger.Request{}, match.Lost)
}
