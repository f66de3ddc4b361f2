package sse

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// endless is a feed that always has more.
type endless struct{}

func (endless) Events(_ context.Context, _ *scope.View, after catalog.Mark, limit int, _ time.Time) ([]catalog.Event, catalog.Mark, error) {
	var es []catalog.Event
	for range limit {
		after++
		es = append(es, catalog.Event{Mark: after, Type: strings.Repeat("x", 1000)})
	}
	return es, after, nil
}

// TestSlowReader wants a reader that takes nothing to be cut off, and to hold nothing after.
func TestSlowReader(t *testing.T) {
	sealer, err := position.New(bytes.Repeat([]byte{7}, position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{
		Feed: endless{}, View: func(string) *scope.View { return &scope.View{Member: "m"} }, Current: func(access.Caller) bool { return true },
		Newest: func() ledger.Position { return 0 }, Sealer: sealer, Now: time.Now, Patience: 50 * time.Millisecond,
	})
	done := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(done)
		st, err := s.Begin(t.Context(), access.Caller{Member: "m"}, "")
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

// scripted is a feed of one event at 5 for those who sit in handbags.
type scripted struct{}

func (scripted) Events(_ context.Context, v *scope.View, after catalog.Mark, _ int, _ time.Time) ([]catalog.Event, catalog.Mark, error) {
	if after < catalog.MarkOf(5) && v.Sits("handbags") {
		return []catalog.Event{{Mark: catalog.MarkOf(5), Type: "indicator.published"}}, catalog.MarkOf(5), nil
	}
	return nil, max(after, catalog.MarkAfter(9)), nil
}

// follow follows a stream for some heartbeats, by rights that change with each time they are asked
// for (the last ones stay) and a key that may, and returns what was written.
func follow(t *testing.T, current func(asked int) bool, views ...*scope.View) string {
	t.Helper()
	sealer, err := position.New(bytes.Repeat([]byte{7}, position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	s := New(Options{
		Feed: scripted{}, Current: func(access.Caller) bool { return current(asked) }, Newest: func() ledger.Position { return 0 }, Sealer: sealer, Now: time.Now,
		View: func(string) *scope.View {
			asked++
			return views[min(asked, len(views))-1]
		},
		Heartbeat: 10 * time.Millisecond,
	})
	by := access.Caller{Member: "m"}
	st, err := s.Begin(t.Context(), by, catalog.MarkOf(1).Seal(sealer, by.Viewer()))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	w := httptest.NewRecorder()
	st.Follow(ctx, nil, w)
	return w.Body.String()
}

func TestRightsThatMove(t *testing.T) {
	always := func(int) bool { return true }
	seated, away, nobody := &scope.View{Member: "m", TaskForces: []id.TaskForce{"handbags"}}, &scope.View{Member: "m"}, &scope.View{}
	if got := follow(t, always, seated); strings.Count(got, "indicator.published") != 2 { // event: and "type":
		t.Errorf("not told: %s", got)
	}
	if got := follow(t, always, seated, away); strings.Contains(got, "indicator") {
		t.Errorf("told by a right that was gone when it was read: %s", got)
	}
	// What a member may do is not known for a moment (the snapshot could not be built).
	if got := follow(t, always, nobody, nobody, seated); !strings.Contains(got, "indicator.published") {
		t.Errorf("passed over for good: %s", got)
	}
	// The key is taken away while the stream looks.
	if got := follow(t, func(asked int) bool { return asked == 0 }, seated); strings.Contains(got, "indicator") {
		t.Errorf("told with a key that is gone: %s", got)
	}
}
