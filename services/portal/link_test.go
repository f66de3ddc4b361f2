package portal_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// link asks for a link as the holder of a key, and returns its token.
func (h *house) link(key string, of id.Person) (token string, status int) {
	h.t.Helper()
	res, body := h.browser().ask("POST", "/v1/sign-in-links/"+string(of), "", "Authorization", "Bearer "+key)
	var l struct{ Path string }
	if res.StatusCode == http.StatusOK {
		if err := json.Unmarshal([]byte(body), &l); err != nil {
			h.t.Fatal(err)
		}
	}
	_, token, _ = strings.Cut(l.Path, "#")
	return token, res.StatusCode
}

// enter signs a browser in by a link.
func (b *browser) enter(token string) *http.Response {
	b.h.t.Helper()
	res, _ := b.ask("POST", "/session", `{"link":"`+token+`"}`)
	return res
}

// signedIn is a browser of somebody.
func (h *house) signedIn(p id.Person) *browser {
	h.t.Helper()
	b := h.browser()
	token, status := h.link(adminKey, p)
	if status != http.StatusOK {
		h.t.Fatalf("link: %d", status)
	}
	if res := b.enter(token); res.StatusCode != http.StatusNoContent {
		h.t.Fatalf("enter: %d", res.StatusCode)
	}
	return b
}

func TestLink(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	clock := func(_ *portal.Config, c *process.Config) { c.Now = func() time.Time { return now } }
	h := open(t, dir, clock)
	t.Run("once", func(t *testing.T) {
		token, _ := h.link(adminKey, "jane")
		b := h.browser()
		res := b.enter(token)
		if res.StatusCode != http.StatusNoContent || b.who() != "u:jane" {
			t.Fatalf("%d, it is %q", res.StatusCode, b.who())
		}
		if set := res.Header.Get("Set-Cookie"); !strings.Contains(set, "HttpOnly") || !strings.Contains(set, "SameSite=Lax") || !strings.HasPrefix(set, "entente-loopback=ent_") || strings.Contains(set, "Secure") {
			t.Errorf("it is kept so: %s", set)
		}
		if res := h.browser().enter(token); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("the second time: %d", res.StatusCode)
		}
	})
	t.Run("not later, and not a part of it", func(t *testing.T) {
		token, _ := h.link(adminKey, "jane")
		for _, bad := range []string{"", token[1:], token[:len(token)-4], strings.Repeat("a", 4000)} {
			if res := h.browser().enter(bad); res.StatusCode != http.StatusUnauthorized {
				t.Errorf("%d of %q", res.StatusCode, bad)
			}
		}
		now = now.Add(16 * time.Minute)
		if res := h.browser().enter(token); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("late: %d", res.StatusCode)
		}
	})
	t.Run("not of who may not be heard", func(t *testing.T) {
		token, _ := h.link(adminKey, "jane")
		h.suspend("jane")
		if res := h.browser().enter(token); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("suspended: %d", res.StatusCode)
		}
		if _, status := h.link(adminKey, "jane"); status != http.StatusNotFound {
			t.Errorf("a link of one who is suspended: %d", status)
		}
		p, _ := h.p.Directory.Person("jane")
		p.State = directory.StateActive
		h.person(p)
	})
	t.Run("by admins alone, and the bootstrap admin's by itself", func(t *testing.T) {
		ada, jane := h.key("ada", "admin", "read"), h.key("jane", "read", "publish")
		for _, c := range []struct {
			key  string
			of   id.Person
			want int
		}{{adminKey, "admin", 200}, {ada, "jane", 200}, {ada, "admin", 403}, {ada, "nobody", 404}, {jane, "jane", 403}, {"", "jane", 401}, {h.key("ada", "read"), "jane", 403}} {
			if _, status := h.link(c.key, c.of); status != c.want {
				t.Errorf("%d for %s, want %d", status, c.of, c.want)
			}
		}
	})
	t.Run("not once its maker is an admin no more", func(t *testing.T) {
		token, _ := h.link(h.key("ada", "read", "admin"), "jane")
		h.suspend("ada")
		if res := h.browser().enter(token); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("%d", res.StatusCode)
		}
	})
	t.Run("the bootstrap admin, until its key is another", func(t *testing.T) {
		b := h.signedIn("admin")
		if b.who() != "u:admin" {
			t.Fatalf("it is %q", b.who())
		}
		used, _ := h.link(adminKey, "jane")
		jane := h.browser()
		jane.enter(used)
		h.end()
		h = open(t, dir, func(_ *portal.Config, c *process.Config) { c.Now = func() time.Time { return now } })
		again := func(b *browser) string {
			res, got := h.browser().ask("GET", "/v1/who", "", "Cookie", b.cookie())
			if res.StatusCode != http.StatusOK {
				return ""
			}
			return got
		}
		if again(b) != "u:admin" || again(jane) != "u:jane" {
			t.Error("a restart signs people out")
		}
		if res := h.browser().enter(used); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("a link works again after a restart: %d", res.StatusCode)
		}
		old, _ := h.link(adminKey, "admin")
		h.end()
		h = open(t, dir, func(_ *portal.Config, c *process.Config) {
			c.BootstrapKey, c.Now = "ent_admin_is-another", func() time.Time { return now }
		})
		if again(b) != "" || again(jane) != "u:jane" {
			t.Error("another bootstrap key does not end the sessions of the old one, or ends others")
		}
		if res := h.browser().enter(old); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("a link of the old bootstrap key opens a session of the new one: %d", res.StatusCode)
		}
	})
}

// cookie is the session's, as a header.
func (b *browser) cookie() string {
	for _, c := range b.kept {
		if strings.HasPrefix(c.Name, "entente-loopback") || strings.HasPrefix(c.Name, "__Host-entente") {
			return c.Name + "=" + c.Value
		}
	}
	return ""
}

// key makes a person a key.
func (h *house) key(p id.Person, scopes ...string) string {
	h.t.Helper()
	name := id.Credential(h.p.Key.ID("test", string(p), strings.Join(scopes, " "))[:16])
	key, hash := h.p.Keyring.Mint(name)
	h.put(ledger.KindCredential, string(name), 0, directory.EncodeCredential(directory.Credential{ID: name, Person: p, Name: "test", Hash: hash, Scopes: scopes}))
	return key
}
