package catalog

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// News is what happened after a mark, looked at once for all who listen. Most of it is nothing to most
// of them, and here they can be passed over at the price of a comparison. It errs on one side: what it
// says is not to be told, is not; whether the rest is, Events decides.
type News struct {
	To    Mark // up to where it goes
	Vague bool // nobody can be passed over: a row was lost, by an entry or by time

	c     *Catalog
	after Mark
	rows  []uint32 // of the events, at most mostNews
}

// mostNews is how many events are looked at at once: there is a bit for each.
const mostNews = 63

// News looks at some of the events after one mark, up to another.
func (c *Catalog) News(after, upTo Mark) News {
	c.mu.RLock()
	defer c.mu.RUnlock()
	n := News{To: upTo, c: c, after: after}
	until := func(p ledger.Position) { n.To = min(n.To, MarkAfter(p-1)) } // before a position
	if p, ok := c.turned(after); ok {
		until(p)
	}
	from, _ := slices.BinarySearch(c.events.positions, after.Position()+1)
	to, _ := slices.BinarySearch(c.events.positions, upTo.Position()+1)
	for k := from; k < to && MarkOf(c.events.positions[k]) < n.To; k++ {
		verb := c.events.verbs[k]
		// A recall goes to who may read it no more, and a voice has an audience of its own.
		if verb&takes != 0 || strings.HasPrefix(c.events.names[verb&^(takes|gives)], "sighting.") || len(n.rows) == mostNews {
			until(c.events.positions[k])
			break
		}
		n.rows = append(n.rows, c.events.ords[k])
	}
	if n.Vague = n.To <= after; n.Vague {
		n.To, n.rows = upTo, nil
	}
	return n
}

// turned returns where time turned a row first after a mark.
func (c *Catalog) turned(after Mark) (ledger.Position, bool) {
	from, _ := slices.BinarySearchFunc(c.turns.rows, after+1, func(r rowTurn, m Mark) int {
		return cmp.Compare(markTurned(r.position, r.ord), m)
	})
	if from == len(c.turns.rows) {
		return 0, false
	}
	return c.turns.rows[from].position, true
}

// Part is some of the news: a bit for each event, and one for whatever else there is.
type Part uint64

// rest is the part of what is not looked at: it is always in.
const rest Part = 1 << mostNews

// For returns the part that v may be told: 0 for none.
func (n *News) For(v *scope.View, now time.Time) (p Part) {
	if n.Vague {
		return rest
	}
	c, at := n.c, now.Unix()
	if c.alarms.any(v, n.after, n.To) {
		p |= rest
	}
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
	if n.Vague {
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
