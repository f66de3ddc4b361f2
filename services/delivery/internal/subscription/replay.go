package subscription

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Point is where a replay begins: after a position, or at a time.
type Point struct {
	Time  time.Time // zero: After counts
	After ledger.Position
}

// Replay puts the cursor of the caller's subscription back: all that the member may see now,
// and the filter wants, is sent again after that point, each event under the webhook-id that
// it had. A paused one stays paused.
// It returns ErrNotFound, ErrInvalid for a point in the future, and the ledger's errors.
func (b *Book) Replay(ctx context.Context, by access.Caller, s id.Subscription, from Point, r ledger.Request) (Subscription, error) {
	return b.rewrite(ctx, by, s, Match{}, VerbReplayed, r, func(next *Subscription) (bool, error) {
		now := b.Now()
		if from.Time.After(now) {
			return false, ErrInvalid.At("/from", "is in the future; what is to come is sent anyway")
		}
		next.From = from.After
		if !from.Time.IsZero() {
			next.From = b.before(next.Member, from.Time, now)
		}
		return true, nil
	})
}

// before finds the last position before the first event at a time or later that the member may
// see. It looks at the events alone that the subscription is sent.
func (b *Book) before(m id.Member, at, now time.Time) ledger.Position {
	view := b.View("m:" + string(m))
	low, high := ledger.Position(0), b.Ledger.Position()
	for low < high {
		middle := low + (high-low)/2
		events, _ := b.Feed.Events(view, middle, 1, now)
		if len(events) == 0 || !events[0].At.Before(at) {
			high = middle
			continue
		}
		low = events[0].Position
	}
	return low
}
