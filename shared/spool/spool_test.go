package spool_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/spool"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestWritesTogetherAndInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var writes [][]int
		s := spool.New(func(_ context.Context, all []int) error { writes = append(writes, all); return nil }, func(n int) { t.Errorf("%d dropped", n) })
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); s.Run(ctx) }()
		for i := range 5 {
			s.Add(i)
		}
		if !slices.Equal(s.Waiting(), []int{0, 1, 2, 3, 4}) {
			t.Errorf("waiting: %v", s.Waiting())
		}
		time.Sleep(time.Second)
		s.Add(5)
		stop()
		<-done
		if len(writes) != 2 || !slices.Equal(slices.Concat(writes...), []int{0, 1, 2, 3, 4, 5}) || len(s.Waiting()) > 0 {
			t.Errorf("written %v, waiting %v", writes, s.Waiting())
		}
	})
}

func TestNeverHoldsUpAndCountsWhatIsLost(t *testing.T) {
	lost := 0
	s := spool.New(func(context.Context, []int) error { return errors.New("the disk is full") }, func(n int) { lost += n })
	const n = 100_000
	for i := range n {
		s.Add(i)
	}
	waiting := s.Waiting()
	if len(waiting) > 1<<14 || waiting[len(waiting)-1] != n-1 || lost+len(waiting) != n {
		t.Errorf("%d waiting, %d lost of %d", len(waiting), lost, n)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if s.Run(ctx); lost != n {
		t.Errorf("%d of %d counted", lost, n)
	}
}
