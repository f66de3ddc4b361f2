package turnstile

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestOneOfANameAtATime(t *testing.T) {
	var s Turnstile
	var in, most atomic.Int64
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			leave, err := s.Enter(t.Context(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			if n := in.Add(1); n > most.Load() {
				most.Store(n)
			}
			in.Add(-1)
			leave()
		})
	}
	all.Wait()
	if most.Load() != 1 || len(s.in) != 0 {
		t.Errorf("%d were in at once; %d are remembered", most.Load(), len(s.in))
	}
}

func TestNobodyWaitsForAnother(t *testing.T) {
	var s Turnstile
	leave, err := s.Enter(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Enter(gone, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("a second of a name: %v", err)
	}
	other, err := s.Enter(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	other()
	leave()
	if len(s.in) != 0 {
		t.Errorf("%d are remembered", len(s.in))
	}
}
