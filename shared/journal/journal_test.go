package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/journal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T, l journal.Limits) *journal.Journal {
	t.Helper()
	j, err := journal.Open(t.Context(), hubtest.JetStream(t), "THINGS", l, 1)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// all is "key=body" of what Range gives.
func all(t *testing.T, j *journal.Journal, filter string, after uint64, limit int) []string {
	t.Helper()
	var got []string
	seq := after
	err := j.Range(t.Context(), filter, after, limit, func(r journal.Record) error {
		if r.Seq <= seq || r.At.IsZero() {
			t.Errorf("record %d at %v came after %d", r.Seq, r.At, seq)
		}
		seq = r.Seq
		got = append(got, r.Key+"="+string(r.Body))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func put(t *testing.T, j *journal.Journal, keysAndBodies ...string) {
	t.Helper()
	for _, kb := range keysAndBodies {
		key, body, _ := strings.Cut(kb, "=")
		if err := j.Put(t.Context(), key, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLast(t *testing.T) {
	j := open(t, journal.Limits{MaxPerSubject: 1})
	if _, ok, err := j.Last(t.Context(), "a.x"); ok || err != nil {
		t.Errorf("empty journal: %v, %v", ok, err)
	}
	put(t, j, "a.x=1", "a.y=2", "a.x=3", "a.x.z=4")
	r, ok, err := j.Last(t.Context(), "a.x")
	if err != nil || !ok || string(r.Body) != "3" || r.Key != "a.x" || r.Seq != 3 || time.Since(r.At).Abs() > time.Minute {
		t.Errorf("got %+v, %v, %v", r, ok, err)
	}
	if got := all(t, j, ">", 0, 0); !slices.Equal(got, []string{"a.y=2", "a.x=3", "a.x.z=4"}) {
		t.Errorf("more than the newest under a key: %q", got)
	}
}

func TestRange(t *testing.T) {
	j := open(t, journal.Limits{})
	if got := all(t, j, ">", 0, 0); got != nil {
		t.Errorf("empty journal: %q", got)
	}
	put(t, j, "a.x=1", "b.x=2", "a.y=3", "a.x=4", "a.x.z=5")
	for _, c := range []struct {
		filter string
		after  uint64
		limit  int
		want   string
	}{
		{">", 0, 0, "a.x=1 b.x=2 a.y=3 a.x=4 a.x.z=5"},
		{"a.>", 0, 0, "a.x=1 a.y=3 a.x=4 a.x.z=5"},
		{"a.*", 0, 0, "a.x=1 a.y=3 a.x=4"},
		{"a.*", 0, 2, "a.x=1 a.y=3"},
		{"a.*", 1, 1, "a.y=3"},
		{"a.*", 1, 2, "a.y=3 a.x=4"},
		{"a.*", 4, 0, ""},
		{"a.x", 0, 0, "a.x=1 a.x=4"},
		{">", 5, 0, ""},
		{">", 99, 0, ""},
		{"c.>", 0, 0, ""},
	} {
		if got := strings.Join(all(t, j, c.filter, c.after, c.limit), " "); got != c.want {
			t.Errorf("Range(%q, %d, %d) gave %q, want %q", c.filter, c.after, c.limit, got, c.want)
		}
	}
	stop := errors.New("enough")
	if err := j.Range(t.Context(), ">", 0, 0, func(journal.Record) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want fn's error", err)
	}
}

func TestPutAll(t *testing.T) {
	const n = 2345
	j := open(t, journal.Limits{MaxAge: time.Hour, MaxBytes: 1 << 30})
	at := time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)
	rs := make([]journal.Record, n)
	for i := range rs {
		rs[i] = journal.Record{Key: fmt.Sprintf("k.%d", i%7), At: at, Body: fmt.Appendf(nil, "%d", i)}
	}
	if err := j.PutAll(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	next := 0
	err := j.Range(t.Context(), ">", 0, 0, func(r journal.Record) error {
		if want := rs[next]; r.Key != want.Key || string(r.Body) != string(want.Body) || !r.At.Equal(at) {
			t.Fatalf("record %d is %+v, want %+v", next, r, want)
		}
		next++
		return nil
	})
	if err != nil || next != n {
		t.Errorf("%d records of %d, %v", next, n, err)
	}
}

func TestOpen(t *testing.T) {
	js := hubtest.JetStream(t)
	first, err := journal.Open(t.Context(), js, "THINGS", journal.Limits{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	put(t, first, "a=1", "a=2")
	again, err := journal.Open(t.Context(), js, "THINGS", journal.Limits{MaxPerSubject: 1}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := all(t, again, ">", 0, 0); !slices.Equal(got, []string{"a=2"}) {
		t.Errorf("after a tighter limit: %q", got)
	}
	if _, err := journal.Open(t.Context(), js, "OTHER", journal.Limits{}, 0); err != nil {
		t.Errorf("a second journal: %v", err)
	}
	for _, name := range []string{"", "a.b", "a b", "*"} {
		if _, err := journal.Open(t.Context(), js, name, journal.Limits{}, 0); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("name %q: %v, want ErrInvalid", name, err)
		}
	}
}

func TestJournal_refuses(t *testing.T) {
	j := open(t, journal.Limits{})
	for _, key := range []string{"", ".", "a.", "a..b", "a b", "a.*", "a.>", "é", "a\r\nb"} {
		if err := j.Put(t.Context(), key, nil); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("Put(%q): %v, want ErrInvalid", key, err)
		}
		if _, _, err := j.Last(t.Context(), key); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("Last(%q): %v, want ErrInvalid", key, err)
		}
	}
	for _, filter := range []string{"", "a.>.b", "a*", ">."} {
		if err := j.Range(t.Context(), filter, 0, 0, nil); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("Range(%q): %v, want ErrInvalid", filter, err)
		}
	}
}

func TestJournal_away(t *testing.T) {
	s := hubtest.NATS(t)
	j, err := journal.Open(t.Context(), s.JetStream(), "THINGS", journal.Limits{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	put(t, j, "a=1")
	s.Conn.Close()
	if err := j.Put(t.Context(), "a", nil); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("Put: %v", err)
	}
	if _, _, err := j.Last(t.Context(), "a"); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("Last: %v", err)
	}
	if err := j.Range(t.Context(), ">", 0, 0, nil); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("Range: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := open(t, journal.Limits{}).Range(ended, ">", 0, 0, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Range with a context that ended: %v", err)
	}
}
