// Package access tells who is calling: API keys of members and of persons, kept as peppered
// hashes and compared in constant time, and the bootstrap admin's.
package access

import (
	"slices"
	"strconv"
	"strings"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
)

// Scope is what a credential may be used for.
type Scope string

// The scopes of a credential. Manage creates and revokes the member's own credentials, and
// shows its persons; Audit reads who did what, and the policies.
const (
	Read      Scope = "read"
	Publish   Scope = "publish"
	Subscribe Scope = "subscribe"
	Manage    Scope = "manage"
	Admin     Scope = "admin" // of persons with the role, and of the bootstrap admin
	Audit     Scope = "audit" // of persons with the role, and of admins
)

// Scopes are those a member's credential can be given; DefaultScopes what it gets unasked. A
// person's can be given what its roles give (Given).
var (
	Scopes        = []Scope{Read, Publish, Subscribe, Manage}
	DefaultScopes = []Scope{Read, Publish, Subscribe}
)

// ErrUnauthenticated is the one answer to no key, a wrong, revoked or expired key, and a
// suspended member. It tells nothing more.
var ErrUnauthenticated = fault.New(fault.Unauthenticated, "unauthenticated", "This request needs a valid key.")

// ErrScope says that the key may not be used for this.
var ErrScope = fault.New(fault.Forbidden, "scope-missing", "This key may not do that.")

// Caller is who is calling: a member's key, a person's, or the bootstrap admin's, which is an
// Admin that is no Person.
type Caller struct {
	Member     id.Member     // for whom it acts; "" for the alliance's persons
	Person     id.Person     // "" for a member's key and for the bootstrap admin
	Roles      []string      // the person's
	Of         id.Member     // the person's organisation; that of one who acts for the alliance lends it
	Credential id.Credential // "" for the bootstrap admin, unless signed in to the portal
	Admin      bool
	Scopes     []Scope
}

// Known reports whether this is anybody.
func (c Caller) Known() bool { return c.Admin || c.Person != "" || c.Member != "" }

// Actor names the caller on the ledger: "m:<member>/<credential>", "u:<person>/<credential>",
// or "u:admin" for the bootstrap admin.
func (c Caller) Actor() string {
	if c.bootstrap() {
		return c.Viewer()
	}
	return c.Viewer() + "/" + string(c.Credential)
}

// Viewer names the caller to policy: "m:<member>", "u:<person>", or "u:admin" for the bootstrap
// admin.
func (c Caller) Viewer() string {
	switch {
	case c.Person != "":
		return "u:" + string(c.Person)
	case c.Admin:
		return "u:" + string(directory.Bootstrap)
	}
	return "m:" + string(c.Member)
}

// Asker names the caller where its requests are told from others': it is the Viewer, and for a
// person the organisation too, so that one that goes over to another member does not get there
// what it was answered at the first.
func (c Caller) Asker() string {
	if c.Of == "" {
		return c.Viewer()
	}
	return c.Viewer() + "@" + string(c.Of)
}

// Can reports whether the key has s. The bootstrap admin has what the role admin gives. Nobody
// publishes, subscribes or manages but for a member, and a member's own key does not administer
// or audit.
func (c Caller) Can(s Scope) bool {
	if c.bootstrap() {
		return slices.Contains(Given([]string{directory.RoleAdmin}), s)
	}
	switch s {
	case Publish, Subscribe, Manage:
		if c.Member == "" {
			return false
		}
	case Admin:
		if !c.Admin {
			return false
		}
	case Audit:
		if c.Person == "" {
			return false
		}
	case Read:
	}
	return slices.Contains(c.Scopes, s)
}

func (c Caller) bootstrap() bool { return c.Admin && c.Person == "" }

// Require returns ErrScope if the key lacks s.
func (c Caller) Require(s Scope) error {
	if c.Can(s) {
		return nil
	}
	return Missing(s)
}

// Missing is ErrScope, and says which scopes would do.
func Missing(would ...Scope) error {
	if len(would) == 0 {
		return ErrScope
	}
	names := make([]string, len(would))
	for i, s := range would {
		names[i] = strconv.Quote(string(s))
	}
	return ErrScope.With("This needs a key with the scope %s.", strings.Join(names, " or "))
}
