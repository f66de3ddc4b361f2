package exchange_test

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
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/services/exchange"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// house is the exchange as it runs alone, on an alliance of three members (brand-a, market-b,
// carrier-c) and a task force of two (handbags: a and b).
type house struct {
	t    testing.TB
	p    *process.Process
	url  string
	keys map[string]string
}

func open(tb testing.TB) *house {
	tb.Helper()
	return openIn(tb, tb.TempDir(), time.Minute)
}

// openIn opens the house in a folder that may have been one before.
func openIn(tb testing.TB, dir string, sync time.Duration) *house {
	tb.Helper()
	h := &house{t: tb, keys: map[string]string{"admin": "ent_admin_of-the-test"}}
	c := process.Default()
	c.Data, c.Sync, c.BootstrapKey = dir, sync, "ent_admin_of-the-test"
	c.RateLimit, c.RateBurst = 1e6, 1e6
	c.Log = slog.New(slog.DiscardHandler)
	gin.SetMode(gin.ReleaseMode)
	p, err := process.Start(tb.Context(), c)
	if err != nil {
		tb.Fatal(err)
	}
	h.p = p
	e, err := p.Engine()
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := exchange.Default().Assemble(tb.Context(), p, e); err != nil {
		tb.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(tb.Context()))
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	s := httptest.NewServer(e)
	tb.Cleanup(func() {
		s.Close()
		stop()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			tb.Error(err)
		}
		if err := p.Close(); err != nil {
			tb.Error(err)
		}
	})
	h.url = s.URL
	<-p.Ready()
	for _, m := range []id.Member{"brand-a", "market-b", "carrier-c"} {
		h.enrol(m)
	}
	if _, known := p.Directory.TaskForce("handbags"); !known {
		h.put(ledger.KindTaskForce, "handbags", 0, directory.EncodeTaskForce(directory.TaskForce{
			ID: "handbags", Name: "Handbags", Seats: []directory.Seat{{Member: "brand-a", Role: "lead"}, {Member: "market-b", Role: "contributor"}},
		}))
	}
	return h
}

// enrol makes a member where it is not there yet, and gives it a key.
func (h *house) enrol(m id.Member) {
	h.t.Helper()
	if _, known := h.p.Directory.Member(m); !known {
		h.put(ledger.KindMember, string(m), 0, directory.EncodeMember(directory.Member{ID: m, Name: string(m), Kind: map[bool]string{true: "marketplace", false: "brand"}[strings.HasPrefix(string(m), "market")], State: directory.StateActive}))
	}
	h.keys[string(m)] = h.key(m, "read", "publish")
}

func (h *house) key(m id.Member, scopes ...string) string {
	h.t.Helper()
	name := id.Credential(h.p.Key.ID("test", string(m), strings.Join(scopes, " "), time.Now().String())[:16])
	key, hash := h.p.Keyring.Mint(name)
	h.put(ledger.KindCredential, string(name), 0, directory.EncodeCredential(directory.Credential{ID: name, Member: m, Name: "test", Hash: hash, Scopes: scopes}))
	return key
}

func (h *house) put(k ledger.Kind, name string, expect ledger.Position, body []byte) ledger.Entry {
	h.t.Helper()
	e, err := h.p.Fold.Append(h.t.Context(), ledger.Draft{At: time.Now(), Kind: k, ID: name, Verb: "enrolled", Actor: "u:admin", Schema: 1, Body: body, Expect: expect})
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

// reply is what came back.
type reply struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
}

// call asks as a member ("" for nobody). header are names and values in turn.
func (h *house) call(as, method, path, body string, header ...string) reply {
	h.t.Helper()
	return h.send(as, method, path, strings.NewReader(body), header...)
}

func (h *house) send(as, method, path string, body io.Reader, header ...string) reply {
	h.t.Helper()
	q, err := http.NewRequestWithContext(h.t.Context(), method, h.url+path, body)
	if err != nil {
		h.t.Fatal(err)
	}
	if as != "" {
		q.Header.Set("Authorization", "Bearer "+h.keys[as])
	}
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/json")
	}
	for n := 0; n+1 < len(header); n += 2 {
		q.Header.Set(header[n], header[n+1])
	}
	res, err := http.DefaultClient.Do(q)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return reply{h.t, res.StatusCode, res.Header, got}
}

// is demands a status.
func (r reply) is(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	return r
}

// problem demands a status and a slug.
func (r reply) problem(status int, slug string) reply {
	r.t.Helper()
	r.is(status)
	if got := r.get("type"); got != "/problems/"+slug || r.header.Get("Content-Type") != "application/problem+json" {
		r.t.Fatalf("%s, want the problem %s: %s", got, slug, r.body)
	}
	return r
}

// get reads a value of the body by its path ("items", 0, "id"); nil where there is none.
func (r reply) get(path ...any) any {
	r.t.Helper()
	var v any
	d := json.NewDecoder(bytes.NewReader(r.body))
	if err := d.Decode(&v); err != nil {
		r.t.Fatalf("%v: %s", err, r.body)
	}
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			l, _ := v.([]any)
			if step >= len(l) {
				return nil
			}
			v = l[step]
		}
	}
	return v
}

func (r reply) str(path ...any) string {
	r.t.Helper()
	s, ok := r.get(path...).(string)
	if !ok {
		r.t.Fatalf("%v is no string: %s", path, r.body)
	}
	return s
}

func (r reply) items() []any {
	r.t.Helper()
	l, ok := r.get("items").([]any)
	if !ok {
		r.t.Fatalf("there are no items: %s", r.body)
	}
	return l
}

// publish publishes a domain amber to handbags, or as the body says.
func (h *house) publish(as, body string) reply {
	h.t.Helper()
	if !strings.HasPrefix(body, "{") {
		body = amber(body)
	}
	return h.call(as, http.MethodPost, "/v1/indicators", body).is(http.StatusCreated)
}

func amber(host string) string {
	return `{"observable":{"type":"domain","value":"` + host + `"},"tlp":"amber","share":{"task_forces":["handbags"]}}`
}

func green(host string) string {
	return `{"observable":{"type":"domain","value":"` + host + `"},"tlp":"green"}`
}
