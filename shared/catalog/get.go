package catalog

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Get returns the indicator if v may see it. Hidden and absent take the same path. It returns ErrBodies.
func (c *Catalog) Get(ctx context.Context, v *scope.View, i id.Indicator, now time.Time) (item Item, ok bool, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		item, ok = c.get(v, i, now)
	}
	return item, ok, err
}

func (c *Catalog) get(v *scope.View, i id.Indicator, now time.Time) (Item, bool) {
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

// Own returns the newest state of an indicator to the rules of its publisher: nobody else's. It returns
// ErrBodies.
func (c *Catalog) Own(ctx context.Context, m id.Member, i id.Indicator) (is Indicator, at ledger.Position, ok bool, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		is, at, ok = c.owned(m, i)
	}
	return is, at, ok, err
}

func (c *Catalog) owned(m id.Member, i id.Indicator) (Indicator, ledger.Position, bool) {
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
