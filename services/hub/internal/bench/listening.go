package bench

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// listening measures what 1,000 subscriptions that nothing is for cost: memory, and the
// publishers' speed; and what 1,000 open streams do.
func (b *bench) listening(ctx context.Context) error {
	const n = 1000
	h, publisher, err := b.enrolled(ctx, "listening")
	if err != nil {
		return err
	}
	defer h.Kill()
	alone, other, err := b.enrolled(ctx, "listening-alone")
	if err != nil {
		return err
	}
	defer alone.Kill()
	s, err := openSinks(ctx, 1, nil)
	if err != nil {
		return err
	}
	defer s.close()
	urls := make([]string, n)
	for k := range urls {
		urls[k] = s.urls[0]
	}
	before, err := settled(h)
	if err != nil {
		return err
	}
	all, err := audience(ctx, h, "bazar", urls, map[string]any{"filter": map[string]any{"brands": []string{"maison-z"}}})
	if err != nil {
		return err
	}
	idle, err := settled(h)
	if err != nil {
		return err
	}
	b.add(row{fmt.Sprintf("memory a subscription, of %d that nothing is for (the hub's own, resident)", n), fmt.Sprintf("%.1f kB", float64(idle-before)/n/1000), "", 0, 0})
	close, err := streams(ctx, h, all) // before anything is published: what that leaves behind would hide it
	if err != nil {
		return err
	}
	open, err := settled(h)
	close()
	if err != nil {
		return err
	}
	b.add(row{fmt.Sprintf("memory an open stream (SSE), of %d", n), fmt.Sprintf("%.1f kB", float64(open-idle)/n/1000), "", 0, 0})
	return b.unheard(ctx, h, publisher, alone, other, n)
}

// settled is a hub's own memory once it has nothing to do.
func settled(h *child.Hub) (int64, error) {
	time.Sleep(5 * time.Second)
	m, err := h.Memory()
	return m.Own, err
}

// unheard compares publishing to a hub with n subscriptions that nothing is for with one that has none,
// round by round.
func (b *bench) unheard(ctx context.Context, h *child.Hub, key string, alone *child.Hub, other string, n int) error {
	lines := lookalike.New(8, lookalike.Options{})
	var next atomic.Int64
	client := clientFor(16)
	calls := b.size(10_000) / 5
	var ours, limit []time.Duration
	for range 5 {
		for _, m := range []struct {
			hub  *child.Hub
			key  string
			took *[]time.Duration
		}{{alone, other, &limit}, {h, key, &ours}} {
			d, err := limits.Together(16, calls, func(int) error { return post(ctx, client, m.hub, m.key, lines.Line(int(next.Add(1)))) })
			if err != nil {
				return err
			}
			*m.took = append(*m.took, d)
		}
	}
	o, l := rates(calls, ours), rates(calls, limit)
	b.add(row{fmt.Sprintf("publish over HTTP, 16 clients, with %d subscriptions that nothing is for / with none", n), perSecond(o), perSecond(l), o / l, 0.9})
	return nil
}

// streams opens a stream for each, by the key that it has.
func streams(ctx context.Context, h *child.Hub, all []listener) (stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	client := &http.Client{Transport: &http.Transport{}}
	var mu sync.Mutex
	var open []*http.Response
	stop = func() {
		cancel()
		for _, res := range open {
			_ = res.Body.Close()
		}
	}
	_, err = limits.Together(16, len(all), func(n int) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.Base+"/v1/stream", nil)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+all[n].key)
		res, err := client.Do(req) //nolint:bodyclose // stop closes it
		if err != nil {
			return err
		}
		mu.Lock()
		open = append(open, res) //nolint:bodyclose // stop closes it
		mu.Unlock()
		if res.StatusCode != http.StatusOK {
			return fmt.Errorf("stream %d: %s", n, res.Status)
		}
		return nil
	})
	if err != nil {
		stop()
	}
	return stop, err
}
