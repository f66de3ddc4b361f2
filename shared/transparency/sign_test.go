package transparency_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// TestNotaries wants one checkpoint a period of however many that sign, and another root in
// each period though nothing else is written.
func TestNotaries(t *testing.T) {
	l, clock := hubtest.Ledger(t), hubtest.NewClock(noon)
	notaries := make([]*transparency.Notary, 3)
	for i := range notaries {
		log := transparency.NewLog()
		f := fold.New(l, log)
		ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
		done := make(chan struct{})
		go func() { defer close(done); _ = f.Run(ctx) }()
		t.Cleanup(func() { stop(); <-done })
		<-f.Ready()
		notaries[i] = &transparency.Notary{
			Log: log, Key: signer(t), Ledger: f, Every: time.Hour, Now: clock.Now, Report: slog.New(slog.DiscardHandler),
		}
	}
	roots := map[string]bool{}
	for period := range 3 {
		var wg sync.WaitGroup
		for _, n := range notaries {
			for range 2 {
				wg.Go(func() {
					if err := n.Sign(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
		head, err := l.Head(t.Context())
		if err != nil || head != ledger.Position(period+1) {
			t.Fatalf("period %d: head %d %v: not one checkpoint a period", period, head, err)
		}
		e, err := l.At(t.Context(), head)
		if err != nil {
			t.Fatal(err)
		}
		p, err := transparency.DecodePeriodic(&e)
		if err != nil {
			t.Fatal(err)
		}
		v, err := transparency.NewVerifier(signer(t).Verifier())
		if err != nil {
			t.Fatal(err)
		}
		c, err := transparency.Parse(p.Note, v)
		if err != nil || c.Size != int64(period) || !p.Period.Equal(clock.Now().Truncate(time.Hour)) || roots[c.Root.String()] {
			t.Errorf("period %d: %+v %+v %v", period, p, c, err)
		}
		roots[c.Root.String()] = true
		clock.Advance(time.Hour)
	}
}
