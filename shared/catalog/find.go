package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// asksContent reports whether q filters by what a viewer that knows of a record's existence
// alone may not learn. Then only records that may be read can match: a filter is no oracle.
func (q *Query) asksContent() bool {
	return q.Export || q.Read || len(q.Types) > 0 || q.asksValue() || len(q.Brands) > 0 || len(q.Tags) > 0 ||
		len(q.Infringements) > 0 || len(q.Bases) > 0 || len(q.Labels) > 0 || len(q.Publishers) > 0 || len(q.TaskForces) > 0 ||
		q.MinConfidence > 0 || q.asksTime()
}

func (q *Query) asksTime() bool {
	return !q.Since.IsZero() || !q.Until.IsZero() || !q.CreatedSince.IsZero()
}

// scans reports whether rows have to be looked at one by one, for a viewer.
func (q *Query) scans(v *scope.View) bool {
	return q.Text != "" || q.Prefix != "" || q.Registrable != "" || q.MinConfidence > 0 || q.asksTime() || q.Export ||
		!v.ReadsWhole() && (q.asksValue() || len(q.Publishers) > 0 || len(q.Bases) > 0)
}

// passes decides what a row alone tells, but for its texts.
func (c *Catalog) passes(q *Query, r *row, now int64) bool {
	return q.timely(r, now) &&
		(q.MinConfidence <= 0 || int(r.confidence) >= q.MinConfidence) &&
		(q.Since.IsZero() || r.modifiedAt >= nanos(q.Since)) &&
		(q.Until.IsZero() || r.modifiedAt < nanos(q.Until)) &&
		(len(q.Types) == 0 || slices.Contains(q.Types, r.cell.Type())) &&
		(len(q.Labels) == 0 || slices.Contains(q.Labels, r.cell.Label())) &&
		(len(q.Canonical) == 0 || slices.Contains(q.Canonical, c.canonical(r))) &&
		(q.CreatedSince.IsZero() || !c.createdAt(r).Before(q.CreatedSince))
}

// timely decides what time tells of a row: what is published is within its validity, unless asked
// for otherwise; what is over was published or disputed.
func (q *Query) timely(r *row, now int64) bool {
	over := slices.Contains(q.States, Over)
	switch {
	case slices.Contains(q.States, All):
	case r.state == isPublished:
		return r.over(now) && over || !r.over(now) && (len(q.States) == 0 || slices.Contains(q.States, Published))
	case r.state == isDisputed:
		return r.over(now) && over || slices.Contains(q.States, Disputed)
	}
	return true
}

// asked returns the facts that a row must have all of.
func (c *Catalog) asked(v *scope.View, q *Query) []*roaring.Bitmap {
	var all []*roaring.Bitmap
	if states := c.inStates(q.States); states != nil {
		all = append(all, states)
	}
	for _, of := range []struct {
		facts facts[string]
		names []string
	}{{c.brands, q.Brands}, {c.tags, q.Tags}, {c.infringements, q.Infringements}, {c.bases, q.Bases}} {
		if len(of.names) > 0 {
			all = append(all, anyWith(of.facts, of.names))
		}
	}
	if len(q.Publishers) > 0 {
		var by []*roaring.Bitmap
		for _, name := range q.Publishers {
			by = append(by, c.by(v, name))
		}
		all = append(all, roaring.FastOr(by...))
	}
	if len(q.TaskForces) > 0 {
		var in []scope.Atom
		for _, t := range q.TaskForces {
			if v.Sits(t) {
				in = append(in, scope.In(t))
			}
		}
		all = append(all, anyWith(c.atoms, in))
	}
	return all
}

// inStates returns the rows in any of some states, as Query has them; nil: any will do.
func (c *Catalog) inStates(states []State) *roaring.Bitmap {
	if slices.Contains(states, All) {
		return nil
	}
	if len(states) == 0 {
		states = []State{Published}
	}
	var in []state
	for _, s := range states {
		if s == Over {
			in = append(in, isPublished, isDisputed)
		}
		if n := toState(s); n != isOther {
			in = append(in, n)
		}
	}
	return anyWith(c.states, in)
}

// by returns the rows whose publisher v knows by a name: its own, those that are signed with it,
// and those under the name that v has for their publisher.
func (c *Catalog) by(v *scope.View, name id.Member) *roaring.Bitmap {
	own := anyWith(c.atoms, []scope.Atom{scope.By(name)})
	if name == v.Member {
		return own
	}
	found := roaring.And(own, c.named)
	if strings.HasPrefix(string(name), pseudonymHead) {
		for _, p := range c.publishers.all {
			if c.options.Pseudonym(v.Side(), p.id) == string(name) {
				found.Or(roaring.And(anyWith(c.atoms, []scope.Atom{scope.By(p.id)}), c.pseudonymous))
			}
		}
	}
	if own := c.atoms[scope.By(v.Member)]; own != nil && v.Member != "" {
		found.AndNot(own) // which it knows by its own name
	}
	return found
}

// pseudonymHead is how the names begin that Options.Pseudonym gives.
const pseudonymHead = "anon-"

// anyWith returns the rows that have any of some facts. It is not to be changed.
func anyWith[K comparable](f facts[K], of []K) *roaring.Bitmap {
	var all []*roaring.Bitmap
	for _, k := range of {
		if b := f[k]; b != nil {
			all = append(all, b)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return roaring.FastOr(all...)
}

// candidates returns the rows that v, which may see and read those given, may see and q
// matches, as far as bitmaps tell, and that are in all of some sets. The bitmap is the caller's.
func (c *Catalog) candidates(v *scope.View, s *seek, see, read *roaring.Bitmap, now int64, within ...*roaring.Bitmap) *roaring.Bitmap {
	q := &s.Query
	narrow := append(within, c.asked(v, q)...)
	if q.asksContent() {
		narrow = append(narrow, read)
	} else {
		narrow = append(narrow, see)
	}
	if len(q.Canonical) > 0 {
		narrow = append(narrow, c.exact(q.Canonical))
	}
	if len(q.Types) > 0 || len(q.Labels) > 0 {
		narrow = append(narrow, c.inCell(q.Types, q.Labels))
	}
	if since := c.rows.since(q); since != nil {
		narrow = append(narrow, since)
	}
	if s.within != nil {
		narrow = append(narrow, s.within)
	}
	slices.SortFunc(narrow, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	set := roaring.FastAnd(narrow...)
	c.keepTimely(set, q.States, now)
	return s.narrowed(c, set)
}

// keepTimely takes from a set what is over, or what is not, as some states ask.
func (c *Catalog) keepTimely(set *roaring.Bitmap, states []State, now int64) {
	if slices.Contains(states, All) {
		return
	}
	published := len(states) == 0 || slices.Contains(states, Published)
	over, disputed := slices.Contains(states, Over), slices.Contains(states, Disputed)
	late := c.overdue(now)
	if published != over { // else those that are published are in either way, or out
		these := orNone(c.states[isPublished])
		if over {
			set.AndNot(roaring.AndNot(these, late))
		} else {
			late := roaring.And(set, late)
			late.And(these)
			set.AndNot(late)
		}
	}
	if over && !disputed {
		set.AndNot(roaring.AndNot(orNone(c.states[isDisputed]), late))
	}
}

// overdue returns the rows whose validity is over, whatever their state. It is not the caller's to
// change.
func (c *Catalog) overdue(now int64) *roaring.Bitmap {
	if c.clock.covers(now) {
		return c.expired
	}
	set := c.expired.Clone() // the clock is near
	for _, ord := range c.clock.between(min(now, c.clock.at), max(now, c.clock.at)) {
		x := c.rows.at(ord).expiry
		put(set, ord, x != 0 && now >= x)
	}
	return set
}

func orNone(b *roaring.Bitmap) *roaring.Bitmap {
	if b == nil {
		return roaring.New()
	}
	return b
}

func (c *Catalog) exact(canonicals []string) *roaring.Bitmap {
	b := roaring.New()
	for _, canonical := range canonicals {
		for ord, r := range c.sameHash(canonical) {
			if c.canonical(r) == canonical {
				b.Add(ord)
			}
		}
	}
	return b
}

// inCell returns the rows of any of some types and of any of some labels; of all where none is given.
func (c *Catalog) inCell(types []observable.Type, labels []tlp.Mark) *roaring.Bitmap {
	var bitmaps []*roaring.Bitmap
	for cell, b := range c.cells {
		if (len(types) == 0 || slices.Contains(types, cell.Type())) && (len(labels) == 0 || slices.Contains(labels, cell.Label())) {
			bitmaps = append(bitmaps, b)
		}
	}
	return roaring.FastOr(bitmaps...)
}

// slice is how many rows or entries are looked at under one lock, so that a writer gets its turn.
const slice = 1 << 13

// match is a row that a viewer may see and a query matches.
type match struct {
	ord  uint32
	row  *row
	read bool            // the viewer may read its core
	all  *roaring.Bitmap // all that the viewer may read
}

// each calls yield, newest first and below an ordinal, with the rows that v may see and a seek
// matches, until it returns false. yield runs under the read lock. It goes down by ranges of ordinals
// that double: as a rule a page is among the newest, and bitmaps of the rest need not be met for it.
func (c *Catalog) each(v *scope.View, s *seek, below uint32, now int64, yield func(match) bool) {
	for size := uint32(slice); below > 0; size *= 2 {
		for from := (below - 1) &^ (size - 1); below > from; {
			below = c.eachSlice(v, s, from, below, now, yield)
		}
	}
}

// eachSlice goes through some of the rows from one ordinal to below another, and returns the ordinal
// to go on below: from at their end, 0 at the end of all.
func (c *Catalog) eachSlice(v *scope.View, s *seek, from, below uint32, now int64, yield func(match) bool) uint32 {
	c.open(now)
	defer c.mu.RUnlock()
	see, all := c.visible(v, now)
	these := roaring.New()
	these.AddRange(uint64(from), uint64(below))
	set := c.candidates(v, s, see, all, now, these)
	looked, most := 0, s.most(c)
	s.looked = true
	for it := set.ReverseIterator(); it.HasNext(); {
		ord := it.Next()
		if m, ok := c.meets(v, s, ord, now); ok {
			if m.all = all; !yield(m) {
				return 0
			}
		}
		if looked++; looked == most {
			return ord
		}
		if c.lacks() {
			return 0
		}
	}
	return from
}

// meets decides on one of the candidates: may v see it, and does a seek match it, by what v may read?
func (c *Catalog) meets(v *scope.View, s *seek, ord uint32, now int64) (match, bool) {
	r, q := c.rows.at(ord), &s.Query
	if !c.passes(q, r, now) {
		return match{}, false
	}
	record := c.record(r)
	see, read := may(v, &record, now)
	if see && (read || !q.asksContent()) && q.answers(v, &record, now) && (!s.asksTexts() || s.says(c, ord, r, classesOf(v, &record, now))) {
		return match{ord: ord, row: r, read: read}, true
	}
	return match{}, false
}
