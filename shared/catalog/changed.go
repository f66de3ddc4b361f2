package catalog

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Place is how far a list by last change has come.
type Place struct {
	Head ledger.Position // the list is ordered as it was when it was begun, at this position
	At   ledger.Position // of the last row's last change until then
}

// ListChanged is ListIn in the order of the last change, newest first, as it was when the list was
// begun: what changes meanwhile is shown as it is now, where it stood then, once; what is new is not
// in the list. next is the zero Place at the end.
func (c *Catalog) ListChanged(ctx context.Context, mem *Memory, v *scope.View, q Query, after Place, limit int, now time.Time) (items []Item, next Place, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		items, next = c.listChanged(mem, v, q, after, limit, now)
	}
	return items, next, err
}

func (c *Catalog) listChanged(mem *Memory, v *scope.View, q Query, after Place, limit int, now time.Time) ([]Item, Place) {
	if limit <= 0 {
		return nil, Place{}
	}
	w := walk{c: c, v: v, seek: newSeek(q), now: now.Unix(), head: after.Head}
	c.mu.RLock()
	if w.head == 0 {
		w.head = c.upTo
		after.At = w.head + 1
	}
	w.event = c.events.before(after.At)
	w.newer = c.events.before(w.head + 1)
	c.mu.RUnlock()
	w.late = c.changed(w.newer, -1, nil)
	w.had = roaring.New()
	if !w.late.IsEmpty() {
		w.had = c.changed(w.event, w.newer, w.late)
	}
	page := mem.page(limit)
	defer mem.keep(&page)
	var last, next ledger.Position
	for w.event > 0 && next == 0 {
		w.slice(func(m match, at ledger.Position) bool {
			if len(page.items) == limit || page.full() {
				next = last
				return false
			}
			c.show(&page, v, m, w.now)
			last = at
			return true
		})
	}
	if next == 0 {
		return page.close(), Place{}
	}
	return page.close(), Place{Head: w.head, At: next}
}

// before is how many events there are before a position.
func (e *events) before(p ledger.Position) int {
	n, _ := slices.BinarySearch(e.positions, p)
	return n
}

// changed returns the rows, of some or of all, that the events from one to another are of, -1 for the
// last there is.
func (c *Catalog) changed(from, to int, of *roaring.Bitmap) *roaring.Bitmap {
	found := roaring.New()
	for {
		c.mu.RLock()
		end := min(from+8*slice, len(c.events.ords))
		if to >= 0 {
			end = min(end, to)
		}
		for n := from; n < end; n++ {
			if ord := c.events.ords[n]; (of == nil || of.Contains(ord)) && !c.events.heard(n) {
				found.Add(ord)
			}
		}
		done := to >= 0 && end >= to || end == len(c.events.ords)
		c.mu.RUnlock()
		if done {
			return found
		}
		from = end
	}
}

// walk goes back through the events of a list that was begun at a position.
type walk struct {
	c     *Catalog
	v     *scope.View
	seek  *seek
	now   int64
	head  ledger.Position
	event int             // the ones before it are left
	newer int             // the first after head
	late  *roaring.Bitmap // rows that have changed since the list was begun
	had   *roaring.Bitmap // of them, those that it has passed
}

// slice goes through some of the events under one lock.
func (w *walk) slice(yield func(match, ledger.Position) bool) {
	c := w.c
	c.open(w.now)
	defer c.mu.RUnlock()
	see, all := c.visible(w.v, w.now)
	set := c.candidates(w.v, w.seek, see, all, w.now)
	if set.IsEmpty() {
		w.event = 0
		return
	}
	decided, most := 0, w.seek.most(c)
	w.seek.looked = true
	for looked := 0; w.event > 0 && looked < 8*slice && decided < most; looked++ {
		w.event--
		ord, at := c.events.ords[w.event], c.events.positions[w.event]
		if !set.Contains(ord) || c.events.heard(w.event) {
			continue
		}
		r := c.rows.at(ord)
		switch {
		case r.modified > w.head: // as it was then, the last change is the first that is met
			if w.late.CheckedAdd(ord) { // it has changed since the request began
				w.passed(ord)
			}
			if !w.had.CheckedAdd(ord) {
				continue
			}
		case r.modified != at:
			continue
		}
		decided++
		if m, ok := c.meets(w.v, w.seek, ord, w.now); ok {
			if m.all = all; !yield(m, at) {
				return
			}
		}
		if c.lacks() {
			w.event = 0
		}
	}
}

// passed takes in whether a row changed between where the walk is and where the list was begun.
func (w *walk) passed(ord uint32) {
	e := &w.c.events
	for n := w.event + 1; n < w.newer; n++ {
		if e.ords[n] == ord && !e.heard(n) {
			w.had.Add(ord)
			return
		}
	}
}

// heard reports whether an event is a sighting's or a notice's, by which the row does not change.
func (e *events) heard(n int) bool {
	name := e.names[e.verbs[n]&^(takes|gives)]
	return name == Matched || strings.HasPrefix(name, "sighting.")
}
