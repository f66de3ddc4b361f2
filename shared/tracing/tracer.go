package tracing

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// Tracer begins traces. Nil begins none.
type Tracer struct{ tracer trace.Tracer }

// New makes a tracer of a provider; nil for nil.
func New(p trace.TracerProvider) *Tracer {
	if p == nil {
		return nil
	}
	return &Tracer{p.Tracer(library)}
}

// Request begins the trace of a request. That of the client is linked, not taken over: a stranger
// would choose ours, and whether they are kept.
func (t *Tracer) Request(r *http.Request) (context.Context, Span) {
	if t == nil {
		return r.Context(), Span{}
	}
	opts := []trace.SpanStartOption{trace.WithSpanKind(trace.SpanKindServer), trace.WithNewRoot()}
	theirs := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(context.Background(), propagation.HeaderCarrier(r.Header)))
	if theirs.IsValid() {
		opts = append(opts, trace.WithLinks(trace.Link{SpanContext: theirs}))
	}
	ctx, s := t.tracer.Start(r.Context(), "request", opts...)
	return ctx, Span{s}
}

// Name gives a span its name, once it is known.
func (s Span) Name(name string) {
	if s.span != nil {
		s.span.SetName(name)
	}
}

// Later begins a span of what comes of others', by what Parent told of them: under the first, linked to
// the rest; none where it told of none.
func (t *Tracer) Later(ctx context.Context, name string, began time.Time, parents []string, attrs ...Attribute) (context.Context, Span) {
	if t == nil || len(parents) == 0 || parents[0] == "" {
		return ctx, Span{}
	}
	opts := []trace.SpanStartOption{trace.WithAttributes(attrs...), trace.WithTimestamp(began), trace.WithSpanKind(trace.SpanKindConsumer)}
	for _, p := range parents[1:] {
		if c := trace.SpanContextFromContext(Under(context.Background(), p)); c.IsValid() {
			opts = append(opts, trace.WithLinks(trace.Link{SpanContext: c}))
		}
	}
	ctx, s := t.tracer.Start(Under(ctx, parents[0]), name, opts...)
	return ctx, Span{s}
}

// Past notes a span that has ended, under that which ctx carries.
func Past(ctx context.Context, name string, began, ended time.Time, attrs ...Attribute) {
	over := trace.SpanFromContext(ctx)
	if !over.IsRecording() {
		return
	}
	_, s := over.TracerProvider().Tracer(library).Start(ctx, name, trace.WithTimestamp(began), trace.WithAttributes(attrs...))
	s.End(trace.WithTimestamp(ended))
}
