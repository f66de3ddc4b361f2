package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

type drainKey struct{}

// Draining returns a channel that closes when the server begins to end: a handler that streams
// ends its stream then. Outside of Serve it never closes.
func Draining(ctx context.Context) <-chan struct{} {
	ch, _ := ctx.Value(drainKey{}).(<-chan struct{})
	return ch
}

// heads answers HEAD as GET, without the body, which net/http leaves out by itself (RFC 9110,
// section 9.3.2). A stream has no end to wait for: there it stays 405.
func heads(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && r.URL.Path != "/v1/stream" {
			get := *r
			get.Method = http.MethodGet
			r = &get
		}
		h.ServeHTTP(w, r)
	})
}

// parting has who asks while we end ask another next: the connection is closed with the answer, and
// not under a request that is on its way.
func (e *Engine) parting(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if e.ending.Load() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// Serve answers on the listener until ctx ends. Then /readyz says no, for Options.Linger it goes on, so
// that whoever sends requests here can see that; then it takes no more, gives what is open Options.Drain
// to end, and cuts the rest off. It closes the listener.
func (e *Engine) Serve(ctx context.Context, l net.Listener) error {
	draining, drain := context.WithCancel(context.WithoutCancel(ctx))
	defer drain()
	base, cut := context.WithCancel(context.WithValue(context.WithoutCancel(ctx), drainKey{}, draining.Done()))
	defer cut()
	s := &http.Server{
		Handler:           e.parting(heads(e.Engine)),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(e.o.Log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("httpd: serve: %w", err)
	case <-ctx.Done():
	}
	e.ending.Store(true)
	select {
	case err := <-ended:
		return fmt.Errorf("httpd: serve: %w", err)
	case <-time.After(e.o.Linger):
	}
	drain()
	late, cancel := context.WithTimeout(base, e.o.Drain)
	defer cancel()
	err := s.Shutdown(late)
	if errors.Is(err, context.DeadlineExceeded) {
		e.o.Log.WarnContext(base, "requests cut off at the end", slog.Duration("after", e.o.Drain))
		cut()
		err = s.Close()
	}
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	if err != nil {
		return fmt.Errorf("httpd: end: %w", err)
	}
	return nil
}
