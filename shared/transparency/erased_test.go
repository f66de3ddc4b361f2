package transparency_test

import (
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// TestVerify_erased wants a copy in which an entry was erased to be proved as before, by the notes from
// before, and one that only says so to be found out.
func TestVerify_erased(t *testing.T) {
	k, whole, after := signer(t), transparency.NewLog(), transparency.NewLog()
	var gone ledger.Entry
	var lines []string
	var kept transparency.Kept
	for p := ledger.Position(1); p <= 6; p++ {
		e := entry(p)
		if p == 6 {
			rs := []ledger.Remains{ledger.RemainsOf(&gone, []byte(`{}`), ledger.Hash(transparency.Hash(&gone)))}
			ds, err := ledger.Erasures(gone.ID, e.At, e.Actor, rs)
			if err != nil {
				t.Fatal(err)
			}
			e.Kind, e.ID, e.Verb, e.Schema, e.Body = ds[0].Kind, ds[0].ID, ds[0].Verb, ds[0].Schema, ds[0].Body
		}
		if err := whole.Apply([]ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
		if p == 3 {
			gone = e
			r := ledger.RemainsOf(&e, []byte(`{}`), ledger.Hash(transparency.Hash(&e)))
			e = r.Entry()
		}
		if err := after.Apply([]ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
		r := transparency.NewRecord(&e, true)
		line, err := r.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
		if p == 5 {
			now, _ := whole.Now()
			note, err := k.Sign(now)
			if err != nil {
				t.Fatal(err)
			}
			kept = transparency.Kept{Name: "before", Note: note}
		}
	}
	was, _ := whole.Now()
	if is, _ := after.Now(); is != was {
		t.Errorf("the tree is %v, was %v", is, was)
	}
	r := verify(t, lines, kept)
	if len(r.Problems) > 0 || len(r.Proved) != 1 || r.Erased != 1 || r.Root != was.Root {
		t.Errorf("%+v", r)
	}
	for name, c := range map[string]struct {
		change func([]string)
		says   string
	}{
		"another is said to be erased": {func(l []string) {
			e := entry(2)
			leaf := ledger.Hash(transparency.Hash(&e))
			e.Erased, e.Body = &leaf, nil
			r := transparency.NewRecord(&e, true)
			line, _ := r.Append(nil)
			l[1] = string(line)
		}, "no erasure in this copy says so"},
		"by somebody else": {func(l []string) { l[2] = strings.Replace(l[2], gone.Actor, "m:other/k", 1) }, "its erasure tells of it otherwise"},
		"with another leaf": {
			func(l []string) {
				l[2] = strings.Replace(l[2], transparency.Hash(&gone).String(), "AAAA"+transparency.Hash(&gone).String()[4:], 1)
			},
			"no erasure in this copy says so",
		},
	} {
		t.Run(name, func(t *testing.T) {
			changed := append([]string(nil), lines...)
			c.change(changed)
			if r := verify(t, changed, kept); !strings.Contains(strings.Join(r.Problems, "\n"), c.says) {
				t.Errorf("%q", r.Problems)
			}
		})
	}
}
