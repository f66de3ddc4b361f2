package httpapi_test

import (
	"net/http"
	"testing"
)

// While the ledger is away reads go on, and a write says when to come again.
func TestLedgerAway(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	if err := h.nats.Close(); err != nil {
		t.Fatal(err)
	}
	h.want(http.StatusOK, "brand-a", "GET", "/v1/members", "")
	p := h.problem("ledger-unavailable", 503, "admin", "POST", "/v1/members", brandA[:6]+`"brand-b","name":"B","kind":"brand"}`)
	if p.header.Get("Retry-After") == "" {
		t.Error("it does not say when to come again")
	}
	h.want(http.StatusOK, "admin", "GET", "/v1/members/brand-a", "")
	h.problem("not-found", 404, "admin", "GET", "/v1/members/brand-b", "")
}
