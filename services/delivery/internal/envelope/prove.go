package envelope

import (
	"context"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/id"
)

// Prover asks endpoints whether they want to be told. It is safe for concurrent use.
type Prover struct {
	Opener

	Sender    *webhook.Sender
	Guard     *webhook.Guard
	Challenge func(s id.Subscription, url string) string
	Name      func() string // of a message
	All       bool          // those in allowed networks, too
}

// Prove asks a subscription's endpoint once. Those in networks that whoever runs the hub has named
// are known to it, and not asked. It returns a subscription.UnprovenError where the endpoint does
// not answer as it should.
func (p *Prover) Prove(ctx context.Context, s *subscription.Subscription) error {
	if !p.All && p.Guard.Knows(ctx, s.URL) {
		return nil
	}
	to, err := p.For(s)
	if err != nil {
		return err
	}
	challenge := p.Challenge(s.ID, s.URL)
	why := p.Sender.Prove(ctx, webhook.Message{Envelope: to, ID: p.Name(), Body: webhook.Question(string(s.ID), challenge, p.Now())}, challenge)
	if why == "" {
		return nil
	}
	return subscription.UnprovenError("The endpoint has not answered its challenge: " + why + ".")
}
