package lane

import (
	"context"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tracing"
)

// traced is how many entries' traces are remembered: what is told later than that is in no trace.
const traced = 4096

// traces are those of the newest entries.
type traces struct {
	of    map[ledger.Position]string
	order []ledger.Position // a ring
	next  int
}

func (t *traces) keep(p ledger.Position, trace string) {
	if t.of == nil {
		t.of = make(map[ledger.Position]string, traced)
	}
	if len(t.order) < traced {
		t.order = append(t.order, p)
	} else {
		delete(t.of, t.order[t.next])
		t.order[t.next] = p
		t.next = (t.next + 1) % traced
	}
	t.of[p] = trace
}

// trace begins the span of an attempt, in the trace of the request that wrote the first event of it.
// The endpoint is not told of it: a trace is of its publisher.
func (d *Desk) trace(ctx context.Context, f *flight) (context.Context, tracing.Span) {
	if d.o.Tracer == nil {
		return ctx, tracing.Span{}
	}
	parents := make([]string, len(f.es))
	d.mu.Lock()
	for n := range f.es {
		parents[n] = d.traces.of[f.es[n].Mark.Position()]
	}
	d.mu.Unlock()
	ctx, span := d.o.Tracer.Later(ctx, "deliver", f.looked, parents,
		tracing.String("entente.subscription", string(f.sub.ID)), tracing.Int("entente.events", len(f.es)), tracing.Int("entente.attempt", f.number))
	tracing.Past(ctx, "decide", f.looked, f.decided)
	return ctx, span
}
