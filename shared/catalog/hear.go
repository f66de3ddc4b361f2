package catalog

import (
	"slices"
	"sort"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// hears reports whether a viewer may read a sighting on a row: it may read the row, now, and it is
// among whom the sighting is for. A viewer's own is its own whatever became of the row.
func (c *Catalog) hears(v *scope.View, x *voice, now int64) bool {
	if v.Member != "" && v.Member == x.Member {
		_, own := may(v, &x.record, now)
		return own
	}
	if x.ord == noRow {
		return false
	}
	row := c.record(c.rows.at(x.ord))
	if _, read := may(v, &row, now); !read {
		return false
	}
	return x.Audience == ToIndicator || reads(v, &x.record, now)
}

func reads(v *scope.View, r *scope.Record, now int64) bool {
	_, read := may(v, r, now)
	return read
}

// again counts the sightings on a row that v, which may read the row, may read too, and that say
// that the thing was there again.
func (c *Catalog) again(v *scope.View, ord uint32, now int64) int {
	h := c.voices.of[ord]
	if h == nil { // as a rule
		return 0
	}
	n := h.open
	for k := range h.others {
		if a := &h.others[k]; a.n > 0 && reads(v, &a.record, now) {
			n += a.n
		}
	}
	return n
}

// Sightings returns up to limit of an indicator's sightings that v may read, newest first, after
// the cursor (0: from the newest), and the next cursor, 0 at the end; ok is false where v may not
// see the indicator.
func (c *Catalog) Sightings(v *scope.View, i id.Indicator, after ledger.Position, limit int, now time.Time) (items []Item, next ledger.Position, ok bool) {
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	ord, known := c.find(i)
	var record scope.Record
	if known {
		record = c.record(c.rows.at(ord))
	}
	if see, _ := may(v, &record, at); !known || !see || limit <= 0 {
		return nil, 0, known && see
	}
	h := c.voices.of[ord]
	if h == nil {
		return nil, 0, true
	}
	page := page{most: limit}
	end := len(h.voices)
	if after != 0 {
		end = sort.Search(len(h.voices), func(n int) bool { return h.voices[n].created >= after })
	}
	for _, x := range slices.Backward(h.voices[:end]) {
		if !reads(v, &record, at) || !c.hears(v, x, at) {
			continue
		}
		if len(page.items) == limit || page.full() {
			return page.close(), next, true
		}
		c.say(&page, v, x, at)
		next = x.created
	}
	return page.close(), 0, true
}

// Sighting returns one sighting, if v may read it. Hidden and absent take the same path.
func (c *Catalog) Sighting(v *scope.View, s id.Sighting, now time.Time) (Item, bool) {
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	x := c.voices.all[s]
	if x == nil {
		x = &voice{ord: noRow}
	}
	if !c.hears(v, x, at) {
		return Item{}, false
	}
	page := page{most: 1}
	c.say(&page, v, x, at)
	return page.close()[0], true
}

// OwnSighting returns the newest state of a sighting to the rules of its author: nobody else's.
func (c *Catalog) OwnSighting(m id.Member, s id.Sighting) (Sighting, ledger.Position, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	x := c.voices.all[s]
	if x == nil || m == "" || x.Member != m {
		return Sighting{}, 0, false
	}
	return x.Sighting, x.position, true
}

// SightingsBy counts a member's sightings of an indicator, for the rules of who may say more.
func (c *Catalog) SightingsBy(m id.Member, i id.Indicator) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	n := 0
	for _, name := range c.voices.about[i] {
		if c.voices.all[name].Member == m {
			n++
		}
	}
	return n
}

// RenderSighting shows its author one state of a sighting, not necessarily the newest: for
// answering a repeated request with what was answered then. One that is gone is not shown.
func (c *Catalog) RenderSighting(v *scope.View, e ledger.Entry, now time.Time) (Item, bool, error) {
	d, err := sighted(e)
	if err != nil {
		return Item{}, false, err
	}
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	x := c.voices.all[id.Sighting(e.ID)]
	if x == nil || v.Member != x.Member || !c.hears(v, x, at) {
		return Item{}, false, nil
	}
	then := *x
	then.Sighting, then.position = *d.sighting, e.Position
	then.ID = x.ID
	page := page{most: 1}
	c.say(&page, v, &then, at)
	return page.close()[0], true, nil
}

// say adds a sighting to a page, as v, which may read it, may read it. What it says in words is
// masked with the evidence, and who says it with the source, of the indicator as of its own.
func (c *Catalog) say(p *page, v *scope.View, x *voice, now int64) {
	owner := v.Member != "" && v.Member == x.Member
	evidence, source := owner || c.saysClass(v, x, scope.ReadEvidence, now), owner || c.saysClass(v, x, scope.ReadSource, now)
	under := x.record
	if x.Audience == ToIndicator && x.ord != noRow { // as it is labelled now, for who may know that
		if row := c.record(c.rows.at(x.ord)); reads(v, &row, now) {
			under = row
		}
	}
	label := under.Cell.Label()
	var redacted []string
	o := quote(object(p.json).raw(`{"id":`), string(x.ID))
	o = o.text(`,"indicator":`, string(x.Indicator)).text(`,"type":`, x.Type).text(`,"platform":`, x.Platform)
	if x.URL.Canonical != "" {
		o = o.thing(`,"url":`, &x.URL, nil).raw(`}`)
	}
	o = o.int(`,"count":`, x.Count).time(`,"first_seen":`, x.FirstSeen).time(`,"last_seen":`, x.LastSeen)
	if evidence {
		o = o.text(`,"note":`, x.Note)
	}
	o = o.text(`,"tlp":`, label.String()).raw(`,"state":`)
	if x.Retracted {
		o = o.raw(`"retracted"`)
	} else {
		o = o.raw(`"standing"`)
	}
	if evidence {
		o = o.text(`,"reason":`, x.Reason)
	} else if x.Note+x.Reason != "" {
		redacted = append(redacted, "evidence")
	}
	if owner {
		o = o.text(`,"audience":`, string(x.Audience)).text(`,"attribution":`, string(x.Attribution))
		if x.Audience == ToShared {
			o = o.share(`,"share":`, x.Share)
		}
	}
	switch {
	case owner || source && x.Attribution == Named:
		o = o.text(`,"member":`, string(x.Member))
	case source && x.Attribution == Pseudonymous:
		o = o.text(`,"member":`, c.options.Pseudonym(v.Side(), x.Member))
	default:
		redacted = append(redacted, "source")
	}
	o = o.time(`,"created_at":`, x.Created).time(`,"modified_at":`, x.Modified)
	o = texts(quote(o.raw(`,"etag":`), c.options.ETag(x.position)), `,"redacted":`, redacted).raw(`}`)
	item := Item{ID: x.Indicator, Sighting: x.ID, Position: x.position}
	for _, class := range redacted {
		item.Masked += class[:1]
	}
	if label == tlp.Red {
		sensitive := under
		item.Sensitive = &sensitive
	}
	p.json = o
	p.items = append(p.items, item)
	p.ends = append(p.ends, len(p.json))
}

// saysClass decides on a class of fields of a sighting by another.
func (c *Catalog) saysClass(v *scope.View, x *voice, class scope.Act, now int64) bool {
	if v.ReadsWhole() {
		return true
	}
	row := c.record(c.rows.at(x.ord))
	return v.Decide(class, &row, now) && (x.Audience == ToIndicator || v.Decide(class, &x.record, now))
}

// share appends an audience as its owner gave it.
func (o object) share(name string, s Share) object {
	o = o.raw(name)
	from := len(o)
	o = texts(o, `,"task_forces":`, s.TaskForces)
	o = texts(o, `,"members":`, s.Members)
	o = texts(o, `,"except":`, s.Except)
	if len(o) == from {
		o = o.raw(`,`)
	}
	o[from] = '{'
	return o.raw(`}`)
}

// tellSighting tells of an entry of a sighting: to whoever may read it now, as it stands now. Who
// came to see the indicator later was told that as of something new, without what was before.
func (t *teller) tellSighting(n int, typ string) (Event, bool) {
	c := t.c
	x := c.voices.all[c.voices.told[c.events.positions[n]]]
	if x == nil || x.ord == noRow {
		return Event{}, false
	}
	row := c.record(c.rows.at(x.ord))
	if !reads(t.v, &row, t.now) || !c.hears(t.v, x, t.now) || t.regained(x.ord, c.events.positions[n]) {
		return Event{}, false
	}
	c.say(t.page, t.v, x, t.now)
	return Event{Mark: t.mark, Row: x.ord, Type: typ, At: time.Unix(0, c.events.at[n]).UTC()}, true
}
