package catalog

import (
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"runtime"
	"strings"
	"sync"

	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// errMoved says that an indicator changed what its id is made of: a defect of the writer.
var errMoved = errors.New("catalog: an indicator changed its publisher or its observable")

// draft is an entry made ready to be folded, with all that can be done without the lock.
type draft struct {
	id        id.Indicator
	verb      string
	at        int64 // of the entry, Unix nanoseconds
	record    scope.Record
	audience  string // the atoms as one text
	publisher publisher
	brands    []string
	tags      []string
	says      says
	hash      uint64
	foreign   bool // its observable was named by rules that are not those of now
	ties      []uint64
	body      body
	is        *Indicator
	prints    []observable.Fingerprint
	ranges    []uint16
	row       row       // but what is known under the lock only
	sighting  *Sighting // of a sighting's entry
	notice    *Notice   // of a notice's
}

// Apply folds entries; it ignores other kinds. Entries are decoded and rendered by several
// workers and folded in order, some hundred under one lock, so that readers get their turn.
func (c *Catalog) Apply(es []ledger.Entry) error {
	// Before anything counts as looked at.
	if err := c.alarms.apply(es); err != nil {
		return err
	}
	drafts, err := c.prepareAll(es)
	if err != nil {
		return err
	}
	for len(drafts) > 0 {
		n := min(len(drafts), 256)
		if err := c.foldAll(drafts[:n]); err != nil {
			return err
		}
		drafts = drafts[n:]
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range es {
		c.upTo = max(c.upTo, e.Position)
	}
	return nil
}

func (c *Catalog) prepareAll(es []ledger.Entry) ([]draft, error) {
	mine := make([]*ledger.Entry, 0, len(es))
	for n := range es {
		switch es[n].Kind { //nolint:exhaustive // other kinds are others'
		case ledger.KindIndicator, ledger.KindSighting, ledger.KindNotice:
			mine = append(mine, &es[n])
		}
	}
	drafts := make([]draft, len(mine))
	errs := make([]error, len(mine))
	prepare := func(from, to int) {
		for n := from; n < to; n++ {
			drafts[n], errs[n] = c.prepare(*mine[n])
		}
	}
	const worth = 64 // entries for one more worker
	if workers := min(runtime.GOMAXPROCS(0), len(mine)/worth); workers > 1 {
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() { prepare(w*len(mine)/workers, (w+1)*len(mine)/workers) })
		}
		wg.Wait()
	} else {
		prepare(0, len(mine))
	}
	for n, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("catalog: entry %d: %w", mine[n].Position, err)
		}
	}
	return drafts, nil
}

// says are the facts on what an indicator says.
type says struct {
	infringement, basis string
	grams               []uint16
	createdAt           int64 // Unix nanoseconds
}

// indicatorOf is the indicator that the entry carries, or else has written down.
func indicatorOf(e ledger.Entry) (*Indicator, error) {
	if i, ok := e.Value.(*Indicator); ok {
		return i, nil
	}
	i, err := Decode(e)
	return &i, err
}

func (c *Catalog) prepare(e ledger.Entry) (draft, error) {
	switch e.Kind { //nolint:exhaustive // an indicator's
	case ledger.KindSighting:
		return sighted(e)
	case ledger.KindNotice:
		return matched(e)
	}
	i, err := indicatorOf(e)
	if err != nil {
		return draft{}, err
	}
	foreign := i.Observable.Version != observable.Version
	i = rekeyed(i)
	d := draft{
		id: i.ID, foreign: foreign, verb: e.Verb, at: nanos(e.At), record: i.Record(), brands: i.Brands, tags: i.Tags,
		says:      says{infringement: i.Infringement, basis: i.Basis, grams: gramsOf(i), createdAt: nanos(i.Created)},
		hash:      c.hash(i.Observable.Canonical),
		ties:      c.tiesOf(i),
		prints:    i.Fingerprints,
		ranges:    c.rangesOf(i.Observable),
		publisher: publisher{id: i.Publisher, json: string(quote([]byte(`,"publisher":`), string(i.Publisher)))},
		is:        i,
	}
	var key strings.Builder
	for _, a := range d.record.Atoms {
		key.WriteString(string(a))
		key.WriteByte(0)
	}
	d.audience = key.String()
	d.row = row{
		created: e.Position, modified: e.Position, modifiedAt: nanos(i.Modified),
		embargo: d.record.Embargo, expiry: d.record.Expiry, cell: d.record.Cell,
		confidence: int8(max(-1, min(100, i.Confidence))), state: toState(i.State), attribution: toAttribution(i.Attribution),
	}
	d.body = c.fragments(i, e.Position)
	return d, nil
}

func (c *Catalog) foldAll(drafts []draft) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for n := range drafts {
		if err := c.fold(&drafts[n]); err != nil {
			return err
		}
		c.upTo = max(c.upTo, drafts[n].row.modified)
	}
	const least = 64 << 10 // bytes to look at: some times what one entry brings
	err := c.options.Cellar.Tidy(max(least, len(drafts)<<12), func(ord uint32, to cellar.Place) { c.rows.at(ord).place = to })
	if err == nil && c.remote() {
		err = c.tail.tidy(max(least, len(drafts)<<12))
	}
	if err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	return nil
}

func (c *Catalog) fold(d *draft) error {
	switch {
	case d.sighting != nil:
		c.hear(d)
		return nil
	case d.notice != nil:
		c.notify(d)
		return nil
	}
	d.row.publisher = c.publishers.intern(string(d.publisher.id), d.publisher)
	d.row.audience = c.audiences.intern(d.audience, d.record.Atoms)
	if d.at > c.turns.when {
		c.pass(d.row.modified, d.at, nil)
	}
	ord, known := c.find(d.id)
	var flags uint8
	anew := false
	var said uint64
	var err error
	if known {
		was := c.rows.at(ord)
		if was.publisher != d.row.publisher || was.cell.Type() != d.row.cell.Type() || !d.foreign && c.moved(was, d) {
			return fmt.Errorf("%s: %w", d.id, errMoved)
		}
		if was.audience != d.row.audience || was.cell != d.row.cell || was.embargo != d.row.embargo || was.expiry != d.row.expiry {
			flags = c.move(d.row.modified, ord, was, d)
		}
		if said, err = c.forget(ord, was); err != nil {
			return err
		}
		if d.row.state == isErased {
			c.unshare(ord, was)
		}
		anew = was.anew(&d.row) || d.foreign && c.moved(was, d)
	}
	if known && !anew {
		was := c.rows.at(ord)
		d.row.created, d.row.before, d.row.revised = was.created, was.before, was.revised || d.verb == VerbRevised
		err = c.replace(ord, was, &d.row, d.body, d)
	} else {
		ord, err = c.enter(d, ord, anew)
	}
	if err != nil {
		return err
	}
	if d.row.state == isErased {
		c.hush(d.id)
		c.notices.forget(d.id)
	}
	c.learn(ord, d)
	if again := known && !anew; !again || said != c.gramsSum(d.says.grams) {
		c.postings.add(ord, again, d.says.grams)
	}
	c.touched.add(ord)
	c.events.add(d.row.modified, ord, d.verb, d.at, flags)
	return nil
}

// enter gives an indicator a row: a new one where it had another, which is then nobody's.
func (c *Catalog) enter(d *draft, had uint32, anew bool) (ord uint32, err error) {
	if anew {
		if err := c.retire(had, c.rows.at(had), d); err != nil {
			return 0, err
		}
	}
	ord = uint32(c.rows.count)
	if err = c.keep(ord, &d.row, d.body, d); err != nil {
		return 0, err
	}
	if last, ok := c.same.find(d.hash, anyOf); d.body.canonical() == "" { // it was erased
	} else if ok {
		d.row.before = last + 1
		c.shared.AddMany([]uint32{last, ord})
		c.same.set(d.hash, last, ord)
	} else {
		c.same.add(d.hash, ord)
	}
	if anew {
		c.ids.set(c.hash(string(d.id)), had, ord)
	} else {
		c.ids.add(c.hash(string(d.id)), ord)
	}
	c.rows.append(d.row)
	c.ranges.add(d.ranges, ord)
	c.plan(ord, &row{}, &d.row)
	return ord, nil
}

// keep puts away what a row is to say by an entry: in the cellar, or else its gist, and the body for the
// database.
func (c *Catalog) keep(ord uint32, r *row, b body, d *draft) (err error) {
	text := string(b)
	if c.remote() {
		g := c.stubOf(d.id)
		if r.state == isGone {
			b = ""
		} else {
			g = c.gistOf(d.is, r, b)
		}
		if err = c.tail.add(r.created, d.row.modified, b); err != nil {
			return fmt.Errorf("catalog: %w", err)
		}
		text = string(g)
	}
	if r.place, err = c.options.Cellar.Put(ord, text); err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	return nil
}

// replace puts one state of a row in the place of another: nothing is left of what that said.
func (c *Catalog) replace(ord uint32, was, is *row, b body, d *draft) error {
	if err := c.keep(ord, is, b, d); err != nil {
		return err
	}
	c.options.Cellar.Drop(was.place)
	if c.remote() {
		c.tail.supersede(was.created, was.modified)
	}
	c.plan(ord, was, is)
	*was = *is
	return nil
}

// anew reports whether a row that was revoked, or held, is published for others to see than those who saw
// it: then they learn nothing of what it was before, not even that it was.
func (r *row) anew(next *row) bool {
	return (r.ended() || r.state == isHeld) && next.state == isPublished &&
		(r.audience != next.audience || r.cell != next.cell || r.embargo != next.embargo)
}

// nowhere is a cell that is in no mask.
const nowhere = scope.Cell(math.MaxUint16)

// retire leaves a row, whose facts are forgotten, in its place for ordinals' sake: no viewer
// may see it, nor the events of its entries.
func (c *Catalog) retire(ord uint32, r *row, d *draft) error {
	name := quote(make(object, numbers, 64).raw(`{"id":`), string(c.id(r))) // those who have lost it are told which
	gone := row{
		created: r.created, modified: r.modified, before: r.before,
		cell: nowhere, state: isGone, publisher: r.publisher,
	}
	c.touched.add(ord)
	return c.replace(ord, r, &gone, bodyOf(name, len(name), len(name), ""), d)
}

// learn adds the facts of a row, forget takes them away, and returns the buckets of what it said.
func (c *Catalog) learn(ord uint32, d *draft) {
	r := c.rows.at(ord)
	for _, a := range d.record.Atoms {
		c.atoms.add(a, ord)
	}
	c.cells.add(r.cell, ord)
	for _, b := range d.brands {
		c.brands.add(b, ord)
	}
	for _, t := range d.tags {
		c.tags.add(t, ord)
	}
	c.infringements.add(d.says.infringement, ord)
	c.bases.add(d.says.basis, ord)
	c.confidences.add(r.confidence, ord)
	if r.attribution == isPseudonymous {
		c.pseudonymous.Add(ord)
	}
	c.rows.newer(ord, d.says.createdAt)
	for _, hash := range d.ties {
		c.ties.add(hash, ord)
	}
	c.pictures.add(d.prints, ord)
	c.states.add(r.state, ord)
	if r.attribution == isNamed {
		c.named.Add(ord)
	}
	put(c.private, ord, r.embargo >= scope.Forever)
	c.tick(ord)
}

func (c *Catalog) forget(ord uint32, r *row) (uint64, error) {
	i, err := c.said(r)
	if err != nil {
		return 0, err
	}
	for _, a := range c.audiences.all[r.audience] {
		c.atoms.remove(a, ord)
	}
	c.cells.remove(r.cell, ord)
	for _, b := range i.Brands {
		c.brands.remove(b, ord)
	}
	for _, t := range i.Tags {
		c.tags.remove(t, ord)
	}
	c.infringements.remove(i.Infringement, ord)
	c.bases.remove(i.Basis, ord)
	c.confidences.remove(r.confidence, ord)
	c.pseudonymous.Remove(ord)
	for _, hash := range c.tiesOf(&i.Indicator) {
		c.ties.remove(hash, ord)
	}
	if i.prints {
		c.pictures.remove(ord)
	}
	c.states.remove(r.state, ord)
	c.named.Remove(ord)
	return i.grams, nil
}

// find returns the ordinal of an indicator.
func (c *Catalog) find(i id.Indicator) (uint32, bool) {
	return c.ids.find(c.hash(string(i)), func(ord uint32) bool { return c.id(c.rows.at(ord)) == i })
}

// hash is what c.ids and c.same are kept by.
func (c *Catalog) hash(s string) uint64 { return maphash.String(c.seed, s) }

// anyOf holds for all ordinals.
func anyOf(uint32) bool { return true }
