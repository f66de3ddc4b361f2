package hub_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/mongotest"
)

// database is what a test sees of a hub's.
type database struct{ *mongo.Database }

func openDatabase(t *testing.T, uri string) database {
	t.Helper()
	u, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Disconnect(context.Background()) })
	return database{client.Database(strings.TrimPrefix(u.Path, "/"))}
}

// texts is what a collection has that says something, by _id.
func (d database) texts(t *testing.T, name string) map[int64]string {
	t.Helper()
	texts, _ := d.bodies(t, name)
	return texts
}

// bodies is what a collection has, by _id: what says something, and from where in the ledger on the others say nothing.
func (d database) bodies(t *testing.T, name string) (texts map[int64]string, empty map[int64]int64) {
	t.Helper()
	found, err := d.Collection(name).Find(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	texts, empty = map[int64]string{}, map[int64]int64{}
	for found.Next(t.Context()) {
		var x struct {
			ID int64  `bson:"_id"`
			P  int64  `bson:"p"`
			B  []byte `bson:"b"`
		}
		if err := found.Decode(&x); err != nil {
			t.Fatal(err)
		}
		if len(x.B) > 0 {
			texts[x.ID] = fmt.Sprintf("%d %s", x.P, x.B)
		} else {
			empty[x.ID] = x.P
		}
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return texts, empty
}

func (d database) names(t *testing.T) []string {
	t.Helper()
	names, err := d.ListCollectionNames(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

// overdue has what served before be dropped now.
func (d database) overdue(t *testing.T) {
	t.Helper()
	if _, err := d.Collection("views").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: "bodies"}}, bson.D{{Key: "$set", Value: bson.D{{Key: "sweep", Value: time.Now()}}}}); err != nil {
		t.Fatal(err)
	}
}

// view runs a command of `entente view` that must end well.
func viewOf(t *testing.T, uri string, args ...string) string {
	t.Helper()
	code, out, said := command(append(append([]string{"view"}, args...), "--mongodb", uri)...)
	if code != 0 {
		t.Fatalf("view %v: exit %d\n%s%s", args, code, out, said)
	}
	return out
}

// TestViewRebuild makes the view in the database anew while members read and write: nothing that was acknowledged is
// missing at any moment, what was erased is in none of the collections that are left, and the new view says what the
// old one said. It goes on where another process left it, and what a database has lost comes back by itself.
func TestViewRebuild(t *testing.T) {
	dir, uri := t.TempDir(), mongotest.URI(t)
	set := func(c *hub.Config) { c.Process.MongoDB, c.Process.BodiesAtHand = conf.Secret(uri), 0 }
	if code, _, said := command("view", "rebuild", "--mongodb", uri); code != 1 || !strings.Contains(said, "no hub has a view in this database") {
		t.Errorf("without a hub: exit %d, %s", code, said)
	}
	a := newAllianceIn(t, dir, set)
	db := openDatabase(t, uri)
	written := func() {
		t.Helper()
		wait(t, "the database has all", func() bool { return a.hub.Process.Catalog.Owing() == 0 })
	}
	secret := "value-that-is-erased"
	gone, _ := publish(t, a, `{"observable":{"type":"domain","value":"`+secret+`.example"},"tlp":"green"}`)
	again, etag := publish(t, a, `{"observable":{"type":"domain","value":"again.example"},"tlp":"green"}`)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+again+"/revoke", `{"reason":"x","reason_code":"resolved"}`, 200, "If-Match", etag)
	publish(t, a, `{"observable":{"type":"domain","value":"again.example"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)

	w := &writer{key: a.keys["maison-a"], base: a.base, etags: map[string]string{}, pause: 10 * time.Millisecond}
	ctx, stop := context.WithCancel(t.Context())
	var busy sync.WaitGroup
	busy.Go(func() {
		if err := w.run(ctx); err != nil {
			t.Error(err)
		}
	})
	wait(t, "some", func() bool { return w.count() > 60 })
	var reads atomic.Int64
	busy.Go(func() {
		for ctx.Err() == nil {
			w.mu.Lock()
			ids := slices.Collect(maps.Keys(w.etags)) // in no order
			w.mu.Unlock()
			for _, id := range ids[:10] {
				if got := a.ask(t, "bazar-b", "GET", "/v1/indicators/"+id, ""); got.status != 200 && ctx.Err() == nil {
					t.Errorf("%s while the view is made anew: %d %s", id, got.status, got.body)
				}
				reads.Add(1)
				time.Sleep(5 * time.Millisecond)
			}
		}
	})
	busy.Go(func() { // one that is withdrawn and published anew for others has a key of its own each time
		for n := range 8 { // FerretDB in process takes tens of milliseconds for each change under -race
			audience := []string{`"green"`, `"amber","share":{"task_forces":["handbags"]}`}[n%2]
			id, etag := publish(t, a, `{"observable":{"type":"domain","value":"to-and-fro.example"},"tlp":`+audience+`}`)
			a.must(t, "maison-a", "POST", "/v1/indicators/"+id+"/revoke", `{"reason":"x","reason_code":"resolved"}`, 200, "If-Match", etag)
			time.Sleep(100 * time.Millisecond)
		}
	})
	if out := viewOf(t, uri, "rebuild"); !strings.HasPrefix(out, "bodies_2 serves: ") {
		t.Errorf("rebuild: %s", out)
	}
	before := reads.Load()
	wait(t, "more is read", func() bool { return reads.Load() > before+20 })
	stop()
	busy.Wait()
	a.must(t, "maison-a", "POST", "/v1/indicators/"+gone+"/erase", `{"reason":"By order.","reason_code":"legal_order"}`, 200)
	written()
	db.overdue(t)
	wait(t, "the old one is dropped", func() bool { return slices.Equal(db.names(t), []string{"bodies_2", "views"}) })

	// At rest: the same, word for word.
	viewOf(t, uri, "rebuild")
	was, empty := db.bodies(t, "bodies_2")
	is := db.texts(t, "bodies_3")
	if !maps.Equal(was, is) || len(is) < w.count()+2 {
		t.Errorf("made anew it has %d texts, and before %d; they are not the same", len(is), len(was))
	}
	for name, all := range map[string]map[int64]string{"old": was, "new": is} {
		if strings.Contains(fmt.Sprint(all), secret) {
			t.Errorf("the %s one has what was erased", name)
		}
	}

	// A process that died half way has left some, and how far it came; the next goes on, and reads nothing again. What said
	// something then and is published anew under another key since says nothing in the end.
	a.end()
	if out := viewOf(t, uri, "rebuild", "--wait=false"); !strings.HasPrefix(out, "asked for") {
		t.Error(out)
	}
	if code, _, said := command("view", "rebuild", "--mongodb", uri, "--taken-up-within", "300ms"); code != 1 || !strings.Contains(said, "no process has taken it up") {
		t.Errorf("nobody is there: exit %d, %s", code, said)
	}
	anew := slices.Sorted(maps.Keys(empty))
	if len(anew) < 3 {
		t.Fatalf("only %d are published anew", len(anew))
	}
	half := anew[len(anew)/2]
	keys := slices.Sorted(maps.Keys(is))
	lost := keys[slices.IndexFunc(keys, func(k int64) bool { return strings.HasPrefix(is[k], fmt.Sprint(k, " ")) })] // it shows that it is not read again
	if lost >= half {
		t.Fatalf("%d is not of the first half, which ends at %d", lost, half)
	}
	some := []any{bson.D{{Key: "_id", Value: half}, {Key: "p", Value: half}, {Key: "b", Value: []byte("to-and-fro")}}}
	found, err := db.Collection("bodies_3").Find(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	for found.Next(t.Context()) {
		if at, _ := found.Current.Lookup("p").AsInt64OK(); at <= half && found.Current.Lookup("_id").AsInt64() != lost {
			some = append(some, bson.Raw(bytes.Clone(found.Current)))
		}
	}
	if _, err := db.Collection("bodies_4").InsertMany(t.Context(), some); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Collection("views").InsertOne(t.Context(), bson.D{{Key: "_id", Value: "bodies_4"}, {Key: "p", Value: half}}); err != nil {
		t.Fatal(err)
	}
	// Nor is more written to the one that serves.
	if _, err := db.Collection("bodies_3").DeleteMany(t.Context(), bson.D{{Key: "p", Value: bson.D{{Key: "$gt", Value: half}}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Collection("views").UpdateByID(t.Context(), "bodies_3", bson.D{{Key: "$set", Value: bson.D{{Key: "p", Value: half}}}}); err != nil {
		t.Fatal(err)
	}
	var shown struct {
		Rebuild struct{ Position, Texts int64 }
	}
	if err := json.Unmarshal([]byte(viewOf(t, uri, "show", "-o", "json")), &shown); err != nil || shown.Rebuild.Position != half || shown.Rebuild.Texts != int64(len(some)) {
		t.Errorf("half way shows %+v, %v; want %d texts up to %d", shown, err, len(some), half)
	}
	a.hubUnderTest = startHub(t, dir, set)
	viewOf(t, uri, "rebuild")
	written()
	delete(is, lost)
	on := db.texts(t, "bodies_4")
	if left := on[half]; left != "" {
		t.Errorf("gone on with, it still has what was published anew: %s", left)
	}
	if !maps.Equal(on, is) {
		t.Errorf("gone on with, it has %d texts, want %d", len(on), len(is))
	}

	// The whole database is dropped under a hub that runs and is written to.
	w.base = a.base
	w.key, w.first = a.keys["maison-a"], 1_000_000
	ctx, stop = context.WithCancel(t.Context())
	busy.Go(func() {
		if err := w.run(ctx); err != nil {
			t.Error(err)
		}
	})
	n := w.count()
	wait(t, "it is written to", func() bool { return w.count() > n+5 })
	if err := db.Drop(t.Context()); err != nil {
		t.Fatal(err)
	}
	wait(t, "and more", func() bool { return w.count() > n+50 })
	stop()
	busy.Wait()
	for id, etag := range w.etags {
		wait(t, "it comes back", func() bool { return a.ask(t, "bazar-b", "GET", "/v1/indicators/"+id, "").header.Get("ETag") == etag })
	}
	viewOf(t, uri, "show")
}
