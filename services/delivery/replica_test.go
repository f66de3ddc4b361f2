package delivery_test

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/hubtest"
)

// replica is another delivery process on the house's NATS.
type replica struct {
	cmd *exec.Cmd
	url string
}

func (h *house) replica(t *testing.T, binary, name string) *replica {
	t.Helper()
	listen := freeAddress(t)
	dir := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(dir + ".out")
	if err != nil {
		t.Fatal(err)
	}
	r := &replica{url: "http://" + listen}
	r.cmd = exec.Command(binary, "--nats", "nats://"+h.nats, "--key-file", filepath.Join(h.dir, "hub.key"), "--data", dir, "--listen", listen,
		"--webhook-allow-networks", "127.0.0.0/8", "--webhook-retry-scale", "0.002")
	r.cmd.Stdout, r.cmd.Stderr = out, out
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.kill()
		_ = out.Close()
		if b, err := os.ReadFile(dir + ".out"); err == nil && t.Failed() {
			t.Logf("%s: %s", name, b)
		}
	})
	until(t, name+" is not ready", func() bool {
		res, err := http.Get(r.url + "/readyz")
		if err != nil {
			return false
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
	return r
}

func (r *replica) signal(t *testing.T, s os.Signal) {
	t.Helper()
	if err := r.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

func (r *replica) kill() {
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait()
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestReplicas has three processes share forty subscriptions. While events are under way it stops one of them (SIGSTOP) for
// so long that others take its shares on, kills another (SIGKILL), and lets the first go on, which believes that it
// holds what it held. Every endpoint is to be told of every event, in order, and twice only under the same
// webhook-id.
func TestReplicas(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "delivery")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./cmd/delivery").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	h := openShared(t)
	const endpoints = 40
	sinks := make([]*hubtest.Sink, endpoints)
	for n := range sinks {
		sinks[n] = hubtest.NewSink(t)
		h.make("market-b", fmt.Sprintf(`{"url":%q}`, sinks[n].URL))
	}
	a := h.replica(t, binary, "a")
	b := h.replica(t, binary, "b")
	troubles := []struct {
		at time.Duration
		do func()
	}{
		{5 * time.Second, func() { b.signal(t, syscall.SIGSTOP) }},
		{11 * time.Second, a.kill},
		{14 * time.Second, func() { b.signal(t, syscall.SIGCONT) }},
	}
	var want []string
	for began := time.Now(); time.Since(began) < 20*time.Second; time.Sleep(20 * time.Millisecond) {
		i := h.indicator()
		h.append(draft(i, catalog.VerbPublished, 0))
		want = append(want, string(i.ID))
		if len(troubles) > 0 && time.Since(began) > troubles[0].at {
			troubles[0].do()
			troubles = troubles[1:]
		}
	}
	for n, s := range sinks {
		until(t, fmt.Sprintf("endpoint %d is not told of all", n), func() bool { return len(firstOf(s)) >= len(want) })
		order := firstOf(s)
		for k := range want {
			if order[k].id != want[k] {
				t.Fatalf("endpoint %d: event %d is %s, want %s", n, k, order[k].id, want[k])
			}
		}
	}
	again := 0
	for _, s := range sinks {
		again += len(s.Received()) - len(firstOf(s))
	}
	t.Logf("%d events to %d endpoints; %d posts again", len(want), endpoints, again)
}

type arrived struct{ id, name string }

// firstOf are the events that an endpoint was told of, in the order in which they came first. One that came under
// two names is there twice.
func firstOf(s *hubtest.Sink) (order []arrived) {
	seen := map[arrived]bool{}
	for _, r := range s.Received() {
		x := arrived{idOfBody(r.Body), r.Header.Get("Webhook-Id")}
		if !seen[x] {
			seen[x] = true
			order = append(order, x)
		}
	}
	return order
}

func idOfBody(body []byte) string {
	var e struct{ Data struct{ ID string } }
	if json.Unmarshal(body, &e) != nil {
		return ""
	}
	return e.Data.ID
}
