// Package hubkey is the hub's own secret. Ids, sealed cursors, pseudonyms and secrets at rest
// hang on it: a hub that loses it keeps its ledger and loses its names.
package hubkey

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
)

// Size is the length of the secret, in bytes.
const Size = 32

// hidden is all that a key prints.
const hidden = "hubkey.Key(hidden)"

// Key is the hub's secret. It does not print.
type Key struct{ secret *secret }

// secret is behind a pointer, so that a Key inside a printed struct shows an address.
type secret struct {
	root []byte
	ids  []byte // what ID runs on, derived once
}

// New takes a secret of Size bytes; Load is the usual way to one.
func New(root []byte) (Key, error) {
	if len(root) != Size {
		return Key{}, fmt.Errorf("hubkey: the secret has %d bytes, it must have %d", len(root), Size)
	}
	k := Key{&secret{root: append([]byte(nil), root...)}}
	k.secret.ids = k.Derive("hubkey/id", sha256.Size)
	return k, nil
}

// Parse reads a secret as a key file holds it: 64 hex digits.
func Parse(text string) (Key, error) {
	root, err := hex.DecodeString(text)
	if err != nil || len(root) != Size {
		return Key{}, fmt.Errorf("hubkey: the secret must be %d hex digits (openssl rand -hex %d)", 2*Size, Size)
	}
	return New(root)
}

// Derive returns n bytes for a purpose (HKDF-SHA256, RFC 5869).
func (k Key) Derive(purpose string, n int) []byte {
	out, err := hkdf.Key(sha256.New, k.secret.root, nil, "entente/"+purpose, n)
	if err != nil {
		panic(fmt.Sprintf("hubkey: derive %s: %v", purpose, err)) // only n > 255*32 can fail
	}
	return out
}

// Format prints no secret, whatever the verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(hidden)) }

// LogValue logs no secret.
func (k Key) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText writes no secret.
func (k Key) MarshalText() ([]byte, error) { return []byte(hidden), nil }
