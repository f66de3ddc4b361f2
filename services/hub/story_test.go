package hub_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/services/hub/internal/cli"
	"github.com/entente-hub/entente/shared/hubtest"
)

// TestMain lets stories call the real command line: `exec entente …`.
func TestMain(m *testing.M) {
	testscript.Main(tidy{m}, map[string]func(){
		"entente": func() { os.Exit(cli.Main(os.Args[1:], cli.Terminal())) },
	})
}

// tidy removes what all tests have built.
type tidy struct{ *testing.M }

// Run runs the tests. Stories, which alone are told side by side, wait more than they work.
func (m tidy) Run() int {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		_ = flag.Set(f.Name, strconv.Itoa(2*runtime.GOMAXPROCS(0))) // it is one
	}
	defer func() {
		if built.dir != "" {
			_ = os.RemoveAll(built.dir)
		}
	}()
	return m.M.Run()
}

// TestStories runs testdata/stories: what the alliance's members do, in their words. Each
// story has a hub of its own. Its commands:
//
//	as WHO                        speak with the key that `key` made for WHO, or as admin, or nobody
//	key MEMBER | key person ID    the admin makes a key for MEMBER or a person, so that `as MEMBER` works
//	GET|HEAD|POST|PUT|PATCH|DELETE PATH [FILE] [Header:value …]
//	status CODE
//	json PATH is|has|lacks|counts VALUE     PATH: dots, numbers for list items
//	header NAME is VALUE | header NAME exists
//	save VAR json PATH | save VAR header NAME
//	same A B                      files A and B are equal; each answer's body is in file `body`
//	arrives WHO TYPE              the next webhook at WHO's sink ($SINK_WHO) is TYPE, and its
//	                              signature verifies with the secret in $SECRET_WHO; body in `body`
//	silence WHO DURATION          nothing comes to WHO's sink
//	answers WHO CODE              what WHO's sink answers from now on
//	end                           the hub ends; its data is in .hub
//	$LEDGER                       where entente ledger finds it: the folder of the hub that has ended, or its NATS
//	[embedded] …                  only where the hub is one process with NATS inside
//	stream WHO open|next TYPE|silence DURATION     WHO's SSE stream
//	nats WHO open|refused|next TYPE|silence DURATION|ends      WHO's own NATS client; what is next is acknowledged
func TestStories(t *testing.T) {
	stories(t, 0, 1, func(tb testing.TB, e *testscript.Env, listen string) hubUnderTest {
		tb.Helper()
		return startHub(tb, e.WorkDir+"/.hub", func(c *hub.Config) {
			c.Governance.CheckpointEvery, c.Delivery.FeedListen = time.Second, listen
		})
	})
}

// shape starts a hub for one story: what it is made of is a shape's own, what it does is not. listen is
// where members' NATS clients connect.
type shape func(tb testing.TB, e *testscript.Env, listen string) hubUnderTest

// stories tells each one on a hub of its own: of every so many the one at a place, or all where ENTENTE_STORIES
// says so (make stories).
func stories(t *testing.T, place, of int, start shape) {
	t.Helper()
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	if os.Getenv("ENTENTE_STORIES") == "" {
		n := -1
		files = slices.DeleteFunc(files, func(string) bool { n++; return n%of != place })
	}
	testscript.Run(t, testscript.Params{
		Files: files,
		Setup: func(e *testscript.Env) error { return setUpStory(e, start) },
		Condition: func(name string) (bool, error) {
			if name != "embedded" {
				return false, fmt.Errorf("no condition %q", name)
			}
			return strings.HasSuffix(t.Name(), "TestStories"), nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"as":  func(ts *testscript.TestScript, _ bool, a []string) { story(ts).as(ts, a[0]) },
			"key": func(ts *testscript.TestScript, _ bool, a []string) { story(ts).makeKey(ts, a) },
			"GET": func(ts *testscript.TestScript, _ bool, a []string) { story(ts).send(ts, http.MethodGet, a) },
			"POST": func(ts *testscript.TestScript, _ bool, a []string) {
				story(ts).send(ts, http.MethodPost, a)
			},
			"PATCH":   func(ts *testscript.TestScript, _ bool, a []string) { story(ts).send(ts, http.MethodPatch, a) },
			"PUT":     func(ts *testscript.TestScript, _ bool, a []string) { story(ts).send(ts, http.MethodPut, a) },
			"HEAD":    func(ts *testscript.TestScript, _ bool, a []string) { story(ts).send(ts, http.MethodHead, a) },
			"DELETE":  func(ts *testscript.TestScript, _ bool, a []string) { story(ts).send(ts, http.MethodDelete, a) },
			"status":  func(ts *testscript.TestScript, _ bool, a []string) { story(ts).wantStatus(ts, a[0]) },
			"json":    func(ts *testscript.TestScript, _ bool, a []string) { story(ts).wantJSON(ts, a) },
			"header":  func(ts *testscript.TestScript, _ bool, a []string) { story(ts).wantHeader(ts, a) },
			"save":    func(ts *testscript.TestScript, _ bool, a []string) { story(ts).save(ts, a) },
			"same":    func(ts *testscript.TestScript, _ bool, a []string) { same(ts, a[0], a[1]) },
			"arrives": func(ts *testscript.TestScript, _ bool, a []string) { story(ts).arrives(ts, a[0], a[1]) },
			"answers": func(ts *testscript.TestScript, _ bool, a []string) { story(ts).answers(ts, a[0], a[1]) },
			"silence": func(ts *testscript.TestScript, _ bool, a []string) { story(ts).silence(ts, a[0], a[1]) },
			"shows":   func(ts *testscript.TestScript, _ bool, a []string) { shows(ts, a[0], a[1], a[2:]) },
			"end":     func(ts *testscript.TestScript, _ bool, _ []string) { story(ts).end() },
			"nats":    func(ts *testscript.TestScript, _ bool, a []string) { story(ts).nats(ts, a) },
			"stream":  func(ts *testscript.TestScript, _ bool, a []string) { story(ts).stream(ts, a) },
		},
	})
}

type storyKey struct{}

func story(ts *testscript.TestScript) *telling { return ts.Value(storyKey{}).(*telling) }

// telling is one story under way.
type telling struct {
	base   string
	admin  string
	keys   map[string]string
	who    string
	status int
	header http.Header
	body   []byte
	sinks  map[string]*sink
	feeds  map[string]chan string
	direct map[string]*natsClient
	listen string // for those
	ctx    context.Context
	end    func()
}

// sink is a member's webhook endpoint.
type sink struct {
	server *httptest.Server
	got    chan hook
	status atomic.Int32 // that it answers
}

type hook struct {
	header http.Header
	body   []byte
}

func newSink() *sink {
	s := &sink{got: make(chan hook, 1000)}
	s.status.Store(http.StatusNoContent)
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		status := int(s.status.Load()) // as of now: who hears of it may have another answered next
		s.got <- hook{header: r.Header.Clone(), body: b}
		w.WriteHeader(status)
	}))
	return s
}

// tale is a story's test: what it leaves behind is ended before its folder is removed.
type tale struct {
	testing.TB
	e *testscript.Env
}

// Cleanup is Env.Defer.
func (t tale) Cleanup(f func()) { t.e.Defer(f) }

func setUpStory(e *testscript.Env, start shape) error {
	t := tale{e.T().(testing.TB), e}
	listen := hubtest.Address(t)
	h := start(t, e, listen)
	s := &telling{listen: listen, direct: map[string]*natsClient{}, base: h.base, end: h.end, admin: h.admin, who: "nobody", keys: map[string]string{"admin": h.admin, "nobody": ""}, sinks: map[string]*sink{}, feeds: map[string]chan string{}}
	ctx, cancel := context.WithCancel(context.Background())
	s.ctx = ctx
	for _, who := range []string{"maison-a", "bazar-b", "maison-c", "pay-d"} {
		k := newSink()
		s.sinks[who] = k
		e.Setenv("SINK_"+shell(who), k.server.URL)
		e.Defer(k.server.Close)
	}
	e.Defer(cancel)
	e.Values[storyKey{}] = s
	e.Setenv("HUB", h.base)
	e.Setenv("LEDGER", "--data=.hub")
	if c := h.cluster; c != nil {
		e.Setenv("LEDGER", "--nats="+c.URL)
		for name, file := range map[string]string{"NKEY": c.seed, "TLS_CA": c.tls.CA, "TLS_CERT": c.tls.Cert, "TLS_KEY": c.tls.Key} {
			e.Setenv("ENTENTE_NATS_"+name, file)
		}
	}
	e.Setenv("ENTENTE_URL", h.base)
	return nil
}

func shell(who string) string { return strings.ToUpper(strings.ReplaceAll(who, "-", "_")) }

func (s *telling) as(ts *testscript.TestScript, who string) {
	key, ok := s.keys[who]
	if !ok {
		ts.Fatalf("no key for %s: say `key %s` first", who, who)
	}
	s.who = who
	ts.Setenv("ENTENTE_API_KEY", key)
}

func (s *telling) makeKey(ts *testscript.TestScript, a []string) {
	list, owner, body := "/v1/members/", a[0], `{"name":"story"}`
	if len(a) > 1 {
		list, owner = "/v1/people/", a[1]
	}
	if len(a) > 2 { // its scopes
		body = `{"name":"story","scopes":["` + strings.Join(a[2:], `","`) + `"]}`
	}
	req, err := http.NewRequest(http.MethodPost, s.base+list+owner+"/credentials", strings.NewReader(body))
	ts.Check(err)
	req.Header.Set("Authorization", "Bearer "+s.admin)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer res.Body.Close()
	var made struct{ ID, Key string }
	ts.Check(json.NewDecoder(res.Body).Decode(&made))
	if res.StatusCode != http.StatusCreated || made.Key == "" {
		ts.Fatalf("no key for %s: status %d", owner, res.StatusCode)
	}
	s.keys[owner] = made.Key
	ts.Setenv("KEY_"+shell(owner), made.Key)
	ts.Setenv("CREDENTIAL_"+shell(owner), made.ID)
}

func (s *telling) send(ts *testscript.TestScript, method string, args []string) {
	var body io.Reader
	headers := args[1:]
	mediaType := ""
	if len(headers) > 0 && !strings.Contains(headers[0], ":") {
		text := ts.ReadFile(headers[0])
		// A story's files may name what it saved.
		text = os.Expand(text, func(name string) string { return ts.Getenv(name) })
		body, mediaType = strings.NewReader(text), "application/json"
		headers = headers[1:]
	}
	req, err := http.NewRequest(method, s.base+args[0], body)
	ts.Check(err)
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	if key := s.keys[s.who]; key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer res.Body.Close()
	s.status, s.header = res.StatusCode, res.Header
	s.body, err = io.ReadAll(res.Body)
	ts.Check(err)
	ts.Logf("%s %s %s -> %d\n%s", s.who, method, args[0], s.status, s.body)
	ts.Check(os.WriteFile(ts.MkAbs("body"), scrub(s.body), 0o600))
}

// scrub takes out what differs between any two answers: the request's id.
func scrub(b []byte) []byte {
	var doc map[string]any
	if json.Unmarshal(b, &doc) != nil || doc["instance"] == nil {
		return b
	}
	delete(doc, "instance")
	out, err := json.Marshal(doc)
	if err != nil {
		return b
	}
	return out
}

func (s *telling) wantStatus(ts *testscript.TestScript, want string) {
	if strconv.Itoa(s.status) != want {
		ts.Fatalf("status %d, want %s: %s", s.status, want, s.body)
	}
}

func (s *telling) at(ts *testscript.TestScript, path string) any {
	var v any
	if err := json.Unmarshal(s.body, &v); err != nil {
		ts.Fatalf("not JSON: %s", s.body)
	}
	for step := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func (s *telling) wantJSON(ts *testscript.TestScript, a []string) {
	v := s.at(ts, a[0])
	switch a[1] {
	case "is":
		if text(v) != a[2] {
			ts.Fatalf("%s is %s, want %s", a[0], text(v), a[2])
		}
	case "has":
		if !strings.Contains(text(v), a[2]) {
			ts.Fatalf("%s is %s, which lacks %s", a[0], text(v), a[2])
		}
	case "lacks":
		if strings.Contains(text(v), a[2]) {
			ts.Fatalf("%s is %s, which has %s", a[0], text(v), a[2])
		}
	case "counts":
		list, _ := v.([]any)
		if strconv.Itoa(len(list)) != a[2] {
			ts.Fatalf("%s has %d items, want %s: %s", a[0], len(list), a[2], s.body)
		}
	default:
		ts.Fatalf("json: %q is not one of is, has, lacks, counts", a[1])
	}
}

func (s *telling) wantHeader(ts *testscript.TestScript, a []string) {
	got := s.header.Get(a[0])
	if a[1] == "exists" && got == "" || a[1] == "is" && got != a[2] {
		ts.Fatalf("header %s is %q: want %v", a[0], got, a[1:])
	}
}

func (s *telling) save(ts *testscript.TestScript, a []string) {
	v := s.header.Get(a[2])
	if a[1] == "json" {
		v = text(s.at(ts, a[2]))
	}
	if v == "" || v == "null" {
		ts.Fatalf("nothing to save at %s %s", a[1], a[2])
	}
	ts.Setenv(a[0], v)
}

func same(ts *testscript.TestScript, a, b string) {
	if x, y := ts.ReadFile(a), ts.ReadFile(b); x != y {
		ts.Fatalf("%s and %s differ:\n%s\n%s", a, b, x, y)
	}
}

func (s *telling) arrives(ts *testscript.TestScript, who, kind string) {
	select {
	case h := <-s.sinks[who].got:
		verifier, err := standardwebhooks.NewWebhook(ts.Getenv("SECRET_" + shell(who)))
		ts.Check(err)
		if err := verifier.Verify(h.body, h.header); err != nil {
			ts.Fatalf("the signature does not verify: %v", err)
		}
		s.body = h.body
		ts.Check(os.WriteFile(ts.MkAbs("body"), h.body, 0o600))
		if got := text(s.at(ts, "type")); got != kind {
			ts.Fatalf("%s was told %s, want %s: %s", who, got, kind, h.body)
		}
	case <-time.After(20 * time.Second):
		ts.Fatalf("no webhook for %s", who)
	}
}

func (s *telling) answers(ts *testscript.TestScript, who, code string) {
	status, err := strconv.Atoi(code)
	ts.Check(err)
	s.sinks[who].status.Store(int32(status))
}

func (s *telling) silence(ts *testscript.TestScript, who, wait string) {
	d, err := time.ParseDuration(wait)
	ts.Check(err)
	select {
	case h := <-s.sinks[who].got:
		ts.Fatalf("%s was told: %s", who, h.body)
	case <-time.After(d):
	}
}

// shows runs a program until it prints what is wanted: what follows by itself takes its time.
func shows(ts *testscript.TestScript, want, program string, args []string) {
	pattern, err := regexp.Compile("(?m)" + want)
	ts.Check(err)
	for late := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		err := ts.Exec(program, args...)
		out := ts.ReadFile("stdout")
		if err == nil && pattern.MatchString(out) {
			return
		}
		if time.Now().After(late) {
			ts.Fatalf("%s shows, and not %s: %v\n%s%s", program, want, err, out, ts.ReadFile("stderr"))
		}
	}
}

func (s *telling) stream(ts *testscript.TestScript, a []string) {
	who := a[0]
	switch a[1] {
	case "open":
		s.feeds[who] = s.open(ts, s.keys[who])
	case "next":
		select {
		case data, open := <-s.feeds[who]:
			if !open {
				ts.Fatalf("%s's stream has ended", who)
			}
			s.body = []byte(data)
			if got := text(s.at(ts, "type")); got != a[2] {
				ts.Fatalf("%s's stream says %s, want %s", who, data, a[2])
			}
		case <-time.After(10 * time.Second):
			ts.Fatalf("nothing on %s's stream", who)
		}
	case "silence":
		d, err := time.ParseDuration(a[2])
		ts.Check(err)
		select {
		case data, open := <-s.feeds[who]:
			if open {
				ts.Fatalf("%s's stream says %s", who, data)
			}
		case <-time.After(d):
		}
	case "ends":
		select {
		case data, open := <-s.feeds[who]:
			if open {
				ts.Fatalf("%s's stream says %s", who, data)
			}
		case <-time.After(20 * time.Second):
			ts.Fatalf("%s's stream is still open", who)
		}
	}
}

func (s *telling) open(ts *testscript.TestScript, key string) chan string {
	req, err := http.NewRequestWithContext(s.ctx, http.MethodGet, s.base+"/v1/stream", nil)
	ts.Check(err)
	req.Header.Set("Authorization", "Bearer "+key)
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	if res.StatusCode != http.StatusOK {
		ts.Fatalf("the stream answers %d", res.StatusCode)
	}
	ready, out := make(chan struct{}), make(chan string, 100)
	var once sync.Once
	go func() {
		defer close(out)
		defer res.Body.Close()
		var buf bytes.Buffer
		chunk := make([]byte, 4096)
		for {
			n, err := res.Body.Read(chunk)
			buf.Write(chunk[:n])
			for {
				frame, rest, found := strings.Cut(buf.String(), "\n\n")
				if !found {
					break
				}
				buf.Reset()
				buf.WriteString(rest)
				once.Do(func() { close(ready) })
				for line := range strings.Lines(frame) {
					if data, is := strings.CutPrefix(strings.TrimRight(line, "\n"), "data:"); is && strings.TrimSpace(data) != "" {
						out <- strings.TrimSpace(data)
					}
				}
			}
			if err != nil {
				return
			}
		}
	}()
	select {
	case <-ready:
	case <-time.After(5 * time.Second):
		ts.Fatalf("the stream does not begin")
	}
	return out
}
