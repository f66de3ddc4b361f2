// Package member holds the rules of who belongs to the alliance: how an organisation is enrolled,
// changed, suspended and reinstated. An admin alone does any of it, but that a member says itself
// what it would have of match notices.
package member

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
	ErrExists   = fault.New(fault.Conflict, "member-exists", "There is a member with this id.")
	ErrInvalid  = fault.New(fault.Invalid, "member-invalid", "The member is not right.")
	ErrNotFound = fault.New(fault.NotFound, "not-found", "There is nothing here.")
)

// The limits of what is written of a member, in characters.
const (
	MaxName   = 200
	MaxReason = 500
)

// Schema is the version of a member entry's body.
const Schema = 1

// The verbs of member entries.
const (
	VerbEnrolled   = "enrolled"
	VerbChanged    = "changed"
	VerbSuspended  = "suspended"
	VerbReinstated = "reinstated"
)

// Directory knows who belongs to the alliance.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
}

// Ledger takes entries, and returns once the directory holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

// Book is where members are written down. It is safe for concurrent use.
type Book struct {
	Directory Directory
	Ledger    Ledger
	Current   func(by access.Caller) bool // whether a caller would still be let in
	Now       func() time.Time
}

// find returns the member that an admin wants to change.
func (b *Book) find(by access.Caller, m id.Member) (directory.Member, error) {
	if err := b.gate(by); err != nil {
		return directory.Member{}, err
	}
	return b.known(m)
}

// self returns the member that a caller manages.
func (b *Book) self(by access.Caller, m id.Member) (directory.Member, error) {
	if !b.Current(by) {
		return directory.Member{}, access.ErrUnauthenticated
	}
	return b.known(m)
}

func (b *Book) known(m id.Member) (directory.Member, error) {
	found, ok := b.Directory.Member(m)
	if !ok {
		return directory.Member{}, ErrNotFound
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

// write puts m's next state on the ledger; lost says what a lost race is to the caller.
func (b *Book) write(ctx context.Context, by access.Caller, verb string, m directory.Member, r ledger.Request, lost func(error) error) (directory.Member, error) {
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: m.Modified, Kind: ledger.KindMember, ID: string(m.ID),
		Verb: verb, Actor: by.Actor(), Schema: Schema,
		Request: r, Body: directory.EncodeMember(m), Expect: m.Position,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return directory.Member{}, lost(err)
	}
	if err != nil {
		return directory.Member{}, fmt.Errorf("append member %s: %w", m.ID, err)
	}
	m.Position = e.Position
	return m, nil
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }

var _ Directory = (*directory.Directory)(nil)
