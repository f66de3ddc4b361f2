package governance_test

import (
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
	"go.uber.org/goleak"

	"github.com/entente-hub/entente/services/governance"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// house is the service as it runs alone, on an alliance of three members (brand-a, market-b,
// carrier-c) and a task force of two (handbags: a and b). What the other services would write
// is put on the ledger as it is.
type house struct {
	t     *testing.T
	p     *process.Process
	clock *hubtest.Clock
	url   string
	keys  map[string]string
}

func open(t *testing.T) *house {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	h := &house{t: t, clock: hubtest.NewClock(time.Now().Truncate(time.Hour).Add(10 * time.Minute)), keys: map[string]string{"admin": "ent_admin_of-the-test"}}
	c := process.Default()
	c.Data, c.Sync, c.BootstrapKey, c.Now = t.TempDir(), time.Minute, "ent_admin_of-the-test", h.clock.Now
	c.RateLimit, c.RateBurst = 1e6, 1e6
	c.Log = slog.New(slog.DiscardHandler)
	p, err := process.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.Engine()
	if err != nil {
		t.Fatal(err)
	}
	parts, err := governance.Default().Assemble(t.Context(), p, e)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 3)
	go func() { done <- p.Run(ctx) }()
	go func() { done <- p.Decisions.Run(ctx) }()
	go func() { done <- parts[0].Run(ctx) }()
	s := httptest.NewServer(e)
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		s.Close()
		stop()
		if err := errors.Join(<-done, <-done, <-done, p.Close()); err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	h.p, h.url = p, s.URL
	<-p.Ready()
	h.until("the first checkpoint is signed", func() bool { return p.Fold.Position() > 0 })
	for _, m := range []id.Member{"brand-a", "market-b", "carrier-c"} {
		h.put("u:admin", ledger.KindMember, string(m), "enrolled", 0, directory.EncodeMember(directory.Member{ID: m, Name: string(m), Kind: "brand", State: directory.StateActive}))
		name := keyOf(m)
		key, hash := p.Keyring.Mint(name)
		h.put("u:admin", ledger.KindCredential, string(name), "minted", 0, directory.EncodeCredential(directory.Credential{
			ID: name, Member: m, Name: "test", Hash: hash, Scopes: []string{"read", "publish", "subscribe"},
		}))
		h.keys[string(m)] = key
	}
	h.seats(0, "brand-a", "market-b")
	return h
}

// seats says who sits in handbags.
func (h *house) seats(expect ledger.Position, ms ...id.Member) ledger.Entry {
	h.t.Helper()
	tf := directory.TaskForce{ID: "handbags", Name: "Handbags"}
	for _, m := range ms {
		tf.Seats = append(tf.Seats, directory.Seat{Member: m, Role: "contributor"})
	}
	return h.put("u:admin", ledger.KindTaskForce, "handbags", "changed", expect, directory.EncodeTaskForce(tf))
}

// keyOf is the id of a member's key: 16 characters.
func keyOf(m id.Member) id.Credential { return id.Credential("key-of-" + m + "--")[:16] }

func actor(m id.Member) string { return "m:" + string(m) + "/" + string(keyOf(m)) }

func (h *house) put(by string, k ledger.Kind, name, verb string, expect ledger.Position, body []byte) ledger.Entry {
	h.t.Helper()
	e, err := h.p.Fold.Append(h.t.Context(), ledger.Draft{At: h.clock.Now(), Kind: k, ID: name, Verb: verb, Actor: by, Schema: 1, Body: body, Expect: expect})
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

// publish puts an indicator of a member's on the ledger, green to all but for what change does.
func (h *house) publish(m id.Member, value string, change ...func(*catalog.Indicator)) id.Indicator {
	h.t.Helper()
	o, err := observable.Parse("domain", value, observable.Options{})
	if err != nil {
		h.t.Fatal(err)
	}
	i := catalog.Indicator{
		ID: id.Indicator("ind_" + h.p.Key.ID("test", string(m), value)), Publisher: m, Observable: o, Confidence: -1, TLP: tlp.Green,
		Attribution: catalog.Named, State: catalog.Published, Created: h.clock.Now(), Modified: h.clock.Now(),
	}
	for _, f := range change {
		f(&i)
	}
	h.put(actor(m), ledger.KindIndicator, string(i.ID), catalog.VerbPublished, 0, catalog.Encode(i))
	return i.ID
}

func (h *house) until(what string, done func() bool) {
	h.t.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			h.t.Fatalf("waited in vain till %s", what)
		}
	}
}

// ask gets a path as somebody, and reads the answer into a pointer where one is given.
func (h *house) ask(who, path string, into ...any) (status int, body string) {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.keys[who])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, v := range into {
		if err := json.Unmarshal(b, v); err != nil {
			h.t.Fatalf("%s: %d %s: %v", path, res.StatusCode, b, err)
		}
	}
	return res.StatusCode, string(b)
}

// page is a page of the trail, or of the decisions.
type page struct {
	Items []struct{ At, Kind, ID, Verb, Actor, Position, Viewer, Indicator, Rule, Revision, Why string }
	Next  *string `json:"next_cursor"`
}

func (h *house) list(who, path string) page {
	h.t.Helper()
	var p page
	if status, body := h.ask(who, path, &p); status != http.StatusOK {
		h.t.Fatalf("%s as %s: %d %s", path, who, status, body)
	}
	return p
}

// told is a trail in short: "verb id by actor", oldest first.
func (p page) told() string {
	var all []string
	for _, i := range p.Items {
		all = append([]string{i.Verb + " " + i.ID + " by " + i.Actor}, all...)
	}
	return strings.Join(all, "; ")
}
