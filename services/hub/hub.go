// Package hub is all services in one process, on an embedded NATS or one elsewhere.
package hub

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/services/exchange"
	"github.com/entente-hub/entente/services/governance"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/members"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/services/screening"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

// Config are the hub's settings: those of the process, and those of each service that has any.
// Start from Default.
type Config struct {
	Process    process.Config
	Exchange   exchange.Config
	Delivery   delivery.Config
	Governance governance.Config
	Portal     portal.Config
}

// Default returns the settings of a hub on one machine.
func Default() Config {
	return Config{Process: process.Default(), Exchange: exchange.Default(), Delivery: delivery.Default(), Governance: governance.Default(), Portal: portal.Default()}
}

// Hub is all services on one process.
type Hub struct {
	Process *process.Process
	Portal  *portal.Service // nil: there is none
	engine  *httpd.Engine
	parts   []run.Part
}

// New opens the process and mounts every service. Close it when Serve has returned.
func New(ctx context.Context, c Config) (*Hub, error) {
	p, err := process.Start(ctx, c.Process)
	if err != nil {
		return nil, err
	}
	h := &Hub{Process: p}
	if err := h.assemble(ctx, c); err != nil {
		return nil, errors.Join(fmt.Errorf("hub: %w", err), p.Close())
	}
	return h, nil
}

func (h *Hub) assemble(ctx context.Context, c Config) (err error) {
	if h.engine, err = h.Process.Engine(); err != nil {
		return err
	}
	for _, service := range []process.Assemble{members.Assemble, c.Exchange.Assemble, c.Delivery.Assemble, c.Governance.Assemble, screening.Assemble} {
		parts, err := service(ctx, h.Process, h.engine)
		if err != nil {
			return err
		}
		h.parts = append(h.parts, parts...)
	}
	h.Portal, err = c.Portal.Open(ctx, h.Process, h.engine)
	return err
}

// Routes are all that the hub answers on: for tests that want to miss none.
func (h *Hub) Routes() gin.RoutesInfo { return h.engine.Routes() }

// Serve answers on the listener until ctx ends, and ends everything in order.
func (h *Hub) Serve(ctx context.Context, l net.Listener) error {
	return h.Process.Serve(ctx, l, h.engine, h.parts...)
}

// Close ends the connection to NATS, or the NATS inside.
func (h *Hub) Close() error { return h.Process.Close() }
