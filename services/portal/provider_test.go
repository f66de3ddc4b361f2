package portal_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"golang.org/x/text/language"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/shared/directory"
)

// users are those of the provider.
type users map[string]*storage.User

func (u users) GetUserByID(id string) *storage.User { return u[id] }

func (u users) GetUserByUsername(name string) *storage.User {
	for _, x := range u {
		if x.Username == name {
			return x
		}
	}
	return nil
}

func (users) ExampleClientID() string { return "service" }

// provider is zitadel's example of a provider, which is a certified library's: it knows jane,
// who is one of the hub's people, and a mallory, who is not.
func provider(t *testing.T, redirect func() string) string {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	issuer := "http://" + s.Listener.Addr().String() + "/"
	known := users{}
	for _, name := range []string{"jane", "mallory", "admin"} {
		known[name] = &storage.User{ID: name, Username: name, Password: "verysecure", Email: name + "@x.example", PreferredLanguage: language.English}
	}
	client := storage.WebClient("entente", "the-secret", redirect())
	store := storage.NewStorageWithClients(known, map[string]*storage.Client{"entente": client})
	s.Config.Handler = exampleop.SetupServer(issuer, store, nil, false)
	s.Start()
	t.Cleanup(s.Close)
	return issuer
}

// withProvider is a hub whose people sign in there.
func withProvider(t *testing.T, set func(*portal.Config, *process.Config)) *house {
	t.Helper()
	return open(t, t.TempDir(), func(c *portal.Config, p *process.Config) {
		c.Issuer = provider(t, func() string { return p.PublicURL + "/session/callback" })
		c.Client, c.Secret, c.Claim = "entente", "the-secret", "sub"
		if set != nil {
			set(c, p)
		}
	})
}

var formID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// login goes to the provider as a browser does, and says who it is. It returns where it ends.
func (b *browser) login(name, to string) *http.Response {
	b.h.t.Helper()
	res, page := b.ask("GET", "/session/provider?to="+url.QueryEscape(to), "")
	id := formID.FindStringSubmatch(page)
	if id == nil {
		b.h.t.Fatalf("the provider shows no form: %d %s", res.StatusCode, page)
	}
	form := url.Values{"username": {name}, "password": {"verysecure"}, "id": {id[1]}}
	res, _ = b.ask("POST", res.Request.URL.String(), form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	return res
}

func TestProvider(t *testing.T) {
	h := withProvider(t, nil)
	t.Run("signs a person in", func(t *testing.T) {
		b := h.browser()
		res := b.login("jane", "/ui/import")
		if b.who() != "u:jane" || res.Request.URL.Path != "/ui/import" {
			t.Errorf("it is %q at %s", b.who(), res.Request.URL)
		}
		if res, body := b.ask("GET", "/session", ""); !strings.Contains(body, `"signed_in":true`) || !strings.Contains(body, `"provider":true`) {
			t.Errorf("%d %s", res.StatusCode, body)
		}
	})
	t.Run("whom we do not know we do not let in", func(t *testing.T) {
		for _, name := range []string{"mallory", "admin"} { // whom a provider calls admin is not ours
			b := h.browser()
			res := b.login(name, "/ui/")
			if b.who() != "" || res.Request.URL.Path != "/ui/sign-in" || res.Request.URL.Query().Get("problem") != "sign-in-refused" || res.Request.URL.Query().Get("request") == "" {
				t.Errorf("%s is %q at %s", name, b.who(), res.Request.URL)
			}
		}
		h.suspend("jane")
		if b := h.browser(); b.login("jane", "/ui/").StatusCode != http.StatusOK || b.who() != "" {
			t.Error("one who is suspended is let in")
		}
		p, _ := h.p.Directory.Person("jane")
		p.State = directory.StateActive
		h.person(p)
	})
	t.Run("not to another site", func(t *testing.T) {
		for _, to := range []string{"https://evil.example/", "//evil.example", "/\\evil.example", "/v1/me", "/ui/../v1/me", "/ui/%2e%2e/v1/me", ""} {
			if res := h.browser().login("jane", to); res.Request.URL.Host != strings.TrimPrefix(h.url, "http://") || res.Request.URL.Path != "/ui/" {
				t.Errorf("%q leads to %s", to, res.Request.URL)
			}
		}
	})
	t.Run("an answer that is another's", func(t *testing.T) {
		mine := h.browser()
		mine.stay()
		res, _ := mine.ask("GET", "/session/provider", "")
		at, err := url.Parse(res.Header.Get("Location"))
		if err != nil || at.Query().Get("code_challenge_method") != "S256" || at.Query().Get("nonce") == "" || len(at.Query().Get("state")) < 43 {
			t.Fatalf("it asks so: %s", at)
		}
		for name, path := range map[string]string{
			"no state":       "/session/callback?code=x",
			"another state":  "/session/callback?code=x&state=y",
			"another issuer": "/session/callback?code=x&iss=https://evil.example&state=" + at.Query().Get("state"),
			"no code":        "/session/callback?error=access_denied&state=" + at.Query().Get("state"),
			"a made up code": "/session/callback?code=x&state=" + at.Query().Get("state"),
		} {
			b := h.browser()
			b.stay()
			res, _ := b.ask("GET", path, "", "Cookie", mine.cookie())
			if res.StatusCode != http.StatusSeeOther || !strings.Contains(res.Header.Get("Location"), "problem=sign-in-refused") || b.who() != "" {
				t.Errorf("%s: %d %s", name, res.StatusCode, res.Header.Get("Location"))
			}
		}
	})
}

// stay follows no redirects from now on.
func (b *browser) stay() {
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
}

// Where a sign-in takes too long it begins anew; where the provider is away, people are told.
func TestProvider_Away(t *testing.T) {
	now := time.Now()
	h := withProvider(t, func(c *portal.Config, p *process.Config) {
		p.Now = func() time.Time { return now }
		c.Issuer = "http://127.0.0.1:9/"
	})
	b := h.browser()
	if res, _ := b.ask("GET", "/session/provider", ""); res.Request.URL.Query().Get("problem") != "sign-in-unavailable" {
		t.Errorf("it ends at %s", res.Request.URL)
	}
}

// A claim that the provider does not vouch for signs nobody in.
func TestProvider_Claim(t *testing.T) {
	h := withProvider(t, func(c *portal.Config, _ *process.Config) { c.Claim = "email" })
	b := h.browser()
	if res := b.login("jane", "/ui/"); b.who() != "" || res.Request.URL.Query().Get("problem") != "sign-in-refused" {
		t.Errorf("it is %q at %s", b.who(), res.Request.URL)
	}
}

func TestSettings(t *testing.T) {
	for name, set := range map[string]func(*portal.Config){
		"a word for on":        func(c *portal.Config) { c.Portal = "yes" },
		"a second":             func(c *portal.Config) { c.Session = time.Second },
		"no claim":             func(c *portal.Config) { c.Issuer, c.Client = "https://x.example", "entente" },
		"a client of nobody's": func(c *portal.Config) { c.Client = "entente" },
		"nowhere to return to": func(c *portal.Config) { c.Issuer, c.Client, c.Claim = "https://x.example", "entente", "sub" },
	} {
		c := portal.Default()
		set(&c)
		if err := c.Check(process.Default()); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
