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
	return knows(v, r, now) || v.MatchesUnseen() && v.Decide(scope.Match, r, now)
}

// knows reports whether v may read what a record is about.
func knows(v *scope.View, r *scope.Record, now int64) bool {
	_, read := may(v, r, now)
	return read && (!r.Cell.Type().Personal() || v.ReadsWhole() || v.Decide(scope.ReadPII, r, now))
}

// corroboration counts the publishers with a live indicator on the observable of a row which
// v may read or have matched, that row's own among them. v may read the row; where the value is
// masked from it, and it may not have it matched, that row's publisher alone is counted.
func (c *Catalog) corroboration(v *scope.View, m match, now int64) int {
	alone := !c.shared.Contains(m.ord) // as a rule: nobody else has it
	if !alone && !v.ReadsWhole() {
		record := c.record(m.row)
		alone = !counts(v, &record, now)
	}
	if alone {
		if m.row.live(now) {
			return 1
		}
		return 0
	}
	var some [16]uint32
	found := some[:0]
	canonical := c.body(m.row).canonical()
	for ord, o := range c.sameHash(canonical) {
		if m.all != nil && !m.all.Contains(ord) && !v.MatchesUnseen() {
			continue // as a rule: most rows need not be looked at
		}
		if o.cell.Type() != m.row.cell.Type() || !o.live(now) || c.body(o).canonical() != canonical {
			continue
		}
		if ord != m.ord {
			record := c.record(o)
			if !counts(v, &record, now) {
				continue
			}
		}
		found = append(found, o.publisher)
	}
	slices.Sort(found)
	return len(slices.Compact(found))
}

// corroborationOf is corroboration for a state that is not, or no longer, in a row.
func (c *Catalog) corroborationOf(v *scope.View, d *draft, now int64) int {
	found := map[id.Member]bool{}
	if d.row.live(now) {
		found[d.publisher.id] = true
	}
	if !counts(v, &d.record, now) {
		return len(found)
	}
	for _, o := range c.sameHash(d.body.canonical()) {
		if o.cell.Type() != d.row.cell.Type() || !o.live(now) {
			continue
		}
		if b := c.body(o); b.canonical() != d.body.canonical() || b.id() == d.id {
			continue
		}
		record := c.record(o)
		if counts(v, &record, now) {
			found[c.publishers.all[o.publisher].id] = true
		}
	}
	return len(found)
}
