// Package fold keeps a process's views in step with the ledger: one follower hands every
// entry, once and in order, to each view. A writer in the same process does not wait for its
// entry to come back: fold applies it at once if it is the next in order.
package fold

import (
	"context"

	"github.com/entente-hub/entente/shared/ledger"
)

// View is a read model. Apply is called with consecutive entries, never concurrently, and
// must not block; an error is a defect, and stops the process.
type View interface {
	Apply([]ledger.Entry) error
}

// Fold feeds views from a ledger. Views are fed in the order given: rights before records.
type Fold struct{}

// New makes a fold; Run starts it.
func New(l *ledger.Ledger, views ...View) *Fold { panic("to be written") }

// Run catches up with the ledger and follows it until ctx ends.
func (f *Fold) Run(ctx context.Context) error { panic("to be written") }

// Ready is closed once the views hold all that the ledger held when Run began.
func (f *Fold) Ready() <-chan struct{} { panic("to be written") }

// Position is that of the last entry the views hold. Lag (head minus position) is for readyz.
func (f *Fold) Position() ledger.Position { panic("to be written") }

// Wait returns once the views hold p; else ctx's error.
func (f *Fold) Wait(ctx context.Context, p ledger.Position) error { panic("to be written") }

// Append is ledger.Append, and returns once the views hold the entry.
func (f *Fold) Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error) {
	panic("to be written")
}

// AppendAll is ledger.AppendAll, and returns once the views hold the entries.
func (f *Fold) AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error) {
	panic("to be written")
}
