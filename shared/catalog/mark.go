package catalog

import (
	"strconv"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

// Mark is a place in the order of events: a position of the ledger, and within it a place,
// for one entry that changes rights can be many events to one viewer. The place is 0 for the
// event that is the entry itself, and an ordinal + 1 for that of a row which the entry turned.
//
// Marks are as stable as the ledger is: the same on every process, and after every start.
type Mark uint64

// places is how many bits of a mark say the place: room for 268 million rows, and for as many
// entries times 256.
const places = 28

// MarkAfter is after everything at a position, and before everything at the next.
func MarkAfter(p ledger.Position) Mark { return markOf(p, 1<<places-1) }

// MarkOf is the mark of the event that an entry itself is.
func MarkOf(p ledger.Position) Mark { return markOf(p, 0) }

func markOf(p ledger.Position, place uint64) Mark { return Mark(uint64(p)<<places | place) }

// markTurned is where the event of a row stands that was turned at a position.
func markTurned(p ledger.Position, ord uint32) Mark { return markOf(p, uint64(ord)+1) }

// Position is that of the entry which the event comes from.
func (m Mark) Position() ledger.Position { return ledger.Position(m >> places) }

func (m Mark) place() uint64 { return uint64(m) & (1<<places - 1) }

// First is the mark after which all stands that the entry of m's position turned, m itself where it
// is the entry's own: for those who search by time, which turned events are not in the order of.
func (m Mark) First() Mark { return MarkOf(m.Position()) }

// String is what ids of events are made from: the position alone where the event is the entry
// itself, so that they are those that they were before rights had events.
func (m Mark) String() string {
	s := strconv.FormatUint(uint64(m.Position()), 10)
	if place := m.place(); place > 0 {
		s += "." + strconv.FormatUint(place, 10)
	}
	return s
}

// Seal is the mark as its viewer holds it: id of an event, cursor of a feed.
func (m Mark) Seal(s *position.Sealer, viewer string) string {
	return s.Seal(position.Mark, viewer, ledger.Position(m))
}

// OpenMark reads back what Seal made for the same viewer, and the cursors of older hubs, which
// were positions.
func OpenMark(s *position.Sealer, viewer, sealed string) (m Mark, ok bool) {
	if p, ok := s.Open(position.Mark, viewer, sealed); ok {
		return Mark(p), true
	}
	if p, ok := s.Open(position.Feed, viewer, sealed); ok {
		return MarkAfter(p), true
	}
	return 0, false
}

// Newest returns the mark of the last event up to a position for which ok holds, 0 if there is
// none. ok must hold for all events before one for which it holds. next finds the first event
// after a mark; it is asked some 20 times.
// An error of next ends it.
func Newest(upTo ledger.Position, next func(after Mark) (Event, bool, error), ok func(*Event) bool) (Mark, error) {
	var failed error
	found := func(after Mark) (Mark, bool) {
		if failed != nil {
			return 0, false
		}
		e, any, err := next(after)
		if failed = err; err != nil {
			return 0, false
		}
		return e.Mark, any && e.Mark <= MarkAfter(upTo) && ok(&e)
	}
	var newest Mark
	for low, high := ledger.Position(0), upTo; low < high; {
		middle := low + (high-low)/2
		if m, ok := found(MarkAfter(middle)); ok {
			newest, low = m, m.Position()
		} else {
			high = middle
		}
	}
	// That is the first event of its position; where there are more, the last of them.
	low, high := newest, MarkAfter(newest.Position())
	if m, ok := found(low); !ok || m > high {
		return newest, failed
	}
	for last := high; low < high; {
		middle := low + (high-low)/2
		if m, ok := found(middle); ok && m <= last {
			low = m
		} else {
			high = middle
		}
	}
	return low, failed
}
