package httpd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

const admin = "ent_admin_0123456789"

// front is an engine behind a real server, with one member's key.
type front struct {
	t      *testing.T
	engine *httpd.Engine
	server *httptest.Server
	sealer *position.Sealer
	log    *lines
	key    string
	ready  chan struct{}
	at     ledger.Position // what the views hold
	dir    *directory.Directory
	next   func() // what the entry after at does, where there is one
}

// Ready and Wait make front the views: they never reach what is after at.
func (f *front) Ready() <-chan struct{} { return f.ready }

func (f *front) Wait(ctx context.Context, p ledger.Position) error {
	if p == f.at+1 && f.next != nil {
		f.next()
		f.at = p
	}
	if p <= f.at {
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
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

// take returns the log so far, once it has a line, and empties it.
func (l *lines) take(t *testing.T) string {
	t.Helper()
	for range 500 {
		l.mu.Lock()
		s := l.b.String()
		if strings.Contains(s, "\n") {
			l.b.Reset()
			l.mu.Unlock()
			return s
		}
		l.mu.Unlock()
		time.Sleep(2 * time.Millisecond) // the line is written after the answer has left
	}
	t.Fatal("no log line")
	return ""
}

func newFront(t *testing.T, change func(*httpd.Options)) *front {
	t.Helper()
	gin.SetMode(gin.TestMode)
	f := &front{t: t, log: &lines{}, ready: make(chan struct{}), at: 10}
	var err error
	if f.sealer, err = position.New(bytes.Repeat([]byte{1}, position.KeySize)); err != nil {
		t.Fatal(err)
	}
	d := directory.New()
	f.dir = d
	keys := access.NewKeyring(d, []byte("pepper"), admin, time.Now)
	cid := access.NewID()
	key, hash := keys.Mint(cid)
	f.key = key
	for i, e := range []ledger.Entry{
		{Kind: ledger.KindMember, ID: "brand-a", Body: directory.EncodeMember(directory.Member{ID: "brand-a", State: directory.StateActive})},
		{Kind: ledger.KindCredential, ID: string(cid), Body: directory.EncodeCredential(directory.Credential{ID: cid, Member: "brand-a", Hash: hash, Scopes: []string{"read"}})},
	} {
		e.Position, e.Schema = ledger.Position(i+1), directory.Schema
		if err := d.Apply([]ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	o := httpd.Options{
		Keys: keys, Views: f, Sealer: f.sealer, WaitFor: 20 * time.Millisecond,
		Log:     slog.New(slog.NewJSONHandler(f.log, &slog.HandlerOptions{Level: slog.LevelInfo})),
		OpenAPI: []byte(`{"openapi":"3.1.0"}`),
		Problems: fstest.MapFS{
			"not-found.md": {Data: []byte("# There is <nothing> here\n")},
		},
	}
	if change != nil {
		change(&o)
	}
	if f.engine, err = httpd.New(o); err != nil {
		t.Fatal(err)
	}
	close(f.ready)
	f.server = httptest.NewServer(f.engine.Handler())
	t.Cleanup(f.server.Close)
	return f
}

type answer struct {
	*http.Response
	body string
}

// do sends a request with the member's key; headers are given as "Name: value".
func (f *front) do(method, path, body string, headers ...string) answer {
	f.t.Helper()
	req, err := http.NewRequestWithContext(f.t.Context(), method, f.server.URL+path, strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+f.key)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Del(name)
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	res, err := f.server.Client().Do(req)
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return answer{res, string(b)}
}

// wantProblem checks status, slug and media type, and returns what else is in the body.
func (a answer) wantProblem(t *testing.T, status int, slug string) problemBody {
	t.Helper()
	var p problemBody
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("%d %s: %v", a.StatusCode, a.body, err)
	}
	if a.StatusCode != status || p.Status != status || p.Type != "/problems/"+slug || a.Header.Get("Content-Type") != "application/problem+json" || p.Title == "" {
		t.Fatalf("want %d %s, got %d %s %s", status, slug, a.StatusCode, a.Header.Get("Content-Type"), a.body)
	}
	return p
}

type problemBody struct {
	Type, Title, Detail, Instance string
	Status                        int
	Errors                        []struct{ Pointer, Detail string }
}

var errTaken = fault.New(fault.Conflict, "taken", "It is taken.")

func TestEngine(t *testing.T) {
	f := newFront(t, func(o *httpd.Options) {
		o.BodyLimit = 200
		o.Routes = []httpd.Route{{Method: "POST", Path: "/v1/imports", MediaTypes: []string{"text/csv"}, BodyLimit: -1}}
	})
	f.engine.GET("/v1/things/:id", func(c *gin.Context) {
		var ctx context.Context = c // as strict handlers pass it
		httpd.Note(ctx, slog.Int("things", 3))
		c.JSON(http.StatusOK, gin.H{"caller": access.From(ctx).Viewer(), "request": httpd.RequestID(ctx)})
	})
	f.engine.GET("/v1/taken", func(c *gin.Context) { httpd.HandlerError(c, errTaken.With("secret-value")) })
	f.engine.GET("/v1/broken", func(c *gin.Context) { httpd.HandlerError(c, errors.New("inner text")) })
	f.engine.GET("/v1/panic", func(*gin.Context) { panic("inner text") })
	f.engine.GET("/v1/half", func(c *gin.Context) { c.String(http.StatusOK, "half"); c.Writer.Flush(); panic("inner text") })
	echo := func(c *gin.Context) {
		n, err := io.Copy(io.Discard, c.Request.Body)
		if err != nil {
			httpd.RequestError(c, err)
			return
		}
		c.JSON(http.StatusOK, gin.H{"read": n})
	}
	f.engine.POST("/v1/echo", echo)
	f.engine.PATCH("/v1/echo", echo)
	f.engine.POST("/v1/imports", echo)

	t.Run("a caller with a key", func(t *testing.T) {
		a := f.do("GET", "/v1/things/42", "", "X-Request-Id: abc-1")
		if a.StatusCode != http.StatusOK || !strings.Contains(a.body, `"caller":"m:brand-a"`) || !strings.Contains(a.body, `"request":"abc-1"`) {
			t.Fatalf("%d %s", a.StatusCode, a.body)
		}
		for name, want := range map[string]string{
			"X-Request-Id": "abc-1", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
			"RateLimit-Policy":        `"default";q=2000;w=2`, "RateLimit": `"default";r=1999;t=1`,
		} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s, want %s", name, got, want)
			}
		}
		line := f.log.take(t)
		for _, want := range []string{`"route":"/v1/things/:id"`, `"status":200`, `"caller":"m:brand-a/`, `"request":"abc-1"`, `"things":3`, `"bytes":`} {
			if !strings.Contains(line, want) {
				t.Errorf("no %s in %s", want, line)
			}
		}
		if strings.Contains(line, f.key[20:]) || strings.Contains(line, "things/42") || strings.Count(line, "\n") != 1 {
			t.Errorf("the line shows too much: %s", line)
		}
	})
	t.Run("a request id that is not fit is replaced", func(t *testing.T) {
		for _, bad := range []string{"a b", strings.Repeat("x", 65), "<x>", `"`} {
			got := f.do("GET", "/v1/things/1", "", "X-Request-Id: "+bad).Header.Get("X-Request-Id")
			if got == bad || len(got) != 26 {
				t.Errorf("%q became %q", bad, got)
			}
		}
		f.log.take(t)
	})
	t.Run("no key", func(t *testing.T) {
		for _, path := range []string{"/v1/things/1", "/v1/nothing", "/v1/", "/v1", "/metrics"} {
			a := f.do("GET", path, "", "Authorization: ")
			a.wantProblem(t, http.StatusUnauthorized, "unauthenticated")
			if a.Header.Get("WWW-Authenticate") != "Bearer" {
				t.Error("no WWW-Authenticate")
			}
		}
		f.log.take(t)
	})
	t.Run("nothing there, byte for byte the same", func(t *testing.T) {
		one, two := f.do("GET", "/v1/nothing", ""), f.do("GET", "/v1/others/7", "")
		one.wantProblem(t, http.StatusNotFound, "not-found")
		if one.body != two.body {
			t.Errorf("%s differs from %s", one.body, two.body)
		}
		f.log.take(t)
		f.do("GET", "/secret-path", "").wantProblem(t, http.StatusNotFound, "not-found")
		if line := f.log.take(t); strings.Contains(line, "secret-path") {
			t.Errorf("the line shows a path of a stranger's: %s", line)
		}
	})
	t.Run("another method", func(t *testing.T) {
		a := f.do("DELETE", "/v1/things/1", "")
		a.wantProblem(t, http.StatusMethodNotAllowed, "method-not-allowed")
		if a.Header.Get("Allow") != "GET" {
			t.Errorf("Allow: %s", a.Header.Get("Allow"))
		}
	})
	t.Run("a fault", func(t *testing.T) {
		f.log.take(t)
		p := f.do("GET", "/v1/taken", "", "X-Request-Id: abc-2").wantProblem(t, http.StatusConflict, "taken")
		if p.Detail != "secret-value" || p.Instance != "abc-2" {
			t.Errorf("got %+v", p)
		}
		if line := f.log.take(t); strings.Contains(line, "secret-value") || !strings.Contains(line, `"problem":"taken"`) {
			t.Errorf("logged %s", line)
		}
	})
	t.Run("an unknown error stays inside", func(t *testing.T) {
		for _, path := range []string{"/v1/broken", "/v1/panic"} {
			a := f.do("GET", path, "")
			a.wantProblem(t, http.StatusInternalServerError, "internal")
			if strings.Contains(a.body, "inner") {
				t.Errorf("%s shows %s", path, a.body)
			}
			if line := f.log.take(t); !strings.Contains(line, "inner text") || !strings.Contains(line, `"level":"ERROR"`) || strings.Count(line, "\n") != 1 {
				t.Errorf("%s logged %s", path, line)
			}
		}
	})
	t.Run("half an answer is cut, not ended", func(t *testing.T) {
		req, err := http.NewRequestWithContext(t.Context(), "GET", f.server.URL+"/v1/half", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+f.key)
		res, err := f.server.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if _, err := io.ReadAll(res.Body); err == nil {
			t.Error("it looked whole")
		}
		f.log.take(t)
	})
	t.Run("media types and sizes", func(t *testing.T) {
		f.do("POST", "/v1/echo", "a=b", "Content-Type: application/x-www-form-urlencoded").wantProblem(t, http.StatusUnsupportedMediaType, "media-type-unsupported")
		f.do("POST", "/v1/echo", "{}", "Content-Type: ").wantProblem(t, http.StatusUnsupportedMediaType, "media-type-unsupported")
		f.do("POST", "/v1/echo", "{}", "Content-Type: application/merge-patch+json").wantProblem(t, http.StatusUnsupportedMediaType, "media-type-unsupported")
		f.do("POST", "/v1/imports", "{}").wantProblem(t, http.StatusUnsupportedMediaType, "media-type-unsupported")
		f.do("POST", "/v1/echo", strings.Repeat("x", 201)).wantProblem(t, http.StatusRequestEntityTooLarge, "body-too-large")
		for _, ok := range []answer{
			f.do("POST", "/v1/echo", "{}", "Content-Type: application/json; charset=utf-8"),
			f.do("PATCH", "/v1/echo", "{}", "Content-Type: application/merge-patch+json"),
			f.do("POST", "/v1/echo", ""), f.do("POST", "/v1/echo", strings.Repeat("x", 200)),
			f.do("POST", "/v1/imports", strings.Repeat("x", 5000), "Content-Type: text/csv"),
		} {
			if ok.StatusCode != http.StatusOK {
				t.Errorf("%d %s", ok.StatusCode, ok.body)
			}
		}
		req, err := http.NewRequestWithContext(t.Context(), "POST", f.server.URL+"/v1/echo", io.MultiReader(strings.NewReader(strings.Repeat("x", 300)))) // of unknown length
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+f.key)
		req.Header.Set("Content-Type", "application/json")
		res, err := f.server.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("chunked: %d", res.StatusCode)
		}
	})
	t.Run("a ledger position", func(t *testing.T) {
		reached, beyond := httpd.Token(f.sealer, 10), httpd.Token(f.sealer, 11)
		if a := f.do("GET", "/v1/things/1", "", "Ledger-Position: "+reached); a.StatusCode != http.StatusOK {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
		a := f.do("GET", "/v1/things/1", "", "Ledger-Position: "+beyond)
		a.wantProblem(t, http.StatusServiceUnavailable, "view-behind")
		if a.Header.Get("Retry-After") != "1" {
			t.Errorf("Retry-After: %s", a.Header.Get("Retry-After"))
		}
		for _, bad := range []string{"10", f.sealer.Seal(position.ETag, "", 10)} {
			f.do("GET", "/v1/things/1", "", "Ledger-Position: "+bad).wantProblem(t, http.StatusBadRequest, "parameter-invalid")
		}
	})
}

// TestSuspendedAtThePosition asks for what is no older than the suspension of the member that asks.
func TestSuspendedAtThePosition(t *testing.T) {
	f := newFront(t, nil)
	f.engine.GET("/v1/things", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{}) })
	f.next = func() {
		suspended := directory.EncodeMember(directory.Member{ID: "brand-a", State: directory.StateSuspended})
		if err := f.dir.Apply([]ledger.Entry{{Position: 11, Schema: directory.Schema, Kind: ledger.KindMember, ID: "brand-a", Body: suspended}}); err != nil {
			t.Error(err)
		}
	}
	if a := f.do("GET", "/v1/things", "", "Ledger-Position: "+httpd.Token(f.sealer, 10)); a.StatusCode != http.StatusOK {
		t.Errorf("before it is suspended: %d %s", a.StatusCode, a.body)
	}
	f.do("GET", "/v1/things", "", "Ledger-Position: "+httpd.Token(f.sealer, 11)).wantProblem(t, http.StatusUnauthorized, "unauthenticated")
}

func TestReadiness(t *testing.T) {
	f := newFront(t, nil)
	f.engine.GET("/v1/things", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{}) })
	if a := f.do("GET", "/readyz", ""); a.StatusCode != http.StatusOK || a.body != `{"ready":true}` {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	f.ready = make(chan struct{}) // as it is before the views are complete
	a := f.do("GET", "/v1/things", "")
	a.wantProblem(t, http.StatusServiceUnavailable, "view-behind")
	if a.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	if a := f.do("GET", "/readyz", ""); a.StatusCode != http.StatusServiceUnavailable || a.body != `{"ready":false}` {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	if a := f.do("GET", "/healthz", ""); a.StatusCode != http.StatusOK {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
}

func TestPages(t *testing.T) {
	f := newFront(t, nil)
	if a := f.do("GET", "/problems/not-found", "", "Authorization: "); a.StatusCode != http.StatusOK || !strings.HasPrefix(a.body, "# There is <nothing>") ||
		a.Header.Get("Content-Type") != "text/markdown; charset=utf-8" {
		t.Errorf("%d %s %s", a.StatusCode, a.Header.Get("Content-Type"), a.body)
	}
	if a := f.do("GET", "/problems/not-found", "", "Accept: text/html,*/*"); a.StatusCode != http.StatusOK || !strings.Contains(a.body, "&lt;nothing&gt;") {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	for _, path := range []string{"/problems/none", "/problems/..", "/problems/%2e%2e%2fx", "/problems/not-found.md", "/problems/"} {
		f.do("GET", path, "").wantProblem(t, http.StatusNotFound, "not-found")
	}
	if a := f.do("GET", "/openapi.json", "", "Authorization: "); a.StatusCode != http.StatusOK || a.body != `{"openapi":"3.1.0"}` {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	f.do("GET", "/metrics", "").wantProblem(t, http.StatusForbidden, "scope-missing")
	a := f.do("GET", "/metrics", "", "Authorization: Bearer "+admin)
	if a.StatusCode != http.StatusOK || !strings.Contains(a.body, `http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="200",http_route="/openapi.json"} 1`) {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
}

func TestNewRefuses(t *testing.T) {
	if _, err := httpd.New(httpd.Options{}); !errors.Is(err, httpd.ErrOptions) {
		t.Errorf("got %v", err)
	}
}
