package hub_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// keys brings a hub's keys to another folder, from where they are backed up.
func keys(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"hub.key", "admin.key"} {
		b, err := os.ReadFile(filepath.Join(from, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestRestore loses a hub, and brings it back from a copy that is older: the way that OPERATIONS.md
// describes, and what it says of it.
func TestRestore(t *testing.T) {
	old, fresh, copied := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "copy")
	address := hubtest.Address(t)
	a := newAllianceIn(t, old, func(c *hub.Config) { c.Process.NATSListen = address })
	told := &ear{ids: map[string]map[string]int{}}
	sink := hubtest.NewSink(t)
	sink.Answer(told.ServeHTTP)
	heard := func(id string) []string {
		told.mu.Lock()
		defer told.mu.Unlock()
		var names []string
		for name := range told.ids[id] {
			names = append(names, name)
		}
		slices.Sort(names)
		return names
	}
	a.must(t, "bazar-b", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{}}`, sink.URL), 201)
	draft := func(n int) string {
		return fmt.Sprintf(`{"observable":{"type":"domain","value":"restored-%d.example"},"tlp":"green"}`, n)
	}
	one, etag := publish(t, a, draft(1))
	wait(t, "the first is told", func() bool { return len(heard(one)) == 1 })
	time.Sleep(1500 * time.Millisecond) // cursors are written once a second
	ledgerCommand(t, "export", "--nats", "nats://"+address, "--to", copied)

	// What comes after the copy is lost.
	two, stale := publish(t, a, draft(2))
	wait(t, "the second is told", func() bool { return len(heard(two)) == 1 })
	before := heard(two)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+one+"/erase", `{"reason":"By order.","reason_code":"legal_order"}`, 200)
	wait(t, "the erasure is told", func() bool { return len(heard(one)) == 2 })
	_, future := drain(t, a, "")
	a.end()

	ledgerCommand(t, "import", copied, "--data", fresh, "--lost", "1000")
	keys(t, old, fresh)
	a.hubUnderTest = startHub(t, fresh)
	if got := a.ask(t, "bazar-b", "GET", "/v1/indicators/"+one, ""); got.status != 200 || got.header.Get("ETag") != etag {
		t.Errorf("what the copy has: %d %s", got.status, got.header.Get("ETag"))
	}
	a.must(t, "bazar-b", "GET", "/v1/indicators/"+two, "", 404)
	// A position never means two things: what is written now has other ETags and names, and comes after
	// every cursor that was given out.
	again, next := publish(t, a, draft(2))
	if again != two || next == stale {
		t.Errorf("published again: %s %s, it was %s %s", again, next, two, stale)
	}
	wait(t, "it is told by another name", func() bool { return len(heard(two)) == 2 })
	if !slices.Contains(heard(two), before[0]) {
		t.Errorf("%v, before it was %v", heard(two), before)
	}
	if ids, _ := drain(t, a, future); !slices.Equal(ids, []string{two}) {
		t.Errorf("after a cursor of what was lost: %v, want %s", ids, two)
	}
	if got := heard(one); len(got) != 2 {
		t.Errorf("what was told before the copy is told again: %v", got)
	}
	a.end()
	if out := ledgerCommand(t, "verify", "--data", fresh); strings.Contains(out, "WRONG") {
		t.Error(out)
	}
	// Neither the lost hub's ledger nor one that has gone on takes the copy.
	for _, dir := range []string{old, fresh} {
		if code, out, said := command("ledger", "import", copied, "--data", dir); code != 1 || !strings.Contains(said, "not a beginning of this copy") {
			t.Errorf("import into %s: exit %d, %s%s", dir, code, out, said)
		}
		ledgerCommand(t, "verify", "--data", dir) // it is as it was, for hubs too
	}
}

// TestImportKilled kills imports at any moment, and wants the next to go on and the last to be exact.
func TestImportKilled(t *testing.T) {
	entente, from, to, copied := binary(t), t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "copy")
	const n = 10_000
	s, err := embedded.Start(embedded.Options{Dir: filepath.Join(from, "nats"), SyncInterval: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(t.Context(), s.JetStream(), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for k := 0; k < n; k += ledger.MaxBatch {
		ds := make([]ledger.Draft, ledger.MaxBatch)
		for i := range ds {
			ds[i] = ledger.Draft{
				At: time.Now(), Kind: ledger.KindIndicator, ID: fmt.Sprintf("ind_%d", k+i), Verb: "published", Actor: "m:a/k", Schema: 1,
				Body: fmt.Appendf(nil, `{"n":%d,"pad":%q}`, k+i, strings.Repeat("x", 400)),
			}
		}
		if _, err := l.AppendAll(t.Context(), ds); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ledgerCommand(t, "export", "--data", from, "--to", copied)
	imports := func(to string) *exec.Cmd {
		return exec.CommandContext(t.Context(), entente, "ledger", "import", copied, "--data", to)
	}
	began := time.Now()
	if out, err := imports(t.TempDir()).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole, killed := time.Since(began), 0
	for k := range 3 {
		c := imports(to)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(k+1) / 5)
		_ = c.Process.Kill()
		if c.Wait() != nil {
			killed++
		}
	}
	began = time.Now()
	ledgerCommand(t, "import", copied, "--data", to)
	t.Logf("%d killed, a whole one took %s; the last took %s", killed, whole, time.Since(began))
	if killed == 0 {
		t.Error("no import was killed while it ran")
	}
	if said := ledgerCommand(t, "import", copied, "--data", to); !strings.Contains(said, "nothing was done") {
		t.Error(said)
	}
	_, want, _ := command("ledger", "export", "--data", from)
	if _, got, said := command("ledger", "export", "--data", to); got != want || strings.Count(got, "\n") != n {
		t.Errorf("the ledger is not the same: %s", said)
	}
}
