package subscription

import (
	"context"
	"crypto/subtle"
	"errors"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// ErrUnproven says that an endpoint has not shown that it wants to be told: that it reads what it is
// sent, so that a slip in an address tells no stranger, and nobody has strangers flooded.
var ErrUnproven = fault.New(fault.Invalid, "endpoint-unproven", "The endpoint has not shown that it wants to be told.")

// UnprovenError is why an endpoint has not shown it, in words for its owner.
type UnprovenError string

func (u UnprovenError) Error() string { return string(u) }

// prove asks a subscription's endpoint, once, whether it wants to be told, and sets the state by that.
func (b *Book) prove(ctx context.Context, s *Subscription) error {
	err := b.Prove(ctx, s)
	why, refused := errors.AsType[UnprovenError](err)
	switch {
	case err == nil:
		s.proven()
		return nil
	case !refused:
		return err
	}
	s.Unproven = true
	if s.State == Active || s.State == Pending {
		s.State, s.Reason = Pending, why.Error()
	}
	return nil
}

func (s *Subscription) proven() {
	s.Unproven = false
	if s.State == Pending {
		s.State, s.Reason = Active, ""
	}
}

// Verify asks the endpoint of the caller's subscription again whether it wants to be told. A
// challenge, where the owner gives one, is what the endpoint was sent and somebody read there: then
// it is not asked. One that is verified stays so.
// It returns ErrNotFound, ErrMoved, ErrUnproven with the reason, ErrInvalid for another challenge, and the
// ledger's errors.
func (b *Book) Verify(ctx context.Context, by access.Caller, s id.Subscription, challenge string, m Match) (Subscription, error) {
	return b.rewrite(ctx, by, s, m, VerbVerified, ledger.Request{}, func(next *Subscription) (bool, error) {
		if !next.Unproven {
			return false, nil
		}
		if challenge != "" {
			if subtle.ConstantTimeCompare([]byte(challenge), []byte(b.Challenge(next.ID, next.URL))) == 0 {
				return false, ErrInvalid.At("/challenge", "is not what this endpoint was sent")
			}
			next.proven()
			return true, nil
		}
		if err := b.prove(ctx, next); err != nil || !next.Unproven {
			return err == nil, err
		}
		return false, ErrUnproven.With("%s", next.Reason)
	})
}
