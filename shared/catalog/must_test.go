package catalog

import (
	"context"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/mongodb"
	"github.com/entente-hub/entente/shared/mongotest"
	"github.com/entente-hub/entente/shared/scope"
)

// The exits that return errors, for tests in which there is none.

// engine is where bodies are in this run of the tests: nil where they are in memory; atHand is how many bytes of them
// are kept all the same.
var (
	engine func() store
	atHand int
)

// store is Bodies that can be written to.
type store interface {
	Bodies

	Write(ctx context.Context, bodies []Body) error
}

// fresh is an empty catalog whose bodies are where this run has them.
func fresh() *Catalog { return freshWith(testOptions) }

func freshWith(o Options) *Catalog {
	if engine != nil {
		o.Bodies, o.AtHand = engine(), atHand
	}
	return New(o)
}

// mustApply is Apply, after which the database has the bodies.
func (c *Catalog) mustApply(es []ledger.Entry) error {
	if err := c.Apply(es); err != nil {
		return err
	}
	if !c.remote() {
		return nil
	}
	for {
		bodies, upTo := c.Unsettled(100, 1<<20)
		must(c.options.Bodies.(store).Write(context.Background(), bodies))
		c.Settle(upTo)
		if len(bodies) == 0 {
			return nil
		}
	}
}

// inTest is a database in the tests' memory.
type inTest struct {
	mu  sync.Mutex
	all map[ledger.Position]Body
}

func (s *inTest) Fetch(_ context.Context, keys []ledger.Position, yield func(key, at ledger.Position, text []byte)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range keys {
		if b, ok := s.all[key]; ok {
			yield(key, b.At, b.Text)
		}
	}
	return nil
}

func (s *inTest) Write(_ context.Context, bodies []Body) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range bodies {
		if s.all[b.Key].At < b.At {
			s.all[b.Key] = b
		}
	}
	return nil
}

// inMongo is a part of a view in MongoDB: all tests' keys are in one collection, apart.
type inMongo struct {
	view *mongodb.Bodies
	from ledger.Position // its keys are above
}

func (s inMongo) Fetch(ctx context.Context, keys []ledger.Position, yield func(key, at ledger.Position, text []byte)) error {
	own := make([]ledger.Position, len(keys))
	for n, key := range keys {
		own[n] = s.from + key
	}
	return s.view.Fetch(ctx, own, func(key, at ledger.Position, text []byte) { yield(key-s.from, at-s.from, text) })
}

func (s inMongo) Write(ctx context.Context, bodies []Body) error {
	own := make([]mongodb.Body, len(bodies))
	for n, b := range bodies {
		own[n] = mongodb.Body{Key: s.from + b.Key, At: s.from + b.At, Text: b.Text}
	}
	return s.view.Write(ctx, own, 0, 0)
}

// mongo makes stores in the MongoDB that is outside of this process.
func mongo() func() store {
	uri, err := mongotest.Fresh()
	must(err)
	db, err := mongodb.Open(mongodb.Options{URI: uri, Name: "test"})
	must(err)
	view := db.Bodies("test", 1)
	_, err = view.Attach(context.Background())
	must(err)
	var stores atomic.Uint64
	return func() store { return inMongo{view, ledger.Position(stores.Add(1) << 32)} }
}

// TestMain runs all tests with bodies in memory, then with bodies in a database that is a map, with none and with some of
// them at hand, and then, where there is an engine (MONGODB_URI), in MongoDB: each must say the same, which is what the
// models say.
func TestMain(m *testing.M) {
	code := m.Run()
	if code == 0 {
		engine = func() store { return &inTest{all: map[ledger.Position]Body{}} }
		code = m.Run()
	}
	if code == 0 {
		atHand = 4 << 10
		code = m.Run()
		atHand = 0
	}
	if code == 0 && mongotest.Engine() != "" {
		engine = mongo()
		code = m.Run()
	}
	os.Exit(code)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func (c *Catalog) mustList(v *scope.View, q Query, after ledger.Position, limit int, now time.Time) ([]Item, ledger.Position) {
	items, next, err := c.List(context.Background(), v, q, after, limit, now)
	must(err)
	return items, next
}

func (c *Catalog) mustListIn(mem *Memory, v *scope.View, q Query, after ledger.Position, limit int, now time.Time) ([]Item, ledger.Position) {
	items, next, err := c.ListIn(context.Background(), mem, v, q, after, limit, now)
	must(err)
	return items, next
}

func (c *Catalog) mustListChanged(mem *Memory, v *scope.View, q Query, after Place, limit int, now time.Time) ([]Item, Place) {
	items, next, err := c.ListChanged(context.Background(), mem, v, q, after, limit, now)
	must(err)
	return items, next
}

func (c *Catalog) mustCount(v *scope.View, q Query, now time.Time) int {
	n, err := c.Count(context.Background(), v, q, now)
	must(err)
	return n
}

func (c *Catalog) mustFacets(v *scope.View, q Query, facets []Facet, top int, now time.Time) (int, map[Facet][]Bucket) {
	total, by, err := c.Facets(context.Background(), v, q, facets, top, now)
	must(err)
	return total, by
}

func (c *Catalog) mustGet(v *scope.View, i id.Indicator, now time.Time) (Item, bool) {
	item, ok, err := c.Get(context.Background(), v, i, now)
	must(err)
	return item, ok
}

func (c *Catalog) mustOwn(m id.Member, i id.Indicator) (Indicator, ledger.Position, bool) {
	is, at, ok, err := c.Own(context.Background(), m, i)
	must(err)
	return is, at, ok
}

func (c *Catalog) mustEvents(v *scope.View, after Mark, limit int, now time.Time) ([]Event, Mark) {
	found, to, err := c.Events(context.Background(), v, after, limit, now)
	must(err)
	return found, to
}

func (c *Catalog) mustEventAt(v *scope.View, m Mark, now time.Time) (e Event, ok, known bool) {
	e, ok, known, err := c.EventAt(context.Background(), v, m, now)
	must(err)
	return e, ok, known
}

func (c *Catalog) mustMatches(v *scope.View, q Query, i id.Indicator, now time.Time) (is bool) {
	c = c.reading() // tests ask for words, too
	for again := true; again; again = c.mustFetch() {
		is = c.Matches(v, q, i, now)
	}
	return is
}

func (c *Catalog) mustFetch() bool {
	again, err := c.fetch(context.Background())
	must(err)
	return again
}
