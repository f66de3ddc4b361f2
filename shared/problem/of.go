package problem

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
)

// The faults that errors of others become here.
var (
	ErrInternal    = fault.New(fault.Internal, "internal", "Something broke here.")
	ErrUnavailable = again(fault.New(fault.Unavailable, "ledger-unavailable", "The ledger cannot be reached."))
	ErrLate        = again(fault.New(fault.Unavailable, "not-in-time", "This was not done in time."))
	ErrConflict    = fault.New(fault.Conflict, "conflict", "Somebody else was faster.")
	ErrTooLarge    = fault.New(fault.TooLarge, "body-too-large", "The body is too large.")
)

// again declares a fault after which trying again helps. After would give a copy, and copies
// of that would not match it.
func again(f *fault.Fault) *fault.Fault {
	f.Retry = 2 * time.Second
	return f
}

// Of finds what a client may read of err: the fault in its chain, or what stands for an error
// of the ledger, of the clock or of the body's size, or else ErrInternal.
func Of(err error) *fault.Fault {
	if f, ok := fault.As(err); ok {
		return f
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return ErrTooLarge.With("At most %d bytes are read here.", large.Limit)
	case errors.Is(err, ledger.ErrTooLarge):
		return ErrTooLarge.With("What it makes is more than one entry of the ledger holds (%d bytes).", ledger.MaxBody)
	case errors.Is(err, ledger.ErrConflict):
		return ErrConflict.With("This changed while it was being written. Read it again, and try again.")
	case errors.Is(err, ledger.ErrUnavailable):
		return ErrUnavailable
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return ErrLate
	default:
		return ErrInternal
	}
}
