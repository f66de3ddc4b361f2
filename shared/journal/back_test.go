package journal_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/journal"
)

// TestBack holds Back against Range, reversed: where few match, where all do, and where more
// match than are held at once.
func TestBack(t *testing.T) {
	j, err := journal.Open(t.Context(), hubtest.JetStream(t), "BACK", journal.Limits{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Back(t.Context(), ">", 0, func(journal.Record) bool { t.Error("a record of none"); return true }); err != nil {
		t.Fatal(err)
	}
	const n = 12_000
	rs := make([]journal.Record, n)
	for i := range rs {
		key := "by.often"
		switch {
		case i%5000 == 7:
			key = "by.seldom"
		case i%9 == 0:
			key = "by.sometimes"
		}
		rs[i] = journal.Record{Key: key, Body: fmt.Append(nil, i)}
	}
	if err := j.PutAll(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	for _, filter := range []string{">", "by.often", "by.sometimes", "by.seldom", "by.never"} {
		for _, before := range []uint64{0, 1, 8, 9, 600, 5009, n, n + 1, n + 50} {
			var want, got []uint64
			err := j.Range(t.Context(), filter, 0, 0, func(r journal.Record) error {
				if before == 0 || r.Seq < before {
					want = append(want, r.Seq)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			slices.Reverse(want)
			if err := j.Back(t.Context(), filter, before, func(r journal.Record) bool { got = append(got, r.Seq); return true }); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s before %d: %d records, want %d", filter, before, len(got), len(want))
			}
		}
	}
	seen := 0
	if err := j.Back(t.Context(), ">", 0, func(journal.Record) bool { seen++; return seen < 3 }); err != nil || seen != 3 {
		t.Errorf("it went on after it was stopped: %d %v", seen, err)
	}
}
