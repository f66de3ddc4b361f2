package mongodb

import (
	"regexp"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/mongotest"
)

// byID is how plans of an engine say that a query goes by the index of _id: MongoDB's stages (IDHACK before 8.0,
// EXPRESS_IXSCAN from then on, IXSCAN for several), and PostgreSQL's condition under DocumentDB.
var byID = regexp.MustCompile(`IDHACK|EXPRESS_IXSCAN|"indexName": *"_id_".*"stage": *"IXSCAN"|"stage": *"IXSCAN".*"indexName": *"_id_"|"Index Cond": *"[^"]*object_id`)

// scans is how they say that it looks at all there is.
var scans = regexp.MustCompile(`COLLSCAN|"Node Type": *"Seq Scan"`)

// TestPlans wants every query to be by _id, and an engine with indexes to answer it by that index. The engine in this
// process has none for numbers: of it only the form is asked.
func TestPlans(t *testing.T) {
	d, err := Open(Options{URI: mongotest.URI(t), Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close(t.Context()) })
	b := d.Bodies("test", 1)
	if _, err := b.Attach(t.Context()); err != nil {
		t.Fatal(err)
	}
	var bodies []Body
	for n := ledger.Position(1); n <= 2000; n++ {
		bodies = append(bodies, Body{Key: n, At: n, Text: []byte("text")})
	}
	if err := b.Write(t.Context(), bodies, 0, 2000); err != nil {
		t.Fatal(err)
	}
	over, _ := newer(Body{Key: 7, At: 2001})
	page := make([]ledger.Position, 100)
	for n := range page {
		page[n] = ledger.Position(20*n + 1)
	}
	for name, filter := range map[string]bson.D{"one": under(page[:1]), "a page": under(page), "what is written over": over} {
		if filter[0].Key != "_id" {
			t.Errorf("%s: asked for by %v", name, filter)
		}
		plan, err := explain(t, b, filter)
		switch {
		case mongotest.Engine() == "":
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case scans.MatchString(plan) || !byID.MatchString(plan):
			t.Errorf("%s: not by _id: %s", name, plan)
		}
	}
	if mongotest.Engine() == "" {
		return
	}
	// That the test can fail: by another key there is no index to go by.
	if plan, err := explain(t, b, bson.D{{Key: "p", Value: int64(7)}}); err != nil || byID.MatchString(plan) {
		t.Errorf("by p: %s, %v", plan, err)
	}
}

func explain(t *testing.T, b *Bodies, filter bson.D) (string, error) {
	t.Helper()
	find := bson.D{{Key: "find", Value: b.serving.Load().Name()}, {Key: "filter", Value: filter}}
	raw, err := b.db.db.RunCommand(t.Context(), bson.D{{Key: "explain", Value: find}, {Key: "verbosity", Value: "queryPlanner"}}).Raw()
	if err != nil {
		return "", err
	}
	plan, err := raw.LookupErr("queryPlanner")
	if err != nil {
		return "", err
	}
	return plan.String(), nil
}
