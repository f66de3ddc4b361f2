package catalog

import (
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Matches reports whether List would find one indicator by q: as far as v may know it, and by
// the same facts. It is for deciding on one record at a time, as an event comes.
func (c *Catalog) Matches(v *scope.View, q Query, i id.Indicator, now time.Time) bool {
	q.Text = strings.ToLower(q.Text)
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	if !ok {
		return false
	}
	r := c.rows.at(ord)
	record := c.record(r)
	see, read := may(v, &record, at)
	if !see || (!read && q.asksContent()) || !q.passes(r) || !q.answers(v, &record, at) {
		return false
	}
	return !slices.ContainsFunc(c.asked(v, &q), func(b *roaring.Bitmap) bool { return !b.Contains(ord) })
}
