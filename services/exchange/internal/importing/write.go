package importing

import (
	"context"
	"errors"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
)

const (
	lotBytes = 4 << 20                // of lines in one atomic batch
	linger   = 250 * time.Millisecond // a lot waits no longer for its next line
	patience = 15 * time.Second       // for a ledger that is out of reach
)

// write writes the lines in lots until there are no more. A lot is made and sent while the
// one before is being written; what became of them is recorded in their order.
func (d *Desk) write(ctx context.Context, by access.Caller, j *job, items <-chan *item) error {
	queue := make(chan *lot, 1) // with the one that is waited for: two under way
	failed := make(chan struct{})
	recorded := make(chan error, 1)
	go func() { recorded <- j.recordAll(context.WithoutCancel(ctx), queue, failed) }()
	d.send(ctx, by, j, items, queue, failed)
	close(queue)
	return <-recorded
}

// send sends lots off until there are no more lines, or a lot has failed.
func (d *Desk) send(ctx context.Context, by access.Caller, j *job, items <-chan *item, queue chan<- *lot, failed <-chan struct{}) {
	beat := time.NewTicker(d.pulse())
	defer beat.Stop()
	before := &lot{}
	for {
		select {
		case <-failed:
			return
		case <-beat.C:
			j.keep(context.WithoutCancel(ctx), d.Now().UTC()) // a sign of life while the body is slow
			if err := d.Book.Admit(by); err != nil {
				queue <- failedLot(err)
				return
			}
		case first, ok := <-items:
			if !ok {
				return
			}
			next := newLot(gather(first, items), before)
			queue <- next
			go func() {
				defer close(next.landed)
				if next.err == nil {
					next.done, next.err = d.publish(ctx, by, next.claims)
				}
			}()
			before = next
		}
	}
}

// gather takes lines until a lot is full, or no more come for a moment.
func gather(first *item, items <-chan *item) []*item {
	all, bytes := append(make([]*item, 0, ledger.MaxBatch), first), first.bytes
	late := time.NewTimer(linger)
	defer late.Stop()
	for len(all) < ledger.MaxBatch && bytes < lotBytes {
		select {
		case x, ok := <-items:
			if !ok {
				return all
			}
			all, bytes = append(all, x), bytes+x.bytes
		case <-late.C:
			return all
		}
	}
	return all
}

// publish writes claims, and goes on trying for a while where the ledger is out of reach. A
// claim that is there on a later try, and was not before the first, is one that the first
// had written without hearing of it.
func (d *Desk) publish(ctx context.Context, by access.Caller, claims []catalog.Indicator) (indicator.Lot, error) {
	keeping := context.WithoutCancel(ctx)
	if len(claims) == 0 {
		return indicator.Lot{}, d.Book.Admit(by)
	}
	done, err := d.Book.PublishAll(keeping, by, claims)
	for wait := 100 * time.Millisecond; errors.Is(err, ledger.ErrUnavailable) && wait < patience; wait *= 2 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return done, err
		}
		var again indicator.Lot
		again, err = d.retry(keeping, by, claims, &done)
		done.Last = max(done.Last, again.Last)
	}
	return done, err
}

// retry gives the claims again whose outcome is not known.
func (d *Desk) retry(ctx context.Context, by access.Caller, claims []catalog.Indicator, done *indicator.Lot) (indicator.Lot, error) {
	var open []int
	var rest []catalog.Indicator
	for n, o := range done.Outcomes {
		if o == 0 {
			open, rest = append(open, n), append(rest, claims[n])
		}
	}
	again, err := d.Book.PublishAll(ctx, by, rest)
	for n, o := range again.Outcomes {
		switch o {
		case indicator.Refused:
			done.Outcomes[open[n]] = o
		case indicator.Accepted, indicator.Held, indicator.Duplicate:
			done.Outcomes[open[n]] = indicator.Taken(&rest[n])
		}
	}
	return again, err
}
