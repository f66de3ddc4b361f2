// Package session holds the rules of signing in to the portal. A session is a credential of the
// person's that ends by itself: the browser keeps its key as a cookie, and whatever shuts the
// person out (suspended, their member suspended, a role taken away, the credential revoked) shuts
// the session out at the next request. It is on the ledger, so it outlives the process.
package session

import (
	"context"
	"crypto/cipher"
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
	ErrSpent     = fault.New(fault.Unauthenticated, "sign-in-link-spent", "This sign-in link opens nothing any more.")
	ErrRefused   = fault.New(fault.Unauthenticated, "sign-in-refused", "The provider's answer signs nobody in.")
	ErrNotFound  = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrForbidden = fault.New(fault.Forbidden, "forbidden", "You may not do this.")
)

// The verbs of a session's entries.
const (
	VerbSignedIn  = "signed_in"
	VerbSignedOut = "signed_out"
)

// all is what a session may be used for: what it can do is what the person's roles give at each
// request.
var all = []string{
	string(access.Read), string(access.Publish), string(access.Subscribe), string(access.Manage), string(access.Admin), string(access.Audit),
}

// Directory knows who belongs to the alliance.
type Directory interface {
	Person(p id.Person) (directory.Person, bool)
	Credential(c id.Credential) (directory.Credential, bool)
}

// Ledger takes entries, and returns once the directory holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

// Keyring makes keys and knows who may be heard.
type Keyring interface {
	MintSession(c id.Credential, p id.Person) (key string, hash []byte)
	Admit(c directory.Credential) (access.Caller, bool)
	Current(by access.Caller) bool
	Bootstrap() []byte
}

// Book is where people sign in and out. It is safe for concurrent use.
type Book struct {
	Directory Directory
	Ledger    Ledger
	Keys      Keyring
	Seal      cipher.AEAD   // of links; takes no nonce (cipher.NewGCMWithRandomNonce)
	Length    time.Duration // of a session
	Now       func() time.Time
}

var (
	_ Directory = (*directory.Directory)(nil)
	_ Keyring   = (*access.Keyring)(nil)
)

// Session is what a browser is given.
type Session struct {
	Key     string // for the cookie
	Person  id.Person
	Expires time.Time
}

// SignIn begins a session of the person whom a provider vouches for.
// It returns ErrRefused for one who is unknown here or may not be heard now, and the ledger's
// errors.
func (b *Book) SignIn(ctx context.Context, p id.Person) (Session, error) {
	if p == directory.Bootstrap {
		return Session{}, ErrRefused // whatever a provider calls its users
	}
	return b.begin(ctx, p, access.NewID(), "Portal", ErrRefused)
}

// SignOut ends the session that the caller is signed in by. For one who is not it does nothing.
// It returns the ledger's errors.
func (b *Book) SignOut(ctx context.Context, by access.Caller) error {
	c, ok := b.Directory.Credential(by.Credential)
	if !ok || !c.Session || !c.RevokedAt.IsZero() {
		return nil
	}
	c.RevokedAt = b.now()
	err := b.write(ctx, by, VerbSignedOut, c, c.RevokedAt)
	if errors.Is(err, ledger.ErrConflict) {
		return nil // somebody else ended it: nothing else happens to a session
	}
	return err
}

// begin writes a session down. no is what is said where the person may not be heard, or where
// there is a session of this id.
func (b *Book) begin(ctx context.Context, p id.Person, cid id.Credential, name string, no *fault.Fault) (Session, error) {
	now := b.now()
	c := directory.Credential{ID: cid, Person: p, Name: name, Scopes: all, Session: true, Created: now, ExpiresAt: now.Add(b.Length)}
	by, in := b.Keys.Admit(c)
	if !in {
		return Session{}, no
	}
	key, hash := b.Keys.MintSession(cid, p)
	c.Hash = hash
	err := b.write(ctx, by, VerbSignedIn, c, now)
	if errors.Is(err, ledger.ErrConflict) {
		return Session{}, no
	}
	if err != nil {
		return Session{}, err
	}
	return Session{Key: key, Person: p, Expires: c.ExpiresAt}, nil
}

func (b *Book) write(ctx context.Context, by access.Caller, verb string, c directory.Credential, at time.Time) error {
	_, err := b.Ledger.Append(ctx, ledger.Draft{
		At: at, Kind: ledger.KindCredential, ID: string(c.ID), Verb: verb, Actor: by.Actor(),
		Schema: directory.Schema, Body: directory.EncodeCredential(c), Expect: c.Position,
	})
	if err != nil {
		return fmt.Errorf("append session %s: %w", c.ID, err)
	}
	return nil
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }
