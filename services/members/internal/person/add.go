package person

import (
	"context"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Draft is a person to be.
type Draft struct {
	ID     id.Person
	Name   string
	Member id.Member // "": of the alliance's own
	Roles  []string
}

// Add adds a person, active at once. Their id is for ever.
// It returns ErrInvalid with every field that is wrong, ErrExists, access.ErrScope for anyone
// but an admin, and the ledger's errors.
func (b *Book) Add(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (directory.Person, error) {
	if err := b.gate(by); err != nil {
		return directory.Person{}, err
	}
	var sheet form.Sheet
	sheet.Slug("/id", string(d.ID))
	if d.ID == directory.Bootstrap {
		sheet.At("/id", "is the name of the admin who holds the hub's own key")
	}
	now := b.now()
	p := directory.Person{
		ID: d.ID, Name: sheet.Line("/name", d.Name, MaxName), Member: d.Member, Roles: roles(&sheet, d.Roles),
		State: directory.StateActive, Created: now, Modified: now,
	}
	b.member(&sheet, p, "")
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.Person{}, err
	}
	if _, taken := b.Directory.Person(d.ID); taken {
		return directory.Person{}, ErrExists
	}
	return b.write(ctx, by, VerbAdded, p, r, func(error) error { return ErrExists })
}
