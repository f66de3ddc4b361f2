package hub_test

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// listener is an answer that is read as it comes: a stream, a long poll, an export.
type listener struct {
	status int
	header http.Header
	cancel context.CancelFunc

	mu    sync.Mutex
	said  strings.Builder
	ended bool
	more  chan struct{}
}

// listen asks and reads on until the answer ends. The connection is the listener's own, with a
// small buffer, so that what it does not read stays in the hub.
func (a *alliance) listen(t *testing.T, who, path string, header ...string) *listener {
	t.Helper()
	l, read := a.open(t, who, path, header...)
	go read()
	return l
}

// open is listen, but nothing is read until read is called.
func (a *alliance) open(t *testing.T, who, path string, header ...string) (l *listener, read func()) {
	t.Helper()
	dialer := &net.Dialer{}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dialer.DialContext(ctx, network, address)
		if err == nil {
			err = c.(*net.TCPConn).SetReadBuffer(16 << 10)
		}
		return c, err
	}}
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+a.keys[who])
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	l = &listener{status: res.StatusCode, header: res.Header, cancel: cancel, more: make(chan struct{})}
	t.Cleanup(func() { cancel(); _ = res.Body.Close(); transport.CloseIdleConnections() })
	return l, func() {
		chunk := make([]byte, 32<<10)
		for {
			n, err := res.Body.Read(chunk)
			l.mu.Lock()
			l.said.Write(chunk[:n])
			l.ended = err != nil
			close(l.more)
			l.more = make(chan struct{})
			l.mu.Unlock()
			if err != nil {
				return
			}
		}
	}
}

// so far is what was said, and whether that was all.
func (l *listener) soFar() (said string, ended bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.said.String(), l.ended
}

// until returns what was said once it holds a text, or once it has ended.
func (l *listener) until(t *testing.T, text string) string {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		l.mu.Lock()
		said, ended, more := l.said.String(), l.ended, l.more
		l.mu.Unlock()
		if ended || text != "" && strings.Contains(said, text) {
			return said
		}
		select {
		case <-more:
		case <-late:
			t.Fatalf("it does not say %q in 10 s: %.2000s", text, said)
		}
	}
}
