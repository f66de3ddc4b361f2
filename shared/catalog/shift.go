package catalog

import (
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/scope"
)

// shift compares what a viewer may do with what it might, row by row where that can differ. It
// returns nil where nothing does, and what is to be kept while the viewer is nobody. The times are
// those of the entry before, of the last instant of the old rights, and of the first of the new.
func (c *Catalog) shift(s *scope.Shift, gone *away, before, last, now int64) (*shift, *away) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var within *roaring.Bitmap
	var saw sight
	switch {
	case c.rows.count == 0 || (s.Was == nil && (s.Is == nil || gone == nil)):
		return nil, gone // it has been shown nothing; what there is its feed tells from the start
	case s.Is == nil:
		return nil, &away{at: before, count: c.rows.count, saw: c.sight(s.Was, nil, before, last)}
	case s.Was == nil:
		within = roaring.New()
		within.AddRange(0, uint64(gone.count)) // what is newer was not told, nor passed over
		before, saw = gone.at, gone.saw
	default:
		within = c.differing(s.Was, s.Is)
		// Those that time alone changes, and those for which a reader has moved the facts meanwhile.
		within.AddMany(c.clock.between(min(before, c.clock.at), max(now, c.clock.at)))
		saw = c.sight(s.Was, within, before, last)
	}
	see, read := c.levels(s.Is, within, now)
	next := &shift{lost: roaring.AndNot(saw.mostSee, see), gained: roaring.AndNot(see, saw.leastSee), over: roaring.New()}
	next.lost.Or(roaring.AndNot(saw.mostRead, read))
	next.gained.Or(roaring.AndNot(read, saw.leastRead))
	if s.Was != nil {
		next.gained.Or(c.otherwise(s.Was, s.Is, within, roaring.And(saw.leastRead, read)))
	}
	if next.lost.IsEmpty() && next.gained.IsEmpty() {
		return nil, nil
	}
	for _, ord := range c.clock.between(before, now) {
		if x := c.rows.at(ord).expiry; next.lost.Contains(ord) && before < x && x <= now {
			next.over.Add(ord)
		}
	}
	for _, b := range []*roaring.Bitmap{next.lost, next.gained, next.over} {
		b.RunOptimize()
	}
	return next, nil
}

// otherwise returns those of the rows, which a viewer might and may read, of which it may read other
// classes of fields than it might: they are told again, as they stand now, to take the place of
// what it was given.
func (c *Catalog) otherwise(was, is *scope.View, within, read *roaring.Bitmap) *roaring.Bitmap {
	rows := roaring.New()
	if was.ReadsWhole() && is.ReadsWhole() {
		return rows
	}
	for a := scope.ReadEvidence; a <= scope.ReadSource; a++ {
		if was.Acts[a].Equal(&is.Acts[a]) {
			continue
		}
		changed := c.allowed(&was.Acts[a], was.Member, within)
		changed.Xor(c.allowed(&is.Acts[a], is.Member, within))
		changed.And(read)
		for it := changed.Iterator(); it.HasNext(); {
			if ord := it.Next(); c.says(c.rows.at(ord), a) {
				rows.Add(ord)
			}
		}
	}
	return rows
}

// says reports whether a row has something of a class; it may say so of one that has not.
func (c *Catalog) says(r *row, class scope.Act) bool {
	if class != scope.ReadSource && c.remote() {
		return class == scope.ReadPII && r.cell.Type().Personal() || c.saysOf(r, class)
	}
	var core string
	if class != scope.ReadSource {
		core = c.body(r).core()
	}
	switch class { //nolint:exhaustive // the other acts are no classes
	case scope.ReadEvidence:
		return strings.Contains(core, `,"basis":`) || strings.Contains(core, `,"note":`)
	case scope.ReadPII:
		return r.cell.Type().Personal() || strings.Contains(core, `,"links":[`)
	}
	return r.attribution != isWithheld
}

// sight returns what v saw from one time to another.
func (c *Catalog) sight(v *scope.View, within *roaring.Bitmap, from, to int64) sight {
	see, read := c.levels(v, within, from)
	passed := c.clock.between(from, to)
	if len(passed) == 0 {
		return sight{see, read, see, read}
	}
	then, those := c.levels(v, within, to)
	saw := sight{roaring.Or(see, then), roaring.Or(read, those), roaring.And(see, then), roaring.And(read, those)}
	for _, ord := range passed {
		if record := c.record(c.rows.at(ord)); opened(&record, from, to) && (within == nil || within.Contains(ord)) {
			if sees, reads := may(v, &record, record.Embargo); sees {
				saw.mostSee.Add(ord)
				if reads {
					saw.mostRead.Add(ord)
				}
			}
		}
	}
	return saw
}

// opened reports whether a record was open for a while between two times at which it was not:
// its embargo ended, and then its validity.
func opened(r *scope.Record, from, to int64) bool {
	return from < r.Embargo && r.Embargo < r.Expiry && r.Expiry <= to
}

// levels returns the rows that v may see, and of these the ones that it may read, at a time;
// within: of these rows alone, nil: of all.
func (c *Catalog) levels(v *scope.View, within *roaring.Bitmap, at int64) (see, read *roaring.Bitmap) {
	see = c.allowed(&v.Acts[scope.See], v.Member, within)
	read = c.allowed(&v.Acts[scope.ReadCore], v.Member, within)
	read.And(see)
	// The facts stand for the clock's time: the rows that differ at this one are put right.
	for _, ord := range c.clock.between(min(at, c.clock.at), max(at, c.clock.at)) {
		if within == nil || within.Contains(ord) {
			record := c.record(c.rows.at(ord))
			sees, reads := may(v, &record, at)
			put(see, ord, sees)
			put(read, ord, reads)
		}
	}
	return see, read
}

// differing returns the rows for which two views may decide differently: those of the atoms and
// cells whose rules are not the same.
func (c *Catalog) differing(v, w *scope.View) *roaring.Bitmap {
	rows := roaring.New()
	add := func(of *roaring.Bitmap, m, n scope.Mask) {
		if x := m.AndNot(n).Or(n.AndNot(m)); !x.IsZero() && of != nil {
			rows.Or(c.inCells(x, of))
		}
	}
	for a := scope.See; a <= scope.ReadSource; a++ { // the other acts show nothing
		x, y := &v.Acts[a], &w.Acts[a]
		for _, masks := range [][2]map[scope.Atom]scope.Mask{{x.Allow, y.Allow}, {x.Deny, y.Deny}, {y.Allow, x.Allow}, {y.Deny, x.Deny}} {
			for atom, m := range masks[0] {
				if n := masks[1][atom]; m == n {
					continue
				} else if atom == scope.Everyone {
					rows.Or(c.inCells(m.AndNot(n).Or(n.AndNot(m)), nil))
				} else {
					add(c.atoms[atom], m, n)
				}
			}
		}
		add(c.embargoed, x.Embargoed, y.Embargoed)
		add(c.expired, x.Expired, y.Expired)
	}
	return rows
}
