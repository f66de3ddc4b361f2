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
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	newest, err := p.head.position(ctx)
	if err != nil {
		return 0, err
	}
	return uint64(max(newest, p.Fold.Position()) - p.Fold.Position()), nil
}

// maxLag is how far views may be behind and still be called well.
const maxLag = 10_000

// Health tells whether requests should come here: once the views are complete. While NATS is
// away they should still: reads go on, and writes are told when to come again.
func (p *Process) Health(ctx context.Context) httpd.Health {
	complete := false
	select {
	case <-p.Ready():
		complete = true
	default:
	}
	connected := p.Connected()
	h := httpd.Health{Ready: complete, Checks: []httpd.Check{{Name: "nats", OK: connected}}}
	if !connected {
		h.Checks[0].Note = "reads go on, writes are refused"
	}
	well := complete
	if n, err := p.lag(ctx); connected && err == nil {
		well = well && n < maxLag
	}
	for _, name := range p.views.names() {
		h.Checks = append(h.Checks, httpd.Check{Name: name, OK: well})
	}
	if p.bodies != nil {
		c := httpd.Check{Name: "mongodb", OK: !p.bodies.away()}
		if !c.OK {
			c.Note = "what indicators say cannot be read, where it is not at hand; writes, screening and counts go on"
		}
		h.Checks = append(h.Checks, c)
	}
	return h
}
