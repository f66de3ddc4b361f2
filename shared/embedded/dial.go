package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
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
	URL   string       // "nats://a:4222,nats://b:4222", "tls://…"; several are one cluster
	Creds string       // path of a credentials file (JWT and seed); empty: none
	NKey  string       // path of a file with a user's nkey seed; empty: none
	CA    string       // path of the certificates (PEM) that the server's must be signed by; empty: the system's
	Cert  string       // path of our certificate (PEM), for mTLS; empty: none
	Key   string       // path of its private key (PEM)
	Name  string       // how the connection is listed by the server
	Log   *slog.Logger // told of a lost and a found connection; nil: silence
}

// Times of a connection to a NATS elsewhere.
const (
	lookEvery = 250 * time.Millisecond // while it is not there, for why
	sayEvery  = 10 * time.Second       // that it is not there

	// pingEvery finds out that a server is there no more whose connection was never closed: a machine
	// that stands still, a cable. After two pings without an answer another is dialled.
	pingEvery = 5 * time.Second
)

// Dial connects to a NATS elsewhere. Services start in any order: it keeps trying until ctx
// ends, and says so; a connection once made is made again for ever, whatever happens to it. It
// returns ErrOutside for a setting that cannot be, and ErrNotConnected if the server refuses who we
// are, or was not there before ctx ended.
func Dial(ctx context.Context, w Outside) (*Conn, error) {
	opts, err := w.options()
	if err != nil {
		return nil, err
	}
	log := orDiscard(w.Log)
	logCtx := context.WithoutCancel(ctx)
	up := make(chan struct{}, 1)
	var why atomic.Pointer[error] // of the last attempt to connect
	opts = append(append(opts, told(logCtx, log)...),
		nats.Name(w.Name),
		nats.RetryOnFailedConnect(true),
		nats.IgnoreAuthErrorAbort(), // who was let in once may be again: credentials are replaced while we run
		nats.ReconnectWait(500*time.Millisecond),
		nats.PingInterval(pingEvery),
		nats.ConnectHandler(func(*nats.Conn) { up <- struct{}{} }), // is called once
		nats.ReconnectErrHandler(func(_ *nats.Conn, err error) { why.Store(&err) }),
	)
	c, err := connect(w.URL, opts...)
	if err != nil {
		return nil, err
	}
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for said := time.Now().Add(lookEvery - sayEvery); ; {
		select {
		case <-up:
			return c, nil
		case <-look.C:
			if err := c.nc.LastError(); refuses(err) {
				c.Close()
				return nil, fmt.Errorf("%w: %w", ErrNotConnected, err)
			}
			if err := why.Load(); time.Since(said) >= sayEvery {
				said = time.Now()
				log.WarnContext(logCtx, "nats is not there; waiting for it", slog.String("url", w.URL), slog.Any("error", orNil(err)))
			}
		case <-ctx.Done():
			c.Close()
			return nil, fmt.Errorf("%w: %w", ErrNotConnected, ctx.Err())
		}
	}
}

// told are the options of a connection that says what becomes of it.
func told(ctx context.Context, log *slog.Logger) []nats.Option {
	log = orDiscard(log)
	return []nats.Option{
		nats.ReconnectHandler(func(nc *nats.Conn) {
			log.InfoContext(ctx, "nats connection found", slog.String("server", nc.ConnectedServerName()))
		}),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil { // else it is us who closed it
				log.WarnContext(ctx, "nats connection lost; it is tried again until it is found", slog.Any("error", err))
			}
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			log.WarnContext(ctx, "nats", slog.Any("error", err))
		}),
	}
}

func orDiscard(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return log
}

// refuses reports whether a server was there, and does not want us.
func refuses(err error) bool {
	return errors.Is(err, nats.ErrAuthorization) || errors.Is(err, nats.ErrAuthExpired) || errors.Is(err, nats.ErrAuthRevoked) ||
		errors.Is(err, nats.ErrAccountAuthExpired) || errors.Is(err, nats.ErrNkeysNotSupported)
}

func orNil(err *error) error {
	if err == nil {
		return nil
	}
	return *err
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
