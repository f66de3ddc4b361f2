package fold

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// log is a view that remembers what it was given, and fails at an entry of that id.
type log struct {
	failAt string
	mu     sync.Mutex
	ids    []string
	last   ledger.Position
}

var errDefect = errors.New("a defect")

func (l *log) Apply(es []ledger.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range es {
		if e.ID == l.failAt {
			return errDefect
		}
		if e.Position <= l.last {
			return fmt.Errorf("position %d after %d", e.Position, l.last)
		}
		l.last = e.Position
		l.ids = append(l.ids, e.ID)
	}
	return nil
}

func (l *log) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.ids)
}

func draft(id string) ledger.Draft {
	return ledger.Draft{At: time.Now(), Kind: ledger.KindIndicator, ID: id, Verb: "published", Actor: "system", Schema: 1, Body: []byte("{}")}
}

func drafts(prefix string, n int) []ledger.Draft {
	ds := make([]ledger.Draft, n)
	for i := range ds {
		ds[i] = draft(fmt.Sprint(prefix, "-", i))
	}
	return ds
}

// run runs the fold until the test ends, and checks that it ended as it should.
func run(t *testing.T, f *Fold) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	select {
	case <-f.Ready():
	case <-time.After(8 * time.Second):
		t.Fatal("not ready")
	}
}

// left is how many early entries and waiters the fold keeps.
func left(f *Fold) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.early) + len(f.waiting)
}

func TestRun(t *testing.T) {
	l := hubtest.Ledger(t)
	empty := &log{}
	run(t, New(l, empty))

	var want []string
	for n := range 3 {
		es, err := l.AppendAll(t.Context(), drafts(strconv.Itoa(n), 700))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range es {
			want = append(want, e.ID)
		}
	}
	rights, records := &log{}, &log{}
	f := New(l, rights, records)
	if n, err := f.Lag(t.Context()); n != 2100 || err != nil {
		t.Errorf("lag %d, %v before Run", n, err)
	}
	run(t, f)
	// What was there is held once the fold is ready, without more waiting.
	for i, v := range []*log{rights, records} {
		if got := v.all(); !slices.Equal(got, want) {
			t.Errorf("view %d holds %d entries of %d, or another order", i, len(got), len(want))
		}
	}
	if n, err := f.Lag(t.Context()); n != 0 || err != nil || f.Position() != 2100 {
		t.Errorf("lag %d, %v, position %d when ready", n, err, f.Position())
	}
	if err := f.Run(t.Context()); !errors.Is(err, ErrRunning) {
		t.Errorf("a second Run: %v", err)
	}
}

// TestAppend has two processes write to one ledger: each reads its own writes at once, and
// both hold everything in the ledger's order.
func TestAppend(t *testing.T) {
	l := hubtest.Ledger(t)
	views := []*log{{}, {}}
	folds := []*Fold{New(l, views[0]), New(l, views[1])}
	var all sync.WaitGroup
	for i, f := range folds {
		run(t, f)
		for w := range 4 {
			all.Go(func() {
				for n := range 40 {
					name := fmt.Sprintf("%d-%d-%d", i, w, n)
					var last ledger.Entry
					if n%4 == 0 {
						es, err := f.AppendAll(t.Context(), drafts(name, 5))
						if err != nil {
							t.Error(err)
							return
						}
						last = es[4]
					} else {
						var err error
						if last, err = f.Append(t.Context(), draft(name)); err != nil {
							t.Error(err)
							return
						}
					}
					if f.Position() < last.Position || !slices.Contains(views[i].all(), last.ID) {
						t.Errorf("%s is not held by the writer's view", last.ID)
					}
				}
			})
		}
	}
	all.Wait()
	head, err := l.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folds {
		if err := f.Wait(t.Context(), head); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := views[0].all(), views[1].all(); !slices.Equal(a, b) || len(a) != int(head) {
		t.Errorf("views of %d and %d entries, head %d", len(a), len(b), head)
	}
	if n := left(folds[0]); n > 0 {
		t.Errorf("%d early entries and waiters were left behind", n)
	}
}

// TestAppend_echo: while nobody else writes, a writer does not wait for the follower, which
// here does not even run.
func TestAppend_echo(t *testing.T) {
	v := &log{}
	f := New(hubtest.Ledger(t), v)
	if _, err := f.Append(t.Context(), draft("a")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.AppendAll(t.Context(), drafts("b", 2)); err != nil {
		t.Fatal(err)
	}
	if es, err := f.AppendAll(t.Context(), nil); err != nil || es != nil {
		t.Errorf("nothing to append: %v, %v", es, err)
	}
	if _, err := f.Append(t.Context(), draft("a")); !errors.Is(err, ledger.ErrConflict) {
		t.Errorf("%v, want ErrConflict", err)
	}
	if got := v.all(); !slices.Equal(got, []string{"a", "b-0", "b-1"}) {
		t.Errorf("held %q", got)
	}
}

func TestFold_defect(t *testing.T) {
	l := hubtest.Ledger(t)
	for name, write := range map[string]func(*Fold) error{
		"brought by the follower": func(*Fold) error {
			_, err := l.Append(t.Context(), draft("bad"))
			return err
		},
		"our own": func(f *Fold) error {
			if _, err := f.Append(t.Context(), draft("worse")); !errors.Is(err, errDefect) {
				t.Errorf("Append: %v, want the view's error", err)
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			head, err := l.Head(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			before, after := &log{}, &log{}
			f := New(l, before, &log{failAt: map[bool]string{true: "worse", false: "bad"}[name == "our own"]}, after)
			done := make(chan error, 1)
			go func() { done <- f.Run(t.Context()) }()
			<-f.Ready()
			if err := write(f); err != nil {
				t.Fatal(err)
			}
			if err := <-done; !errors.Is(err, errDefect) {
				t.Errorf("Run: %v, want the view's error", err)
			}
			if err := f.Wait(t.Context(), head+1); !errors.Is(err, errDefect) {
				t.Errorf("Wait: %v, want the view's error", err)
			}
			if len(after.all()) != int(head) || f.Position() != head {
				t.Errorf("position %d, the next view holds %d; the head was %d", f.Position(), len(after.all()), head)
			}
		})
	}
}

func TestWait(t *testing.T) {
	f := New(hubtest.Ledger(t), &log{})
	run(t, f)
	if err := f.Wait(t.Context(), 0); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := f.Wait(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want the context's error", err)
	}
	if left(f) > 0 {
		t.Error("who has gone is still waited for")
	}
	var all sync.WaitGroup
	for p := range ledger.Position(20) {
		all.Go(func() {
			if err := f.Wait(t.Context(), p+1); err != nil || f.Position() < p+1 {
				t.Errorf("position %d, waited for %d: %v", f.Position(), p+1, err)
			}
		})
	}
	if _, err := f.ledger.AppendAll(t.Context(), drafts("x", 20)); err != nil {
		t.Fatal(err)
	}
	all.Wait()
}
