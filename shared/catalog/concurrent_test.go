package catalog

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// TestConcurrent reads in many ways, at times that lie apart, while entries are folded.
// Nobody sees an indicator whose time is over, and the end is what one reader would see.
func TestConcurrent(t *testing.T) {
	const n = 2000
	c := New(testOptions)
	var clock atomic.Int64
	var done atomic.Bool
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			v := reader("market-c")
			var seen Mark
			for !done.Load() {
				now := at(int(clock.Load()) - w*2)
				items, next := c.List(v, Query{}, 0, 20, now)
				for _, item := range items {
					checkLive(t, item, now)
				}
				if next != 0 {
					c.List(v, Query{Text: "shop-1", State: All}, next, 20, now)
				}
				events, to := c.Events(v, seen, 100, now)
				for _, e := range events {
					if e.Mark <= seen {
						t.Errorf("event %d after %d", e.Mark, seen)
					}
					seen = e.Mark
					checkLive(t, e.Item, now)
				}
				seen = max(seen, to)
				c.Count(reader("brand-a"), Query{MinConfidence: 1}, now)
				if len(items) > 0 {
					c.Get(v, items[0].ID, now)
					c.Own("brand-a", items[0].ID)
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
	if want := 49*19 + 9; c.Count(reader("market-c"), Query{}, at(20)) != want {
		t.Errorf("Count = %d, want %d", c.Count(reader("market-c"), Query{}, at(20)), want)
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
