package catalog

import (
	"cmp"
	"slices"

	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/ledger"
)

// tail has the bodies that the database has not said to have, in the order of the ledger, and before them the newest
// of those that it has: what is told to many is not read for each.
type tail struct {
	cellar  *cellar.Cellar
	most    int // bytes of those that the database has
	items   []unsettled
	kept    int             // of items: the database has them
	size    int             // bytes of those
	first   uint32          // number of the first item, round and round
	settled ledger.Position // up to here the database has all
}

// unsettled is a body that is to be written.
type unsettled struct {
	at, key ledger.Position // of the entry that it is of, and of its indicator's first
	place   cellar.Place    // 0: another has taken its place
}

// Body is one to write to the database: in the place of an older one of the same key, never of a newer.
type Body struct {
	Key, At ledger.Position // of its indicator's first entry, and of the one that it is of
	Text    []byte          // empty: nothing is to be left of it
}

func (t *tail) search(key, at ledger.Position) (int, bool) {
	return slices.BinarySearchFunc(t.items, unsettled{at: at, key: key}, func(a, b unsettled) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.key, b.key))
	})
}

func (t *tail) get(key, at ledger.Position) (body, bool) {
	n, ok := t.search(key, at)
	if !ok || t.items[n].place == 0 {
		return "", false
	}
	return body(t.cellar.Get(t.items[n].place)), true
}

// add puts a body behind those that there are.
func (t *tail) add(key, at ledger.Position, b body) error {
	if at <= t.settled {
		return nil
	}
	n, had := t.search(key, at) // a row that ends and one that begins with an entry are in the order of their keys
	place, err := t.cellar.Put(t.first+uint32(n), string(b))
	if err != nil {
		return err
	}
	if item := (unsettled{at, key, place}); had {
		t.cellar.Drop(t.items[n].place)
		t.items[n] = item
	} else {
		t.items = slices.Insert(t.items, n, item)
	}
	return nil
}

// supersede leaves nothing of a body that another takes the place of.
func (t *tail) supersede(key, at ledger.Position) {
	n, ok := t.search(key, at)
	if !ok {
		return
	}
	if n < t.kept {
		t.size -= t.sizeOf(n) - itself
	}
	t.cellar.Drop(t.items[n].place)
	t.items[n].place = 0
}

// itself is what an item takes but for its text, about.
const itself = 64

func (t *tail) sizeOf(n int) int {
	if t.items[n].place == 0 {
		return itself
	}
	return itself + len(t.cellar.Get(t.items[n].place))
}

func (t *tail) settle(upTo ledger.Position) {
	t.settled = max(t.settled, upTo)
	for ; t.kept < len(t.items) && t.items[t.kept].at <= upTo; t.kept++ {
		t.size += t.sizeOf(t.kept)
	}
	n := 0
	for ; n < t.kept && t.size > t.most; n++ {
		t.size -= t.sizeOf(n)
		t.cellar.Drop(t.items[n].place)
	}
	t.items, t.kept, t.first = t.items[n:], t.kept-n, t.first+uint32(n)
	if len(t.items) == 0 {
		t.items = nil
	}
}

// tidy gives the room of what was dropped to what comes.
func (t *tail) tidy(most int) error {
	return t.cellar.Tidy(most, func(owner uint32, to cellar.Place) {
		if n := owner - t.first; int(n) < len(t.items) {
			t.items[n].place = to
		}
	})
}

// Unsettled returns the oldest bodies that are to be written to the database, up to some many and some bytes, and up to which
// position of the ledger it has all once it has them. A catalog whose bodies are in memory has none.
func (c *Catalog) Unsettled(most, bytes int) (bodies []Body, upTo ledger.Position) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, item := range c.tail.items[c.tail.kept:] {
		if bytes <= 0 || len(bodies) >= most {
			if item.at != upTo { // what one entry brings goes together
				return bodies, upTo
			}
		}
		upTo = item.at
		if item.place == 0 {
			continue
		}
		text := []byte(c.tail.cellar.Get(item.place))
		bodies = append(bodies, Body{item.key, item.at, text})
		bytes -= len(text)
	}
	return bodies, c.upTo
}

// Current returns the bodies of those entries that are what their indicators say now, for a database that is made anew of
// the whole ledger. Call it once the entries are folded: of the others a later one is.
func (c *Catalog) Current(es []ledger.Entry) ([]Body, error) {
	drafts, err := c.prepareAll(es)
	if err != nil {
		return nil, err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	var bodies []Body
	for n := range drafts {
		d := &drafts[n]
		if d.sighting != nil || d.notice != nil {
			continue
		}
		if ord, ok := c.find(d.id); ok && c.rows.at(ord).modified == d.row.modified {
			bodies = append(bodies, Body{c.rows.at(ord).created, d.row.modified, []byte(d.body)})
		}
	}
	return bodies, nil
}

// Settle says that the database has all bodies up to a position: but for the newest they are not kept here any longer.
func (c *Catalog) Settle(upTo ledger.Position) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tail.settle(upTo)
}

// Owing is how many bodies the database does not have yet.
func (c *Catalog) Owing() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.tail.items) - c.tail.kept
}
