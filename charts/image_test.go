package charts

import (
	"bytes"
	"context"
	"debug/elf"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
)

// skip tells why a test cannot run here; in CI that is a failure.
func skip(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// imageRoot makes the tree that the image is made of.
func imageRoot(t *testing.T) string {
	t.Helper()
	if os.Getuid() != 0 {
		skip(t, "only root may change the root folder of a process")
	}
	if _, err := exec.LookPath("npm"); err != nil {
		skip(t, "the portal is built by npm")
	}
	root := filepath.Join(t.TempDir(), "root")
	make := exec.CommandContext(t.Context(), "make", "--silent", "--directory", "..", "image-root", "IMAGE_ROOT="+root, "VERSION=v0.1.0-test")
	make.Env = append(os.Environ(), "GOWORK=", "MAKEFLAGS=") // of the workspace, whatever this test is of
	if out, err := make.CombinedOutput(); err != nil {
		t.Fatalf("make image-root: %v\n%s", err, out)
	}
	return root
}

// confined runs a command of the tree as a container does: the tree is its root, which it cannot
// write to but for /data and the keys' folder; as user 65532, with an environment of its own.
func confined(ctx context.Context, root, keys string, data string, env []string, command ...string) *exec.Cmd {
	const enter = `set -e; r=$1 keys=$2 data=$3; shift 3
		mount --bind "$r" "$r"; mount -o remount,ro,bind "$r"
		mount --bind "$keys" "$r/etc/entente/keys"; mount -o remount,ro,bind "$r/etc/entente/keys"; mount --bind "$data" "$r/data"
		exec chroot --userspec=65532:65532 "$r" "$@"`
	c := exec.CommandContext(ctx, "unshare", append([]string{"--mount", "--propagation", "private", "sh", "-c", enter, "sh", root, keys, data}, command...)...)
	c.Env = append([]string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin"}, env...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = 30 * time.Second
	return c
}

// TestImage runs the hub and a service from the image's tree as the chart's pods would: the same
// command and variables, a root that is not theirs to write, and nothing else there. The binary is
// static, the portal is in it, a service finds all variables to be settings of its own.
func TestImage(t *testing.T) {
	root := imageRoot(t)
	for _, dir := range []string{"etc/entente/keys"} { // what Kubernetes makes for a volume
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	keys := folder(t)
	for name, text := range map[string]string{"hub.key": strings.Repeat("ab", 32), "bootstrap.key": "ent_admin_of_the_image"} {
		file := filepath.Join(keys, name)
		if err := os.WriteFile(file, []byte(text), 0o440); err != nil {
			t.Fatal(err)
		}
		if err := os.Chown(file, 0, 65532); err != nil { // as fsGroup does
			t.Fatal(err)
		}
	}
	static(t, filepath.Join(root, "usr/local/bin/entente"))
	certificates, err := os.Stat(filepath.Join(root, "etc/ssl/certs/ca-certificates.crt"))
	if err != nil || certificates.Size() < 100_000 {
		t.Errorf("certificates: %v %v", certificates, err)
	}
	size := int64(0)
	if err := filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
		if info, e := d.Info(); e == nil && d.Type().IsRegular() {
			size += info.Size()
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	t.Logf("the image's tree has %d MB", size/1_000_000)

	c := load(t)
	single := pods(must(t, c, values(t, c, "values-single.yaml")))
	hub := start(t, root, keys, single[0].spec.Containers[0], map[string]string{"ENTENTE_NATS_LISTEN": address(t)})
	hub.ready(t)
	if res, body := hub.get(t, "/ui/"); res != http.StatusOK || !strings.Contains(body, "<script") {
		t.Errorf("/ui/: %d %s", res, body)
	}
	if _, body := hub.get(t, "/healthz"); !strings.Contains(body, "ok") {
		t.Errorf("/healthz: %s", body)
	}
	if out, err := confined(t.Context(), root, keys, folder(t), nil, "/usr/local/bin/entente", "version").CombinedOutput(); err != nil || !strings.Contains(string(out), "v0.1.0-test") {
		t.Errorf("%v %s", err, out)
	}
	// The commands that NOTES.txt and helm test have.
	if out, err := confined(t.Context(), root, keys, folder(t), nil, "/usr/local/bin/entente", "ready", "--wait=10s", hub.url).CombinedOutput(); err != nil || !strings.Contains(string(out), "\tready") {
		t.Errorf("%v %s", err, out)
	}
	if out, err := confined(t.Context(), root, keys, folder(t), nil, "/usr/local/bin/entente", "person", "link", "admin", "--url", hub.url,
		"--api-key-file", "/etc/entente/keys/bootstrap.key").CombinedOutput(); err != nil || !strings.Contains(string(out), "/ui/sign-in#") {
		t.Errorf("%v %s", err, out)
	}

	for _, p := range pods(must(t, c, values(t, c, "values-ha.yaml"))) {
		name := p.labels["app.kubernetes.io/component"]
		if name == "test" {
			continue
		}
		s := start(t, root, keys, p.spec.Containers[0], map[string]string{"ENTENTE_NATS": "nats://" + hub.env["ENTENTE_NATS_LISTEN"], "ENTENTE_REPLICAS": "1"})
		s.ready(t)
		if said := s.end(t); strings.Contains(said, "is no setting") {
			t.Errorf("%s: %s", name, said)
		}
	}
	if said := hub.end(t); strings.Contains(said, "is no setting") {
		t.Errorf("hub: %s", said)
	}
}

// running is a container of the chart's, without Kubernetes.
type running struct {
	url  string
	env  map[string]string
	cmd  *exec.Cmd
	said *bytes.Buffer
}

// start runs a container's command in the tree with its variables, but for its addresses.
func start(t *testing.T, root, keys string, c core.Container, but map[string]string) *running {
	t.Helper()
	r := &running{env: map[string]string{}, said: &bytes.Buffer{}}
	for _, e := range c.Env {
		r.env[e.Name] = e.Value
	}
	maps.Copy(r.env, but)
	listen := address(t)
	r.env["ENTENTE_LISTEN"], r.env["ENTENTE_METRICS_LISTEN"] = listen, address(t)
	r.url = "http://" + listen
	var env []string
	for name, value := range r.env {
		env = append(env, name+"="+value)
	}
	r.cmd = confined(context.WithoutCancel(t.Context()), root, keys, folder(t), env, c.Command...)
	r.cmd.Stdout, r.cmd.Stderr = r.said, r.said
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if r.cmd.ProcessState == nil {
			_ = r.cmd.Process.Kill()
			_ = r.cmd.Wait()
			t.Logf("%v said: %s", c.Command, r.said)
		}
	})
	return r
}

func (r *running) ready(t *testing.T) {
	t.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		res, err := http.Get(r.url + "/readyz")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
		}
		if time.Now().After(until) {
			t.Fatalf("not ready: %v", err)
		}
	}
	res, err := http.Get("http://" + r.env["ENTENTE_METRICS_LISTEN"] + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if text, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(text), "entente_nats_connected 1") {
		t.Errorf("/metrics: %v %d bytes", err, len(text))
	}
}

func (r *running) get(t *testing.T, path string) (int, string) {
	t.Helper()
	res, err := http.Get(r.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// end tells it to end, as Kubernetes does, and returns what it said: lines of JSON, but for what
// the settings are warned of.
func (r *running) end(t *testing.T) string {
	t.Helper()
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("%v: %v: %s", r.cmd.Args, err, r.said)
	}
	lines := 0
	for line := range strings.Lines(r.said.String()) {
		if json.Valid([]byte(line)) {
			lines++
		}
	}
	if lines == 0 {
		t.Errorf("it logs no JSON: %s", r.said)
	}
	return r.said.String()
}

// static wants a binary to need no library and no loader.
func static(t *testing.T, file string) {
	t.Helper()
	b, err := elf.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	libraries, err := b.ImportedLibraries()
	if err != nil || len(libraries) > 0 || b.Section(".interp") != nil {
		t.Errorf("it needs %v, %v", libraries, err)
	}
}

// folder is one that user 65532 may write to.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "x")
	if err := errors.Join(os.Mkdir(dir, 0o770), os.Chown(dir, 65532, 65532)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// address is one on loopback that nobody has at the moment.
func address(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return fmt.Sprintf("127.0.0.1:%d", l.Addr().(*net.TCPAddr).Port)
}
