package ledger_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// draft is a plausible one.
func draft(id string, expect ledger.Position) ledger.Draft {
	return ledger.Draft{
		At:      time.Date(2026, 6, 1, 14, 0, 0, 123456789, time.FixedZone("", 2*3600)),
		Kind:    ledger.KindIndicator,
		ID:      id,
		Verb:    "published",
		Actor:   "m:maison-a/key-1",
		Schema:  1,
		Request: ledger.Request{Key: "k1", Body: "b1"},
		Body:    []byte(`{"id":"` + id + `"}`),
		Expect:  expect,
	}
}

func head(t *testing.T, l *ledger.Ledger) ledger.Position {
	t.Helper()
	p, err := l.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// appended puts d on the ledger, or fails the test.
func appended(t *testing.T, l *ledger.Ledger, d ledger.Draft) ledger.Entry {
	t.Helper()
	e, err := l.Append(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAppend(t *testing.T) {
	l := hubtest.Ledger(t)

	t.Run("reads back as it was written", func(t *testing.T) {
		plain := draft("plain", 0)
		plain.Request, plain.Body, plain.At = ledger.Request{}, []byte{}, time.Time{}
		large := draft("large", 0)
		large.Body = bytes.Repeat([]byte("x"), ledger.MaxBody)
		for _, d := range []ledger.Draft{draft("full", 0), plain, large} {
			e := appended(t, l, d)
			back, err := l.At(t.Context(), e.Position)
			if err != nil {
				t.Fatal(err)
			}
			if len(back.Body) == 0 {
				back.Body = []byte{}
			}
			if !reflect.DeepEqual(e, back) {
				t.Errorf("wrote %+v, read %+v", e, back)
			}
			if !e.At.Equal(d.At) || e.At.Location() != time.UTC {
				t.Errorf("at %v, want %v in UTC", e.At, d.At)
			}
			if head(t, l) != e.Position {
				t.Errorf("head %d, want %d", head(t, l), e.Position)
			}
		}
	})
	t.Run("an entity that has moved on", func(t *testing.T) {
		first := appended(t, l, draft("moving", 0))
		second := appended(t, l, draft("moving", first.Position))
		before := head(t, l)
		for _, expect := range []ledger.Position{0, first.Position, second.Position + 1} {
			if _, err := l.Append(t.Context(), draft("moving", expect)); !errors.Is(err, ledger.ErrConflict) {
				t.Errorf("expect %d: %v, want ErrConflict", expect, err)
			}
		}
		if _, err := l.Append(t.Context(), draft("new", 1)); !errors.Is(err, ledger.ErrConflict) {
			t.Errorf("an entity that is not there: %v, want ErrConflict", err)
		}
		if head(t, l) != before {
			t.Error("a refused draft is on the ledger")
		}
	})
	t.Run("one of many writers wins", func(t *testing.T) {
		var won, lost atomic.Int64
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				switch _, err := l.Append(t.Context(), draft("raced", 0)); {
				case err == nil:
					won.Add(1)
				case errors.Is(err, ledger.ErrConflict):
					lost.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 || lost.Load() != 15 {
			t.Errorf("%d won, %d lost", won.Load(), lost.Load())
		}
	})
}

func TestAppend_refuses(t *testing.T) {
	l := hubtest.Ledger(t)
	with := func(change func(*ledger.Draft)) ledger.Draft {
		d := draft("x", 0)
		change(&d)
		return d
	}
	for name, d := range map[string]ledger.Draft{
		"no id":          with(func(d *ledger.Draft) { d.ID = "" }),
		"dot":            with(func(d *ledger.Draft) { d.ID = "a.b" }),
		"star":           with(func(d *ledger.Draft) { d.ID = "*" }),
		"greater":        with(func(d *ledger.Draft) { d.ID = "a>" }),
		"space":          with(func(d *ledger.Draft) { d.ID = "a b" }),
		"not ascii":      with(func(d *ledger.Draft) { d.ID = "é" }),
		"long":           with(func(d *ledger.Draft) { d.ID = strings.Repeat("a", 1000) }),
		"kind":           with(func(d *ledger.Draft) { d.Kind = "a.b" }),
		"no verb":        with(func(d *ledger.Draft) { d.Verb = "" }),
		"another header": with(func(d *ledger.Draft) { d.Actor = "x\r\nEntente-Verb: y" }),
		"half a request": with(func(d *ledger.Draft) { d.Request.Body = "" }),
		"request":        with(func(d *ledger.Draft) { d.Request.Key = "a b" }),
	} {
		if _, err := l.Append(t.Context(), d); !errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
		if _, err := l.AppendAll(t.Context(), []ledger.Draft{draft("ok", 0), d}); !errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("%s in a batch: %v, want ErrInvalid", name, err)
		}
	}
	large := with(func(d *ledger.Draft) { d.Body = make([]byte, ledger.MaxBody+1) })
	if _, err := l.Append(t.Context(), large); !errors.Is(err, ledger.ErrTooLarge) {
		t.Errorf("%v, want ErrTooLarge", err)
	}
	if p := head(t, l); p != 0 {
		t.Errorf("something is on the ledger: head %d", p)
	}
}

func TestAppendAll(t *testing.T) {
	l := hubtest.Ledger(t)
	drafts := func(prefix string, n int) []ledger.Draft {
		ds := make([]ledger.Draft, n)
		for i := range ds {
			ds[i] = draft(fmt.Sprintf("%s-%d", prefix, i), 0)
		}
		return ds
	}

	for _, n := range []int{0, 1, 2, 37, ledger.MaxBatch} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			before := head(t, l)
			es, err := l.AppendAll(t.Context(), drafts(fmt.Sprint("n", n), n))
			if err != nil || len(es) != n {
				t.Fatalf("%d entries, %v", len(es), err)
			}
			for i, e := range es {
				if e.Position != before+1+ledger.Position(i) {
					t.Fatalf("entry %d is at %d, head was %d", i, e.Position, before)
				}
				if i%100 > 1 {
					continue
				}
				back, err := l.At(t.Context(), e.Position)
				if err != nil || !reflect.DeepEqual(e, back) {
					t.Errorf("wrote %+v, read %+v, %v", e, back, err)
				}
			}
		})
	}
	t.Run("one conflict and nothing is written", func(t *testing.T) {
		there := appended(t, l, draft("there", 0))
		for name, change := range map[string]func([]ledger.Draft){
			"first":  func(ds []ledger.Draft) { ds[0].ID = "there" },
			"middle": func(ds []ledger.Draft) { ds[25].ID = "there" },
			"last":   func(ds []ledger.Draft) { ds[49].ID = "there" },
			"older":  func(ds []ledger.Draft) { ds[3].ID, ds[3].Expect = "there", there.Position-1 },
			"absent": func(ds []ledger.Draft) { ds[3].Expect = there.Position },
		} {
			ds := drafts(name, 50)
			change(ds)
			if _, err := l.AppendAll(t.Context(), ds); !errors.Is(err, ledger.ErrConflict) {
				t.Errorf("%s: %v, want ErrConflict", name, err)
			}
		}
		if p := head(t, l); p != there.Position {
			t.Errorf("head %d, want %d", p, there.Position)
		}
		ds := drafts("moved", 3)
		ds[1].ID, ds[1].Expect = "there", there.Position
		if _, err := l.AppendAll(t.Context(), ds); err != nil {
			t.Errorf("each draft has a condition of its own: %v", err)
		}
	})
	t.Run("an entity twice, too many", func(t *testing.T) {
		before := head(t, l)
		twice := []ledger.Draft{draft("twin", 0), draft("twin", 0)}
		if _, err := l.AppendAll(t.Context(), twice); !errors.Is(err, ledger.ErrInvalid) || !strings.Contains(err.Error(), "twin") {
			t.Errorf("%v, want ErrInvalid", err)
		}
		if _, err := l.AppendAll(t.Context(), drafts("many", ledger.MaxBatch+1)); !errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("%v, want ErrInvalid", err)
		}
		if head(t, l) != before {
			t.Error("something is on the ledger")
		}
	})
	t.Run("the largest bodies", func(t *testing.T) {
		ds := drafts("large", 40)
		for i := range ds {
			ds[i].Body = bytes.Repeat([]byte{byte(i)}, ledger.MaxBody)
		}
		es, err := l.AppendAll(t.Context(), ds)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := l.At(t.Context(), es[39].Position); err != nil || !bytes.Equal(back.Body, ds[39].Body) {
			t.Errorf("the last is not what was written: %v", err)
		}
	})
	t.Run("many at once stay whole and adjacent", func(t *testing.T) {
		var all sync.WaitGroup
		for w := range 12 {
			all.Go(func() {
				if es, err := l.AppendAll(t.Context(), drafts(fmt.Sprint("w", w), 400)); err != nil {
					t.Error(err)
				} else if e, err := l.At(t.Context(), es[0].Position); err != nil || e.ID != es[0].ID {
					t.Errorf("first of batch %d: %+v, %v", w, e, err)
				}
				if e, err := l.Append(t.Context(), draft(fmt.Sprint("single", w), 0)); err != nil {
					t.Error(err)
				} else if back, err := l.At(t.Context(), e.Position); err != nil || back.ID != e.ID {
					t.Errorf("single %d: %+v, %v", w, back, err)
				}
			})
		}
		all.Wait()
	})
}

func TestAt(t *testing.T) {
	js := hubtest.JetStream(t)
	l := hubtest.LedgerOn(t, js)
	for i := range 3 {
		appended(t, l, draft(strconv.Itoa(i), 0))
	}
	s, err := js.Stream(t.Context(), ledger.Stream)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SecureDeleteMsg(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	for _, p := range []ledger.Position{0, 3, 4} {
		if _, err := l.At(t.Context(), p); !errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("position %d: %v, want ErrNotFound", p, err)
		}
	}
	if p := head(t, l); p != 2 {
		t.Errorf("head %d, want that of the newest entry there is", p)
	}
}

func TestOpen(t *testing.T) {
	js := hubtest.JetStream(t)
	appended(t, hubtest.LedgerOn(t, js), draft("a", 0))
	again, err := ledger.Open(t.Context(), js, ledger.Options{Replicas: 1})
	if err != nil || head(t, again) != 1 {
		t.Fatalf("opened again: %v", err)
	}
	s, err := js.Stream(t.Context(), ledger.Stream)
	if err != nil {
		t.Fatal(err)
	}
	c := s.CachedInfo().Config
	c.MaxAge = time.Hour
	if _, err := js.UpdateStream(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Open(t.Context(), js, ledger.Options{}); err == nil || !strings.Contains(err.Error(), "no limits") {
		t.Errorf("opened a stream that forgets: %v", err)
	}
}

func TestLedger_away(t *testing.T) {
	calls := func(ctx context.Context, l *ledger.Ledger) map[string]error {
		_, one := l.Append(ctx, draft("a", 0))
		_, all := l.AppendAll(ctx, []ledger.Draft{draft("a", 0), draft("b", 0)})
		return map[string]error{"Append": one, "AppendAll": all}
	}
	t.Run("gone", func(t *testing.T) {
		s, err := embedded.Start(embedded.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		c, err := embedded.Dial(t.Context(), embedded.Outside{URL: s.URL()})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		l := hubtest.LedgerOn(t, c.JetStream())
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for c.Connected() {
			time.Sleep(time.Millisecond)
		}
		began := time.Now()
		errs := calls(t.Context(), l)
		_, errs["Head"] = l.Head(t.Context())
		_, errs["At"] = l.At(t.Context(), 1)
		_, errs["Open"] = ledger.Open(t.Context(), c.JetStream(), ledger.Options{})
		for name, err := range errs {
			if !errors.Is(err, ledger.ErrUnavailable) {
				t.Errorf("%s: %v, want ErrUnavailable", name, err)
			}
		}
		if d := time.Since(began); d > 3*time.Second {
			t.Errorf("took %v", d)
		}
	})
	t.Run("silent", func(t *testing.T) {
		js := hubtest.JetStream(t)
		l := hubtest.LedgerOn(t, js)
		if err := js.DeleteStream(t.Context(), ledger.Stream); err != nil {
			t.Fatal(err)
		}
		mute := jetstream.StreamConfig{Name: ledger.Stream, Subjects: []string{"ledger.*.*"}, NoAck: true}
		if _, err := js.CreateStream(t.Context(), mute); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		for name, err := range calls(ctx, l) {
			if !errors.Is(err, ledger.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s, a shorter context: %v, want ErrUnavailable", name, err)
			}
		}
		l.SetWithin(50 * time.Millisecond)
		for name, err := range calls(t.Context(), l) {
			if !errors.Is(err, ledger.ErrUnavailable) {
				t.Errorf("%s, no context's end: %v, want ErrUnavailable", name, err)
			}
		}
		if d := time.Since(began); d > time.Second {
			t.Errorf("took %v", d)
		}
	})
}
