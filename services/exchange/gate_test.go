package exchange_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// become makes a member active or suspended.
func (h *house) become(m id.Member, state string) {
	h.t.Helper()
	x, _ := h.p.Directory.Member(m)
	x.State = state
	h.put(ledger.KindMember, string(m), x.Position, directory.EncodeMember(x))
}

// end makes all keys of a member end: they are revoked, or they expire.
func (h *house) end(m id.Member, revoked bool) {
	h.t.Helper()
	for _, c := range h.p.Directory.Credentials(m) {
		if c.ExpiresAt = time.Now().Add(-time.Second); revoked {
			c.ExpiresAt, c.RevokedAt = time.Time{}, time.Now()
		}
		h.put(ledger.KindCredential, string(c.ID), c.Position, directory.EncodeCredential(c))
	}
}

// asked is a request that has been let in, and whose body is still to come.
type asked struct {
	h    *house
	conn net.Conn
	in   *bufio.Reader
}

// ask begins a request, and returns once the hub wants its body.
func (h *house) ask(as, path, body string) asked {
	h.t.Helper()
	where, err := url.Parse(h.url)
	if err != nil {
		h.t.Fatal(err)
	}
	c, err := (&net.Dialer{}).DialContext(h.t.Context(), "tcp", where.Host)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { c.Close() })
	a := asked{h, c, bufio.NewReader(c)}
	fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nIf-Match: *\r\nExpect: 100-continue\r\n\r\n", path, h.keys[as], len(body))
	if r := a.answer(); r.StatusCode != http.StatusContinue {
		h.t.Fatalf("not asked for the body but %s", r.Status)
	}
	return a
}

func (a asked) answer() *http.Response {
	a.h.t.Helper()
	if err := a.conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		a.h.t.Fatal(err)
	}
	r, err := http.ReadResponse(a.in, nil)
	if err != nil {
		a.h.t.Fatal(err)
	}
	a.h.t.Cleanup(func() { r.Body.Close() })
	return r
}

// TestGate_slow: who is shut out while the body comes writes nothing.
func TestGate_slow(t *testing.T) {
	for name, out := range map[string]func(h *house){
		"suspended": func(h *house) { h.become("brand-a", directory.StateSuspended) },
		"revoked":   func(h *house) { h.end("brand-a", true) },
		"expired":   func(h *house) { h.end("brand-a", false) },
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			path := "/v1/indicators/" + h.publish("brand-a", green("old.example")).str("id") + "/revoke"
			for where, body := range map[string]string{"/v1/indicators": green("new.example"), path: `{"reason":"r"}`} {
				defer func(a asked) {
					if _, err := io.WriteString(a.conn, body); err != nil {
						t.Fatal(err)
					}
					if r := a.answer(); r.StatusCode != http.StatusUnauthorized {
						t.Errorf("%s: %s", where, r.Status)
					}
				}(h.ask("brand-a", where, body))
			}
			out(h)
		})
	}
}

// TestGate_import: who is shut out while an import runs publishes no more, and the import
// ends, whether lines come or not.
func TestGate_import(t *testing.T) {
	for name, more := range map[string]string{
		"good lines": green("after.example") + "\n",
		"bad lines":  "nonsense\n",
		"silence":    "",
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			s := h.begin("brand-a")
			s.write(green("before.example") + "\n")
			h.until("brand-a", func(r reply) bool { return r.get("accepted") == 1.0 })
			h.become("brand-a", directory.StateSuspended)
			if more != "" {
				s.write(more)
			}
			if r := (asked{h, s.conn, bufio.NewReader(s.conn)}).answer(); r.StatusCode != http.StatusUnauthorized {
				t.Errorf("it was answered %s", r.Status)
			}
			if l := h.call("market-b", "GET", "/v1/indicators?q=after", "").is(200); len(l.items()) != 0 {
				t.Errorf("it has published %s", l.body)
			}
			h.become("brand-a", directory.StateActive)
			r := h.until("brand-a", func(r reply) bool { return r.str("state") == "failed" })
			if r.get("accepted") != 1.0 || r.str("problem", "type") != "/problems/unauthenticated" || r.get("problem", "status") != 401.0 {
				t.Errorf("the report is %s", r.body)
			}
		})
	}
}
