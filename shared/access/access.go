// Package access tells who is calling: API keys of members, kept as peppered hashes and
// compared in constant time, and the bootstrap admin's.
package access

import (
	"slices"

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
func (c Caller) Actor() string {
	if c.Admin {
		return "u:admin"
	}
	return "m:" + string(c.Member) + "/" + string(c.Credential)
}

// Viewer names the caller to policy: "m:<member>" or "u:admin".
func (c Caller) Viewer() string {
	if c.Admin {
		return "u:admin"
	}
	return "m:" + string(c.Member)
}

// Can reports whether the key has s. The admin has Read and Admin only; no member has Admin.
func (c Caller) Can(s Scope) bool {
	if c.Admin {
		return s == Read || s == Admin
	}
	return s != Admin && slices.Contains(c.Scopes, s)
}

// Require returns ErrScope if the key lacks s.
func (c Caller) Require(s Scope) error {
	if c.Can(s) {
		return nil
	}
	return ErrScope.With("This needs a key with the scope %q.", s)
}
