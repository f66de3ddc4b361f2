package catalog

import (
	"context"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Claim is an indicator that stands, as far as it ties observables together and one viewer may
// read it. What is masked is absent: an observable that is, and a link that is, is not in it.
type Claim struct {
	ID         id.Indicator
	Observable observable.Observable // the zero one where it is masked
	Links      []Link                // of those that may be read
	Brands     []string
	Confidence int    // -1 where not given
	Basis      string // "" where not given or masked
	Source     string // who says so: a member, or a name for one; "" where the viewer may not know
	Disputed   bool

	Sensitive *scope.Record // as in Item
}

// All yields the observables that the claim carries: its own, then the linked ones.
func (k *Claim) All(yield func(observable.Observable) bool) {
	if k.Observable.Canonical != "" && !yield(k.Observable) {
		return
	}
	for n := range k.Links {
		if !yield(k.Links[n].Observable) {
			return
		}
	}
}

// RootOf returns the registrable domain that o hangs on: that of a host below it, of a page and of
// a mailbox. It is "" for one that is such a domain itself, and at a host of strangers: an address
// there says nothing of whose it is.
func RootOf(o observable.Observable) string {
	root := o.Registrable()
	if root == o.Canonical || observable.Crowded(root) {
		return ""
	}
	return root
}

// Ties reads what ties observables together, as of one moment and as one viewer may know of it.
// It is for one reader, and one request. Revoked, overruled, held, expired and hidden claims are
// not in it, nor is anything counted of them.
type Ties struct {
	ctx  context.Context //nolint:containedctx // it is for one request
	err  error
	c    *Catalog
	v    *scope.View
	now  int64
	seen map[uint32]seen
}

type seen struct {
	modified uint64
	claim    *Claim
}

// Ties opens the ties for a viewer, for as long as ctx.
func (c *Catalog) Ties(ctx context.Context, v *scope.View, now time.Time) *Ties {
	return &Ties{ctx: ctx, c: c.reading(), v: v, now: now.Unix(), seen: map[uint32]seen{}}
}

// Err says whether what the ties gave is void, for ErrBodies.
func (t *Ties) Err() error { return t.err }

// Carrying yields the claims on an observable and those that link to it, oldest first, until yield
// returns false. yield runs under the read lock, and must not call the catalog.
func (t *Ties) Carrying(k observable.Key, yield func(*Claim) bool) {
	typ, canonical, ok := observable.ParseKey(k)
	if !ok || typ.Personal() && !t.readsPersonal() {
		return
	}
	t.each(func(read *roaring.Bitmap) []uint32 {
		ords := t.c.ties.within(nil, t.c.tie(linked, string(k)), read)
		for ord := range t.c.sameHash(canonical) {
			if read.Contains(ord) {
				ords = append(ords, ord)
			}
		}
		return ords
	}, func(o observable.Observable) bool { return o.Canonical == canonical && o.Type == typ }, yield)
}

// Alike is Carrying for what has a match key (observable.MatchKeys).
func (t *Ties) Alike(k observable.Key, yield func(*Claim) bool) {
	t.each(func(read *roaring.Bitmap) []uint32 { return t.c.ties.within(nil, t.c.tie(alike, string(k)), read) },
		func(o observable.Observable) bool { return slices.Contains(o.MatchKeys(), k) }, yield)
}

// Under is Carrying for what hangs on a registrable domain (RootOf).
func (t *Ties) Under(root string, yield func(*Claim) bool) {
	t.each(func(read *roaring.Bitmap) []uint32 {
		ords := t.c.ties.within(nil, t.c.tie(under, root), read)
		if t.readsPersonal() {
			ords = t.c.ties.within(ords, t.c.tie(mailUnder, root), read)
		}
		return ords
	}, func(o observable.Observable) bool { return RootOf(o) == root }, yield)
}

// readsPersonal reports whether there can be a record of which the viewer may read what is personal.
func (t *Ties) readsPersonal() bool { return len(t.v.Acts[scope.ReadPII].Allow) > 0 }

// each yields those of the rows, which are of those that the viewer may read, whose claim carries
// something for which is holds.
func (t *Ties) each(rows func(read *roaring.Bitmap) []uint32, is func(observable.Observable) bool, yield func(*Claim) bool) {
	var from uint32
	for again := t.err == nil; again; again, t.err = t.c.fetch(t.ctx) {
		from = t.eachFrom(from, rows, is, yield)
	}
}

// eachFrom is each from an ordinal on, up to the first whose body is not at hand: that is where to go on.
func (t *Ties) eachFrom(from uint32, rows func(read *roaring.Bitmap) []uint32, is func(observable.Observable) bool, yield func(*Claim) bool) uint32 {
	t.c.open(t.now)
	defer t.c.mu.RUnlock()
	_, read := t.c.visible(t.v, t.now)
	ords := rows(read)
	slices.Sort(ords)
	for _, ord := range slices.Compact(ords) {
		if ord < from {
			continue
		}
		claim := t.claim(ord)
		if t.c.misses() {
			if t.c.lacks() {
				break
			}
			continue
		}
		from = ord + 1
		if claim == nil {
			continue
		}
		carried := false
		for o := range claim.All {
			carried = carried || is(o)
		}
		if carried && !yield(claim) {
			return from
		}
	}
	return from
}

// claim reads a row as the viewer may, nil where it may not, or where the row does not stand.
func (t *Ties) claim(ord uint32) *Claim {
	r := t.c.rows.at(ord)
	if r.state != isPublished && r.state != isDisputed || r.expiry != 0 && t.now >= r.expiry {
		return nil
	}
	if had, ok := t.seen[ord]; ok && had.modified == uint64(r.modified) {
		return had.claim
	}
	record := t.c.record(r)
	if _, read := may(t.v, &record, t.now); !read {
		return nil
	}
	claim := t.c.claim(r, &record, t.v, classesOf(t.v, &record, t.now))
	if t.c.misses() {
		return nil
	}
	t.seen[ord] = seen{uint64(r.modified), claim}
	return claim
}

func (c *Catalog) claim(r *row, record *scope.Record, v *scope.View, cs classes) *Claim {
	i, err := c.own(r)
	if err != nil { // a defect: nothing is shown
		return nil
	}
	cs.mask(&i)
	claim := &Claim{
		ID: i.ID, Observable: i.Observable, Links: i.Links, Brands: i.Brands, Confidence: i.Confidence, Basis: i.Basis,
		Disputed: r.state == isDisputed,
	}
	if i.Observable.Canonical == "" {
		claim.Observable = observable.Observable{}
	}
	switch {
	case v.Member != "" && v.Member == i.Publisher || cs.source && r.attribution == isNamed:
		claim.Source = string(i.Publisher)
	case cs.source && r.attribution == isPseudonymous:
		claim.Source = c.options.Pseudonym(v.Side(), i.Publisher)
	}
	personal := record.Cell.Type().Personal() || slices.ContainsFunc(i.Links, func(l Link) bool { return l.Observable.Type.Personal() })
	if record.Cell.Label() == tlp.Red || cs.pii && personal {
		sensitive := *record
		claim.Sensitive = &sensitive
	}
	return claim
}
