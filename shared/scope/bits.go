package scope

import (
	"iter"
	"math/bits"
)

// Bits is a set of viewers, by their index in a Fan.
type Bits []uint64

// Has reports whether i is in b.
func (b Bits) Has(i int) bool { return i>>6 < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

// Len returns how many viewers are in b.
func (b Bits) Len() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// All yields the indices in b, lowest first.
func (b Bits) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range b {
			for ; w != 0; w &= w - 1 {
				if !yield(i*64 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

func (b Bits) set(i int) { b[i>>6] |= 1 << (i & 63) }

func (b Bits) or(c Bits) {
	for i, w := range c {
		b[i] |= w
	}
}

func (b Bits) andNot(c Bits) {
	for i, w := range c {
		b[i] &^= w
	}
}
