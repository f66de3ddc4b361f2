package catalog

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// postings say which rows may hold a gram: what they find is a superset, to be looked at on the
// rows. A row is listed once for each text that it has had, under a number, the text's, which only
// rises; lists are differences between numbers, of a byte or two.
type postings struct {
	lists []listed // by bucket; nil before the first text
	texts uint32   // numbered so far
	again []again  // the texts that are not the first of their row, by number
}

type listed struct {
	last uint32
	diff []byte // uvarints
}

type again struct{ text, ord uint32 }

// add lists a text under its buckets, which are sorted: a new row's, which comes after all rows
// before it, or one that a row has instead of another.
func (p *postings) add(ord uint32, anew bool, grams []uint16) {
	if p.lists == nil {
		p.lists = make([]listed, 1<<16)
	}
	text := p.texts
	p.texts++
	if anew {
		p.again = append(p.again, again{text, ord})
	}
	for _, b := range grams {
		l := &p.lists[b]
		if cap(l.diff)-len(l.diff) < binary.MaxVarintLen32 {
			grown := make([]byte, len(l.diff), len(l.diff)+len(l.diff)/8+16)
			copy(grown, l.diff)
			l.diff = grown
		}
		l.diff = binary.AppendUvarint(l.diff, uint64(text-l.last))
		l.last = text
	}
}

// row is the ordinal of the row that a text is of.
func (p *postings) row(text uint32) uint32 {
	n, found := slices.BinarySearchFunc(p.again, text, func(a again, t uint32) int { return cmp.Compare(a.text, t) })
	if found {
		return p.again[n].ord
	}
	return text - uint32(n)
}

func (l *listed) all(yield func(uint32) bool) {
	text := uint32(0)
	for from := 0; from < len(l.diff); {
		d, n := uint32(l.diff[from]), 1
		if d >= 0x80 {
			var long uint64
			long, n = binary.Uvarint(l.diff[from:])
			d = uint32(long)
		}
		if text += d; !yield(text) {
			return
		}
		from += n
	}
}

// mostRead is how many bytes of lists are read for one word, beside the shortest list.
const mostRead = 1 << 21

// shortest is the length of the shortest of some lists, at least one.
func (p *postings) shortest(grams []uint16) int {
	if p.lists == nil {
		return 0
	}
	least := len(p.lists[grams[0]].diff)
	for _, g := range grams {
		least = min(least, len(p.lists[g].diff))
	}
	return least
}

// with returns the rows that may have all of some buckets, at least one.
func (p *postings) with(grams []uint16) *roaring.Bitmap {
	if p.lists == nil {
		return roaring.New()
	}
	slices.Sort(grams)
	grams = slices.Compact(grams)
	slices.SortFunc(grams, func(a, b uint16) int { return cmp.Compare(len(p.lists[a].diff), len(p.lists[b].diff)) })
	texts := slices.AppendSeq(make([]uint32, 0, len(p.lists[grams[0]].diff)), p.lists[grams[0]].all)
	read := 0
	for _, g := range grams[1:] {
		l := &p.lists[g]
		read += len(l.diff)
		if read > mostRead || len(l.diff) > 200*len(texts) { // then the rows are sooner looked at
			break
		}
		kept, n := texts[:0], 0
		for text := range l.all {
			for n < len(texts) && texts[n] < text {
				n++
			}
			if n == len(texts) {
				break
			}
			if texts[n] == text {
				kept = append(kept, text)
			}
		}
		texts = kept
	}
	if len(p.again) == 0 {
		return roaring.BitmapOf(texts...)
	}
	for n, text := range texts {
		texts[n] = p.row(text)
	}
	return roaring.BitmapOf(texts...)
}
