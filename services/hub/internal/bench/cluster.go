package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/apart"
	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// cluster compares POST /v1/indicators on a NATS cluster of three nodes with raw publishes that are kept
// in three copies there, and then kills the node that leads the ledger.
func (b *bench) cluster(ctx context.Context) (err error) {
	bodies, err := b.sample(ctx, "cluster-sample", 1)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	dir := b.dir + "/cluster"
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	c, err := apart.StartCluster(apart.ClusterOptions{Program: self, Dir: dir})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	h, err := child.Start(ctx, child.Options{
		Data: b.dir + "/cluster-hub", Wait: 5 * time.Minute, Env: append(slices.Clone(unlimited), "ENTENTE_NATS="+c.URL, fmt.Sprintf("ENTENTE_REPLICAS=%d", apart.Nodes)),
	})
	if err != nil {
		return err
	}
	defer h.Kill()
	key, err := h.Enrol(ctx, "maison-a", "brand")
	if err != nil {
		return err
	}
	conn, err := embedded.Dial(ctx, embedded.Outside{URL: c.URL, Name: "bench"})
	if err != nil {
		return err
	}
	defer conn.Close()
	stream, err := limits.OpenStream(ctx, conn.JetStream(), apart.Nodes)
	if err != nil {
		return err
	}
	lines := lookalike.New(1, lookalike.Options{})
	var next atomic.Int64
	client := clientFor(16)
	for _, m := range []struct{ clients, n int }{{1, b.size(1000)}, {16, b.size(4000)}} {
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
		b.add(row{fmt.Sprintf("publish over HTTP, a NATS cluster of 3, %d client(s) / raw JetStream publish there, 3 copies", m.clients), perSecond(o), perSecond(l), o / l, 0.7})
	}
	return b.failover(ctx, c, conn, stream, bodies[0], func() error {
		return again(ctx, client, h, key, lines.Line(int(next.Add(1))))
	})
}

// failover kills the node that leads the ledger while publishes and raw ones go on, and takes how long
// none was acknowledged.
func (b *bench) failover(ctx context.Context, c *apart.Cluster, conn *embedded.Conn, stream *limits.Stream, body []byte, publish func() error) error {
	led, err := conn.JetStream().Stream(ctx, ledger.Stream)
	if err != nil {
		return err
	}
	leader := led.CachedInfo().Cluster.Leader
	var ours, raw gap
	end := time.Now().Add(25 * time.Second)
	done := make(chan struct{}, 2)
	follow := func(g *gap, do func() error) {
		for time.Now().Before(end) {
			if do() == nil {
				g.passed()
			}
			time.Sleep(10 * time.Millisecond)
		}
		done <- struct{}{}
	}
	go follow(&ours, publish)
	go follow(&raw, func() error {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		_, err := stream.Publish(ctx, 1, 1, body)
		return err
	})
	time.Sleep(2 * time.Second)
	for _, n := range c.Nodes {
		if n.Name == leader {
			n.Kill()
		}
	}
	<-done
	<-done
	b.add(row{
		what: "a node of 3, the ledger's leader, killed: no publish over HTTP is acknowledged for / no raw one (its own leader may be another node)",
		ours: fmt.Sprintf("%.1f s", ours.longest.Seconds()), limit: fmt.Sprintf("%.1f s", raw.longest.Seconds()),
	})
	return nil
}

// gap is the longest time between two things that passed.
type gap struct {
	last    time.Time
	longest time.Duration
}

func (g *gap) passed() {
	now := time.Now()
	if !g.last.IsZero() {
		g.longest = max(g.longest, now.Sub(g.last))
	}
	g.last = now
}

// again sends a publish until it is acknowledged, under one key.
func again(ctx context.Context, c *http.Client, h *child.Hub, key string, body []byte) error {
	name := fmt.Sprintf(`"%d"`, time.Now().UnixNano())
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.Base+"/v1/indicators", strings.NewReader(string(body)))
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+key)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", name)
		res, err := c.Do(req)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		if err == nil && res.StatusCode == http.StatusCreated {
			return nil
		}
		if res.StatusCode < 500 {
			return fmt.Errorf("publish: %s", res.Status)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
