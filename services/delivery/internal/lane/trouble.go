package lane

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
)

// trouble is the breaker of an endpoint. It is closed where nothing has failed since the last
// post that was taken; open until the lane is due, and half open then: one post asks whether the
// endpoint is well. It is written down with the cursors.
type trouble struct {
	failed int       // attempts, one after another, whatever they were of
	last   string    // why, in words for the owner
	struck time.Time // when it was counted last
	warned int       // per cent of the way to being disabled that the owner was told of
}

// levels are the per cents of the way to being disabled at which the owner is told; of the whole
// way it is told with that.
var levels = []int{50, 70, 90}

// schedule is how long to wait for an endpoint.
func (d *Desk) schedule(s *subscription.Subscription) webhook.Schedule {
	if len(s.Retry) > 0 {
		return s.Retry
	}
	return d.o.Schedule
}

// strike counts an attempt that failed, and returns how many did, one after another. Those that
// were under way together count as one.
func (d *Desk) strike(f *flight, r webhook.Result) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	l := f.track.of
	if f.began.After(l.trouble.struck) {
		l.trouble.failed++
		l.trouble.struck = time.Now()
		switch r.Status {
		case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusGatewayTimeout:
			l.pace.slow(r.At)
		}
	}
	l.trouble.last = r.Explain()
	return max(1, l.trouble.failed)
}

// warn tells the owner of an endpoint that has failed for long, once at each level.
func (d *Desk) warn(ctx context.Context, l *lane) {
	d.mu.Lock()
	s, t := l.sub, l.trouble
	percent := 100 * t.failed / (len(d.schedule(&s)) + 1)
	n, _ := slices.BinarySearch(levels, percent+1)
	if n == 0 || levels[n-1] <= t.warned || s.State != subscription.Active {
		d.mu.Unlock()
		return
	}
	l.trouble.warned = levels[n-1]
	d.mu.Unlock()
	err := d.o.Owner.Warn(ctx, s.ID, s.Position, subscription.Trouble{Attempts: t.failed, Percent: levels[n-1], Reason: t.last})
	if err == nil || ctx.Err() != nil {
		return
	}
	d.o.Log.WarnContext(ctx, "an alarm is not written; it is tried again", slog.String("subscription", string(s.ID)), slog.Any("error", err))
	d.mu.Lock()
	defer d.mu.Unlock()
	l.trouble.warned = t.warned
}
