package direct

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/shared/id"
)

// Server is a running server, and the hub's own connection to it.
type Server struct {
	o      Options
	ns     *server.Server
	secret string // that the hub itself connects with
	nc     *nats.Conn
	js     jetstream.JetStream

	admitted, closing    chan struct{} // closed when it is so
	admitOnce, closeOnce sync.Once

	mu       sync.Mutex
	guests   map[id.Member]*guest
	sessions map[uint64]session
}

// guest is a member that has a feed, or had one.
type guest struct {
	account *server.Account
	stream  jetstream.Stream
	open    bool
	since   time.Time // when the feed was turned on that is open
}

// Start runs a server on its folder. Clients wait to be let in or refused until Admit; then those of
// the members are let in that Open has named.
func Start(o Options) (*Server, error) {
	if o.Most == 0 {
		o.Most = 10
	}
	if o.Patience == 0 {
		o.Patience = patience
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{
		o: o, secret: rand.Text(), admitted: make(chan struct{}), closing: make(chan struct{}),
		guests: map[id.Member]*guest{}, sessions: map[uint64]session{},
	}
	opts, err := s.options()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("direct: %w", err)
	}
	if s.ns, err = server.NewServer(opts); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStarted, err)
	}
	said := &said{log: o.Log}
	s.ns.SetLoggerV2(said, false, false, false)
	s.ns.Start()
	if err := s.begin(said); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Server) begin(said *said) error {
	for late := time.Now().Add(patience); !s.ns.ReadyForConnections(50 * time.Millisecond); {
		if why := said.fatal.Load(); why != nil {
			return fmt.Errorf("%w: %s", ErrNotStarted, *why)
		}
		if time.Now().After(late) {
			return fmt.Errorf("%w within %s", ErrNotStarted, patience)
		}
	}
	if why := said.fatal.Load(); why != nil {
		return fmt.Errorf("%w: %s", ErrNotStarted, *why)
	}
	var err error
	s.nc, err = nats.Connect("", nats.InProcessServer(s.ns), nats.UserInfo(hub, s.secret), nats.ReconnectBufSize(-1), nats.MaxReconnects(-1))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotStarted, err)
	}
	if s.js, err = jetstream.New(s.nc); err != nil {
		return fmt.Errorf("direct: %w", err)
	}
	return nil
}

// options turns ours into the server's.
func (s *Server) options() (*server.Options, error) {
	o := &server.Options{
		ServerName: "entente-feed", DontListen: s.o.Listen == "", JetStream: true, StoreDir: s.o.Dir, SyncInterval: Sync,
		NoSigs: true, DisableJetStreamBanner: true, CustomClientAuthentication: s,
		MaxSubs: maxSubscriptions, MaxPending: maxUnread, WriteDeadline: s.o.Patience, NoSublistCache: false,
		TLSConfig: s.o.TLS, TLS: s.o.TLS != nil, TLSTimeout: 5, AuthTimeout: authTimeout.Seconds(),
	}
	var err error
	if s.o.Listen != "" {
		if o.Host, o.Port, err = s.address(s.o.Listen); err != nil {
			return nil, err
		}
	}
	if s.o.WebSocket != "" {
		ws := &o.Websocket
		if ws.Host, ws.Port, err = s.address(s.o.WebSocket); err != nil {
			return nil, err
		}
		ws.TLSConfig, ws.NoTLS, ws.SameOrigin, ws.HandshakeTimeout = s.o.TLS, s.o.TLS == nil, true, 5*time.Second
	}
	return o, nil
}

// address splits one, and refuses to be plain for the world.
func (s *Server) address(listen string) (host string, port int, err error) {
	host, number, err := net.SplitHostPort(listen)
	if err != nil {
		return "", 0, fmt.Errorf("direct: listen: %w", err)
	}
	if ip := net.ParseIP(host); s.o.TLS == nil && host != "localhost" && !ip.IsLoopback() {
		return "", 0, fmt.Errorf("%w: %s", ErrPlain, listen)
	}
	if port, err = strconv.Atoi(number); err != nil {
		return "", 0, fmt.Errorf("direct: listen: %w", err)
	}
	if port == 0 {
		port = server.RANDOM_PORT
	}
	return host, port, nil
}

// URLs are where clients connect: over TCP, and over WebSocket; "" where there is none.
func (s *Server) URLs() (tcp, websocket string) {
	scheme := func(plain, secure string) string {
		if s.o.TLS != nil {
			return secure
		}
		return plain
	}
	if a, ok := s.ns.Addr().(*net.TCPAddr); ok && a != nil {
		tcp = scheme("nats", "tls") + "://" + a.String()
	}
	if s.o.WebSocket != "" {
		websocket = s.ns.WebsocketURL()
	}
	return tcp, websocket
}

// Admit says that the feeds there are have been opened. Who connects before that waits: a client that
// is refused twice, as libraries have it, does not try again.
func (s *Server) Admit() { s.admitOnce.Do(func() { close(s.admitted) }) }

// Close ends all connections, once what was written is on disk.
func (s *Server) Close() error {
	s.closeOnce.Do(func() { close(s.closing) })
	if s.nc != nil {
		s.nc.Close()
	}
	s.ns.Shutdown()
	s.ns.WaitForShutdown()
	return nil
}

// never is when a consumer that was held is let go of by itself.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Hold has a member's consumer give nothing, until Release: what it would give may be more than the
// member may be told now.
func (s *Server) Hold(ctx context.Context, m id.Member) error {
	if _, err := s.js.PauseConsumer(ctx, Stream(m), Durable, never); err != nil {
		return fmt.Errorf("direct: hold %s: %w", m, err)
	}
	return nil
}

// Release ends Hold.
func (s *Server) Release(ctx context.Context, m id.Member) error {
	if _, err := s.js.ResumeConsumer(ctx, Stream(m), Durable); err != nil {
		return fmt.Errorf("direct: release %s: %w", m, err)
	}
	return nil
}

// Open makes a member's feed if there is none, and lets its clients in. Its consumer gives nothing
// before Release. since is when it was turned on: one that is turned off, or off and on again, lets
// nobody in until it is opened anew.
func (s *Server) Open(ctx context.Context, m id.Member, since time.Time) error {
	stream, err := s.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: Stream(m), Subjects: []string{Subjects(m)}, MaxMsgsPerSubject: 1, AllowDirect: false,
		Retention: jetstream.WorkQueuePolicy, Discard: jetstream.DiscardOld,
	})
	if err != nil {
		return fmt.Errorf("direct: feed of %s: %w", m, err)
	}
	_, err = s.js.CreateOrUpdateConsumer(ctx, Stream(m), jetstream.ConsumerConfig{
		Durable: Durable, AckPolicy: jetstream.AckExplicitPolicy, DeliverPolicy: jetstream.DeliverAllPolicy, MaxWaiting: maxWaiting,
		PauseUntil: &never,
	})
	if err != nil {
		return fmt.Errorf("direct: consumer of %s: %w", m, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guests[m]
	if g == nil {
		a, _ := s.ns.LookupOrRegisterAccount(account(m))
		if err := link(s.ns.GlobalAccount(), a, m); err != nil {
			return err
		}
		g = &guest{account: a}
		s.guests[m] = g
	}
	g.open, g.stream, g.since = true, stream, since
	return nil
}

// link is all that an account may do: hear its feed, and pull and acknowledge.
func link(from, to *server.Account, m id.Member) error {
	only := []*server.Account{to}
	var errs []error
	errs = append(errs, from.AddStreamExport(Subjects(m), only), to.AddStreamImport(from, Subjects(m), ""))
	for subject, answers := range services(m) {
		errs = append(errs, from.AddServiceExportWithResponse(subject, answers, only), to.AddServiceImport(from, subject, subject))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("direct: account of %s: %w", m, err)
	}
	return nil
}

// services are the subjects that a member may send to, and how each answers.
func services(m id.Member) map[string]server.ServiceRespType {
	of := Stream(m) + "." + Durable
	return map[string]server.ServiceRespType{
		"$JS.API.CONSUMER.INFO." + of:     server.Singleton,
		"$JS.API.CONSUMER.MSG.NEXT." + of: server.Streamed,
		"$JS.ACK." + of + ".>":            server.Streamed, // +NXT answers with the next message
	}
}

// permissions are those of a member's client within its account: it sends nothing to others of
// its own, so that whatever they get on the feed's subjects comes from the hub.
func permissions(m id.Member) *server.Permissions {
	p := &server.Permissions{
		Publish:   &server.SubjectPermission{},
		Subscribe: &server.SubjectPermission{Allow: []string{Subjects(m), "_INBOX.*", "_INBOX.*.*"}},
	}
	for subject := range services(m) {
		p.Publish.Allow = append(p.Publish.Allow, subject)
	}
	return p
}

// Shut keeps a member's clients out, and forgets its feed.
func (s *Server) Shut(ctx context.Context, m id.Member) error {
	s.mu.Lock()
	if g := s.guests[m]; g != nil {
		g.open, g.stream = false, nil
	}
	s.mu.Unlock()
	s.Sweep()
	if err := s.js.DeleteStream(ctx, Stream(m)); err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) {
		return fmt.Errorf("direct: feed of %s: %w", m, err)
	}
	return nil
}
