package subscription

import (
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Shelf is where events are found as one viewer may see them.
type Shelf interface {
	Feed
	// Matches reports whether q matches an indicator as far as v may know it.
	Matches(v *scope.View, q Query, i id.Indicator, now time.Time) bool
	// Matched reports whether q matched an indicator before its validity was over, or whether v
	// may not know that.
	Matched(v *scope.View, q Query, i id.Indicator) bool
}

// Query is the catalog's.
type Query = catalog.Query

var _ Shelf = (*catalog.Catalog)(nil)

// Teller decides what a subscription is told: who may see it (the compiled scope), and who
// asked for it (the filter). Each call decides anew, by the rights, the states and the records
// of its moment.
type Teller struct {
	Shelf Shelf
	View  func(viewer string) *scope.View
	Now   func() time.Time
}

// Next returns the first event after the mark that the subscription is to be told of now,
// and how far it looked. ok is false where there is none, and for a member that may do nothing:
// then looked is after, so that nothing is lost if it comes back.
func (t *Teller) Next(s *Subscription, after catalog.Mark) (e catalog.Event, looked catalog.Mark, ok bool) {
	scope.Steady(func() *scope.View { return t.View("m:" + string(s.Member)) }, func(v *scope.View) {
		e, looked, ok = t.next(v, s, after)
	})
	return e, looked, ok
}

func (t *Teller) next(v *scope.View, s *Subscription, after catalog.Mark) (catalog.Event, catalog.Mark, bool) {
	if v.Member != s.Member { // nobody's: the member is not active, or what it may do is not known just now
		return catalog.Event{}, after, false
	}
	now := t.Now()
	for most := 1; ; most = min(2*most, 64) {
		events, looked := t.Shelf.Events(v, after, most, now)
		for _, e := range events {
			matches := func(q Query) bool { return t.Shelf.Matches(v, q, e.Item.ID, now) }
			switch {
			case e.Type == catalog.Expired:
				matches = func(q Query) bool { return t.Shelf.Matched(v, q, e.Item.ID) }
			case e.Revised && strings.HasPrefix(e.Type, "indicator.") && e.Type != "indicator."+catalog.VerbPublished:
				matches = func(Query) bool { return true } // it may have matched as it was told before
			}
			if s.Filter.Wants(e.Type, matches) {
				return e, e.Mark, true
			}
		}
		if len(events) == 0 { // fewer than asked for may be all that a page holds
			return catalog.Event{}, looked, false
		}
		after = looked
	}
}
