package httpapi_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/members/internal/credential"
	"github.com/entente-hub/entente/services/members/internal/httpapi"
	"github.com/entente-hub/entente/services/members/internal/member"
	"github.com/entente-hub/entente/services/members/internal/person"
	"github.com/entente-hub/entente/services/members/internal/taskforce"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/hubkey"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

const adminKey = "the-admins-own-key-of-this-test-0123456789"

// hub is the service on a ledger of its own, spoken to over HTTP.
type hub struct {
	*testing.T
	url   string
	door  *httpapi.Door
	clock *hubtest.Clock
	nats  *embedded.Server
	keys  map[string]string // by who; "" is nobody
}

func start(t *testing.T) *hub {
	t.Helper()
	key, err := hubkey.New(bytes.Repeat([]byte{7}, hubkey.Size))
	if err != nil {
		t.Fatal(err)
	}
	sealer, err := position.New(key.Derive("position", position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	h := &hub{T: t, clock: hubtest.NewClock(time.Time{}), nats: hubtest.NATS(t), keys: map[string]string{"admin": adminKey}}
	l := hubtest.LedgerOn(t, h.nats.JetStream())
	dir, prior := directory.New(), idempotency.New(h.clock.Now)
	f := fold.New(l, dir, prior)
	ring := access.NewKeyring(dir, key.Derive("pepper", 32), adminKey, h.clock.Now)
	run(t, f)
	engine, err := httpd.New(httpd.Options{Keys: ring, Views: f, Sealer: sealer, Now: h.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	h.door = &httpapi.Door{
		Directory: dir, Memory: idempotency.Memory{Keys: prior, Ledger: l, Views: f}, Sealer: sealer,
		Members:    &member.Book{Directory: dir, Ledger: f, Current: ring.Current, Now: h.clock.Now},
		People:     &person.Book{Directory: dir, Ledger: f, Current: ring.Current, Now: h.clock.Now},
		TaskForces: &taskforce.Book{Directory: dir, Ledger: f, Current: ring.Current, Now: h.clock.Now},
		Credentials: &credential.Book{
			Directory: dir, Ledger: f, Keys: ring, Now: h.clock.Now, Memory: &credential.Memory{},
			ID: func(r ledger.Request) id.Credential { return credential.NewID(key.ID, r) },
		},
	}
	if err := h.door.Mount(engine); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(engine)
	t.Cleanup(s.Close)
	h.url = s.URL
	return h
}

// run folds until the test ends, and returns once the views are complete.
func run(t *testing.T, f *fold.Fold) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan struct{})
	go func() { defer close(done); _ = f.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	select {
	case <-f.Ready():
	case <-time.After(10 * time.Second):
		t.Fatal("the views are not complete")
	}
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	json   map[string]any
}

func (a answer) String() string { return fmt.Sprintf("%d %s", a.status, a.body) }

// at follows a path of names and numbers, dots between.
func (a answer) at(path string) any {
	var v any = a.json
	for part := range strings.SplitSeq(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[part]
		case []any:
			n := 0
			if _, err := fmt.Sscan(part, &n); err != nil || n >= len(in) {
				return nil
			}
			v = in[n]
		default:
			return nil
		}
	}
	return v
}

// pointers lists where a problem says that something is wrong.
func (a answer) pointers() string {
	var ps []string
	list, _ := a.json["errors"].([]any)
	for _, e := range list {
		ps = append(ps, e.(map[string]any)["pointer"].(string))
	}
	return strings.Join(ps, " ")
}

// send asks as somebody; headers are "Name: value".
func (h *hub) send(who, method, path, body string, headers ...string) answer {
	h.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	r, err := http.NewRequestWithContext(h.Context(), method, h.url+path, in)
	if err != nil {
		h.Fatal(err)
	}
	if key := h.keys[who]; key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, x := range headers {
		name, value, _ := strings.Cut(x, ": ")
		r.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.Fatal(err)
	}
	defer resp.Body.Close()
	a := answer{status: resp.StatusCode, header: resp.Header}
	if a.body, err = io.ReadAll(resp.Body); err != nil {
		h.Fatal(err)
	}
	if len(a.body) > 0 {
		if err := json.Unmarshal(a.body, &a.json); err != nil {
			h.Fatalf("%s %s: %v: %s", method, path, err, a.body)
		}
	}
	return a
}

// ask begins a request, and returns once the hub wants its body. What it returns sends that,
// and returns the answer's status.
func (h *hub) ask(who, method, path, body string) (send func() int) {
	h.Helper()
	c, err := (&net.Dialer{}).DialContext(h.Context(), "tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		h.Fatal(err)
	}
	fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", method, path, h.keys[who], len(body))
	in := bufio.NewReader(c)
	status := func() int {
		h.Helper()
		r, err := http.ReadResponse(in, nil)
		if err != nil {
			h.Fatal(err)
		}
		h.Cleanup(func() { r.Body.Close() })
		return r.StatusCode
	}
	if s := status(); s != http.StatusContinue {
		h.Fatalf("not asked for the body but %d", s)
	}
	return func() int {
		h.Helper()
		if _, err := io.WriteString(c, body); err != nil {
			h.Fatal(err)
		}
		return status()
	}
}

// want is send, and it ends the test unless the status is that.
func (h *hub) want(status int, who, method, path, body string, headers ...string) answer {
	h.Helper()
	a := h.send(who, method, path, body, headers...)
	if a.status != status {
		h.Fatalf("%s: %s %s %s: not %d but %s", who, method, path, body, status, a)
	}
	return a
}

// problem is want for a problem of that slug.
func (h *hub) problem(slug string, status int, who, method, path, body string, headers ...string) answer {
	h.Helper()
	a := h.want(status, who, method, path, body, headers...)
	if a.json["type"] != "/problems/"+slug || a.header.Get("Content-Type") != "application/problem+json" {
		h.Fatalf("%s: %s %s %s: not %s but %s", who, method, path, body, slug, a)
	}
	return a
}

// enrol enrols members and makes each a key with all scopes.
func (h *hub) enrol(who ...string) {
	h.Helper()
	for _, m := range who {
		h.want(201, "admin", "POST", "/v1/members", fmt.Sprintf(`{"id":%q,"name":"The %s","kind":"brand"}`, m, m))
		h.key(m, m, `["read","publish","subscribe","manage"]`)
	}
}

// key makes a key for m that `who` speaks with from now on.
func (h *hub) key(who, m, scopes string) answer {
	h.Helper()
	a := h.want(201, "admin", "POST", "/v1/members/"+m+"/credentials", `{"name":"test","scopes":`+scopes+`}`)
	h.keys[who] = a.json["key"].(string)
	return a
}
