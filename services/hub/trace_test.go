package hub_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tracing"
)

// logged is what a hub writes to its log.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestTrace: one trace holds a publish and what came of it, up to the POST at another member's
// endpoint, which is not told of it; the log line of the request names it; nothing that was said is
// in it.
func TestTrace(t *testing.T) {
	kept, log := tracetest.NewInMemoryExporter(), &logged{}
	a := newAlliance(t, func(c *hub.Config) {
		c.Process.Tracer = tracing.New(sdk.NewTracerProvider(sdk.WithSyncer(kept)))
		c.Process.Log = slog.New(slog.NewJSONHandler(log, nil))
	})
	sink := hubtest.NewSink(t)
	a.must(t, "bazar-b", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{}}`, sink.URL), 201)
	const theirs = "0af7651916cd43dd8448eb211c80319c"
	got := a.ask(t, "maison-a", "POST", "/v1/indicators", `{"observable":{"type":"domain","value":"traced-shop.example"},"brands":["traced-brand"],"tlp":"green","note":"traced-note"}`,
		"Traceparent", "00-"+theirs+"-b7ad6b7169203331-01")
	if got.status != 201 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	var made struct{ ID string }
	into(t, got.body, &made)

	of := func() (names []string, trace string) {
		for _, s := range kept.GetSpans() {
			if s.Name == "POST /v1/indicators" {
				trace = s.SpanContext.TraceID().String()
			}
		}
		for _, s := range kept.GetSpans() {
			if trace != "" && s.SpanContext.TraceID().String() == trace {
				names = append(names, s.Name)
			}
		}
		slices.Sort(names)
		return names, trace
	}
	want := []string{"POST", "POST /v1/indicators", "append", "decide", "deliver", "hold"}
	wait(t, "the trace is whole", func() bool { names, _ := of(); return len(names) >= len(want) })
	names, trace := of()
	if !slices.Equal(names, want) || trace == theirs {
		t.Errorf("the trace %s has %q, want %q", trace, names, want)
	}
	if e, err := a.hub.Process.Ledger.Of(t.Context(), ledger.KindIndicator, made.ID); err != nil || len(e) != 1 || !strings.Contains(e[0].Trace, trace) {
		t.Errorf("the entry goes on by %v, %v", e, err)
	}
	for _, r := range sink.Wait(t, 1) {
		all, err := json.Marshal([]any{r.Header, string(r.Body)})
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{trace, theirs, "raceparent", "racestate", "aggage"} {
			if strings.Contains(string(all), secret) {
				t.Errorf("the endpoint is sent %q", secret)
			}
		}
	}
	for _, s := range kept.GetSpans() {
		for _, x := range append(s.Attributes, s.Resource.Attributes()...) {
			if text := x.Value.String(); strings.Contains(text, "traced-") || strings.Contains(text, "maison") || strings.Contains(text, "bazar") || strings.Contains(text, "127.0.0.1") {
				t.Errorf("%s has %s=%s", s.Name, x.Key, text)
			}
		}
		if strings.Contains(s.Name+s.Status.Description, "traced-") || len(s.Events) > 0 {
			t.Errorf("a span is called %s: %s, %v", s.Name, s.Status.Description, s.Events)
		}
	}
	if !strings.Contains(log.String(), `"route":"/v1/indicators","status":201`) || !strings.Contains(log.String(), `"trace_id":"`+trace+`"`) {
		t.Errorf("no line names the trace %s:\n%s", trace, log)
	}
	if answered := bare(got); strings.Contains(answered, trace) {
		t.Errorf("the answer has the trace: %s", answered)
	}

	// Who restores an older copy finds in the log what to erase again.
	a.must(t, "maison-a", "POST", "/v1/indicators/"+made.ID+"/erase", `{"reason":"By order.","reason_code":"legal_order"}`, 200)
	wait(t, "the line of the erasure", func() bool { return strings.Contains(log.String(), `"erased":"`+made.ID+`"`) })
}

// TestNoTrace: without an exporter an entry has no trace, whatever the client sends.
func TestNoTrace(t *testing.T) {
	a := newAlliance(t)
	got := a.ask(t, "maison-a", "POST", "/v1/indicators", `{"observable":{"type":"domain","value":"traced-shop.example"},"tlp":"green"}`,
		"Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	var made struct{ ID string }
	into(t, got.body, &made)
	if e, err := a.hub.Process.Ledger.Of(t.Context(), ledger.KindIndicator, made.ID); err != nil || len(e) != 1 || e[0].Trace != "" {
		t.Errorf("%+v, %v", e, err)
	}
}
