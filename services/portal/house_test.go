package portal_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

const adminKey = "ent_admin_of-the-test"

// page is a web app of two files.
var page = fstest.MapFS{
	"index.html":         {Data: []byte(`<!doctype html><meta name="nonce" content="__NONCE__"><title>Entente</title>`)},
	"assets/x-abc123.js": {Data: []byte(strings.Repeat("let x = 1;\n", 100))},
	"theme.js":           {Data: []byte("theme()")},
}

// house is the portal as it runs alone, in an alliance of one member (brand-a) with an analyst
// (jane) and an admin (ada), and a route that says who asks.
type house struct {
	t   testing.TB
	p   *process.Process
	url string
	end func()
}

func open(tb testing.TB, dir string, set func(*portal.Config, *process.Config)) *house {
	tb.Helper()
	gin.SetMode(gin.ReleaseMode)
	c, mine := process.Default(), portal.Default()
	c.Data, c.Sync, c.BootstrapKey, c.Log = dir, time.Minute, adminKey, slog.New(slog.DiscardHandler)
	mine.App = page
	s := httptest.NewUnstartedServer(nil)
	c.PublicURL = "http://" + s.Listener.Addr().String()
	if set != nil {
		set(&mine, &c)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(tb.Context()))
	p, err := process.Start(ctx, c)
	if err != nil {
		tb.Fatal(err)
	}
	e, err := p.Engine()
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := mine.Assemble(ctx, p, e); err != nil {
		tb.Fatal(err)
	}
	who := func(c *gin.Context) { c.String(http.StatusOK, access.From(c).Viewer()) }
	e.GET("/v1/who", who)
	e.POST("/v1/who", who)
	s.Config.Handler = e
	s.Start()
	folded := make(chan error, 1)
	go func() { folded <- p.Run(ctx) }()
	h := &house{t: tb, p: p, url: s.URL}
	h.end = func() {
		h.end = func() {}
		s.CloseClientConnections()
		s.Close()
		stop()
		if err := <-folded; err != nil && !errors.Is(err, context.Canceled) {
			tb.Error(err)
		}
		if err := p.Close(); err != nil {
			tb.Error(err)
		}
	}
	tb.Cleanup(func() { h.end() })
	<-p.Ready()
	if _, there := p.Directory.Member("brand-a"); !there {
		h.member(directory.StateActive)
		h.person(directory.Person{ID: "jane", Name: "Jane", Member: "brand-a", Roles: []string{"analyst"}, State: directory.StateActive})
		h.person(directory.Person{ID: "ada", Name: "Ada", Roles: []string{"admin"}, State: directory.StateActive})
	}
	return h
}

func (h *house) put(k ledger.Kind, name string, expect ledger.Position, body []byte) {
	h.t.Helper()
	if _, err := h.p.Fold.Append(h.t.Context(), ledger.Draft{
		At: time.Now(), Kind: k, ID: name, Verb: "changed", Actor: "u:admin", Schema: directory.Schema, Body: body, Expect: expect,
	}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) member(state string) {
	h.t.Helper()
	old, _ := h.p.Directory.Member("brand-a")
	h.put(ledger.KindMember, "brand-a", old.Position, directory.EncodeMember(directory.Member{ID: "brand-a", Name: "A", Kind: "brand", State: state}))
}

func (h *house) person(p directory.Person) {
	h.t.Helper()
	old, _ := h.p.Directory.Person(p.ID)
	h.put(ledger.KindPerson, string(p.ID), old.Position, directory.EncodePerson(p))
}

func (h *house) suspend(p id.Person) {
	h.t.Helper()
	found, _ := h.p.Directory.Person(p)
	found.State = directory.StateSuspended
	h.person(found)
}

// browser keeps cookies, and goes where it is sent.
type browser struct {
	*http.Client
	h    *house
	kept []*http.Cookie // of the hub
}

func (h *house) browser() *browser {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return &browser{Client: &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}, h: h}
}

func (b *browser) ask(method, path, body string, header ...string) (*http.Response, string) {
	b.h.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = b.h.url + path
	}
	req, err := http.NewRequestWithContext(b.h.t.Context(), method, path, strings.NewReader(body))
	if err != nil {
		b.h.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := b.Do(req)
	if err != nil {
		b.h.t.Fatal(err)
	}
	defer res.Body.Close()
	if u, err := url.Parse(b.h.url); err == nil {
		if now := b.Jar.Cookies(u); len(now) > 0 {
			b.kept = now
		}
	}
	got, err := io.ReadAll(res.Body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	return res, string(got)
}

// who is whom the hub takes this browser for, "" for nobody.
func (b *browser) who() string {
	b.h.t.Helper()
	res, got := b.ask("GET", "/v1/who", "")
	if res.StatusCode != http.StatusOK {
		return ""
	}
	return got
}
