// Package apart runs a hub whose services are processes of their own, on a NATS cluster of three
// nodes, behind one address: as a large alliance does, on one machine. The tests of that tell stories
// on it and kill parts of it, the benchmarks measure it.
package apart

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// Process is a program that runs, and can be killed and run again.
type Process struct {
	Name    string
	Address string // host:port that it answers on; "" for one that is not asked whether it is ready

	program string
	args    []string
	env     []string
	out     string // path of what it prints

	mu    sync.Mutex
	cmd   *exec.Cmd
	ended chan struct{} // closed once cmd has
}

// Start runs it. It does not wait.
func (p *Process) Start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	out, err := os.OpenFile(p.out, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("apart: %w", err)
	}
	defer func() { _ = out.Close() }()         // the process has its own hold on it
	p.cmd = exec.Command(p.program, p.args...) //nolint:noctx // Stop and Kill end it; a context would kill it unasked
	p.cmd.Env = append(os.Environ(), p.env...)
	p.cmd.Stdout, p.cmd.Stderr, p.cmd.SysProcAttr = out, out, tied()
	if err := started(p.cmd); err != nil {
		return fmt.Errorf("apart: %s: %w", p.Name, err)
	}
	ended, cmd := make(chan struct{}), p.cmd
	p.ended = ended
	go func() {
		defer close(ended)
		_ = cmd.Wait() // how it ended is in its state
	}()
	return nil
}

// starts are commands to start: all by one thread, which does not end before we do. A process that is
// tied to us is to the thread that started it.
var starts = sync.OnceValue(func() chan<- func() {
	all := make(chan func())
	go func() {
		runtime.LockOSThread()
		for start := range all {
			start()
		}
	}()
	return all
})

func started(c *exec.Cmd) error {
	done := make(chan error)
	starts() <- func() { done <- c.Start() }
	return <-done
}

// Signal sends it one.
func (p *Process) Signal(s os.Signal) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cmd.Process.Signal(s)
}

// Kill ends it at once (SIGKILL), as a power cut would.
func (p *Process) Kill() {
	_ = p.Signal(syscall.SIGKILL) // one that has ended is as good
	<-p.running()
}

// Stop asks it to end (SIGTERM), and returns an error unless it ended well.
func (p *Process) Stop() error {
	if err := p.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("apart: %s: %w", p.Name, err)
	}
	<-p.running()
	if state := p.cmd.ProcessState; !state.Success() {
		return fmt.Errorf("apart: %s: %s:\n%s", p.Name, state, p.Output())
	}
	return nil
}

// Again runs it again, once it has ended.
func (p *Process) Again(ctx context.Context) error {
	if err := p.Start(); err != nil {
		return err
	}
	return p.WaitReady(ctx, time.Minute)
}

func (p *Process) running() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ended
}

// Output is what it has printed so far, the last 64 KiB of it.
func (p *Process) Output() string {
	b, err := os.ReadFile(p.out)
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-64<<10):])
}

// ReadyNow tells whether /readyz says yes.
func (p *Process) ReadyNow(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.Address+"/readyz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// WaitReady returns once /readyz says yes.
func (p *Process) WaitReady(ctx context.Context, within time.Duration) error {
	for late := time.Now().Add(within); !p.ReadyNow(ctx); time.Sleep(10 * time.Millisecond) {
		select {
		case <-p.running():
			return fmt.Errorf("apart: %s has ended:\n%s", p.Name, p.Output())
		default:
		}
		if time.Now().After(late) {
			return fmt.Errorf("apart: %s is not ready within %s:\n%s", p.Name, within, p.Output())
		}
	}
	return nil
}

// taken are the ports that this process has given out.
var taken struct {
	sync.Mutex
	ports map[int]bool
}

// freeAddresses are loopback addresses that nobody listens on. They are below the ports that systems
// give to those who dial, so that nobody gets one before it is listened on.
func freeAddresses(n int) ([]string, error) {
	const lowest, highest = 10_000, 32_000
	taken.Lock()
	defer taken.Unlock()
	if taken.ports == nil {
		taken.ports = map[int]bool{}
	}
	var all []string
	for tries := 0; len(all) < n; tries++ {
		port := lowest + rand.IntN(highest-lowest)
		if taken.ports[port] {
			continue
		}
		address := fmt.Sprintf("127.0.0.1:%d", port)
		l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", address)
		if err != nil {
			if tries > 1000 {
				return nil, fmt.Errorf("apart: no port is free: %w", err)
			}
			continue
		}
		_ = l.Close() // it was only looked at
		taken.ports[port] = true
		all = append(all, address)
	}
	return all, nil
}

// write writes a file of ours.
func write(path string, text *bytes.Buffer) error {
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		return fmt.Errorf("apart: %w", err)
	}
	return nil
}
