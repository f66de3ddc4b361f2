package fold

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// Run catches up with the ledger and follows it until ctx ends, which is no error. It returns
// the error of a view, which the ledger's next entries never reach.
func (f *Fold) Run(ctx context.Context) error {
	if !f.running.CompareAndSwap(false, true) {
		return ErrRunning
	}
	following, stop := context.WithCancel(ctx)
	defer stop()
	head, err := f.head(following)
	if err == nil {
		f.begin(head, stop)
		err = f.ledger.Follow(following, f.Position(), nil, f.follow)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.err != nil:
		return f.err
	case ctx.Err() != nil:
		return nil
	}
	return fmt.Errorf("fold: %w", err)
}

// head asks the ledger for its head until there is an answer.
func (f *Fold) head(ctx context.Context) (ledger.Position, error) {
	for {
		head, err := f.ledger.Head(ctx)
		if err == nil || !errors.Is(err, ledger.ErrUnavailable) {
			return head, err
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// begin says what to catch up with, and how to end.
func (f *Fold) begin(head ledger.Position, stop func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.stop = stop
	if f.err != nil {
		stop()
	}
	f.caught = func(p ledger.Position) {
		if p >= head {
			close(f.ready)
			f.caught = func(ledger.Position) {}
		}
	}
	f.caught(f.Position())
}

// Wait returns once the views hold p; else ctx's error, or the error of a view.
func (f *Fold) Wait(ctx context.Context, p ledger.Position) error {
	if f.Position() >= p {
		return nil
	}
	w := waiter{position: p, held: make(chan struct{})}
	f.mu.Lock()
	if f.Position() >= p {
		f.mu.Unlock()
		return nil
	}
	f.waiting = append(f.waiting, w)
	f.mu.Unlock()
	select {
	case <-w.held:
		return nil
	case <-f.failed:
		return f.err
	case <-ctx.Done():
		f.forget(w)
		return ctx.Err()
	}
}

func (f *Fold) forget(gone waiter) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, w := range f.waiting {
		if w.held == gone.held {
			f.waiting[i] = f.waiting[len(f.waiting)-1]
			f.waiting = f.waiting[:len(f.waiting)-1]
			return
		}
	}
}

// Lag is how far the views are behind the ledger, in positions.
func (f *Fold) Lag(ctx context.Context) (uint64, error) {
	held := f.Position()
	head, err := f.ledger.Head(ctx)
	if err != nil {
		return 0, fmt.Errorf("fold: lag: %w", err)
	}
	return uint64(max(head, held) - held), nil
}
