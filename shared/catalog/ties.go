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

// ties are the rows by hash: the first of each, and the others where there are. As a rule there
// are none.
type ties struct {
	first map[uint64]uint32
	more  map[uint64][]uint32
	many  map[uint64]*roaring.Bitmap // where there are more than few: then more has none
}

// fewTies is how many rows are gone through one by one.
const fewTies = 128

func newTies() ties {
	return ties{first: map[uint64]uint32{}, more: map[uint64][]uint32{}, many: map[uint64]*roaring.Bitmap{}}
}

// within appends those of the rows that are in a set. How many others there are makes next to no
// difference to how long it takes.
func (t *ties) within(rows []uint32, hash uint64, set *roaring.Bitmap) []uint32 {
	if many, ok := t.many[hash]; ok {
		return append(rows, roaring.And(many, set).ToArray()...)
	}
	more, ok := t.more[hash]
	if first, single := t.first[hash]; !ok && single {
		more = []uint32{first}
	}
	for _, ord := range more {
		if set.Contains(ord) {
			rows = append(rows, ord)
		}
	}
	return rows
}

// each yields the rows of a hash. It takes as long as there are rows, hidden ones too.
func (t *ties) each(hash uint64, yield func(ord uint32)) {
	if many, ok := t.many[hash]; ok {
		for it := many.Iterator(); it.HasNext(); {
			yield(it.Next())
		}
		return
	}
	more, ok := t.more[hash]
	if first, single := t.first[hash]; !ok && single {
		yield(first)
	}
	for _, ord := range more {
		yield(ord)
	}
}

func (t *ties) add(hash uint64, ord uint32) {
	if many, ok := t.many[hash]; ok {
		many.Add(ord)
		return
	}
	first, ok := t.first[hash]
	if !ok {
		t.first[hash] = ord
		return
	}
	rows := t.more[hash]
	if rows == nil {
		rows = []uint32{first}
	}
	if n, had := slices.BinarySearch(rows, ord); !had {
		rows = slices.Insert(rows, n, ord)
	}
	switch {
	case len(rows) > fewTies:
		t.many[hash] = roaring.BitmapOf(rows...)
		delete(t.more, hash)
		delete(t.first, hash)
	case len(rows) > 1:
		t.more[hash] = rows
	}
}

func (t *ties) remove(hash uint64, ord uint32) {
	if many, ok := t.many[hash]; ok {
		if many.Remove(ord); many.IsEmpty() {
			delete(t.many, hash)
		}
		return
	}
	rows, ok := t.more[hash]
	if !ok {
		if first, single := t.first[hash]; single && first == ord {
			delete(t.first, hash)
		}
		return
	}
	if n, had := slices.BinarySearch(rows, ord); had {
		rows = slices.Delete(rows, n, n+1)
	}
	t.first[hash], t.more[hash] = rows[0], rows
	if len(rows) == 1 {
		delete(t.more, hash)
	}
}
