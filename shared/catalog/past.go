package catalog

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Past returns where up to limit entries of an indicator stand before a position (0: from the
// newest on), newest first, if v may see it as it is now. Which of them v may see is for Render to
// say. What was published anew for others has no past before that.
func (c *Catalog) Past(v *scope.View, i id.Indicator, before ledger.Position, limit int, now time.Time) []ledger.Position {
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	var record scope.Record
	if ok {
		record = c.record(c.rows.at(ord))
	}
	if see, _ := may(v, &record, at); !ok || !see {
		return nil
	}
	r := c.rows.at(ord)
	if before == 0 {
		before = r.modified + 1
	}
	if r.state == isErased { // it has none but that
		return c.events.of(ord, r.modified, before, limit)
	}
	return c.events.of(ord, r.created, before, limit)
}

func below(ps []ledger.Position, p ledger.Position) int {
	n, _ := slices.BinarySearch(ps, p)
	return n
}

// of looks for the row's own entries, no sightings, from one position up to, and without, another:
// through all that were written since, 4 bytes each.
func (e *events) of(ord uint32, from, before ledger.Position, limit int) (found []ledger.Position) {
	for n := below(e.positions, before) - 1; n >= 0 && len(found) < limit && e.positions[n] >= from; n-- {
		if e.ords[n] == ord && !e.heard(n) {
			found = append(found, e.positions[n])
		}
	}
	return found
}
