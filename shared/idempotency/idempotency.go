// Package idempotency remembers, for 24 hours, which request made which entry, so that a
// request sent again under the same Idempotency-Key gets the same answer.
package idempotency

import (
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
)

// Window is how long a key is remembered.
const Window = 24 * time.Hour

// Limit is how many keys are remembered at most; past it the oldest go first. A key costs
// some 150 bytes.
const Limit = 1 << 20

// Errors that a client may read.
var (
	// ErrReused says that the key was used for another body.
	ErrReused = fault.New(fault.Conflict, "idempotency-key-reused", "This Idempotency-Key was used for another request.")
	// ErrInvalid says that the header is not a key.
	ErrInvalid = fault.New(fault.Malformed, "idempotency-key-invalid", "The Idempotency-Key cannot be used.")
)

// Keys folds the requests that entries carry. It is a fold.View, safe for concurrent use.
type Keys struct {
	now   func() time.Time
	limit int

	mu    sync.RWMutex
	made  map[string]answer // by Request.Key
	order []string          // keys as they came, oldest first
	spent int               // how many at the front of order are gone
}

// answer is what a request made.
type answer struct {
	body     string
	position ledger.Position
	at       time.Time
}

// New returns an empty memory.
func New(now func() time.Time) *Keys {
	return &Keys{now: now, limit: Limit, made: make(map[string]answer)}
}
