// Package idempotency remembers, for 24 hours, which request made which entry, so that a
// request sent again under the same Idempotency-Key gets the same answer.
package idempotency

import (
	"time"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
)

// Window is how long a key is remembered.
const Window = 24 * time.Hour

// ErrReused says that the key was used for another body.
var ErrReused = fault.New(fault.Conflict, "idempotency-key-reused", "This Idempotency-Key was used for another request.")

// Keys folds the requests that entries carry. It is a fold.View.
type Keys struct{}

// New returns an empty memory.
func New(now func() time.Time) *Keys { panic("to be written") }

// Apply folds entries.
func (k *Keys) Apply(es []ledger.Entry) error { panic("to be written") }

// Of makes the Request of a call: who (Caller.Viewer), which operation, under which
// Idempotency-Key header (quoted or bare; at most 255 characters), asking what (any
// deterministic encoding of the body). An empty header gives the zero Request.
// It returns a fault (Malformed, "idempotency-key-invalid") for a bad header.
func Of(viewer, operation, header string, body []byte) (ledger.Request, error) {
	panic("to be written")
}

// Prior returns the entry that the same request made before, ok false if there is none (or
// r is zero), ErrReused if the key was used for another body.
func (k *Keys) Prior(r ledger.Request) (p ledger.Position, ok bool, err error) {
	panic("to be written")
}
