package member

import (
	"context"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Draft is a member to be.
type Draft struct {
	ID   id.Member
	Name string
	Kind string
}

// Enrol adds an organisation, active at once. Its id is for ever.
// It returns ErrInvalid with every field that is wrong, ErrExists, access.ErrScope for anyone
// but an admin, and the ledger's errors.
func (b *Book) Enrol(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (directory.Member, error) {
	if err := b.gate(by); err != nil {
		return directory.Member{}, err
	}
	var sheet form.Sheet
	sheet.Slug("/id", string(d.ID))
	name := sheet.Line("/name", d.Name, MaxName)
	sheet.OneOf("/kind", d.Kind, directory.MemberKinds)
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.Member{}, err
	}
	if _, taken := b.Directory.Member(d.ID); taken {
		return directory.Member{}, ErrExists
	}
	now := b.now()
	return b.write(ctx, by, VerbEnrolled, directory.Member{
		ID: d.ID, Name: name, Kind: d.Kind, State: directory.StateActive, Created: now, Modified: now,
	}, r, func(error) error { return ErrExists })
}
