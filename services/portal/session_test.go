package portal_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/shared/directory"
)

// Whatever shuts a person out shuts their browser out at its next request.
func TestSession_Ends(t *testing.T) {
	now := time.Now()
	for name, change := range map[string]func(h *house, b *browser){
		"suspended":          func(h *house, _ *browser) { h.suspend("jane") },
		"member suspended":   func(h *house, _ *browser) { h.member(directory.StateSuspended) },
		"signed out":         func(_ *house, b *browser) { b.ask("DELETE", "/session", "", "Cookie", b.cookie()) },
		"its time is over":   func(*house, *browser) { now = now.Add(13 * time.Hour) },
		"a key like another": nil,
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, t.TempDir(), func(_ *portal.Config, c *process.Config) { c.Now = func() time.Time { return now } })
			b := h.signedIn("jane")
			cookie, other := b.cookie(), h.signedIn("ada")
			ask := func(cookie string) int {
				res, _ := h.browser().ask("GET", "/v1/who", "", "Cookie", cookie)
				return res.StatusCode
			}
			if got := ask(cookie); got != http.StatusOK {
				t.Fatalf("signed in: %d", got)
			}
			if change == nil {
				cookie = cookie[:len(cookie)-1] + "a"
				if cookie == b.cookie() {
					cookie = cookie[:len(cookie)-1] + "b"
				}
			} else {
				change(h, b)
			}
			if got := ask(cookie); got != http.StatusUnauthorized {
				t.Errorf("then: %d", got)
			}
			if name != "its time is over" && other.who() != "u:ada" {
				t.Error("others are signed out, too")
			}
		})
	}
}

// What is over is forgotten, by everybody alike.
func TestSession_Forgotten(t *testing.T) {
	now := time.Now()
	h := open(t, t.TempDir(), func(_ *portal.Config, c *process.Config) { c.Now = func() time.Time { return now } })
	h.signedIn("jane")
	now = now.Add(13 * time.Hour)
	h.signedIn("jane")
	if n := len(h.p.Directory.PersonCredentials("jane")); n != 1 {
		t.Errorf("%d sessions are remembered", n)
	}
}

// A browser sends its cookie with what another site's page makes it ask.
func TestSession_OtherSites(t *testing.T) {
	h := open(t, t.TempDir(), nil)
	b := h.signedIn("jane")
	for _, c := range []struct {
		method string
		header []string
		want   int
	}{
		{"POST", nil, 200}, // no browser
		{"POST", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"POST", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"POST", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"POST", []string{"Origin", "https://evil.example"}, 403},
		{"POST", []string{"Origin", h.url}, 200},
		{"GET", []string{"Sec-Fetch-Site", "cross-site"}, 200}, // its answer is not for that page to read
		{"POST", []string{"Sec-Fetch-Site", "cross-site", "Authorization", "Bearer " + h.key("jane", "read")}, 200},
	} {
		if res, body := b.ask(c.method, "/v1/who", "", c.header...); res.StatusCode != c.want {
			t.Errorf("%s %v: %d %s", c.method, c.header, res.StatusCode, body)
		}
	}
	token, _ := h.link(adminKey, "ada")
	for _, method := range []string{"POST", "DELETE"} {
		if res, body := b.ask(method, "/session", `{"link":"`+token+`"}`, "Sec-Fetch-Site", "cross-site"); res.StatusCode != http.StatusForbidden || !strings.Contains(body, "cross-origin") {
			t.Errorf("%s: another site signs people in and out: %d", method, res.StatusCode)
		}
	}
	if b.who() != "u:jane" {
		t.Error("she is signed out")
	}
}

// Behind https the cookie is of this host alone.
func TestSession_Secure(t *testing.T) {
	h := open(t, t.TempDir(), func(_ *portal.Config, c *process.Config) { c.PublicURL = "https://hub.example" })
	token, _ := h.link(adminKey, "jane")
	set := h.browser().enter(token).Header.Get("Set-Cookie")
	for _, want := range []string{"__Host-entente=ent_", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(set, want) {
			t.Errorf("no %s: %s", want, set)
		}
	}
	cookie, _, _ := strings.Cut(set, ";")
	if res, _ := h.browser().ask("GET", "/v1/who", "", "Cookie", cookie); res.StatusCode != http.StatusOK {
		t.Errorf("%d", res.StatusCode)
	}
	if res, _ := h.browser().ask("GET", "/v1/who", "", "Cookie", strings.Replace(cookie, "__Host-entente", "entente-loopback", 1)); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("by a cookie that anyone on the network may set: %d", res.StatusCode)
	}
}
