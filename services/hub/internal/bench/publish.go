package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// raw opens an embedded server of its own, configured as the hub's, with a bare stream.
func (b *bench) raw(ctx context.Context, name string) (*limits.Stream, func(), error) {
	s, err := embedded.Start(embedded.Options{Dir: b.dir + "/" + name})
	if err != nil {
		return nil, nil, err
	}
	stream, err := limits.OpenStream(ctx, s.JetStream(), 1)
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return stream, func() { _ = s.Close() }, nil // its folder goes with the run
}

// publish compares POST /v1/indicators with raw JetStream publishes of the same bytes, both
// on disk before they are acknowledged, round by round.
func (b *bench) publish(ctx context.Context) error {
	bodies, err := b.sample(ctx, "publish-sample", 1)
	if err != nil {
		return err
	}
	h, key, err := b.enrolled(ctx, "publish")
	if err != nil {
		return err
	}
	defer h.Kill()
	stream, closeRaw, err := b.raw(ctx, "publish-raw")
	if err != nil {
		return err
	}
	defer closeRaw()
	lines := lookalike.New(1, lookalike.Options{})
	var next atomic.Int64
	client := clientFor(16)
	for _, m := range []struct {
		clients, n int
		bar        float64
	}{{1, b.size(2000), 0.7}, {16, b.size(8000), 0.6}} {
		var ours, limit []time.Duration
		for range 5 {
			d, err := stream.Publish(ctx, m.clients, m.n/5, bodies[0])
			if err != nil {
				return err
			}
			limit = append(limit, d)
			d, err = limits.Together(m.clients, m.n/5, func(int) error {
				return post(ctx, client, h, key, lines.Line(int(next.Add(1))))
			})
			if err != nil {
				return err
			}
			ours = append(ours, d)
		}
		o, l := rates(m.n/5, ours), rates(m.n/5, limit)
		b.add(row{fmt.Sprintf("publish over HTTP, on disk, %d client(s) / raw JetStream publish", m.clients), perSecond(o), perSecond(l), o / l, m.bar})
	}
	return nil
}

func clientFor(n int) *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = n
	return &http.Client{Transport: t}
}

func post(ctx context.Context, c *http.Client, h *child.Hub, key string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.Base+"/v1/indicators", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", "application/json")
	return drain(c, req, http.StatusCreated)
}
