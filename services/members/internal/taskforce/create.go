package taskforce

import (
	"context"
	"time"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Draft is a task force to be.
type Draft struct {
	ID      id.TaskForce
	Name    string
	Purpose string
	Seats   []directory.Seat
	EndsAt  time.Time // zero: no end
}

// Create adds a task force of active members. Its id is for ever.
// It returns ErrInvalid with every field that is wrong, ErrExists, access.ErrScope for anyone
// but an admin, and the ledger's errors.
func (b *Book) Create(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (directory.TaskForce, error) {
	if err := b.gate(by); err != nil {
		return directory.TaskForce{}, err
	}
	now := b.now()
	var sheet form.Sheet
	sheet.Slug("/id", string(d.ID))
	t := directory.TaskForce{
		ID:      d.ID,
		Name:    sheet.Line("/name", d.Name, MaxName),
		Purpose: sheet.Text("/purpose", d.Purpose, MaxPurpose),
		Seats:   b.seat(&sheet, d.Seats, nil),
		EndsAt:  sheet.Future("/ends_at", d.EndsAt, now),
		Created: now, Modified: now,
	}
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.TaskForce{}, err
	}
	if _, taken := b.Directory.TaskForce(d.ID); taken {
		return directory.TaskForce{}, ErrExists
	}
	return b.write(ctx, by, VerbCreated, t, r, func(error) error { return ErrExists })
}
