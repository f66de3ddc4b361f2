package catalog

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

func TestMarksOrderWhatAnEntryTurns(t *testing.T) {
	order := []Mark{MarkAfter(6), MarkOf(7), markTurned(7, 0), markTurned(7, 1), MarkAfter(7), MarkOf(8)}
	for n, m := range order[1:] {
		if m <= order[n] {
			t.Errorf("%s is not after %s", m, order[n])
		}
	}
	for m, want := range map[Mark]string{MarkOf(7): "7", markTurned(7, 4): "7.5"} {
		if m.String() != want || m.Position() != 7 {
			t.Errorf("%s at %d, want %s at 7", m, m.Position(), want)
		}
	}
}

// TestOldCursorsGoOn wants what a client got from a hub before marks to be good still.
func TestOldCursorsGoOn(t *testing.T) {
	s, err := position.New(bytes.Repeat([]byte{7}, position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	for sealed, want := range map[string]Mark{
		s.Seal(position.Feed, "m:a", 7):    MarkAfter(7),
		markTurned(7, 3).Seal(s, "m:a"):    markTurned(7, 3),
		MarkOf(7).Seal(s, "m:b"):           0,
		s.Seal(position.Cursor, "m:a", 70): 0,
	} {
		if got, ok := OpenMark(s, "m:a", sealed); got != want || ok != (want != 0) {
			t.Errorf("opened %s, %v; want %s", got, ok, want)
		}
	}
}

func TestNewestIsTheLastThatHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Mark
		last := Mark(0)
		for range rapid.IntRange(0, 12).Draw(t, "events") {
			p := last.Position() + ledger.Position(rapid.IntRange(0, 3).Draw(t, "gap"))
			m := max(last+1, MarkOf(max(1, p)), Mark(rapid.SampledFrom([]int{0, 1, 5, 1 << 27}).Draw(t, "place")))
			all = append(all, m)
			last = m
		}
		upTo := ledger.Position(rapid.IntRange(0, int(last.Position())+2).Draw(t, "up to"))
		holds := Mark(rapid.Uint64Range(0, uint64(MarkAfter(upTo+1))).Draw(t, "holds"))
		var want Mark
		for _, m := range all {
			if m.Position() <= upTo && m <= holds {
				want = m
			}
		}
		got, err := Newest(upTo, func(after Mark) (Event, bool, error) {
			for _, m := range all {
				if m > after {
					return Event{Mark: m}, true, nil
				}
			}
			return Event{}, false, nil
		}, func(e *Event) bool { return e.Mark <= holds })
		if err != nil || got != want {
			t.Fatalf("Newest of %v up to %d, %s = %s, want %s", all, upTo, holds, got, want)
		}
	})
}
