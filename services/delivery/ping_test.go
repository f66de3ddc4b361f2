package delivery_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/entente-hub/entente/shared/hubtest"
)

// TestHungTests wants tests of endpoints that hang to hold up nobody's retries.
func TestHungTests(t *testing.T) {
	h := open(t)
	hung, good := hubtest.NewSink(t), hubtest.NewSink(t)
	release := make(chan struct{})
	hung.Answer(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	good.AnswerStatus(http.StatusInternalServerError, http.StatusNoContent) // and again in 10 ms
	const tests = 20                                                        // more than there are places
	var hooks []hook
	for range tests {
		hooks = append(hooks, h.subscribe("market-b", hung.URL, `{"brands":["none"]}`))
	}
	h.subscribe("carrier-c", good.URL, "{}")
	var all sync.WaitGroup
	defer all.Wait()
	defer close(release)
	for _, k := range hooks {
		all.Go(func() {
			if r := h.call("market-b", http.MethodPost, k.at+"/test", ""); r.status != http.StatusOK {
				t.Errorf("%d %s", r.status, r.body)
			}
		})
	}
	hung.Wait(t, 16)
	h.publish()
	good.Wait(t, 2)

	// The same subscription is tested once at a time.
	until(t, "all tests are under way", func() bool { return len(hung.Received()) == tests })
	again := h.call("market-b", http.MethodPost, hooks[0].at+"/test", "")
	again.problem(http.StatusTooManyRequests, "rate-limited")
	if again.header.Get("Retry-After") == "" || !strings.Contains(string(again.body), "under way") {
		t.Errorf("%v %s", again.header, again.body)
	}
}

// TestTestAfterTest: a test that has ended stands in no other's way.
func TestTestAfterTest(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	for range 3 {
		h.call("market-b", http.MethodPost, k.at+"/test", "").is(http.StatusOK)
	}
	s.Wait(t, 3)
}
