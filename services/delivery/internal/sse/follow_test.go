package sse

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// endless is a feed that always has more.
type endless struct{}

func (endless) Events(_ *scope.View, after ledger.Position, limit int, _ time.Time) ([]catalog.Event, ledger.Position) {
	var es []catalog.Event
	for range limit {
		after++
		es = append(es, catalog.Event{Position: after, Type: strings.Repeat("x", 1000)})
	}
	return es, after
}

// TestSlowReader wants a reader that takes nothing to be cut off, and to hold nothing after.
func TestSlowReader(t *testing.T) {
	sealer, err := position.New(bytes.Repeat([]byte{7}, position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{
		Feed: endless{}, View: func(string) *scope.View { return nil }, Current: func(access.Caller) bool { return true },
		Newest: func() ledger.Position { return 0 }, Sealer: sealer, Now: time.Now, Patience: 50 * time.Millisecond,
	})
	done := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(done)
		st, err := s.Begin(access.Caller{Member: "m"}, "")
		if err != nil {
			t.Error(err)
			return
		}
		st.Follow(r.Context(), nil, w)
	}))
	defer server.Close()
	c, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("the stream is open after 10 s")
	}
	if s.cut.Load() != 1 || s.Open() != 0 {
		t.Errorf("%d cut, %d open", s.cut.Load(), s.Open())
	}
}
