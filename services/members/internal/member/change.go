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

// Change is what is to be different; nil leaves as is.
type Change struct {
	Name    *string
	Kind    *string
	Send    *string // of match notices
	Receive *bool   // the same
}

// Change changes a member's name or kind, or what it would have of match notices. What changes nothing
// writes nothing.
// It returns ErrNotFound, revision.ErrMissing, revision.ErrMoved, ErrInvalid,
// access.ErrScope for anyone but an admin and, of match notices, the member itself with a key that
// may manage, and the ledger's errors.
func (b *Book) Change(ctx context.Context, by access.Caller, m id.Member, c Change, match revision.Match) (directory.Member, error) {
	find := b.find
	if c.Name == nil && c.Kind == nil && by.Member == m && by.Can(access.Manage) {
		find = b.self
	}
	found, err := find(by, m)
	if err != nil {
		return directory.Member{}, err
	}
	if err := match.Demands(found.Position); err != nil {
		return directory.Member{}, err
	}
	next := found
	var sheet form.Sheet
	if c == (Change{}) {
		sheet.At("", "needs a name, a kind, or match_notices")
	}
	if c.Name != nil {
		next.Name = sheet.Line("/name", *c.Name, MaxName)
	}
	if c.Kind != nil {
		sheet.OneOf("/kind", *c.Kind, directory.MemberKinds)
		next.Kind = *c.Kind
	}
	if c.Send != nil {
		sheet.OneOf("/match_notices/send", *c.Send, directory.NoticeSends)
		next.Notices.Send = *c.Send
	}
	if c.Receive != nil {
		next.Notices.Refused = !*c.Receive
	}
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.Member{}, err
	}
	if next == found {
		return found, nil
	}
	next.Modified = b.now()
	return b.write(ctx, by, VerbChanged, next, ledger.Request{}, match.Lost)
}
