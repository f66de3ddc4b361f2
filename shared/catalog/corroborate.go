package catalog

import (
	"hash/maphash"
	"iter"
	"slices"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// sameValue goes through the rows with a canonical value, newest first.
func (c *Catalog) sameValue(canonical string) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for n := c.same[maphash.String(c.seed, canonical)]; n != 0; n = c.rows.at(n - 1).next {
			if c.rows.at(n-1).canonical == canonical && !yield(n-1) {
				return
			}
		}
	}
}

// corroboration counts the publishers with a live indicator on the observable of a row which
// v may read, that row's own among them. v may read the row.
func (c *Catalog) corroboration(v *scope.View, ord uint32, now int64) int {
	r := c.rows.at(ord)
	var some [16]uint32
	found := some[:0]
	for other := range c.sameValue(r.canonical) {
		o := c.rows.at(other)
		if o.cell.Type() != r.cell.Type() || !o.live(now) {
			continue
		}
		if other != ord {
			record := c.record(o)
			if _, read := may(v, &record, now); !read {
				continue
			}
		}
		found = append(found, o.publisher)
	}
	slices.Sort(found)
	return len(slices.Compact(found))
}

// others is corroboration for a state that is not (or no longer) in a row.
func (c *Catalog) others(v *scope.View, d *draft, now int64) int {
	found := map[id.Member]bool{}
	if d.row.live(now) {
		found[d.publisher.id] = true
	}
	for ord := range c.sameValue(d.row.canonical) {
		o := c.rows.at(ord)
		if o.id() == d.id || o.cell.Type() != d.row.cell.Type() || !o.live(now) {
			continue
		}
		record := c.record(o)
		if _, read := may(v, &record, now); read {
			found[c.publishers.all[o.publisher].id] = true
		}
	}
	return len(found)
}
