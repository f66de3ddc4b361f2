package catalog

import (
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// turns is what rights did to rows, in order: what Events tells besides the entries of the rows
// themselves. It is made of the ledger alone, by the times that its entries carry and never by
// the clock on the wall, so that it comes out the same on every process and after every start.
//
// Sight has three levels: none, knowing of a row, and reading it. Whoever falls has lost the
// row, whoever rises has gained it.
type turns struct {
	when    int64      // the ledger's clock: the newest time that an entry carried, Unix nanoseconds
	at      int64      // the same in full seconds: what decides
	pending boundaries // later than at

	numbers map[string]int // of viewers by name, in the order that they came
	views   []*scope.View  // by number, as of at; the zero View is nobody's
	fan     *scope.Fan     // over views; nil: they have changed since
	turned  []turned       // by number
	sets    table[scope.Bits]

	rows   []rowTurn
	gains  map[uint32][]int // by ordinal: in rows, those that somebody gained it by
	losses map[ledger.Position]loss
	was    [4]scope.Bits // memory of compare
}

// turned is what shifts of its rights did to one viewer, in order.
type turned struct {
	shifts []shift
	ever   *roaring.Bitmap // gained by any of them
	away   *away           // while the viewer is nobody: what it saw last
}

type shift struct {
	position ledger.Position
	when     int64 // Unix nanoseconds
	lost     *roaring.Bitmap
	gained   *roaring.Bitmap
	over     *roaring.Bitmap // of the lost: their validity was over
}

// away is what a viewer saw before it became nobody, of the rows there were.
type away struct {
	at        int64
	count     int
	see, read *roaring.Bitmap
}

// rowTurn is what a boundary in time did to one row, for many viewers.
type rowTurn struct {
	position     ledger.Position
	when         int64
	ord          uint32
	lost, gained uint32 // in sets
	over         bool
}

// loss is who lost a row by an entry of its own.
type loss struct {
	viewers uint32 // in sets
	over    bool
}

func newTurns() turns {
	t := turns{
		numbers: map[string]int{}, sets: newTable[scope.Bits](),
		gains: map[uint32][]int{}, losses: map[ledger.Position]loss{},
	}
	t.sets.intern("", nil) // 0: nobody
	return t
}

// Turn tells what the entry at a position does to rights: the ledger's clock is at a time from
// there on, and the viewers that it shifts may do what is new. Call it before Apply is given the
// entry, with every entry that can change rights, and with every entry whose time is past the
// moment at which rights were to change by themselves.
//
// What rows are lost and gained by it is told by Events once Apply has the entry. A viewer that
// becomes nobody is told nothing of it; when it is back, it is told of what has changed for it.
func (c *Catalog) Turn(p ledger.Position, at time.Time, shifts []scope.Shift) {
	t := &c.turns
	c.mu.Lock()
	before := t.at
	c.pass(p, nanos(at), but(t, shifts))
	now, when := t.at, t.when
	if len(shifts) > 0 {
		c.advance(now)
	}
	c.mu.Unlock()

	// Only this goroutine feeds: what is read here stands, and readers may read meanwhile. They
	// are told none of it yet.
	for _, s := range shifts {
		n := t.numbers[s.Viewer]
		next, gone := c.shift(&s, t.turned[n].away, before, now)
		c.mu.Lock()
		t.turned[n].away = gone
		if next != nil {
			next.position, next.when = p, when
			t.turned[n].shifts = append(t.turned[n].shifts, *next)
			t.turned[n].ever.Or(next.gained)
		}
		t.views[n], t.fan = orNobody(s.Is), nil
		c.mu.Unlock()
	}
}

// Empty reports whether there has never been an indicator.
func (c *Catalog) Empty() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.rows.count == 0
}

// but is the viewers whose rights shift.
func but(t *turns, shifts []scope.Shift) (b scope.Bits) {
	for _, s := range shifts {
		n := t.number(s.Viewer)
		for len(b) <= n>>6 {
			b = append(b, 0)
		}
		b[n>>6] |= 1 << (n & 63)
	}
	return b
}

// number is a viewer's, which it has from now on.
func (t *turns) number(viewer string) int {
	n, ok := t.numbers[viewer]
	if !ok {
		n = len(t.views)
		t.numbers[viewer] = n
		t.views = append(t.views, &scope.View{})
		t.turned = append(t.turned, turned{ever: roaring.New()})
		t.fan = nil
	}
	return n
}

func orNobody(v *scope.View) *scope.View {
	if v == nil {
		return &scope.View{}
	}
	return v
}

// shift compares what a viewer may do with what it might, row by row where that can differ. It
// returns nil where nothing does, and what is to be kept while the viewer is nobody.
func (c *Catalog) shift(s *scope.Shift, gone *away, before, now int64) (*shift, *away) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var within, see, read *roaring.Bitmap
	switch {
	case c.rows.count == 0 || (s.Was == nil && (s.Is == nil || gone == nil)):
		return nil, gone // it has been shown nothing; what there is its feed tells from the start
	case s.Is == nil:
		gone = &away{at: before, count: c.rows.count}
		gone.see, gone.read = c.levels(s.Was, nil, before)
		return nil, gone
	case s.Was == nil:
		within = roaring.New()
		within.AddRange(0, uint64(gone.count)) // what is newer was not told, nor passed over
		before, see, read = gone.at, gone.see, gone.read
	default:
		within = c.differing(s.Was, s.Is)
		// Those that time alone changes, and those for which a reader has moved the facts meanwhile.
		within.AddMany(c.clock.between(min(before, c.clock.at), max(now, c.clock.at)))
		see, read = c.levels(s.Was, within, before)
	}
	seeNow, readNow := c.levels(s.Is, within, now)
	next := &shift{lost: roaring.AndNot(see, seeNow), gained: roaring.AndNot(seeNow, see), over: roaring.New()}
	next.lost.Or(roaring.AndNot(read, readNow))
	next.gained.Or(roaring.AndNot(readNow, read))
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
	for a := range v.Acts {
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
