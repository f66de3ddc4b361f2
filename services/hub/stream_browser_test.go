package hub_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// eventSource is a page that follows the stream as browsers do, and says what it hears.
const eventSource = `<!doctype html><title>x</title><script>
let said = Promise.resolve(), n = 0; // one after the other; what a cut took is said again, by the same number
const tell = (body) => fetch('/heard', {method: 'POST', body}).catch(() => tell(body));
const say = (x) => { const body = JSON.stringify({n: ++n, ...x}); said = said.then(() => tell(body)); };
const s = new EventSource('/v1/stream');
s.onopen = () => say({type: 'open'});
s.onerror = () => say({type: s.readyState === EventSource.CLOSED ? 'closed' : 'error'});
for (const type of ['indicator.published', 'indicator.withdrawn', 'gap'])
  s.addEventListener(type, (e) => say({type, id: e.lastEventId, data: e.data}));
</script>`

// heard is what the page says, numbered from one.
type heard struct {
	N              int
	Type, ID, Data string
}

// TestEventSource has Chromium's own EventSource follow the stream, with the session of somebody who
// signed in to the portal, through two cuts: what was published meanwhile comes, once.
func TestEventSource(t *testing.T) {
	browser := chromium(t)
	a := newAlliance(t)
	a.must(t, "admin", "POST", "/v1/people", `{"id":"bea","name":"Bea","member":"bazar-b","roles":["reader"]}`, 201)
	w := watch(t, a, "bea")
	process := exec.CommandContext(t.Context(), browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--remote-debugging-port=0", "--user-data-dir="+t.TempDir(), w.url)
	process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // it has children
	process.Cancel = func() error { return syscall.Kill(-process.Process.Pid, syscall.SIGKILL) }
	process.WaitDelay = 5 * time.Second
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Wait() })

	amber := func(value string) string {
		id, _ := publish(t, a, `{"observable":{"type":"domain","value":"`+value+`"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
		return id
	}
	w.next(t, "open")
	w.cut(t, func() { amber("one.example") }) // before it was told anything: it has the id that it was greeted with
	if got := w.next(t, "indicator.published"); !strings.Contains(got.Data, "one.example") {
		t.Errorf("after a cut told %s", got.Data)
	}
	amber("two.example")
	two := w.next(t, "indicator.published")
	w.cut(t, func() {
		amber("three.example")
		publish(t, a, `{"observable":{"type":"domain","value":"secret.example"},"tlp":"red","share":{"members":["pay-d"]}}`)
	})
	three := w.next(t, "indicator.published")
	if !strings.Contains(two.Data, "two.example") || !strings.Contains(three.Data, "three.example") {
		t.Errorf("told %s, %s", two.Data, three.Data)
	}
	if resumed := w.resumed(); !slices.Contains(resumed, two.ID) {
		t.Errorf("it resumed from %v, not from %s", resumed, two.ID)
	}
	etag := a.ask(t, "admin", "GET", "/v1/task-forces/handbags", "").header.Get("ETag")
	a.must(t, "admin", "PATCH", "/v1/task-forces/handbags", `{"members":[{"member":"maison-a","role":"lead"}]}`, 200, "If-Match", etag)
	for range 3 {
		if got := w.next(t, "indicator.withdrawn"); strings.Contains(got.Data, "example") {
			t.Errorf("told %s", got.Data)
		}
	}
	etag = a.ask(t, "admin", "GET", "/v1/people/bea", "").header.Get("ETag")
	a.must(t, "admin", "POST", "/v1/people/bea/suspend", `{"reason":"x"}`, 200, "If-Match", etag)
	w.next(t, "closed") // cut off, it asked again, and was refused
}

// chromium is where the browser is.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("there is no chromium")
	}
	t.Skip("there is no chromium")
	return ""
}

// watcher is what stands between the page and the hub: it serves the page, hears what it says, and
// cuts its connections.
type watcher struct {
	url    string
	server *httptest.Server
	said   chan heard
	away   atomic.Bool

	mu   sync.Mutex
	from []string
	last int // the number of what was heard last
}

// watch is a watcher whose page has the session of a person.
func watch(t *testing.T, a *alliance, who string) *watcher {
	t.Helper()
	var link struct{ Path string }
	into(t, a.must(t, "admin", "POST", "/v1/sign-in-links/"+who, "", 200), &link)
	_, token, _ := strings.Cut(link.Path, "#")
	cookie := a.ask(t, "anonymous", "POST", "/session", `{"link":"`+token+`"}`).header.Get("Set-Cookie")
	if cookie == "" {
		t.Fatal("no session")
	}
	to, err := url.Parse(a.base)
	if err != nil {
		t.Fatal(err)
	}
	w := &watcher{said: make(chan heard, 100)}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }, FlushInterval: -1, ErrorHandler: func(http.ResponseWriter, *http.Request, error) {
		panic(http.ErrAbortHandler)
	}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/html")
		out.Header().Set("Set-Cookie", cookie)
		_, _ = out.Write([]byte(eventSource))
	})
	mux.HandleFunc("POST /heard", func(_ http.ResponseWriter, r *http.Request) {
		var x heard
		if json.NewDecoder(r.Body).Decode(&x) != nil {
			return
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if x.N > w.last { // a cut can take the answer alone
			w.last = x.N
			w.said <- x
		}
	})
	mux.HandleFunc("GET /v1/stream", func(out http.ResponseWriter, r *http.Request) {
		if w.away.Load() {
			panic(http.ErrAbortHandler) // as a network that is gone
		}
		w.mu.Lock()
		w.from = append(w.from, r.Header.Get("Last-Event-ID"))
		w.mu.Unlock()
		proxy.ServeHTTP(out, r)
	})
	w.server = httptest.NewServer(mux)
	t.Cleanup(w.server.Close)
	w.url = w.server.URL
	return w
}

// cut ends the page's connections, and keeps it out while something happens.
func (w *watcher) cut(t *testing.T, meanwhile func()) {
	t.Helper()
	w.away.Store(true)
	w.server.CloseClientConnections()
	meanwhile()
	w.next(t, "error")
	w.away.Store(false)
	w.next(t, "open")
}

// next is what the page says next. That it lost the connection may be said several times.
func (w *watcher) next(t *testing.T, typ string) heard {
	t.Helper()
	for late := time.After(30 * time.Second); ; {
		select {
		case x := <-w.said:
			if x.Type == typ {
				return x
			}
			if x.Type != "error" {
				t.Fatalf("the page says %+v, want %s", x, typ)
			}
		case <-late:
			t.Fatalf("the page does not say %s in 30 s", typ)
		}
	}
}

// resumed are the ids that it asked to go on from.
func (w *watcher) resumed() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.from)
}
