package process

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

// Listen opens the address that the process answers on.
func (p *Process) Listen(ctx context.Context) (net.Listener, error) { return p.Config.Open(ctx) }

// Open opens the address to answer on: before Start, where a taken one should leave nothing
// behind.
func (c Config) Open(ctx context.Context) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return nil, fmt.Errorf("process: %w", err)
	}
	return l, nil
}

// Serve runs everything until ctx ends or a part fails: the fold, the log of decisions, the
// services' own parts, and the front on the listener. It ends them in the other order: first no more requests, then the
// parts (last first), then what they decided is written, then the fold ends.
func (p *Process) Serve(ctx context.Context, l net.Listener, e *httpd.Engine, parts ...run.Part) error {
	all := append([]run.Part{{Name: "fold", Run: p.Run}, {Name: "ready", Run: p.announce}, {Name: "decisions", Run: p.Decisions.Run}}, parts...)
	if p.bodies != nil {
		all = append(all, run.Part{Name: "bodies", Run: p.bodies.Run})
	}
	if p.Config.MetricsListen != "" {
		all = append(all, run.Part{Name: "metrics", Run: p.serveMetrics})
	}
	all = append(all, run.Part{Name: "http", Run: func(ctx context.Context) error { return e.Serve(ctx, l) }})
	return run.All(ctx, all...)
}

// announce writes one line when the views are complete, and gives the system back what folding them
// took and they do not hold: as much again, else kept for minutes.
func (p *Process) announce(ctx context.Context) error {
	start := p.Now()
	select {
	case <-p.Ready():
		p.Log.InfoContext(ctx, "ready", slog.Duration("took", p.Now().Sub(start)))
		debug.FreeOSMemory()
	case <-ctx.Done():
	}
	return nil
}

// serveMetrics shows /metrics without a key, on a listener of its own.
func (p *Process) serveMetrics(ctx context.Context) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", p.Config.MetricsListen)
	if err != nil {
		return fmt.Errorf("process: %w", err)
	}
	p.Log.InfoContext(ctx, "metrics", slog.String("address", l.Addr().String()))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", httpd.Metrics(p.Metrics))
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute}
	stop := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stop()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("process: metrics: %w", err)
	}
	return nil
}
