package catalog

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
)

// Moved returns the rows (Event.Row) of which a viewer may have been told after a mark: those that
// have an entry since, and those that it, or anybody by time, has gained since. It is the hub's own
// exit, for knowing what may have been told; nothing of it is for a viewer.
func (c *Catalog) Moved(viewer string, after Mark) *roaring.Bitmap {
	c.mu.RLock()
	defer c.mu.RUnlock()
	rows := roaring.New()
	if after == 0 {
		rows.AddRange(0, uint64(c.rows.count))
		return rows
	}
	first, _ := slices.BinarySearch(c.events.positions, after.Position()+1)
	rows.AddMany(c.events.ords[first:])
	for _, r := range slices.Backward(c.turns.rows) {
		if markTurned(r.position, r.ord) <= after {
			break
		}
		rows.Add(r.ord)
	}
	if n, ok := c.turns.numbers[viewer]; ok {
		for _, s := range slices.Backward(c.turns.turned[n].shifts) {
			if MarkAfter(s.position) <= after { // of a position, some may be left
				break
			}
			rows.Or(s.gained)
		}
	}
	return rows
}

// Rows returns the rows (Event.Row) that an indicator has had, the one that it has now first: where
// it was published anew for others to see, those who saw it before know it by another. It is the
// hub's own exit.
func (c *Catalog) Rows(i id.Indicator) []uint32 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	if !ok {
		return nil
	}
	rows := []uint32{ord}
	if canonical := c.canonical(c.rows.at(ord)); canonical != "" {
		for other, r := range c.sameHash(canonical) {
			if other != ord && r.state == isGone && c.id(r) == i {
				rows = append(rows, other)
			}
		}
	}
	return rows
}

// Len returns how many rows there are: those that are new have this number, and higher ones.
func (c *Catalog) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.rows.count
}
