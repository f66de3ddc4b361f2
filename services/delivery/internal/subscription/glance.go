package subscription

import (
	"slices"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Glance is one look at some news for all subscriptions: of most of them it can say that there is
// nothing in it for them. It is for one use, by one goroutine.
type Glance struct {
	To catalog.Mark // up to where it looked

	t      *Teller
	news   catalog.News
	of     map[id.Member]catalog.Part
	brands map[string]catalog.Part
}

// Glance looks at some of what happened after one mark, up to another.
func (t *Teller) Glance(after, upTo catalog.Mark) *Glance {
	n := t.News(after, upTo)
	return &Glance{To: n.To, t: t, news: n, of: map[id.Member]catalog.Part{}, brands: map[string]catalog.Part{}}
}

// Passes reports that nothing in it is to be told to a member that filters by some brands (none: it
// does not). Where it does not pass, Some says what there is.
func (g *Glance) Passes(m id.Member, brands []string) bool {
	if g.news.Vague {
		return false
	}
	part := g.member(m)
	return part == 0 || len(brands) > 0 && !slices.ContainsFunc(brands, func(b string) bool { return part&g.brand(b) != 0 })
}

// member is what of it a member may be told. Of one that may do nothing just now nothing is passed
// over, so that nothing is lost if it comes back.
func (g *Glance) member(m id.Member) (part catalog.Part) {
	if part, known := g.of[m]; known {
		return part
	}
	now := g.t.Now()
	scope.Steady(func() *scope.View { return g.t.View("m:" + string(m)) }, func(v *scope.View) {
		if part = ^catalog.Part(0); v.Member == m {
			part = g.news.For(v, now)
		}
	})
	g.of[m] = part
	return part
}

func (g *Glance) brand(b string) catalog.Part {
	part, known := g.brands[b]
	if !known {
		part = g.news.Of(b)
		g.brands[b] = part
	}
	return part
}
