package process

import (
	"context"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
)

// head remembers the ledger's newest position for a second: anyone may ask /readyz.
type head struct {
	ledger *ledger.Ledger
	now    func() time.Time

	mu   sync.Mutex
	at   time.Time
	last ledger.Position
	err  error
}

func (h *head) position(ctx context.Context) (ledger.Position, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if now := h.now(); h.at.IsZero() || now.Sub(h.at) >= time.Second {
		h.last, h.err = h.ledger.Head(ctx)
		h.at = now
	}
	return h.last, h.err
}

// lag is how many entries of the ledger the views do not hold.
func (p *Process) lag(ctx context.Context) (uint64, error) {
	newest, err := p.head.position(ctx)
	if err != nil {
		return 0, err
	}
	return uint64(max(newest, p.Fold.Position()) - p.Fold.Position()), nil
}

// Health tells whether requests should come here: the views are complete, and NATS is
// reachable.
func (p *Process) Health(ctx context.Context) httpd.Health {
	complete := false
	select {
	case <-p.Ready():
		complete = true
	default:
	}
	connected := p.Connected()
	h := httpd.Health{Ready: complete && connected, Checks: []httpd.Check{{Name: "nats", OK: connected}}}
	if !connected {
		h.Checks[0].Note = "reads go on, writes are refused"
	}
	var lag *uint64
	if connected {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if n, err := p.lag(ctx); err == nil {
			lag = &n
		}
	}
	for _, name := range p.views.names() {
		h.Checks = append(h.Checks, httpd.Check{Name: name, OK: complete, Lag: lag})
	}
	return h
}
