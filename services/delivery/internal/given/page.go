package given

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
)

// page is what one subscription was given of 65,536 rows.
type page struct {
	member  id.Member
	known   bool // it holds all that the shelf has; else ops and maybe alone
	changed bool // it holds more than the shelf has
	used    uint64
	ops     []op // to be done to what the shelf has

	maybe    *roaring.Bitmap // may have been sent, by who can no longer say; nil: none
	sent     *roaring.Bitmap // was sent, and not acknowledged; nil: none
	taken    []dated         // by day
	recalled []dated
}

// dated are the rows of which something was acknowledged on a day, counted from 1970-01-01.
type dated struct {
	day  uint16
	rows *roaring.Bitmap
}

type op struct {
	row  uint16
	what what
	day  uint16
}

type what uint8

const (
	sent what = iota
	taken
	recalled
)

func today(t time.Time) uint16 { return uint16(t.Unix() / (24 * 60 * 60)) }

func dayOf(n uint16) time.Time { return time.Unix(int64(n)*24*60*60, 0).UTC() }

func (p *page) dirty() bool { return p.changed || len(p.ops) > 0 }

// note does something to the page, or keeps it to be done.
func (p *page) note(o op) {
	if !p.known {
		p.ops = append(p.ops, o)
		return
	}
	if p.do(o) {
		p.changed = true
	}
}

// do reports whether that changed anything.
func (p *page) do(o op) bool {
	row := uint32(o.row)
	switch o.what {
	case sent:
		if find(p.taken, row) >= 0 && find(p.recalled, row) < 0 || has(p.sent, row) {
			return false // it holds it anyway
		}
		p.sent = with(p.sent, row)
	case taken:
		back := find(p.recalled, row)
		if was := find(p.taken, row); was >= 0 && back < 0 {
			return drop(&p.sent, row)
		}
		p.taken = strike(p.taken, row)
		p.recalled = strike(p.recalled, row)
		drop(&p.sent, row)
		p.taken = enter(p.taken, row, o.day)
	case recalled:
		if find(p.recalled, row) >= 0 && !has(p.sent, row) {
			return false
		}
		drop(&p.sent, row)
		p.recalled = enter(strike(p.recalled, row), row, o.day)
		if find(p.taken, row) < 0 {
			p.maybe = with(p.maybe, row) // it was given all the same
		}
	}
	return true
}

// doubt notes that rows of a page may have been sent.
func (p *page) doubt(rows *roaring.Bitmap, n uint32) {
	part := roaring.New()
	part.AddRange(uint64(n)<<16, uint64(n+1)<<16)
	part.And(rows)
	part = roaring.AddOffset64(part, -int64(n)<<16)
	if p.maybe != nil {
		before := p.maybe.GetCardinality()
		if p.maybe.Or(part); p.maybe.GetCardinality() == before {
			return
		}
	} else {
		p.maybe = part
	}
	p.changed = true
}

// on puts what is known of the page on what the shelf has of it.
func (p *page) on(old *page) {
	if old.maybe != nil {
		if p.maybe == nil {
			p.maybe = roaring.New()
		}
		p.maybe.Or(old.maybe)
	}
	p.sent, p.taken, p.recalled = old.sent, old.taken, old.recalled
	p.known = true
	ops := p.ops
	p.ops = nil
	for _, o := range ops {
		p.note(o)
	}
}

func (p *page) was(row uint16) bool {
	r := uint32(row)
	return has(p.maybe, r) || has(p.sent, r) || find(p.taken, r) >= 0 || find(p.recalled, r) >= 0
}

// holding is what is known of a row, but whose page this is. What may have been sent, by who can no longer
// say, is no holding: it was sent again since, or recalled.
func (p *page) holding(row uint16) (h Holding, ok bool) {
	r := uint32(row)
	h.Member, h.Sent = p.member, has(p.sent, r)
	if n := find(p.taken, r); n >= 0 {
		h.Taken = dayOf(p.taken[n].day)
	}
	if n := find(p.recalled, r); n >= 0 {
		h.Recalled = dayOf(p.recalled[n].day)
	}
	return h, h.Sent || !h.Taken.IsZero() || !h.Recalled.IsZero()
}

func subscriptionOf(key string) id.Subscription {
	parts := strings.Split(key, ".")
	return id.Subscription(parts[1]) // "p.<subscription>.<n>"
}

func has(b *roaring.Bitmap, row uint32) bool { return b != nil && b.Contains(row) }

func with(b *roaring.Bitmap, row uint32) *roaring.Bitmap {
	if b == nil {
		b = roaring.New()
	}
	b.Add(row)
	return b
}

func drop(b **roaring.Bitmap, row uint32) bool { return *b != nil && (*b).CheckedRemove(row) }

// find returns which of the days a row is on, or -1.
func find(ds []dated, row uint32) int {
	return slices.IndexFunc(ds, func(d dated) bool { return d.rows.Contains(row) })
}

func strike(ds []dated, row uint32) []dated {
	n := find(ds, row)
	if n < 0 {
		return ds
	}
	if ds[n].rows.Remove(row); ds[n].rows.IsEmpty() {
		return slices.Delete(ds, n, n+1)
	}
	return ds
}

// enter adds a row to a day: the newest are first.
func enter(ds []dated, row uint32, day uint16) []dated {
	n := slices.IndexFunc(ds, func(d dated) bool { return d.day <= day })
	if n < 0 {
		n = len(ds)
	}
	if n == len(ds) || ds[n].day != day {
		ds = slices.Insert(ds, n, dated{day, roaring.New()})
	}
	ds[n].rows.Add(row)
	return ds
}

// version is the first byte of a page on the shelf; after it come the member's name, and bitmaps,
// each after what it is, its day and its length.
const version = 1

var errPage = errors.New("given: a page that cannot be read")

const (
	isMaybe byte = iota
	isSent
	isTaken
	isRecalled
)

// encode is what the shelf is to have of the page; it counts as written from then on.
func (p *page) encode() ([]byte, error) {
	b := append([]byte{version, byte(len(p.member))}, p.member...)
	var failed error
	put := func(kind byte, day uint16, rows *roaring.Bitmap) {
		if rows == nil || rows.IsEmpty() {
			return
		}
		rows.RunOptimize()
		raw, err := rows.ToBytes()
		failed = errors.Join(failed, err)
		b = binary.BigEndian.AppendUint16(append(b, kind), day)
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(raw))), raw...)
	}
	put(isMaybe, 0, p.maybe)
	put(isSent, 0, p.sent)
	for _, d := range p.taken {
		put(isTaken, d.day, d.rows)
	}
	for _, d := range p.recalled {
		put(isRecalled, d.day, d.rows)
	}
	if failed == nil {
		p.changed = false
	}
	return b, failed
}

func (p *page) decode(b []byte) error {
	if len(b) < 2 || b[0] != version || len(b) < 2+int(b[1]) {
		return errPage
	}
	p.member, b = id.Member(b[2:2+int(b[1])]), b[2+int(b[1]):]
	for len(b) > 0 {
		if len(b) < 7 {
			return errPage
		}
		kind, day, size := b[0], binary.BigEndian.Uint16(b[1:]), binary.BigEndian.Uint32(b[3:])
		if b = b[7:]; uint64(len(b)) < uint64(size) {
			return errPage
		}
		rows := roaring.New()
		if _, err := rows.ReadFrom(bytes.NewReader(b[:size])); err != nil {
			return fmt.Errorf("%w: %w", errPage, err)
		}
		b = b[size:]
		switch kind {
		case isMaybe:
			p.maybe = rows
		case isSent:
			p.sent = rows
		case isTaken:
			p.taken = append(p.taken, dated{day, rows})
		case isRecalled:
			p.recalled = append(p.recalled, dated{day, rows})
		default:
			return errPage
		}
	}
	return nil
}
