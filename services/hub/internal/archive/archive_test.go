package archive_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/archive"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

func entry(p ledger.Position) ledger.Entry {
	return ledger.Entry{
		Position: p, At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Kind: ledger.KindIndicator, ID: fmt.Sprintf("ind_%d", p), Verb: "published", Actor: "m:a/k", Schema: 1,
		Body: fmt.Appendf(nil, `{"value":"secret-%d"}`, p),
	}
}

func add(t *testing.T, a *archive.Archive, from, to ledger.Position) {
	t.Helper()
	w, err := a.Writer()
	if err != nil {
		t.Fatal(err)
	}
	for p := from; p <= to; p++ {
		e := entry(p)
		r := transparency.NewRecord(&e, true)
		if err := w.Add(&r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// text is all that the records from a position on say, and how many they are.
func text(t *testing.T, a *archive.Archive, from ledger.Position) (string, int) {
	t.Helper()
	var b strings.Builder
	n := 0
	for r, err := range a.Records(from) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Entry(); err != nil {
			t.Error(err)
		}
		fmt.Fprintf(&b, "%d %s\n", r.Position, r.Body)
		n++
	}
	return b.String(), n
}

func TestArchive(t *testing.T) {
	dir := t.TempDir()
	a, err := archive.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, there, err := a.Last(); there || err != nil {
		t.Errorf("of nothing: %v %v", there, err)
	}
	add(t, a, 1, 10)
	add(t, a, 11, 25)
	if last, _, err := a.Last(); last.Position != 25 || err != nil {
		t.Errorf("the last is %d, %v", last.Position, err)
	}
	if _, n := text(t, a, 0); n != 25 {
		t.Errorf("%d records", n)
	}
	if got, n := text(t, a, 11); n != 15 || !strings.HasPrefix(got, "11 ") {
		t.Errorf("from 11: %d records, %s", n, got)
	}

	t.Run("obeys erasures", func(t *testing.T) {
		e := entry(7)
		gone := ledger.RemainsOf(&e, []byte("{}"), ledger.Hash(transparency.Hash(&e)))
		if n, err := a.Erase(map[ledger.Position]ledger.Remains{7: gone}); n != 1 || err != nil {
			t.Fatalf("%d erased, %v", n, err)
		}
		if got, n := text(t, a, 0); n != 25 || strings.Contains(got, "secret-7") {
			t.Errorf("%d records: %s", n, got)
		}
	})
	t.Run("a run that was cut off", func(t *testing.T) {
		left := filepath.Join(dir, "ledger-00000000000026.ndjson.zst.new")
		if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		add(t, a, 26, 26)
		if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
			t.Error("what it left is there")
		}
		if _, n := text(t, a, 0); n != 26 {
			t.Errorf("%d records", n)
		}
	})
	t.Run("a damaged part", func(t *testing.T) {
		part := filepath.Join(dir, "ledger-00000000000011.ndjson.zst")
		b, err := os.ReadFile(part)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(part, b[:len(b)-10], 0o600); err != nil {
			t.Fatal(err)
		}
		var failed error
		for _, err := range a.Lines(0) {
			failed = err
		}
		if !errors.Is(failed, archive.ErrDamaged) {
			t.Errorf("got %v, want ErrDamaged", failed)
		}
	})
}
