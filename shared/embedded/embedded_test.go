package embedded_test

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/embedded"
)

// childDir tells this test binary, run again as a child, to start a server on a folder.
const childDir = "EMBEDDED_TEST_CHILD_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		_, err := embedded.Start(embedded.Options{Dir: dir})
		if errors.Is(err, embedded.ErrInUse) {
			os.Stdout.WriteString("in use\n")
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

func start(t *testing.T, o embedded.Options) *embedded.Server {
	t.Helper()
	s, err := embedded.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func stream(t *testing.T, js jetstream.JetStream) jetstream.Stream {
	t.Helper()
	s, err := js.CreateOrUpdateStream(t.Context(), jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStart(t *testing.T) {
	t.Run("keeps what it acknowledged", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "not", "there yet")
		for n := range uint64(3) {
			s := start(t, embedded.Options{Dir: dir})
			stream(t, s.JetStream())
			ack, err := s.JetStream().Publish(t.Context(), "s", []byte("x"))
			if err != nil {
				t.Fatal(err)
			}
			if ack.Sequence != n+1 {
				t.Errorf("sequence %d after %d restarts", ack.Sequence, n)
			}
			if !s.Connected() {
				t.Error("not connected")
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if s.Connected() {
				t.Error("still connected after Close")
			}
		}
	})
	t.Run("opens no port unless asked", func(t *testing.T) {
		if url := start(t, embedded.Options{Dir: t.TempDir()}).URL(); url != "" {
			t.Errorf("listens at %s", url)
		}
	})
	t.Run("one more connection", func(t *testing.T) {
		s := start(t, embedded.Options{Dir: t.TempDir()})
		c, err := s.Connect()
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		stream(t, c.JetStream())
		if _, err := s.JetStream().Stream(t.Context(), "S"); err != nil {
			t.Errorf("the first connection does not see the second's stream: %v", err)
		}
	})
}

func TestStart_refuses(t *testing.T) {
	t.Run("a folder that this process has", func(t *testing.T) {
		dir := t.TempDir()
		s := start(t, embedded.Options{Dir: dir})
		if _, err := embedded.Start(embedded.Options{Dir: dir}); !errors.Is(err, embedded.ErrInUse) || !strings.Contains(err.Error(), dir) {
			t.Errorf("got %v, want ErrInUse and the folder's name", err)
		}
		stream(t, s.JetStream()) // the refusal did no harm
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		start(t, embedded.Options{Dir: dir})
	})
	t.Run("a folder that another process has", func(t *testing.T) {
		dir := t.TempDir()
		start(t, embedded.Options{Dir: dir})
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir)
		out, err := child.Output()
		if err != nil || string(out) != "in use\n" {
			t.Errorf("the child said %q, %v", out, err)
		}
	})
	t.Run("the world", func(t *testing.T) {
		for _, listen := range []string{":4222", "0.0.0.0:4222", "192.0.2.1:4222", "hub.example:4222"} {
			if _, err := embedded.Start(embedded.Options{Dir: t.TempDir(), Listen: listen}); !errors.Is(err, embedded.ErrNotLoopback) {
				t.Errorf("listen %q: got %v, want ErrNotLoopback", listen, err)
			}
		}
	})
	t.Run("a port that is taken", func(t *testing.T) {
		taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer taken.Close()
		dir := t.TempDir()
		if _, err := embedded.Start(embedded.Options{Dir: dir, Listen: taken.Addr().String()}); !errors.Is(err, embedded.ErrNotStarted) || !strings.Contains(err.Error(), "in use") {
			t.Errorf("got %v, want ErrNotStarted and why", err)
		}
		start(t, embedded.Options{Dir: dir}) // the folder is free again
	})
	t.Run("a folder that cannot be", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := embedded.Start(embedded.Options{Dir: file}); err == nil {
			t.Error("started in a file")
		}
	})
}

func TestDial(t *testing.T) {
	t.Run("a server that comes later, goes and comes back", func(t *testing.T) {
		dir := t.TempDir()
		first := start(t, embedded.Options{Dir: dir, Listen: "127.0.0.1:0"})
		url := first.URL()
		listen := strings.TrimPrefix(url, "nats://")
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}

		dialled := make(chan *embedded.Conn, 1)
		go func() {
			c, err := embedded.Dial(t.Context(), embedded.Outside{URL: url, Name: "test"})
			if err != nil {
				t.Error(err)
			}
			dialled <- c
		}()
		second := start(t, embedded.Options{Dir: dir, Listen: listen})
		c := <-dialled
		if c == nil {
			return
		}
		defer c.Close()
		stream(t, c.JetStream())
		if err := second.Close(); err != nil {
			t.Fatal(err)
		}
		for c.Connected() {
			time.Sleep(time.Millisecond)
		}
		if _, err := c.JetStream().Publish(t.Context(), "s", nil); err == nil {
			t.Error("published to nobody")
		}
		start(t, embedded.Options{Dir: dir, Listen: listen})
		for !c.Connected() {
			time.Sleep(time.Millisecond)
		}
		if _, err := c.JetStream().Publish(t.Context(), "s", nil); err != nil {
			t.Error(err)
		}
	})
	t.Run("nobody there", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if _, err := embedded.Dial(ctx, embedded.Outside{URL: "nats://127.0.0.1:1"}); !errors.Is(err, embedded.ErrNotConnected) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want ErrNotConnected", err)
		}
	})
	t.Run("no such credentials", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		s := start(t, embedded.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
		if _, err := embedded.Dial(ctx, embedded.Outside{URL: s.URL(), Creds: filepath.Join(t.TempDir(), "none")}); !errors.Is(err, embedded.ErrOutside) {
			t.Errorf("got %v, want ErrOutside", err)
		}
	})
}
