package catalog

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// TestConcurrent reads in many ways, at times that lie apart, while entries are folded.
// Nobody sees an indicator whose time is over, and the end is what one reader would see.
func TestConcurrent(t *testing.T) {
	const n = 2000
	c := fresh()
	var clock atomic.Int64
	var done atomic.Bool
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			v := reader("market-c")
			var seen Mark
			for !done.Load() {
				now := at(int(clock.Load()) - w*2)
				items, next := c.mustList(v, Query{}, 0, 20, now)
				for _, item := range items {
					checkLive(t, item, now)
				}
				if next != 0 {
					c.mustList(v, Query{Text: "shop-1", States: []State{All}}, next, 20, now)
				}
				events, to := c.mustEvents(v, seen, 100, now)
				for _, e := range events {
					if e.Mark <= seen {
						t.Errorf("event %d after %d", e.Mark, seen)
					}
					seen = e.Mark
					checkLive(t, e.Item, now)
				}
				seen = max(seen, to)
				c.mustCount(reader("brand-a"), Query{MinConfidence: 1}, now)
				if len(items) > 0 {
					c.mustGet(v, items[0].ID, now)
					c.mustOwn("brand-a", items[0].ID)
				}
			}
		})
	}
	for k := 0; k < n; k += 100 {
		var batch []ledger.Entry
		for j := k; j < k+100; j++ {
			i := shop("brand-a", fmt.Sprint("shop-", j%(n-10))) // the last ten are revocations
			i.Confidence, i.ValidUntil = 1, at(j%40)
			if j >= n-10 {
				i.State = Revoked
			}
			batch = append(batch, entry(ledger.Position(j+1), VerbPublished, i))
		}
		fold(t, c, batch...)
		clock.Add(1)
	}
	done.Store(true)
	wg.Wait()
	if want := 49*19 + 9; c.mustCount(reader("market-c"), Query{}, at(20)) != want {
		t.Errorf("Count = %d, want %d", c.mustCount(reader("market-c"), Query{}, at(20)), want)
	}
}

func checkLive(t *testing.T, i Item, now time.Time) {
	t.Helper()
	var got struct {
		ValidUntil time.Time `json:"valid_until"`
	}
	if err := json.Unmarshal(i.AppendJSON(nil), &got); err != nil {
		t.Error(err)
	}
	if !now.Before(got.ValidUntil) {
		t.Errorf("%s was shown at %v", i.AppendJSON(nil), now)
	}
}

// TestConcurrentTurns follows the feed while rights and records change under it: the follower
// ends with what it may read.
func TestConcurrentTurns(t *testing.T) {
	const n = 300
	out, in := seats("market-c"), seats("market-c", "handbags")
	c := fresh()
	shiftAt(t, c, 1, 0, scope.Shift{Viewer: "m:market-c", Is: out})
	var view atomic.Pointer[scope.View]
	view.Store(out)
	holds := map[id.Indicator]bool{}
	var after Mark
	follow := func() (more bool) {
		var es []Event
		var to Mark
		scope.Steady(view.Load, func(v *scope.View) { es, to = c.mustEvents(v, after, 7, at(1)) })
		for _, e := range es {
			if holds[e.Item.ID] = e.Type != Withdrawn; e.Mark <= after {
				t.Errorf("%s after %s", e.Mark, after)
			}
			after = e.Mark
		}
		after = max(after, to)
		return len(es) > 0
	}
	var done atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		for !done.Load() {
			follow()
		}
	})
	wg.Go(func() {
		for !done.Load() {
			c.mustList(view.Load(), Query{}, 0, 20, at(1))
			c.NextBoundary()
		}
	})
	for k := range n {
		p := ledger.Position(2*k + 2)
		i := one(k%40, 1, inHandbags)
		if k%3 == 0 {
			i = one(k%40, 1)
		}
		fold(t, c, entry(p, VerbPublished, i))
		was, is := out, in
		if k%2 == 1 {
			was, is = in, out
		}
		view.Store(is)
		shiftAt(t, c, p+1, 1, scope.Shift{Viewer: "m:market-c", Was: was, Is: is})
	}
	done.Store(true)
	wg.Wait()
	for follow() { // to the end
	}
	for k := range 40 {
		i := one(k, 1)
		if _, may := c.mustGet(view.Load(), i.ID, at(1)); may != holds[i.ID] {
			t.Errorf("%s is held: %v, may be read: %v", i.ID, holds[i.ID], may)
		}
	}
}
