package given_test

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var day = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// rows are a catalog of so many, of which some have moved.
type rows struct {
	count int
	moved []uint32
}

func (r *rows) Len() int { return r.count }

func (r *rows) Moved(string, catalog.Mark) *roaring.Bitmap { return roaring.BitmapOf(r.moved...) }

// shelf is one in memory, which may be away.
type shelf struct {
	all  map[string][]byte
	away bool
}

var errAway = errors.New("away")

func (s *shelf) Last(_ context.Context, key string) (journal.Record, bool, error) {
	if s.away {
		return journal.Record{}, false, errAway
	}
	b, ok := s.all[key]
	return journal.Record{Key: key, Body: b}, ok, nil
}

func (s *shelf) Put(ctx context.Context, key string, body []byte) error {
	return s.PutAll(ctx, []journal.Record{{Key: key, Body: body}})
}

func (s *shelf) PutAll(_ context.Context, rs []journal.Record) error {
	if s.away {
		return errAway
	}
	for _, r := range rs {
		s.all[r.Key] = r.Body
	}
	return nil
}

func (s *shelf) Range(context.Context, string, uint64, int, func(journal.Record) error) error {
	return errAway
}

func open(t interface {
	Helper()
	Fatal(args ...any)
	Context() context.Context
}, s given.Shelf, r *rows, now func() time.Time,
) *given.Book {
	t.Helper()
	b := given.New(s, r, now)
	if err := b.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b
}

func sub(name id.Subscription) *subscription.Subscription {
	return &subscription.Subscription{ID: name, Member: "market-b", Created: day.Add(time.Hour)}
}

// TestBook holds the book against a plain model, over saves, failures and restarts.
func TestBook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, r, now := &shelf{all: map[string][]byte{}}, &rows{}, day
		b := open(t, s, r, func() time.Time { return now })
		was, unsaved, fresh := map[uint32]bool{}, map[uint32]bool{}, false
		one := sub("sub_a")
		row := rapid.SampledFrom([]uint32{0, 1, 65535, 65536, 65537, 4 << 16, 1<<32 - 1})
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "step") {
			default:
				o := rapid.SampledFrom([]given.Outcome{given.Unreached, given.Unsure, given.Taken}).Draw(t, "outcome")
				typ := rapid.SampledFrom([]string{"indicator.published", catalog.Withdrawn}).Draw(t, "type")
				x := row.Draw(t, "row")
				done := b.Send(one, &catalog.Event{Row: x, Type: typ})
				if !b.Was(t.Context(), one, x) {
					t.Fatal("what is under way is not known")
				}
				if done(o); o == given.Taken || o == given.Unsure && typ != catalog.Withdrawn {
					fresh = fresh || !was[x] // else it may say nothing that is not saved already
					was[x], unsaved[x] = true, true
				}
			case 7:
				s.away = rapid.Bool().Draw(t, "away")
				if err := b.Save(t.Context()); err != nil && (!s.away || len(unsaved) == 0) || err == nil && s.away && fresh {
					t.Fatalf("away %t, %d to save: %v", s.away, len(unsaved), err)
				} else if err == nil {
					unsaved, fresh = map[uint32]bool{}, false
				}
				s.away = false
			case 8: // a crash, and what comes after it: what had not been saved had moved
				b = open(t, s, r, func() time.Time { return now })
				r.moved = slices.Collect(maps.Keys(unsaved))
				b.Resume(one, 1)
				r.moved, fresh = nil, false
			case 9:
				now = now.Add(24 * time.Hour)
			}
			if rapid.Bool().Draw(t, "do not look") { // a page that nobody looks at is known in part
				continue
			}
			for _, x := range []uint32{0, 1, 65535, 65536, 65537, 4 << 16, 1<<32 - 1} {
				if got := b.Was(t.Context(), one, x); got != was[x] {
					t.Fatalf("row %d: %t, want %t", x, got, was[x])
				}
			}
			if b.Was(t.Context(), sub("sub_b"), 1) {
				t.Fatal("another's")
			}
		}
	})
}

// What was sent before there was a book may have been sent to whoever is older; where the book cannot
// be read, anything may.
func TestWasErrsOnTheSideOfTelling(t *testing.T) {
	s := &shelf{all: map[string][]byte{}}
	b := open(t, s, &rows{count: 10}, func() time.Time { return day })
	old := &subscription.Subscription{ID: "sub_old", Created: day.Add(-time.Hour)}
	if !b.Was(t.Context(), old, 9) || b.Was(t.Context(), old, 10) || b.Was(t.Context(), sub("sub_new"), 9) {
		t.Error("what is older than the book")
	}
	again := open(t, s, &rows{count: 99}, func() time.Time { return day.Add(48 * time.Hour) })
	if again.Was(t.Context(), sub("sub_new"), 9) || !again.Was(t.Context(), old, 9) || !again.Begun().Equal(day) {
		t.Error("a book begins once")
	}
	s.away = true
	if !b.Was(t.Context(), sub("sub_new"), 1<<20) {
		t.Error("a book that cannot be read says that it was not given")
	}
}

func TestOf(t *testing.T) {
	j, err := journal.Open(t.Context(), hubtest.JetStream(t), "GIVEN", given.Limits(), 1)
	if err != nil {
		t.Fatal(err)
	}
	now := day.Add(3 * time.Hour)
	b := open(t, j, &rows{}, func() time.Time { return now })
	tell := func(of id.Subscription, row uint32, typ string, o given.Outcome) {
		b.Send(sub(of), &catalog.Event{Row: row, Type: typ})(o)
	}
	tell("sub_a", 70000, "indicator.published", given.Taken)
	tell("sub_b", 70000, "indicator.published", given.Unsure)
	tell("sub_c", 70001, "indicator.published", given.Taken)
	tell("sub_d", 70000, "indicator.published", given.Taken)
	now = now.Add(24 * time.Hour)
	tell("sub_a", 70000, "indicator.revised", given.Taken) // it holds it from the first day on
	tell("sub_d", 70000, catalog.Withdrawn, given.Taken)
	want := map[id.Subscription]given.Holding{
		"sub_a": {Subscription: "sub_a", Member: "market-b", Taken: day},
		"sub_b": {Subscription: "sub_b", Member: "market-b", Sent: true},
		"sub_d": {Subscription: "sub_d", Member: "market-b", Taken: day, Recalled: day.Add(24 * time.Hour)},
	}
	check := func() {
		t.Helper()
		all, err := b.Of(t.Context(), 70000)
		if err != nil || len(all) != len(want) {
			t.Fatalf("%+v, %v", all, err)
		}
		for _, h := range all {
			if h != want[h.Subscription] {
				t.Errorf("%+v, want %+v", h, want[h.Subscription])
			}
		}
	}
	check()
	b = open(t, j, &rows{}, func() time.Time { return now })
	check()
	tell("sub_d", 70000, "indicator.published", given.Taken) // again, after it was recalled
	want["sub_d"] = given.Holding{Subscription: "sub_d", Member: "market-b", Taken: day.Add(24 * time.Hour)}
	check()
}

// BenchmarkMemory measures what a million deliveries take: one in ten of ten million rows, at
// random, and every one of a million.
func BenchmarkMemory(b *testing.B) {
	for name, next := range map[string]func(n int) uint32{
		"one in ten": func(n int) uint32 { return uint32(10*n + rand.IntN(10)) },
		"all":        func(n int) uint32 { return uint32(n) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s := &shelf{all: map[string][]byte{}}
				book := open(b, s, &rows{}, func() time.Time { return day })
				one, e := sub("sub_a"), catalog.Event{Type: "indicator.published"}
				begin := memory()
				for n := range 1_000_000 {
					e.Row = next(n)
					book.Send(one, &e)(given.Taken)
					if n%5000 == 4999 {
						if err := book.Save(b.Context()); err != nil {
							b.Fatal(err)
						}
					}
				}
				disk := 0
				for _, x := range s.all {
					disk += len(x)
				}
				b.ReportMetric(float64(disk), "B-on-shelf/million")
				s.all = nil
				b.ReportMetric(float64(memory()-begin), "B/million")
				runtime.KeepAlive(book)
			}
		})
	}
}

func memory() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
