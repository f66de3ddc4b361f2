package delivery_test

import (
	"bytes"
	"encoding/base64"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/hubtest"
)

// written is all that was logged.
type written struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

// TestSecrets makes subscriptions with secrets of all kinds, has them used, rotated, refused and failed,
// and looks for the secrets in all that is logged, answered and kept.
func TestSecrets(t *testing.T) {
	h := openWith(t, t.TempDir(), func(c *delivery.Config) { c.VerifyAll = true })
	var logs written
	h.log = slog.New(slog.NewTextHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug - 4}))
	h.restart(func() {})

	s := hubtest.NewSink(t)
	const value, marker = "hunter2-of-a-gateway", "a-name-that-is-no-secret"
	secrets := map[string]string{"a header": value}
	k := h.make("market-b", `{"url":"`+s.URL+`?token=`+marker+`","name":"`+marker+`","headers":{"X-Api-Key":"`+value+`"}}`)
	if got := s.Wait(t, 1)[0]; got.Header.Get("X-Api-Key") != value || k.State != "pending" {
		t.Fatalf("%+v, %v", k, got.Header)
	}
	_, challenge, _ := strings.Cut(string(s.Received()[0].Body), `"challenge":"`)
	challenge, _, _ = strings.Cut(challenge, `"`)
	secrets["a challenge"] = challenge
	keep := func(what, whsec string) {
		t.Helper()
		text := strings.TrimPrefix(whsec, "whsec_")
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(raw) != 32 {
			t.Fatalf("%q: %v", whsec, err)
		}
		secrets[what] = text
		secrets[what+", raw"] = string(raw)
		secrets[what+", in base64url"] = base64.RawURLEncoding.EncodeToString(raw)
	}
	keep("a secret", k.Secret)
	var answers []reply
	ask := func(method, path, body string, header ...string) reply {
		t.Helper()
		r := h.call("market-b", method, path, body, header...)
		answers = append(answers, r)
		return r
	}
	ask(http.MethodPost, k.at+"/verify", `{}`).problem(http.StatusUnprocessableEntity, "endpoint-unproven")
	h.call("market-b", http.MethodPost, k.at+"/verify", `{"challenge":"`+challenge+`"}`).is(http.StatusOK)
	var now hook
	into(h.call("market-b", http.MethodPost, k.at+"/rotate", `{}`).is(http.StatusOK), &now)
	keep("a new secret", now.Secret)
	ask(http.MethodPatch, k.at, `{"headers":{"X-Api-Key":"`+value+`\n","Content-Type":"`+value+`"}}`, "If-Match", "*").is(http.StatusUnprocessableEntity)
	ask(http.MethodPatch, k.at, `{"headers":{"X-Other":"`+value+`"}}`, "If-Match", "*").is(http.StatusOK)
	s.AnswerStatus(500, 410) // it is tried again, and then disabled: both are logged
	h.publish()
	until(t, "it is disabled", func() bool { return h.see("market-b", k).State == "disabled" })
	ask(http.MethodPost, k.at+"/test", "").is(http.StatusOK)
	ask(http.MethodGet, k.at, "").is(http.StatusOK)
	ask(http.MethodGet, subscriptions, "").is(http.StatusOK)
	ask(http.MethodGet, k.at+"/deliveries", "").is(http.StatusOK)
	ask(http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
	v1a := h.make("market-b", `{"url":"`+s.URL+`","signing":"v1a"}`)
	ask(http.MethodPost, v1a.at+"/rotate", `{}`).is(http.StatusOK)
	h.restart(func() {})
	h.end()

	find := func(where string, b []byte) (marked bool) {
		for what, secret := range secrets {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s is in %s", what, where)
			}
		}
		return bytes.Contains(b, []byte(marker))
	}
	for _, a := range answers {
		find("an answer", a.body)
	}
	find("the logs", logs.b.Bytes())
	if logs.b.Len() == 0 || !strings.Contains(logs.b.String(), k.ID) {
		t.Errorf("nothing is logged: the test does not test\n%s", logs.b.String())
	}
	kept := false
	err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		kept = find(strings.TrimPrefix(path, h.dir), b) || kept
		return err
	})
	if err != nil || !kept {
		t.Errorf("%v; what is no secret is found: %v", err, kept)
	}
}
