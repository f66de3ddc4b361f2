package process_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"go.uber.org/goleak"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.TestMode)
	goleak.VerifyTestMain(m)
}

// settings are those of a process of the test's own.
func settings(t *testing.T) process.Config {
	t.Helper()
	c := process.Default()
	c.Listen, c.Data = "127.0.0.1:0", filepath.Join(t.TempDir(), "data")
	c.Log, c.Sync = slog.New(slog.DiscardHandler), time.Minute
	return c
}

func start(t *testing.T, c process.Config) *process.Process {
	t.Helper()
	p, err := process.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// hub is a process that serves.
type hub struct {
	*process.Process
	t    *testing.T
	base string
	end  func()
	ev   *counter
}

// counter is a view that a service has of its own.
type counter struct{ n atomic.Int64 }

func (c *counter) Apply(es []ledger.Entry) error { c.n.Add(int64(len(es))); return nil }

var _ fold.View = (*counter)(nil)

// serve runs a process till the test's end, or until end is called.
func serve(t *testing.T, c process.Config, mount func(*process.Process, *httpd.Engine)) *hub {
	t.Helper()
	h := &hub{Process: start(t, c), t: t, ev: &counter{}}
	if err := h.AddView("events", h.ev); err != nil {
		t.Fatal(err)
	}
	e, err := h.Engine()
	if err != nil {
		t.Fatal(err)
	}
	if mount != nil {
		mount(h.Process, e)
	}
	l, err := h.Listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h.base = "http://" + l.Addr().String()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(ctx, l, e) }()
	done := false
	h.end = func() {
		if done {
			return
		}
		done = true
		http.DefaultClient.CloseIdleConnections()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(h.end)
	select {
	case <-h.Ready():
	case <-time.After(10 * time.Second):
		t.Fatal("not ready")
	}
	return h
}

func (h *hub) do(method, path, key, body string, headers ...string) (*http.Response, string) {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), method, h.base+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res, string(b)
}

// enrol puts a member with a key on the ledger.
func (h *hub) enrol(name string) (key string) {
	h.t.Helper()
	cid := access.NewID()
	key, hash := h.Keyring.Mint(cid)
	now := h.Now().UTC()
	m := directory.Member{ID: "brand-a", Name: name, Kind: "brand", State: directory.StateActive, Created: now, Modified: now}
	c := directory.Credential{ID: cid, Member: m.ID, Hash: hash, Scopes: []string{"read", "publish"}, Created: now}
	_, err := h.Fold.AppendAll(h.t.Context(), []ledger.Draft{
		{At: now, Kind: ledger.KindMember, ID: string(m.ID), Verb: "enrolled", Actor: "u:admin", Schema: directory.Schema, Body: directory.EncodeMember(m)},
		{At: now, Kind: ledger.KindCredential, ID: string(cid), Verb: "created", Actor: "u:admin", Schema: directory.Schema, Body: directory.EncodeCredential(c)},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return key
}

func who(p *process.Process, e *httpd.Engine) {
	e.GET("/v1/who", func(c *gin.Context) {
		v := p.View(c)
		c.JSON(http.StatusOK, gin.H{"member": v.Member, "admin": v.Admin})
	})
}

func TestProcess(t *testing.T) {
	c := settings(t)
	h := serve(t, c, who)
	key := h.enrol("A")
	if res, body := h.do("GET", "/v1/who", key, ""); res.StatusCode != http.StatusOK || body != `{"admin":false,"member":"brand-a"}` {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if res, body := h.do("GET", "/v1/who", string(h.AdminKey), ""); res.StatusCode != http.StatusOK || body != `{"admin":true,"member":""}` {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if h.ev.n.Load() != 2 {
		t.Errorf("the service's view has %d entries, want 2", h.ev.n.Load())
	}
	if err := h.AddView("late", h.ev); !errors.Is(err, process.ErrRunning) {
		t.Errorf("a late view: %v", err)
	}

	var health httpd.Health
	res, body := h.do("GET", "/readyz", "", "")
	if err := json.Unmarshal([]byte(body), &health); err != nil || res.StatusCode != http.StatusOK || !health.Ready {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	var names []string
	for _, x := range health.Checks {
		names = append(names, x.Name)
		if !x.OK {
			t.Errorf("%s: %+v in %s", x.Name, x, body)
		}
	}
	if got := strings.Join(names, " "); got != "nats directory policy requests catalog events" {
		t.Errorf("checks are %s", got)
	}
	if res, body := h.do("GET", "/problems/view-behind", "", ""); res.StatusCode != http.StatusOK || !strings.HasPrefix(body, "# ") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if res, body := h.do("GET", "/openapi.json", "", ""); res.StatusCode != http.StatusOK || !json.Valid([]byte(body)) {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if res, body := h.do("GET", "/metrics", string(h.AdminKey), ""); res.StatusCode != http.StatusOK || !strings.Contains(body, `entente_view_lag_entries{view="memory"} 0`) || !strings.Contains(body, "entente_nats_connected 1") {
		t.Errorf("%d %s", res.StatusCode, body)
	}

	j, err := h.Journal(t.Context(), "PROCESS_TEST", journal.Limits{MaxPerSubject: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Put(t.Context(), "a", []byte("x")); err != nil {
		t.Error(err)
	}

	// The same folder again: keys, members and views are there.
	sealed, admin := httpd.Token(h.Sealer, 7), h.AdminKey
	h.end()
	again := serve(t, c, who)
	if again.AdminKeyMade || again.AdminKey != admin || httpd.Token(again.Sealer, 7) != sealed {
		t.Error("other keys after a restart")
	}
	if res, body := again.do("GET", "/v1/who", key, ""); res.StatusCode != http.StatusOK {
		t.Errorf("after a restart: %d %s", res.StatusCode, body)
	}
}

func TestAdminKey(t *testing.T) {
	t.Run("is made once, for its owner alone", func(t *testing.T) {
		c := settings(t)
		p := start(t, c)
		defer p.Close()
		if !p.AdminKeyMade || !regexp.MustCompile(`^ent_admin_[a-z2-7]{52}$`).MatchString(string(p.AdminKey)) {
			t.Errorf("made %t, %q", p.AdminKeyMade, string(p.AdminKey))
		}
		for _, file := range []string{c.AdminKeyFile(), filepath.Join(c.Data, "hub.key")} {
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v %v", file, info, err)
			}
		}
		text, err := os.ReadFile(c.AdminKeyFile())
		if err != nil || strings.TrimSpace(string(text)) != string(p.AdminKey) {
			t.Errorf("%q %v", text, err)
		}
	})
	t.Run("is given", func(t *testing.T) {
		c := settings(t)
		c.BootstrapKey = "twelve-chars"
		p := start(t, c)
		defer p.Close()
		if p.AdminKeyMade || p.AdminKey != "twelve-chars" {
			t.Errorf("made %t, %q", p.AdminKeyMade, string(p.AdminKey))
		}
		if _, err := os.Stat(c.AdminKeyFile()); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a file beside it: %v", err)
		}
	})
	t.Run("is too short", func(t *testing.T) {
		c := settings(t)
		c.BootstrapKey = "eleven-char"
		if _, err := process.Start(t.Context(), c); !errors.Is(err, process.ErrSetting) || strings.Contains(err.Error(), "eleven-char") {
			t.Errorf("got %v", err)
		}
	})
}

func TestKeyOfAnother(t *testing.T) {
	c := settings(t)
	p, err := process.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	other := strings.Repeat("ab", 32) + "\n"
	if err := os.WriteFile(filepath.Join(c.Data, "hub.key"), []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := process.Start(t.Context(), c); !errors.Is(err, process.ErrKeyOther) {
		t.Errorf("got %v", err)
	}
}

func TestSettingsOutOfRange(t *testing.T) {
	for name, change := range map[string]func(*process.Config){
		"replicas":          func(c *process.Config) { c.Replicas = 2 },
		"rate-limit":        func(c *process.Config) { c.RateLimit = -1 },
		"rate-burst":        func(c *process.Config) { c.RateBurst = 0 },
		"failed-rate-limit": func(c *process.Config) { c.FailedLimit = 0 },
		"body-limit":        func(c *process.Config) { c.BodyLimit = 0 },
		"bodies-at-hand":    func(c *process.Config) { c.BodiesAtHand = -1 },
		"log-format":        func(c *process.Config) { c.LogFormat = "xml" },
		"drain-delay":       func(c *process.Config) { c.DrainDelay = -time.Second },
		"nats must":         func(c *process.Config) { c.NATSNKey = "user.nk" },
		"nats-creds":        func(c *process.Config) { c.NATS, c.NATSCreds = "nats://127.0.0.1:1", "none" },
		"1 without nats":    func(c *process.Config) { c.Replicas = 3 },
	} {
		c := settings(t)
		change(&c)
		if _, err := process.Start(t.Context(), c); !errors.Is(err, process.ErrSetting) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestKeyLost(t *testing.T) {
	c := settings(t)
	h := serve(t, c, nil)
	h.enrol("A")
	h.end()
	if err := os.Remove(filepath.Join(c.Data, "hub.key")); err != nil {
		t.Fatal(err)
	}
	if _, err := process.Start(t.Context(), c); !errors.Is(err, process.ErrKeyLost) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(c.Data, "hub.key")); !errors.Is(err, os.ErrNotExist) {
		t.Error("a new key was made nevertheless")
	}
}

// TestNATSAway takes the server away, which a hub with its own never sees, and brings it back.
func TestNATSAway(t *testing.T) {
	dir := t.TempDir()
	server := func(listen string) *embedded.Server {
		t.Helper()
		s, err := embedded.Start(embedded.Options{Dir: dir, Listen: listen, SyncInterval: time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := server("127.0.0.1:0")
	c := settings(t)
	c.NATS = s.URL()
	h := serve(t, c, func(p *process.Process, e *httpd.Engine) {
		who(p, e)
		e.POST("/v1/write", func(c *gin.Context) {
			now := p.Now().UTC()
			m, _ := p.Directory.Member("brand-a")
			x, err := p.Fold.Append(c, ledger.Draft{
				At: now, Kind: ledger.KindMember, ID: "brand-a", Verb: "changed", Actor: access.From(c).Actor(),
				Schema: directory.Schema, Body: directory.EncodeMember(m), Expect: m.Position,
			})
			if err != nil {
				httpd.HandlerError(c, err)
				return
			}
			c.Header(httpd.PositionHeader, httpd.Token(p.Sealer, x.Position))
			c.Status(http.StatusNoContent)
		})
	})
	key := h.enrol("A")
	res, body := h.do("POST", "/v1/write", key, "")
	if res.StatusCode != http.StatusNoContent {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	token := res.Header.Get(httpd.PositionHeader)
	listen := strings.TrimPrefix(s.URL(), "nats://")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	until(t, "it notices", func() bool { return !h.Connected() })

	if res, body := h.do("GET", "/v1/who", key, "", httpd.PositionHeader, token); res.StatusCode != http.StatusOK {
		t.Errorf("a read: %d %s", res.StatusCode, body)
	}
	res, body = h.do("POST", "/v1/write", key, "")
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "/problems/ledger-unavailable") || res.Header.Get("Retry-After") == "" {
		t.Errorf("a write: %d %v %s", res.StatusCode, res.Header, body)
	}
	if res, body := h.do("GET", "/readyz", "", ""); res.StatusCode != http.StatusOK || !strings.Contains(body, `"ok":false,"note":"reads go on`) {
		t.Errorf("readyz: %d %s", res.StatusCode, body)
	}

	s = server(listen)
	t.Cleanup(func() {
		h.end()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	until(t, "it comes back", func() bool {
		res, _ := h.do("POST", "/v1/write", key, "")
		return res.StatusCode == http.StatusNoContent
	})
	if res, body := h.do("GET", "/readyz", "", ""); res.StatusCode != http.StatusOK {
		t.Errorf("readyz: %d %s", res.StatusCode, body)
	}
}

func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain till %s", what)
		}
	}
}

// lines is a log that can be read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestMetricsListener(t *testing.T) {
	c, log := settings(t), &lines{}
	c.MetricsListen, c.Log = "127.0.0.1:0", slog.New(slog.NewTextHandler(log, nil))
	h := serve(t, c, nil)
	address := regexp.MustCompile(`msg=metrics address=(\S+)`)
	until(t, "it listens", func() bool { return address.MatchString(log.String()) })
	h.base = "http://" + address.FindStringSubmatch(log.String())[1]
	if res, body := h.do("GET", "/metrics", "", ""); res.StatusCode != http.StatusOK || !strings.Contains(body, "entente_nats_connected 1") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if res, _ := h.do("GET", "/readyz", "", ""); res.StatusCode != http.StatusNotFound {
		t.Errorf("it shows more: %d", res.StatusCode)
	}
	until(t, "it is ready", func() bool { return strings.Contains(log.String(), "msg=ready") })
	if strings.Contains(log.String(), string(h.AdminKey)) {
		t.Error("the log holds the admin's key")
	}
}

func TestSettings(t *testing.T) {
	c := process.Default()
	fields, err := conf.Fields(&c)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fields {
		if f.Help == "" {
			t.Errorf("%s has no help", f.Name)
		}
	}
	if err := conf.Load(fields, "", []string{"ENTENTE_KEY_FILE=/run/key", "ENTENTE_LOG_LEVEL=debug", "ENTENTE_RATE_LIMIT=5", "ENTENTE_BOOTSTRAP_KEY=abc"}); err != nil {
		t.Fatal(err)
	}
	if c.KeyFile != "/run/key" || c.LogLevel != slog.LevelDebug || c.RateLimit != 5 || c.BootstrapKey != "abc" {
		t.Errorf("got %+v", c)
	}
}
