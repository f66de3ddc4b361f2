package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// asksContent reports whether q filters by what a viewer that knows of a record's existence
// alone may not learn. Then only records that may be read can match: a filter is no oracle.
func (q *Query) asksContent() bool {
	return q.Export || q.Type != nil || len(q.Canonical) > 0 || q.Text != "" || q.Brand != "" || q.Tag != "" ||
		q.Publisher != "" || q.TaskForce != "" || q.MinConfidence > 0 || !q.Since.IsZero()
}

// scans reports whether rows have to be looked at one by one, for a viewer.
func (q *Query) scans(v *scope.View) bool {
	return q.Text != "" || q.MinConfidence > 0 || !q.Since.IsZero() || q.Export ||
		!v.ReadsWhole() && (q.asksValue() || q.Publisher != "")
}

// passes decides what a row alone tells. The text is in lower case.
func (c *Catalog) passes(q *Query, r *row, now int64) bool {
	return q.timely(r, now) &&
		(q.MinConfidence <= 0 || int(r.confidence) >= q.MinConfidence) &&
		(q.Since.IsZero() || r.modifiedAt >= nanos(q.Since)) &&
		(q.Type == nil || r.cell.Type() == *q.Type) &&
		(len(q.Canonical) == 0 || slices.Contains(q.Canonical, c.body(r).canonical())) &&
		(q.Text == "" || strings.Contains(strings.ToLower(c.body(r).canonical()), q.Text))
}

// timely decides what time tells of a row: what is published is within its validity, unless asked
// for otherwise.
func (q *Query) timely(r *row, now int64) bool {
	switch q.State {
	case "", Published:
		return !r.over(now)
	case Over:
		return r.over(now)
	}
	return true
}

// asked returns the facts that a row must have all of.
func (c *Catalog) asked(v *scope.View, q *Query) []*roaring.Bitmap {
	var all []*roaring.Bitmap
	with := func(b *roaring.Bitmap) {
		if b == nil {
			b = roaring.New()
		}
		all = append(all, b)
	}
	switch s := toState(cmp.Or(q.State, Published)); {
	case q.State == All:
	case q.State == Over:
		with(roaring.Or(orNone(c.states[isPublished]), orNone(c.states[isDisputed])))
	case s == isOther:
		with(nil)
	default:
		with(c.states[s])
	}
	if q.Brand != "" {
		with(c.brands[q.Brand])
	}
	if q.Tag != "" {
		with(c.tags[q.Tag])
	}
	if q.Publisher != "" {
		with(c.atoms[scope.By(q.Publisher)])
		if q.Publisher != v.Member {
			with(c.named)
		}
	}
	if q.TaskForce != "" {
		with(c.atoms[scope.In(q.TaskForce)])
		if !v.Sits(q.TaskForce) {
			with(nil)
		}
	}
	return all
}

// candidates returns the rows that v, which may see and read those given, may see and q
// matches, as far as bitmaps tell. The bitmap is the caller's.
func (c *Catalog) candidates(v *scope.View, q *Query, see, read *roaring.Bitmap, now int64) *roaring.Bitmap {
	narrow := c.asked(v, q)
	if q.asksContent() {
		narrow = append(narrow, read)
	} else {
		narrow = append(narrow, see)
	}
	if len(q.Canonical) > 0 {
		narrow = append(narrow, c.exact(q.Canonical))
	}
	if q.Type != nil {
		narrow = append(narrow, c.ofType(*q.Type))
	}
	slices.SortFunc(narrow, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	set := roaring.FastAnd(narrow...)
	switch q.State {
	case "", Published:
		set.AndNot(c.overdue(now))
	case Over:
		set.And(c.overdue(now))
	}
	return set
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
			if c.body(r).canonical() == canonical {
				b.Add(ord)
			}
		}
	}
	return b
}

func (c *Catalog) ofType(t observable.Type) *roaring.Bitmap {
	var bitmaps []*roaring.Bitmap
	for m := range tlp.Count {
		if b := c.cells[scope.CellOf(t, tlp.Mark(m))]; b != nil {
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

// each calls yield, newest first and below an ordinal, with the rows that v may see and q
// matches, until it returns false. yield runs under the read lock.
func (c *Catalog) each(v *scope.View, q Query, below uint32, now int64, yield func(match) bool) {
	q.Text = strings.ToLower(q.Text)
	for below > 0 {
		below = c.eachSlice(v, &q, below, now, yield)
	}
}

// eachSlice goes through some of the rows, and returns the ordinal to go on below, 0 at the end.
func (c *Catalog) eachSlice(v *scope.View, q *Query, below uint32, now int64, yield func(match) bool) uint32 {
	c.open(now)
	defer c.mu.RUnlock()
	see, all := c.visible(v, now)
	set := c.candidates(v, q, see, all, now)
	if uint64(below) < uint64(c.rows.count) {
		set.RemoveRange(uint64(below), uint64(c.rows.count))
	}
	content, looked := q.asksContent(), 0
	for it := set.ReverseIterator(); it.HasNext(); {
		ord := it.Next()
		r := c.rows.at(ord)
		if c.passes(q, r, now) {
			record := c.record(r)
			see, read := may(v, &record, now)
			if see && (read || !content) && q.answers(v, &record, now) && !yield(match{ord, r, read, all}) {
				return 0
			}
		}
		if looked++; looked == slice {
			return ord
		}
	}
	return 0
}
