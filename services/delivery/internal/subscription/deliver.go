package subscription

import (
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Shelf is where events are found as one viewer may see them.
type Shelf interface {
	Feed
	// EventAt is the event at a mark alone; known is false where the shelf has not come to it.
	EventAt(v *scope.View, m catalog.Mark, now time.Time) (e catalog.Event, ok, known bool)
	// Matches reports whether q matches an indicator as far as v may know it.
	Matches(v *scope.View, q Query, i id.Indicator, now time.Time) bool
	// Matched reports whether q matched an indicator before its validity was over, or whether v
	// may not know that.
	Matched(v *scope.View, q Query, i id.Indicator) bool
	// Get returns an indicator as v sees it.
	Get(v *scope.View, i id.Indicator, now time.Time) (catalog.Item, bool)
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
	News  func(after, upTo catalog.Mark) catalog.News // catalog.Catalog
	Given func(s *Subscription, row uint32) bool      // whether it was sent an indicator, or may have been: given.Book
	Where func(expression, event string, i *catalog.Item) bool
}

// Some returns up to limit events after the mark, in order, that the subscription is to be told of
// now, and how far it looked: at least up to the last of them. For a member that may do nothing
// looked is after, so that nothing is lost if it comes back.
func (t *Teller) Some(s *Subscription, after catalog.Mark, limit int) (es []catalog.Event, looked catalog.Mark) {
	scope.Steady(func() *scope.View { return t.View("m:" + string(s.Member)) }, func(v *scope.View) {
		es, looked = t.some(v, s, after, limit)
	})
	return es, looked
}

// At decides on the event at a mark alone; ok is false where the subscription is not to be told of it. Where
// that cannot be told just now, known is false: its member may do nothing, or the catalog is behind.
func (t *Teller) At(s *Subscription, m catalog.Mark) (e catalog.Event, ok, known bool) {
	scope.Steady(func() *scope.View { return t.View("m:" + string(s.Member)) }, func(v *scope.View) {
		if e, ok, known = (catalog.Event{}), false, false; v.Member != s.Member {
			return
		}
		now := t.Now()
		e, ok, known = t.Shelf.EventAt(v, m, now)
		ok = ok && t.wants(v, s, &e, now)
	})
	return e, ok, known
}

// page is how many events are looked at at once, where many are wanted or few match.
const page = 64

func (t *Teller) some(v *scope.View, s *Subscription, after catalog.Mark, limit int) (es []catalog.Event, looked catalog.Mark) {
	if v.Member != s.Member { // nobody's: the member is not active, or what it may do is not known just now
		return nil, after
	}
	now := t.Now()
	for most := min(limit, page); ; most = min(2*most, page) {
		events, to := t.Shelf.Events(v, after, most, now)
		for n := range events {
			e := &events[n]
			if !t.wants(v, s, e, now) {
				continue
			}
			if es = append(es, *e); len(es) == limit {
				return es, e.Mark
			}
		}
		if len(events) == 0 { // fewer than asked for may be all that a page holds
			return es, to
		}
		after = to
	}
}

// wants reports whether a subscription is to be told of an event that its member may be told of.
//
// Recall is a part of sharing, and no matter of taste: who was given a record is told that it is
// withdrawn, or erased, whatever the filter says now; who was not, is not, unless it asks for such
// events by name. A filter is not asked: what the record was when it was sent may not be what it is
// now, and an id that passed one filter and not another would tell of a record that may no longer be
// read. So it is with what is told of a record that was revised: who was given it is told.
func (t *Teller) wants(v *scope.View, s *Subscription, e *catalog.Event, now time.Time) bool {
	if of := e.Item.Subscription; of != "" {
		return of != s.ID && s.Filter.WantsAlarm(e.Type) // the one that fails is no way to tell of it
	}
	matches := func(q Query) bool { return t.Shelf.Matches(v, q, e.Item.ID, now) }
	holds := func() bool { return t.holds(v, s, e, now) }
	switch {
	case e.Type == catalog.Withdrawn, e.Type == catalog.Gone:
		return slices.Contains(s.Filter.Events, e.Type) || t.Given(s, e.Row)
	case e.Type == catalog.Expired:
		matches = func(q Query) bool { return t.Shelf.Matched(v, q, e.Item.ID) }
		holds = func() bool { return t.Given(s, e.Row) } // nothing of it can be read any more
	case e.Revised && strings.HasPrefix(e.Type, "indicator.") && e.Type != "indicator."+catalog.VerbPublished:
		matches = func(q Query) bool { return t.Shelf.Matches(v, q, e.Item.ID, now) || t.Given(s, e.Row) }
		holds = func() bool { return t.holds(v, s, e, now) || t.Given(s, e.Row) }
	}
	return s.Filter.Wants(e.Type, matches) && (s.Filter.Where == "" || holds())
}

// holds reports whether the filter's expression is true of the indicator that an event is about, as
// its receiver sees it: what is masked to it is masked to the expression.
func (t *Teller) holds(v *scope.View, s *Subscription, e *catalog.Event, now time.Time) bool {
	i := e.Item
	if i.Sighting != "" || i.Notice != "" {
		var ok bool
		if i, ok = t.Shelf.Get(v, i.ID, now); !ok {
			return false
		}
	}
	return t.Where(s.Filter.Where, e.Type, &i)
}
