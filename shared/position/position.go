// Package position seals what a client may hold of the ledger's numbers: authenticated,
// deterministic encryption (AES-SIV, RFC 5297), so that equal positions look equal and their
// gaps show nothing.
package position

import (
	"fmt"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"
)

// Use says what a sealed value is for; one for one use is refused for another.
type Use string

// The uses.
const (
	ETag   Use = "etag"
	Cursor Use = "cursor"
	Token  Use = "token" // the Ledger-Position header
	Mark   Use = "mark"  // change feed cursor, SSE id
	Feed   Use = "feed"  // the same, as hubs before marks gave it: opened, sealed no more
)

// KeySize is the length of a sealer's key, in bytes.
const KeySize = subtle.AESSIVKeySize

// Size is the length of a sealed value, in characters.
const Size = 32

// Sealer seals under the hub's key. It is safe for concurrent use.
type Sealer struct{ siv *subtle.AESSIV }

// New makes a sealer of a 64-byte key (hubkey.Key.Derive).
func New(key []byte) (*Sealer, error) {
	siv, err := subtle.NewAESSIV(key)
	if err != nil {
		return nil, fmt.Errorf("position: %w", err)
	}
	return &Sealer{siv: siv}, nil
}

// label is the associated data: what the value is for, and whose it is. A use holds no '|',
// so no two pairs give one label.
func label(u Use, bind string) []byte { return []byte(string(u) + "|" + bind) }
