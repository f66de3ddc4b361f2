package run_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/entente-hub/entente/shared/run"
)

func TestAll(t *testing.T) {
	errBroken := errors.New("broken")
	t.Run("ends the last part first, each after the other", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			var order []string
			part := func(name string, drain time.Duration) run.Part {
				return run.Part{Name: name, Run: func(ctx context.Context) error {
					<-ctx.Done()
					time.Sleep(drain)
					order = append(order, name) // no lock: they end one after another
					return ctx.Err()
				}}
			}
			time.AfterFunc(time.Second, cancel)
			// The one that takes longest ends first nevertheless.
			if err := run.All(ctx, part("fold", 0), part("service", time.Second), part("http", time.Minute)); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(order, " "); got != "http service fold" {
				t.Errorf("ended as %s", got)
			}
		})
	})
	t.Run("the first failure ends the others, and is returned", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ended := false
			err := run.All(t.Context(),
				run.Part{Name: "waits", Run: func(ctx context.Context) error { <-ctx.Done(); ended = true; return nil }},
				run.Part{Name: "fails", Run: func(context.Context) error { time.Sleep(time.Second); return errBroken }},
			)
			if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "fails: broken") || !ended {
				t.Errorf("%v, ended %t", err, ended)
			}
		})
	})
	t.Run("a part that is done does not end the others", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			start := time.Now()
			err := run.All(ctx,
				run.Part{Name: "done", Run: func(context.Context) error { return nil }},
				run.Part{Name: "waits", Run: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }},
			)
			if err != nil || time.Since(start) != time.Hour {
				t.Errorf("%v after %s", err, time.Since(start))
			}
		})
	})
	t.Run("a failure while ending is returned", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := run.All(ctx, run.Part{Name: "x", Run: func(ctx context.Context) error { <-ctx.Done(); return errBroken }})
		if !errors.Is(err, errBroken) {
			t.Errorf("got %v", err)
		}
	})
}

// TestSignals runs itself as a process that will not end, and interrupts it twice.
func TestSignals(t *testing.T) {
	if os.Getenv("RUN_TEST_CHILD") != "" {
		ctx, stop := run.Signals(context.Background())
		defer stop()
		os.Stdout.WriteString("up\n")
		<-ctx.Done()
		os.Stdout.WriteString("ending\n")
		select {} // it hangs: only the second signal helps
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSignals$")
	cmd.Env = append(os.Environ(), "RUN_TEST_CHILD=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line := func(want string) {
		t.Helper()
		b := make([]byte, len(want)+1)
		if _, err := out.Read(b); err != nil || strings.TrimSpace(string(b)) != want {
			t.Fatalf("read %q, %v; want %q", b, err, want)
		}
	}
	line("up")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	line("ending")
	// The first signal's handler is taken away a moment later: send until one gets through.
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		_ = cmd.Process.Signal(os.Interrupt) // fails once the process is gone
		select {
		case err := <-ended:
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGINT {
				t.Fatalf("ended with %v", err)
			}
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}
