package catalog

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
)

// ErrBodies says that what indicators say cannot be read now: their database is away, or behind.
var ErrBodies = func() *fault.Fault {
	f := fault.New(fault.Unavailable, "bodies-unavailable", "What indicators say cannot be read now.")
	f.Retry = 2 * time.Second
	return f
}()

// Bodies is a database of bodies. It is safe for concurrent use.
//
// What it gives is not believed: a body is shown where it is, byte for byte, the one that was folded
// with the facts that decide who may read it.
type Bodies interface {
	// Fetch yields, in any order and not concurrently, the bodies that it has of some indicators, by the
	// positions of their first entries; at is that of the entry that a body is of.
	Fetch(ctx context.Context, keys []ledger.Position, yield func(key, at ledger.Position, text []byte)) error
}

// hand is what one reading has fetched. A reading goes through the facts as if all bodies were at hand, and notes
// those that are not; once they are fetched it goes through them again, and decides again, with what
// they are then. What it answers is of one pass, which met nothing that was not at hand.
type hand struct {
	bodies map[ledger.Position]body // by the entries that they are of
	wanted map[ledger.Position]want // by the first entry of their indicator
	looks  int                      // of those, for their notes alone
	most   int                      // of looks, in this pass
	size   int                      // of what is wanted
	stale  int                      // passes after which the database did not have what was wanted
}

type want struct {
	at  ledger.Position
	sum uint64
}

const (
	fewBodies   = 128                    // fewRows where bodies are in a database
	leastLooks  = 128                    // bodies that a search looks through in its first pass: twice as many in each that follows
	mostLooks   = 4096                   // and up to
	mostWanted  = 1000                   // bodies that are fetched at once, but for looks
	fetchWithin = 5 * time.Second        // that the database has to answer
	mostStale   = 20                     // passes that the database may be behind,
	staleFor    = 100 * time.Millisecond // with this between them
)

// reading is the catalog for one reading.
func (c *Catalog) reading() *Catalog {
	if !c.remote() {
		return c
	}
	return &Catalog{c.holdings, &hand{bodies: map[ledger.Position]body{}, wanted: map[ledger.Position]want{}, most: leastLooks}}
}

// body is what a row says. Where that is not at hand it is noted as wanted, and what is returned says
// nothing but the row's id.
func (c *Catalog) body(r *row) body {
	if !c.remote() {
		return body(c.options.Cellar.Get(r.place))
	}
	if b, ok := c.tail.get(r.created, r.modified); ok {
		return b
	}
	if c.hand == nil {
		panic("catalog: a body is asked for outside of a reading")
	}
	if b, ok := c.hand.bodies[r.modified]; ok {
		return b
	}
	g := c.gist(r)
	if _, had := c.hand.wanted[r.created]; !had {
		c.hand.wanted[r.created] = want{r.modified, g.sum()}
		c.hand.size += g.size()
	}
	o := quote(make(object, numbers, 128).raw(`{"id":`), string(g.id())).raw(`,"created_at":""`)
	return bodyOf(o, len(o), len(o), "")
}

// wanted is what is to be fetched.
func (c *Catalog) wanted() map[ledger.Position]want {
	if c.hand == nil {
		return nil
	}
	return c.hand.wanted
}

// lacks reports whether a pass is to end here: so much is wanted that it is fetched first.
func (c *Catalog) lacks() bool {
	return c.hand != nil && (c.hand.looks >= c.hand.most || len(c.hand.wanted)-c.hand.looks >= mostWanted || c.hand.size >= fullAt)
}

// misses reports whether anything is wanted.
func (c *Catalog) misses() bool { return c.hand != nil && len(c.hand.wanted) > 0 }

// fetch brings what the last pass has wanted, and reports whether there is to be another. With an error what
// that pass gave is void. It returns ErrBodies.
func (c *Catalog) fetch(ctx context.Context) (again bool, err error) {
	if !c.misses() {
		return false, nil
	}
	h := c.hand
	keys := make([]ledger.Position, 0, len(h.wanted))
	for key := range h.wanted {
		keys = append(keys, key)
	}
	// Not within ctx, which may be Gin's, and what asks the database may outlive that by a little.
	asking, done := context.WithTimeout(context.Background(), fetchWithin)
	defer done()
	var texts strings.Builder // one piece for all
	texts.Grow(h.size)
	err = c.options.Bodies.Fetch(asking, keys, func(key, at ledger.Position, text []byte) {
		w, ok := h.wanted[key]
		if !ok || w.at != at {
			return
		}
		from := texts.Len()
		texts.Write(text)
		if b := texts.String()[from:]; w.sum == c.sum(b) { // what came before stays as it was
			h.bodies[at] = body(b)
			delete(h.wanted, key)
		}
	})
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case err != nil:
		return false, fmt.Errorf("%w: %w", ErrBodies, err)
	}
	if len(h.wanted) > 0 { // the row has moved on, or the database is behind, or has something else
		if h.stale++; h.stale > mostStale {
			return false, fmt.Errorf("%w: the database does not have %d of %d bodies", ErrBodies, len(h.wanted), len(keys))
		}
		if h.stale > 1 {
			select {
			case <-ctx.Done():
				return false, ctx.Err()
			case <-time.After(staleFor):
			}
		}
	}
	clear(h.wanted)
	h.size, h.looks, h.most = 0, 0, min(2*h.most, mostLooks)
	return true, nil
}
