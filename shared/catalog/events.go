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

// events has every entry of an indicator, in columns.
type events struct {
	positions []ledger.Position
	ords      []uint32
	verbs     []uint8 // in names; with takes somebody lost the row by it, with gives somebody gained it
	at        []int64 // Unix nanoseconds
	names     []string
}

const (
	takes = 0x80
	gives = 0x40
)

func (e *events) add(p ledger.Position, ord uint32, verb string, at int64, flags uint8) {
	n := slices.Index(e.names, verb)
	if n < 0 {
		n = len(e.names)
		e.names = append(e.names, verb)
	}
	e.positions = append(e.positions, p)
	e.ords = append(e.ords, ord)
	e.verbs = append(e.verbs, uint8(n)|flags)
	e.at = append(e.at, at)
}

// Events returns up to limit events (fewer where they are large) after the mark that v may be
// told of, in order, and the mark up to which it looked: go on from there. A client is shown
// only marks of events that it was given.
//
// An entry's event goes to whoever may see the indicator now, and shows it as it stands now:
// that of a publication may show a revoked indicator. What v gained, by a change of rights or by
// an entry, is told where that stands in the order, once, as published. What it lost, by a change of rights
// or by an entry, is told as Withdrawn, Expired or Gone, if it may not read it now: with the id alone,
// and only if it was allowed to know that. Whoever follows from the start, takes in what is
// published and drops what is withdrawn, has at each time what it may read. The alarms of its
// own member stand among them. It returns ErrBodies.
func (c *Catalog) Events(ctx context.Context, v *scope.View, after Mark, limit int, now time.Time) (found []Event, to Mark, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		found, to = c.eventsIn(v, after, limit, now)
	}
	return found, to, err
}

func (c *Catalog) eventsIn(v *scope.View, after Mark, limit int, now time.Time) ([]Event, Mark) {
	page := page{most: limit}
	var found []Event
	begin := after
	for more := limit > 0; more; {
		found, after, more = c.eventsSlice(&page, found, v, after, limit, now.Unix())
	}
	for n, item := range page.close() {
		found[n].Item = item
	}
	return c.alarms.merge(v, found, begin, after, limit)
}

// few is up to how many events are decided on one by one: for a thousand viewers of one new
// event that is a thousand look-ups, where keeping a thousand bitmaps up to date is not.
const few = 16

func (c *Catalog) eventsSlice(p *page, found []Event, v *scope.View, after Mark, limit int, now int64) ([]Event, Mark, bool) {
	c.open(now)
	defer c.mu.RUnlock()
	t := teller{tape: c.tape(v, after), page: p, v: v, now: now}
	if len(c.events.positions)-t.entry > few {
		t.see, t.all = c.visible(v, now)
	}
	for looked := 0; looked < slice; looked++ {
		if passed := t.pass(slice - looked); passed > 0 {
			looked, after = looked+passed, t.mark
		}
		if !t.next() {
			return found, max(after, MarkAfter(c.upTo)), false
		}
		after = t.mark
		if e, ok := t.tell(); ok {
			found, t.told = append(found, e), t.mark
		}
		if len(found) == limit || p.full() || c.lacks() {
			return found, after, false
		}
	}
	return found, after, true
}

// teller puts what a tape gives before one viewer, as far as that may be told.
type teller struct {
	tape
	page     *page
	v        *scope.View
	see, all *roaring.Bitmap // of the viewer; nil: not known
	now      int64
	told     Mark // the last one
}

// pass goes past up to so many entries that are nothing to the viewer, in one go, and returns
// how many: as a rule most are.
func (t *teller) pass(most int) int {
	if t.see == nil {
		return 0
	}
	e, from := &t.c.events, t.entry
	before := t.upTo.Position() + 1
	if t.row < len(t.c.turns.rows) {
		before = min(before, t.c.turns.rows[t.row].position)
	}
	if t.open {
		before = min(before, t.turned.shifts[t.shift].position)
	}
	for t.entry < len(e.positions) && t.entry-from < most && e.positions[t.entry] < before &&
		e.verbs[t.entry]&takes == 0 && !t.see.Contains(e.ords[t.entry]) {
		t.entry++
	}
	if t.entry > from {
		t.mark = MarkOf(e.positions[t.entry-1])
	}
	return t.entry - from
}

func (t *teller) tell() (Event, bool) {
	c := t.c
	if t.kind == anEntry {
		return t.tellEntry(t.entry - 1)
	}
	if t.mark == t.told {
		return Event{}, false // one row turned twice by one entry: by time, and by rights
	}
	if t.lost {
		typ := Withdrawn
		if t.over {
			typ = Expired
		}
		if e, ok := t.recall(t.ord, typ, time.Unix(0, t.when)); ok || !t.gained {
			return e, ok
		}
	}
	// The ledger says that its time has come: a clock that is a little slow must not pass it over.
	now := max(t.now, min(time.Unix(0, t.when).Unix(), t.now+jitter))
	r := c.rows.at(t.ord)
	record := c.record(r)
	sees, reads := may(t.v, &record, now)
	if !sees || t.regained(t.ord, t.mark.Position()) {
		return Event{}, false
	}
	c.show(t.page, t.v, match{t.ord, r, reads, nil}, now)
	return Event{Mark: t.mark, Row: t.ord, Type: "indicator." + VerbPublished, At: time.Unix(0, t.when).UTC()}, true
}

// tellEntry tells of an entry of the row itself, or that it took the row away.
func (t *teller) tellEntry(n int) (Event, bool) {
	c := t.c
	p, ord, verb := c.events.positions[n], c.events.ords[n], c.events.verbs[n]
	at := time.Unix(0, c.events.at[n])
	switch name := c.events.names[verb&^(takes|gives)]; {
	case name == Matched:
		return t.tellNotice(n)
	case strings.HasPrefix(name, "sighting."):
		return t.tellSighting(n, name)
	}
	if verb&takes != 0 && t.viewer >= 0 {
		if l := c.turns.losses[p]; c.turns.sets.all[l.viewers].Has(t.viewer) {
			typ := Withdrawn
			switch {
			case l.over:
				typ = Expired
			case c.events.names[verb&^(takes|gives)] == VerbErased:
				typ = Gone
			}
			if e, ok := t.recall(ord, typ, at); ok {
				return e, true
			}
		}
	}
	if t.see != nil && !t.see.Contains(ord) {
		return Event{}, false
	}
	r := c.rows.at(ord)
	record := c.record(r)
	sees, reads := may(t.v, &record, t.now)
	if !sees || t.regained(ord, p) {
		return Event{}, false
	}
	c.show(t.page, t.v, match{ord, r, reads, t.all}, t.now)
	name := c.events.names[verb&^(takes|gives)]
	if verb&gives != 0 && t.viewer >= 0 && t.gainedBy(ord, p) {
		name = VerbPublished // to whom it is new it is nothing else
	}
	return Event{Mark: t.mark, Row: ord, Type: "indicator." + name, At: at.UTC(), Revised: r.revised}, true
}

// gainedBy reports whether the entry at a position gave the viewer a row.
func (t *teller) gainedBy(ord uint32, p ledger.Position) bool {
	turns := &t.c.turns
	for _, g := range turns.gains[ord] {
		if g.position == p && turns.sets.all[g.viewers].Has(t.viewer) {
			return true
		}
	}
	return false
}

// recall tells that a row is lost, unless the viewer may read it again, or another row that
// has its place.
func (t *teller) recall(ord uint32, typ string, at time.Time) (Event, bool) {
	c := t.c
	r := c.rows.at(ord)
	name := c.id(r)
	if r.state == isGone {
		if other, ok := c.find(name); ok {
			r = c.rows.at(other)
		}
	}
	record := c.record(r)
	_, reads := may(t.v, &record, t.now)
	if reads {
		// By the ledger, too? Time may have taken it already, where this clock is a little slow.
		_, reads = may(c.turns.views[t.viewer], &record, c.turns.at)
	}
	if reads {
		return Event{}, false
	}
	t.page.add(name)
	return Event{Mark: t.mark, Row: ord, Type: typ, At: at.UTC()}, true
}

// regained reports whether a turn after a position tells the viewer of a row.
func (t *teller) regained(ord uint32, p ledger.Position) bool {
	if t.turned == nil {
		return false
	}
	turns := &t.c.turns
	if t.turned.ever.Contains(ord) {
		for n := len(t.turned.shifts) - 1; n >= 0 && t.turned.shifts[n].position > p; n-- {
			if t.turned.shifts[n].gained.Contains(ord) {
				return true
			}
		}
	}
	for _, g := range slices.Backward(turns.gains[ord]) {
		if g.position <= p {
			return false
		} else if turns.sets.all[g.viewers].Has(t.viewer) {
			return true
		}
	}
	return false
}
