package catalog

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/scope"
)

// News is what happened between two marks, looked at once for all who listen. Most of it is nothing
// to most of them, and here they can be passed over at the price of a comparison. It errs on one
// side: what it says is not to be told, is not; whether the rest is, Events decides.
type News struct {
	c           *Catalog
	after, upTo Mark
	rows        []uint32 // of the events, at most few
	vague       bool     // nobody can be passed over: rows were lost, by an entry or by time, or there is too much
}

// News looks at the events after one mark up to another.
func (c *Catalog) News(after, upTo Mark) News {
	c.mu.RLock()
	defer c.mu.RUnlock()
	n := News{c: c, after: after, upTo: upTo}
	if n.vague = upTo < after || c.turned(after, upTo); n.vague {
		return n
	}
	from, _ := slices.BinarySearch(c.events.positions, after.Position()+1)
	to, _ := slices.BinarySearch(c.events.positions, upTo.Position()+1)
	if n.vague = to-from > few; n.vague {
		return n
	}
	for k := from; k < to; k++ {
		verb := c.events.verbs[k]
		if verb&takes != 0 || strings.HasPrefix(c.events.names[verb&^(takes|gives)], "sighting.") {
			n.vague = true // a recall goes to who may read it no more; a voice has an audience of its own
			return n
		}
		n.rows = append(n.rows, c.events.ords[k])
	}
	return n
}

// turned reports whether time turned a row between two marks.
func (c *Catalog) turned(after, upTo Mark) bool {
	from, _ := slices.BinarySearchFunc(c.turns.rows, after+1, func(r rowTurn, m Mark) int {
		return cmp.Compare(markTurned(r.position, r.ord), m)
	})
	return from < len(c.turns.rows) && markTurned(c.turns.rows[from].position, c.turns.rows[from].ord) <= upTo
}

// Part is some of the news: a bit for each event, and one for whatever else there is.
type Part uint32

// rest is the part of what is not looked at: it is always in.
const rest Part = 1 << 31

// For returns the part that v may be told: 0 for none.
func (n *News) For(v *scope.View, now time.Time) (p Part) {
	if n.vague {
		return rest
	}
	c, at := n.c, now.Unix()
	c.mu.RLock()
	defer c.mu.RUnlock()
	if k, ok := c.turns.numbers[v.Name()]; ok {
		shifts := c.turns.turned[k].shifts // its rights have moved
		if len(shifts) > 0 && MarkAfter(shifts[len(shifts)-1].position) > n.after {
			p |= rest
		}
	}
	for k, ord := range n.rows {
		record := c.record(c.rows.at(ord))
		if see, _ := may(v, &record, at); see {
			p |= 1 << k
		}
	}
	return p
}

// Of returns the part that a brand is on, as whoever may read all of it knows. What was revised is in,
// whatever it says now: it goes to who was told of it before.
func (n *News) Of(brand string) Part {
	p := rest
	if n.vague {
		return p
	}
	n.c.mu.RLock()
	defer n.c.mu.RUnlock()
	with := n.c.brands[brand]
	for k, ord := range n.rows {
		if n.c.rows.at(ord).revised || with != nil && with.Contains(ord) {
			p |= 1 << k
		}
	}
	return p
}
