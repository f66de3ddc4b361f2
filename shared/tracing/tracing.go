// Package tracing is what Entente has of OpenTelemetry: spans that hang on the one that a context
// carries, and cost next to nothing where it carries none; and the parent of what happens later,
// elsewhere, as one line (W3C Trace Context) that goes with a ledger's entry. No span has a value, a
// name or an address of a member in it, and no parent of a client's is taken over or given away.
package tracing

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

const library = "github.com/entente-hub/entente"

// Attribute is one attribute of a span: a count, a kind, an outcome.
type Attribute = attribute.KeyValue

// String and Int make attributes.
var (
	String = attribute.String
	Int    = attribute.Int
)

// Start begins a span under that which ctx carries. Where it carries none, neither does what is
// returned, and End does nothing.
func Start(ctx context.Context, name string, attrs ...Attribute) (context.Context, Span) {
	over := trace.SpanFromContext(ctx)
	if !over.IsRecording() {
		return ctx, Span{}
	}
	ctx, s := over.TracerProvider().Tracer(library).Start(ctx, name, trace.WithAttributes(attrs...))
	return ctx, Span{s}
}

// Span is one that was begun. The zero value is none.
type Span struct{ span trace.Span }

// Set adds attributes.
func (s Span) Set(attrs ...Attribute) {
	if s.span != nil {
		s.span.SetAttributes(attrs...)
	}
}

// Fail says that what the span is of did not succeed. The error's text is not told: it may hold what
// a trace must not.
func (s Span) Fail(failed bool) {
	if s.span != nil && failed {
		s.span.SetStatus(codes.Error, "")
	}
}

// End ends the span.
func (s Span) End() {
	if s.span != nil {
		s.span.End()
	}
}

// IsZero reports whether there is none.
func (s Span) IsZero() bool { return s.span == nil }

const header = "traceparent"

// Parent is the line by which what comes of ctx's span finds it ("00-<trace>-<span>-01", W3C Trace
// Context 3.2); "" where there is none.
func Parent(ctx context.Context) string {
	if !trace.SpanContextFromContext(ctx).IsSampled() {
		return ""
	}
	c := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, c)
	return c[header]
}

// Under is ctx under the span that Parent told of.
func Under(ctx context.Context, parent string) context.Context {
	return propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{header: parent})
}

// ID is what the trace of ctx is called, as a log line has it; false where there is none.
func ID(ctx context.Context) (slog.Attr, bool) {
	c := trace.SpanContextFromContext(ctx)
	if !c.IsValid() {
		return slog.Attr{}, false
	}
	return slog.String("trace_id", c.TraceID().String()), true
}
