// Package run runs the parts of a process until it is told to end or one of them fails, and
// then ends them one after another, last first: those that take work in before those that
// carry it out.
package run

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// Part is something that runs until its context ends. Where it returns nil before that, it
// has done what it had to do, and the rest goes on.
type Part struct {
	Name string
	Run  func(ctx context.Context) error
}

// Signals returns a context that the first Ctrl-C (SIGINT) or SIGTERM ends. A second one kills
// the process. Call stop when done.
func Signals(ctx context.Context) (_ context.Context, stop context.CancelFunc) {
	ctx, stop = signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // from now on a signal does what it does by itself
	return ctx, stop
}

// All runs the parts, all at once, until ctx ends or one of them fails. Then it ends them in
// order, the last one first, each once the one before it has returned. It returns what the
// parts returned that was not merely ctx's end.
func All(ctx context.Context, parts ...Part) error {
	results := make([]chan error, len(parts))
	ends := make([]context.CancelFunc, len(parts))
	failed := make(chan struct{}, len(parts))
	for i, p := range parts {
		own, end := context.WithCancel(context.WithoutCancel(ctx))
		defer end()
		results[i], ends[i] = make(chan error, 1), end
		go func() {
			err := p.Run(own)
			if err != nil && own.Err() != nil && errors.Is(err, context.Canceled) {
				err = nil // it was told to
			}
			if err != nil {
				err = fmt.Errorf("%s: %w", p.Name, err)
				failed <- struct{}{}
			}
			results[i] <- err
		}()
	}
	select {
	case <-ctx.Done():
	case <-failed:
	}
	var errs []error
	for i, end := range slices.Backward(ends) {
		end()
		errs = append(errs, <-results[i])
	}
	return errors.Join(errs...)
}
