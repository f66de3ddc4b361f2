package catalog

import (
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Get returns the indicator if v may see it. Hidden and absent take the same path.
func (c *Catalog) Get(v *scope.View, i id.Indicator, now time.Time) (Item, bool) {
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	var record scope.Record
	if ok {
		record = c.record(c.rows.at(ord))
	}
	see, read := may(v, &record, at)
	if !ok || !see {
		return Item{}, false
	}
	page := page{most: 1}
	c.show(&page, v, match{ord: ord, row: c.rows.at(ord), read: read}, at)
	return page.close()[0], true
}

// Own returns the newest state of an indicator to the rules of its publisher: nobody else's.
func (c *Catalog) Own(m id.Member, i id.Indicator) (Indicator, ledger.Position, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	if !ok || m == "" {
		return Indicator{}, 0, false
	}
	r := c.rows.at(ord)
	if c.publishers.all[r.publisher].id != m {
		return Indicator{}, 0, false
	}
	own, err := c.own(r)
	if err != nil {
		return Indicator{}, 0, false
	}
	return own, r.modified, true
}
