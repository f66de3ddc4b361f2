package hub_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/services/hub/internal/archive"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// cluster is three NATS servers with JetStream; it returns their URLs.
func cluster(t *testing.T) string {
	t.Helper()
	var urls []string
	var nodes []*server.Server
	routes := make([]string, 3)
	for n := range routes {
		routes[n] = "nats://" + hubtest.Address(t)
	}
	for n, route := range routes {
		at, err := url.Parse(route)
		if err != nil {
			t.Fatal(err)
		}
		port, err := strconv.Atoi(at.Port())
		if err != nil {
			t.Fatal(err)
		}
		o := &server.Options{
			ServerName: fmt.Sprintf("node-%d", n), Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true,
			Cluster: server.ClusterOpts{Name: "entente", Host: "127.0.0.1", Port: port}, Routes: server.RoutesFromStr(strings.Join(routes, ",")),
		}
		node, err := server.NewServer(o)
		if err != nil {
			t.Fatal(err)
		}
		node.Start()
		t.Cleanup(func() { node.Shutdown(); node.WaitForShutdown() })
		nodes = append(nodes, node)
	}
	for _, node := range nodes {
		if !node.ReadyForConnections(10 * time.Second) {
			t.Fatal("a node does not start")
		}
		urls = append(urls, node.ClientURL())
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		leader := false
		for _, n := range nodes {
			leader = leader || n.JetStreamIsLeader() && len(n.JetStreamClusterPeers()) == len(nodes)
		}
		if leader {
			return strings.Join(urls, ",")
		}
		if time.Now().After(deadline) {
			t.Fatal("the cluster has no leader")
		}
	}
}

// writer publishes without a pause to wherever the hub is, and knows what was acknowledged.
type writer struct {
	key   string
	pause time.Duration // between two
	first int           // number of the first

	mu    sync.Mutex
	base  string
	etags map[string]string // by indicator
	gap   time.Duration     // the longest between two acknowledgements
}

func (w *writer) at() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.base
}

func (w *writer) move(base string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.base = base
}

func (w *writer) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.etags)
}

// run publishes until ctx ends. What was not answered is sent again, as a client does: with the
// same Idempotency-Key.
func (w *writer) run(ctx context.Context) error {
	last := time.Now()
	for n := w.first; ctx.Err() == nil; n++ {
		time.Sleep(w.pause)
		body := fmt.Sprintf(`{"observable":{"type":"domain","value":"moving-%d.example"},"tlp":"green"}`, n)
		for {
			id, etag, err := w.publish(ctx, n, body)
			if err == nil {
				w.mu.Lock()
				w.etags[id], w.gap = etag, max(w.gap, time.Since(last))
				w.mu.Unlock()
				last = time.Now()
				break
			}
			if ctx.Err() != nil {
				return nil
			}
			if errors.Is(err, errOther) {
				return fmt.Errorf("publish %d: %w", n, err)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	return nil
}

var errOther = errors.New("an answer that no client expects")

func (w *writer) publish(ctx context.Context, n int, body string) (id, etag string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.at()+"/v1/indicators", strings.NewReader(body))
	if err != nil {
		return "", "", err
	}
	req.Header.Set("Authorization", "Bearer "+w.key)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", fmt.Sprintf("moving-%d", n))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return "", "", err
	case res.StatusCode >= 500:
		return "", "", errors.New(res.Status)
	case res.StatusCode != http.StatusCreated:
		return "", "", fmt.Errorf("%w: %d %s", errOther, res.StatusCode, b)
	}
	_, after, _ := strings.Cut(string(b), `"id":"`)
	id, _, _ = strings.Cut(after, `"`)
	return id, res.Header.Get("ETag"), nil
}

// ledgerCommand runs a command that must end well.
func ledgerCommand(t *testing.T, args ...string) string {
	t.Helper()
	began := time.Now()
	code, out, said := command(append([]string{"ledger"}, args...)...)
	if code != 0 {
		t.Fatalf("%v: exit %d\n%s%s", args, code, out, said)
	}
	t.Log(strings.Join(args[:2], " "), time.Since(began).Round(time.Millisecond), strings.TrimSpace(said))
	return out + said
}

// TestMove moves a hub from its embedded NATS to a cluster of three while members write to it, are
// told by webhook and read the feed: the way that OPERATIONS.md describes.
func TestMove(t *testing.T) {
	from, to, copied := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "copy")
	nodes := cluster(t)
	address := hubtest.Address(t)
	natsURL := "nats://" + address
	a := newAllianceIn(t, from, func(c *hub.Config) { c.Process.NATSListen = address })
	told := &ear{ids: map[string]map[string]int{}}
	sink := hubtest.NewSink(t)
	sink.Answer(told.ServeHTTP)
	a.must(t, "bazar-b", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{}}`, sink.URL), 201)
	gone, _ := publish(t, a, `{"observable":{"type":"domain","value":"gone-before.example"},"tlp":"green"}`)
	later, _ := publish(t, a, `{"observable":{"type":"domain","value":"gone-between.example"},"tlp":"green"}`)
	why := `{"reason":"By order.","reason_code":"legal_order"}`
	a.must(t, "maison-a", "POST", "/v1/indicators/"+gone+"/erase", why, 200)
	ids, cursor := drain(t, a, "")
	before := len(ids)
	note := get(t, a.hubUnderTest, "/v1/audit/checkpoint")
	kept := filepath.Join(t.TempDir(), "kept.txt")
	if err := os.WriteFile(kept, []byte(note), 0o600); err != nil {
		t.Fatal(err)
	}

	w := &writer{key: a.keys["maison-a"], base: a.base, etags: map[string]string{}}
	ctx, stop := context.WithCancel(t.Context())
	var writing sync.WaitGroup
	writing.Go(func() {
		if err := w.run(ctx); err != nil {
			t.Error(err)
		}
	})
	defer writing.Wait()
	defer stop()
	wait(t, "the first hundred", func() bool { return w.count() > 100 })

	// While it serves: the copy, and most of the ledger to where it will be.
	ledgerCommand(t, "export", "--nats", natsURL, "--to", copied)
	ledgerCommand(t, "import", copied, "--nats", nodes, "--replicas", "3", "--more")
	a.must(t, "maison-a", "POST", "/v1/indicators/"+later+"/erase", why, 200)
	early := hub.Default()
	early.Process.Data, early.Process.NATS, early.Process.Replicas, early.Process.LogLevel = t.TempDir(), nodes, 3, 8
	if _, err := hub.New(t.Context(), early); !errors.Is(err, ledger.ErrCopying) {
		t.Fatalf("a hub starts on a ledger that is not whole: %v", err)
	}
	wait(t, "some more", func() bool { n := w.count(); return n > 200 })

	// It stops, and the rest follows.
	began := time.Now()
	a.end()
	t.Logf("stopped in %s", time.Since(began))
	ledgerCommand(t, "export", "--data", from, "--to", copied)
	ledgerCommand(t, "import", copied, "--nats", nodes, "--replicas", "3")
	keys(t, from, to)
	a.hubUnderTest = startHub(t, to, func(c *hub.Config) { c.Process.NATS, c.Process.Replicas = nodes, 3 })
	t.Logf("no hub for %s", time.Since(began))
	w.move(a.base)
	n := w.count()
	wait(t, "a hundred more", func() bool { return w.count() > n+100 })
	stop()
	writing.Wait()
	t.Logf("%d published; the longest wait for an acknowledgement %s", w.count(), w.gap)

	// Every acknowledged record is there, under its id and with its ETag; an erased one is not.
	for id, etag := range w.etags {
		if got := a.ask(t, "bazar-b", "GET", "/v1/indicators/"+id, ""); got.status != 200 || got.header.Get("ETag") != etag {
			t.Errorf("%s: %d, ETag %s, it was %s", id, got.status, got.header.Get("ETag"), etag)
		}
	}
	for _, id := range []string{gone, later} {
		a.must(t, "bazar-b", "GET", "/v1/indicators/"+id, "", 404)
	}
	// The feed goes on at the old cursor; none is missing, none is twice.
	ids, _ = drain(t, a, cursor)
	seen := map[string]int{}
	for _, id := range ids {
		seen[id]++
	}
	for id := range w.etags {
		if seen[id] != 1 {
			t.Errorf("%s is %d times in the feed after the old cursor", id, seen[id])
		}
	}
	if before == 0 || len(seen) < len(w.etags) {
		t.Errorf("%d before, %d after", before, len(seen))
	}
	// The endpoint is told of each, by one name.
	wait(t, "the endpoint is told", func() bool {
		told.mu.Lock()
		defer told.mu.Unlock()
		for id := range w.etags {
			if told.ids[id] == nil {
				return false
			}
		}
		return true
	})
	told.mu.Lock()
	for id := range w.etags {
		if len(told.ids[id]) != 1 {
			t.Errorf("%s was told under the names %v", id, told.ids[id])
		}
	}
	told.mu.Unlock()
	// What was signed before holds, and nothing of what was erased came along.
	key := strings.TrimSpace(get(t, a.hubUnderTest, "/v1/audit/key"))
	if out := ledgerCommand(t, "verify", "--nats", nodes, "--checkpoint", kept, "--key", key); !strings.Contains(out, "ok     "+kept) || strings.Contains(out, "WRONG") {
		t.Error(out)
	}
	if out := ledgerCommand(t, "verify", copied, "--checkpoint", kept, "--key", key); !strings.Contains(out, "ok     "+kept) {
		t.Error(out)
	}
	have, err := archive.Open(copied)
	if err != nil {
		t.Fatal(err)
	}
	erased := 0
	for r, err := range have.Records(0) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(r.Body), "gone-b") {
			t.Errorf("position %d of the copy has what was erased: %s", r.Position, r.Body)
		}
		if r.Erased {
			erased++
		}
	}
	if erased < 2 {
		t.Errorf("%d records were erased", erased)
	}
	a.end()

	// The same way leads back, into a folder.
	back, again := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	ledgerCommand(t, "export", "--nats", nodes, "--to", again)
	ledgerCommand(t, "import", again, "--data", back)
	keys(t, to, back)
	home := &alliance{hubUnderTest: startHub(t, back), keys: a.keys}
	for id, etag := range w.etags {
		if got := home.ask(t, "bazar-b", "GET", "/v1/indicators/"+id, ""); got.status != 200 || got.header.Get("ETag") != etag {
			t.Fatalf("back home %s: %d, ETag %s, it was %s", id, got.status, got.header.Get("ETag"), etag)
		}
	}
}

func wait(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("not within 30 s: " + what)
		}
	}
}

// drain reads bazar-b's feed to its end, and returns what was published in it.
func drain(t *testing.T, a *alliance, cursor string) (ids []string, next string) {
	t.Helper()
	for {
		q := url.Values{"limit": {"1000"}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		var page struct {
			Items []struct {
				Type string
				Data struct{ ID string }
			}
			Next string `json:"next_cursor"`
		}
		into(t, a.must(t, "bazar-b", "GET", "/v1/changes?"+q.Encode(), "", 200), &page)
		for _, e := range page.Items {
			if e.Type == "indicator.published" {
				ids = append(ids, e.Data.ID)
			}
		}
		if cursor = page.Next; len(page.Items) == 0 {
			return ids, cursor
		}
	}
}
