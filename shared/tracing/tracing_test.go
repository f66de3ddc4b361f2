package tracing_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/entente-hub/entente/shared/tracing"
)

const theirs = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

func TestTrace(t *testing.T) {
	kept := tracetest.NewInMemoryExporter()
	tracer := tracing.New(sdk.NewTracerProvider(sdk.WithSyncer(kept)))
	r := httptest.NewRequest("POST", "/x", nil)
	r.Header.Set("Traceparent", theirs)
	ctx, request := tracer.Request(r)
	in, inner := tracing.Start(ctx, "append", tracing.Int("entries", 1))
	parent := tracing.Parent(in)
	inner.Fail(true)
	inner.End()
	request.Name("POST /x")
	request.End()

	ctx, later := tracer.Later(t.Context(), "delivery", time.Now(), []string{parent, theirs})
	tracing.Past(ctx, "decide", time.Now().Add(-time.Second), time.Now())
	later.End()

	spans := kept.GetSpans()
	if len(spans) != 4 {
		t.Fatalf("%d spans", len(spans))
	}
	trace := spans[0].SpanContext.TraceID()
	for _, s := range spans {
		if s.SpanContext.TraceID() != trace || strings.Contains(theirs, s.SpanContext.TraceID().String()) {
			t.Errorf("%s is of trace %s", s.Name, s.SpanContext.TraceID())
		}
	}
	if spans[1].Name != "POST /x" || len(spans[1].Links) != 1 || spans[1].Parent.IsValid() {
		t.Errorf("the request: %+v", spans[1])
	}
	if spans[3].Name != "delivery" || spans[3].Parent.SpanID() != spans[0].SpanContext.SpanID() || len(spans[3].Links) != 1 {
		t.Errorf("the delivery: %+v", spans[3])
	}
	if id, ok := tracing.ID(in); !ok || id.Value.String() != trace.String() {
		t.Errorf("it is called %v", id)
	}
}

// TestExport: spans go where the environment says, by the name that it gives.
func TestExport(t *testing.T) {
	sent := make(chan string, 8)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		sent <- r.URL.Path + " " + string(b)
	}))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	tracer, end, err := tracing.Export(t.Context(), "exchange", os.Environ(), slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil || tracer == nil {
		t.Fatal(err)
	}
	_, s := tracer.Request(httptest.NewRequest(http.MethodGet, "/x", nil))
	s.Name("GET /x")
	s.End()
	if err := end(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-sent; !strings.HasPrefix(got, "/v1/traces ") || !strings.Contains(got, "GET /x") || !strings.Contains(got, "exchange") {
		t.Errorf("the collector was sent %q", got)
	}
}

// TestOff: without an exporter there is nothing, and it takes no memory.
func TestOff(t *testing.T) {
	for _, environ := range [][]string{
		nil,
		{"OTEL_SERVICE_NAME=x"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "OTEL_SDK_DISABLED=true"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "OTEL_TRACES_EXPORTER=none"},
	} {
		tracer, end, err := tracing.Export(t.Context(), "hub", environ, slog.New(slog.DiscardHandler))
		if tracer != nil || err != nil || end(t.Context()) != nil {
			t.Errorf("%v: %v %v", environ, tracer, err)
		}
	}
	var off *tracing.Tracer
	r := httptest.NewRequest("POST", "/x", nil)
	ctx, _ := off.Request(r)
	if n := testing.AllocsPerRun(100, func() {
		ctx, s := off.Request(r)
		ctx, inner := tracing.Start(ctx, "append")
		if tracing.Parent(ctx) != "" {
			t.Error("a parent")
		}
		inner.Set()
		inner.End()
		s.End()
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
	if _, ok := tracing.ID(ctx); ok {
		t.Error("a trace")
	}
}
