package transparency_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func entry(p ledger.Position) ledger.Entry {
	return ledger.Entry{
		Position: p, At: noon.Add(time.Duration(p) * time.Second), Kind: ledger.KindIndicator, ID: fmt.Sprintf("ind_%d", p),
		Verb: "published", Actor: "m:brand-a/key", Schema: 1, Body: fmt.Appendf(nil, `{"n":%d}`, p),
	}
}

func entries(n int) []ledger.Entry {
	es := make([]ledger.Entry, n)
	for i := range es {
		es[i] = entry(ledger.Position(i + 1))
	}
	return es
}

func signer(t *testing.T) *transparency.Key {
	t.Helper()
	k, err := transparency.NewKey("testhub", bytes.Repeat([]byte{7}, transparency.SeedSize))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestLeaf(t *testing.T) {
	e := entry(12)
	e.Request = ledger.Request{Key: "k", Body: "b"}
	want := fmt.Sprintf("entente ledger leaf 1\n12\nindicator\nind_12\npublished\nm:brand-a/key\n1\n2026-03-01T12:00:12Z\nk b\n%x\n", sha256.Sum256(e.Body))
	if got := string(transparency.Leaf(&e)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	t.Run("every field is in it", func(t *testing.T) {
		for name, change := range map[string]func(*ledger.Entry){
			"position": func(e *ledger.Entry) { e.Position++ },
			"kind":     func(e *ledger.Entry) { e.Kind = ledger.KindMember },
			"id":       func(e *ledger.Entry) { e.ID += "x" },
			"verb":     func(e *ledger.Entry) { e.Verb = "revoked" },
			"actor":    func(e *ledger.Entry) { e.Actor = "u:admin" },
			"schema":   func(e *ledger.Entry) { e.Schema++ },
			"at":       func(e *ledger.Entry) { e.At = e.At.Add(1) },
			"request":  func(e *ledger.Entry) { e.Request.Key += "x" },
			"body":     func(e *ledger.Entry) { e.Body = []byte("{}") },
		} {
			other := e
			change(&other)
			if transparency.Hash(&other) == transparency.Hash(&e) {
				t.Errorf("%s is not in the leaf", name)
			}
		}
	})
}

// TestLog holds the log against proofs that are checked by tlog, at every size.
func TestLog(t *testing.T) {
	const n = 70
	l := transparency.NewLog()
	es := entries(n)
	for len(es) > 0 { // in handfuls of many sizes
		k := min(len(es), 1+len(es)%5)
		if err := l.Apply(es[:k]); err != nil {
			t.Fatal(err)
		}
		es = es[k:]
	}
	now, err := l.Now()
	if err != nil || now.Size != n {
		t.Fatalf("%+v %v", now, err)
	}
	for size := int64(1); size <= n; size++ {
		c, err := l.Extend(size, n)
		if err != nil || tlog.CheckTree(c.Proof, n, now.Root, size, c.Old.Root) != nil || c.New != now {
			t.Fatalf("size %d: %+v %v", size, c, err)
		}
		for index := range size {
			in, err := l.Include(index, size)
			if err != nil || tlog.CheckRecord(in.Proof, size, c.Old.Root, index, in.Leaf) != nil {
				t.Fatalf("record %d of %d: %+v %v", index, size, in, err)
			}
			if e := entry(ledger.Position(index + 1)); in.Leaf != transparency.Hash(&e) {
				t.Fatalf("record %d has another leaf", index)
			}
		}
	}
	for name, try := range map[string]func() error{
		"beyond the end":       func() error { _, err := l.At(n + 1); return err },
		"negative":             func() error { _, err := l.At(-1); return err },
		"record beyond":        func() error { _, err := l.Include(n, n); return err },
		"record not yet there": func() error { _, err := l.Include(5, 5); return err },
		"shrinking":            func() error { _, err := l.Extend(5, 4); return err },
		"from nothing":         func() error { _, err := l.Extend(0, 4); return err },
	} {
		if err := try(); !errors.Is(err, transparency.ErrRange) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestIndexWithGaps(t *testing.T) {
	l := transparency.NewLog()
	at := []ledger.Position{2, 3, 7, 8, 9, 20}
	for _, p := range at {
		if err := l.Apply([]ledger.Entry{entry(p)}); err != nil {
			t.Fatal(err)
		}
	}
	known := map[ledger.Position]int64{}
	for i, p := range at {
		known[p] = int64(i)
	}
	for p := range ledger.Position(25) {
		got, err := l.Index(p)
		want, is := known[p]
		if is != (err == nil) || is && got != want {
			t.Errorf("position %d: %d %v, want %d %v", p, got, err, want, is)
		}
	}
}

func TestNotes(t *testing.T) {
	k := signer(t)
	v, err := transparency.NewVerifier(k.Verifier())
	if err != nil {
		t.Fatal(err)
	}
	l := transparency.NewLog()
	if err := l.Apply(entries(3)); err != nil {
		t.Fatal(err)
	}
	now, err := l.Now()
	if err != nil {
		t.Fatal(err)
	}
	full, err := k.Sign(now)
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := k.SignBlind(now, noon)
	if err != nil {
		t.Fatal(err)
	}
	if want := "entente/testhub\n3\n" + now.Root.String() + "\n\n— entente/testhub "; !strings.HasPrefix(full, want) {
		t.Errorf("got %s", full)
	}
	if want := "entente/testhub/blind\n2026-03-01T12:00:00Z\n" + now.Root.String() + "\n\n— entente/testhub "; !strings.HasPrefix(hidden, want) {
		t.Errorf("got %s", hidden)
	}
	c, err := transparency.Parse(full, v)
	if err != nil || c.Blind || c.Tree != now || !c.Signed {
		t.Errorf("%+v %v", c, err)
	}
	c, err = transparency.Parse(hidden, v)
	if err != nil || !c.Blind || c.Root != now.Root || c.Size != 0 || !c.Period.Equal(noon) {
		t.Errorf("%+v %v", c, err)
	}
	if c, err = transparency.Parse(full, nil); err != nil || c.Signed || c.Tree != now {
		t.Errorf("without a key: %+v %v", c, err)
	}
	other, err := transparency.NewKey("testhub", bytes.Repeat([]byte{8}, transparency.SeedSize))
	if err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]struct {
		note string
		key  string
	}{
		"another key":     {full, other.Verifier()},
		"another size":    {strings.Replace(full, "\n3\n", "\n4\n", 1), k.Verifier()},
		"a padded size":   {strings.Replace(full, "\n3\n", "\n03\n", 1), ""},
		"another period":  {strings.Replace(hidden, "T12", "T13", 1), k.Verifier()},
		"no signature":    {full[:strings.Index(full, "—")], ""},
		"nothing":         {"", ""},
		"not a note":      {"hello\n", ""},
		"a full as blind": {strings.Replace(full, "testhub\n", "testhub/blind\n", 1), ""},
	} {
		var key note.Verifier
		if try.key != "" {
			if key, err = transparency.NewVerifier(try.key); err != nil {
				t.Fatal(err)
			}
		}
		if c, err := transparency.Parse(try.note, key); !errors.Is(err, transparency.ErrNote) {
			t.Errorf("%s: taken as %+v (%v)", name, c, err)
		}
	}
	if out := fmt.Sprintf("%v %+v %#v %s", k, k, *k, k); strings.Contains(out, "7 7 7") || !strings.Contains(out, k.Verifier()) {
		t.Errorf("it prints %s", out)
	}
}

// TestNotesOfAnotherOrigin wants a note that the key signed for another log refused.
func TestNotesOfAnotherOrigin(t *testing.T) {
	vkey := signer(t).Verifier()
	seed := append([]byte{1}, bytes.Repeat([]byte{7}, transparency.SeedSize)...) // 1: Ed25519
	s, err := note.NewSigner("PRIVATE+KEY+" + strings.Join(strings.Split(vkey, "+")[:2], "+") + "+" + base64.StdEncoding.EncodeToString(seed))
	if err != nil {
		t.Fatal(err)
	}
	v, err := transparency.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	for origin, taken := range map[string]bool{"entente/testhub": true, "entente/testhub/other": false, "entente/elsewhere": false} {
		text, err := note.Sign(&note.Note{Text: origin + "\n0\n" + tlog.Hash{}.String() + "\n"}, s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := transparency.Parse(string(text), v); taken != (err == nil) {
			t.Errorf("%s: %v", origin, err)
		}
	}
}

func BenchmarkApply(b *testing.B) {
	es := entries(1000)
	for i := range es {
		es[i].Body = bytes.Repeat([]byte("x"), 600)
	}
	for b.Loop() {
		if err := transparency.NewLog().Apply(es); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/entry")
}
