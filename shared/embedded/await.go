package embedded

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Await calls try until it succeeds or fails for good, or ctx ends: a cluster that has just come up
// has no leaders yet, and no room on nodes that are still to come. What is waited for is said. Nobody
// answers what is asked of a stream that another is just making: each try has a time of its own, the
// first ones little.
func (c *Conn) Await(ctx context.Context, log *slog.Logger, what string, try func(context.Context) error) error {
	said := time.Time{}
	for within := firstTry; ; within = min(2*within, lastTry) {
		err := limited(ctx, within, try)
		if err == nil || !passes(err) || ctx.Err() != nil {
			return err
		}
		if time.Since(said) >= sayEvery {
			said = time.Now()
			log.WarnContext(ctx, "nats does not answer yet; waiting for it", slog.String("for", what), slog.Any("error", err))
		}
		select {
		case <-time.After(2 * lookEvery):
		case <-ctx.Done():
		}
	}
}

// Times of a try.
const (
	firstTry = time.Second
	lastTry  = 30 * time.Second
)

func limited(ctx context.Context, within time.Duration, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	return try(ctx)
}

// noPeers is the server's code for fewer nodes than copies; nats.go has no name for it. A node that was
// away for a moment may not know yet of a stream that was there.
const noPeers jetstream.ErrorCode = 10005

// passes reports whether an error may pass by itself.
func passes(err error) bool {
	if api, ok := errors.AsType[*jetstream.APIError](err); ok {
		return api.Code == 503 || api.ErrorCode == noPeers || api.ErrorCode == jetstream.JSErrCodeStreamNotFound
	}
	for _, one := range []error{
		nats.ErrTimeout, nats.ErrNoResponders, nats.ErrDisconnected, nats.ErrConnectionReconnecting, nats.ErrReconnectBufExceeded,
		jetstream.ErrNoStreamResponse, jetstream.ErrJetStreamNotEnabled, context.DeadlineExceeded,
	} {
		if errors.Is(err, one) {
			return true
		}
	}
	return false
}
