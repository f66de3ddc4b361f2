package catalog

import (
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// events has every entry of an indicator, in columns.
type events struct {
	positions []ledger.Position
	ords      []uint32
	verbs     []uint8 // in names
	at        []int64 // Unix nanoseconds
	names     []string
}

func (e *events) add(p ledger.Position, ord uint32, verb string, at int64) {
	n := slices.Index(e.names, verb)
	if n < 0 {
		n = len(e.names)
		e.names = append(e.names, verb)
	}
	e.positions = append(e.positions, p)
	e.ords = append(e.ords, ord)
	e.verbs = append(e.verbs, uint8(n))
	e.at = append(e.at, at)
}

// Events returns up to limit events (fewer where they are large) after the mark that v may be told of, in order, and
// the mark up to which it looked: go on from there. A client is shown only marks of
// events it was given. It goes to whoever may see the indicator now, and shows it as it
// stands now: that of a publication may show a revoked indicator.
func (c *Catalog) Events(v *scope.View, after Mark, limit int, now time.Time) ([]Event, Mark) {
	page := page{most: limit}
	var found []Event
	for more := limit > 0; more; {
		found, after, more = c.eventsSlice(&page, found, v, after, limit, now.Unix())
	}
	for n, item := range page.close() {
		found[n].Item = item
	}
	return found, after
}

// few is up to how many events are decided on one by one: for a thousand viewers of one new
// event that is a thousand look-ups, where keeping a thousand bitmaps up to date is not.
const few = 16

func (c *Catalog) eventsSlice(p *page, found []Event, v *scope.View, after Mark, limit int, now int64) ([]Event, Mark, bool) {
	c.open(now)
	defer c.mu.RUnlock()
	from, _ := slices.BinarySearch(c.events.positions, after.Position()+1)
	to := min(from+slice, len(c.events.positions))
	if from == to {
		return found, max(after, MarkAfter(c.upTo)), false
	}
	var see, all *roaring.Bitmap
	if to-from > few {
		see, all = c.visible(v, now)
	}
	for n := from; n < to; n++ {
		after = markOf(c.events.positions[n], 0)
		ord := c.events.ords[n]
		if see != nil && !see.Contains(ord) {
			continue
		}
		r := c.rows.at(ord)
		record := c.record(r)
		sees, reads := may(v, &record, now)
		if !sees {
			continue
		}
		c.show(p, v, match{ord, r, reads, all}, now)
		found = append(found, Event{
			Mark: after, Type: "indicator." + c.events.names[c.events.verbs[n]], At: time.Unix(0, c.events.at[n]).UTC(),
		})
		if len(found) == limit || p.full() {
			return found, after, false
		}
	}
	if to == len(c.events.positions) {
		return found, max(after, MarkAfter(c.upTo)), false
	}
	return found, after, true
}
