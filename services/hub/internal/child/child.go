// Package child runs a hub as a process of its own and speaks to it as its users do. The
// benchmarks measure it so, and the crash tests kill it so.
package child

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Hub is a running `entente serve`.
type Hub struct {
	Base  string // http://127.0.0.1:PORT
	Admin string // the admin's key
	Ready time.Duration
	cmd   *exec.Cmd
	out   string // path of what it prints
}

// Options say how to start one.
type Options struct {
	Binary string // default: this process's own
	Data   string // folder
	Port   int    // default: a free one
	Env    []string
	Wait   time.Duration // for readiness; default 60 s
}

// Admin is the admin key of every hub that Start starts.
const Admin = "ent_admin_bench-and-crash-tests-0123456789"

// Start starts a hub and returns once it is ready.
func Start(ctx context.Context, o Options) (*Hub, error) {
	if o.Binary == "" {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("child: %w", err)
		}
		o.Binary = self
	}
	if o.Port == 0 {
		port, err := freePort(ctx)
		if err != nil {
			return nil, fmt.Errorf("child: %w", err)
		}
		o.Port = port
	}
	if o.Wait == 0 {
		o.Wait = time.Minute
	}
	addr := "127.0.0.1:" + strconv.Itoa(o.Port)
	h := &Hub{Base: "http://" + addr, Admin: Admin, out: o.Data + ".out"}
	out, err := os.OpenFile(h.out, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("child: %w", err)
	}
	defer out.Close()                                                           // the process has its own hold on it
	h.cmd = exec.Command(o.Binary, "serve", "--listen", addr, "--data", o.Data) //nolint:noctx // Stop and Kill end it; a context would kill it unasked
	h.cmd.Env = append(append(os.Environ(), "ENTENTE_BOOTSTRAP_KEY="+Admin, "ENTENTE_WEBHOOK_ALLOW_NETWORKS=127.0.0.0/8"), o.Env...)
	h.cmd.Stdout, h.cmd.Stderr = out, out
	began := time.Now()
	if err := h.cmd.Start(); err != nil {
		return nil, fmt.Errorf("child: %w", err)
	}
	for time.Since(began) < o.Wait {
		if h.up(ctx) {
			h.Ready = time.Since(began)
			return h, nil
		}
		time.Sleep(5 * time.Millisecond)
	}
	h.Kill()
	return nil, fmt.Errorf("child: not ready within %s:\n%s", o.Wait, h.Output())
}

func freePort(ctx context.Context) (int, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func (h *Hub) up(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.Base+"/readyz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// Output is what the process, and those before it on the same folder, have printed so far.
func (h *Hub) Output() string {
	b, err := os.ReadFile(h.out)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// Kill ends the process at once (SIGKILL), as a power cut would.
func (h *Hub) Kill() {
	_ = h.cmd.Process.Kill() // one that has ended already is as good
	_ = h.cmd.Wait()         // says "killed", which is what we asked for
}

// Stop asks the process to end and waits for it.
func (h *Hub) Stop() error {
	if err := h.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("child: %w", err)
	}
	return h.cmd.Wait()
}

// Memory is a process's resident set, in bytes.
type Memory struct {
	Own  int64 // the process's alone: it stays until it is given back
	File int64 // of files: the kernel may take it back at any time
}

// Memory returns it (Linux: RssAnon, and RssFile with RssShmem).
func (h *Hub) Memory() (Memory, error) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(h.cmd.Process.Pid) + "/status")
	if err != nil {
		return Memory{}, fmt.Errorf("child: %w", err)
	}
	var m Memory
	for line := range strings.Lines(string(b)) {
		name, rest, _ := strings.Cut(line, ":")
		to := map[string]*int64{"RssAnon": &m.Own, "RssFile": &m.File, "RssShmem": &m.File}[name]
		if to == nil {
			continue
		}
		kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
		if err != nil {
			return Memory{}, fmt.Errorf("child: memory: %w", err)
		}
		*to += kb << 10
	}
	if m.Own == 0 {
		return Memory{}, errors.New("child: no RssAnon")
	}
	return m, nil
}

// Do sends a request with a key, reads the answer into out (nil: ignores it), and fails
// unless the status is below 400.
func (h *Hub) Do(ctx context.Context, key, method, path, mediaType string, body io.Reader, out any) error {
	req, err := http.NewRequestWithContext(ctx, method, h.Base+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %s: %s", method, path, res.Status, b)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(b, out)
}

// Post sends in as JSON.
func (h *Hub) Post(ctx context.Context, key, path string, in, out any) error {
	b, err := json.Marshal(in)
	if err != nil {
		return err
	}
	return h.Do(ctx, key, http.MethodPost, path, "application/json", bytes.NewReader(b), out)
}

// Enrol enrols a member and returns a key of its.
func (h *Hub) Enrol(ctx context.Context, member, kind string) (string, error) {
	if err := h.Post(ctx, h.Admin, "/v1/members", map[string]string{"id": member, "name": member, "kind": kind}, nil); err != nil {
		return "", err
	}
	var made struct{ Key string }
	err := h.Post(ctx, h.Admin, "/v1/members/"+member+"/credentials", map[string]string{"name": "bench"}, &made)
	return made.Key, err
}

// TaskForce makes a task force of members, the first its lead.
func (h *Hub) TaskForce(ctx context.Context, tf string, members ...string) error {
	type seat struct {
		Member string `json:"member"`
		Role   string `json:"role"`
	}
	seats := make([]seat, len(members))
	for i, m := range members {
		seats[i] = seat{m, "contributor"}
	}
	seats[0].Role = "lead"
	return h.Post(ctx, h.Admin, "/v1/task-forces", map[string]any{"id": tf, "name": tf, "purpose": "to work together", "members": seats}, nil)
}
