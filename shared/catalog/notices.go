package catalog

import (
	"slices"
	"sort"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// notices are the match notices of all rows.
type notices struct {
	all   map[id.Notice]*notice
	about map[id.Indicator][]*notice
	boxes map[box][]boxed
	told  map[ledger.Position]*notice // by entry: those that events tell
}

// box is what one member has sent, or has received.
type box struct {
	member id.Member
	sent   bool
}

// boxed is a notice in a box, which it came into by an entry: boxes are in that order.
type boxed struct {
	at ledger.Position
	*notice
}

// notice is a Notice, and what decides who reads it.
type notice struct {
	Notice

	publisher id.Member
	record    scope.Record
	position  ledger.Position // of its last entry
}

func newNotices() notices {
	return notices{
		all: map[id.Notice]*notice{}, about: map[id.Indicator][]*notice{}, boxes: map[box][]boxed{}, told: map[ledger.Position]*notice{},
	}
}

// matched makes a notice's entry ready to be folded.
func matched(e ledger.Entry) (draft, error) {
	n, ok := e.Value.(*Notice)
	if !ok {
		read, err := DecodeNotice(e)
		if err != nil {
			return draft{}, err
		}
		n = &read
	}
	return draft{id: n.Indicator, verb: Matched, at: nanos(e.At), notice: n, row: row{modified: e.Position}}, nil
}

// notify folds a notice. What its publisher is not told is no event.
func (c *Catalog) notify(d *draft) {
	ord, known := c.find(d.id)
	if !known || c.rows.at(ord).state == isErased {
		return // it came while that was erased, and goes with it
	}
	x := c.notices.all[d.notice.ID]
	if x == nil {
		r := c.rows.at(ord)
		publisher := c.publishers.all[r.publisher].id
		x = &notice{publisher: publisher, record: d.notice.record(publisher, r.cell)}
		c.notices.all[d.notice.ID] = x
		c.notices.about[d.id] = append(c.notices.about[d.id], x)
		c.notices.put(box{d.notice.Member, true}, boxed{d.row.modified, x})
	}
	heard := d.notice.Heard.Count > x.Heard.Count
	if heard && x.Heard.Count == 0 {
		c.notices.put(box{x.publisher, false}, boxed{d.row.modified, x})
	}
	x.Notice, x.position = *d.notice, d.row.modified
	if heard {
		c.notices.told[x.position] = x
		c.events.add(x.position, ord, d.verb, d.at, 0)
	}
}

func (ns *notices) put(b box, x boxed) { ns.boxes[b] = append(ns.boxes[b], x) }

// forget leaves nothing of the notices of an indicator that was erased.
func (ns *notices) forget(i id.Indicator) {
	for _, x := range ns.about[i] {
		delete(ns.all, x.ID)
		x.Heard = Tally{} // what events still know of it
		for _, b := range []box{{x.Member, true}, {x.publisher, false}} {
			ns.boxes[b] = slices.DeleteFunc(ns.boxes[b], func(o boxed) bool { return o.notice == x })
		}
	}
	delete(ns.about, i)
}

// Received returns up to limit of the notices that v's member has received, newest first, after the
// cursor (0: from the newest), and the next cursor, 0 at the end.
func (c *Catalog) Received(v *scope.View, after ledger.Position, limit int, now time.Time) ([]Item, ledger.Position) {
	return c.boxOf(v, box{member: v.Member}, after, limit, now)
}

// Sent is Received of those that v's member has sent.
func (c *Catalog) Sent(v *scope.View, after ledger.Position, limit int, now time.Time) ([]Item, ledger.Position) {
	return c.boxOf(v, box{v.Member, true}, after, limit, now)
}

func (c *Catalog) boxOf(v *scope.View, b box, after ledger.Position, limit int, now time.Time) (items []Item, next ledger.Position) {
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	all := c.notices.boxes[b]
	if after != 0 {
		all = all[:sort.Search(len(all), func(n int) bool { return all[n].at >= after })]
	}
	page := page{most: limit}
	for _, x := range slices.Backward(all) {
		if !c.noticed(v, x.notice, at) {
			continue
		}
		if len(page.items) == limit || page.full() {
			return page.close(), next
		}
		c.tellOf(&page, v, x.notice, at)
		next = x.at
	}
	return page.close(), 0
}

// NoticeBy returns the newest state of a notice to the rules of its sender: nobody else's.
func (c *Catalog) NoticeBy(m id.Member, n id.Notice) (Notice, ledger.Position) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	x := c.notices.all[n]
	if x == nil || x.Member != m {
		return Notice{}, 0
	}
	return x.Notice, x.position
}

// noticed reports whether v may read a notice: its own, or one that it hears of what it published and
// may read.
func (c *Catalog) noticed(v *scope.View, x *notice, now int64) bool {
	switch {
	case v.Member == "", !reads(v, &x.record, now):
		return false
	case v.Member == x.Member:
		return true
	}
	ord, known := c.find(x.Indicator)
	if !known || v.Member != x.publisher || x.Heard.Count == 0 {
		return false
	}
	row := c.record(c.rows.at(ord))
	return reads(v, &row, now)
}

// tellOf adds a notice to a page, as v, which may read it, may read it: to its sender what it sent, and
// to the publisher what it hears.
func (c *Catalog) tellOf(p *page, v *scope.View, x *notice, now int64) {
	sender := v.Member == x.Member
	said, direction := x.Heard, "received"
	if sender {
		said, direction = x.Sent, "sent"
	}
	o := quote(object(p.json).raw(`{"id":`), string(x.ID))
	o = o.text(`,"direction":`, direction).text(`,"indicator":`, string(x.Indicator)).text(`,"kind":`, string(said.Meeting))
	o = o.int(`,"count":`, said.Count).time(`,"first_at":`, said.First).time(`,"last_at":`, said.Last)
	source := sender || v.Decide(scope.ReadSource, &x.record, now)
	item := Item{ID: x.Indicator, Notice: x.ID, Position: x.position}
	switch {
	case sender:
		o = o.text(`,"attribution":`, string(x.Attribution))
	case source && x.Attribution == Named:
		o = o.text(`,"member":`, string(x.Member))
	case source && x.Attribution == Pseudonymous:
		o = o.text(`,"member":`, c.options.Pseudonym(v.Side(), x.Member))
	default:
		o, item.Masked = o.raw(`,"redacted":["source"]`), "s"
	}
	sensitive := x.record
	item.Sensitive = &sensitive
	p.json = o.raw(`}`)
	p.items = append(p.items, item)
	p.ends = append(p.ends, len(p.json))
}

// tellNotice tells the publisher of an entry of a notice, as it stands now.
func (t *teller) tellNotice(n int) (Event, bool) {
	c, p := t.c, t.c.events.positions[n]
	x := c.notices.told[p]
	if x == nil || t.v.Member != x.publisher || !c.noticed(t.v, x, t.now) || t.regained(c.events.ords[n], p) {
		return Event{}, false
	}
	c.tellOf(t.page, t.v, x, t.now)
	return Event{Mark: t.mark, Type: Matched, At: time.Unix(0, c.events.at[n]).UTC()}, true
}
