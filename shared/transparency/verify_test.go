package transparency_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// copied is an export of ten entries of which the fifth and the ninth are checkpoints, and the
// notes that were kept of it: full of 4 and of 7, blind of 8.
func copied(t *testing.T, bodies bool) (lines []string, full4, full7, blind8 transparency.Kept) {
	t.Helper()
	k, l := signer(t), transparency.NewLog()
	sign := func() string {
		now, err := l.Now()
		if err != nil {
			t.Fatal(err)
		}
		note, err := k.Sign(now)
		if err != nil {
			t.Fatal(err)
		}
		return note
	}
	for p := ledger.Position(1); p <= 10; p++ {
		e := entry(p)
		if p == 5 || p == 9 {
			body, err := transparency.EncodePeriodic(noon, sign())
			if err != nil {
				t.Fatal(err)
			}
			e.Kind, e.ID, e.Verb, e.Actor, e.Body = ledger.KindCheckpoint, transparency.PeriodicID, transparency.VerbSigned, "system", body
		}
		if err := l.Apply([]ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
		r := transparency.NewRecord(&e, bodies)
		line, err := r.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
		switch p {
		case 4:
			full4 = transparency.Kept{Name: "full4", Note: sign()}
		case 7:
			full7 = transparency.Kept{Name: "full7", Note: sign()}
		case 8:
			now, err := l.Now()
			if err != nil {
				t.Fatal(err)
			}
			note, err := k.SignBlind(now, noon)
			if err != nil {
				t.Fatal(err)
			}
			blind8 = transparency.Kept{Name: "blind8", Note: note}
		}
	}
	if p := l.Periodic(); p.Position != 9 || p.Note == "" {
		t.Fatalf("the log's newest checkpoint: %+v", p)
	}
	return lines, full4, full7, blind8
}

func verify(t *testing.T, lines []string, kept ...transparency.Kept) transparency.Report {
	t.Helper()
	key, err := transparency.NewVerifier(signer(t).Verifier())
	if err != nil {
		t.Fatal(err)
	}
	v := transparency.NewVerification(key)
	for _, line := range lines {
		v.Add([]byte(line))
	}
	return v.Finish(kept)
}

// edit changes a line as a forger would; leaf says whether the forger mends the leaf, too.
func edit(t *testing.T, line string, leaf bool, change func(map[string]any)) string {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(line), &m); err != nil {
		t.Fatal(err)
	}
	change(m)
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if !leaf {
		return string(b)
	}
	r, err := transparency.ParseRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	header := map[string][]string{}
	for name, value := range r.Headers {
		header[name] = []string{value}
	}
	e, err := ledger.Read(r.Position, r.Subject, header, r.Body)
	if err != nil {
		t.Fatal(err)
	}
	forged := transparency.NewRecord(&e, !r.Withheld)
	out, err := forged.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestVerifyWhole(t *testing.T) {
	for _, bodies := range []bool{true, false} {
		lines, full4, full7, blind8 := copied(t, bodies)
		r := verify(t, lines, full4, full7, blind8)
		proved := strings.Join(r.Proved, "\n")
		if len(r.Problems) > 0 || r.Size != 10 || r.Last != 10 {
			t.Errorf("bodies %v: %+v", bodies, r)
		}
		want := []string{"full4 (of 4 entries)", "full7 (of 7 entries)", "blind8 (blind", "the first 8 entries"}
		if bodies {
			want = append(want, "the checkpoint at position 5 (of 4 entries)", "the checkpoint at position 9 (of 8 entries)")
		}
		for _, w := range want {
			if !strings.Contains(proved, w) {
				t.Errorf("bodies %v: it does not prove %q:\n%s", bodies, w, proved)
			}
		}
		if (r.Withheld > 0) == bodies {
			t.Errorf("bodies %v: %d withheld", bodies, r.Withheld)
		}
	}
}

// TestVerifyTampering tampers with a copy in each way there is, and wants to read what was done
// and where.
func TestVerifyTampering(t *testing.T) {
	lines, full4, full7, blind8 := copied(t, true)
	kept := []transparency.Kept{full4, full7, blind8}
	body := func(m map[string]any) { m["body"] = "eyJuIjo5OX0=" }
	actor := func(m map[string]any) { m["headers"].(map[string]any)["Entente-Actor"] = "m:brand-b/key" }
	for name, try := range map[string]struct {
		change func(ls []string) []string
		says   []string
	}{
		"a body": {
			func(ls []string) []string { ls[2] = edit(t, ls[2], false, body); return ls },
			[]string{"line 3: position 3 (indicator ind_3, published): its body was changed", "full4 (of 4 entries) is the root of the leaves that are recorded"},
		},
		"a header": {
			func(ls []string) []string { ls[2] = edit(t, ls[2], false, actor); return ls },
			[]string{"line 3: position 3 (indicator ind_3, published): it was changed"},
		},
		"a body and its hash": {
			func(ls []string) []string {
				ls[2] = edit(t, ls[2], false, func(m map[string]any) {
					body(m)
					m["body_sha256"] = "0b8f6ac1ba7a4b0fd3a1d1cc01cf93b92c56c7e3c34d4a9f3ba40b6a02f1e1f7"
				})
				return ls
			},
			[]string{"line 3: position 3 (indicator ind_3, published): its body was changed"},
		},
		"a body, its hash and its leaf": {
			func(ls []string) []string { ls[2] = edit(t, ls[2], true, body); return ls },
			[]string{"full4 (of 4 entries) is not the root of the first 4 here", "blind8", "among entries 1 to 4 (positions 1 to 4)"},
		},
		"an actor and its leaf, later": {
			func(ls []string) []string { ls[5] = edit(t, ls[5], true, actor); return ls },
			[]string{"full7 (of 7 entries) is not the root", "among entries 5 to 7 (positions 5 to 7)"},
		},
		"one taken out": {
			func(ls []string) []string { return slices.Delete(ls, 5, 6) },
			[]string{"position 6 is missing, before line 6", "full7 (of 7 entries) is not the root"},
		},
		"two taken out": {
			func(ls []string) []string { return slices.Delete(ls, 1, 3) },
			[]string{"positions 2 to 3 are missing, before line 2"},
		},
		"the end cut off": {
			func(ls []string) []string { return ls[:6] },
			[]string{"full7 (of 7 entries): here are 6: the end was cut off", "blind8 (blind"},
		},
		"two exchanged": {
			func(ls []string) []string { ls[1], ls[2] = ls[2], ls[1]; return ls },
			[]string{"line 3: position 2 stands after position 3: the order was changed"},
		},
		"two exchanged, and their positions": {
			func(ls []string) []string {
				second, third := ls[1], ls[2]
				ls[1] = edit(t, third, true, func(m map[string]any) { m["position"] = 2 })
				ls[2] = edit(t, second, true, func(m map[string]any) { m["position"] = 3 })
				return ls
			},
			[]string{"full4 (of 4 entries) is not the root of the first 4 here"},
		},
		"one twice": {
			func(ls []string) []string { return slices.Insert(ls, 3, ls[2]) },
			[]string{"position 3 is there twice, on lines 3 and 4"},
		},
		"one put in": {
			func(ls []string) []string {
				return append(ls[:7], edit(t, ls[7], true, func(m map[string]any) { m["subject"] = "ledger.indicator.ind_forged" }), ls[7], ls[8], ls[9])
			},
			[]string{"position 8 is there twice"},
		},
		"a checkpoint in it": {
			func(ls []string) []string {
				ls[8] = edit(t, ls[8], true, func(m map[string]any) { m["body"] = "e30=" })
				return ls
			},
			[]string{"position 9: the checkpoint in it"},
		},
		"nonsense": {
			func(ls []string) []string { ls[3] = "{"; return ls },
			[]string{"line 4: transparency: not a record", "position 4 is missing"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := verify(t, try.change(slices.Clone(lines)), kept...)
			said := strings.Join(r.Problems, "\n")
			for _, want := range try.says {
				if !strings.Contains(said, want) {
					t.Errorf("it does not say %q:\n%s", want, said)
				}
			}
		})
	}
}

// TestEveryBitCounts changes one character of one line after the other: nothing passes.
func TestEveryBitCounts(t *testing.T) {
	lines, full4, _, blind8 := copied(t, true)
	kept := []transparency.Kept{full4, blind8}
	for n, line := range lines[:8] {
		for at := 0; at < len(line)-1; at += 7 {
			forged := slices.Clone(lines)
			c := byte('0')
			if line[at] == c {
				c = '1'
			}
			forged[n] = line[:at] + string(c) + line[at+1:]
			if r := verify(t, forged, kept...); len(r.Problems) == 0 {
				t.Fatalf("line %d, character %d: %s passes as %s", n+1, at, line, forged[n])
			}
		}
	}
}

// TestRecordsAreThoseOfTheLog wants the tree of an export to be that of the log.
func TestRecordsAreThoseOfTheLog(t *testing.T) {
	lines, _, _, _ := copied(t, false)
	v := transparency.NewVerification(nil)
	var leaves []tlog.Hash
	for _, line := range lines {
		v.Add([]byte(line))
		r, err := transparency.ParseRecord([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		h, err := tlog.ParseHash(r.Leaf)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, h)
	}
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(at))
		for i, n := range at {
			out[i] = stored[n]
		}
		return out, nil
	})
	for n, h := range leaves {
		hs, err := tlog.StoredHashesForRecordHash(int64(n), h, read)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hs...)
	}
	want, err := tlog.TreeHash(int64(len(leaves)), read)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Finish(nil).Tree; got.Root != want {
		t.Errorf("root %s, want %s", got.Root, want)
	}
}
