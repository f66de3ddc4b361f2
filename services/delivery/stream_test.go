package delivery_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

// feed seals a position as a member's feed would.
func (h *house) feed(as string, p ledger.Position) string {
	return catalog.MarkOf(p).Seal(h.p.Sealer, "m:"+as)
}

// frame is one event of a stream.
type frame struct{ id, event, data string }

// following is an open stream.
type following struct {
	t      testing.TB
	status int
	header http.Header
	frames chan frame // closed when the stream ends; comments have the event ":"
	leave  func()
}

func (h *house) stream(as, query string, header ...string) *following {
	h.t.Helper()
	ctx, cancel := context.WithCancel(h.t.Context())
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+"/v1/stream"+query, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+h.keys[as])
	for n := 0; n+1 < len(header); n += 2 {
		q.Header.Set(header[n], header[n+1])
	}
	res, err := http.DefaultClient.Do(q)
	if err != nil {
		h.t.Fatal(err)
	}
	f := &following{t: h.t, status: res.StatusCode, header: res.Header, frames: make(chan frame, 1000), leave: cancel}
	go func() {
		defer res.Body.Close()
		defer close(f.frames)
		f.read(res.Body)
	}()
	h.t.Cleanup(func() {
		cancel()
		for range f.frames {
		}
	})
	return f
}

func (f *following) read(body io.Reader) {
	var now frame
	for lines := bufio.NewScanner(body); lines.Scan(); {
		line := lines.Text()
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case line == "":
			if now != (frame{}) {
				f.frames <- now
			}
			now = frame{}
		case name == "":
			now.event = ":"
		case name == "id":
			now.id = value
		case name == "event":
			now.event = value
		case name == "data":
			now.data = value
		}
	}
}

// next returns the next events; what tells the id on connecting is not one.
func (f *following) next(n int) []frame {
	f.t.Helper()
	var out []frame
	late := time.After(10 * time.Second)
	for len(out) < n {
		select {
		case x, open := <-f.frames:
			if !open {
				f.t.Fatalf("the stream ended after %d of %d events", len(out), n)
			}
			if x.data != "" {
				out = append(out, x)
			}
		case <-late:
			f.t.Fatalf("%d of %d events within 10 s", len(out), n)
		}
	}
	return out
}

// quiet fails if an event comes within a moment.
func (f *following) quiet() {
	f.t.Helper()
	late := time.After(50 * time.Millisecond)
	for {
		select {
		case x, open := <-f.frames:
			if !open {
				f.t.Fatal("the stream ended")
			}
			if x.data != "" {
				f.t.Fatalf("told of %s", x.data)
			}
		case <-late:
			return
		}
	}
}

// ends waits for the end of the stream, and returns what came before it.
func (f *following) ends() (rest []frame) {
	f.t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case x, open := <-f.frames:
			if !open {
				return rest
			}
			if x.data != "" {
				rest = append(rest, x)
			}
		case <-late:
			f.t.Fatal("the stream is open after 10 s")
		}
	}
}

func TestStream(t *testing.T) {
	t.Run("from now on, what the caller may see", func(t *testing.T) {
		h := open(t)
		h.publish()
		b, c := h.stream("market-b", ""), h.stream("carrier-c", "")
		if b.status != 200 || b.header.Get("Content-Type") != "text/event-stream" || b.header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d %v", b.status, b.header)
		}
		hidden, e := h.publish(amber)
		got := b.next(1)[0]
		want := `{"id":"` + h.feed("market-b", e.Position) + `","type":"indicator.published","timestamp":"` + e.At.Format(time.RFC3339Nano) + `","data":{"id":"` + string(hidden.ID) + `",`
		if got.event != "indicator.published" || got.id != h.feed("market-b", e.Position) || !strings.HasPrefix(got.data, want) {
			t.Errorf("got %+v, want %s", got, want)
		}
		c.quiet()
		_, e = h.publish()
		if got := c.next(1)[0]; got.id != h.feed("carrier-c", e.Position) {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("goes on after the last id", func(t *testing.T) {
		h := open(t)
		var ids []string
		for range 40 { // more than are decided on at once
			_, e := h.publish()
			ids = append(ids, h.feed("market-b", e.Position))
		}
		for _, f := range []*following{h.stream("market-b", "", "Last-Event-ID", ids[4]), h.stream("market-b", "?cursor="+ids[4])} {
			for n, got := range f.next(35) {
				if got.id != ids[n+5] {
					t.Fatalf("%d: %s, want %s", n, got.id, ids[n+5])
				}
			}
			f.quiet()
		}
		if got := h.stream("market-b", "?cursor="+ids[4], "Last-Event-ID", ids[38]).next(1)[0]; got.id != ids[39] {
			t.Error("the header does not win")
		}
	})
	t.Run("an id that is not this caller's is a gap", func(t *testing.T) {
		h := open(t)
		_, e := h.publish()
		for _, last := range []string{"nonsense", h.feed("carrier-c", e.Position), h.p.Sealer.Seal(position.Cursor, "m:market-b", e.Position)} {
			f := h.stream("market-b", "", "Last-Event-ID", last)
			gap := f.next(1)[0]
			if gap.event != "gap" || gap.id != h.feed("market-b", e.Position) {
				t.Errorf("got %+v", gap)
			}
			f.quiet()
			f.leave()
		}
	})
	t.Run("the id on connecting tells nothing of what is hidden", func(t *testing.T) {
		h := open(t)
		begin := func() string {
			f := h.stream("carrier-c", "")
			defer f.leave()
			return (<-f.frames).id
		}
		empty := begin()
		h.publish(amber)
		if now := begin(); now != empty || now != h.feed("carrier-c", 0) {
			t.Errorf("%s, before the hidden event %s", now, empty)
		}
		_, e := h.publish()
		h.publish(amber)
		if now := begin(); now != h.feed("carrier-c", e.Position) {
			t.Error("not the last that may be seen")
		}
	})
	t.Run("ends when the member is suspended", func(t *testing.T) {
		h := open(t)
		f := h.stream("market-b", "")
		h.publish()
		f.next(1)
		h.member("market-b", directory.StateSuspended)
		h.publish()
		if rest := f.ends(); len(rest) != 0 {
			t.Errorf("told of %+v", rest)
		}
	})
	t.Run("ends when the key is revoked", func(t *testing.T) {
		h := open(t)
		f := h.stream("market-b", "")
		c := h.p.Directory.Credentials("market-b")[0]
		c.RevokedAt = time.Now()
		h.put(ledger.KindCredential, string(c.ID), c.Position, directory.EncodeCredential(c))
		if rest := f.ends(); len(rest) != 0 {
			t.Errorf("told of %+v", rest)
		}
	})
	t.Run("stops telling when the right is gone", func(t *testing.T) {
		h := open(t)
		f := h.stream("market-b", "")
		h.publish(amber)
		f.next(1)
		h.seat("brand-a")
		if x := f.next(1)[0]; x.event != catalog.Withdrawn {
			t.Errorf("told of %s", x.data)
		}
		h.publish(amber)
		f.quiet()
	})
	t.Run("lives without events", func(t *testing.T) {
		h := openWith(t, t.TempDir(), func(c *delivery.Config) { c.Heartbeat = 20 * time.Millisecond })
		f := h.stream("market-b", "")
		beats := 0
		for x := range f.frames {
			if x.event == ":" {
				if beats++; beats == 3 {
					return
				}
			}
		}
		t.Error("the stream ended")
	})
	t.Run("so many of a member", func(t *testing.T) {
		h := openWith(t, t.TempDir(), func(c *delivery.Config) { c.Streams = 2 })
		one := h.stream("market-b", "")
		h.stream("market-b", "")
		r := h.call("market-b", http.MethodGet, "/v1/stream", "")
		r.problem(http.StatusTooManyRequests, "rate-limited")
		if r.header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		if h.stream("carrier-c", "").status != 200 {
			t.Error("another member is held to it")
		}
		one.leave()
		until(t, "a place is free", func() bool {
			f := h.stream("market-b", "")
			defer f.leave()
			return f.status == 200
		})
	})
	t.Run("needs a key that may read", func(t *testing.T) {
		h := open(t)
		h.keys["writer"] = h.key("market-b", "publish")
		h.call("writer", http.MethodGet, "/v1/stream", "").problem(http.StatusForbidden, "scope-missing")
		h.call("", http.MethodGet, "/v1/stream", "").problem(http.StatusUnauthorized, "unauthenticated")
	})
	t.Run("the admin is told of existence alone", func(t *testing.T) {
		h := open(t)
		f := h.stream("admin", "")
		i, _ := h.publish(func(i *catalog.Indicator) { i.Note = "secret note" })
		got := f.next(1)[0]
		if !strings.Contains(got.data, string(i.ID)) || strings.Contains(got.data, "shop-") || strings.Contains(got.data, "secret") {
			t.Errorf("told %s", got.data)
		}
	})
}
