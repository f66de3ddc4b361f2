package hub_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/apart"
	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/mongotest"
)

// TestApart runs two of each service on a cluster of three nodes, keeps it under load, and kills
// (SIGKILL) the node that leads the ledger and one of each service in turn, and cuts the way to the
// database. Nothing acknowledged may be lost, every event comes to who may see it, once and in order, and who may not see it sees nothing. How
// long nobody's publish was acknowledged is printed: the time to recover.
func TestApart(t *testing.T) {
	programs, ctx := programs(t), t.Context()
	dir := t.TempDir()
	c := newCluster(t, programs, dir)
	u, err := url.Parse(mongotest.URI(t))
	if err != nil {
		t.Fatal(err)
	}
	way := newWire(t, u.Host) // to the database
	u.Host = way.at
	s := newSystemOf(t, programs, c, u.String(), dir, "", func(string) int { return 2 })
	h := &child.Hub{Base: s.Base, Admin: apart.Admin}
	insist := func(what string, do func() error) {
		t.Helper()
		var err error
		for late := time.Now().Add(10 * time.Second); time.Now().Before(late); time.Sleep(50 * time.Millisecond) {
			if err = do(); err == nil {
				return
			}
		}
		t.Fatalf("%s: %v", what, err)
	}
	keys := map[string]string{}
	for member, kind := range map[string]string{"maison-a": "brand", "bazar-b": "marketplace", "maison-c": "brand"} {
		if err := h.Post(ctx, h.Admin, "/v1/members", map[string]string{"id": member, "name": member, "kind": kind}, nil); err != nil {
			t.Fatal(err)
		}
		insist("key of "+member, func() error {
			var made struct{ Key string }
			err := h.Post(ctx, h.Admin, "/v1/members/"+member+"/credentials", map[string]string{"name": "test"}, &made)
			keys[member] = made.Key
			return err
		})
	}
	insist("task force", func() error { return h.TaskForce(ctx, "handbags", "maison-a", "bazar-b") })
	session(t, s)

	inside, outside := &ear{ids: map[string]map[string]int{}}, &ear{ids: map[string]map[string]int{}}
	for member, e := range map[string]*ear{"bazar-b": inside, "maison-c": outside} {
		sink := httptest.NewServer(e)
		t.Cleanup(sink.Close)
		if err := h.Post(ctx, keys[member], "/v1/subscriptions", map[string]any{"url": sink.URL, "filter": map[string]any{}}, nil); err != nil {
			t.Fatal(err)
		}
	}

	loading, stop := context.WithCancel(context.WithoutCancel(ctx))
	listening, deaf := context.WithCancel(context.WithoutCancel(ctx))
	l := &load{base: s.Base, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}}, acked: map[string]string{}, last: time.Now()}
	t.Cleanup(l.client.CloseIdleConnections)
	for n := range 4 {
		l.running.Go(func() { l.publish(loading, t, keys["maison-a"], n) })
	}
	l.running.Go(func() { l.outsider(loading, keys["maison-c"]) })
	l.running.Go(func() {
		l.stream(loading, keys["maison-c"], func(data string) { l.leak("/v1/stream", []byte(data)) })
	})
	var byFeed, byStream told
	l.running.Go(func() { l.changes(listening, keys["bazar-b"], byFeed.tell) })
	l.running.Go(func() { l.stream(listening, keys["bazar-b"], byStream.tell) })

	steady := func() {
		t.Helper()
		insist("publishing goes on", func() error {
			before := l.count()
			time.Sleep(500 * time.Millisecond)
			if n := l.count() - before; n < 3 {
				return fmt.Errorf("%d in half a second", n)
			}
			return nil
		})
	}
	trouble := func(name string, do func()) {
		t.Helper()
		l.mark()
		do()
		time.Sleep(time.Second)
		for late := time.Now().Add(45 * time.Second); time.Now().Before(late); time.Sleep(100 * time.Millisecond) {
			if time.Since(l.lastAck()) < 500*time.Millisecond {
				break
			}
		}
		steady()
		gap, refused := l.since()
		t.Logf("%-40s nothing was acknowledged for %6s; %d requests were to be sent again", name+":", gap.Round(10*time.Millisecond), refused)
	}

	steady()
	leader := nodeOf(t, c)
	trouble("the node that leads the ledger killed", c.Nodes[leader].Kill)
	trouble("it comes back", func() {
		if err := c.Nodes[leader].Start(); err != nil {
			t.Fatal(err)
		}
	})
	trouble("the database away", way.cut)
	trouble("it comes back", func() { way.mend(t) })
	for _, service := range []string{"members", "exchange", "delivery", "governance", "screening", "portal"} {
		one := s.Services[service][0]
		trouble("one of two "+service+" killed", one.Kill)
		if err := one.Again(ctx); err != nil {
			t.Fatal(err)
		}
	}
	trouble("one of two delivery told to end", func() {
		if err := s.Services["delivery"][1].Stop(); err != nil {
			t.Error(err)
		}
	})

	stop()
	want := l.settle(t)
	// As long as it takes, while there is more to hear: the engine in this process reads a whole collection for one body.
	for told, late := 0, time.Now().Add(time.Minute); told < 3*len(want) && time.Now().Before(late); time.Sleep(50 * time.Millisecond) {
		if n := len(byFeed.all()) + len(byStream.all()) + inside.heard(); n > told {
			told, late = n, time.Now().Add(time.Minute)
		}
	}
	time.Sleep(500 * time.Millisecond) // for what comes twice
	deaf()
	l.running.Wait()

	feed := byFeed.all()
	if got := slices.Sorted(slices.Values(feed)); !slices.Equal(got, want) {
		t.Errorf("the feed told of %d, %d of them distinct; %d were acknowledged", len(feed), len(slices.Compact(got)), len(want))
	}
	if got := slices.Sorted(slices.Values(walk(t, h, keys["bazar-b"], "/v1/indicators", "value"))); !slices.Equal(got, slices.Sorted(maps.Keys(l.acked))) {
		t.Errorf("%d are listed, %d were acknowledged", len(got), len(l.acked))
	}
	if got := byStream.all(); !slices.Equal(got, feed) {
		t.Errorf("the stream told of %d, the feed of %d, or not in the same order", len(got), len(feed))
	}
	inside.mu.Lock()
	defer inside.mu.Unlock()
	if !slices.Equal(inside.order, feed) {
		t.Errorf("webhooks told of %d, the feed of %d, or not in the same order", len(inside.order), len(feed))
	}
	again := 0
	for i, ids := range inside.ids {
		if len(ids) != 1 {
			t.Errorf("%s was told under %d webhook-ids", i, len(ids))
		}
		for _, n := range ids {
			again += n - 1
		}
	}
	if what := l.leaked.Load(); what != nil || outside.heard() > 0 {
		t.Errorf("the outsider was told by %d webhooks, and %v", outside.heard(), what)
	}
	t.Logf("%d acknowledged, all there; %d webhooks came twice, under the same id; an outsider looked %d times and saw nothing", len(want), again, l.polls.Load())
	if l.polls.Load() < 50 {
		t.Error("the outsider hardly looked: the test does not test")
	}
}

// nodeOf is the node that leads the ledger. All that is kept on the cluster must be there three times.
func nodeOf(t *testing.T, c *natsCluster) int {
	t.Helper()
	conn, err := embedded.Dial(t.Context(), embedded.Outside{URL: c.URL, NKey: c.seed, CA: c.tls.CA, Cert: c.tls.Cert, Key: c.tls.Key, Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, streams := conn.JetStream(), 0
	all := js.ListStreams(t.Context())
	for info := range all.Info() {
		streams++
		if n := info.Config.Replicas; n != apart.Nodes {
			t.Errorf("%s has %d copies", info.Config.Name, n)
		}
		stream, err := js.Stream(t.Context(), info.Config.Name)
		if err != nil {
			t.Fatal(err)
		}
		consumers := stream.ListConsumers(t.Context())
		for c := range consumers.Info() {
			if n := c.Config.Replicas; c.Config.Durable != "" && n != 0 && n != apart.Nodes { // 0: as many as its stream
				t.Errorf("%s of %s has %d copies", c.Name, info.Config.Name, n)
			}
		}
		if err := consumers.Err(); err != nil {
			t.Error(err)
		}
	}
	if err := all.Err(); err != nil || streams < 5 {
		t.Errorf("%d streams, %v", streams, err)
	}
	stream, err := js.Stream(t.Context(), ledger.Stream)
	if err != nil {
		t.Fatal(err)
	}
	info := stream.CachedInfo()
	n := slices.IndexFunc(c.Nodes, func(p *apart.Process) bool { return p.Name == info.Cluster.Leader })
	if n < 0 {
		t.Fatalf("the ledger's leader is %q", info.Cluster.Leader)
	}
	return n
}

// session signs a browser in by the portal, and has the other services honour it; a page of another
// origin may not use it.
func session(t *testing.T, s *system) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, Transport: &http.Transport{}}
	defer browser.CloseIdleConnections()
	ask := func(method, path, body string, want int, header ...string) []byte {
		t.Helper()
		l := &load{base: s.Base, client: browser}
		var status int
		var answer []byte
		for range 50 { // a replica may not have heard yet
			if status, answer = l.ask(t.Context(), "", method, path, body, append(header, "Authorization", "")...); status == want {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if status != want {
			t.Fatalf("%s %s: %d %s, want %d", method, path, status, answer, want)
		}
		return answer
	}
	h := &child.Hub{Base: s.Base, Admin: apart.Admin}
	var link struct{ Path string }
	if err := h.Do(t.Context(), h.Admin, http.MethodPost, "/v1/sign-in-links/admin", "", nil, &link); err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(link.Path, "#")
	body, err := json.Marshal(map[string]string{"link": token})
	if err != nil {
		t.Fatal(err)
	}
	ask(http.MethodPost, "/session", string(body), http.StatusNoContent, "Origin", s.Base)
	for _, path := range []string{"/v1/me", "/v1/members", "/v1/policies", "/v1/audit"} {
		ask(http.MethodGet, path, "", http.StatusOK)
	}
	person := `{"id":"ada","name":"Ada","roles":["auditor"]}`
	ask(http.MethodPost, "/v1/people", person, http.StatusForbidden, "Origin", "https://elsewhere.example")
	ask(http.MethodPost, "/v1/people", person, http.StatusCreated, "Origin", s.Base)
}
