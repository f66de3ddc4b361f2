// Package fold keeps a process's views in step with the ledger: one follower hands every
// entry, once and in order, to each view. A writer in the same process does not wait for its
// entry to come back: fold applies it at once if it is the next in order.
package fold

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// View is a read model. Apply is called with consecutive entries, never concurrently, and
// must not block; an error is a defect, and stops the process. The entries are not the
// view's to change.
type View interface {
	Apply([]ledger.Entry) error
}

// ErrRunning is returned by a second Run.
var ErrRunning = errors.New("fold: is running already")

const (
	// maxEarly is how many entries of our own are kept till those before them come; the
	// follower brings the rest.
	maxEarly = 10_000

	// heldWithin bounds the wait of a writer for the views to hold what it wrote.
	heldWithin = 5 * time.Second
)

// Fold feeds views from a ledger. Views are fed in the order given: rights before records.
// It is safe for concurrent use.
type Fold struct {
	ledger  *ledger.Ledger
	views   []View
	running atomic.Bool
	ready   chan struct{}
	failed  chan struct{} // closed once err is set

	position atomic.Uint64 // written under mu

	mu      sync.Mutex // held while views apply
	err     error      // a view's; nothing is applied after it
	early   map[ledger.Position]ledger.Entry
	waiting []waiter
	caught  func(ledger.Position) // told of each new position until the fold is ready
	stop    func()                // ends Run
}

type waiter struct {
	position ledger.Position
	held     chan struct{}
}

// New makes a fold; Run starts it.
func New(l *ledger.Ledger, views ...View) *Fold {
	return &Fold{
		ledger: l,
		views:  views,
		ready:  make(chan struct{}),
		failed: make(chan struct{}),
		early:  map[ledger.Position]ledger.Entry{},
		caught: func(ledger.Position) {},
		stop:   func() {},
	}
}

// Ready is closed once the views hold all that the ledger held when Run began.
func (f *Fold) Ready() <-chan struct{} { return f.ready }

// Position is that of the last entry the views hold.
func (f *Fold) Position() ledger.Position { return ledger.Position(f.position.Load()) }
