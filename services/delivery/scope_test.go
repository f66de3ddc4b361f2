package delivery_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestWhatAKeyMay: a key that may not read is told of nothing by way of a webhook either.
func TestWhatAKeyMay(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	body := `{"url":"` + s.URL + `"}`
	for as, scopes := range map[string][]string{"subscribes": {"subscribe"}, "reads": {"read"}, "both": {"read", "subscribe"}} {
		h.keys[as] = h.key("market-b", scopes...)
	}
	h.call("subscribes", http.MethodPost, subscriptions, body).problem(http.StatusForbidden, "scope-missing")
	h.call("reads", http.MethodPost, subscriptions, body).problem(http.StatusForbidden, "scope-missing")
	h.call("both", http.MethodPost, subscriptions, body).is(http.StatusCreated)
	// Another address, filter or format would do the same.
	h.call("subscribes", http.MethodPatch, k.at, body, "If-Match", "*").problem(http.StatusForbidden, "scope-missing")
	h.call("both", http.MethodPatch, k.at, body, "If-Match", "*").is(http.StatusOK)
	// What tells nothing needs no more than it did.
	h.call("subscribes", http.MethodGet, k.at, "").is(http.StatusOK)
	h.call("subscribes", http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
	h.call("subscribes", http.MethodDelete, k.at, "").is(http.StatusNoContent)
	h.call("subscribes", http.MethodGet, "/v1/stream", "").problem(http.StatusForbidden, "scope-missing")
}

// TestSlowBody: a key that is taken away while its request's body comes writes nothing.
func TestSlowBody(t *testing.T) {
	h := open(t)
	body := `{"url":"` + hubtest.NewSink(t).URL + `"}`
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	in := bufio.NewReader(c)
	answered := func(want int) {
		t.Helper()
		if r, err := http.ReadResponse(in, nil); err != nil || r.StatusCode != want {
			t.Fatalf("%v %v, want %d", r, err, want)
		}
	}
	fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n",
		subscriptions, h.keys["market-b"], len(body))
	answered(http.StatusContinue) // it is let in, and its body is wanted
	for _, c := range h.p.Directory.Credentials("market-b") {
		c.RevokedAt = time.Now()
		h.put(ledger.KindCredential, string(c.ID), c.Position, directory.EncodeCredential(c))
	}
	fmt.Fprint(c, body)
	answered(http.StatusUnauthorized)
}
