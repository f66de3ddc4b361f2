package bench

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/shared/lookalike"
)

// projector compares how fast bodies that the database does not have come there with raw bulk inserts of the same
// documents, 1,000 at once. A hub is started on a ledger while its database, which is empty, is away: what it owes by then,
// over the time from its first batch until it owes nothing.
func (b *bench) projector(ctx context.Context, uri string) error {
	n := b.size(100_000)
	first, err := b.store(uri)
	if err != nil {
		return err
	}
	defer first.drop(ctx)
	h, err := b.hubOn(ctx, "projector", first)
	if err != nil {
		return err
	}
	defer func() { h.Kill() }()
	key, err := h.Enrol(ctx, "maison-a", "brand")
	if err != nil {
		return err
	}
	if _, err := b.send(ctx, h, key, lookalike.New(12, lookalike.Options{}), 0, n); err != nil {
		return err
	}
	if err := b.settled(ctx, h); err != nil {
		return err
	}
	h.Kill()
	if first.of, err = first.Serving(ctx, "bodies"); err != nil {
		return err
	}
	documents, err := first.Read(ctx, first.of)
	if err != nil {
		return err
	}
	if len(documents) != n {
		return fmt.Errorf("%d bodies of %d", len(documents), n)
	}
	bytes := 0
	for _, d := range documents {
		bytes += len(d)
	}
	var ours, limit []float64
	round := func() error {
		s, err := b.store(uri)
		if err != nil {
			return err
		}
		defer s.drop(ctx)
		took, err := s.Insert(ctx, "raw", documents, 1000)
		if err != nil {
			return err
		}
		limit = append(limit, float64(n)/took.Seconds())
		g, err := newGate(ctx, s.uri)
		if err != nil {
			return err
		}
		defer g.close()
		direct := s.uri
		s.uri = g.uri
		h, err = b.hubOn(ctx, "projector", s)
		s.uri = direct
		if err != nil {
			return err
		}
		owes := n
		g.open.Store(true)
		began := time.Now()
		for owes == n { // until it has found the database
			if owes, err = owing(ctx, h); err != nil {
				return err
			}
			if owes == n {
				began = time.Now()
			}
		}
		if err := b.settled(ctx, h); err != nil {
			return err
		}
		ours = append(ours, float64(n)/time.Since(began).Seconds())
		h.Kill()
		return nil
	}
	for range 5 {
		if err := round(); err != nil {
			return err
		}
	}
	o, l := median(ours), median(limit)
	b.add(row{
		fmt.Sprintf("%d bodies (%d B) that a hub owes its MongoDB, which was away, until it owes none / raw unordered inserts of the same documents, 1,000 at once", n, bytes/n),
		perSecond(o), perSecond(l), o / l, 0.8,
	})
	return nil
}

// gate is a way to a database that is shut at first: who comes is sent away.
type gate struct {
	uri  string
	open atomic.Bool
	l    net.Listener
}

func newGate(ctx context.Context, uri string) (*gate, error) {
	u, err := url.Parse(uri)
	if err != nil {
		return nil, err
	}
	to := u.Host
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	u.Host = l.Addr().String()
	g := &gate{uri: u.String(), l: l}
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			if !g.open.Load() {
				_ = from.Close()
				continue
			}
			onto, err := (&net.Dialer{}).DialContext(ctx, "tcp", to)
			if err != nil {
				_ = from.Close()
				continue
			}
			go func() { _, _ = io.Copy(onto, from); _ = onto.Close() }()
			go func() { _, _ = io.Copy(from, onto); _ = from.Close() }()
		}
	}()
	return g, nil
}

func (g *gate) close() { _ = g.l.Close() }
