package delivery_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	cloudevents "github.com/cloudevents/sdk-go/v2"

	"github.com/entente-hub/entente/api/webhook"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/hubtest"
)

// verdict is a post, and whether it verifies under a secret.
type verdict struct {
	Secret  string            `json:"secret"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body"`
	Want    bool              `json:"want"`
}

// TestInterop wants what the hub sends to verify by the libraries of others: Standard Webhooks' of Go
// and of JavaScript (on Node), and by our own of api/webhook, which know v1a too. It posts in each
// format, in batches, during and after a rotation, and from HMAC to ed25519 and back.
func TestInterop(t *testing.T) {
	h := open(t)
	var verdicts []verdict
	say := func(secret string, r hubtest.Received, want bool) {
		t.Helper()
		if verifies(t, secret, r) != want {
			t.Errorf("Go: %q of %s verifies: %v", r.Header.Get("Webhook-Signature"), r.Body, !want)
		}
		head := map[string]string{}
		for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
			head[name] = r.Header.Get(name)
		}
		verdicts = append(verdicts, verdict{secret, head, r.Body, want})
	}
	for _, form := range []string{`"format":"full"`, `"format":"thin"`, `"format":"cloudevents"`, `"batch":{"max_events":10}`} {
		s := hubtest.NewSink(t)
		k := h.make("market-b", `{"url":"`+s.URL+`",`+form+`}`)
		post := func() hubtest.Received {
			t.Helper()
			n := len(s.Received())
			h.publish(func(i *catalog.Indicator) { i.Note = "Größe \u2028 <b>&amp; 偽物" })
			return s.Wait(t, n+1)[n]
		}
		rotate := func(body string) hook {
			t.Helper()
			var now hook
			into(h.call("market-b", http.MethodPost, k.at+"/rotate", body).is(http.StatusOK), &now)
			return now
		}
		ours := func(r hubtest.Received) {
			t.Helper()
			keys, err := webhook.Keys(h.call("", http.MethodGet, jwks+k.ID, "").is(http.StatusOK).body)
			if err != nil {
				t.Fatal(err)
			}
			v, err := webhook.New(keys...)
			if err != nil {
				t.Fatal(err)
			}
			if err := v.Verify(r.Header, r.Body); err != nil {
				t.Errorf("ours: %v", err)
			}
		}
		first := post()
		say(k.Secret, first, true)
		first.Body = append(bytes.Clone(first.Body), ' ')
		say(k.Secret, first, false)
		second := rotate(`{}`)
		both := post()
		say(k.Secret, both, true)
		say(second.Secret, both, true)
		rotate(`{"signing":"v1a"}`)
		mixed := post() // three signatures, of which they know two
		say(k.Secret, mixed, true)
		say(second.Secret, mixed, true)
		ours(mixed)
		h.call("market-b", http.MethodPost, k.at+"/retire", "").is(http.StatusOK)
		alone := post()
		say(second.Secret, alone, false)
		ours(alone)
		back := rotate(`{"signing":"v1"}`)
		mixed = post()
		say(back.Secret, mixed, true)
		say(k.Secret, mixed, false)
		ours(mixed)
	}
	t.Run("node", func(t *testing.T) { onNode(t, verdicts) })
}

// needsNode skips a test where there is no Node, or not what it runs there; in CI it fails.
func needsNode(t *testing.T, packages ...string) {
	t.Helper()
	lacks := ""
	if _, err := exec.LookPath("node"); err != nil {
		lacks = "there is no node"
	}
	for _, name := range packages {
		if _, err := os.Stat("testdata/interop/node_modules/" + name); err != nil {
			lacks = "the package " + name + " is not there: make interop"
		}
	}
	if lacks == "" {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatal(lacks)
	}
	t.Skip(lacks)
}

// onNode has posts verified by the npm package standardwebhooks. `make interop` brings it.
func onNode(t *testing.T, all []verdict) {
	t.Helper()
	needsNode(t, "standardwebhooks")
	var in bytes.Buffer
	for _, v := range all {
		if err := json.NewEncoder(&in).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.CommandContext(t.Context(), "node", "testdata/interop/verify.cjs")
	c.Stdin = &in
	out, err := c.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "36 as wanted") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestCloudEvents reads what is sent with the SDK of CloudEvents, as one and as a batch (CloudEvents
// 1.0.2, section 3; HTTP protocol binding, sections 3.2 and 3.3).
func TestCloudEvents(t *testing.T) {
	h := open(t)
	one, many := hubtest.NewSink(t), hubtest.NewSink(t)
	h.make("market-b", `{"url":"`+one.URL+`","format":"cloudevents"}`)
	h.make("market-b", `{"url":"`+many.URL+`","format":"cloudevents","batch":{"max_events":10}}`)
	i, _ := h.publish()
	ask := func(r hubtest.Received) *http.Request {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", bytes.NewReader(r.Body))
		q.Header = r.Header
		return q
	}
	single := one.Wait(t, 1)[0]
	e, err := cloudevents.NewEventFromHTTPRequest(ask(single))
	if err != nil {
		t.Fatal(err)
	}
	batch := many.Wait(t, 1)[0]
	es, err := cloudevents.NewEventsFromHTTPRequest(ask(batch))
	if err != nil || len(es) != 1 {
		t.Fatalf("%v: %d events", err, len(es))
	}
	for _, e := range []cloudevents.Event{*e, es[0]} {
		var data struct{ ID string }
		if err := e.Validate(); err != nil {
			t.Error(err)
		}
		if err := e.DataAs(&data); err != nil || data.ID != string(i.ID) {
			t.Errorf("%v: %s", err, e.Data())
		}
		if e.SpecVersion() != "1.0" || e.Type() != "indicator.published" || e.Subject() != string(i.ID) || e.Time().IsZero() ||
			!strings.HasPrefix(e.Source(), "/v1/subscriptions/sub_") || e.DataContentType() != "application/json" || e.ID() == "" {
			t.Errorf("%s", e)
		}
	}
	if e.ID() != single.Header.Get("Webhook-Id") || es[0].ID() == e.ID() {
		t.Error("an event's id is that of its subscription and entry: the webhook-id, where it comes alone")
	}
}
