package catalog

import (
	"context"
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/scope"
)

// EventAt is the event at a mark as v may be told of it now, as Events has it; ok is false where it may
// not be. known is false for a mark that the catalog has not come to. It looks at that mark alone. It
// returns ErrBodies.
func (c *Catalog) EventAt(ctx context.Context, v *scope.View, m Mark, now time.Time) (e Event, ok, known bool, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		e, ok, known = c.eventAt(v, m, now)
	}
	return e, ok, known, err
}

func (c *Catalog) eventAt(v *scope.View, m Mark, now time.Time) (e Event, ok, known bool) {
	if m == 0 {
		return e, false, true
	}
	if e, ok = c.alarms.at(v, m); ok {
		return e, true, true
	}
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	page := page{most: 1}
	t := teller{tape: c.tape(v, m-1), page: &page, v: v, now: at}
	for !ok && t.next() && t.mark <= m {
		if t.mark == m {
			e, ok = t.tell()
		}
	}
	if ok {
		e.Item = page.close()[0]
	}
	return e, ok, m <= MarkAfter(c.upTo)
}

// at is a viewer's alarm at a mark.
func (as *alarms) at(v *scope.View, m Mark) (Event, bool) {
	as.mu.RLock()
	defer as.mu.RUnlock()
	all := as.of[v.Member]
	n := slices.IndexFunc(all, func(e Event) bool { return e.Mark == m })
	if v.Member == "" || n < 0 {
		return Event{}, false
	}
	return all[n], true
}
