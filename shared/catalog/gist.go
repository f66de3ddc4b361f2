package catalog

import (
	"encoding/binary"
	"hash/maphash"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// gist is what stays at hand of a body that is in a database: all that rows are found, counted, met and
// folded anew by. Texts that many share stand in it by number (holdings.words).
//
// It begins with the hash of the body (8 bytes) and that of its grams (8 bytes); then numbers are
// varints, and texts begin with their length:
//
//	length of the body and flags, id, canonical, state where it is a later version's, infringement, basis, brands, tags,
//	links (type, canonical), created (seconds, nanoseconds), valid until (the same)
type gist string

const (
	hasNote = 1 << iota
	hasPrints
	allFlags
)

const gistHead = 16

// gistOf makes the gist of what a row is to say.
func (c *Catalog) gistOf(i *Indicator, r *row, b body) gist {
	var state string
	if r.state == isOther {
		state = string(i.State)
	}
	var flags uint64
	if i.Note != "" {
		flags |= hasNote
	}
	if len(i.Fingerprints) > 0 {
		flags |= hasPrints
	}
	g := make([]byte, 0, 160)
	g = binary.LittleEndian.AppendUint64(g, c.sum(string(b)))
	g = binary.LittleEndian.AppendUint64(g, c.gramsSum(gramsOf(i)))
	text := func(s string) { g = append(binary.AppendUvarint(g, uint64(len(s))), s...) }
	word := func(s string) { g = binary.AppendUvarint(g, uint64(c.words.intern(s, s))) }
	words := func(all []string) {
		g = binary.AppendUvarint(g, uint64(len(all)))
		for _, s := range all {
			word(s)
		}
	}
	moment := func(t time.Time) {
		t = utc(t)
		g = binary.AppendVarint(g, t.Unix())
		g = binary.AppendUvarint(g, uint64(t.Nanosecond()))
	}
	g = binary.AppendUvarint(g, uint64(len(b))*allFlags+flags)
	text(string(i.ID))
	text(i.Observable.Canonical)
	word(state)
	word(i.Infringement)
	word(i.Basis)
	words(i.Brands)
	words(i.Tags)
	g = binary.AppendUvarint(g, uint64(len(i.Links)))
	for _, l := range i.Links {
		g = binary.AppendUvarint(g, uint64(l.Observable.Type))
		text(l.Observable.Canonical)
	}
	moment(i.Created)
	moment(i.ValidUntil)
	return gist(g)
}

// stubOf is the gist of a row that is nobody's any more: its id.
func (c *Catalog) stubOf(name id.Indicator) gist {
	return c.gistOf(&Indicator{ID: name}, &row{}, "")
}

// sum is the hash by which a body from the database is known to be the one that was folded.
func (c *Catalog) sum(b string) uint64 { return maphash.String(c.seed, b) }

func (c *Catalog) gramsSum(grams []uint16) uint64 {
	var h maphash.Hash
	h.SetSeed(c.seed)
	for _, g := range grams {
		_ = h.WriteByte(byte(g))
		_ = h.WriteByte(byte(g >> 8))
	}
	return h.Sum64()
}

// gistReader reads a gist from its front.
type gistReader struct{ left string }

func (r *gistReader) number() uint64 {
	n, size := uvarint(r.left)
	r.left = r.left[size:]
	return n
}

func (r *gistReader) text() string {
	n := r.number()
	s := r.left[:n]
	r.left = r.left[n:]
	return s
}

func (r *gistReader) moment() time.Time {
	n := r.number()
	seconds := int64(n >> 1)
	if n&1 != 0 {
		seconds = ^seconds
	}
	return time.Unix(seconds, int64(r.number())).UTC()
}

func uvarint(s string) (n uint64, size int) {
	for shift := 0; ; shift += 7 {
		b := s[size]
		n |= uint64(b&0x7f) << shift
		if size++; b < 0x80 {
			return n, size
		}
	}
}

func (g gist) has(flag uint64) bool {
	n, _ := uvarint(string(g[gistHead:]))
	return n&flag != 0
}

// size is that of the body.
func (g gist) size() int {
	n, _ := uvarint(string(g[gistHead:]))
	return int(n / allFlags)
}

func (g gist) id() id.Indicator {
	r := gistReader{string(g[gistHead:])}
	r.number()
	return id.Indicator(r.text())
}

func (g gist) canonical() string {
	r := gistReader{string(g[gistHead:])}
	r.number()
	r.text()
	return r.text()
}

func (g gist) sum() uint64   { return binary.LittleEndian.Uint64([]byte(g[:8])) }
func (g gist) grams() uint64 { return binary.LittleEndian.Uint64([]byte(g[8:16])) }

// read reads back what a gist has of an indicator.
func (c *Catalog) readGist(g gist) Indicator {
	r := gistReader{string(g[gistHead:])}
	r.number()
	word := func() string { return c.words.all[r.number()] }
	words := func() []string {
		n := r.number()
		if n == 0 {
			return nil
		}
		all := make([]string, n)
		for k := range all {
			all[k] = word()
		}
		return all
	}
	i := Indicator{ID: id.Indicator(strings.Clone(r.text()))}
	i.Observable.Canonical = strings.Clone(r.text())
	i.State = State(word())
	i.Infringement, i.Basis = word(), word()
	i.Brands, i.Tags = words(), words()
	if n := r.number(); n > 0 {
		i.Links = make([]Link, n)
		for k := range i.Links {
			i.Links[k].Observable.Type = observable.Type(r.number())
			i.Links[k].Observable.Canonical = strings.Clone(r.text())
		}
	}
	i.Created, i.ValidUntil = r.moment(), r.moment()
	return i
}

// gist is what is at hand of a row whose body is in a database.
func (c *Catalog) gist(r *row) gist { return gist(c.options.Cellar.Get(r.place)) }

// remote reports whether bodies are in a database.
func (c *holdings) remote() bool { return c.options.Bodies != nil }

// id is a row's: good under the lock alone.
func (c *Catalog) id(r *row) id.Indicator {
	if c.remote() {
		return c.gist(r).id()
	}
	return c.body(r).id()
}

// canonical is a row's canonical value: good under the lock alone.
func (c *Catalog) canonical(r *row) string {
	if c.remote() {
		return c.gist(r).canonical()
	}
	return c.body(r).canonical()
}

// said is what a row's facts were learnt from.
type said struct {
	Indicator        // but for what no fact is of
	prints    bool   // of an image
	grams     uint64 // the hash of its buckets
}

func (c *Catalog) said(r *row) (said, error) {
	if c.remote() {
		g := c.gist(r)
		i := c.readGist(g)
		i.Observable.Type = r.cell.Type()
		return said{i, g.has(hasPrints), g.grams()}, nil
	}
	i, err := c.own(r)
	return said{i, len(i.Fingerprints) > 0, c.gramsSum(gramsOf(&i))}, err
}

// linked are the observables that a row links to: their types and canonical values.
func (c *Catalog) linked(r *row) []Link {
	said, err := c.said(r)
	if err != nil { // a defect: none
		return nil
	}
	return said.Links
}

// saysOf is says by the gist.
func (c *Catalog) saysOf(r *row, class scope.Act) bool {
	i := c.readGist(c.gist(r))
	if class == scope.ReadEvidence {
		return i.Basis != "" || c.gist(r).has(hasNote)
	}
	return len(i.Links) > 0
}

// summaryOf is the core fragment of a row as far as a summary shows it, by the gist.
func (c *Catalog) summaryOf(r *row) string {
	i := c.readGist(c.gist(r))
	o := quote(object(`{"id":`), string(i.ID))
	o = texts(o, `,"brands":`, i.Brands)
	o = o.text(`,"infringement":`, i.Infringement).int(`,"confidence":`, int(r.confidence)).text(`,"basis":`, i.Basis)
	o = o.time(`,"valid_until":`, i.ValidUntil).text(`,"tlp":`, r.cell.Label().String())
	o = o.text(`,"state":`, string(c.stateOf(r)))
	if r.modifiedAt != nanos(time.Time{}) {
		o = o.time(`,"modified_at":`, time.Unix(0, r.modifiedAt))
	}
	return string(o)
}

// stateOf is a row's state by name.
func (c *Catalog) stateOf(r *row) State {
	switch {
	case r.state < isOther:
		return stateNames[r.state]
	case c.remote():
		return c.readGist(c.gist(r)).State
	}
	return stateName(r, c.body(r))
}
