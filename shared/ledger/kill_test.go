package ledger_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// Run again with these, this test binary is a hub that writes until it is killed.
const (
	childDir   = "LEDGER_TEST_CHILD_DIR"
	childRound = "LEDGER_TEST_CHILD_ROUND"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		err := write(dir, os.Getenv(childRound))
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}

// write appends single entries and batches without end, and says "position id size" of each
// once it is acknowledged; a batch's is that of its first entry.
func write(dir, round string) error {
	s, err := embedded.Start(embedded.Options{Dir: dir})
	if err != nil {
		return err
	}
	l, err := ledger.Open(context.Background(), s.JetStream(), ledger.Options{})
	if err != nil {
		return err
	}
	failed := make(chan error)
	for w := range 2 {
		go func() {
			for n := 0; ; n++ {
				e, err := l.Append(context.Background(), draft(fmt.Sprintf("single-%s-%d-%d_1_0", round, w, n), 0))
				if err != nil {
					failed <- err
					return
				}
				fmt.Printf("%d %s 1\n", e.Position, e.ID)
			}
		}()
	}
	go func() {
		for n := 0; ; n++ {
			ds := make([]ledger.Draft, 2+rand.IntN(ledger.MaxBatch-1))
			for i := range ds {
				ds[i] = draft(fmt.Sprintf("batch-%s-%d_%d_%d", round, n, len(ds), i), 0)
			}
			es, err := l.AppendAll(context.Background(), ds)
			if err != nil {
				failed <- err
				return
			}
			fmt.Printf("%d %s %d\n", es[0].Position, es[0].ID, len(es))
		}
	}()
	return <-failed
}

// acknowledged is what a child said.
type acknowledged struct {
	position ledger.Position
	id       string
	size     int
}

// killed runs a child on the folder, kills it at some moment, and returns what it said.
func killed(t *testing.T, dir string, round int) []acknowledged {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir, fmt.Sprintf("%s=%d", childRound, round))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var said []acknowledged
	var alive sync.Once
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF { // a line cut short was not said
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		var a acknowledged
		if _, err := fmt.Sscan(line, &a.position, &a.id, &a.size); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		said = append(said, a)
		alive.Do(func() {
			time.AfterFunc(time.Duration(rand.IntN(250))*time.Millisecond, func() { _ = child.Process.Kill() })
		})
	}
	if err := child.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return said
}

// TestKill pulls the rug from under a hub that writes: what it acknowledged is there, once;
// what it did not is there at most once; a batch is there whole or not at all.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	var said []acknowledged
	for round := range 6 {
		said = append(said, killed(t, dir, round)...)
	}

	s, err := embedded.Start(embedded.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	l := hubtest.LedgerOn(t, s.JetStream())
	ids := map[ledger.Position]string{}
	seen := map[string]bool{}
	f := follow(t, l, 0)
	for last := head(t, l); ledger.Position(len(ids)) < last; {
		for _, e := range <-f.batches {
			if seen[e.ID] {
				t.Errorf("%s is there twice", e.ID)
			}
			seen[e.ID] = true
			ids[e.Position] = e.ID
		}
	}
	f.end()

	for _, a := range said {
		if ids[a.position] != a.id {
			t.Errorf("acknowledged %s at %d; %q is there", a.id, a.position, ids[a.position])
		}
	}
	batches := 0
	for p, id := range ids {
		prefix, rest, _ := strings.Cut(id, "_")
		var size, i int
		if _, err := fmt.Sscanf(rest, "%d_%d", &size, &i); err != nil {
			t.Fatal(err)
		}
		if i != 0 {
			continue // reached from its first
		}
		if size > 1 {
			batches++
		}
		for i := range size {
			if want := fmt.Sprintf("%s_%d_%d", prefix, size, i); ids[p+ledger.Position(i)] != want {
				t.Fatalf("%s is not there next to its first, but %q", want, ids[p+ledger.Position(i)])
			}
			delete(seen, fmt.Sprintf("%s_%d_%d", prefix, size, i))
		}
	}
	if len(seen) > 0 {
		t.Errorf("%d entries of batches that have no beginning", len(seen))
	}
	t.Logf("%d entries, %d batches, %d acknowledgements", len(ids), batches, len(said))
	if batches == 0 || len(said) == 0 {
		t.Error("nothing was tried")
	}
}
