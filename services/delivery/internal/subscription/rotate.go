package subscription

import (
	"context"
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// The limits of rotation.
const (
	DefaultOverlap = 24 * time.Hour
	MaxOverlap     = 7 * 24 * time.Hour
	MaxFormer      = 3 // keys in use besides the newest
)

// ErrTooManyKeys says that more keys are in use than a signature header should carry.
var ErrTooManyKeys = fault.New(fault.Conflict, "subscription-keys", "A subscription has at most 3 replaced keys in use.")

// Rotation is how a signing key is replaced, as a client writes it.
type Rotation struct {
	OverlapS *int   // how long the key before signs as well, in seconds; nil: DefaultOverlap
	Signing  string // how it is signed from now on; "": as it was
}

// Rotate gives the caller's subscription a new signing key. The one that it had signs as well until
// the overlap is over, so that a receiver which knows either of them verifies every post meanwhile.
// It returns ErrNotFound, ErrMoved, ErrInvalid, ErrTooManyKeys, and the ledger's errors.
func (b *Book) Rotate(ctx context.Context, by access.Caller, s id.Subscription, d Rotation, m Match, r ledger.Request) (Subscription, error) {
	return b.rewrite(ctx, by, s, m, VerbRotated, r, func(next *Subscription) (bool, error) {
		var c checker
		seconds := int(DefaultOverlap / time.Second)
		c.within("/overlap_s", d.OverlapS, 0, int(MaxOverlap/time.Second), &seconds)
		former := Former{Signing: next.Signing, Public: next.Public, Secret: next.Secret, Until: b.Now().UTC().Truncate(time.Millisecond).Add(time.Duration(seconds) * time.Second)}
		if d.Signing != "" {
			next.Signing = c.signing(d.Signing)
		}
		if err := c.err(); err != nil {
			return false, err
		}
		next.Former = next.InUse(b.Now())
		if seconds > 0 {
			if len(next.Former) >= MaxFormer {
				return false, ErrTooManyKeys.With("Retire them, or wait until %s.", next.Former[len(next.Former)-1].Until.Format(time.RFC3339))
			}
			next.Former = append([]Former{former}, next.Former...)
		}
		return true, b.renew(next)
	})
}

// Retire ends the overlap at once: posts are signed with the newest key alone. One without other
// keys in use stays as it is.
func (b *Book) Retire(ctx context.Context, by access.Caller, s id.Subscription, m Match) (Subscription, error) {
	return b.rewrite(ctx, by, s, m, VerbRetired, ledger.Request{}, func(next *Subscription) (bool, error) {
		if len(next.InUse(b.Now())) == 0 {
			return false, nil
		}
		next.Former = nil
		return true, nil
	})
}

// InUse returns the keys that sign besides the newest at a time, newest first.
func (s *Subscription) InUse(now time.Time) []Former {
	return slices.DeleteFunc(slices.Clone(s.Former), func(f Former) bool { return !now.Before(f.Until) })
}

// Keys finds the public keys that a subscription's posts are signed with now, newest first.
// It is for anyone who knows its id, which cannot be guessed; ErrNotFound where there are none.
func (b *Book) Keys(s id.Subscription) (public [][]byte, err error) {
	found, ok := b.Register.Find(s)
	if !ok {
		return nil, ErrNotFound
	}
	for _, f := range append([]Former{{Public: found.Public}}, found.InUse(b.Now())...) {
		if len(f.Public) > 0 {
			public = append(public, f.Public)
		}
	}
	if len(public) == 0 {
		return nil, ErrNotFound
	}
	return public, nil
}
