package delivery_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tlp"
)

// openFeeds is a house that takes direct connections.
func openFeeds(t *testing.T, set ...func(*delivery.Config)) *house {
	t.Helper()
	address := hubtest.Address(t)
	h := openWith(t, t.TempDir(), func(c *delivery.Config) {
		c.FeedListen = address
		for _, s := range set {
			s(c)
		}
	})
	return h
}

// puller is a plain NATS client of a member's, with its durable consumer.
type puller struct {
	t  testing.TB
	nc *nats.Conn
	c  jetstream.Consumer
}

func (h *house) turnOn(as string) {
	h.t.Helper()
	h.call(as, http.MethodPut, "/v1/feed", "").is(http.StatusOK)
	until(h.t, "the feed", func() bool {
		return bytes.Contains(h.call(as, http.MethodGet, "/v1/feed", "").is(http.StatusOK).body, []byte(`"kept"`))
	})
}

func (h *house) connect(as string, opts ...nats.Option) (*nats.Conn, error) {
	return nats.Connect("nats://"+h.config.FeedListen, append([]nats.Option{nats.Token(h.keys[as])}, opts...)...)
}

func (h *house) pull(as string) *puller {
	h.t.Helper()
	nc, err := h.connect(as)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(nc.Close)
	js, err := jetstream.New(nc)
	if err != nil {
		h.t.Fatal(err)
	}
	c, err := js.Consumer(h.t.Context(), "FEED-"+as, "main")
	if err != nil {
		h.t.Fatal(err)
	}
	return &puller{h.t, nc, c}
}

// object is an event of the feed.
type object struct {
	ID, Type string
	Data     struct {
		ID, Cursor string
		Redacted   []string
	}
	body string
}

func read(tb testing.TB, body []byte) object {
	tb.Helper()
	o := object{body: string(body)}
	if err := json.Unmarshal(body, &o); err != nil {
		tb.Fatalf("%v: %s", err, body)
	}
	return o
}

// next takes so many events, and acknowledges each for good.
func (p *puller) next(n int) []object {
	p.t.Helper()
	var out []object
	for range n {
		m, err := p.c.Next(jetstream.FetchMaxWait(10 * time.Second))
		if err != nil {
			p.t.Fatalf("after %d events: %v", len(out), err)
		}
		if err := m.DoubleAck(p.t.Context()); err != nil {
			p.t.Fatal(err)
		}
		out = append(out, read(p.t, m.Data()))
	}
	return out
}

func (p *puller) quiet() {
	p.t.Helper()
	if m, err := p.c.Next(jetstream.FetchMaxWait(300 * time.Millisecond)); err == nil {
		p.t.Fatalf("one more: %s", m.Data())
	}
}

func TestFeed(t *testing.T) {
	t.Run("pulled, live, and as the change feed has it", func(t *testing.T) {
		h := openFeeds(t)
		h.publish() // before
		h.turnOn("market-b")
		h.call("carrier-c", http.MethodGet, "/v1/feed", "").problem(http.StatusNotFound, "not-found")
		if nc, err := h.connect("carrier-c"); err == nil {
			t.Error("one who asked for no feed is let in")
			nc.Close()
		}
		p := h.pull("market-b")
		live, err := p.nc.SubscribeSync("feed.market-b.>")
		if err != nil {
			t.Fatal(err)
		}
		if err := p.nc.Flush(); err != nil {
			t.Fatal(err)
		}
		stream := h.stream("market-b", "")
		until(t, "the stream", func() bool { return len(stream.frames) > 0 })
		h.publish(func(i *catalog.Indicator) { i.TLP = tlp.Red })
		one, _ := h.publish()
		got := p.next(1)
		two, e := h.publish(amber)
		got = append(got, p.next(1)...)
		two.State = catalog.Revoked
		h.append(draft(two, catalog.VerbRevoked, e.Position))
		got = append(got, p.next(1)...)
		for n, want := range stream.next(3) {
			m, err := live.NextMsg(2 * time.Second)
			if err != nil {
				t.Fatal(err)
			}
			if string(m.Data) != want.data || got[n].body != want.data {
				t.Errorf("told %s; live %s; the stream has %s", got[n].body, m.Data, want.data)
			}
		}
		if got[0].Data.ID != string(one.ID) {
			t.Errorf("first %s", got[0].body)
		}
		p.quiet()
		streams, err := filepath.Glob(filepath.Join(h.dir, "feed", "jetstream", "$G", "streams", "FEED-*"))
		if err != nil || len(streams) != 1 {
			t.Errorf("feeds on disk: %v, %v", streams, err)
		}
	})
	t.Run("what is lost is erased, and comes back as new", func(t *testing.T) {
		h := openFeeds(t)
		h.turnOn("market-b")
		lost, _ := h.publish(amber, func(i *catalog.Indicator) { i.Tags = []string{"needle-in-a-haystack"} })
		until(t, "it is on disk", func() bool { return h.onDisk("needle-in-a-haystack") })
		h.seat("brand-a")
		until(t, "it is no longer on disk", func() bool { return !h.onDisk("needle-in-a-haystack") })
		p := h.pull("market-b") // who pulls before that may be told of it still
		if got := p.next(1)[0]; got.Type != catalog.Withdrawn || !hasTail(got.body, bare(lost)) {
			t.Errorf("told %s", got.body)
		}
		p.quiet()
		h.seat("brand-a", "market-b")
		if got := p.next(1)[0]; got.Type != "indicator.published" || !strings.Contains(got.body, "needle") {
			t.Errorf("told %s", got.body)
		}
		p.quiet()
	})
	t.Run("a restart, and a replay", func(t *testing.T) {
		h := openFeeds(t)
		before, _ := h.publish()
		h.turnOn("market-b")
		one, _ := h.publish()
		p := h.pull("market-b")
		if got := p.next(1)[0]; got.Data.ID != string(one.ID) {
			t.Errorf("told %s", got.body)
		}
		h.publish()
		p.nc.Close()
		h.restart(func() {})
		three, _ := h.publish()
		p = h.pull("market-b")
		if got := p.next(2); got[1].Data.ID != string(three.ID) {
			t.Errorf("after the restart told %s", got[1].body)
		}
		p.quiet()
		h.call("market-b", http.MethodPost, "/v1/feed/replay", `{"from":"2020-01-01T00:00:00Z"}`).is(http.StatusAccepted)
		if got := p.next(4); got[0].Data.ID != string(before.ID) || got[3].Data.ID != string(three.ID) {
			t.Errorf("again told %s … %s", got[0].body, got[3].body)
		}
		h.call("market-b", http.MethodPost, "/v1/feed/replay", `{"from":"yesterday"}`).problem(http.StatusUnprocessableEntity, "feed-invalid", "/from")
	})
	t.Run("a crash repeats, and loses nothing", func(t *testing.T) {
		h := openFeeds(t)
		h.turnOn("market-b")
		var want []string
		for range 20 {
			i, _ := h.publish()
			want = append(want, string(i.ID))
		}
		h.crash = true
		h.restart(func() {})
		p, got := h.pull("market-b"), []string{}
		for len(got) < len(want) {
			o := p.next(1)[0]
			got = append(got, o.Data.ID)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("told %v, want %v", got, want)
		}
	})
	t.Run("those who may not be connected are not, within a second", func(t *testing.T) {
		for name, take := range map[string]func(h *house){
			"suspended":  func(h *house) { h.member("market-b", directory.StateSuspended) },
			"key":        func(h *house) { h.revoke("market-b") },
			"turned off": func(h *house) { h.call("market-b", http.MethodDelete, "/v1/feed", "").is(http.StatusNoContent) },
		} {
			t.Run(name, func(t *testing.T) {
				h := openFeeds(t)
				h.turnOn("market-b")
				nc, err := h.connect("market-b", nats.NoReconnect())
				if err != nil {
					t.Fatal(err)
				}
				defer nc.Close()
				take(h)
				begun := time.Now()
				until(t, "disconnected", nc.IsClosed)
				if took := time.Since(begun); took > time.Second {
					t.Errorf("it took %s", took)
				}
				if nc, err := h.connect("market-b"); err == nil {
					t.Error("and it is let in again")
					nc.Close()
				}
				if name == "turned off" {
					until(t, "it is deleted", func() bool {
						_, err := os.Stat(filepath.Join(h.dir, "feed", "jetstream", "$G", "streams", "FEED-market-b"))
						return errors.Is(err, fs.ErrNotExist)
					})
				}
			})
		}
	})
	t.Run("an alarm", func(t *testing.T) {
		h := openFeeds(t)
		h.turnOn("market-b")
		p, gone := h.pull("market-b"), hubtest.NewSink(t)
		gone.AnswerStatus(http.StatusGone)
		k := h.subscribe("market-b", gone.URL, `{}`)
		h.publish()
		p.next(1)
		if got := p.next(1)[0]; got.Type != "subscription.disabled" || !strings.Contains(got.body, k.ID) {
			t.Errorf("told %s", got.body)
		}
		h.seat("brand-a") // what there is is looked at again
		p.quiet()
	})
	t.Run("who asks too late is told of the gap", func(t *testing.T) {
		h := openFeeds(t, func(c *delivery.Config) { c.FeedKeep = time.Second })
		h.turnOn("market-b")
		p := h.pull("market-b")
		h.publish()
		p.next(1)
		first, _ := h.publish()
		h.publish()
		got := p.next1(t, "gap", 20*time.Second)
		rest := h.stream("market-b", "", "Last-Event-ID", got.Data.Cursor).next(2)
		if read(t, []byte(rest[0].data)).Data.ID != string(first.ID) {
			t.Errorf("after the gap's cursor: %+v", rest)
		}
	})
	t.Run("a hub that takes none", func(t *testing.T) {
		h := open(t)
		h.call("market-b", http.MethodPut, "/v1/feed", "").problem(http.StatusNotFound, "feed-off")
		h.call("market-b", http.MethodGet, "/v1/feed", "").problem(http.StatusNotFound, "not-found")
	})
}

// TestFeed_rules says who may turn a feed on, and how it is changed.
func TestFeed_rules(t *testing.T) {
	h := openFeeds(t)
	h.keys["reader"], h.keys["subscriber"] = h.key("market-b", "read"), h.key("market-b", "subscribe")
	for _, who := range []string{"reader", "subscriber"} {
		h.call(who, http.MethodPut, "/v1/feed", "").problem(http.StatusForbidden, "scope-missing")
	}
	h.call("admin", http.MethodPut, "/v1/feed", "").problem(http.StatusForbidden, "scope-missing") // it is nobody's
	h.call("", http.MethodPut, "/v1/feed", "").problem(http.StatusUnauthorized, "unauthenticated")
	for _, ask := range []struct{ method, path, body string }{{http.MethodGet, "/v1/feed", ""}, {http.MethodDelete, "/v1/feed", ""}, {http.MethodPost, "/v1/feed/replay", `{"from":"2020-01-01T00:00:00Z"}`}} {
		h.call("market-b", ask.method, ask.path, ask.body).problem(http.StatusNotFound, "not-found")
	}
	h.turnOn("market-b")
	var one, two struct {
		Etag    string
		Created time.Time `json:"created_at"`
	}
	into(h.call("market-b", http.MethodGet, "/v1/feed", "").is(http.StatusOK), &one)
	into(h.call("market-b", http.MethodPut, "/v1/feed", "").is(http.StatusOK), &two)
	if one != two {
		t.Errorf("on again: %v, it was %v", two, one)
	}
	h.call("subscriber", http.MethodGet, "/v1/feed", "").is(http.StatusOK)
	for _, who := range []string{"reader", "subscriber"} {
		h.call(who, http.MethodPost, "/v1/feed/replay", `{"from":"2020-01-01T00:00:00Z"}`).problem(http.StatusForbidden, "scope-missing")
		h.call(who, http.MethodDelete, "/v1/feed", "").problem(http.StatusForbidden, "scope-missing")
	}
	_, e := h.publish()
	for _, from := range []string{h.feed("carrier-c", e.Position), "2999-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "", "nonsense"} {
		h.call("market-b", http.MethodPost, "/v1/feed/replay", `{"from":"`+from+`"}`).problem(http.StatusUnprocessableEntity, "feed-invalid", "/from")
	}
	again := func() reply {
		return h.call("market-b", http.MethodPost, "/v1/feed/replay", `{"from":"2020-01-01T00:00:00Z"}`, "Idempotency-Key", "once").is(http.StatusAccepted)
	}
	if a, b := again(), again(); a.header.Get("ETag") != b.header.Get("ETag") {
		t.Errorf("the same request: %s, %s", a.body, b.body)
	}
	h.call("market-b", http.MethodDelete, "/v1/feed", "", "If-Match", `"`+one.Etag+`"`).problem(http.StatusPreconditionFailed, "precondition-failed")
	h.call("market-b", http.MethodDelete, "/v1/feed", "", "If-Match", again().header.Get("ETag")).is(http.StatusNoContent)
	h.call("market-b", http.MethodDelete, "/v1/feed", "").problem(http.StatusNotFound, "not-found")
	if _, err := h.connect("market-b", nats.NoReconnect()); err == nil {
		t.Error("it is let in")
	}
	h.turnOn("market-b")
	h.pull("market-b").quiet() // it begins with what comes from now on
}

// next1 waits without looking for an event of a type.
func (p *puller) next1(t *testing.T, typ string, within time.Duration) object {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	seen := make(chan object, 10)
	sub, err := p.nc.Subscribe("feed.market-b.gap", func(m *nats.Msg) { seen <- read(t, m.Data) })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	select {
	case o := <-seen:
		if o.Type != typ {
			t.Fatalf("told %s", o.body)
		}
	case <-ctx.Done():
		t.Fatal("no ", typ)
	}
	return p.next(1)[0]
}

// onDisk reports whether a text is in what the feeds' server keeps.
func (h *house) onDisk(text string) bool {
	h.t.Helper()
	found := false
	err := filepath.WalkDir(filepath.Join(h.dir, "feed"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // the server makes and removes files meanwhile
		}
		body, err := os.ReadFile(path)
		found = found || err == nil && bytes.Contains(body, []byte(text))
		return nil //nolint:nilerr // as above
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return found
}

// revoke takes a member's key away.
func (h *house) revoke(as string) {
	h.t.Helper()
	name, _, _ := strings.Cut(strings.TrimPrefix(h.keys[as], "ent_"), "_")
	for _, c := range h.p.Directory.Credentials(idOf(as)) {
		if string(c.ID) == name {
			at := c.Position
			c.RevokedAt = time.Now()
			h.put(ledger.KindCredential, name, at, directory.EncodeCredential(c))
		}
	}
}
