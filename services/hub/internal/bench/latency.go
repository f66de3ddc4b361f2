package bench

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/lookalike"
)

// clock notes when each numbered line was sent, answered, and received.
type clock struct {
	mu                   sync.Mutex
	sent, answered       map[int]time.Time
	received             []time.Duration // after it was sent
	failed               error
	publishing, awaiting sync.WaitGroup
}

// hear notes that a body was received.
func (c *clock) hear(body []byte) {
	at := time.Now()
	n, err := told(body)
	if err != nil {
		return // no event of ours: a proof, or one of another run
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if began, ok := c.sent[n]; ok {
		c.received = append(c.received, at.Sub(began))
		c.awaiting.Done()
	}
}

// steadily publishes the lines from..from+n at a rate, whether or not the ones before have been
// answered, each to be received so many times, and waits until all were or patience ends.
func (c *clock) steadily(ctx context.Context, h *child.Hub, key string, client *http.Client, from, n, rate, times int, patience time.Duration) (received, answered []time.Duration, err error) {
	c.mu.Lock()
	c.sent, c.answered, c.received, c.failed = map[int]time.Time{}, map[int]time.Time{}, nil, nil
	c.mu.Unlock()
	c.awaiting.Add(n * times)
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	for k := from; k < from+n; k++ {
		<-tick.C
		c.publishing.Go(func() {
			c.mu.Lock()
			c.sent[k] = time.Now()
			c.mu.Unlock()
			err := post(ctx, client, h, key, numbered(k))
			at := time.Now()
			c.mu.Lock()
			defer c.mu.Unlock()
			if c.answered[k] = at; err != nil {
				c.failed = err
			}
		})
	}
	c.publishing.Wait()
	all := make(chan struct{})
	go func() { c.awaiting.Wait(); close(all) }()
	select {
	case <-all:
	case <-time.After(patience):
		c.mu.Lock()
		defer c.mu.Unlock()
		return nil, nil, fmt.Errorf("%d of %d were received", len(c.received), n*times)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, at := range c.answered {
		answered = append(answered, at.Sub(c.sent[k]))
	}
	return c.received, answered, c.failed
}

// latency measures from the moment a publish is sent to the moment its webhook is received, at
// a steady rate, alone and beside a replay of 100,000 events at 5,000/s to another endpoint.
func (b *bench) latency(ctx context.Context) error {
	h, publisher, err := b.enrolled(ctx, "latency")
	if err != nil {
		return err
	}
	defer h.Kill()
	old := b.size(100_000)
	if _, err := b.send(ctx, h, publisher, lookalike.New(6, lookalike.Options{}), 0, old); err != nil {
		return err
	}
	var c clock
	live, err := openSinks(ctx, 1, func(_ int, body []byte) { c.hear(body) })
	if err != nil {
		return err
	}
	defer live.close()
	if _, err := audience(ctx, h, "bazar", live.urls, nil); err != nil {
		return err
	}
	behind, err := openSinks(ctx, 1, nil)
	if err != nil {
		return err
	}
	defer behind.close()
	const batch, rate = 100, 50
	late, err := audience(ctx, h, "late", behind.urls, map[string]any{"batch": map[string]int{"max_events": batch}, "rate_limit": rate})
	if err != nil {
		return err
	}
	client, next := clientFor(64), 0
	for _, replaying := range []bool{false, true} {
		for _, rate := range []int{200, 1000} {
			beside := ""
			began, posted := time.Now(), behind.taken.Load()
			if replaying {
				if err := h.Post(ctx, late[0].key, "/v1/subscriptions/"+late[0].id+"/replay", map[string]string{"from": "2020-01-01T00:00:00Z"}, nil); err != nil {
					return err
				}
			}
			n := b.size(rate * 15)
			received, answered, err := c.steadily(ctx, h, publisher, client, next, n, rate, 1, 30*time.Second)
			if err != nil {
				return err
			}
			next += n
			if replaying {
				beside = fmt.Sprintf(", beside a replay of %d at %.0f/s", old, float64(batch*(behind.taken.Load()-posted))/time.Since(began).Seconds())
			}
			for _, p := range []struct {
				name string
				at   float64
				most time.Duration
			}{{"p50", 0.5, 3 * time.Millisecond}, {"p99", 0.99, 10 * time.Millisecond}} {
				is := percentile(received, p.at)
				r := row{
					what: fmt.Sprintf("publish sent → webhook received at %d/s%s, %s (answered after %s) / %s", rate, beside, p.name, ms(percentile(answered, p.at)), p.most),
					ours: ms(is), limit: ms(p.most), ratio: float64(p.most) / float64(is),
				}
				if rate == 200 && !replaying {
					r.bar = 1
				}
				b.add(r)
			}
		}
	}
	return nil
}

// hanging measures 900 endpoints while 100 others are sound, and while those hang.
func (b *bench) hanging(ctx context.Context) error {
	h, publisher, err := b.enrolled(ctx, "hanging")
	if err != nil {
		return err
	}
	defer h.Kill()
	const sound, others, rate = 900, 100, 2
	var c clock
	s, err := openSinks(ctx, sound, func(_ int, body []byte) { c.hear(body) })
	if err != nil {
		return err
	}
	defer s.close()
	if _, err := audience(ctx, h, "bazar", s.urls, nil); err != nil {
		return err
	}
	hang := make(chan struct{}) // closed: they hang
	bad, err := openSinks(ctx, others, func(int, []byte) {
		select {
		case <-hang:
			time.Sleep(30 * time.Second)
		default:
		}
	})
	if err != nil {
		return err
	}
	defer bad.close()
	if _, err := audience(ctx, h, "bad", bad.urls, nil); err != nil {
		return err
	}
	client, n := clientFor(8), b.size(60)
	var took [2]time.Duration
	for k := range took {
		if k == 1 {
			close(hang)
		}
		received, _, err := c.steadily(ctx, h, publisher, client, k*n, n, rate, sound, time.Minute)
		if err != nil {
			return err
		}
		took[k] = percentile(received, 0.99)
	}
	b.add(row{
		fmt.Sprintf("publish sent → webhook received by %d endpoints at %d/s, p99, while %d others hang / while they are sound", sound, rate, others),
		ms(took[1]), ms(took[0]), float64(took[0]) / float64(took[1]), 1 / 1.5,
	})
	return nil
}
