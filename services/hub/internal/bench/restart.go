package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/lookalike"
)

// restart measures how long a killed hub takes until it is ready again, and what an indicator
// costs in memory, with 100,000 and 1,000,000 of them.
func (b *bench) restart(ctx context.Context) error {
	h, err := b.hub(ctx, "restart")
	if err != nil {
		return err
	}
	defer func() { h.Kill() }()
	key, err := h.Enrol(ctx, "maison-a", "brand")
	if err != nil {
		return err
	}
	h.Kill()
	if h, err = b.hub(ctx, "restart"); err != nil {
		return err
	}
	time.Sleep(time.Second)
	empty, err := h.Memory()
	if err != nil {
		return err
	}
	lines := lookalike.New(5, lookalike.Options{})
	have := 0
	for _, n := range []int{b.size(100_000), b.size(1_000_000)} {
		if _, err := b.send(ctx, h, key, lines, have, n-have); err != nil {
			return err
		}
		have = n
		h.Kill()
		if h, err = b.hub(ctx, "restart"); err != nil {
			return err
		}
		ready := h.Ready
		time.Sleep(3 * time.Second)
		full, err := h.Memory()
		if err != nil {
			return err
		}
		b.add(row{fmt.Sprintf("restart with %d indicators, to ready", n), fmt.Sprintf("%.1f s", ready.Seconds()), "", 0, 0})
		each := func(full, empty int64) string { return fmt.Sprintf("%d B", (full-empty)/int64(n)) }
		b.add(row{fmt.Sprintf("memory an indicator, of %d (the process's own, resident, after restart)", n), each(full.Own, empty.Own), "", 0, 0})
		b.add(row{"the same: mapped from files, which the kernel may take back", each(full.File, empty.File), "", 0, 0})
	}
	return nil
}
