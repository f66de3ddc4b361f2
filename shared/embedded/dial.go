package embedded

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// apiTimeout bounds a JetStream request whose context has no deadline.
const apiTimeout = 5 * time.Second

// Conn is a connection to a NATS server with JetStream. It is safe for concurrent use.
type Conn struct {
	nc *nats.Conn
	js jetstream.JetStream
}

// Outside says which NATS elsewhere to use, and how to be known there.
type Outside struct {
	URL   string       // "nats://a:4222,nats://b:4222", "tls://…"
	Creds string       // path of a credentials file (JWT and key); empty: none
	Name  string       // how the connection is listed by the server
	Log   *slog.Logger // told of a lost and a found connection; nil: silence
}

// Dial connects to a NATS elsewhere. Services start in any order: it keeps trying until ctx
// ends, and a connection once made is made again for ever, whatever happens to it. It returns
// ErrNotConnected if the server refuses us, or was not there before ctx ended.
func Dial(ctx context.Context, w Outside) (*Conn, error) {
	log := w.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	logCtx := context.WithoutCancel(ctx)
	var refused error
	status := make(chan bool, 1)
	tell := func(up bool) {
		select {
		case status <- up:
		default:
		}
	}
	opts := []nats.Option{
		nats.Name(w.Name),
		nats.RetryOnFailedConnect(true),
		nats.ReconnectWait(500 * time.Millisecond),
		nats.ConnectHandler(func(*nats.Conn) { tell(true) }),
		nats.ReconnectHandler(func(nc *nats.Conn) {
			log.InfoContext(logCtx, "nats connection found", slog.String("server", nc.ConnectedServerName()))
		}),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			log.WarnContext(logCtx, "nats connection lost", slog.Any("error", err))
		}),
		nats.ClosedHandler(func(nc *nats.Conn) {
			refused = nc.LastError()
			tell(false)
		}),
	}
	if w.Creds != "" {
		opts = append(opts, nats.UserCredentials(w.Creds))
	}
	c, err := connect(w.URL, opts...)
	if err != nil {
		return nil, err
	}
	select {
	case up := <-status:
		if !up {
			return nil, fmt.Errorf("%w: %w", ErrNotConnected, refused)
		}
		return c, nil
	case <-ctx.Done():
		c.Close()
		return nil, fmt.Errorf("%w: %w", ErrNotConnected, ctx.Err())
	}
}

func connect(url string, opts ...nats.Option) (*Conn, error) {
	// A message is sent now or not at all: one kept for later could be acknowledged to nobody.
	opts = append(opts, nats.ReconnectBufSize(-1), nats.MaxReconnects(-1))
	nc, err := nats.Connect(url, opts...)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotConnected, err)
	}
	js, err := jetstream.New(nc, jetstream.WithDefaultTimeout(apiTimeout))
	if err != nil {
		nc.Close()
		return nil, fmt.Errorf("embedded: %w", err)
	}
	return &Conn{nc: nc, js: js}, nil
}

// JetStream is what ledger.Open and journal.Open want.
func (c *Conn) JetStream() jetstream.JetStream { return c.js }

// Connected tells whether the server is reachable now.
func (c *Conn) Connected() bool { return c.nc.IsConnected() }

// Close sends what is buffered, and closes the connection.
func (c *Conn) Close() { c.nc.Close() }
