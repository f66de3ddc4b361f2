package scope

import (
	"iter"
	"math/bits"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// Mask is a set of cells.
type Mask [2]uint64

// A Mask must have room for every cell: widen it when this no longer compiles.
const _ = uint(len(Mask{})*64 - Cells)

// Everything is the mask of all cells.
func Everything() Mask { return UpTo(tlp.Red) }

// UpTo is the mask of the cells of these types (none: all types) whose label is at most m.
func UpTo(m tlp.Mark, types ...observable.Type) Mask {
	var out Mask
	if len(types) == 0 {
		for t := range observable.Count {
			out = out.Or(UpTo(m, t))
		}
		return out
	}
	for _, t := range types {
		for l := range min(m, tlp.Red) + 1 {
			out.Set(CellOf(t, l))
		}
	}
	return out
}

// Has reports whether c is in m.
func (m Mask) Has(c Cell) bool { return int(c) < len(m)*64 && m[c>>6]&(1<<(c&63)) != 0 }

// Set puts c into m. It panics if there is no such cell.
func (m *Mask) Set(c Cell) { m[c>>6] |= 1 << (c & 63) }

// Or returns the cells in m or in n.
func (m Mask) Or(n Mask) Mask { return Mask{m[0] | n[0], m[1] | n[1]} }

// And returns the cells in both m and n.
func (m Mask) And(n Mask) Mask { return Mask{m[0] & n[0], m[1] & n[1]} }

// AndNot returns the cells in m that are not in n.
func (m Mask) AndNot(n Mask) Mask { return Mask{m[0] &^ n[0], m[1] &^ n[1]} }

// IsZero reports whether m is empty.
func (m Mask) IsZero() bool { return m == Mask{} }

// Len returns how many cells m has.
func (m Mask) Len() int { return bits.OnesCount64(m[0]) + bits.OnesCount64(m[1]) }

// All yields the cells of m, lowest first.
func (m Mask) All() iter.Seq[Cell] {
	return func(yield func(Cell) bool) {
		for i, w := range m {
			for ; w != 0; w &= w - 1 {
				if !yield(Cell(i*64 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}
