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

// write writes the lines in lots until there are no more.
func (d *Desk) write(ctx context.Context, by access.Caller, j *job, items <-chan *item) error {
	keeping := context.WithoutCancel(ctx)
	beat := time.NewTicker(d.pulse())
	defer beat.Stop()
	for {
		select {
		case <-beat.C:
			j.keep(keeping, d.Now().UTC()) // a sign of life while the body is slow
		case first, ok := <-items:
			if !ok {
				return nil
			}
			if err := d.lot(ctx, by, j, gather(first, items)); err != nil {
				return err
			}
		}
	}
}

// gather takes lines until a lot is full, or no more come for a moment.
func gather(first *item, items <-chan *item) []*item {
	lot, bytes := append(make([]*item, 0, ledger.MaxBatch), first), first.bytes
	late := time.NewTimer(linger)
	defer late.Stop()
	for len(lot) < ledger.MaxBatch && bytes < lotBytes {
		select {
		case x, ok := <-items:
			if !ok {
				return lot
			}
			lot, bytes = append(lot, x), bytes+x.bytes
		case <-late.C:
			return lot
		}
	}
	return lot
}

// lot writes one lot, and records what became of its lines.
func (d *Desk) lot(ctx context.Context, by access.Caller, j *job, lot []*item) error {
	var rejects []Reject
	claims := make([]catalog.Indicator, 0, len(lot))
	for _, x := range lot {
		if x.err == nil {
			claims = append(claims, x.claim)
			continue
		}
		p, ok := problemOf(x.err)
		if !ok {
			return x.err
		}
		rejects = append(rejects, Reject{Line: x.line, Problem: p})
	}
	done, err := d.publish(ctx, by, claims)
	j.record(context.WithoutCancel(ctx), func(r *Report) {
		for _, o := range done.Outcomes {
			switch o {
			case indicator.Accepted:
				r.Accepted++
			case indicator.Duplicate:
				r.Duplicate++
			}
		}
		r.Last = max(r.Last, done.Last)
	}, rejects)
	return err
}

// publish writes claims, and goes on trying for a while where the ledger is out of reach. A
// claim that is there on a later try, and was not before the first, is one that the first
// had written without hearing of it.
func (d *Desk) publish(ctx context.Context, by access.Caller, claims []catalog.Indicator) (indicator.Lot, error) {
	keeping := context.WithoutCancel(ctx)
	if len(claims) == 0 {
		return indicator.Lot{}, nil
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
		if o != 0 {
			done.Outcomes[open[n]] = indicator.Accepted
		}
	}
	return again, err
}
