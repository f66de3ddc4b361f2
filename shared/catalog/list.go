package catalog

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// List returns up to limit items (fewer where they are large) that v may see and q matches, newest first, after the cursor
// (0: from the newest), and the next cursor, 0 at the end. A cursor is the position of an
// indicator's first entry. It returns ErrBodies, as all lists do.
func (c *Catalog) List(ctx context.Context, v *scope.View, q Query, after ledger.Position, limit int, now time.Time) ([]Item, ledger.Position, error) {
	return c.ListIn(ctx, &Memory{}, v, q, after, limit, now)
}

// Memory is what lists are put together in, by a caller that lists often: one after the other.
type Memory struct {
	json  []byte
	items []Item
	ends  []int
}

// maxKept is how many bytes of items are used again: a page of 1,000 is larger, and rare.
const maxKept = 512 << 10

func (m *Memory) page(most int) page {
	if cap(m.json) > maxKept {
		*m = Memory{}
	}
	return page{most: most, json: m.json[:0], items: m.items[:0], ends: m.ends[:0]}
}

func (m *Memory) keep(p *page) { m.json, m.items, m.ends = p.json, p.items, p.ends }

// ListIn is List in a memory: the items are good until that is used again.
func (c *Catalog) ListIn(ctx context.Context, mem *Memory, v *scope.View, q Query, after ledger.Position, limit int, now time.Time) (items []Item, next ledger.Position, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		items, next = c.listIn(mem, v, q, after, limit, now)
	}
	return items, next, err
}

func (c *Catalog) listIn(mem *Memory, v *scope.View, q Query, after ledger.Position, limit int, now time.Time) ([]Item, ledger.Position) {
	if limit <= 0 {
		return nil, 0
	}
	page := mem.page(limit)
	defer mem.keep(&page)
	var last, next ledger.Position
	at := now.Unix()
	c.each(v, newSeek(q), c.below(after), at, func(m match) bool {
		if len(page.items) == limit || page.full() {
			next = last
			return false
		}
		c.show(&page, v, m, at)
		last = m.row.created
		return true
	})
	return page.close(), next
}

// Count returns how many indicators v may see and q matches. It returns ErrBodies where q asks for words.
func (c *Catalog) Count(ctx context.Context, v *scope.View, q Query, now time.Time) (n int, err error) {
	c = c.reading()
	for again := true; again; again, err = c.fetch(ctx) {
		n = c.countOf(v, q, now)
	}
	return n, err
}

func (c *Catalog) countOf(v *scope.View, q Query, now time.Time) int {
	at, s := now.Unix(), newSeek(q)
	if q.scans(v) {
		n := 0
		c.each(v, s, c.below(0), at, func(match) bool { n++; return true })
		return n
	}
	c.open(at)
	defer c.mu.RUnlock()
	see, read := c.visible(v, at)
	return int(c.candidates(v, s, see, read, at).GetCardinality())
}

func (c *Catalog) below(after ledger.Position) uint32 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if after == 0 {
		return uint32(c.rows.count)
	}
	return c.rows.before(after)
}

const (
	fullAt = 4 << 20 // bytes at which a page ends, however few its items: one can have 400 kB
	step   = 1 << 20 // bytes that a page grows by at the most, but for an item that is larger
)

// full reports whether a page is large enough as it is.
func (p *page) full() bool { return len(p.json) >= fullAt }

// page collects up to most items in one piece of memory.
type page struct {
	most  int
	items []Item
	json  []byte
	ends  []int
	names strings.Builder
}

// show adds a row to a page as v may see it.
func (c *Catalog) show(p *page, v *scope.View, m match, now int64) {
	const rest = 128 // bytes that are not in the body
	left := min(p.most-len(p.items), 128)
	if len(p.items) == cap(p.items) {
		p.items = slices.Grow(p.items, left)
		p.ends = slices.Grow(p.ends, left)
	}
	b := c.body(m.row)
	if need := len(b) + rest; cap(p.json)-len(p.json) < need {
		p.json = slices.Grow(p.json, max(need, min(need*left, step)))
	}
	record := c.record(m.row)
	item := Item{ID: p.name(b.id()), Position: m.row.modified, Over: m.row.over(now)}
	if c.misses() { // what this pass gives is void
		p.items = append(p.items, item)
		p.ends = append(p.ends, len(p.json))
		return
	}
	if m.read {
		cs := classesOf(v, &record, now)
		p.json, item.Masked = c.appendCore(p.json, m.row, b, c.publishers.all[m.row.publisher], v, cs, c.corroboration(v, m, now), c.again(v, m.ord, now), now)
		if record.Cell.Label() == tlp.Red || cs.pii && record.Cell.Type().Personal() {
			sensitive := record
			item.Sensitive = &sensitive
		}
	} else {
		p.json, item.Masked = c.appendExistence(p.json, m.row, b), "c"
	}
	p.items = append(p.items, item)
	p.ends = append(p.ends, len(p.json))
}

// close cuts the memory into items; none can be appended to into its neighbour.
func (p *page) close() []Item {
	from := 0
	for n, to := range p.ends {
		p.items[n].json = p.json[from:to:to]
		from = to
	}
	return p.items
}

// name returns a copy of an id, which is to outlast the lock.
func (p *page) name(i id.Indicator) id.Indicator {
	if p.names.Cap()-p.names.Len() < len(i) {
		p.names.Grow(len(i) * max(1, min(p.most-len(p.items), 128))) // what was returned before stays as it was
	}
	from := p.names.Len()
	p.names.WriteString(string(i))
	return id.Indicator(p.names.String()[from:])
}

// add adds what is told of an indicator that is lost: its id alone.
func (p *page) add(name id.Indicator) {
	p.json = append(quote(append(p.json, `{"id":`...), string(name)), '}')
	p.items = append(p.items, Item{ID: p.name(name)})
	p.ends = append(p.ends, len(p.json))
}
