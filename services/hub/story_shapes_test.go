package hub_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nkeys"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/services/hub/internal/apart"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/hubkey"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/mongotest"
	"github.com/entente-hub/entente/shared/position"
)

// TestStories_outside tells the stories on a hub of one process whose NATS is a cluster of three
// nodes, and whose bodies are in MongoDB.
func TestStories_outside(t *testing.T) {
	programs := programs(t)
	stories(t, 0, 3, func(tb testing.TB, e *testscript.Env, listen string) hubUnderTest {
		tb.Helper()
		c := newCluster(tb, programs, dirOf(tb, e))
		h := startHub(tb, e.WorkDir+"/.hub", func(h *hub.Config) {
			h.Governance.CheckpointEvery, h.Delivery.FeedListen = time.Second, listen
			p := &h.Process
			p.NATS, p.NATSNKey, p.NATSCA, p.NATSCert, p.NATSKey, p.Replicas = c.URL, c.seed, c.tls.CA, c.tls.Cert, c.tls.Key, apart.Nodes
			p.MongoDB, p.BodiesAtHand = conf.Secret(mongotest.URI(tb)), 0
		})
		h.cluster = c
		return h
	})
}

// TestStories_apart tells them on services that are processes of their own, one or two of each.
func TestStories_apart(t *testing.T) {
	programs := programs(t)
	stories(t, 1, 3, func(tb testing.TB, e *testscript.Env, listen string) hubUnderTest {
		tb.Helper()
		s := newSystem(tb, programs, e, listen, func(service string) int {
			if service == "exchange" || service == "members" {
				return 2
			}
			return 1
		})
		return hubUnderTest{base: s.Base, admin: apart.Admin, end: func() {}, cluster: s.cluster}
	})
}

// TestStories_lost tells them after a node of the cluster, and one of two replicas of each service,
// were killed.
func TestStories_lost(t *testing.T) {
	programs := programs(t)
	stories(t, 0, 1, func(tb testing.TB, e *testscript.Env, listen string) hubUnderTest {
		tb.Helper()
		s := newSystem(tb, programs, e, listen, func(string) int { return 2 })
		for _, replicas := range s.Services {
			replicas[0].Kill()
		}
		s.cluster.Nodes[1].Kill()
		s.settle(tb)
		return hubUnderTest{base: s.Base, admin: apart.Admin, end: func() {}, cluster: s.cluster}
	})
}

// programs builds what a system is made of, once.
func programs(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		built.dir, built.err = os.MkdirTemp("", "entente-apart-") //nolint:usetesting // for all tests: TestMain removes it
		if built.err != nil {
			return
		}
		overlay, err := anyApp(built.dir)
		if err != nil {
			built.err = err
			return
		}
		args := []string{"build", "-ldflags=-s -w", "-overlay", overlay, "-o", built.dir + "/", "./cmd/entente"}
		for _, service := range []string{"members", "exchange", "delivery", "governance", "screening", "portal"} {
			args = append(args, "../"+service+"/cmd/"+service)
		}
		cmd := exec.CommandContext(context.Background(), "go", args...)
		if out, err := cmd.CombinedOutput(); err != nil {
			built.err = errors.Join(err, errors.New(string(out)))
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.dir
}

// anyApp is an overlay of go build that puts a page into the portal, which does not start without and is
// built by npm.
func anyApp(dir string) (string, error) {
	at, err := filepath.Abs("../portal/internal/app/dist/index.html")
	if err != nil {
		return "", err
	}
	page, overlay := filepath.Join(dir, "index.html"), filepath.Join(dir, "overlay.json")
	text, err := json.Marshal(map[string]map[string]string{"Replace": {at: page}})
	if err != nil {
		return "", err
	}
	return overlay, errors.Join(os.WriteFile(page, []byte("<!doctype html><title>Entente</title>"), 0o600), os.WriteFile(overlay, text, 0o600))
}

var built struct {
	sync.Once
	dir string
	err error
}

// natsCluster is one with mTLS, whose one user has an nkey.
type natsCluster struct {
	*apart.Cluster
	seed string
	tls  apart.TLS // the client's
}

func newCluster(tb testing.TB, programs, dir string) *natsCluster {
	tb.Helper()
	a := hubtest.NewAuthority(tb)
	user, err := nkeys.CreateUser()
	if err != nil {
		tb.Fatal(err)
	}
	seed, err := user.Seed()
	if err != nil {
		tb.Fatal(err)
	}
	public, err := user.PublicKey()
	if err != nil {
		tb.Fatal(err)
	}
	c := &natsCluster{seed: a.Write("user.nk", seed), tls: apart.TLS{CA: a.File}}
	nodes := apart.TLS{CA: a.File}
	nodes.Cert, nodes.Key = a.Sign("node")
	c.tls.Cert, c.tls.Key = a.Sign("client")
	c.Cluster, err = apart.StartCluster(apart.ClusterOptions{Program: filepath.Join(programs, "entente"), Dir: dir, Accounts: []string{public}, TLS: nodes})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := c.Close(); err != nil {
			tb.Error(err)
		}
		if tb.Failed() {
			for _, n := range c.Nodes {
				tb.Logf("%s:\n%s", n.Name, n.Output())
			}
		}
	})
	return c
}

// system is a hub in parts, on a cluster of its own, with its bodies in MongoDB.
type system struct {
	*apart.System
	cluster *natsCluster
}

func newSystem(tb testing.TB, programs string, e *testscript.Env, listen string, replicas func(string) int) *system {
	tb.Helper()
	dir := dirOf(tb, e)
	s := newSystemOf(tb, programs, newCluster(tb, programs, dir), mongotest.URI(tb), dir, listen, replicas)
	s.Proxy.Carry.Store(true) // commands are processes of their own, and do not remember
	return s
}

func newSystemOf(tb testing.TB, programs string, c *natsCluster, mongodb, dir, listen string, replicas func(string) int) *system {
	tb.Helper()
	o := apart.Options{
		Programs: programs, Dir: dir, NATS: c.URL, Replicas: replicas,
		Args: []string{"--nats-nkey", c.seed, "--nats-tls-ca", c.tls.CA, "--nats-tls-cert", c.tls.Cert, "--nats-tls-key", c.tls.Key, "--mongodb", mongodb},
		Own: map[string][]string{
			"governance": {"--checkpoint-every", "1s"},
			"delivery":   {"--webhook-allow-networks", "127.0.0.0/8"},
		},
	}
	if listen != "" {
		o.Last = map[string][]string{"delivery": {"--feed-listen", listen}}
	}
	s, err := apart.Start(tb.Context(), o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
		if tb.Failed() {
			for _, replicas := range s.Services {
				for _, p := range replicas {
					tb.Logf("%s:\n%s", p.Name, p.Output())
				}
			}
		}
	})
	return &system{System: s, cluster: c}
}

// settleTry bounds one try of settle: a request that went to the lost node has no answer.
const settleTry = 5 * time.Second

// settle returns once the cluster takes entries, what is left of the services holds them, and all that is
// on the cluster is led by a node that is there.
func (s *system) settle(tb testing.TB) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), time.Minute)
	defer cancel()
	c := s.cluster
	conn, err := embedded.Dial(ctx, embedded.Outside{URL: c.URL, NKey: c.seed, CA: c.tls.CA, Cert: c.tls.Cert, Key: c.tls.Key, Name: "test"})
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	var at ledger.Position
	until := func(what string, do func(ctx context.Context) error) {
		tb.Helper()
		for {
			once, cancel := context.WithTimeout(ctx, settleTry)
			err := do(once)
			cancel()
			if err == nil {
				return
			}
			select {
			case <-time.After(50 * time.Millisecond):
			case <-ctx.Done():
				tb.Fatalf("%s: %v", what, err)
			}
		}
	}
	until("an entry", func(ctx context.Context) error {
		l, err := ledger.Open(ctx, conn.JetStream(), ledger.Options{Existing: true})
		if err != nil {
			return err
		}
		now := time.Now().UTC()
		e, err := l.Append(ctx, ledger.Draft{
			At: now, Kind: ledger.KindClock, ID: "test", Verb: "passed", Actor: "system", Schema: 1,
			Body: []byte(`{"at":"` + now.Format(time.RFC3339Nano) + `"}`),
		})
		at = e.Position
		return err
	})
	lost := map[string]bool{"": true, c.Nodes[1].Name: true}
	until("leaders", func(ctx context.Context) error {
		all := conn.JetStream().ListStreams(ctx)
		for info := range all.Info() {
			stream, err := conn.JetStream().Stream(ctx, info.Config.Name)
			if err != nil {
				return fmt.Errorf("stream %s: %w", info.Config.Name, err)
			}
			if lost[stream.CachedInfo().Cluster.Leader] {
				return fmt.Errorf("%s has none", info.Config.Name)
			}
			// not ListConsumers: it waits seconds for each that was in the lost node's memory alone
			names := stream.ConsumerNames(ctx)
			for name := range names.Name() {
				if !strings.HasPrefix(name, "part-") && name != "main" {
					continue // a reader has made it for itself, and makes another; "main" is a feed's
				}
				one, err := stream.Consumer(ctx, name)
				if err != nil {
					return fmt.Errorf("consumer %s of %s: %w", name, info.Config.Name, err)
				}
				if lost[one.CachedInfo().Cluster.Leader] {
					return fmt.Errorf("%s of %s has none", name, info.Config.Name)
				}
			}
			if err := names.Err(); err != nil {
				return fmt.Errorf("consumers of %s: %w", info.Config.Name, err)
			}
		}
		if err := all.Err(); err != nil {
			return fmt.Errorf("all streams: %w", err)
		}
		return nil
	})
	key, err := hubkey.Load(s.KeyFile)
	if err != nil {
		tb.Fatal(err)
	}
	sealer, err := position.New(key.Derive("position", position.KeySize))
	if err != nil {
		tb.Fatal(err)
	}
	for _, replicas := range s.Services {
		p := replicas[len(replicas)-1]
		until(p.Name, func(ctx context.Context) error {
			l := &load{base: "http://" + p.Address, client: http.DefaultClient}
			status, answer := l.ask(ctx, apart.Admin, http.MethodGet, "/v1/nothing", "", httpd.PositionHeader, httpd.Token(sealer, at))
			if status != http.StatusNotFound {
				return fmt.Errorf("%d %s", status, answer)
			}
			return nil
		})
	}
}

// dirOf is a story's folder that its commands do not see.
func dirOf(tb testing.TB, e *testscript.Env) string {
	tb.Helper()
	dir := filepath.Join(e.WorkDir, ".parts")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		tb.Fatal(err)
	}
	return dir
}
