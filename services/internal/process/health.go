package process

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
)

// head remembers for a second what the ledger has that the views do not: anyone may ask /readyz.
type head struct {
	ledger *ledger.Ledger
	now    func() time.Time
	began  time.Time // what was there before has waited for this process since then

	mu   sync.Mutex
	at   time.Time
	last ledger.Position
	next ledger.Position // the oldest that the views did not hold
	said time.Time       // when that was written
	err  error
}

// lag is how far views are behind the ledger.
type lag struct {
	entries uint64
	wait    time.Duration // of the oldest entry that they do not hold, for this process
	done    int           // per cent of the ledger that they hold
}

func (h *head) lag(ctx context.Context, held ledger.Position) (lag, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	if h.at.IsZero() || now.Sub(h.at) >= time.Second {
		h.look(ctx, held)
		h.at = now
	}
	if h.err != nil || h.last <= held {
		return lag{done: 100}, h.err
	}
	l := lag{entries: uint64(h.last - held), done: int(100 * held / h.last)}
	if h.next > held {
		since := h.said
		if since.Before(h.began) {
			since = h.began
		}
		l.wait = max(0, now.Sub(since))
	}
	return l, nil
}

// look asks the ledger. h.mu is held.
func (h *head) look(ctx context.Context, held ledger.Position) {
	h.next = 0
	if h.last, h.err = h.ledger.Head(ctx); h.err != nil || h.last <= held {
		return
	}
	var e ledger.Entry
	if e, h.err = h.ledger.After(ctx, held); h.err == nil {
		h.next, h.said = e.Position, e.At
	}
}

// lag is how far the views are behind the ledger.
func (p *Process) lag(ctx context.Context) (lag, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return p.head.lag(ctx, p.Fold.Position())
}

// maxWait is how far views may be behind and still be called well.
const maxWait = 10 * time.Second

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
	view := httpd.Check{OK: complete}
	if l, err := p.lag(ctx); connected && err == nil {
		view.OK = complete && l.wait < maxWait
		view = view.BehindBy(l.wait)
		if !complete {
			view.Note = fmt.Sprintf("being filled, %d %% and more are done", l.done/10*10)
		}
	}
	for _, name := range p.views.names() {
		view.Name = name
		h.Checks = append(h.Checks, view)
	}
	p.checking.Lock()
	defer p.checking.Unlock()
	for _, check := range p.checks {
		h.Checks = append(h.Checks, check(ctx))
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
