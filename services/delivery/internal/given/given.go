// Package given remembers what each subscription was sent, and took: that is who is to be told
// when a record is withdrawn, and who holds it. It is kept as Roaring bitmaps over the catalog's
// rows, a page for 65,536 of them; of these those alone are in memory that are in use.
//
// It errs on the side of telling: what may have been sent counts as sent. So does what was sent
// before a crash and not yet written down (Resume), and what was sent before there was a book.
package given

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

// Outcome is what became of one attempt at telling.
type Outcome uint8

// The outcomes: the endpoint was not reached; it may have what was sent, or not; it said that it
// has.
const (
	Unreached Outcome = iota
	Unsure
	Taken
)

// Shelf is where pages are kept.
type Shelf interface {
	Last(ctx context.Context, key string) (journal.Record, bool, error)
	Put(ctx context.Context, key string, body []byte) error
	PutAll(ctx context.Context, rs []journal.Record) error
	Range(ctx context.Context, filter string, after uint64, limit int, fn func(journal.Record) error) error
}

var _ Shelf = (*journal.Journal)(nil)

// Limits are those of the journal that a book is kept in. Nothing in it is forgotten with time: who
// was given a record holds it.
func Limits() journal.Limits { return journal.Limits{MaxPerSubject: 1} }

// Rows knows what there was to tell: catalog.Catalog.
type Rows interface {
	Moved(viewer string, after catalog.Mark) *roaring.Bitmap
	Len() int
}

var _ Rows = (*catalog.Catalog)(nil)

// keep is how many pages may stay in memory that nobody has asked for of late. The largest take
// some 25 kB, nearly all below 1 kB.
const keep = 4096

// Book is safe for concurrent use, by one process for each subscription.
type Book struct {
	shelf Shelf
	rows  Rows
	now   func() time.Time

	saving sync.Mutex // before mu

	mu     sync.Mutex
	begun  begun
	pages  map[place]*page
	flight map[leaf]int // what is being told just now
	turn   uint64       // counts saves
}

// place is where a page stands: whose it is, and which 65,536 rows are on it.
type place struct {
	of id.Subscription
	n  uint32
}

type leaf struct {
	of  id.Subscription
	row uint32
}

// begun says from when on the book is complete: of a subscription that is older, and a row that is,
// nothing is known.
type begun struct {
	At   time.Time `json:"at"`
	Rows uint32    `json:"rows"`
}

const begunKey = "begun"

// Open opens the book. Call it once the views are complete.
func (b *Book) Open(ctx context.Context) error {
	r, ok, err := b.shelf.Last(ctx, begunKey)
	if err != nil {
		return fmt.Errorf("given: %w", err)
	}
	first := begun{At: b.now().UTC(), Rows: uint32(b.rows.Len())}
	if ok {
		if err := json.Unmarshal(r.Body, &first); err != nil {
			return fmt.Errorf("given: %w", err)
		}
	} else {
		body, err := json.Marshal(first)
		if err != nil {
			return fmt.Errorf("given: %w", err)
		}
		if err := b.shelf.Put(ctx, begunKey, body); err != nil {
			return fmt.Errorf("given: %w", err)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.begun = first
	return nil
}

// New returns a book on a shelf.
func New(s Shelf, rows Rows, now func() time.Time) *Book {
	return &Book{shelf: s, rows: rows, now: now, pages: map[place]*page{}, flight: map[leaf]int{}}
}

// Begun returns from when on the book is complete.
func (b *Book) Begun() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.begun.At
}

// Resume says that a subscription is told of what comes after a mark, and that whoever told it
// before may have come further than that. What there is in memory of it is read anew.
func (b *Book) Resume(s *subscription.Subscription, after catalog.Mark) {
	rows := b.rows.Moved("m:"+string(s.Member), after)
	b.saving.Lock() // what is being written is not let go of
	defer b.saving.Unlock()
	b.mu.Lock()
	defer b.mu.Unlock()
	for at, p := range b.pages {
		if at.of == s.ID && !p.dirty() {
			delete(b.pages, at)
		}
	}
	for it := rows.Iterator(); it.HasNext(); {
		row := it.PeekNext()
		b.page(s, row).doubt(rows, row>>16)
		if row>>16 == 1<<16-1 {
			break
		}
		it.AdvanceIfNeeded((row>>16 + 1) << 16)
	}
}

// Send says that a subscription is about to be told of an event: say so before it is asked what
// comes after that. Say with what it returns how it went.
func (b *Book) Send(s *subscription.Subscription, e *catalog.Event) (done func(Outcome)) {
	at, recall := leaf{s.ID, e.Row}, recalls(e.Type)
	b.mu.Lock()
	b.flight[at]++
	b.mu.Unlock()
	return func(o Outcome) {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.flight[at]--; b.flight[at] <= 0 {
			delete(b.flight, at)
		}
		what := sent
		switch {
		case o == Taken && recall:
			what = recalled
		case o == Taken:
			what = taken
		case o == Unreached, recall:
			return
		}
		b.page(s, e.Row).note(op{uint16(e.Row), what, today(b.now())})
	}
}

// recalls reports whether an event takes back what was given.
func recalls(event string) bool {
	return event == catalog.Withdrawn || event == catalog.Gone || event == catalog.Expired
}

// page returns that of a row; it may be known in part. b.mu is held.
func (b *Book) page(s *subscription.Subscription, row uint32) *page {
	at := place{s.ID, row >> 16}
	p := b.pages[at]
	if p == nil {
		p = &page{member: s.Member}
		b.pages[at] = p
	}
	p.used = b.turn
	return p
}

// Was reports whether a subscription was told of a row, or may have been. Where that cannot be
// found out, it may.
func (b *Book) Was(ctx context.Context, s *subscription.Subscription, row uint32) bool {
	b.mu.Lock()
	if row < b.begun.Rows && !s.Created.After(b.begun.At) || b.flight[leaf{s.ID, row}] > 0 {
		b.mu.Unlock()
		return true
	}
	at := place{s.ID, row >> 16}
	p := b.page(s, row)
	known := p.known
	b.mu.Unlock()
	if !known {
		if err := b.learn(ctx, at, p); err != nil {
			return true
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return p.was(uint16(row))
}

// learn reads what the shelf has of a page, and does to that what was done meanwhile.
func (b *Book) learn(ctx context.Context, at place, p *page) error {
	r, ok, err := b.shelf.Last(ctx, at.key())
	if err != nil {
		return fmt.Errorf("given: %w", err)
	}
	old := page{}
	if ok {
		if err := old.decode(r.Body); err != nil {
			return fmt.Errorf("given: %s: %w", at.key(), err)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !p.known {
		p.on(&old)
	}
	return nil
}

func (at place) key() string {
	return "p." + string(at.of) + "." + strconv.FormatUint(uint64(at.n), 10)
}

// Save writes the pages that have changed. Until it returns nil, nobody's cursor may be written
// that has moved past what was noted before.
func (b *Book) Save(ctx context.Context) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	b.mu.Lock()
	b.turn++
	changed := map[place]*page{}
	for at, p := range b.pages {
		if p.dirty() {
			changed[at] = p
		}
	}
	b.mu.Unlock()
	var rs []journal.Record
	for at, p := range changed {
		b.mu.Lock()
		known := p.known
		b.mu.Unlock()
		if !known {
			if err := b.learn(ctx, at, p); err != nil {
				return err
			}
		}
		b.mu.Lock()
		body, err := p.encode()
		b.mu.Unlock()
		if err != nil {
			return fmt.Errorf("given: %w", err)
		}
		rs = append(rs, journal.Record{Key: at.key(), Body: body})
	}
	var failed error
	for part := range slices.Chunk(rs, 256) { // some MB at once
		failed = errors.Join(failed, b.shelf.PutAll(ctx, part))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if failed != nil {
		for _, p := range changed {
			p.changed = true
		}
		return fmt.Errorf("given: %w", failed)
	}
	b.forget()
	return nil
}

// forget lets go of pages that were not asked for since the last save, where there are many.
func (b *Book) forget() {
	for at, p := range b.pages {
		if len(b.pages) <= keep {
			return
		}
		if !p.dirty() && p.used+1 < b.turn {
			delete(b.pages, at)
		}
	}
}

// Holding is what one subscription was given of an indicator. A day that is zero is none.
type Holding struct {
	Subscription id.Subscription
	Member       id.Member
	Sent         bool      // it may have been: nobody said that it was taken
	Taken        time.Time // the day (UTC) on which it was, first, or again after it was recalled
	Recalled     time.Time // the day on which the recall of it was taken
}

// Of returns what all subscriptions that there ever were have been given of a row. What another
// process has noted is there within a second or so.
func (b *Book) Of(ctx context.Context, row uint32) ([]Holding, error) {
	if err := b.Save(ctx); err != nil {
		return nil, err
	}
	var all []Holding
	err := b.shelf.Range(ctx, "p.*."+strconv.FormatUint(uint64(row>>16), 10), 0, 0, func(r journal.Record) error {
		var p page
		if err := p.decode(r.Body); err != nil {
			return fmt.Errorf("%s: %w", r.Key, err)
		}
		if h, ok := p.holding(uint16(row)); ok {
			h.Subscription = subscriptionOf(r.Key)
			all = append(all, h)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("given: %w", err)
	}
	return all, nil
}
