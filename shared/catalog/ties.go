package catalog

import (
	"hash/maphash"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/observable"
)

// tie is how a row can be found by what it says beside its own canonical value.
type tie byte

const (
	linked    tie = iota // a linked observable's key
	alike                // a match key of any observable in it
	under                // the registrable domain that one hangs on
	mailUnder            // the same of a mailbox, which is personal
)

func (c *Catalog) tie(k tie, text string) uint64 {
	var h maphash.Hash
	h.SetSeed(c.seed)
	_ = h.WriteByte(byte(k))
	_, _ = h.WriteString(text)
	return h.Sum64()
}

// tiesOf are the hashes under which an indicator is found.
func (c *Catalog) tiesOf(i *Indicator) []uint64 {
	var all []uint64
	derive := func(o observable.Observable) {
		if o.Canonical == "" {
			return // it was erased
		}
		for _, k := range o.MatchKeys() {
			all = append(all, c.tie(alike, string(k)))
		}
		if root := RootOf(o); root != "" {
			kind := under
			if o.Type.Personal() {
				kind = mailUnder
			}
			all = append(all, c.tie(kind, root))
		}
	}
	derive(i.Observable)
	for _, l := range i.Links {
		all = append(all, c.tie(linked, string(l.Observable.Key())))
		derive(l.Observable)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ties are the rows by hash, of which 40 bits are looked at: whoever looks reads what is found.
type ties struct {
	rows index
	many map[uint64]*roaring.Bitmap // where there are more than few: then rows has none
}

// fewTies is how many rows are gone through one by one.
const fewTies = 128

func newTies() ties { return ties{many: map[uint64]*roaring.Bitmap{}} }

// short is what of a hash the index looks at.
func short(hash uint64) uint64 { return hash & (0xff<<56 | 0xffffffff) }

// within appends those of the rows that are in a set. How many others there are makes next to no
// difference to how long it takes.
func (t *ties) within(rows []uint32, hash uint64, set *roaring.Bitmap) []uint32 {
	if many, ok := t.many[short(hash)]; ok {
		return append(rows, roaring.And(many, set).ToArray()...)
	}
	t.rows.each(hash, func(ord uint32) {
		if set.Contains(ord) {
			rows = append(rows, ord)
		}
	})
	return rows
}

// newest returns up to most of the newest rows of a set under a hash, oldest first.
func (t *ties) newest(rows []uint32, hash uint64, set *roaring.Bitmap, most int) []uint32 {
	if many, ok := t.many[short(hash)]; ok {
		for it := roaring.And(many, set).ReverseIterator(); it.HasNext() && len(rows) < most; {
			rows = append(rows, it.Next())
		}
		slices.Reverse(rows)
		return rows
	}
	rows = t.within(rows, hash, set)
	slices.Sort(rows)
	return rows[max(0, len(rows)-most):]
}

func (t *ties) add(hash uint64, ord uint32) {
	if many, ok := t.many[short(hash)]; ok {
		many.Add(ord)
		return
	}
	had, n := false, 0
	t.rows.each(hash, func(x uint32) {
		had = had || x == ord
		n++
	})
	switch {
	case had:
	case n < fewTies:
		t.rows.add(hash, ord)
	default:
		many := roaring.BitmapOf(ord)
		t.rows.each(hash, func(x uint32) { many.Add(x) })
		for it := many.Iterator(); it.HasNext(); {
			t.rows.remove(hash, it.Next())
		}
		t.many[short(hash)] = many
	}
}

func (t *ties) remove(hash uint64, ord uint32) {
	many, ok := t.many[short(hash)]
	if !ok {
		t.rows.remove(hash, ord)
		return
	}
	if many.Remove(ord); many.IsEmpty() {
		delete(t.many, short(hash))
	}
}
