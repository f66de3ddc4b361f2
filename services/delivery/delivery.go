// Package delivery is the service that tells members of events: webhook subscriptions, their
// attempts, and the stream of server-sent events. See README.md.
package delivery

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/direct"
	"github.com/entente-hub/entente/services/delivery/internal/envelope"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/httpapi"
	"github.com/entente-hub/entente/services/delivery/internal/lane"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/register"
	"github.com/entente-hub/entente/services/delivery/internal/sse"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/trace"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/run"
	"github.com/entente-hub/entente/shared/scope"
)

// Service is the delivery service, on a process.
type Service struct {
	door     *httpapi.Door
	desk     *lane.Desk
	attempts *attempt.Log
	direct   *direct.Server // nil: it takes no direct connections
	feeds    *direct.Writer
}

// New wires the service: its three views (the register, the desk, the streams) join the
// process's, so call it before the process runs.
func New(ctx context.Context, p *process.Process, c Config) (*Service, error) {
	parts, err := c.open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("delivery: %w", err)
	}
	view := func(viewer string) *scope.View { return p.Policies.Snapshot().View(viewer) }
	subscriptions := register.New()
	subscribed := &subscription.Book{
		Directory: p.Directory, Register: subscriptions, Feed: p.Catalog, Ledger: p.Fold, View: view, Current: p.Keyring.Current,
		Check: parts.guard.Check, Where: parts.where.Check, Vault: parts.vault, ID: subscription.NewID(p.Key.ID), Now: p.Now,
		Random: func(n int) []byte {
			b := make([]byte, n)
			_, _ = rand.Read(b) // never fails (crypto/rand)
			return b
		},
	}
	opener := envelope.Opener{Vault: parts.vault, Now: p.Now}
	subscribed.Challenge = func(s id.Subscription, url string) string { return "chl_" + p.Key.ID("challenge", string(s), url) }
	subscribed.Prove = (&envelope.Prover{
		Opener: opener, Sender: parts.sender, Guard: parts.guard, Challenge: subscribed.Challenge, All: c.VerifyAll,
		Name: func() string { return "msg_" + p.Key.ID("webhook", "verify", rand.Text()) },
	}).Prove
	dropped := prometheus.NewCounter(prometheus.CounterOpts{
		Name: "entente_webhook_attempts_unlogged_total", Help: "Attempts that are not in the members' lists because the log could not keep up.",
	})
	s := &Service{attempts: attempt.NewLog(parts.attempts, func(n int) { dropped.Add(float64(n)) })}
	book := given.New(parts.given, p.Catalog, p.Now)
	teller := &subscription.Teller{Shelf: p.Catalog, View: view, Now: p.Now, News: p.Catalog.News, Given: func(s *subscription.Subscription, row uint32) bool {
		return book.Was(ctx, s, row)
	}, Where: func(expression, event string, i *catalog.Item) bool {
		return parts.where.Holds(expression, event, i.AppendJSON(nil))
	}}
	letters := letter.NewBox(parts.letters)
	s.desk = lane.New(lane.Options{
		Teller:   teller,
		Register: subscriptions, Sender: parts.sender, Envelope: opener.For, Owner: subscribed, Letters: letters, Hold: parts.hold(),
		Shown: func(s *subscription.Subscription, i catalog.Item) {
			p.Shown(ctx, policies.Viewer(s.Member), string(s.ID), "webhook", []catalog.Item{i})
		},
		WebhookID: webhookID(p.Key.ID), Cursors: parts.cursors, Attempts: s.attempts, Given: book,
		Ready: p.Ready(), Log: p.Log, Tracer: p.Tracer, Schedule: webhook.Standard().Scaled(c.RetryScale), Posts: c.Posts,
	})
	streams := sse.New(sse.Options{
		Feed: p.Catalog, View: view, Current: p.Keyring.Current, Newest: p.Fold.Position, Sealer: p.Sealer, Now: p.Now,
		Shown: func(by access.Caller, items []catalog.Item) {
			p.Shown(ctx, by.Viewer(), by.Actor(), "GET /v1/stream", items)
		},
		Most: c.Streams, Heartbeat: c.Heartbeat,
	})
	traced := &trace.Desk{
		Snapshot: p.Policies.Snapshot, Shelf: p.Catalog, Book: book, Log: s.attempts, Subscriptions: subscriptions.Of, Where: teller.Where, Now: p.Now,
	}
	s.door = &httpapi.Door{
		Book: subscribed, Desk: s.desk, Letters: letters, Attempts: s.attempts, Trace: traced, Streams: streams, Shelf: p.Catalog, View: view,
		Shown: func(ctx context.Context, by access.Caller, items []catalog.Item) {
			p.Shown(ctx, by.Viewer(), by.Actor(), "GET /v1/subscriptions/:subscription/deliveries/:delivery", items)
		},
		Memory: idempotency.Memory{Keys: p.Requests, Ledger: p.Ledger, Views: p.Fold},
		Sealer: p.Sealer, Open: parts.vault.Open, Now: p.Now, Ready: p.Ready(),
	}
	if err := s.openFeeds(ctx, p, c, view); err != nil {
		return nil, fmt.Errorf("delivery: %w", err)
	}
	err = errors.Join(p.AddView("subscriptions", subscriptions), p.AddView("desk", s.desk), p.AddView("streams", streams))
	for _, m := range append(append(s.desk.Collectors(), streams.Collectors()...), dropped) {
		err = errors.Join(err, p.Metrics.Register(m))
	}
	if err != nil {
		return nil, fmt.Errorf("delivery: %w", err)
	}
	return s, nil
}

// hold is how the desk holds a share of the subscriptions; nil: it has them all.
func (o *opened) hold() func(context.Context, int, func(context.Context)) {
	if o.leases == nil {
		return nil
	}
	return o.leases.Hold
}

// Mount puts the service's operations on their routes.
func (s *Service) Mount(on gin.IRouter) error { return s.door.Mount(on) }

// Run carries events to endpoints until ctx ends, and then writes down how far it came.
func (s *Service) Run(ctx context.Context) error {
	carrying := []run.Part{{Name: "desk", Run: s.carry}}
	if s.direct != nil {
		carrying = append(carrying, run.Part{Name: "feeds", Run: s.feeds.Run})
		defer func() { _ = s.direct.Close() }()
	}
	return run.All(ctx, carrying...)
}

func (s *Service) carry(ctx context.Context) error {
	logging, end := context.WithCancel(context.WithoutCancel(ctx))
	var log sync.WaitGroup
	log.Go(func() { s.attempts.Run(logging) })
	err := s.desk.Run(ctx)
	end()
	log.Wait()
	return err
}

// Assemble is the service on a process and its front (process.Main).
func (c Config) Assemble(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
	s, err := New(ctx, p, c)
	if err != nil {
		return nil, err
	}
	return []run.Part{{Name: "delivery", Run: s.Run}}, s.Mount(e)
}
