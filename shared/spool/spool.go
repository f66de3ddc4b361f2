// Package spool holds what is to be written until a writer in the background has written it.
// It never holds up those who add: where the writer cannot keep up, the oldest is dropped, and
// counted.
package spool

import (
	"context"
	"slices"
	"sync"
	"time"
)

const (
	most  = 1 << 14                // things in memory
	pause = 250 * time.Millisecond // between two writes: what comes together is written together
	last  = 5 * time.Second        // for the rest, at the end
)

// Spool is a bounded queue before a writer. It is safe for concurrent use.
type Spool[T any] struct {
	write   func(ctx context.Context, all []T) error
	dropped func(n int)

	writing sync.Mutex // before mu

	mu      sync.Mutex
	waiting []T
	more    chan struct{}
}

// New makes a spool. Write gets all that waits; what it returns an error for is dropped.
// Dropped is told how many could not be kept.
func New[T any](write func(ctx context.Context, all []T) error, dropped func(n int)) *Spool[T] {
	return &Spool[T]{write: write, dropped: dropped, more: make(chan struct{}, 1)}
}

// Add takes one and returns at once.
func (s *Spool[T]) Add(x T) {
	s.mu.Lock()
	over := len(s.waiting) - most/2
	if over < most/2 {
		over = 0
	}
	s.waiting = append(slices.Delete(s.waiting, 0, over), x)
	s.mu.Unlock()
	if over > 0 {
		s.dropped(over)
	}
	select {
	case s.more <- struct{}{}:
	default:
	}
}

// Waiting is what was added and is not written, oldest first.
func (s *Spool[T]) Waiting() []T {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.waiting)
}

// Run writes what is added until ctx ends, and then the rest.
func (s *Spool[T]) Run(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-s.more:
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		}
		if ctx.Err() == nil {
			s.Flush(ctx)
		}
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), last)
	defer cancel()
	s.Flush(late)
}

// Flush writes all that waits, and returns once what was added before is written, or dropped.
func (s *Spool[T]) Flush(ctx context.Context) {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	waiting := s.waiting
	if len(waiting) > 0 {
		s.waiting = make([]T, 0, len(waiting)) // as many are to come, as a rule
	}
	s.mu.Unlock()
	if len(waiting) == 0 {
		return
	}
	if err := s.write(ctx, waiting); err != nil {
		s.dropped(len(waiting))
	}
}
