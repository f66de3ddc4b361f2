// Package position seals what a client may hold of the ledger's numbers: authenticated,
// deterministic encryption (AES-SIV, RFC 5297), so that equal positions look equal and their
// gaps show nothing.
package position

import (
	"github.com/entente-hub/entente/shared/ledger"
)

// Use says what a sealed value is for; one for one use is refused for another.
type Use string

// The uses.
const (
	ETag   Use = "etag"
	Cursor Use = "cursor"
	Token  Use = "token" // the Ledger-Position header
	Feed   Use = "feed"  // change feed cursor, SSE id
)

// Sealer seals under the hub's key. It is safe for concurrent use.
type Sealer struct{}

// New makes a sealer of a 64-byte key (hubkey.Key.Derive).
func New(key []byte) (*Sealer, error) { panic("to be written") }

// Seal returns 32 characters of unpadded base64url. bind ties the value to its holder and
// question (viewer, filter hash …): Open with another bind fails.
func (s *Sealer) Seal(u Use, bind string, p ledger.Position) string { panic("to be written") }

// Open reads back what Seal made; ok is false for anything else.
func (s *Sealer) Open(u Use, bind, sealed string) (p ledger.Position, ok bool) {
	panic("to be written")
}
