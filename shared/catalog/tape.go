package catalog

import (
	"cmp"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// tape is all that there may be to tell one viewer after a mark, in order: the entries of rows,
// what boundaries in time did to rows, and what shifts of its rights did. The lock is held while
// it runs.
type tape struct {
	c      *Catalog
	upTo   Mark
	viewer int     // its number; -1: rights never moved for it
	turned *turned // nil: rights never moved for it

	entry, row, shift int // the next ones
	losses, gains     roaring.IntPeekable
	open              bool // losses and gains are of shift

	// What next found.
	mark Mark
	kind kind
	ord  uint32 // the rest is of a turn
	when int64  // Unix nanoseconds

	lost, gained, over bool
}

type kind uint8

const (
	anEntry kind = iota // the one before tape.entry
	aTurn
)

func (c *Catalog) tape(v *scope.View, after Mark) tape {
	t := tape{c: c, upTo: MarkAfter(c.upTo), viewer: -1}
	t.entry, _ = slices.BinarySearch(c.events.positions, after.Position()+1)
	n, ok := c.turns.numbers[v.Name()]
	if !ok {
		t.row = len(c.turns.rows)
		return t
	}
	t.viewer, t.turned = n, &c.turns.turned[n]
	t.row, _ = slices.BinarySearchFunc(c.turns.rows, after+1, func(r rowTurn, m Mark) int {
		return cmp.Compare(markTurned(r.position, r.ord), m)
	})
	t.shift, _ = slices.BinarySearchFunc(t.turned.shifts, after.Position(), func(s shift, p ledger.Position) int {
		return cmp.Compare(s.position, p)
	})
	if t.unroll(); t.open && t.turned.shifts[t.shift].position == after.Position() {
		t.losses.AdvanceIfNeeded(uint32(after.place()))
		t.gains.AdvanceIfNeeded(uint32(after.place()))
		t.unroll()
	}
	return t
}

// unroll opens the next shift that has rows left.
func (t *tape) unroll() {
	for t.turned != nil && t.shift < len(t.turned.shifts) {
		if !t.open {
			s := &t.turned.shifts[t.shift]
			t.losses, t.gains, t.open = s.lost.Iterator(), s.gained.Iterator(), true
		}
		if t.losses.HasNext() || t.gains.HasNext() {
			return
		}
		t.shift, t.open = t.shift+1, false
	}
}

// next goes to what comes next. It reports false at the end of what can be told.
func (t *tape) next() bool {
	t.mark = t.upTo + 1
	turns := &t.c.turns
	if t.entry < len(t.c.events.positions) {
		t.mark, t.kind = MarkOf(t.c.events.positions[t.entry]), anEntry
	}
	for ; t.row < len(turns.rows); t.row++ {
		r := &turns.rows[t.row]
		m := markTurned(r.position, r.ord)
		if m > t.mark {
			break
		}
		if gained, lost := turns.sets.all[r.gained].Has(t.viewer), turns.sets.all[r.lost].Has(t.viewer); gained || lost {
			t.mark, t.kind, t.ord, t.when = m, aTurn, r.ord, r.when
			t.lost, t.gained, t.over = lost, gained, r.over
			break
		}
	}
	fromRow := t.kind != anEntry && t.mark <= t.upTo
	if t.open {
		s := &t.turned.shifts[t.shift]
		ord := uint32(math.MaxUint32)
		for _, it := range []roaring.IntPeekable{t.losses, t.gains} {
			if it.HasNext() {
				ord = min(ord, it.PeekNext())
			}
		}
		if m := markTurned(s.position, ord); m < t.mark {
			t.mark, t.kind, t.ord, t.when = m, aTurn, ord, s.when
			t.lost, t.gained, t.over = s.lost.Contains(ord), s.gained.Contains(ord), s.over.Contains(ord)
			t.losses.AdvanceIfNeeded(ord + 1)
			t.gains.AdvanceIfNeeded(ord + 1)
			t.unroll()
			return t.mark <= t.upTo
		}
	}
	switch {
	case t.mark > t.upTo:
		return false
	case fromRow:
		t.row++
	default:
		t.entry++
	}
	return true
}
