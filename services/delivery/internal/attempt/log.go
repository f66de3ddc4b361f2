// Package attempt remembers how attempts at telling endpoints went, for their owners to read:
// when, what of, how it ended, and nothing of what was said. It never holds up a delivery:
// where it cannot keep up it drops the oldest and counts them.
package attempt

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

// State is how an attempt ended.
type State string

// The states. A retrying one is tried again at Next; a failed one is not.
const (
	Delivered State = "delivered"
	Retrying  State = "retrying"
	Failed    State = "failed"
)

// Attempt is one attempt at telling one endpoint of one event.
type Attempt struct {
	Webhook string        `json:"w"`
	Event   string        `json:"e"`
	State   State         `json:"s"`
	Number  int           `json:"n"` // from 1
	At      time.Time     `json:"t"`
	Took    time.Duration `json:"d"`
	Status  int           `json:"c,omitempty"` // 0: no answer
	Failure string        `json:"f,omitempty"`
	Next    time.Time     `json:"x,omitzero"`
}

// Limits are those of the journal that a log is kept in.
func Limits() journal.Limits {
	return journal.Limits{MaxAge: 7 * 24 * time.Hour, MaxBytes: 1 << 30, MaxPerSubject: 1000}
}

const (
	most     = 1 << 14                // attempts in memory
	together = 100                    // attempts of one subscription in one record
	pause    = 250 * time.Millisecond // between two writes
)

// Shelf is where the log is kept.
type Shelf interface {
	PutAll(ctx context.Context, rs []journal.Record) error
	Range(ctx context.Context, filter string, after uint64, limit int, fn func(journal.Record) error) error
}

var _ Shelf = (*journal.Journal)(nil)

type noted struct {
	of id.Subscription
	a  Attempt
}

// Log keeps attempts. It is safe for concurrent use.
type Log struct {
	shelf   Shelf
	dropped func(n int)

	mu      sync.Mutex
	waiting []noted
	more    chan struct{}
}

// NewLog keeps attempts on a shelf; dropped is told how many could not be kept.
func NewLog(s Shelf, dropped func(n int)) *Log {
	return &Log{shelf: s, dropped: dropped, more: make(chan struct{}, 1)}
}

// Add takes an attempt and returns at once.
func (l *Log) Add(s id.Subscription, a Attempt) {
	l.mu.Lock()
	over := len(l.waiting) - most/2
	if over < most/2 {
		over = 0
	}
	l.waiting = append(slices.Delete(l.waiting, 0, over), noted{s, a})
	l.mu.Unlock()
	if over > 0 {
		l.dropped(over)
	}
	select {
	case l.more <- struct{}{}:
	default:
	}
}

// Run writes what was added, in groups, until ctx ends; then it writes the rest.
func (l *Log) Run(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-l.more:
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		}
		if ctx.Err() == nil {
			l.flush(ctx)
		}
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	l.flush(late)
}

// flush writes all that waits. What cannot be written is dropped: it is told of, not needed.
func (l *Log) flush(ctx context.Context) {
	l.mu.Lock()
	waiting := l.waiting
	l.waiting = nil
	l.mu.Unlock()
	if len(waiting) == 0 {
		return
	}
	by := map[id.Subscription][]Attempt{}
	var order []id.Subscription
	for _, n := range waiting {
		if len(by[n.of]) == 0 {
			order = append(order, n.of)
		}
		by[n.of] = append(by[n.of], n.a)
	}
	var rs []journal.Record
	for _, s := range order {
		for part := range slices.Chunk(by[s], together) {
			body, err := json.Marshal(part)
			if err != nil {
				continue // a time out of range: none is made here
			}
			rs = append(rs, journal.Record{Key: key(s), Body: body})
		}
	}
	if err := l.shelf.PutAll(ctx, rs); err != nil {
		l.dropped(len(waiting))
	}
}

// Of returns a subscription's attempts that are kept, newest first.
func (l *Log) Of(ctx context.Context, s id.Subscription) ([]Attempt, error) {
	var all []Attempt
	err := l.shelf.Range(ctx, key(s), 0, 0, func(r journal.Record) error {
		var part []Attempt
		if err := json.Unmarshal(r.Body, &part); err != nil {
			return fmt.Errorf("attempt: record %d: %w", r.Seq, err)
		}
		all = append(all, part...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("attempt: %w", err)
	}
	l.mu.Lock()
	for _, n := range l.waiting {
		if n.of == s {
			all = append(all, n.a)
		}
	}
	l.mu.Unlock()
	slices.Reverse(all)
	return all, nil
}

func key(s id.Subscription) string { return "of." + string(s) }
