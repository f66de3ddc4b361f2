package ledger_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
)

// all is what a follower is given from the start.
func all(t *testing.T, l *ledger.Ledger) []ledger.Entry {
	t.Helper()
	var got []ledger.Entry
	if err := l.All(t.Context(), func(es []ledger.Entry) error {
		got = append(got, es...)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestErase wants an erased entry to be nowhere in the store's files, and what remains of it to stand
// in its place for whoever follows, whether the erasure was carried out or not.
func TestErase(t *testing.T) {
	const secret = "the-value-that-goes.example"
	dir := t.TempDir()
	s, err := embedded.Start(embedded.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	l, err := ledger.Open(t.Context(), s.JetStream(), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 10, 1, 12, 0, 0, 5, time.UTC)
	put := func(id, body string, expect ledger.Position) ledger.Entry {
		t.Helper()
		e, err := l.Append(t.Context(), ledger.Draft{
			At: now, Kind: ledger.KindIndicator, ID: id, Verb: "published", Actor: "m:a/k", Schema: 1, Body: []byte(body), Expect: expect,
		})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	one := put("ind_one", `{"value":"`+secret+`"}`, 0)
	put("ind_two", `{}`, 0)
	again := put("ind_one", `{"value":"`+secret+`","note":"x"}`, one.Position)
	put("ind_three", `{}`, 0)

	own, err := l.Of(t.Context(), ledger.KindIndicator, "ind_one")
	if err != nil || len(own) != 2 || own[0].Position != one.Position || own[1].Position != again.Position || !bytes.Equal(own[1].Body, again.Body) {
		t.Fatalf("of one: %+v, %v", own, err)
	}
	var rs []ledger.Remains
	for i := range own {
		rs = append(rs, ledger.RemainsOf(&own[i], []byte(`{"left":true}`), ledger.Hash{byte(i + 1)}))
	}
	ds, err := ledger.Erasures("ind_one", now, "m:a/k", rs)
	if err != nil || len(ds) != 1 {
		t.Fatal(err)
	}
	ds = append([]ledger.Draft{{At: now, Kind: ledger.KindIndicator, ID: "ind_one", Verb: "erased", Actor: "m:a/k", Schema: 1, Body: []byte("{}"), Expect: again.Position}}, ds...)
	if _, err := l.AppendAll(t.Context(), ds); err != nil {
		t.Fatal(err)
	}
	look := func(overdue int) {
		t.Helper()
		got := all(t, l)
		if len(got) != 6 {
			t.Fatalf("%d entries", len(got))
		}
		for i, e := range got {
			if e.Position != ledger.Position(i+1) {
				t.Errorf("position %d at %d", e.Position, i)
			}
			gone := e.ID == "ind_one" && e.Verb != "erased"
			if gone != (e.Erased != nil) || bytes.Contains(e.Body, []byte(secret)) {
				t.Errorf("%+v", e)
			}
			if gone && (e.Actor != "m:a/k" || !e.At.Equal(now) || string(e.Body) != `{"left":true}` || e.Request != ledger.Request{}) {
				t.Errorf("what remains: %+v", e)
			}
		}
		if late := l.Overdue(); len(late) != overdue {
			t.Errorf("overdue: %v, want %d", late, overdue)
		}
	}
	look(2) // a process that has died before it overwrote anything
	if err := l.Erase(t.Context(), one.Position); err != nil {
		t.Fatal(err)
	}
	look(1)
	for range 2 {
		if err := l.Erase(t.Context(), again.Position); err != nil {
			t.Fatal(err)
		}
	}
	look(0)
	if _, err := l.At(t.Context(), again.Position); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("At: %v", err)
	}
	if own, err := l.Of(t.Context(), ledger.KindIndicator, "ind_one"); err != nil || len(own) != 1 || own[0].Verb != "erased" {
		t.Errorf("of one: %+v, %v", own, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if found := holding(t, dir, secret); len(found) > 0 {
		t.Errorf("%q is in %v", secret, found)
	}
}

// holding are the files of a folder that hold a text.
func holding(t *testing.T, dir, text string) (found []string) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) {
			found = append(found, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

// TestErasures wants many remains to be cut into entries that fit.
func TestErasures(t *testing.T) {
	var rs []ledger.Remains
	for p := range ledger.Position(2000) {
		rs = append(rs, ledger.RemainsOf(&ledger.Entry{Position: p + 1, Kind: ledger.KindIndicator, ID: "x"}, fmt.Appendf(nil, `{"n":%q}`, bytes.Repeat([]byte("y"), 1000)), ledger.Hash{}))
	}
	ds, err := ledger.Erasures("x", time.Now(), "m:a/k", rs)
	if err != nil || len(ds) < 2 {
		t.Fatalf("%d drafts, %v", len(ds), err)
	}
	var back []ledger.Position
	names := map[string]bool{}
	for _, d := range ds {
		if names[d.ID] || len(d.Body) > ledger.MaxBody {
			t.Errorf("%s: %d bytes", d.ID, len(d.Body))
		}
		names[d.ID] = true
		got, err := ledger.DecodeErasure(&ledger.Entry{Position: 5000, Schema: d.Schema, Body: d.Body})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range got {
			back = append(back, r.Position)
		}
	}
	if len(back) != 2000 || !slices.IsSorted(back) {
		t.Errorf("%d are back", len(back))
	}
}
