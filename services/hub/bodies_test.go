package hub_test

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/mongotest"
)

// wire is a way to a server that can be cut.
type wire struct {
	to, at string

	mu    sync.Mutex
	l     net.Listener
	conns []net.Conn
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	w := &wire{to: to, at: "127.0.0.1:0"}
	w.mend(t)
	t.Cleanup(w.cut)
	return w
}

func (w *wire) mend(t *testing.T) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", w.at)
	if err != nil {
		t.Fatal(err)
	}
	w.mu.Lock()
	w.l, w.at = l, l.Addr().String()
	w.mu.Unlock()
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			to, err := net.Dial("tcp", w.to)
			if err != nil {
				_ = from.Close()
				continue
			}
			w.mu.Lock()
			w.conns = append(w.conns, from, to)
			w.mu.Unlock()
			go func() { _, _ = io.Copy(to, from); _ = to.Close() }()
			go func() { _, _ = io.Copy(from, to); _ = from.Close() }()
		}
	}()
}

func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	_ = w.l.Close()
	for _, c := range w.conns {
		_ = c.Close()
	}
	w.conns = nil
}

// TestBodiesInMongoDB wants what indicators say to be in the database and nowhere else, and, while that is away,
// everything to go on that does not need it; what is erased goes there, too.
func TestBodiesInMongoDB(t *testing.T) {
	dir := t.TempDir()
	uri, err := mongotest.Named(dir)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	w := newWire(t, u.Host)
	through := *u
	through.Host = w.at
	set := func(c *hub.Config) { c.Process.MongoDB, c.Process.BodiesAtHand = conf.Secret(through.String()), 0 }
	a := newAllianceIn(t, dir, set)
	written := func() {
		t.Helper()
		for until := time.Now().Add(20 * time.Second); a.hub.Process.Catalog.Owing() > 0; time.Sleep(5 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatalf("the database does not have %d", a.hub.Process.Catalog.Owing())
			}
		}
	}
	const secret = "value-that-is-kept"
	one, _ := publish(t, a, `{"observable":{"type":"domain","value":"`+secret+`.example"},"tlp":"green","note":"`+secret+`"}`)
	written()
	before := a.must(t, "bazar-b", "GET", "/v1/indicators/"+one, "", 200)
	texts := func() []byte {
		t.Helper()
		client, err := mongo.Connect(options.Client().ApplyURI(uri))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = client.Disconnect(t.Context()) }()
		found, err := client.Database(strings.TrimPrefix(u.Path, "/")).Collection("bodies_1").Find(t.Context(), bson.D{})
		if err != nil {
			t.Fatal(err)
		}
		var all bytes.Buffer
		for found.Next(t.Context()) {
			all.Write(found.Current)
		}
		return all.Bytes()
	}
	if !bytes.Contains(texts(), []byte(secret)) {
		t.Error("the database does not have it")
	}

	w.cut()
	for path, status := range map[string]int{"/v1/indicators/" + one: 503, "/v1/indicators": 503, "/v1/changes": 503, "/v1/indicators/facets": 200, "/v1/indicators/ind_none": 404} {
		got := a.ask(t, "bazar-b", "GET", path, "")
		if got.status != status || status == 503 && (!bytes.Contains(got.body, []byte("/problems/bodies-unavailable")) || got.header.Get("Retry-After") == "") {
			t.Errorf("%s while it is away: %d %v %s", path, got.status, got.header, got.body)
		}
	}
	if got := a.must(t, "bazar-b", "POST", "/v1/screen", `{"observables":[{"type":"domain","value":"`+secret+`.example"}]}`, 200); !bytes.Contains(got, []byte(one)) {
		t.Errorf("screened while it is away: %s", got)
	}
	two, _ := publish(t, a, `{"observable":{"type":"domain","value":"two.example"},"tlp":"green"}`)
	a.must(t, "bazar-b", "GET", "/v1/indicators/"+two, "", 200) // it is at hand
	if got := a.ask(t, "", "GET", "/readyz", ""); got.status != 200 || !bytes.Contains(got.body, []byte(`"mongodb","ok":false`)) {
		t.Errorf("readyz: %d %s", got.status, got.body)
	}

	w.mend(t)
	written()
	got := a.ask(t, "bazar-b", "GET", "/v1/indicators/"+one, "")
	for until := time.Now().Add(20 * time.Second); got.status == 503 && time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		got = a.ask(t, "bazar-b", "GET", "/v1/indicators/"+one, "")
	}
	if !bytes.Equal(got.body, before) {
		t.Errorf("once it is back: %d %s, and before %s", got.status, got.body, before)
	}
	a.end()

	a.hubUnderTest = startHub(t, dir, set)
	if got := a.must(t, "bazar-b", "GET", "/v1/indicators/"+one, "", 200); !bytes.Equal(got, before) {
		t.Errorf("after a start: %s, and before %s", got, before)
	}
	a.must(t, "maison-a", "POST", "/v1/indicators/"+one+"/erase", `{"reason":"By order.","reason_code":"legal_order"}`, 200)
	written()
	if bytes.Contains(texts(), []byte(secret)) {
		t.Error("the database has what was erased")
	}
}
