package subscription

import (
	"context"
	"encoding/hex"
	"errors"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/ledger"
)

// secretSize is the length of a signing secret, in bytes (Standard Webhooks: 24 to 64).
const secretSize = 32

// Create writes a subscription of the caller's down; it is told of what comes after it. Its
// secret is made here and sealed; the door opens it for the answer.
// It returns ErrInvalid with every field that is wrong, ErrURL where it is the address alone,
// ErrTooMany, access.ErrScope for a key that may not subscribe and read, and the ledger's errors.
func (b *Book) Create(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (Subscription, error) {
	if err := b.tells(by); err != nil {
		return Subscription{}, err
	}
	now := b.Now().UTC().Truncate(time.Millisecond)
	var c checker
	s := Subscription{
		Member: by.Member, Name: c.name(d.Name), URL: b.url(ctx, &c, d.URL), Format: c.format(d.Format),
		Filter: b.filter(&c, by.Member, d.Filter), State: Active, Created: now,
	}
	if d.Signing != "" && d.Signing != V1 {
		c.at("/signing", "is not "+V1)
	}
	if err := c.err(); err != nil {
		return Subscription{}, err
	}
	if len(b.Register.Of(by.Member)) >= MaxSubscriptions {
		return Subscription{}, ErrTooMany.With("Delete one, or widen the filter of another.")
	}
	of := r.Key
	if of == "" {
		of = hex.EncodeToString(b.Random(16))
	}
	s.ID = b.ID(by.Member, of)
	var err error
	if s.Secret, err = b.Seal(s.ID, b.Random(secretSize)); err != nil {
		return Subscription{}, err
	}
	s, err = b.write(ctx, s, VerbCreated, by.Actor(), r)
	if errors.Is(err, errConflict) {
		return Subscription{}, ErrRaced // the same request, at the same time: the door reads it back
	}
	return s, err
}
