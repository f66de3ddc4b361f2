package access

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"strings"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

const (
	prefix     = "ent_" // a fixed start, for secret scanners
	idSize     = 16     // characters: 80 bits
	secretSize = 52     // characters: 256 bits
)

var lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID returns a random credential id.
func NewID() id.Credential { return id.Credential(random(10)) }

// Mint makes a key: "ent_<id>_<secret>", and the hash to keep. The id is 16 lower-case
// base32 characters, the secret 52 (32 random bytes).
func (k *Keyring) Mint(cid id.Credential) (key string, hash []byte) {
	secret := random(32)
	return prefix + string(cid) + "_" + secret, k.hash(string(cid), secret)
}

// MintSession makes the key of a person's session, which a browser keeps as a cookie. That of the
// bootstrap admin is bound to the bootstrap key: with another one it opens nothing.
func (k *Keyring) MintSession(cid id.Credential, p id.Person) (key string, hash []byte) {
	secret := random(32)
	return prefix + string(cid) + "_" + secret, k.hash(string(cid), k.bound(directory.Credential{Person: p, Session: true}, secret))
}

// bound is what is hashed of a key's secret.
func (k *Keyring) bound(c directory.Credential, secret string) string {
	if c.Session && c.Person == directory.Bootstrap {
		return secret + "." + hex.EncodeToString(k.bootstrap)
	}
	return secret
}

// Bootstrap is the same for as long as the bootstrap key is, and tells nothing of it.
func (k *Keyring) Bootstrap() []byte {
	return k.hash("bootstrap-mark", hex.EncodeToString(k.bootstrap))
}

// hash is what is kept of a key: HMAC-SHA256 under the pepper. The secret has 256 random
// bits, so that a slow hash would add nothing but load.
func (k *Keyring) hash(cid, secret string) []byte {
	mac := k.macs.Get().(hash.Hash)
	defer k.macs.Put(mac)
	mac.Reset()
	mac.Write([]byte(cid + "." + secret))
	return mac.Sum(nil)
}

// split takes a member's key apart; ok is false for anything else.
func split(key string) (cid, secret string, ok bool) {
	rest, ok := strings.CutPrefix(key, prefix)
	if !ok {
		return "", "", false
	}
	cid, secret, ok = strings.Cut(rest, "_")
	return cid, secret, ok && len(cid) == idSize && len(secret) == secretSize
}

func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return lower.EncodeToString(b)
}
