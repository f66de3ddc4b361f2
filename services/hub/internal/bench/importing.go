package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/lookalike"
)

// send imports lines and checks the hub's account of them.
func (b *bench) send(ctx context.Context, h *child.Hub, key string, lines *lookalike.Generator, from, n int) (time.Duration, error) {
	return b.pour(ctx, h, key, n, func(w io.Writer) error { return lines.WriteNDJSON(w, from, n) })
}

// pour is send of the n lines that write gives.
func (b *bench) pour(ctx context.Context, h *child.Hub, key string, n int, write func(io.Writer) error) (time.Duration, error) {
	r, w := io.Pipe()
	go func() { w.CloseWithError(write(w)) }()
	var report struct {
		State    string
		Accepted int
	}
	began := time.Now()
	if err := h.Do(ctx, key, http.MethodPost, "/v1/imports", "application/x-ndjson", r, &report); err != nil {
		return 0, err
	}
	if report.State != "done" || report.Accepted != n {
		return 0, fmt.Errorf("of %d lines %d were accepted (%s)", n, report.Accepted, report.State)
	}
	return time.Since(began), nil
}

// importing compares POST /v1/imports with raw atomic batches of the same bytes, round by round.
func (b *bench) importing(ctx context.Context) error {
	n := b.size(100_000)
	part := n / 5
	bodies, err := b.sample(ctx, "import-sample", part)
	if err != nil {
		return err
	}
	h, key, err := b.enrolled(ctx, "import")
	if err != nil {
		return err
	}
	defer h.Kill()
	stream, closeRaw, err := b.raw(ctx, "import-raw")
	if err != nil {
		return err
	}
	defer closeRaw()
	lines := lookalike.New(3, lookalike.Options{})
	var ours, limit []time.Duration
	for round := range 5 {
		d, err := stream.Batch(ctx, bodies, 1000)
		if err != nil {
			return err
		}
		limit = append(limit, d)
		if d, err = b.send(ctx, h, key, lines, round*part, part); err != nil {
			return err
		}
		ours = append(ours, d)
	}
	o, l := rates(part, ours), rates(part, limit)
	b.add(row{fmt.Sprintf("import of %d lines / raw atomic batches of 1,000", n), perSecond(o), perSecond(l), o / l, 0.5})
	return nil
}
