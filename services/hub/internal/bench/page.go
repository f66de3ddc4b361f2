package bench

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// drain sends req, reads the whole answer and wants the status.
func drain(c *http.Client, req *http.Request, status int) error {
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != status {
		b, _ := io.ReadAll(io.LimitReader(res.Body, 4<<10)) // for the error's text alone
		return fmt.Errorf("%s %s: %s: %s", req.Method, req.URL.Path, res.Status, b)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}

// page compares a page of 100 indicators, for a member who may see a tenth of 100,000, with a
// bare Gin handler in a process of its own that writes the same bytes.
func (b *bench) page(ctx context.Context) error {
	h, err := b.hub(ctx, "page")
	if err != nil {
		return err
	}
	defer h.Kill()
	publisher, err := h.Enrol(ctx, "maison-a", "brand")
	if err != nil {
		return err
	}
	viewer, err := h.Enrol(ctx, "bazar-b", "marketplace")
	if err != nil {
		return err
	}
	if _, err := h.Enrol(ctx, "maison-c", "brand"); err != nil {
		return err
	}
	if err := h.TaskForce(ctx, "seen", "maison-a", "bazar-b"); err != nil {
		return err
	}
	if err := h.TaskForce(ctx, "hidden", "maison-a", "maison-c"); err != nil {
		return err
	}
	n := b.size(100_000)
	forces := []string{"seen"}
	for range 9 {
		forces = append(forces, "hidden")
	}
	if _, err := b.send(ctx, h, publisher, lookalike.New(2, lookalike.Options{TaskForces: forces, AmberOnly: true}), 0, n); err != nil {
		return err
	}
	var sample []byte
	get := func(c *http.Client, url string, keep bool) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+viewer)
		if !keep {
			return drain(c, req, http.StatusOK)
		}
		res, err := c.Do(req)
		if err != nil {
			return err
		}
		defer res.Body.Close()
		sample, err = io.ReadAll(res.Body)
		return err
	}
	client := clientFor(2)
	url := h.Base + "/v1/indicators?limit=100"
	if err := get(client, url, true); err != nil {
		return err
	}
	bare, stop, err := b.bare(ctx, sample)
	if err != nil {
		return err
	}
	defer stop()
	var ours, limit []time.Duration
	calls := b.size(4000) / 5
	for range 5 {
		d, err := limits.Together(2, calls, func(int) error { return get(client, bare+"/", false) })
		if err != nil {
			return err
		}
		limit = append(limit, d)
		d, err = limits.Together(2, calls, func(int) error { return get(client, url, false) })
		if err != nil {
			return err
		}
		ours = append(ours, d)
	}
	o, l := rates(calls, ours), rates(calls, limit)
	b.add(row{fmt.Sprintf("page of 100 (%d kB), viewer sees a tenth of %d / bare Gin handler, same bytes", len(sample)>>10, n), perSecond(o), perSecond(l), o / l, 0.5})
	return nil
}

// bare starts the bare Gin handler in a process of its own, as the hub is in one.
func (b *bench) bare(ctx context.Context, body []byte) (url string, stop func(), err error) {
	file := b.dir + "/page.json"
	if err := os.WriteFile(file, body, 0o600); err != nil {
		return "", nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return "", nil, err
	}
	ctx, kill := context.WithCancel(ctx)
	cmd := exec.CommandContext(ctx, self, "bench", "--serve-bare", file)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err == nil {
		_, err = fmt.Fscanln(out, &url)
	}
	stop = func() {
		kill()
		_ = cmd.Wait() // says that it was killed
	}
	if err != nil {
		stop()
	}
	return url, stop, err
}

// ServeBare serves the file's bytes by a bare Gin handler until ctx ends, and prints its
// address: the limit that a page is measured beside.
func ServeBare(ctx context.Context, file string, out io.Writer) error {
	body, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "http://%s\n", l.Addr())
	s := &http.Server{Handler: limits.Handler(body), ReadHeaderTimeout: time.Minute}
	context.AfterFunc(ctx, func() { _ = s.Close() })
	return s.Serve(l)
}
