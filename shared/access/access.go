// Package access tells who is calling: API keys of members, kept as peppered hashes and
// compared in constant time, and the bootstrap admin's.
package access

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
)

// Scope is what a credential may be used for.
type Scope string

// The scopes of a credential. Manage creates and revokes the member's own credentials.
const (
	Read      Scope = "read"
	Publish   Scope = "publish"
	Subscribe Scope = "subscribe"
	Manage    Scope = "manage"
	Admin     Scope = "admin" // of the bootstrap admin alone
)

// Scopes are those a credential can be given; DefaultScopes what it gets unasked.
var (
	Scopes        = []Scope{Read, Publish, Subscribe, Manage}
	DefaultScopes = []Scope{Read, Publish, Subscribe}
)

// ErrUnauthenticated is the one answer to no key, a wrong, revoked or expired key, and a
// suspended member. It tells nothing more.
var ErrUnauthenticated = fault.New(fault.Unauthenticated, "unauthenticated", "This request needs a valid key.")

// ErrScope says that the key may not be used for this.
var ErrScope = fault.New(fault.Forbidden, "scope-missing", "This key may not do that.")

// Caller is who is calling.
type Caller struct {
	Member     id.Member     // "" for the admin
	Credential id.Credential // "" for the bootstrap admin
	Admin      bool
	Scopes     []Scope
}

// Actor names the caller on the ledger: "m:<member>/<credential>" or "u:admin".
func (c Caller) Actor() string { panic("to be written") }

// Viewer names the caller to policy: "m:<member>" or "u:admin".
func (c Caller) Viewer() string { panic("to be written") }

// Require returns ErrScope if the key lacks s. The admin has Read and Admin only.
func (c Caller) Require(s Scope) error { panic("to be written") }

// With returns ctx carrying the caller; From reads it, the zero Caller if there is none.
func With(ctx context.Context, c Caller) context.Context { panic("to be written") }

// From returns the caller that With put there.
func From(ctx context.Context) Caller { panic("to be written") }

// Keyring authenticates against the directory.
type Keyring struct{}

// NewKeyring takes the pepper (hubkey.Key.Derive) and the bootstrap admin's key.
func NewKeyring(d *directory.Directory, pepper []byte, bootstrap string, now func() time.Time) *Keyring {
	panic("to be written")
}

// Authenticate takes the Authorization header's value.
// It returns ErrUnauthenticated, after the same work, whatever the reason.
func (k *Keyring) Authenticate(header string) (Caller, error) { panic("to be written") }

// Current reports whether the caller would still be let in: for streams that are open.
func (k *Keyring) Current(c Caller) bool { panic("to be written") }

// Mint makes a key: "ent_<id>_<secret>", and the hash to keep.
func (k *Keyring) Mint(cid id.Credential) (key string, hash []byte) { panic("to be written") }
