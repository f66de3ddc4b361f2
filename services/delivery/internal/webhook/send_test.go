package webhook

import (
	"bytes"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func loopback() *Guard {
	return NewGuard([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")})
}

func sender(t *testing.T, g *Guard, o SenderOptions) *Sender {
	t.Helper()
	s := NewSender(g, o)
	t.Cleanup(s.Close)
	return s
}

// TestSend verifies with another author's library.
func TestSend(t *testing.T) {
	key := []byte(strings.Repeat("k", SecretSize))
	verifier, err := standardwebhooks.NewWebhook(Reveal(key))
	if err != nil {
		t.Fatal(err)
	}
	var verified error
	var got http.Header
	sink := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got, verified = r.Header, verifier.Verify(body, r.Header)
		w.WriteHeader(http.StatusNoContent)
	}))
	defer sink.Close()
	r := sender(t, loopback(), SenderOptions{}).Send(t.Context(), Message{Envelope: Envelope{URL: sink.URL, Keys: []Key{NewKey(key)}}, ID: "msg_1", Body: []byte(`{"type":"x"}`)})
	if r.Failure != None || r.Status != 204 || verified != nil {
		t.Fatalf("%+v, %v", r, verified)
	}
	if got.Get("Content-Type") != "application/json" || got.Get("Webhook-Id") != "msg_1" || got.Get("Accept-Encoding") != "" {
		t.Errorf("headers %v", got)
	}
}

func TestSend_failures(t *testing.T) {
	var elsewhere int
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere++ }))
	defer target.Close()
	closed := httptest.NewServer(nil)
	closed.Close()
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(200) }))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	hang := make(chan struct{})
	defer close(hang)
	cases := []struct {
		name   string
		answer http.HandlerFunc
		url    string
		guard  *Guard
		roots  *x509.CertPool
		want   Failure
		status int
	}{
		{name: "500", answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, want: Status, status: 500},
		{name: "410", answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) }, want: Status, status: 410},
		{name: "a redirect is not followed", answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, target.URL, http.StatusTemporaryRedirect)
		}, want: Moved, status: 307},
		{name: "hangs", answer: func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // then the server notices that the client has gone
			select {
			case <-hang:
			case <-r.Context().Done():
			}
		}, want: TimedOut},
		{name: "an endless answer is cut", answer: func(w http.ResponseWriter, _ *http.Request) {
			for range 100 {
				if _, err := w.Write(make([]byte, MaxAnswer)); err != nil {
					return
				}
			}
		}, want: None, status: 200},
		{name: "a huge header", answer: func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 2*MaxAnswer)) }, want: Broken},
		{name: "cut off", answer: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, want: Broken},
		{name: "nobody listens", url: closed.URL, want: Refused},
		{name: "loopback when it is not allowed", url: target.URL, guard: NewGuard(nil), want: Blocked},
		{name: "a name of loopback", url: strings.Replace(target.URL, "127.0.0.1", "localhost", 1), guard: NewGuard(nil), want: Blocked},
		{name: "unknown name", url: "https://no-such-host.invalid/", want: Unknown},
		{name: "a certificate of nobody we know", url: secure.URL, want: BadTLS},
		{name: "a certificate that we know", url: secure.URL, roots: roots, want: None, status: 200},
		{name: "not TLS", url: strings.Replace(target.URL, "http:", "https:", 1), want: BadTLS},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.url == "" {
				s := httptest.NewServer(c.answer)
				defer s.Close()
				c.url = s.URL
			}
			if c.guard == nil {
				c.guard = loopback()
			}
			r := sender(t, c.guard, SenderOptions{Timeout: 300 * time.Millisecond, Roots: c.roots}).Send(t.Context(), Message{Envelope: Envelope{URL: c.url, Keys: []Key{NewKey([]byte("k"))}}, ID: "msg_1", Body: []byte("{}")})
			if r.Failure != c.want || r.Status != c.status {
				t.Errorf("got %q %d, want %q %d", r.Failure, r.Status, c.want, c.status)
			}
			if r.Took > 2*time.Second {
				t.Errorf("took %s", r.Took)
			}
		})
	}
	if elsewhere != 0 {
		t.Errorf("%d requests went where they must not", elsewhere)
	}
}

func TestSchedule(t *testing.T) {
	s := Standard()
	if len(s) != 9 {
		t.Fatalf("%d waits make %d attempts", len(s), len(s)+1)
	}
	for failed := 1; failed <= len(s); failed++ {
		for _, random := range []float64{0, 0.5, 0.999} {
			wait, ok := s.Next(failed, 0, random)
			if !ok || wait < s[failed-1]/10 || wait > s[failed-1] {
				t.Errorf("after %d: %s %t", failed, wait, ok)
			}
		}
	}
	if _, ok := s.Next(10, time.Hour, 0); ok {
		t.Error("an eleventh attempt")
	}
	if wait, _ := s.Next(1, time.Hour, 0); wait != time.Hour {
		t.Errorf("asked for an hour, waits %s", wait)
	}
	if wait, _ := s.Scaled(0.001).Next(1, 0, 0.9999); wait > 5*time.Millisecond {
		t.Errorf("scaled: %s", wait)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, " 5 ": 5 * time.Second, "-1": 0, "soon": 0, "999999999999": MaxRetryAfter,
		"99999999999999999999999999": 0, "Thu, 01 Oct 2026 12:01:00 GMT": time.Minute, "Thu, 01 Oct 2026 11:00:00 GMT": 0, "Thu, 01 Oct 2099 12:00:00 GMT": MaxRetryAfter,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func TestVault(t *testing.T) {
	v, err := NewVault([]byte(strings.Repeat("v", VaultKeySize)))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := v.Seal("sub_a", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if key, err := v.Open("sub_a", sealed); err != nil || string(key) != "secret" {
		t.Errorf("%s %v", key, err)
	}
	if _, err := v.Open("sub_b", sealed); err == nil {
		t.Error("a secret opened for another subscription")
	}
	if bytes.Contains(sealed, []byte("secret")) {
		t.Error("sealed is plain")
	}
}
