package catalog

import (
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Matches reports whether List would find one indicator by q: as far as v may know it, and by
// the same facts. It is for deciding on one record at a time, as an event comes. The facts alone
// tell: q asks for no words.
func (c *Catalog) Matches(v *scope.View, q Query, i id.Indicator, now time.Time) bool {
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	if !ok {
		return false
	}
	see, matches := c.matches(v, &q, ord, at)
	return see && matches
}

// Matched is Matches as of the last second of the indicator's validity; where v might not know
// of it even then, there is nothing that a filter may tell it, and so it passes any.
func (c *Catalog) Matched(v *scope.View, q Query, i id.Indicator) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	if !ok {
		return false
	}
	see, matches := c.matches(v, &q, ord, c.rows.at(ord).expiry-1)
	return !see || matches
}

func (c *Catalog) matches(v *scope.View, q *Query, ord uint32, at int64) (see, matches bool) {
	record := c.record(c.rows.at(ord))
	if see, _ = may(v, &record, at); !see {
		return false, false
	}
	s := newSeek(*q)
	s.labels(c)
	if _, ok := c.meets(v, s, ord, at); !ok {
		return true, false
	}
	return true, !slices.ContainsFunc(c.asked(v, q), func(b *roaring.Bitmap) bool { return !b.Contains(ord) })
}
