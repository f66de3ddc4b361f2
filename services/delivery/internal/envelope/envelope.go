// Package envelope opens what a subscription keeps sealed: what its posts are signed with, and what
// they carry besides.
package envelope

import (
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
)

// Opener makes envelopes. It is safe for concurrent use.
type Opener struct {
	Vault *webhook.Vault
	Now   func() time.Time
}

// For opens a subscription's: its keys are those in force now, the newest first.
func (o Opener) For(s *subscription.Subscription) (e webhook.Envelope, err error) {
	e.URL = s.URL
	newest := subscription.Former{Signing: s.Signing, Secret: s.Secret}
	for _, f := range append([]subscription.Former{newest}, s.InUse(o.Now())...) {
		k, err := o.key(s, f)
		if err != nil {
			return e, err
		}
		e.Keys = append(e.Keys, k)
	}
	if len(s.Headers) > 0 {
		if e.Header, err = o.Vault.OpenHeaders(s.ID, s.Headers); err != nil {
			return e, fmt.Errorf("envelope: %w", err)
		}
	}
	return e, nil
}

func (o Opener) key(s *subscription.Subscription, f subscription.Former) (webhook.Key, error) {
	secret, err := o.Vault.Open(s.ID, f.Secret)
	if err != nil {
		return webhook.Key{}, fmt.Errorf("envelope: %w", err)
	}
	if f.Signing == subscription.V1A {
		return webhook.NewPrivateKey(secret)
	}
	return webhook.NewKey(secret), nil
}
