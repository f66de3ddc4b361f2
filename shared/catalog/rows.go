package catalog

import (
	"math"
	"slices"
	"sort"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// row is what is kept of an indicator besides its body. Its number, the ordinal, is in order of
// first entry. It has no pointers: the collector passes it by.
type row struct {
	place           cellar.Place // of the body
	created         ledger.Position
	modified        ledger.Position
	modifiedAt      int64  // Unix nanoseconds
	embargo, expiry int64  // as in scope.Record
	before          uint32 // the ordinal + 1 of another whose canonical value has the same hash; 0: none
	audience        uint32 // in audiences
	publisher       uint32 // in publishers
	cell            scope.Cell
	confidence      int8
	state           state
	attribution     attribution
	revised         bool // it has said something else since it was published: once, and from then on
}

// State and Attribution in a byte.
type (
	state       uint8
	attribution uint8
)

const (
	isPublished state = iota
	isDisputed
	isRevoked
	isOverruled
	isHeld
	isRefused
	isErased
	isOther // of a later version; never shown as anything else
	isGone  // published anew for others to see, in another row: this one is nobody's
)

var stateNames = [isOther]State{Published, Disputed, Revoked, Overruled, Held, Refused, Erased}

const (
	isNamed attribution = iota
	isPseudonymous
	isWithheld // and whatever is not known
)

func toState(s State) state {
	if n := slices.Index(stateNames[:], s); n >= 0 {
		return state(n)
	}
	return isOther
}

func toAttribution(a Attribution) attribution {
	switch a {
	case Named:
		return isNamed
	case Pseudonymous:
		return isPseudonymous
	default:
		return isWithheld
	}
}

// live says that the claim stands: neither taken back nor past its validity.
func (r *row) live(now int64) bool { return r.state == isPublished && !r.over(now) }

// over says that its validity is: of one that stood until then, or waited.
func (r *row) over(now int64) bool {
	return r.expiry != 0 && now >= r.expiry && (r.state == isPublished || r.state == isDisputed || r.state == isHeld)
}

// ended says that its publisher may publish the claim anew.
func (r *row) ended() bool { return r.state == isRevoked || r.state == isRefused }

// rows is a column of rows that grows without being copied.
type rows struct {
	chunks [][]row
	count  int
	newest []newest // by chunk
}

const chunk = 1 << 10

func (rs *rows) at(ord uint32) *row { return &rs.chunks[ord/chunk][ord%chunk] }

func (rs *rows) append(r row) uint32 {
	if rs.count%chunk == 0 {
		rs.chunks = append(rs.chunks, make([]row, 0, chunk))
	}
	last := len(rs.chunks) - 1
	rs.chunks[last] = append(rs.chunks[last], r)
	rs.count++
	return uint32(rs.count - 1)
}

// before returns the first ordinal that was created at p or later: those below it are older.
func (rs *rows) before(p ledger.Position) uint32 {
	return uint32(sort.Search(rs.count, func(i int) bool { return rs.at(uint32(i)).created >= p }))
}

// record is what a decision needs of a row.
func (c *Catalog) record(r *row) scope.Record {
	return scope.Record{
		Atoms: c.audiences.all[r.audience], Cell: r.cell, Owner: c.publishers.all[r.publisher].id,
		Embargo: r.embargo, Expiry: r.expiry,
	}
}

// nanos orders times that int64 nanoseconds cannot hold at its ends.
func nanos(t time.Time) int64 {
	switch {
	case t.Year() < 1678:
		return math.MinInt64
	case t.Year() > 2261:
		return math.MaxInt64
	}
	return t.UnixNano()
}

// newest are times in a chunk of rows, Unix nanoseconds, that no row of it is after.
type newest struct{ created, modified int64 }

// newer takes a row's times in.
func (rs *rows) newer(ord uint32, created int64) {
	for len(rs.newest) < len(rs.chunks) {
		rs.newest = append(rs.newest, newest{math.MinInt64, math.MinInt64})
	}
	n := &rs.newest[ord/chunk]
	n.created, n.modified = max(n.created, created), max(n.modified, rs.at(ord).modifiedAt)
}

// since returns the rows of the chunks in which there may be some as new as q asks for, nil where it
// does not ask.
func (rs *rows) since(q *Query) *roaring.Bitmap {
	if q.Since.IsZero() && q.CreatedSince.IsZero() {
		return nil
	}
	b := roaring.New()
	for n, at := range rs.newest {
		if (q.Since.IsZero() || at.modified >= nanos(q.Since)) && (q.CreatedSince.IsZero() || at.created >= nanos(q.CreatedSince)) {
			b.AddRange(uint64(n)*chunk, uint64(n+1)*chunk)
		}
	}
	return b
}

// createdAt reads back when an indicator was first published.
func (c *Catalog) createdAt(r *row) time.Time {
	if c.remote() {
		return c.readGist(c.gist(r)).Created
	}
	t, err := time.Parse(time.RFC3339Nano, member(c.body(r).core(), `,"created_at":`))
	if err != nil { // absent: at no time
		return time.Time{}
	}
	return t
}
