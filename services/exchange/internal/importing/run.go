package importing

import (
	"context"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
)

// item is one line: a claim, or the reason why it is none.
type item struct {
	line  int64
	bytes int
	claim catalog.Indicator
	wrong *Problem
	err   error // it is no fault of the line
}

// run is one import: lines are read and checked while the lot before is written.
func (d *Desk) run(ctx context.Context, by access.Caller, up Upload, r Report, sum hash.Hash) (Report, error) {
	// A client that hangs up does not undo what it sent: what was read is written.
	keeping := context.WithoutCancel(ctx)
	ctx, stop := context.WithCancelCause(keeping)
	defer stop(nil)
	disarm := context.AfterFunc(ctx, up.Interrupt)
	defer disarm()
	j, err := d.begin(r)
	if err != nil {
		return Report{}, err
	}
	defer d.end(j)
	go breakOff(ctx, stop, up.Stopping)

	l := newLines(up.Body)
	read, err := d.open(up.Format, l, up.Defaults)
	if err != nil {
		if _, ok := fault.As(err); !ok {
			err = cutOff(ctx)
		}
		return Report{}, err
	}
	j.keep(keeping, r.Seen) // from here on there is a report
	items := make(chan *item, ahead)
	ended := make(chan error, 1)
	go func() {
		defer close(items)
		ended <- d.claim(ctx, by, l, read, &up.Defaults, items)
	}()
	if err = d.write(ctx, by, j, items); err != nil {
		stop(err) // the reader may be waiting for a line
	}
	if reading := <-ended; err == nil {
		err = reading
	}
	disarm()
	return j.finish(keeping, err, sum)
}

// breakOff ends an import that a stopping hub has waited for long enough: a body may be
// endless.
func breakOff(ctx context.Context, stop context.CancelCauseFunc, stopping <-chan struct{}) {
	select {
	case <-ctx.Done():
		return
	case <-stopping:
	}
	select {
	case <-ctx.Done():
	case <-time.After(grace):
		stop(ErrInterrupted.With("The hub stopped while it ran. Send the same body again: what was accepted stays."))
	}
}

// claim reads lines until the body ends, and passes on what each says.
func (d *Desk) claim(ctx context.Context, by access.Caller, l *lines, read reader, fill *Defaults, items chan<- *item) error {
	for {
		line, err := l.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		x := &item{line: l.n, bytes: len(line)}
		if err == nil {
			skip := false
			if x.claim, skip, err = d.claimLine(ctx, by, line, read, fill); skip {
				continue
			}
		} else if _, ok := fault.As(err); !ok {
			return cutOff(ctx)
		}
		if errors.Is(err, catalog.ErrBodies) { // of no line: the same body is taken when they are back
			return err
		}
		if p, ok := problemOf(err); ok {
			x.wrong, err = &p, nil
		}
		x.err = err
		select {
		case items <- x:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (d *Desk) claimLine(ctx context.Context, by access.Caller, line []byte, read reader, fill *Defaults) (catalog.Indicator, bool, error) {
	draft, skip, err := read(line)
	if err != nil || skip {
		return catalog.Indicator{}, skip, err
	}
	fill.fill(&draft)
	claim, err := d.Book.Claim(ctx, by, &draft)
	return claim, false, err
}

// cutOff says that the body ended before its end, and why if we did that.
func cutOff(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return ErrInterrupted.With("The body broke off before its end. Send the same body again: what was accepted stays.")
}

// finish writes the last of the report.
func (j *job) finish(ctx context.Context, err error, sum hash.Hash) (Report, error) {
	now := j.desk.Now().UTC()
	j.mu.Lock()
	j.report.State, j.report.Finished = Done, now
	if err != nil {
		j.report.State, j.report.Why = Failed, why(err)
	} else if sum != nil {
		j.report.Sum = hex.EncodeToString(sum.Sum(nil))
	}
	j.mu.Unlock()
	j.keep(ctx, now)
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.report, err
}
