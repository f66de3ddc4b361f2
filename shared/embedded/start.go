package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

const (
	// readyWithin bounds what is left to do once the folder has been read.
	readyWithin = 10 * time.Second
	// maxPending is how much the server may owe a connection before it cuts it. Whoever reads much
	// asks for it in parts; the whole hub is on one connection.
	maxPending = 256 << 20
	// retryAfter is short: a server in this process is there.
	retryAfter = 10 * time.Millisecond
)

// Server is a running server, and a connection to it.
type Server struct {
	*Conn
	ns   *server.Server
	lock *flock.Flock
	log  *slog.Logger
}

// Start runs a server on the folder, and returns once it has recovered what is there (some
// seconds for a million entries) and is connected.
// It returns ErrInUse if another process, or this one, has the folder already.
func Start(o Options) (*Server, error) {
	opts, err := options(o)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("embedded: %w", err)
	}
	lock := flock.New(filepath.Join(o.Dir, "lock"), flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("embedded: lock %s: %w", o.Dir, err)
	}
	if !got {
		return nil, fmt.Errorf("%w: %s", ErrInUse, o.Dir)
	}
	s := &Server{lock: lock, log: o.Log}
	if err := s.start(o, opts); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// options turns ours into the server's.
func options(o Options) (*server.Options, error) {
	opts := &server.Options{
		ServerName:             "entente",
		DontListen:             o.Listen == "",
		JetStream:              true,
		StoreDir:               o.Dir,
		SyncAlways:             o.SyncInterval == 0,
		SyncInterval:           o.SyncInterval,
		NoSigs:                 true,
		DisableJetStreamBanner: true,
		MaxPending:             maxPending,
	}
	if o.Listen == "" {
		return opts, nil
	}
	host, port, err := net.SplitHostPort(o.Listen)
	if err != nil {
		return nil, fmt.Errorf("embedded: listen: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && !ip.IsLoopback() {
		return nil, fmt.Errorf("%w: %s", ErrNotLoopback, o.Listen)
	}
	opts.Host = host
	if opts.Port, err = strconv.Atoi(port); err != nil {
		return nil, fmt.Errorf("embedded: listen: %w", err)
	}
	if opts.Port == 0 {
		opts.Port = server.RANDOM_PORT
	}
	return opts, nil
}

func (s *Server) start(o Options, opts *server.Options) error {
	ns, err := server.NewServer(opts)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotStarted, err)
	}
	s.ns = ns
	say := &logger{log: o.Log}
	ns.SetLoggerV2(say, false, false, false)
	ns.Start()
	for deadline := time.Now().Add(readyWithin); !ns.ReadyForConnections(50 * time.Millisecond); {
		if why := say.fatal.Load(); why != nil {
			return fmt.Errorf("%w: %s", ErrNotStarted, *why)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%w within %s", ErrNotStarted, readyWithin)
		}
	}
	if why := say.fatal.Load(); why != nil || !ns.JetStreamEnabled() {
		return fmt.Errorf("%w: %s", ErrNotStarted, *cmp.Or(why, new("no JetStream")))
	}
	s.Conn, err = s.Connect()
	return err
}

// Connect opens one more connection to the server, from inside the process.
func (s *Server) Connect() (*Conn, error) {
	opts := append(told(context.Background(), s.log), nats.InProcessServer(s.ns), nats.ReconnectWait(retryAfter), nats.ReconnectJitter(0, 0))
	return connect("", opts...)
}

// URL is where the server listens; empty if it does not.
func (s *Server) URL() string {
	if a, ok := s.ns.Addr().(*net.TCPAddr); ok && a != nil {
		return "nats://" + a.String()
	}
	return ""
}

// Close closes the connection, stops the server once it has written what it holds, and lets
// go of the folder.
func (s *Server) Close() error {
	if s.Conn != nil {
		s.Conn.Close()
	}
	if s.ns != nil {
		s.ns.Shutdown()
		s.ns.WaitForShutdown()
	}
	if err := s.lock.Unlock(); err != nil {
		return fmt.Errorf("embedded: unlock: %w", err)
	}
	return nil
}
