package subscription

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Point is where a replay begins: after a mark, or at a time.
type Point struct {
	Time  time.Time // zero: After counts
	After catalog.Mark
}

// Replay has the caller's subscription told again of what came after a point, up to now, beside what
// happens: all that the member may see now, and the filter wants, each event under the
// webhook-id that it had. It ends one that is under way. A paused one stays paused.
// It returns ErrNotFound, ErrInvalid for a point in the future, and the ledger's errors.
func (b *Book) Replay(ctx context.Context, by access.Caller, s id.Subscription, from Point, r ledger.Request) (Subscription, error) {
	return b.rewrite(ctx, by, s, Match{}, VerbReplayed, r, func(next *Subscription) (bool, error) {
		now := b.Now()
		if from.Time.After(now) {
			return false, ErrInvalid.At("/from", "is in the future; what is to come is sent anyway")
		}
		next.Again = from.After
		if !from.Time.IsZero() {
			var err error
			if next.Again, err = b.before(ctx, next.Member, from.Time, now); err != nil {
				return false, err
			}
		}
		return true, nil
	})
}

// before finds the last event before a time of those that the member may be told of. It looks at
// the events alone that the subscription is sent.
func (b *Book) before(ctx context.Context, m id.Member, at, now time.Time) (catalog.Mark, error) {
	view := b.View("m:" + string(m))
	newest, err := catalog.Newest(b.Ledger.Position(), func(after catalog.Mark) (e catalog.Event, any bool, err error) {
		events, _, err := b.Feed.Events(ctx, view, after, 1, now)
		if err != nil || len(events) == 0 {
			return e, false, err
		}
		return events[0], true, nil
	}, func(e *catalog.Event) bool { return e.At.Before(at) })
	return newest.First(), err
}
