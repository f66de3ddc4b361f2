package lane

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
)

// Progress is how a subscription does.
type Progress struct {
	Failed int       // attempts, one after another
	Last   string    // why the last one failed
	Due    time.Time // of the next attempt; zero: none is waited for

	Replayed bool // there was a replay, or is one
	Told     int  // events that it has told
	Ended    time.Time
}

// Progress says how a subscription does: as it is known here or, where another process works at it, as
// that one has written it down last.
func (d *Desk) Progress(ctx context.Context, s *subscription.Subscription) (Progress, error) {
	d.mu.Lock()
	l := d.lanes[s.ID]
	if l == nil || l.share.on {
		defer d.mu.Unlock()
		return l.progress(), nil
	}
	of := l.share
	d.mu.Unlock()
	record, ok, err := d.o.Cursors.Last(ctx, shareKey(of.n))
	if err != nil || !ok {
		return Progress{}, err
	}
	var r keptShare
	if err := json.Unmarshal(record.Body, &r); err != nil {
		return Progress{}, fmt.Errorf("lane: %w", err)
	}
	k := r.Lanes[s.ID]
	if k == nil {
		return Progress{}, nil
	}
	p := Progress{Failed: k.Failed, Last: k.Last, Due: k.Due}
	if k.Again != nil {
		p.Replayed, p.Told, p.Ended = true, k.Again.Told, k.Again.Ended
	}
	return p, nil
}

// progress is that of a lane, nil if there is none. d.mu is held.
func (l *lane) progress() (p Progress) {
	if l == nil {
		return p
	}
	p.Replayed, p.Told, p.Ended = l.again.since > 0, l.again.told, l.again.ended
	if l.trouble.failed > 0 {
		p.Failed, p.Last, p.Due = l.trouble.failed, l.trouble.last, l.due
	}
	return p
}
