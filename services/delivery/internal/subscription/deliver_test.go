package subscription

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// shelf has events for those who sit in handbags.
type shelf struct {
	events []catalog.Mark
	page   int // events that it gives at once, whatever is asked for
}

func (s shelf) Events(_ context.Context, v *scope.View, after catalog.Mark, limit int, _ time.Time) ([]catalog.Event, catalog.Mark, error) {
	var es []catalog.Event
	for _, p := range s.events {
		if p <= after || !v.Sits("handbags") {
			continue
		}
		es = append(es, catalog.Event{Mark: p, Type: "indicator.published"})
		if len(es) == min(limit, s.page) {
			return es, p, nil
		}
	}
	return es, max(after, s.events[len(s.events)-1]), nil
}

func (shelf) EventAt(context.Context, *scope.View, catalog.Mark, time.Time) (e catalog.Event, ok, known bool, err error) {
	return e, false, false, nil
}

func (shelf) Get(context.Context, *scope.View, id.Indicator, time.Time) (catalog.Item, bool, error) {
	return catalog.Item{}, false, nil
}

func (s shelf) Matches(_ *scope.View, q Query, _ id.Indicator, _ time.Time) bool {
	return slices.Equal(q.Brands, []string{"mine"})
}

func (s shelf) Matched(_ *scope.View, q Query, _ id.Indicator) bool {
	return slices.Equal(q.Brands, []string{"mine"})
}

func TestSome(t *testing.T) {
	seated := &scope.View{Member: "brand-a", TaskForces: []id.TaskForce{"handbags"}}
	away := &scope.View{Member: "brand-a"}
	nobody := &scope.View{}
	published := []catalog.Mark{50, 60, 70, 80, 90, 100}
	for name, c := range map[string]struct {
		views  []*scope.View // one after the other, as they are asked for; the last one stays
		filter Filter
		looked catalog.Mark
		ok     bool
	}{
		"the next one":                       {views: []*scope.View{seated}, looked: 50, ok: true},
		"none for those who are not in":      {views: []*scope.View{away}, looked: 100},
		"a seat that is lost while it looks": {views: []*scope.View{seated, away}, looked: 100},
		// Nothing is lost: it goes on from here once the member is back, or the rights are known again.
		"nobody's rights":                          {views: []*scope.View{nobody}, looked: 10},
		"suspended while it looks":                 {views: []*scope.View{seated, nobody}, looked: 10},
		"a filter, past pages that end early":      {views: []*scope.View{seated}, filter: Filter{Brands: []string{"not mine"}}, looked: 100},
		"a filter that the member may ask for too": {views: []*scope.View{seated}, filter: Filter{Brands: []string{"mine"}}, looked: 50, ok: true},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			tl := Teller{Shelf: shelf{published, 2}, Now: time.Now, View: func(string) *scope.View {
				asked++
				return c.views[min(asked, len(c.views))-1]
			}}
			es, looked, err := tl.Some(t.Context(), &Subscription{Member: "brand-a", Filter: c.filter}, 10, 1)
			if ok := len(es) == 1; err != nil || looked != c.looked || ok != c.ok || (ok && es[0].Mark != looked) {
				t.Errorf("%v, looked %d; want %d, %v", es, looked, c.looked, c.ok)
			}
		})
	}
}
