package hubtest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/hubtest"
)

func TestLedger(t *testing.T) {
	head, err := hubtest.Ledger(t).Head(t.Context())
	if err != nil || head != 0 {
		t.Fatalf("head %d, %v, want an empty ledger", head, err)
	}
}

func TestClock(t *testing.T) {
	c := hubtest.NewClock(time.Time{})
	before := c.Now()
	if c.Now() != before {
		t.Error("the clock moves by itself")
	}
	if after := c.Advance(time.Minute); after.Sub(before) != time.Minute || c.Now() != after {
		t.Errorf("advanced from %v to %v, shows %v", before, after, c.Now())
	}
}

func TestSink(t *testing.T) {
	s := hubtest.NewSink(t)
	s.AnswerStatus(http.StatusServiceUnavailable, http.StatusOK)
	for _, want := range []int{http.StatusServiceUnavailable, http.StatusOK, http.StatusOK} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/hook?a=1", strings.NewReader("body"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Seen", "yes")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("status %d, want %d", res.StatusCode, want)
		}
	}
	got := s.Wait(t, 3)
	if len(got) != 3 || len(s.Received()) != 3 {
		t.Fatalf("%d requests, want 3", len(got))
	}
	r := got[0]
	if r.Method != http.MethodPost || r.Path != "/hook?a=1" || string(r.Body) != "body" || r.Header.Get("X-Seen") != "yes" || r.At.IsZero() {
		t.Errorf("received %+v", r)
	}
}
