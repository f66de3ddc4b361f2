package person

import (
	"context"
	"slices"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Change is what is to be different; nil leaves as is.
type Change struct {
	Name   *string
	Member *id.Member // "": none any more
	Roles  []string   // the whole new list
}

// Change changes a person's name, member or roles. What changes nothing writes nothing. Nobody
// changes their own roles or member: who approves what an organisation gains by, say, must not
// leave it for that moment.
// It returns ErrNotFound, revision.ErrMissing, revision.ErrMoved, ErrInvalid, ErrForbidden for
// themselves, access.ErrScope for anyone but an admin, and the ledger's errors.
func (b *Book) Change(ctx context.Context, by access.Caller, p id.Person, c Change, match revision.Match) (directory.Person, error) {
	found, err := b.find(by, p)
	if err != nil {
		return directory.Person{}, err
	}
	if err := match.Demands(found.Position); err != nil {
		return directory.Person{}, err
	}
	next := found
	var sheet form.Sheet
	if c.Name == nil && c.Member == nil && c.Roles == nil {
		sheet.At("", "needs a name, a member, or roles")
	}
	if c.Name != nil {
		next.Name = sheet.Line("/name", *c.Name, MaxName)
	}
	if c.Member != nil {
		next.Member = *c.Member
	}
	if c.Roles != nil {
		next.Roles = roles(&sheet, c.Roles)
	}
	b.member(&sheet, next, found.Member)
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.Person{}, err
	}
	same := next.Member == found.Member && slices.Equal(next.Roles, found.Roles)
	switch {
	case !same && by.Person == p:
		return directory.Person{}, ErrForbidden.With("Nobody changes their own roles or member: ask another admin.")
	case same && next.Name == found.Name:
		return found, nil
	}
	next.Modified = b.now()
	return b.write(ctx, by, VerbChanged, next, ledger.Request{}, match.Lost)
}
