package transparency

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// SeedSize is the length of a key's seed, in bytes.
const SeedSize = ed25519.SeedSize

// blind is what follows the origin of a blind note.
const blind = "/blind"

// Key signs notes, by Ed25519. It does not print.
type Key struct{ signer signer }

// signer is note.Signer over an Ed25519 key.
type signer struct {
	note.Verifier
	vkey string
	key  ed25519.PrivateKey
}

func (s signer) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.key, msg), nil }

// NewKey makes the key of a hub of its seed (hubkey.Key.Derive). The hub's id is in every
// note's origin, "entente/<hub id>": a word without spaces and without '+'.
func NewKey(hub string, seed []byte) (*Key, error) {
	if len(seed) != SeedSize {
		return nil, fmt.Errorf("transparency: the seed has %d bytes, it must have %d", len(seed), SeedSize)
	}
	key := ed25519.NewKeyFromSeed(seed)
	vkey, err := note.NewEd25519VerifierKey("entente/"+hub, key.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("transparency: %w", err)
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("transparency: hub id %q: %w", hub, err)
	}
	return &Key{signer{v, vkey, key}}, nil
}

// Verifier is the key that verifies, in the form of golang.org/x/mod/sumdb/note:
// "<name>+<hash>+<key>".
func (k *Key) Verifier() string { return k.signer.vkey }

// Sign returns the checkpoint of a tree: its origin, size and root, each on a line, signed.
func (k *Key) Sign(t Tree) (string, error) {
	return k.sign(fmt.Sprintf("%s\n%d\n%s\n", k.signer.Name(), t.Size, t.Root))
}

// SignBlind returns the blind note of a root: an origin that ends in /blind, the time when the
// period began (RFC 3339, UTC) and the root, each on a line, signed by the same key.
func (k *Key) SignBlind(t Tree, period time.Time) (string, error) {
	return k.sign(fmt.Sprintf("%s%s\n%s\n%s\n", k.signer.Name(), blind, period.UTC().Format(time.RFC3339), t.Root))
}

func (k *Key) sign(text string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: text}, k.signer)
	if err != nil {
		return "", fmt.Errorf("transparency: sign: %w", err)
	}
	return string(signed), nil
}

// Format prints no secret, whatever the verb.
func (k *Key) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(k.signer.vkey)) }
