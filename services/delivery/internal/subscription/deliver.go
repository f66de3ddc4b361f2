package subscription

import (
	"context"
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
	EventAt(ctx context.Context, v *scope.View, m catalog.Mark, now time.Time) (e catalog.Event, ok, known bool, err error)
	// Matches reports whether q matches an indicator as far as v may know it.
	Matches(v *scope.View, q Query, i id.Indicator, now time.Time) bool
	// Matched reports whether q matched an indicator before its validity was over, or whether v
	// may not know that.
	Matched(v *scope.View, q Query, i id.Indicator) bool
	// Get returns an indicator as v sees it.
	Get(ctx context.Context, v *scope.View, i id.Indicator, now time.Time) (catalog.Item, bool, error)
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
// looked is after, so that nothing is lost if it comes back. It returns catalog.ErrBodies.
func (t *Teller) Some(ctx context.Context, s *Subscription, after catalog.Mark, limit int) (es []catalog.Event, looked catalog.Mark, err error) {
	scope.Steady(func() *scope.View { return t.View("m:" + string(s.Member)) }, func(v *scope.View) {
		es, looked, err = t.some(ctx, v, s, after, limit)
	})
	return es, looked, err
}

// At decides on the event at a mark alone; ok is false where the subscription is not to be told of it. Where
// that cannot be told just now, known is false: its member may do nothing, or the catalog is behind.
// It returns catalog.ErrBodies.
func (t *Teller) At(ctx context.Context, s *Subscription, m catalog.Mark) (e catalog.Event, ok, known bool, err error) {
	scope.Steady(func() *scope.View { return t.View("m:" + string(s.Member)) }, func(v *scope.View) {
		if e, ok, known, err = (catalog.Event{}), false, false, nil; v.Member != s.Member {
			return
		}
		now := t.Now()
		if e, ok, known, err = t.Shelf.EventAt(ctx, v, m, now); err == nil && ok {
			ok, err = t.wants(ctx, v, s, &e, now)
		}
	})
	return e, ok, known, err
}

// page is how many events are looked at at once, where many are wanted or few match.
const page = 64

func (t *Teller) some(ctx context.Context, v *scope.View, s *Subscription, after catalog.Mark, limit int) (es []catalog.Event, looked catalog.Mark, err error) {
	if v.Member != s.Member { // nobody's: the member is not active, or what it may do is not known just now
		return nil, after, nil
	}
	now := t.Now()
	for most := min(limit, page); ; most = min(2*most, page) {
		events, to, err := t.Shelf.Events(ctx, v, after, most, now)
		if err != nil {
			return nil, after, err
		}
		for n := range events {
			e := &events[n]
			wanted, err := t.wants(ctx, v, s, e, now)
			if err != nil {
				return nil, after, err
			}
			if !wanted {
				continue
			}
			if es = append(es, *e); len(es) == limit {
				return es, e.Mark, nil
			}
		}
		if len(events) == 0 { // fewer than asked for may be all that a page holds
			return es, to, nil
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
func (t *Teller) wants(ctx context.Context, v *scope.View, s *Subscription, e *catalog.Event, now time.Time) (is bool, err error) {
	if of := e.Item.Subscription; of != "" {
		return of != s.ID && s.Filter.WantsAlarm(e.Type), nil // the one that fails is no way to tell of it
	}
	matches := func(q Query) bool { return t.Shelf.Matches(v, q, e.Item.ID, now) }
	holds := func() (is bool) { is, err = t.holds(ctx, v, s, e, now); return is }
	switch {
	case e.Type == catalog.Withdrawn, e.Type == catalog.Gone:
		return slices.Contains(s.Filter.Events, e.Type) || t.Given(s, e.Row), nil
	case e.Type == catalog.Expired:
		matches = func(q Query) bool { return t.Shelf.Matched(v, q, e.Item.ID) }
		holds = func() bool { return t.Given(s, e.Row) } // nothing of it can be read any more
	case e.Revised && strings.HasPrefix(e.Type, "indicator.") && e.Type != "indicator."+catalog.VerbPublished:
		matches = func(q Query) bool { return t.Shelf.Matches(v, q, e.Item.ID, now) || t.Given(s, e.Row) }
		now := holds
		holds = func() bool { return now() || t.Given(s, e.Row) }
	}
	is = s.Filter.Wants(e.Type, matches) && (s.Filter.Where == "" || holds())
	return is, err
}

// holds reports whether the filter's expression is true of the indicator that an event is about, as
// its receiver sees it: what is masked to it is masked to the expression.
func (t *Teller) holds(ctx context.Context, v *scope.View, s *Subscription, e *catalog.Event, now time.Time) (bool, error) {
	i := e.Item
	if i.Sighting != "" || i.Notice != "" {
		var ok bool
		var err error
		if i, ok, err = t.Shelf.Get(ctx, v, i.ID, now); err != nil || !ok {
			return false, err
		}
	}
	return t.Where(s.Filter.Where, e.Type, &i), nil
}
