package catalog

import (
	"math"
	"slices"
)

// clock says for which time the facts on embargo and expiry stand, and when they change.
// Between two boundaries nothing changes; crossing some flips only their rows.
type clock struct {
	at       int64 // Unix seconds
	from, to int64 // the facts hold from <= now < to
	hours    map[int64][]boundary
	order    []int64 // the keys of hours, sorted
}

// boundary is a moment from which a row is no longer embargoed, or is expired. One whose row
// has changed since is harmless: the row is looked at again.
type boundary struct {
	at  int64
	ord uint32
}

// jitter is how far apart, in seconds, the clocks of concurrent readers are expected to be.
const jitter = 2

func newClock() clock {
	return clock{from: math.MinInt64, to: math.MaxInt64, hours: map[int64][]boundary{}}
}

func hour(at int64) int64 { return at >> 12 } // 68 minutes

// plan adds the boundaries that a row has and did not have.
func (c *clock) plan(ord uint32, was, is *row) {
	if is.embargo != 0 && is.embargo != was.embargo {
		c.add(boundary{is.embargo, ord})
	}
	if is.expiry != 0 && is.expiry != was.expiry {
		c.add(boundary{is.expiry, ord})
	}
}

func (c *clock) add(b boundary) {
	h := hour(b.at)
	if _, ok := c.hours[h]; !ok {
		n, _ := slices.BinarySearch(c.order, h)
		c.order = slices.Insert(c.order, n, h)
	}
	c.hours[h] = append(c.hours[h], b)
	if b.at <= c.at {
		c.from = max(c.from, b.at)
	} else {
		c.to = min(c.to, b.at)
	}
}

func (c *clock) covers(now int64) bool { return c.from <= now && now < c.to }

// between returns the rows with a boundary b, lo < b <= hi: those that may differ at the two.
func (c *clock) between(lo, hi int64) []uint32 {
	var found []uint32
	n, _ := slices.BinarySearch(c.order, hour(lo))
	for ; n < len(c.order) && c.order[n] <= hour(hi); n++ {
		for _, b := range c.hours[c.order[n]] {
			if lo < b.at && b.at <= hi {
				found = append(found, b.ord)
			}
		}
	}
	return found
}

// set moves the clock and finds the boundaries around it.
func (c *clock) set(now int64) {
	c.at, c.from, c.to = now, math.MinInt64, math.MaxInt64
	n, _ := slices.BinarySearch(c.order, hour(now))
	for at := n; at < len(c.order) && c.to == math.MaxInt64; at++ {
		for _, b := range c.hours[c.order[at]] {
			if b.at > now {
				c.to = min(c.to, b.at)
			}
		}
	}
	for at := min(n, len(c.order)-1); at >= 0 && c.from == math.MinInt64; at-- {
		for _, b := range c.hours[c.order[at]] {
			if b.at <= now {
				c.from = max(c.from, b.at)
			}
		}
	}
}

// open takes the read lock with the facts standing for now, or so near to it that visible
// puts the difference right.
func (c *Catalog) open(now int64) {
	for range 2 {
		c.mu.RLock()
		if c.clock.covers(now) || (now < c.clock.at && c.clock.at-now <= jitter) {
			return
		}
		c.mu.RUnlock()
		c.mu.Lock()
		c.advance(now)
		c.mu.Unlock()
	}
	c.mu.RLock()
}

// advance moves the facts on embargo and expiry to now, forwards or backwards.
func (c *Catalog) advance(now int64) {
	if c.clock.covers(now) {
		return
	}
	flipped := c.clock.between(min(now, c.clock.at), max(now, c.clock.at))
	c.clock.set(now)
	many := len(flipped) > 1024+c.rows.count/16
	if many {
		c.touched.restart()
	}
	for _, ord := range flipped {
		c.tick(ord)
		if !many {
			c.touched.add(ord)
		}
	}
}

// tick sets the facts on embargo and expiry of one row.
func (c *Catalog) tick(ord uint32) {
	r := c.rows.at(ord)
	if r.embargo != 0 && c.clock.at < r.embargo {
		c.embargoed.Add(ord)
	} else {
		c.embargoed.Remove(ord)
	}
	if r.expiry != 0 && c.clock.at >= r.expiry {
		c.expired.Add(ord)
	} else {
		c.expired.Remove(ord)
	}
}
