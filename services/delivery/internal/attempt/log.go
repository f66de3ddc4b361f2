// Package attempt remembers how attempts at telling endpoints went, for their owners to read:
// when, what of, how it ended, and nothing of what was said. It never holds up a delivery:
// where it cannot keep up it drops the oldest and counts them.
package attempt

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/spool"
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

// together is how many attempts of one subscription stand in one record.
const together = 100

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
	shelf Shelf
	spool *spool.Spool[noted]
}

// NewLog keeps attempts on a shelf; dropped is told how many could not be kept.
func NewLog(s Shelf, dropped func(n int)) *Log {
	l := &Log{shelf: s}
	l.spool = spool.New(l.write, dropped)
	return l
}

// Add takes an attempt and returns at once.
func (l *Log) Add(s id.Subscription, a Attempt) { l.spool.Add(noted{s, a}) }

// Run writes what was added, in groups, until ctx ends; then it writes the rest.
func (l *Log) Run(ctx context.Context) { l.spool.Run(ctx) }

// write groups what waits by subscription. What cannot be written is dropped: it is told of,
// not needed.
func (l *Log) write(ctx context.Context, waiting []noted) error {
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
	return l.shelf.PutAll(ctx, rs)
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
	for _, n := range l.spool.Waiting() {
		if n.of == s {
			all = append(all, n.a)
		}
	}
	slices.Reverse(all)
	return all, nil
}

func key(s id.Subscription) string { return "of." + string(s) }
