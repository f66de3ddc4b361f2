package delivery_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/hubtest"
)

// question is the event that an endpoint is asked by.
type question struct {
	Type string
	Data struct{ Subscription, Challenge string }
}

// TestVerify makes endpoints show that they want to be told.
func TestVerify(t *testing.T) {
	h := openWith(t, t.TempDir(), func(c *delivery.Config) { c.VerifyAll, c.Timeout = true, time.Second })
	verify := func(k hook, body string) reply {
		return h.call("market-b", http.MethodPost, k.at+"/verify", body)
	}
	asked := func(s *hubtest.Sink) (last question) {
		t.Helper()
		all := s.Received()
		if err := json.Unmarshal(all[len(all)-1].Body, &last); err != nil || last.Type != "subscription.verify" || last.Data.Challenge == "" {
			t.Fatalf("%v: %s", err, all[len(all)-1].Body)
		}
		return last
	}
	// An endpoint that answers before it knows its secret is active at once, in one call.
	willing := hubtest.NewSink(t)
	answer := func(s *hubtest.Sink, as func(q question) string) {
		s.Answer(func(w http.ResponseWriter, _ *http.Request) {
			if q := (question{}); len(s.Received()) > 0 && json.Unmarshal(s.Received()[len(s.Received())-1].Body, &q) == nil && q.Type == "subscription.verify" {
				_, _ = io.WriteString(w, as(q))
			}
		})
	}
	answer(willing, func(q question) string { return `{"challenge":"` + q.Data.Challenge + `"}` })
	k := h.make("market-b", `{"url":"`+willing.URL+`"}`)
	if got := willing.Received(); k.State != "active" || len(got) != 1 || !verifies(t, k.Secret, got[0]) || asked(willing).Data.Subscription != k.ID {
		t.Fatalf("%+v", k)
	}
	h.publish()
	willing.Wait(t, 2)

	t.Run("pending until it is proven, and nothing is lost", func(t *testing.T) {
		s := hubtest.NewSink(t)
		body := `{"url":"` + s.URL + `"}`
		first := h.call("market-b", http.MethodPost, subscriptions, body, "Idempotency-Key", "v").is(http.StatusCreated)
		var k hook
		into(first, &k)
		k.at = subscriptions + "/" + k.ID
		if k.State != "pending" || !strings.Contains(k.Reason, "did not send its challenge back") || k.Secret == "" {
			t.Fatalf("%+v", k)
		}
		if again := h.call("market-b", http.MethodPost, subscriptions, body, "Idempotency-Key", "v").is(http.StatusCreated); !bytes.Equal(again.body, first.body) {
			t.Errorf("%s", again.body)
		}
		i, _ := h.publish()
		for status, says := range map[int]string{404: "it answered 404", 302: "redirects are not followed"} {
			s.AnswerStatus(status)
			if got := verify(k, `{}`); !bytes.Contains(got.body, []byte(says)) {
				t.Errorf("%d: %s", status, got.body)
			} else {
				got.problem(http.StatusUnprocessableEntity, "endpoint-unproven")
			}
		}
		h.call("market-b", http.MethodPost, k.at+"/test", "").problem(http.StatusUnprocessableEntity, "endpoint-unproven")
		h.call("market-b", http.MethodPost, k.at+"/resume", "").problem(http.StatusUnprocessableEntity, "endpoint-unproven")
		h.call("market-b", http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
		h.call("market-b", http.MethodPost, k.at+"/resume", "").problem(http.StatusUnprocessableEntity, "endpoint-unproven")
		h.restart(func() {})
		answer(s, func(question) string { return `{"challenge":"chl_of-another"}` })
		verify(k, `{}`).problem(http.StatusUnprocessableEntity, "endpoint-unproven")
		for _, r := range s.Received() {
			if bytes.Contains(r.Body, []byte("indicator.")) {
				t.Fatalf("told before it was proven: %s", r.Body)
			}
		}
		answer(s, func(q question) string { return q.Data.Challenge + "\n" })
		var now hook
		into(verify(k, `{}`).is(http.StatusOK), &now)
		if now.State != "paused" || now.Reason != "" {
			t.Errorf("%+v", now)
		}
		verify(k, `{}`).is(http.StatusOK) // it stays so
		s.AnswerStatus(http.StatusNoContent)
		n := len(s.Received())
		h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
		if got := heard(t, k.Secret, s.Wait(t, n+1)[n:]); got[0].Data.ID != string(i.ID) {
			t.Errorf("%+v", got[0])
		}
	})
	t.Run("by what somebody read there", func(t *testing.T) {
		s, other := hubtest.NewSink(t), hubtest.NewSink(t)
		k := h.make("market-b", `{"url":"`+s.URL+`"}`)
		another := h.make("market-b", `{"url":"`+other.URL+`"}`)
		verify(k, `{"challenge":"`+asked(other).Data.Challenge+`"}`).problem(http.StatusUnprocessableEntity, "subscription-invalid", "/challenge")
		h.call("brand-a", http.MethodPost, k.at+"/verify", `{"challenge":"`+asked(s).Data.Challenge+`"}`).problem(http.StatusNotFound, "not-found")
		var now hook
		into(verify(k, `{"challenge":"`+asked(s).Data.Challenge+`"}`).is(http.StatusOK), &now)
		if now.State != "active" || now.Reason != "" || h.see("market-b", another).State != "pending" {
			t.Errorf("%+v", now)
		}
		for _, a := range h.attempts("market-b", k) { // its owner reads them, and is not to prove it by that
			if a.Event == "subscription.verify" {
				t.Errorf("%+v", a)
			}
		}
	})
	t.Run("another address is another endpoint", func(t *testing.T) {
		s := hubtest.NewSink(t)
		change := func(body string) hook {
			t.Helper()
			h.call("market-b", http.MethodPatch, k.at, body, "If-Match", "*").is(http.StatusOK)
			return h.see("market-b", k)
		}
		if now := change(`{"url":"` + willing.URL + `","name":"same"}`); now.State != "active" {
			t.Errorf("%+v", now)
		}
		if now := change(`{"url":"` + s.URL + `"}`); now.State != "pending" || now.Reason == "" {
			t.Errorf("%+v", now)
		}
		if now := change(`{"url":"` + willing.URL + `"}`); now.State != "active" || now.Reason != "" {
			t.Errorf("%+v", now)
		}
	})
	t.Run("that hangs", func(t *testing.T) {
		s := hubtest.NewSink(t)
		s.Answer(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		if k := h.make("market-b", `{"url":"`+s.URL+`"}`); k.State != "pending" || !strings.Contains(k.Reason, "no answer in time") {
			t.Errorf("%+v", k)
		}
	})
	t.Run("strangers are not flooded", func(t *testing.T) {
		s := hubtest.NewSink(t)
		k := h.make("carrier-c", `{"url":"`+s.URL+`"}`)
		// Until the quota is spent; on a slow machine it fills up again meanwhile, by one a second.
		n := 0
		refused := func(method, at, body string) {
			t.Helper()
			until(t, method+" "+at+" is refused", func() bool {
				n++
				r := h.call("carrier-c", method, at, strings.ReplaceAll(body, "$n", strconv.Itoa(n)), "If-Match", "*")
				if r.status != http.StatusTooManyRequests {
					return false
				}
				r.problem(http.StatusTooManyRequests, "rate-limited")
				return true
			})
		}
		began := time.Now()
		refused(http.MethodPost, k.at+"/verify", `{}`)
		refused(http.MethodPatch, k.at, `{"url":"`+s.URL+`/$n"}`)
		refused(http.MethodPost, subscriptions, `{"url":"`+s.URL+`"}`)
		if asked, most := len(s.Received()), 51+int(time.Since(began)/time.Second); asked < 50 || asked > most {
			t.Errorf("asked %d times, want 50 to %d", asked, most)
		}
	})
}
