package embedded

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// RunNode runs a server as its own configuration file says, until ctx ends: a node of a cluster, for
// tests and measures. The hub's own server is Start's.
func RunNode(ctx context.Context, file string, log *slog.Logger) error {
	opts, err := server.ProcessConfigFile(file)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotStarted, err)
	}
	opts.NoSigs = true
	s, err := server.NewServer(opts)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotStarted, err)
	}
	l := &logger{log: log}
	s.SetLoggerV2(l, false, false, false)
	s.Start()
	defer func() {
		s.Shutdown()
		s.WaitForShutdown()
	}()
	if !s.ReadyForConnections(10 * time.Second) {
		if why := l.fatal.Load(); why != nil {
			return fmt.Errorf("%w: %s", ErrNotStarted, *why)
		}
		return ErrNotStarted
	}
	<-ctx.Done()
	return nil
}
