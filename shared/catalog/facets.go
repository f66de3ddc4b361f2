package catalog

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Facet is what indicators are counted by.
type Facet string

// The facets, named as the filters are that take their values.
const (
	ByType         Facet = "type"
	ByBrand        Facet = "brand"
	ByTag          Facet = "tag"
	ByPublisher    Facet = "publisher" // by the names that the viewer knows; who is withheld is in none
	ByState        Facet = "state"
	ByLabel        Facet = "tlp"
	ByInfringement Facet = "infringement"
	ByTaskForce    Facet = "task_force" // those that the viewer is in
	ByConfidence   Facet = "confidence" // in the bands of STIX 2.1, appendix A: none, low, medium, high; not_given
)

// FacetNames lists the facets.
func FacetNames() []Facet {
	return []Facet{ByType, ByBrand, ByTag, ByPublisher, ByState, ByLabel, ByInfringement, ByTaskForce, ByConfidence}
}

// Bucket is how many indicators have a value.
type Bucket struct {
	Value string
	Count int
}

// Facets counts what v may read and q matches, in all and by each of some facets: the most frequent
// values first, up to top of them. What is asked of a facet itself does not narrow its own counts:
// they tell what else could have been asked for. Of what v may know to exist, and no more, nothing
// is counted. It returns ErrBodies where q asks for words.
func (c *Catalog) Facets(ctx context.Context, v *scope.View, q Query, facets []Facet, top int, now time.Time) (total int, by map[Facet][]Bucket, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		total, by = c.facets(v, q, facets, top, now)
	}
	return total, by, err
}

func (c *Catalog) facets(v *scope.View, q Query, facets []Facet, top int, now time.Time) (total int, by map[Facet][]Bucket) {
	at := now.Unix()
	q.Read = true
	states := q.States
	q.States = []State{All} // as a rule nearly all are in the states asked for: those are picked out at the end
	whole := c.matched(v, q, at)
	all := c.within(whole, states, at)
	by = map[Facet][]Bucket{}
	for _, f := range facets {
		set := all
		if f == ByState {
			set = whole
		} else if without, asked := q.without(f); asked {
			set = c.within(c.matched(v, without, at), states, at)
		}
		by[f] = c.count(v, f, set, top, at)
	}
	return int(all.GetCardinality()), by
}

// within returns the rows of a set that are in any of some states.
func (c *Catalog) within(set *roaring.Bitmap, states []State, now int64) *roaring.Bitmap {
	c.open(now)
	defer c.mu.RUnlock()
	in := c.inStates(states)
	if in == nil {
		return set
	}
	in = roaring.And(set, in)
	c.keepTimely(in, states, now)
	return in
}

// without is q without what it asks of a facet, and whether it asks anything.
func (q Query) without(f Facet) (_ Query, asked bool) {
	switch f {
	case ByType:
		asked, q.Types = len(q.Types) > 0, nil
	case ByBrand:
		asked, q.Brands = len(q.Brands) > 0, nil
	case ByTag:
		asked, q.Tags = len(q.Tags) > 0, nil
	case ByPublisher:
		asked, q.Publishers = len(q.Publishers) > 0, nil
	case ByState:
		q.States = []State{All}
	case ByLabel:
		asked, q.Labels = len(q.Labels) > 0, nil
	case ByInfringement:
		asked, q.Infringements = len(q.Infringements) > 0, nil
	case ByTaskForce:
		asked, q.TaskForces = len(q.TaskForces) > 0, nil
	case ByConfidence:
		asked, q.MinConfidence = q.MinConfidence > 0, 0
	}
	return q, asked
}

// matched returns the rows that v may read and q, which asks for no others, matches. Where bitmaps
// alone tell, rows are looked at only where a judge is to be asked: what is red or personal.
func (c *Catalog) matched(v *scope.View, q Query, now int64) *roaring.Bitmap {
	s, found := newSeek(q), roaring.New()
	s.looked = true // all are wanted
	if !q.scans(v) {
		c.open(now)
		see, read := c.visible(v, now)
		found = c.candidates(v, s, see, read, now)
		s.within = roaring.New()
		if v.Judge != nil {
			for cell, b := range c.cells {
				if cell.Label() == tlp.Red || cell.Type().Personal() {
					s.within.Or(roaring.And(b, found))
				}
			}
		}
		c.mu.RUnlock()
		if s.within.IsEmpty() {
			return found
		}
		found.AndNot(s.within)
	}
	c.each(v, s, c.below(0), now, func(m match) bool { found.Add(m.ord); return true })
	return found
}

// parcel is how many bitmaps are counted under one lock.
const parcel = 64

// count counts the rows of a set, of which v may read all, by a facet.
func (c *Catalog) count(v *scope.View, f Facet, set *roaring.Bitmap, top int, now int64) []Bucket {
	counts := map[string]int{}
	add := func(value string, b *roaring.Bitmap) {
		if n := set.AndCardinality(b); n > 0 && value != "" {
			counts[value] += int(n)
		}
	}
	switch f {
	case ByBrand:
		countNames(c, c.brands, add)
	case ByTag:
		countNames(c, c.tags, add)
	case ByInfringement:
		countNames(c, c.infringements, add)
	case ByPublisher:
		c.countPublishers(v, set, now, add)
	default:
		c.open(now)
		defer c.mu.RUnlock()
		c.countFew(v, f, now, add)
	}
	all := make([]Bucket, 0, len(counts))
	for value, n := range counts {
		all = append(all, Bucket{value, n})
	}
	slices.SortFunc(all, func(a, b Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return all[:min(top, len(all))]
}

// countFew counts by facets of few values.
func (c *Catalog) countFew(v *scope.View, f Facet, now int64, add func(string, *roaring.Bitmap)) {
	switch f {
	case ByType:
		for t := range observable.Count {
			add(t.String(), c.inCell([]observable.Type{t}, nil))
		}
	case ByLabel:
		for m := range tlp.Mark(tlp.Count) {
			add(m.String(), c.inCell(nil, []tlp.Mark{m}))
		}
	case ByState:
		for _, name := range append(slices.Clone(stateNames[:]), Over) {
			in := c.inStates([]State{name}).Clone()
			c.keepTimely(in, []State{name}, now)
			add(string(name), in)
		}
	case ByTaskForce:
		for _, t := range v.TaskForces {
			add(string(t), anyWith(c.atoms, []scope.Atom{scope.In(t)}))
		}
	case ByConfidence:
		for confidence, b := range c.confidences {
			add(band(int(confidence)), b)
		}
	case ByBrand, ByTag, ByInfringement, ByPublisher:
	}
}

// band is the word for a confidence (STIX 2.1, appendix A, "None / Low / Med / High").
func band(confidence int) string {
	switch {
	case confidence < 0:
		return "not_given"
	case confidence == 0:
		return "none"
	case confidence < 30:
		return "low"
	case confidence < 70:
		return "medium"
	}
	return "high"
}

// countNames counts by facts of which there may be many, so that a writer gets its turn.
func countNames(c *Catalog, f facts[string], add func(string, *roaring.Bitmap)) {
	c.mu.RLock()
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	c.mu.RUnlock()
	for part := range slices.Chunk(names, parcel) {
		c.mu.RLock()
		for _, name := range part {
			if b := f[name]; b != nil {
				add(name, b)
			}
		}
		c.mu.RUnlock()
	}
}

// countPublishers counts by publisher as v may know it.
func (c *Catalog) countPublishers(v *scope.View, set *roaring.Bitmap, now int64, add func(string, *roaring.Bitmap)) {
	signed, veiled := roaring.New(), roaring.New()
	for _, part := range parts(set) {
		c.mu.RLock()
		known := part
		if !v.ReadsWhole() {
			known = roaring.New()
			for it := part.Iterator(); it.HasNext(); {
				ord := it.Next()
				if record := c.record(c.rows.at(ord)); v.Owns(&record) || v.Decide(scope.ReadSource, &record, now) {
					known.Add(ord)
				}
			}
		}
		named := roaring.And(known, c.named)
		if own := c.atoms[scope.By(v.Member)]; own != nil && v.Member != "" {
			named.Or(roaring.And(known, own))
		}
		signed.Or(named)
		veiled.Or(roaring.AndNot(roaring.And(known, c.pseudonymous), named))
		c.mu.RUnlock()
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, p := range c.publishers.all {
		if by := c.atoms[scope.By(p.id)]; by != nil {
			add(string(p.id), roaring.And(by, signed))
			if hidden := roaring.And(by, veiled); !hidden.IsEmpty() {
				add(c.options.Pseudonym(v.Side(), p.id), hidden)
			}
		}
	}
}

// parts cuts a set into some that a writer can wait for.
func parts(set *roaring.Bitmap) []*roaring.Bitmap {
	const wide = 2 * slice
	var all []*roaring.Bitmap
	for from := uint64(0); !set.IsEmpty() && from <= uint64(set.Maximum()); from += wide {
		part := roaring.New()
		part.AddRange(from, from+wide)
		if part.And(set); !part.IsEmpty() {
			all = append(all, part)
		}
	}
	return all
}
