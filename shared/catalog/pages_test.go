package catalog

import (
	"fmt"
	"sync"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// What others publish, revise and revoke while a list is read moves none of its pages: each
// indicator that was there when it was begun is in it once, in both orders, and one that is revoked
// where revoked ones are asked for, too.
func TestPagesWhileOthersWrite(t *testing.T) {
	const n = 600
	c := fresh()
	claims := make([]Indicator, n)
	for k := range claims {
		claims[k] = shop("brand-a", fmt.Sprintf("page-%d.example", k))
		claims[k].Created, claims[k].Modified = at(k), at(k)
		fold(t, c, entry(ledger.Position(k+1), VerbPublished, claims[k]))
	}
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for p := ledger.Position(n + 1); ; p++ {
			select {
			case <-stop:
				return
			default:
			}
			i, verb := claims[int(p*7)%n], VerbRevised
			switch p % 3 {
			case 0:
				i, verb = shop("brand-b", fmt.Sprintf("new-%d.example", p)), VerbPublished
			case 1:
				i.State, verb = Revoked, VerbRevoked
			default:
				i.Note = fmt.Sprintf("seen at %d", p)
			}
			i.Modified = at(int(p))
			if err := c.mustApply([]ledger.Entry{entry(p, verb, i)}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	v := reader("market-c")
	for range 20 {
		for order, next := range map[string]func() func(func(id.Indicator)) bool{
			"created": func() func(func(id.Indicator)) bool {
				var after ledger.Position
				return func(each func(id.Indicator)) bool {
					items, next := c.mustList(v, Query{States: []State{All}, Text: "page"}, after, 7, at(1))
					for _, i := range items {
						each(i.ID)
					}
					after = next
					return next != 0
				}
			},
			"modified": func() func(func(id.Indicator)) bool {
				var after Place
				return func(each func(id.Indicator)) bool {
					items, next := c.mustListChanged(&Memory{}, v, Query{States: []State{All}, Text: "page"}, after, 7, at(1))
					for _, i := range items {
						each(i.ID)
					}
					after = next
					return next != Place{}
				}
			},
		} {
			seen := map[id.Indicator]int{}
			for page, more := next(), true; more; {
				more = page(func(i id.Indicator) { seen[i]++ })
			}
			for _, i := range claims {
				if seen[i.ID] != 1 {
					t.Errorf("by %s %s is shown %d times", order, i.Observable.Canonical, seen[i.ID])
				}
			}
		}
	}
	close(stop)
	writing.Wait()
}
