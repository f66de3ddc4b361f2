package process

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// The clock on the ledger: an entry wherever a boundary in time has passed (an embargo, a
// validity, a task force, a rule), so that what it gave and took has a place in the order of
// events. Any process may write it, and one does.
const (
	clockID     = "boundary"
	clockVerb   = "passed"
	clockSchema = 1

	clockLook  = 200 * time.Millisecond // between two looks
	clockPause = time.Second            // between two entries
	clockGrace = 250 * time.Millisecond // by which the clocks of processes may differ
)

type clockBody struct {
	At time.Time `json:"at"`
}

func decodeClock(e *ledger.Entry) (time.Time, error) {
	var b clockBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return time.Time{}, fmt.Errorf("process: entry %d: clock: %w", e.Position, err)
	}
	return b.At, nil
}

// keepTime writes the clock's entries until ctx ends. It begins with what passed while no
// process ran. While the ledger is away it waits.
func (p *Process) keepTime(ctx context.Context) {
	select {
	case <-p.Ready():
	case <-ctx.Done():
		return
	}
	look := time.NewTicker(clockLook)
	defer look.Stop()
	var wrote time.Time
	for {
		if time.Since(wrote) >= clockPause {
			there, err := p.tick(ctx)
			if there || err != nil {
				wrote = time.Now()
			}
			if err != nil && ctx.Err() == nil {
				p.Log.WarnContext(ctx, "the clock is not on the ledger; what time gives and takes is told later", slog.Any("error", err))
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

// tick writes one entry if a boundary has passed, and reports whether it is there: this
// process's, or another's.
func (p *Process) tick(ctx context.Context) (bool, error) {
	now := p.Now().Add(-clockGrace).UTC()
	next, last, ok := p.views.turns.next()
	if !ok || now.Before(next) {
		return false, nil
	}
	body, err := json.Marshal(clockBody{At: now})
	if err != nil {
		return false, fmt.Errorf("process: %w", err)
	}
	_, err = p.Fold.Append(ctx, ledger.Draft{
		At: now, Kind: ledger.KindClock, ID: clockID, Verb: clockVerb, Actor: "system", Schema: clockSchema, Body: body, Expect: last,
	})
	if err != nil && !errors.Is(err, ledger.ErrConflict) {
		return false, fmt.Errorf("process: %w", err)
	}
	return true, nil
}
