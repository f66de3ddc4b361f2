package credential

import (
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// Owner is whose a credential is: a member's or a person's, never both.
type Owner struct {
	Member id.Member
	Person id.Person
}

// OwnerOf returns whose c is.
func OwnerOf(c directory.Credential) Owner { return Owner{c.Member, c.Person} }

// is reports whether the caller is the owner. A member's persons are not the member: they own
// what is theirs, and manage what is the member's.
func (o Owner) is(by access.Caller) bool {
	if o.Person != "" {
		return by.Person == o.Person
	}
	return o.Member != "" && by.Member == o.Member
}

func (b *Book) exists(o Owner) bool {
	if o.Person != "" {
		_, ok := b.Directory.Person(o.Person)
		return ok
	}
	_, ok := b.Directory.Member(o.Member)
	return ok
}

// grant is what a new key can be given.
type grant struct {
	can     []access.Scope // what keys of its owner can have
	by      []access.Scope // what the one that asks can give
	unasked []access.Scope // what is meant where nothing is said
	bounded bool           // by the time of the key that asks
}

// grant says what the caller can give a new key of o's. It returns ErrForbidden where that is not
// the caller's to give: a key of somebody who acts for the alliance is an admin's.
func (b *Book) grant(by access.Caller, o Owner) (grant, error) {
	g := grant{can: access.Scopes, by: by.Scopes, unasked: access.DefaultScopes, bounded: true}
	admin := by.Can(access.Admin)
	if o.Person != "" {
		p, _ := b.Directory.Person(o.Person)
		if !admin && !p.ForMember() {
			return grant{}, ErrForbidden.With("An admin makes the keys of those who act for the alliance.")
		}
		g.can = access.Given(p.Roles)
		g.unasked = g.can
	}
	if admin && !(o.Person != "" && o.is(by)) {
		g.by, g.bounded = g.can, false
	}
	return g, nil
}
