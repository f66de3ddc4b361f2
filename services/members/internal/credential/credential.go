// Package credential holds the rules of API keys, of members and of persons: who may make and
// revoke one, and what a key can be given. A key never gives what it has not.
package credential

import (
	"context"
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
	ErrInvalid    = fault.New(fault.Invalid, "credential-invalid", "The credential is not right.")
	ErrNotFound   = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrForbidden  = fault.New(fault.Forbidden, "forbidden", "You may not do this.")
	ErrAnswerGone = fault.New(fault.Conflict, "idempotency-answer-gone", "The first answer can no longer be given.")
)

// MaxName is the longest name of a credential, in characters.
const MaxName = 100

// Schema is the version of a credential entry's body.
const Schema = 1

// The verbs of credential entries.
const (
	VerbMinted  = "minted"
	VerbRevoked = "revoked"
)

// Directory knows who belongs to the alliance.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
	Person(p id.Person) (directory.Person, bool)
	Credential(c id.Credential) (directory.Credential, bool)
	Credentials(m id.Member) []directory.Credential
	PersonCredentials(p id.Person) []directory.Credential
}

// Ledger takes entries, and returns once the directory holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

// Keyring makes keys and knows those in force.
type Keyring interface {
	// Mint makes a key for a credential, and the hash to keep.
	Mint(c id.Credential) (key string, hash []byte)
	// Current reports whether a caller would still be let in.
	Current(by access.Caller) bool
}

// Book is where credentials are written down. It is safe for concurrent use.
type Book struct {
	Directory Directory
	Ledger    Ledger
	Keys      Keyring
	ID        func(r ledger.Request) id.Credential // the same for the same request; random for none
	Memory    *Memory
	Now       func() time.Time
}

var (
	_ Directory = (*directory.Directory)(nil)
	_ Keyring   = (*access.Keyring)(nil)
)

// gate lets in who may deal with o's credentials, and is in force now: its request's body may
// have come slowly. That is an admin; for a member's, the member itself with a key that may
// manage; for a person's, the person. For all others of whatever owner it is ErrNotFound, as for
// none at all.
func (b *Book) gate(by access.Caller, o Owner) error {
	admin := by.Can(access.Admin)
	if !admin && o.Person == "" {
		if err := by.Require(access.Manage); err != nil {
			return err
		}
	}
	if !b.Keys.Current(by) {
		return access.ErrUnauthenticated
	}
	if !admin && !o.is(by) {
		if by.Admin {
			return by.Require(access.Admin) // it knows everybody, with a key that does not administer
		}
		return ErrNotFound
	}
	if !b.exists(o) {
		return ErrNotFound
	}
	return nil
}

func (b *Book) write(ctx context.Context, by access.Caller, verb string, c directory.Credential, r ledger.Request, at time.Time) (directory.Credential, error) {
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: at, Kind: ledger.KindCredential, ID: string(c.ID),
		Verb: verb, Actor: by.Actor(), Schema: Schema,
		Request: r, Body: directory.EncodeCredential(c), Expect: c.Position,
	})
	if err != nil {
		return directory.Credential{}, fmt.Errorf("append credential %s: %w", c.ID, err)
	}
	c.Position = e.Position
	return c, nil
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }
