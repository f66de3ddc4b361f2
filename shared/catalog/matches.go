package catalog

import (
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Matches reports whether List would find one indicator by q: as far as v may know it, and by
// the same facts. It is for deciding on one record at a time, as an event comes.
func (c *Catalog) Matches(v *scope.View, q Query, i id.Indicator, now time.Time) bool {
	at := now.Unix()
	q.Text = strings.ToLower(q.Text)
	c.open(at)
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	if !ok {
		return false
	}
	r := c.rows.at(ord)
	record := c.record(r)
	see, read := may(v, &record, at)
	if !see || !read && q.asksContent() {
		return false
	}
	return c.has(v, &q, ord, r) && q.passes(r)
}

// has decides on one row what candidates decides on all.
func (c *Catalog) has(v *scope.View, q *Query, ord uint32, r *row) bool {
	in := func(b *roaring.Bitmap) bool { return b != nil && b.Contains(ord) }
	switch q.State {
	case "", Published:
		if !in(c.states[isPublished]) {
			return false
		}
	case Revoked:
		if !in(c.states[isRevoked]) {
			return false
		}
	case All:
	default:
		return false
	}
	return (q.Canonical == "" || r.canonical == q.Canonical) &&
		(q.Type == nil || r.cell.Type() == *q.Type) &&
		(q.Brand == "" || in(c.brands[q.Brand])) &&
		(q.Tag == "" || in(c.tags[q.Tag])) &&
		(q.Publisher == "" || in(c.atoms[scope.By(q.Publisher)]) && (q.Publisher == v.Member || in(c.named))) &&
		(q.TaskForce == "" || v.Sits(q.TaskForce) && in(c.atoms[scope.In(q.TaskForce)]))
}
