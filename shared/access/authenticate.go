package access

import (
	"crypto/subtle"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// maxHeader bounds what is hashed for a caller that nobody knows yet.
const maxHeader = 512

// Keyring authenticates against the directory. It is safe for concurrent use.
type Keyring struct {
	directory *directory.Directory
	pepper    []byte
	bootstrap []byte // hash of the bootstrap admin's key; nil: there is no such key
	dummy     []byte // compared with where there is nothing to compare with
	now       func() time.Time
}

// NewKeyring takes the pepper (hubkey.Key.Derive) and the bootstrap admin's key. An empty
// bootstrap key is nobody's.
func NewKeyring(d *directory.Directory, pepper []byte, bootstrap string, now func() time.Time) *Keyring {
	k := &Keyring{directory: d, pepper: slices.Clone(pepper), now: now}
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
	match := subtle.ConstantTimeCompare(k.hash(cid, secret), kept) == 1
	switch {
	case admin:
		return Caller{Admin: true, Scopes: []Scope{Read, Admin}}, nil
	case match && ok && known && k.inForce(c):
		return caller(c), nil
	default:
		return Caller{}, ErrUnauthenticated
	}
}

// Current reports whether the caller would still be let in: for streams that are open.
func (k *Keyring) Current(c Caller) bool {
	if c.Admin {
		return k.bootstrap != nil
	}
	kept, ok := k.directory.Credential(c.Credential)
	return ok && kept.Member == c.Member && k.inForce(kept)
}

// inForce reports whether the credential and its member may be heard now.
func (k *Keyring) inForce(c directory.Credential) bool {
	if !c.RevokedAt.IsZero() || (!c.ExpiresAt.IsZero() && !k.now().Before(c.ExpiresAt)) {
		return false
	}
	m, ok := k.directory.Member(c.Member)
	return ok && m.State == directory.StateActive
}

func (k *Keyring) isBootstrap(key string) bool {
	got := k.hash("bootstrap", key)
	if k.bootstrap == nil {
		subtle.ConstantTimeCompare(got, k.dummy)
		return false
	}
	return subtle.ConstantTimeCompare(got, k.bootstrap) == 1
}

// caller gives a member's credential its scopes; those not known are dropped.
func caller(c directory.Credential) Caller {
	out := Caller{Member: c.Member, Credential: c.ID}
	for _, s := range c.Scopes {
		if slices.Contains(Scopes, Scope(s)) {
			out.Scopes = append(out.Scopes, Scope(s))
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
