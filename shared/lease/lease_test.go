package lease_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/lease"
)

const parts = 6

// worker is one process of several: it counts who is at each part.
type worker struct {
	l    *lease.Leases
	stop context.CancelFunc
	all  sync.WaitGroup
}

func start(t *testing.T, open func() *lease.Leases, at *[parts]atomic.Int32) *worker {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	w := &worker{l: open(), stop: stop}
	for n := range parts {
		w.all.Go(func() {
			w.l.Hold(ctx, n, func(ctx context.Context) {
				if at[n].Add(1) > 1 {
					t.Errorf("two are at part %d", n)
				}
				<-ctx.Done()
				at[n].Add(-1)
			})
		})
	}
	return w
}

func eventually(t *testing.T, within time.Duration, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(within); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what)
		}
	}
}

// TestHold has one take all, a second one come and get its half, and the first one go.
func TestHold(t *testing.T) {
	js := hubtest.JetStream(t)
	open := func() *lease.Leases {
		l, err := lease.Open(t.Context(), js, "LANES", parts, 1, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	var at [parts]atomic.Int32
	all := func() (n int32) {
		for k := range at {
			n += at[k].Load()
		}
		return n
	}
	a := start(t, open, &at)
	eventually(t, 10*time.Second, "one alone does not get all", func() bool { return a.l.Held() == parts && all() == parts })
	b := start(t, open, &at)
	eventually(t, 30*time.Second, "the second one does not get its half", func() bool { return a.l.Held() == parts/2 && b.l.Held() == parts/2 })
	a.stop()
	a.all.Wait()
	eventually(t, 15*time.Second, "what was given back is not taken", func() bool { return b.l.Held() == parts && all() == parts })
	b.stop()
	b.all.Wait()
}
