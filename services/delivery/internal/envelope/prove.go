package envelope

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/fault"
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

	mu     sync.Mutex
	quotas map[id.Member]*rate.Limiter
}

// How often a member may have endpoints asked: as often as it can have subscriptions, and then once a
// second. Who is asked has not said that it wants to be.
const (
	perSecond = 1
	burst     = subscription.MaxSubscriptions
)

// errOften says that a member has had endpoints asked too often.
var errOften = fault.New(fault.TooMany, "rate-limited", "Too many requests.")

func (p *Prover) take(m id.Member) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.quotas == nil {
		p.quotas = map[id.Member]*rate.Limiter{}
	}
	if p.quotas[m] == nil {
		p.quotas[m] = rate.NewLimiter(perSecond, burst)
	}
	if !p.quotas[m].AllowN(p.Now(), 1) {
		return errOften.With("Endpoints were asked whether they want to be told; one more can be in a second.").After(time.Second)
	}
	return nil
}

// Prove asks a subscription's endpoint once. Those in networks that whoever runs the hub has named
// are known to it, and not asked. It returns a subscription.UnprovenError where the endpoint does
// not answer as it should, and a fault (TooMany) where too many were asked lately.
func (p *Prover) Prove(ctx context.Context, s *subscription.Subscription) error {
	if !p.All && p.Guard.Knows(ctx, s.URL) {
		return nil
	}
	if err := p.take(s.Member); err != nil {
		return err
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
