package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// maxHeader bounds what is hashed for a caller that nobody knows yet.
const maxHeader = 512

// Keyring authenticates against the directory. It is safe for concurrent use.
type Keyring struct {
	directory *directory.Directory
	macs      sync.Pool // of HMACs under the pepper: making one costs more than using it
	bootstrap []byte    // hash of the bootstrap admin's key; nil: there is no such key
	dummy     []byte    // compared with where there is nothing to compare with
	now       func() time.Time
}

// NewKeyring takes the pepper (hubkey.Key.Derive) and the bootstrap admin's key. An empty
// bootstrap key is nobody's.
func NewKeyring(d *directory.Directory, pepper []byte, bootstrap string, now func() time.Time) *Keyring {
	pepper = slices.Clone(pepper)
	k := &Keyring{directory: d, macs: sync.Pool{New: func() any { return hmac.New(sha256.New, pepper) }}, now: now}
	k.dummy = k.hash("", random(32))
	if bootstrap != "" {
		k.bootstrap = k.hash("bootstrap", bootstrap)
	}
	return k
}

// Authenticate takes the Authorization header's value.
// It returns ErrUnauthenticated, after the same work, whatever the reason.
func (k *Keyring) Authenticate(header string) (Caller, error) {
	key := bearer(header)
	admin := k.isBootstrap(key)
	cid, secret, ok := split(key)
	c, known := k.directory.Credential(id.Credential(cid))
	kept := k.dummy
	if ok && known && len(c.Hash) == len(k.dummy) {
		kept = c.Hash
	}
	match := subtle.ConstantTimeCompare(k.hash(cid, k.bound(c, secret)), kept) == 1
	if admin {
		return Caller{Admin: true, Scopes: Given([]string{directory.RoleAdmin})}, nil
	}
	if match && ok && known {
		if caller, in := k.Admit(c); in {
			return caller, nil
		}
	}
	return Caller{}, ErrUnauthenticated
}

// Current reports whether the caller would still be let in, as whom and with what it was: for
// streams that are open, and for bodies that come slowly. A person who has gone over to another
// member, or has lost a role that the caller relies on, is another caller.
func (k *Keyring) Current(c Caller) bool {
	if c.bootstrap() && c.Credential == "" {
		return k.bootstrap != nil
	}
	kept, ok := k.directory.Credential(c.Credential)
	if !ok {
		return false
	}
	now, in := k.Admit(kept)
	return in && now.Member == c.Member && now.Person == c.Person && now.Of == c.Of && now.Admin == c.Admin &&
		!slices.ContainsFunc(c.Scopes, func(s Scope) bool { return !slices.Contains(now.Scopes, s) })
}

// Admit makes a caller of a credential whose key was shown, or is to be, unless it, its member or
// its person may not be heard now.
func (k *Keyring) Admit(c directory.Credential) (Caller, bool) {
	if !c.RevokedAt.IsZero() || (!c.ExpiresAt.IsZero() && !k.now().Before(c.ExpiresAt)) {
		return Caller{}, false
	}
	switch {
	case c.Person == "":
		return Caller{Member: c.Member, Credential: c.ID, Scopes: both(Scopes, c.Scopes)}, k.active(c.Member)
	case c.Member == "" && c.Person == directory.Bootstrap && c.Session:
		return Caller{Admin: true, Credential: c.ID, Scopes: both(Given([]string{directory.RoleAdmin}), c.Scopes)}, k.bootstrap != nil
	case c.Member == "":
		return k.person(c)
	}
	return Caller{}, false // of two owners it is nobody's
}

// person makes a caller of a person's credential, with what its roles give now. It fails closed:
// roles of two sorts, or a member's without a member, let nobody in.
func (k *Keyring) person(c directory.Credential) (Caller, bool) {
	p, ok := k.directory.Person(c.Person)
	if !ok || p.ID == directory.Bootstrap || p.State != directory.StateActive {
		return Caller{}, false
	}
	out := Caller{Person: p.ID, Roles: p.Roles, Of: p.Member, Credential: c.ID, Scopes: both(Given(p.Roles), c.Scopes)}
	switch {
	case p.ForAlliance():
		out.Admin = slices.Contains(p.Roles, directory.RoleAdmin)
	case p.ForMember():
		out.Member = p.Member
	default:
		return Caller{}, false
	}
	return out, p.Member == "" || k.active(p.Member)
}

func (k *Keyring) active(m id.Member) bool {
	found, ok := k.directory.Member(m)
	return ok && found.State == directory.StateActive
}

func (k *Keyring) isBootstrap(key string) bool {
	got := k.hash("bootstrap", key)
	if k.bootstrap == nil {
		subtle.ConstantTimeCompare(got, k.dummy)
		return false
	}
	return subtle.ConstantTimeCompare(got, k.bootstrap) == 1
}

// both returns the scopes that can be had and that the credential has.
func both(can []Scope, has []string) []Scope {
	var out []Scope
	for _, s := range can {
		if slices.Contains(has, string(s)) {
			out = append(out, s)
		}
	}
	return out
}

// bearer returns the token of "Bearer <token>" (RFC 6750; the scheme in any case), "" for
// anything else.
func bearer(header string) string {
	if len(header) > maxHeader {
		return ""
	}
	scheme, token, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
