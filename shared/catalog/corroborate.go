package catalog

import (
	"iter"
	"slices"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// sameHash yields the rows whose canonical value has the hash of the one given: most of them, but
// not surely all, have that value.
func (c *Catalog) sameHash(canonical string) iter.Seq2[uint32, *row] {
	return func(yield func(uint32, *row) bool) {
		ord, ok := c.same.find(c.hash(canonical), anyOf)
		for ok {
			r := c.rows.at(ord)
			if !yield(ord, r) {
				return
			}
			ord, ok = r.before-1, r.before > 0
		}
	}
}

// counts reports whether v may count a record beside another one on the same observable: it may
// read what that is, or policy lets it be matched unseen. A count over values that are masked
// would tell who guesses one that the guess is right.
func counts(v *scope.View, r *scope.Record, now int64) bool {
	if knows(v, r, now) {
		return true
	}
	return v.MatchesUnseen() && v.Decide(scope.Match, r, now)
}

// knows reports whether v may read what a record is about.
func knows(v *scope.View, r *scope.Record, now int64) bool {
	_, read := may(v, r, now)
	return read && (!r.Cell.Type().Personal() || v.ReadsWhole() || v.Decide(scope.ReadPII, r, now))
}

// tally is the publishers that a viewer may count, by number: those that it could count itself, and
// the others, which it may have counted unseen.
type tally struct {
	some          [16]uint32
	known, unseen []uint32
}

// total is how many there are. A viewer is told of those that it cannot see only where there are
// at least k, all together: one more than it knows would point at somebody (design: domain.md,
// "Guards").
func (t *tally) total(v *scope.View) int {
	slices.Sort(t.known)
	t.known = slices.Compact(t.known)
	if len(t.unseen) == 0 {
		return len(t.known)
	}
	all := slices.Concat(t.known, t.unseen)
	slices.Sort(all)
	if n := len(slices.Compact(all)); n >= v.Least() {
		return n
	}
	return len(t.known)
}

// meet adds a record beside one on the same observable, of which the viewer knows what it is about
// or does not, if it may be counted.
func (t *tally) meet(v *scope.View, r *scope.Record, publisher uint32, known bool, now int64) {
	switch {
	case known && knows(v, r, now):
		t.known = append(t.known, publisher)
	case counts(v, r, now):
		t.unseen = append(t.unseen, publisher)
	}
}

// corroboration counts the publishers with a live indicator on the observable of a row which
// v may read or have matched, that row's own among them; those matched alone from k publishers on. v may
// read the row; where the value is masked from it, and it may not have it matched, that row's
// publisher alone is counted.
func (c *Catalog) corroboration(v *scope.View, m match, now int64) int {
	alone, known := !c.shared.Contains(m.ord), true // as a rule: nobody else has it
	if !alone && !v.ReadsWhole() {
		record := c.record(m.row)
		known = knows(v, &record, now)
		alone = !known && !counts(v, &record, now)
	}
	if alone {
		if m.row.live(now) {
			return 1
		}
		return 0
	}
	canonical := c.canonical(m.row)
	var found tally
	found.known = found.some[:0]
	for ord, o := range c.sameHash(canonical) {
		if m.all != nil && !m.all.Contains(ord) && !v.MatchesUnseen() {
			continue // as a rule: most rows need not be looked at
		}
		if o.cell.Type() != m.row.cell.Type() || !o.live(now) || c.canonical(o) != canonical {
			continue
		}
		if ord == m.ord {
			found.known = append(found.known, o.publisher)
			continue
		}
		record := c.record(o)
		found.meet(v, &record, o.publisher, known, now)
	}
	return found.total(v)
}

// corroborationOf is corroboration for a state that is not, or no longer, in a row.
func (c *Catalog) corroborationOf(v *scope.View, d *draft, now int64) int {
	var found tally
	if d.row.live(now) {
		found.known = append(found.some[:0], c.publisherNumber(d.publisher.id))
	}
	known := knows(v, &d.record, now)
	if !known && !counts(v, &d.record, now) {
		return found.total(v)
	}
	for _, o := range c.sameHash(d.body.canonical()) {
		if o.cell.Type() != d.row.cell.Type() || !o.live(now) {
			continue
		}
		if c.canonical(o) != d.body.canonical() || c.id(o) == d.id {
			continue
		}
		record := c.record(o)
		found.meet(v, &record, o.publisher, known, now)
	}
	return found.total(v)
}

// publisherNumber is a publisher's, as rows have it; that of one without rows is nobody's.
func (c *Catalog) publisherNumber(m id.Member) uint32 {
	if n, ok := c.publishers.index[string(m)]; ok {
		return n
	}
	return noRow
}
