package subscription

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/ledger"
)

// secretSize is the length of a signing secret, in bytes (Standard Webhooks: 24 to 64), and of a
// seed of ed25519.
const secretSize = 32

// Create writes a subscription of the caller's down; it is told of what comes after it. Its
// secret is made here and sealed; the door opens it for the answer. Its endpoint is asked once
// whether it wants to be told: until it has said so, the subscription is pending.
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
		Filter: b.filter(&c, by.Member, d.Filter), State: Active, Created: now, Signing: c.signing(d.Signing),
		Batch: Batch{MaxEvents: 1}, Concurrency: 1,
	}
	c.pace(&s, d.Pace)
	headers := c.headers(nil, some(d.Headers))
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
	if err := b.renew(&s); err != nil {
		return Subscription{}, err
	}
	if err := b.enclose(&s, headers); err != nil {
		return Subscription{}, err
	}
	if err := b.prove(ctx, &s); err != nil {
		return Subscription{}, err
	}
	if err := b.tells(by); err != nil { // that took its time
		return Subscription{}, err
	}
	s, err := b.write(ctx, s, VerbCreated, by.Actor(), r)
	if errors.Is(err, errConflict) {
		return Subscription{}, ErrRaced // the same request, at the same time: the door reads it back
	}
	return s, err
}

// renew gives a subscription a new signing key: of HMAC its bytes, of ed25519 the private key with
// its public half.
func (b *Book) renew(s *Subscription) (err error) {
	secret := b.Random(secretSize)
	s.Public = nil
	if s.Signing == V1A {
		private := ed25519.NewKeyFromSeed(secret)
		secret, s.Public = private, private[ed25519.SeedSize:]
	}
	s.Secret, err = b.Vault.Seal(s.ID, secret)
	return err
}
