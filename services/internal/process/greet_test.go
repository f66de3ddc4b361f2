package process

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/run"
)

// said is a log that a test reads.
type said struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// TestBeforeNATS starts a service before its NATS is there: it says that it lives and is not ready,
// waits, and answers once there is one.
func TestBeforeNATS(t *testing.T) {
	nats := hubtest.Address(t)
	c, log := Default(), &said{}
	c.Listen, c.Data, c.NATS, c.Alone = hubtest.Address(t), filepath.Join(t.TempDir(), "data"), "nats://"+nats, true
	c.Log = slog.New(slog.NewTextHandler(log, nil))
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, c, func(context.Context, *Process, *httpd.Engine) ([]run.Part, error) { return nil, nil })
	}()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	get := func(path string) (int, string) {
		res, err := client.Get("http://" + c.Listen + path)
		if err != nil {
			return 0, err.Error()
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			return 0, err.Error()
		}
		return res.StatusCode, string(b)
	}
	until := func(path string, status int) string {
		t.Helper()
		for late := time.Now().Add(15 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			got, body := get(path)
			if got == status {
				return body
			}
			if time.Now().After(late) {
				t.Fatalf("GET %s: %d %s, want %d; it said %s", path, got, body, status, log)
			}
		}
	}
	until("/healthz", http.StatusOK)
	if body := until("/readyz", http.StatusServiceUnavailable); !strings.Contains(body, `"nats"`) {
		t.Errorf("it is not ready for %s", body)
	}
	if status, body := get("/v1/indicators"); status != http.StatusServiceUnavailable || !strings.Contains(body, "/problems/view-behind") {
		t.Errorf("it answers %d %s", status, body)
	}
	for late := time.Now().Add(5 * time.Second); !strings.Contains(log.String(), "waiting for it"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("it only said %q", log)
		}
	}
	s, err := embedded.Start(embedded.Options{Dir: t.TempDir(), Listen: nats, SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	until("/readyz", http.StatusOK)
	if status, body := get("/v1/indicators"); status != http.StatusUnauthorized {
		t.Errorf("it answers %d %s", status, body)
	}
	end()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// TestGreetGivesBack wants the listener as it was.
func TestGreetGivesBack(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	Greet(l)()
	go func() {
		if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
			_ = c.Close()
		}
	}()
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Close()
}
