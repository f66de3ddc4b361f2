package delivery_test

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/hubtest"
)

// letters are a subscription's dead letters.
func (h *house) letters(as string, k hook) []struct {
	WebhookID string `json:"webhook_id"`
	Event     string
	Attempts  int
	Status    int
	Wanted    bool
} {
	h.t.Helper()
	var page struct {
		Items []struct {
			WebhookID string `json:"webhook_id"`
			Event     string
			Attempts  int
			Status    int
			Wanted    bool
		}
	}
	into(h.call(as, http.MethodGet, k.at+"/dead-letters", "").is(http.StatusOK), &page)
	return page.Items
}

// batchOf counts a post's events, and returns the ids of their indicators.
func batchOf(t *testing.T, body []byte) (ids []string) {
	t.Helper()
	var all []struct{ Data struct{ ID string } }
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	for _, e := range all {
		ids = append(ids, e.Data.ID)
	}
	return ids
}

// TestBatches wants many events in few posts, in order, none twice; and one that is alone to come
// once it has waited as long as its owner lets it.
func TestBatches(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.make("market-b", `{"url":"`+s.URL+`","batch":{"max_events":100,"max_wait_ms":300}}`)
	h.call("market-b", http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
	var want []string
	for range 250 {
		i, _ := h.publish()
		want = append(want, string(i.ID))
	}
	h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
	var got []string
	for _, r := range s.Wait(t, 3) {
		got = append(got, batchOf(t, r.Body)...)
	}
	if !slices.Equal(got, want) || len(s.Received()) != 3 {
		t.Errorf("%d posts, %d events, in order: %t", len(s.Received()), len(got), slices.Equal(got, want))
	}
	began := time.Now()
	h.publish()
	if s.Wait(t, 4); time.Since(began) < 200*time.Millisecond {
		t.Errorf("one alone did not wait for others: %s", time.Since(began))
	}
	until(t, "four attempts are logged", func() bool { return len(h.attempts("market-b", k)) == 4 })
}

// TestBatchTooLarge halves what the endpoint calls too large, until it takes it.
func TestBatchTooLarge(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	var taken atomic.Int32
	s.Answer(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		n := int32(strings.Count(string(body), `"timestamp"`))
		if n > 10 {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		taken.Add(n)
	})
	k := h.make("market-b", `{"url":"`+s.URL+`","batch":{"max_events":100}}`)
	h.call("market-b", http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
	for range 100 {
		h.publish()
	}
	h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
	until(t, "not all were taken", func() bool { return taken.Load() >= 100 })
	if n := len(h.letters("market-b", k)); n != 0 || taken.Load() != 100 {
		t.Errorf("%d taken, %d dead letters", taken.Load(), n)
	}
}

// TestConcurrency has as many posts under way at once as the owner wants, and no more.
func TestConcurrency(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	var now, most atomic.Int32
	s.Answer(func(http.ResponseWriter, *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(20 * time.Millisecond)
		now.Add(-1)
	})
	k := h.make("market-b", `{"url":"`+s.URL+`","concurrency":8}`)
	h.call("market-b", http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
	for range 64 {
		h.publish()
	}
	h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
	s.Wait(t, 64)
	if most.Load() != 8 {
		t.Errorf("%d posts at once, want 8", most.Load())
	}
	names := map[string]bool{}
	for _, r := range s.Received() {
		names[r.Header.Get("Webhook-Id")] = true
	}
	if len(names) != 64 || len(s.Received()) != 64 {
		t.Errorf("%d posts of %d events", len(s.Received()), len(names))
	}
}

// TestRateLimit wants no more posts a second than the owner wants.
func TestRateLimit(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.make("market-b", `{"url":"`+s.URL+`","rate_limit":20}`)
	h.call("market-b", http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
	for range 30 {
		h.publish()
	}
	began := time.Now()
	h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
	s.Wait(t, 30)
	if took := time.Since(began); took < 1200*time.Millisecond || took > 5*time.Second {
		t.Errorf("30 posts at 20 a second took %s", took)
	}
}

// TestDeadLetters: what an endpoint refuses for good does not hold up the rest, is kept, and is sent
// again as it stands when its owner wants it.
func TestDeadLetters(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	var fussy atomic.Bool
	fussy.Store(true)
	s.Answer(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch {
		case !fussy.Load():
		case strings.Contains(string(body), "shop-1.example"):
			w.WriteHeader(http.StatusUnsupportedMediaType)
		case strings.Contains(string(body), "shop-2.example"):
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
	})
	k := h.subscribe("market-b", s.URL, "{}")
	one, at := h.publish(amber)
	h.publish()
	h.publish()
	s.Wait(t, 5) // one of the first, three of the second, and the third
	until(t, "the letters are not kept", func() bool { return len(h.letters("market-b", k)) == 2 })
	ls := h.letters("market-b", k)
	if ls[0].Status != 415 || ls[0].Attempts != 1 || ls[1].Status != 422 || ls[1].Attempts != 3 || ls[0].Event != "indicator.published" {
		t.Errorf("letters: %+v", ls)
	}
	first := s.Received()[0].Header.Get("Webhook-Id")
	if ls[0].WebhookID != first {
		t.Errorf("the letter is %s, the post was %s", ls[0].WebhookID, first)
	}
	for path, method := range map[string]string{
		"/dead-letters": http.MethodGet, "/dead-letters/resend": http.MethodPost, "/dead-letters/" + first: http.MethodDelete, "/dead-letters/" + first + "/resend": http.MethodPost,
	} {
		h.call("brand-a", method, k.at+path, "").is(http.StatusNotFound)
	}
	h.call("market-b", http.MethodPost, k.at+"/dead-letters/msg_none/resend", "").is(http.StatusNotFound)

	// Refused again, it stays, and says so.
	h.call("market-b", http.MethodPost, k.at+"/dead-letters/"+first+"/resend", "").is(http.StatusAccepted)
	until(t, "it is not sent again", func() bool { ls := h.letters("market-b", k); return ls[0].Attempts == 2 && !ls[0].Wanted })
	h.restart(func() {})
	if len(h.letters("market-b", k)) != 2 {
		t.Error("letters are lost by a restart")
	}
	// One that may not be seen any more is not sent; the other is taken.
	fussy.Store(false)
	narrow(h, one, at)
	n := len(s.Received())
	h.call("market-b", http.MethodPost, k.at+"/dead-letters/resend", "").is(http.StatusAccepted)
	until(t, "letters stay", func() bool { return len(h.letters("market-b", k)) == 0 })
	for _, r := range s.Received()[n:] {
		if r.Header.Get("Webhook-Id") == first {
			t.Errorf("what may not be seen any more is sent: %s", r.Body)
		}
	}
	resent := slices.ContainsFunc(s.Received()[n:], func(r hubtest.Received) bool { return r.Header.Get("Webhook-Id") == ls[1].WebhookID })
	if !resent {
		t.Error("the second is not sent again")
	}
}

// TestReplayBeside: a replay does not hold up what happens, ends, and says how far it is.
func TestReplayBeside(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	var slow atomic.Bool
	old := map[string]bool{}
	for range 40 {
		i, _ := h.publish()
		old[string(i.ID)] = true
	}
	k := h.make("market-b", `{"url":"`+s.URL+`","concurrency":2}`)
	s.Answer(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var e struct{ Data struct{ ID string } }
		if json.Unmarshal(body, &e) == nil && old[e.Data.ID] && slow.Load() {
			time.Sleep(20 * time.Millisecond)
		}
	})
	slow.Store(true)
	h.call("market-b", http.MethodPost, k.at+"/replay", `{"from":"2020-01-01T00:00:00Z"}`).is(http.StatusAccepted)
	s.Wait(t, 3)
	i, _ := h.publish()
	var place int
	until(t, "what happens does not come", func() bool {
		place = slices.IndexFunc(s.Received(), func(r hubtest.Received) bool { return strings.Contains(string(r.Body), string(i.ID)) })
		return place >= 0
	})
	if place > 30 {
		t.Errorf("what happens came after %d events of a replay", place)
	}
	type progress struct {
		Progress struct {
			Replay struct {
				Events  int
				EndedAt time.Time `json:"ended_at"`
			}
		}
	}
	var p progress
	until(t, "the replay does not end", func() bool {
		into(h.call("market-b", http.MethodGet, k.at, "").is(http.StatusOK), &p)
		return !p.Progress.Replay.EndedAt.IsZero()
	})
	if p.Progress.Replay.Events != 40 || len(s.Received()) != 41 {
		t.Errorf("%d events replayed, %d posts", p.Progress.Replay.Events, len(s.Received()))
	}
	var all struct{ Items []progress }
	into(h.call("market-b", http.MethodGet, "/v1/subscriptions", "").is(http.StatusOK), &all)
	if len(all.Items) != 1 || all.Items[0] != p {
		t.Errorf("listed as %+v, and alone as %+v", all.Items, p)
	}
}

// TestAlarms tells a member, by its other subscription and its feed, of an endpoint that fails and of
// one that is stopped; nobody else, and not by the one that fails.
func TestAlarms(t *testing.T) {
	h := openWith(t, t.TempDir(), func(c *delivery.Config) { c.RetryScale = 1e-7 })
	bad, good, other := hubtest.NewSink(t), hubtest.NewSink(t), hubtest.NewSink(t)
	bad.AnswerStatus(http.StatusInternalServerError)
	k := h.subscribe("market-b", bad.URL, "{}")
	h.subscribe("market-b", good.URL, `{"events":["subscription.failing","subscription.disabled"]}`)
	h.subscribe("carrier-c", other.URL, "{}")
	h.publish()
	type alarm struct {
		Type string
		Data struct {
			Subscription, Reason string
			Percent              int
		}
	}
	var percents []int
	for _, r := range good.Wait(t, 4) {
		var a alarm
		if err := json.Unmarshal(r.Body, &a); err != nil || a.Data.Subscription != k.ID || a.Data.Reason == "" {
			t.Fatalf("%v: %s", err, r.Body)
		}
		percents = append(percents, a.Data.Percent)
	}
	if !slices.Equal(percents, []int{50, 70, 90, 100}) {
		t.Errorf("told at %v per cent", percents)
	}
	if now := h.see("market-b", k); now.State != "disabled" {
		t.Errorf("it is %s", now.State)
	}
	other.Wait(t, 1)
	for _, r := range append(other.Received(), bad.Received()...) {
		if strings.Contains(string(r.Body), "subscription.") {
			t.Errorf("told to another: %s", r.Body)
		}
	}
	// Once mended it goes on, and nothing is lost.
	bad.AnswerStatus(http.StatusNoContent)
	n := len(bad.Received())
	h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
	if r := bad.Wait(t, n+1)[n]; !strings.Contains(string(r.Body), "shop-1.example") {
		t.Errorf("it goes on with %s", r.Body)
	}
}

// TestRetryAfter waits as long as the endpoint asks for.
func TestRetryAfter(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	var n atomic.Int32
	s.Answer(func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1) == 1 {
			w.Header().Set("Retry-After", strconv.Itoa(1))
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	h.subscribe("market-b", s.URL, "{}")
	h.publish()
	began := time.Now()
	if s.Wait(t, 2); time.Since(began) < 800*time.Millisecond {
		t.Errorf("tried again after %s", time.Since(began))
	}
}
