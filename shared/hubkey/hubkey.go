// Package hubkey is the hub's own secret. Ids, sealed cursors, pseudonyms and secrets at rest
// hang on it: a hub that loses it keeps its ledger and loses its names.
package hubkey

// Key is the hub's secret. It does not print.
type Key struct{ secret []byte }

// Load reads the key file (32 bytes, hex), or makes it with mode 0600 where it is absent.
func Load(path string) (Key, error) { panic("to be written") }

// Derive returns n bytes for a purpose (HKDF-SHA256, RFC 5869).
func (k Key) Derive(purpose string, n int) []byte { panic("to be written") }

// ID returns 26 lower-case base32 characters: HMAC-SHA256 over the parts, for a purpose,
// cut to 128 bits.
func (k Key) ID(purpose string, parts ...string) string { panic("to be written") }
