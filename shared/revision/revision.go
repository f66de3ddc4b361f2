// Package revision is the condition under which an entity may be changed: that it still is
// as the caller read it (RFC 9110, If-Match). A position of the ledger is a revision.
package revision

import (
	"slices"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
)

// What a client is told where the condition does not hold.
var (
	ErrMoved   = fault.New(fault.Stale, "precondition-failed", "This has changed since you read it.")
	ErrMissing = fault.New(fault.Precondition, "precondition-required", "Send If-Match with the ETag you read.")
)

// Match is what a change was asked to start from.
type Match struct {
	Given bool              // there was a condition
	Any   bool              // "*": whatever there is
	At    []ledger.Position // the revisions that the caller takes; what is not one of ours is not there
}

// Holds returns ErrMoved if there is a condition and now does not meet it.
func (m Match) Holds(now ledger.Position) error {
	if m.Given && !m.Any && !slices.Contains(m.At, now) {
		return ErrMoved
	}
	return nil
}

// Demands is Holds for a change that may not do without a condition: ErrMissing without one.
func (m Match) Demands(now ledger.Position) error {
	if !m.Given {
		return ErrMissing
	}
	return m.Holds(now)
}

// Lost is what a change that lost a race is told: ErrMoved where it had a condition, else err
// as it is.
func (m Match) Lost(err error) error {
	if m.Given {
		return ErrMoved
	}
	return err
}
