package portal_test

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/services/portal/internal/app"
)

func TestPage(t *testing.T) {
	h := open(t, t.TempDir(), nil)
	b := h.browser()
	var nonces []string
	for _, path := range []string{"/", "/ui", "/ui/", "/ui/indicators", "/ui/indicators/ind_x"} {
		res, body := b.ask("GET", path, "")
		if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" || !strings.Contains(body, "<title>Entente") {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.Header)
		}
		csp := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("no %s: %s", want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
			t.Errorf("it lets in more than our own: %s", csp)
		}
		nonce := regexp.MustCompile(`'nonce-([^']+)'`).FindStringSubmatch(csp)
		if nonce == nil || !strings.Contains(body, `content="`+nonce[1]+`"`) {
			t.Fatalf("the page does not know its nonce: %s", csp)
		}
		nonces = append(nonces, nonce[1])
	}
	if nonces[0] == nonces[1] {
		t.Error("two answers have one nonce")
	}
	res, body := b.ask("GET", "/ui/assets/x-abc123.js", "")
	if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(body, "let x") || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
	if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "connect-src 'self'") {
		t.Errorf("as a worker it may do nothing, or too much: %s", csp)
	}
	if res, _ := b.ask("GET", "/ui/assets/x-abc123.js", "", "Accept-Encoding", "gzip"); res.Header.Get("Content-Encoding") != "gzip" {
		t.Error("it is not compressed")
	}
	if res, _ := b.ask("GET", "/ui/theme.js", ""); res.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("what may change is kept: %v", res.Header)
	}
	for _, path := range []string{"/ui/assets/x-000000.js", "/ui/assets/", "/ui/favicon.ico", "/ui/../hub.key"} {
		if res, _ := b.ask("GET", path, ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}

// A binary without the app says so, instead of 404 or 500 on every page.
func TestNotBuilt(t *testing.T) {
	c := process.Default()
	c.Data = t.TempDir()
	p, err := process.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	e, err := p.Engine()
	if err != nil {
		t.Fatal(err)
	}
	mine := portal.Default()
	mine.App = fstest.MapFS{}
	if s, err := mine.Open(t.Context(), p, e); s != nil || err != nil {
		t.Errorf("auto: %v %v", s, err)
	}
	mine.Portal = "on"
	if _, err := mine.Open(t.Context(), p, e); !errors.Is(err, app.ErrNotBuilt) {
		t.Errorf("on: %v", err)
	}
}
