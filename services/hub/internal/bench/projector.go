package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/lookalike"
)

// projector compares how fast bodies that the database does not have come there with raw bulk inserts of the same
// documents, 1,000 at once. A hub is started on a ledger beside an empty database: what it owes once it has folded all,
// over the time until it owes nothing.
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
	var ours, limit, owed []float64
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
		if h, err = b.hubOn(ctx, "projector", s); err != nil {
			return err
		}
		owes, err := owing(ctx, h)
		began := time.Now()
		if err != nil {
			return err
		}
		if owes < n/10 {
			return fmt.Errorf("of %d bodies only %d were owed when the hub was ready", n, owes)
		}
		if err := b.settled(ctx, h); err != nil {
			return err
		}
		ours, owed = append(ours, float64(owes)/time.Since(began).Seconds()), append(owed, float64(owes))
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
		fmt.Sprintf("bodies (%d B) written to MongoDB by a hub that owes them (%.0f of %d once it is ready) until it owes none / raw unordered inserts of the same documents, 1,000 at once", bytes/n, median(owed), n),
		perSecond(o), perSecond(l), o / l, 0.8,
	})
	return nil
}
