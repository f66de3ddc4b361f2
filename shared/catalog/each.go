package catalog

import (
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Each yields the facts of every indicator there is, revoked ones too, oldest first, until yield
// returns false. It asks no viewer: it is the hub's own exit, for governance, which counts what
// a policy would change; it gives no body, no value and no name. A record is good during the
// call alone. yield runs under the read lock, and must not call the catalog; between slices of
// rows writers get their turn, so that rows that come meanwhile may be yielded and those that
// change meanwhile are yielded as they are when their turn comes.
func (c *Catalog) Each(yield func(id.Indicator, *scope.Record) bool) {
	for from := 0; from >= 0; {
		from = c.yieldSlice(from, yield)
	}
}

// yieldSlice goes through some of the rows, and returns where to go on, -1 at the end.
func (c *Catalog) yieldSlice(from int, yield func(id.Indicator, *scope.Record) bool) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	to := min(from+slice, c.rows.count)
	var record scope.Record // one for all: a pointer to it goes out
	for n := from; n < to; n++ {
		r := c.rows.at(uint32(n))
		if r.state == isGone { // another row is the indicator
			continue
		}
		record = c.record(r)
		if !yield(id.Indicator(strings.Clone(string(c.id(r)))), &record) {
			return -1
		}
	}
	if to == c.rows.count {
		return -1
	}
	return to
}

// FactsFor returns what decides about the indicator, without what it says, if v may see it. Hidden
// and absent take the same path. What it returns is not to be changed.
func (c *Catalog) FactsFor(v *scope.View, i id.Indicator, now time.Time) (scope.Record, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	var record scope.Record
	if ok {
		record = c.record(c.rows.at(ord))
	}
	if see := v.Decide(scope.See, &record, now.Unix()); !ok || !see {
		return scope.Record{}, false
	}
	return record, true
}
