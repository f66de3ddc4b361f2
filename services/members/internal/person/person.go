// Package person holds the rules of who acts: the people of the alliance and of its members,
// what they do, and who may know of them. An admin alone adds and changes them, and nobody says
// of themselves what they are.
package person

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// What a client is told when a rule refuses.
var (
	ErrExists    = fault.New(fault.Conflict, "person-exists", "There is a person with this id.")
	ErrInvalid   = fault.New(fault.Invalid, "person-invalid", "The person is not right.")
	ErrNotFound  = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrForbidden = fault.New(fault.Forbidden, "forbidden", "You may not do this.")
)

// The limits of what is written of a person, in characters.
const (
	MaxName   = 200
	MaxReason = 500
)

// Schema is the version of a person entry's body.
const Schema = 1

// The verbs of person entries.
const (
	VerbAdded      = "added"
	VerbChanged    = "changed"
	VerbSuspended  = "suspended"
	VerbReinstated = "reinstated"
)

// Directory knows who belongs to the alliance.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
	Person(p id.Person) (directory.Person, bool)
}

// Ledger takes entries, and returns once the directory holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

// Book is where people are written down. It is safe for concurrent use.
type Book struct {
	Directory Directory
	Ledger    Ledger
	Current   func(by access.Caller) bool // whether a caller would still be let in
	Now       func() time.Time
}

var _ Directory = (*directory.Directory)(nil)

// Shows reports whether a person is shown to the caller: to admins and auditors, to who may
// manage for the person's member, and to themselves. To all others they do not exist.
func Shows(p directory.Person, to access.Caller) bool {
	switch {
	case Oversees(to):
		return true
	case to.Person != "" && to.Person == p.ID:
		return true
	}
	return to.Can(access.Manage) && to.Member == p.Member
}

// Oversees reports whether the caller knows everybody, and why they are suspended.
func Oversees(by access.Caller) bool { return by.Admin || by.Can(access.Audit) }

// find returns the person that an admin wants to change.
func (b *Book) find(by access.Caller, p id.Person) (directory.Person, error) {
	if err := b.gate(by); err != nil {
		return directory.Person{}, err
	}
	found, ok := b.Directory.Person(p)
	if !ok {
		return directory.Person{}, ErrNotFound
	}
	return found, nil
}

// gate lets an admin in, who is one now: the request's body may have come slowly.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Admin); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// write puts p's next state on the ledger; lost says what a lost race is to the caller.
func (b *Book) write(ctx context.Context, by access.Caller, verb string, p directory.Person, r ledger.Request, lost func(error) error) (directory.Person, error) {
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: p.Modified, Kind: ledger.KindPerson, ID: string(p.ID),
		Verb: verb, Actor: by.Actor(), Schema: Schema,
		Request: r, Body: directory.EncodePerson(p), Expect: p.Position,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return directory.Person{}, lost(err)
	}
	if err != nil {
		return directory.Person{}, fmt.Errorf("append person %s: %w", p.ID, err)
	}
	p.Position = e.Position
	return p, nil
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }
