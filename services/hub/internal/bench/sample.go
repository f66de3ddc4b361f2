package bench

import (
	"context"
	"errors"
	"fmt"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/lookalike"
)

// sample imports n lines into a hub of its own, and returns what that wrote on the ledger: the
// bytes that the raw limits are measured with are those that we write.
func (b *bench) sample(ctx context.Context, name string, n int) ([][]byte, error) {
	h, err := b.hub(ctx, name)
	if err != nil {
		return nil, err
	}
	key, err := h.Enrol(ctx, "maison-a", "brand")
	if err == nil {
		_, err = b.send(ctx, h, key, lookalike.New(99, lookalike.Options{}), 0, n)
	}
	if err := errors.Join(err, h.Stop()); err != nil {
		return nil, err
	}
	s, err := embedded.Start(embedded.Options{Dir: b.dir + "/" + name + "/nats"})
	if err != nil {
		return nil, err
	}
	l, err := ledger.Open(ctx, s.JetStream(), ledger.Options{})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	bodies := make([][]byte, 0, n)
	enough := errors.New("enough")
	err = l.Follow(ctx, 0, []ledger.Kind{ledger.KindIndicator}, func(es []ledger.Entry) error {
		for _, e := range es {
			bodies = append(bodies, e.Body)
		}
		if len(bodies) >= n {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) {
		return nil, errors.Join(fmt.Errorf("read the sample: %w", err), s.Close())
	}
	return bodies, s.Close()
}

// enrolled starts a hub with one publisher.
func (b *bench) enrolled(ctx context.Context, name string) (*child.Hub, string, error) {
	h, err := b.hub(ctx, name)
	if err != nil {
		return nil, "", err
	}
	key, err := h.Enrol(ctx, "maison-a", "brand")
	if err != nil {
		h.Kill()
		return nil, "", err
	}
	return h, key, nil
}
