package governance_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/id"
)

func TestDecisions(t *testing.T) {
	h := open(t)
	seen := h.publish("brand-a", "seen.example")
	hidden := h.publish("brand-a", "hidden.example", func(i *catalog.Indicator) { i.EmbargoUntil = h.clock.Now().Add(time.Hour) })
	add := func(m id.Member, i id.Indicator, allowed bool) {
		h.p.Decisions.Add(decision.Decision{
			At: h.clock.Now(), Viewer: "m:" + string(m), Actor: actor(m), Act: "read.core", Indicator: i, Allowed: allowed,
			Why: decision.Red, Rule: "p, *, direct", Revision: "rev-7", Request: "req", Exit: "GET /v1/indicators/:indicator",
		})
	}
	for range 5 {
		add("market-b", seen, true)
		add("market-b", hidden, false)
		add("carrier-c", seen, false)
		add("carrier-c", "", false)
	}
	h.until("they are written", func() bool { return len(h.list("admin", "/v1/decisions").Items) >= 15 })

	for _, try := range []struct {
		who, query string
		want       int
	}{
		{"admin", "", 15},
		{"admin", "?viewer=m:carrier-c", 10},
		{"admin", "?indicator=" + string(seen), 10},
		{"admin", "?indicator=" + string(hidden), 0},
		{"admin", "?allowed=true", 5},
		{"admin", "?allowed=false", 10},
		{"admin", "?since=2999-01-01T00:00:00Z", 0},
		{"market-b", "", 5},
		{"market-b", "?viewer=m:market-b", 5},
		{"market-b", "?viewer=m:carrier-c", 0},
		{"market-b", "?allowed=false", 0},
		{"market-b", "?indicator=" + string(hidden), 0},
		{"carrier-c", "", 10},
		{"brand-a", "", 0},
	} {
		if got := h.list(try.who, "/v1/decisions"+try.query); len(got.Items) != try.want {
			t.Errorf("%s %s: %d, want %d", try.who, try.query, len(got.Items), try.want)
		}
	}
	t.Run("how the policy came to it is for who oversees", func(t *testing.T) {
		if d := h.list("admin", "/v1/decisions").Items[0]; d.Rule == "" || d.Revision == "" {
			t.Errorf("%+v", d)
		}
		if d := h.list("market-b", "/v1/decisions").Items[0]; d.Rule != "" || d.Revision != "" || d.Viewer != "m:market-b" || d.Indicator != string(seen) {
			t.Errorf("%+v", d)
		}
	})
	t.Run("pages are full, and each is told once", func(t *testing.T) {
		for who, want := range map[string]int{"admin": 15, "market-b": 5, "carrier-c": 10} {
			got, path := 0, "/v1/decisions?limit=4"
			for {
				p := h.list(who, path)
				if got += len(p.Items); p.Next == nil {
					break
				}
				if len(p.Items) != 4 {
					t.Fatalf("%s: a page of %d, and there are more", who, len(p.Items))
				}
				path = "/v1/decisions?limit=4&cursor=" + *p.Next
			}
			if got != want {
				t.Errorf("%s: %d, want %d", who, got, want)
			}
		}
	})
	for _, who := range []string{"admin", "market-b"} {
		if status, body := h.ask(who, "/v1/decisions?viewer=market-b"); status != http.StatusBadRequest {
			t.Errorf("%s asks about nobody: %d %s, want to be told how viewers are written", who, status, body)
		}
	}
	if status, _ := h.ask("market-b", "/v1/decisions?cursor="+*h.list("admin", "/v1/decisions?limit=1").Next); status != http.StatusBadRequest {
		t.Errorf("another's cursor: %d", status)
	}
}
