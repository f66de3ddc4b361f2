package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// follower is a Follow that runs beside the test.
type follower struct {
	t       *testing.T
	batches chan []ledger.Entry
	done    chan error
	stop    func()
}

func follow(t *testing.T, l *ledger.Ledger, after ledger.Position, kinds ...ledger.Kind) *follower {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	f := &follower{t: t, batches: make(chan []ledger.Entry, 10_000), done: make(chan error, 1), stop: stop}
	go func() {
		f.done <- l.Follow(ctx, after, kinds, func(es []ledger.Entry) error {
			f.batches <- es
			return nil
		})
	}()
	t.Cleanup(stop)
	return f
}

// next returns the positions of the next n entries.
func (f *follower) next(n int) []ledger.Position {
	f.t.Helper()
	var got []ledger.Position
	late := time.After(8 * time.Second)
	for len(got) < n {
		select {
		case es := <-f.batches:
			if len(es) == 0 || len(es) > 1000 {
				f.t.Errorf("a batch of %d", len(es))
			}
			for _, e := range es {
				got = append(got, e.Position)
			}
		case err := <-f.done:
			f.t.Fatalf("ended after %d of %d entries: %v", len(got), n, err)
		case <-late:
			f.t.Fatalf("%d of %d entries in time: %v", len(got), n, got)
		}
	}
	return got
}

// want checks that the next entries are those, and no other.
func (f *follower) want(positions ...ledger.Position) {
	f.t.Helper()
	if got := f.next(len(positions)); !slices.Equal(got, positions) {
		f.t.Fatalf("followed %v, want %v", got, positions)
	}
}

// end ends it, and checks that nothing more had come.
func (f *follower) end() {
	f.t.Helper()
	f.stop()
	if err := <-f.done; !errors.Is(err, context.Canceled) {
		f.t.Errorf("ended with %v, want the context's error", err)
	}
	if len(f.batches) > 0 {
		f.t.Errorf("one too many: %+v", <-f.batches)
	}
}

func span(first, last ledger.Position) []ledger.Position {
	var ps []ledger.Position
	for p := first; p <= last; p++ {
		ps = append(ps, p)
	}
	return ps
}

func TestFollow(t *testing.T) {
	js := hubtest.JetStream(t)
	l := hubtest.LedgerOn(t, js)
	early := follow(t, l, 0)
	for n := range 5 {
		ds := make([]ledger.Draft, 1000)
		for i := range ds {
			ds[i] = draft(fmt.Sprintf("%d-%d", n, i), 0)
		}
		if _, err := l.AppendAll(t.Context(), ds); err != nil {
			t.Fatal(err)
		}
	}
	late, middle := follow(t, l, 0), follow(t, l, 4990)
	early.want(span(1, 5000)...)
	late.want(span(1, 5000)...)
	middle.want(span(4991, 5000)...)

	members, none := follow(t, l, 0, ledger.KindMember, ledger.KindPolicy), follow(t, l, 99_999)
	for i, kind := range []ledger.Kind{ledger.KindMember, ledger.KindIndicator, ledger.KindPolicy} {
		d := draft(fmt.Sprint("live", i), 0)
		d.Kind = kind
		e := appended(t, l, d)
		early.want(e.Position)
		if kind != ledger.KindIndicator {
			members.want(e.Position)
		}
	}
	s, err := js.Stream(t.Context(), ledger.Stream)
	if err != nil {
		t.Fatal(err)
	}
	for _, erased := range []uint64{1, 3, 4, 5003} {
		if err := s.SecureDeleteMsg(t.Context(), erased); err != nil {
			t.Fatal(err)
		}
	}
	holes := follow(t, l, 0)
	if got := holes.next(4999)[:3]; !slices.Equal(got, []ledger.Position{2, 5, 6}) {
		t.Errorf("past the erased ones came %v", got)
	}
	for _, f := range []*follower{early, members, none, holes} {
		f.end()
	}
}

func TestFollow_entry(t *testing.T) {
	l := hubtest.Ledger(t)
	want := appended(t, l, draft("a", 0))
	f := follow(t, l, 0)
	if got := (<-f.batches)[0]; fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("followed %+v, want %+v", got, want)
	}
}

func TestFollow_fails(t *testing.T) {
	js := hubtest.JetStream(t)
	l := hubtest.LedgerOn(t, js)
	appended(t, l, draft("a", 0))
	broken := errors.New("broken view")
	if err := l.Follow(t.Context(), 0, nil, func([]ledger.Entry) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("%v, want fn's error", err)
	}
	if _, err := js.Publish(t.Context(), "ledger.indicator.x", []byte("by a foreign hand")); err != nil {
		t.Fatal(err)
	}
	f := follow(t, l, 0)
	if err := <-f.done; err == nil || !strings.Contains(err.Error(), "position 2") {
		t.Errorf("%v, want the position", err)
	}
}

func TestFollow_rides_out(t *testing.T) {
	t.Run("a server that restarts", func(t *testing.T) {
		dir := t.TempDir()
		s, err := embedded.Start(embedded.Options{Dir: dir, Listen: "127.0.0.1:0"})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { s.Close() }()
		url := s.URL()
		c, err := embedded.Dial(t.Context(), embedded.Outside{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		l := hubtest.LedgerOn(t, c.JetStream())
		f := follow(t, l, 0)
		for i := range ledger.Position(2) {
			f.want(appended(t, l, draft(fmt.Sprint("before", i), 0)).Position)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if s, err = embedded.Start(embedded.Options{Dir: dir, Listen: strings.TrimPrefix(url, "nats://")}); err != nil {
				t.Fatal(err)
			}
			// Somebody else writes while the follower is away.
			f.want(appended(t, hubtest.LedgerOn(t, s.JetStream()), draft(fmt.Sprint("while", i), 0)).Position)
			if p := head(t, hubtest.LedgerOn(t, s.JetStream())); p != 2*i+2 {
				t.Fatalf("head %d", p)
			}
			for !c.Connected() {
				time.Sleep(time.Millisecond)
			}
		}
		f.end()
	})
	t.Run("a consumer that is gone", func(t *testing.T) {
		js := hubtest.JetStream(t)
		l := hubtest.LedgerOn(t, js)
		f := follow(t, l, 0)
		for i := range 3 {
			f.want(appended(t, l, draft(strconv.Itoa(i), 0)).Position)
			if err := js.DeleteConsumer(t.Context(), ledger.Stream, consumer(t, js).CachedInfo().Name); err != nil {
				t.Fatal(err)
			}
		}
		f.want(appended(t, l, draft("after", 0)).Position)
		f.end()
	})
	t.Run("messages lost on the way", func(t *testing.T) {
		js := hubtest.JetStream(t)
		l := hubtest.LedgerOn(t, js)
		l.SetIdle(20 * time.Millisecond)
		f := follow(t, l, 0)
		f.want(appended(t, l, draft("first", 0)).Position)
		// A thief asks the follower's consumer for its next message.
		stolen, err := consumer(t, js).Fetch(1, jetstream.FetchMaxWait(5*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		n := ledger.Position(1)
		for theft := false; !theft; {
			n = appended(t, l, draft(fmt.Sprint("n", n), 0)).Position
			select {
			case m := <-stolen.Messages():
				theft = m != nil
			case <-time.After(10 * time.Millisecond):
			}
		}
		// The last message was stolen: nothing comes after it that would show the gap.
		f.want(span(2, n)...)
		f.end()
	})
}

// consumer is the only one that the stream has.
func consumer(t *testing.T, js jetstream.JetStream) jetstream.Consumer {
	t.Helper()
	s, err := js.Stream(t.Context(), ledger.Stream)
	if err != nil {
		t.Fatal(err)
	}
	for {
		names := s.ConsumerNames(t.Context())
		for name := range names.Name() {
			if c, err := js.Consumer(t.Context(), ledger.Stream, name); err == nil {
				return c
			}
		}
		if err := names.Err(); err != nil {
			t.Fatal(err)
		}
	}
}
