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
	shapes  shapes         // of the bitmaps in turned
	sets    table[scope.Bits]

	rows   []rowTurn
	gains  map[uint32][]gain // by ordinal, in order
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
	at    int64
	count int
	saw   sight
}

// sight is what a viewer saw of some rows until a moment. Between the last entry and this one a
// boundary may have passed, and no entry tells when it looked: what it may have been given is
// the most that it saw, and what it may have passed over is what lies above the least.
type sight struct {
	mostSee, mostRead   *roaring.Bitmap
	leastSee, leastRead *roaring.Bitmap
}

// rowTurn is what a boundary in time did to one row, for many viewers.
type rowTurn struct {
	position     ledger.Position
	when         int64
	ord          uint32
	lost, gained uint32 // in sets
	over         bool
}

// gain is who gained a row at a position.
type gain struct {
	position ledger.Position
	viewers  uint32 // in sets
}

// loss is who lost a row by an entry of its own.
type loss struct {
	viewers uint32 // in sets
	over    bool
}

func newTurns() turns {
	t := turns{
		numbers: map[string]int{}, shapes: shapes{}, sets: newTable[scope.Bits](),
		gains: map[uint32][]gain{}, losses: map[ledger.Position]loss{},
	}
	t.sets.intern("", nil) // 0: nobody
	return t
}

// Turn tells what the entry at a position does to rights: the ledger's clock is at a time from
// there on, and the viewers that it shifts may do what is new. Call it before Apply is given the
// entry, with every entry that can change rights, and with every entry whose time is past the
// moment at which rights were to change by themselves.
//
// Rights that have changed by themselves since the last entry are told of first, with Lapse.
//
// What rows are lost and gained by it is told by Events once Apply has the entry. A viewer that
// becomes nobody is told nothing of it; when it is back, it is told of what has changed for it.
func (c *Catalog) Turn(p ledger.Position, at time.Time, shifts []scope.Shift) {
	c.turn(p, at, at, shifts)
}

// Lapse is Turn for rights that changed by themselves, at a moment before the entry at a position
// was written: a task force had its end, a rule its beginning. Each such moment is one call, in
// order. What it was until a moment, a viewer is no longer at it.
func (c *Catalog) Lapse(p ledger.Position, at time.Time, shifts []scope.Shift) {
	c.turn(p, at, at.Add(-1), shifts)
}

// turn shifts rights at a time; until then, or the last instant before, they were what they were.
func (c *Catalog) turn(p ledger.Position, at, last time.Time, shifts []scope.Shift) {
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
		next, gone := c.shift(&s, t.turned[n].away, before, max(before, last.Unix()), now)
		if next != nil {
			next.lost, next.gained, next.over = t.shapes.one(next.lost), t.shapes.one(next.gained), t.shapes.one(next.over)
		}
		c.mu.Lock()
		t.turned[n].away = gone
		if next != nil {
			next.position, next.when = p, when
			t.turned[n].add(next)
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

// add adds a shift, to another at its position if there is one. A row may then be lost and
// gained, too: it depends on what the viewer may do when it is told.
func (t *turned) add(next *shift) {
	t.ever.Or(next.gained)
	last := len(t.shifts) - 1
	if last < 0 || t.shifts[last].position != next.position {
		t.shifts = append(t.shifts, *next)
		return
	}
	same := &t.shifts[last]
	same.lost, same.gained, same.over = roaring.Or(same.lost, next.lost), roaring.Or(same.gained, next.gained), roaring.Or(same.over, next.over)
	same.when = next.when
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
