package catalog

import (
	"maps"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// may decides what a viewer may do with a record: know of it, and read its core. This is the
// guard: whatever the bitmaps chose, nothing leaves the catalog but through here.
func may(v *scope.View, r *scope.Record, now int64) (see, read bool) {
	if !v.Decide(scope.See, r, now) {
		return false, false
	}
	return true, v.Decide(scope.ReadCore, r, now)
}

// viewer is what is remembered of one view: the ordinals it may see and those it may read.
// They are kept up to date row by row, from the list of rows touched since.
type viewer struct {
	mu     sync.Mutex
	epoch  uint64
	next   uint64 // in touched
	filled bool
	alike  bool // both acts have the same rights; then read is see
	see    *roaring.Bitmap
	read   *roaring.Bitmap

	used uint64 // under viewers.mu
}

// viewers is a bounded memory of viewers, the least lately used leaving first.
type viewers struct {
	mu    sync.Mutex
	clock uint64
	all   map[*scope.View]*viewer
}

// viewerBytes is how much memory viewers may take, in bytes; minViewers how many may stay
// whatever they take.
const (
	viewerBytes = 64 << 20
	minViewers  = 32
	maxViewers  = 2048
)

func (vs *viewers) of(v *scope.View, rows int) *viewer {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	vs.clock++
	if known := vs.all[v]; known != nil {
		known.used = vs.clock
		return known
	}
	if vs.all == nil {
		vs.all = map[*scope.View]*viewer{}
	}
	most := min(maxViewers, max(minViewers, viewerBytes/(rows/4+1))) // two bitmaps, a bit a row
	for len(vs.all) >= most {
		var oldest *scope.View
		for view, known := range vs.all {
			if oldest == nil || known.used < vs.all[oldest].used {
				oldest = view
			}
		}
		delete(vs.all, oldest)
	}
	see, read := v.Acts[scope.See], v.Acts[scope.ReadCore]
	alike := maps.Equal(see.Allow, read.Allow) && maps.Equal(see.Deny, read.Deny) &&
		see.Embargoed == read.Embargoed && see.Expired == read.Expired
	known := &viewer{alike: alike, used: vs.clock}
	vs.all[v] = known
	return known
}

// visible returns the ordinals that v may see, and of these the ones it may read, at now.
// They are not the caller's to change, and stand for as long as it holds the read lock.
func (c *Catalog) visible(v *scope.View, now int64) (see, read *roaring.Bitmap) {
	known := c.viewers.of(v, c.rows.count)
	known.mu.Lock()
	defer known.mu.Unlock()
	changed, ok := c.touched.since(known.epoch, known.next)
	if !known.filled || !ok || len(changed) > 256+c.rows.count/512 {
		known.see = c.allowed(&v.Acts[scope.See], v.Member, nil)
		known.read = known.see
		if !known.alike {
			known.read = c.allowed(&v.Acts[scope.ReadCore], v.Member, nil)
			known.read.And(known.see)
		}
		known.filled = true
	} else {
		c.decide(v, known, changed, c.clock.at)
	}
	known.epoch, known.next = c.touched.end()
	if c.clock.covers(now) {
		return known.see, known.read
	}
	near := &viewer{alike: known.alike, see: known.see.Clone()}
	near.read = near.see
	if !near.alike {
		near.read = known.read.Clone()
	}
	c.decide(v, near, c.clock.between(min(now, c.clock.at), max(now, c.clock.at)), now)
	return near.see, near.read
}

// decide puts single rows right.
func (c *Catalog) decide(v *scope.View, known *viewer, ords []uint32, now int64) {
	for _, ord := range ords {
		record := c.record(c.rows.at(ord))
		see := v.Allow(scope.See, &record, now) // may has the last word, on what leaves
		put(known.see, ord, see)
		if !known.alike {
			put(known.read, ord, see && v.Allow(scope.ReadCore, &record, now))
		}
	}
}

func put(b *roaring.Bitmap, ord uint32, in bool) {
	if in {
		b.Add(ord)
	} else {
		b.Remove(ord)
	}
}

// allowed computes scope.View.Allow over many rows at once, at clock.at: those within a set, or
// all where it is nil.
func (c *Catalog) allowed(r *scope.Rights, owner id.Member, within *roaring.Bitmap) *roaring.Bitmap {
	set := c.reached(r.Allow, within)
	set.AndNot(c.reached(r.Deny, within))
	hidden := c.inCells(r.Embargoed, c.embargoed)
	hidden.Or(c.inCells(r.Expired, c.expired))
	hidden.Or(c.private)
	if own := c.atoms[scope.By(owner)]; own != nil && owner != "" {
		hidden.AndNot(own)
	}
	set.AndNot(hidden)
	return set
}

// reached returns the rows, within a set or of all, that have one of the atoms in a cell of that
// atom's mask. Atoms with equal masks go together.
func (c *Catalog) reached(masks map[scope.Atom]scope.Mask, within *roaring.Bitmap) *roaring.Bitmap {
	byMask := map[scope.Mask][]*roaring.Bitmap{}
	set := roaring.New()
	for atom, mask := range masks {
		if atom == scope.Everyone {
			set.Or(c.inCells(mask, within))
		} else if b := c.atoms[atom]; b != nil {
			if within != nil {
				b = roaring.And(b, within)
			}
			byMask[mask] = append(byMask[mask], b)
		}
	}
	for mask, bitmaps := range byMask {
		rows := roaring.FastOr(bitmaps...)
		if !c.covers(mask) {
			rows = c.inCells(mask, rows)
		}
		set.Or(rows)
	}
	return set
}

// covers reports whether a mask has every cell that a row is in.
func (c *Catalog) covers(mask scope.Mask) bool {
	for cell := range c.cells {
		if !mask.Has(cell) {
			return false
		}
	}
	return true
}

// inCells returns the rows, within a set or of all, that are in a cell of a mask.
func (c *Catalog) inCells(mask scope.Mask, within *roaring.Bitmap) *roaring.Bitmap {
	var bitmaps []*roaring.Bitmap
	few := within != nil && within.GetCardinality() < 1<<12
	for cell, b := range c.cells {
		if !mask.Has(cell) {
			continue
		}
		if few { // then it is cheaper to look for them in each
			b = roaring.And(b, within)
		}
		bitmaps = append(bitmaps, b)
	}
	set := roaring.FastOr(bitmaps...)
	if within != nil && !few {
		set.And(within)
	}
	return set
}

// touched lists the rows that changed, in order, for those who keep something of them. It
// forgets the oldest.
type touched struct {
	epoch uint64
	first uint64
	ords  []uint32
}

const maxTouched = 1 << 14

func (t *touched) add(ord uint32) {
	if len(t.ords) == maxTouched {
		t.first += maxTouched / 2
		t.ords = append(t.ords[:0], t.ords[maxTouched/2:]...)
	}
	t.ords = append(t.ords, ord)
}

// restart makes everything that was kept void.
func (t *touched) restart() {
	t.epoch++
	t.first, t.ords = 0, t.ords[:0]
}

func (t *touched) since(epoch, next uint64) (ords []uint32, ok bool) {
	if epoch != t.epoch || next < t.first {
		return nil, false
	}
	return t.ords[next-t.first:], true
}

func (t *touched) end() (epoch, next uint64) { return t.epoch, t.first + uint64(len(t.ords)) }
