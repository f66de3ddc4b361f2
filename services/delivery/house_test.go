package delivery_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"go.uber.org/goleak"

	"github.com/entente-hub/entente/services/delivery"
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
	t      testing.TB
	dir    string
	config delivery.Config
	p      *process.Process
	url    string
	keys   map[string]string
	n      int
	sync   time.Duration // of NATS; tests do not wait for the disk
	nats   string        // address on which its NATS answers other processes; "": it does not
	log    *slog.Logger
	crash  bool // NATS is gone before the desk can write where it is
	end    func()
}

func open(tb testing.TB) *house {
	tb.Helper()
	return openWith(tb, tb.TempDir(), func(*delivery.Config) {})
}

func openWith(tb testing.TB, dir string, set func(*delivery.Config)) *house {
	tb.Helper()
	return openOn(tb, dir, time.Minute, set)
}

func openOn(tb testing.TB, dir string, sync time.Duration, set func(*delivery.Config)) *house {
	tb.Helper()
	h := &house{t: tb, dir: dir, sync: sync}
	return h.open(set)
}

// openShared is a house on whose NATS other processes work, too.
func openShared(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), sync: time.Minute, nats: freeAddress(t)}
	return h.open(func(*delivery.Config) {})
}

func (h *house) open(set func(*delivery.Config)) *house {
	h.t.Helper()
	gin.SetMode(gin.ReleaseMode)
	h.keys, h.config = map[string]string{"admin": "ent_admin_of-the-test"}, delivery.Default()
	h.log = slog.New(slog.DiscardHandler)
	h.config.AllowNetworks = []string{"127.0.0.0/8"}
	h.config.RetryScale = 0.002 // 10 ms, 600 ms …
	set(&h.config)
	h.start()
	h.t.Cleanup(func() { h.end() })
	for _, m := range []id.Member{"brand-a", "market-b", "carrier-c"} {
		h.enrol(m)
	}
	h.put(ledger.KindTaskForce, "handbags", 0, directory.EncodeTaskForce(directory.TaskForce{
		ID: "handbags", Name: "Handbags", Seats: []directory.Seat{{Member: "brand-a", Role: "lead"}, {Member: "market-b", Role: "contributor"}},
	}))
	return h
}

func (h *house) start() {
	h.t.Helper()
	c := process.Default()
	c.Data, c.Sync, c.BootstrapKey = h.dir, h.sync, "ent_admin_of-the-test"
	c.RateLimit, c.RateBurst = 1e6, 1e6
	c.Log, c.NATSListen = h.log, h.nats
	ctx, stop := context.WithCancel(context.WithoutCancel(h.t.Context()))
	p, err := process.Start(ctx, c)
	if err != nil {
		h.t.Fatal(err)
	}
	e, err := p.Engine()
	if err != nil {
		h.t.Fatal(err)
	}
	parts, err := h.config.Assemble(ctx, p, e)
	if err != nil {
		h.t.Fatal(err)
	}
	folded, carried := make(chan error, 1), make(chan error, 1)
	desk, halt := context.WithCancel(ctx)
	go func() { folded <- p.Run(ctx) }()
	go func() { carried <- parts[0].Run(desk) }()
	s := httptest.NewServer(e)
	h.p, h.url = p, s.URL
	h.end = func() {
		h.end = func() {}
		http.DefaultClient.CloseIdleConnections()
		s.CloseClientConnections()
		s.Close()
		var closed error
		if h.crash {
			closed = p.Close()
		}
		halt()
		err := <-carried
		stop()
		if folding := <-folded; folding != nil && !errors.Is(folding, context.Canceled) && !h.crash {
			err = errors.Join(err, folding)
		}
		if !h.crash {
			closed = p.Close()
		}
		if err = errors.Join(err, closed); err != nil {
			h.t.Error(err)
		}
	}
	<-p.Ready()
}

// restart ends the process, cleanly or not, does something while it is away, and starts it
// again on the same folder.
func (h *house) restart(meanwhile func()) {
	h.t.Helper()
	h.end()
	meanwhile()
	h.crash = false
	h.start()
}

func (h *house) enrol(m id.Member) {
	h.t.Helper()
	h.member(m, directory.StateActive)
	h.keys[string(m)] = h.key(m, "read", "publish", "subscribe")
}

func (h *house) member(m id.Member, state string) {
	h.t.Helper()
	old, _ := h.p.Directory.Member(m)
	h.put(ledger.KindMember, string(m), old.Position, directory.EncodeMember(directory.Member{ID: m, Name: string(m), Kind: "brand", State: state}))
}

func (h *house) key(m id.Member, scopes ...string) string {
	h.t.Helper()
	name := id.Credential(h.p.Key.ID("test", string(m), strings.Join(scopes, " "))[:16])
	key, hash := h.p.Keyring.Mint(name)
	h.put(ledger.KindCredential, string(name), 0, directory.EncodeCredential(directory.Credential{ID: name, Member: m, Name: "test", Hash: hash, Scopes: scopes}))
	return key
}

func (h *house) put(k ledger.Kind, name string, expect ledger.Position, body []byte) ledger.Entry {
	h.t.Helper()
	return h.append(ledger.Draft{At: time.Now(), Kind: k, ID: name, Verb: "enrolled", Actor: "u:admin", Schema: 1, Body: body, Expect: expect})
}

func (h *house) append(d ledger.Draft) ledger.Entry {
	h.t.Helper()
	e, err := h.p.Fold.Append(h.t.Context(), d)
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

// indicator is one of brand-a's, green unless changed.
func (h *house) indicator(change ...func(*catalog.Indicator)) catalog.Indicator {
	h.n++
	i := catalog.Indicator{
		Publisher: "brand-a", TLP: tlp.Green, State: catalog.Published, Attribution: catalog.Named, Confidence: 80,
		Observable: observable.Observable{Type: observable.Domain, Raw: "shop-" + strconv.Itoa(h.n) + ".example", Canonical: "shop-" + strconv.Itoa(h.n) + ".example"},
		Brands:     []string{"maison-a"}, Tags: []string{"handbags"}, Created: time.Now().UTC(), Modified: time.Now().UTC(),
	}
	for _, c := range change {
		c(&i)
	}
	i.ID = id.Indicator("ind_" + h.p.Key.ID("indicator", string(i.Publisher), "domain", i.Observable.Canonical))
	return i
}

func amber(i *catalog.Indicator) {
	i.TLP, i.Share = tlp.Amber, catalog.Share{TaskForces: []id.TaskForce{"handbags"}}
}

// publish puts an indicator on the ledger, and returns it with its entry.
func (h *house) publish(change ...func(*catalog.Indicator)) (catalog.Indicator, ledger.Entry) {
	h.t.Helper()
	i := h.indicator(change...)
	return i, h.append(draft(i, catalog.VerbPublished, 0))
}

func draft(i catalog.Indicator, verb string, expect ledger.Position) ledger.Draft {
	return ledger.Draft{
		At: i.Modified, Kind: ledger.KindIndicator, ID: string(i.ID), Verb: verb, Actor: "m:brand-a/test",
		Schema: catalog.SchemaIndicator, Body: catalog.Encode(i), Expect: expect,
	}
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
	q, err := http.NewRequestWithContext(h.t.Context(), method, h.url+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	if as != "" {
		q.Header.Set("Authorization", "Bearer "+h.keys[as])
	}
	if body != "" {
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

func (r reply) is(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	return r
}

// problem demands a status, a slug and the pointers, in order.
func (r reply) problem(status int, slug string, pointers ...string) {
	r.t.Helper()
	var p struct {
		Type   string
		Errors []struct{ Pointer string }
	}
	into(r.is(status), &p)
	if p.Type != "/problems/"+slug {
		r.t.Fatalf("%s, want %s: %s", p.Type, slug, r.body)
	}
	var got []string
	for _, e := range p.Errors {
		got = append(got, e.Pointer)
	}
	if strings.Join(got, " ") != strings.Join(pointers, " ") {
		r.t.Fatalf("pointers %q, want %q: %s", got, pointers, r.body)
	}
}

func into(r reply, v any) {
	r.t.Helper()
	if err := json.Unmarshal(r.body, v); err != nil {
		r.t.Fatalf("%v: %s", err, r.body)
	}
}

// hook is a subscription as its owner sees it.
type hook struct {
	ID, URL, State, Reason, Secret, Etag, Format string
	Filter                                       map[string]any
	FormerKeys                                   []time.Time `json:"former_keys"`
	at                                           string      // its path
}

// subscribe makes one of a member's; filter is JSON.
func (h *house) subscribe(as, url, filter string) hook {
	h.t.Helper()
	return h.make(as, `{"url":"`+url+`","filter":`+filter+`}`)
}

func (h *house) make(as, body string) hook {
	h.t.Helper()
	var k hook
	into(h.call(as, http.MethodPost, "/v1/subscriptions", body).is(http.StatusCreated), &k)
	k.at = "/v1/subscriptions/" + k.ID
	return k
}

func (h *house) see(as string, k hook) hook {
	h.t.Helper()
	var now hook
	into(h.call(as, http.MethodGet, k.at, "").is(http.StatusOK), &now)
	now.at = k.at
	return now
}

// attempts are a subscription's, oldest first.
func (h *house) attempts(as string, k hook) []attempted {
	h.t.Helper()
	var page struct{ Items []attempted }
	into(h.call(as, http.MethodGet, k.at+"/deliveries?limit=1000", "").is(http.StatusOK), &page)
	for i, j := 0, len(page.Items)-1; i < j; i, j = i+1, j-1 {
		page.Items[i], page.Items[j] = page.Items[j], page.Items[i]
	}
	return page.Items
}

type attempted struct {
	WebhookID string `json:"webhook_id"`
	Event     string
	State     string
	Attempt   int
	Status    int
	Error     string
	At        time.Time
	NextAt    time.Time `json:"next_at"`
	Duration  int64     `json:"duration_ms"`
}

// told is an event as it arrived.
type told struct {
	hook      string // webhook-id
	Type      string
	Timestamp time.Time
	Data      struct {
		ID, State, Publisher string
		Observable           struct{ Canonical string }
		Redacted             []string
		TLP                  string
	}
	body string
}

// heard reads what a sink was sent, and checks each signature with another author's library.
func heard(tb testing.TB, secret string, rs []hubtest.Received) []told {
	tb.Helper()
	verifier, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		tb.Fatal(err)
	}
	var out []told
	for _, r := range rs {
		if err := verifier.Verify(r.Body, r.Header); err != nil {
			tb.Fatalf("the signature does not verify: %v", err)
		}
		e := told{hook: r.Header.Get("Webhook-Id"), body: string(r.Body)}
		if err := json.Unmarshal(r.Body, &e); err != nil {
			tb.Fatalf("%v: %s", err, r.Body)
		}
		out = append(out, e)
	}
	return out
}

// until waits for something to become true.
func until(tb testing.TB, what string, is func() bool) {
	tb.Helper()
	for late := time.Now().Add(10 * time.Second); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			tb.Fatalf("%s: not within 10 s", what)
		}
	}
}

func idOf(m string) id.Member { return id.Member(m) }
