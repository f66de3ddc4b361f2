package delivery_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
)

// ask begins a request, and returns once the hub wants its body. What it returns sends that,
// and returns the answer's status.
func (h *house) ask(as, method, path, body string) (send func() int) {
	h.t.Helper()
	c, err := (&net.Dialer{}).DialContext(h.t.Context(), "tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		h.t.Fatal(err)
	}
	fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nIf-Match: *\r\nExpect: 100-continue\r\n\r\n", method, path, h.keys[as], len(body))
	in := bufio.NewReader(c)
	status := func() int {
		h.t.Helper()
		r, err := http.ReadResponse(in, nil)
		if err != nil {
			h.t.Fatal(err)
		}
		h.t.Cleanup(func() { r.Body.Close() })
		return r.StatusCode
	}
	if s := status(); s != http.StatusContinue {
		h.t.Fatalf("not asked for the body but %d", s)
	}
	return func() int {
		h.t.Helper()
		if _, err := io.WriteString(c, body); err != nil {
			h.t.Fatal(err)
		}
		return status()
	}
}

// TestGate_slow: a key that is revoked while the body comes makes and changes nothing.
func TestGate_slow(t *testing.T) {
	h := open(t)
	k := h.subscribe("brand-a", "http://127.0.0.1:1/", `{}`)
	create := h.ask("brand-a", http.MethodPost, "/v1/subscriptions", `{"url":"http://127.0.0.1:1/"}`)
	change := h.ask("brand-a", http.MethodPatch, k.at, `{"name":"mine"}`)
	for _, c := range h.p.Directory.Credentials("brand-a") {
		c.RevokedAt = time.Now()
		h.put(ledger.KindCredential, string(c.ID), c.Position, directory.EncodeCredential(c))
	}
	if a, b := create(), change(); a != http.StatusUnauthorized || b != http.StatusUnauthorized {
		t.Errorf("a revoked key is answered %d and %d", a, b)
	}
}
