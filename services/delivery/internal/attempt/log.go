package attempt

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/spool"
)

// Attempts of one subscription that stand in one record at most: so many, and of about so many
// bytes; one may be larger. The number is less than the places that a Mark has for them.
const (
	together      = 100
	togetherBytes = 64 << 10
	places        = 128
)

// Mark is where an attempt stands in the log, from 1; newer ones of a subscription have higher
// marks.
type Mark uint64

// Shelf is where the log is kept.
type Shelf interface {
	PutAll(ctx context.Context, rs []journal.Record) error
	Range(ctx context.Context, filter string, after uint64, limit int, fn func(journal.Record) error) error
	Back(ctx context.Context, filter string, before uint64, fn func(journal.Record) bool) error
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
	by := map[id.Subscription][]*Attempt{}
	var order []id.Subscription
	for n := range waiting {
		of := waiting[n].of
		if len(by[of]) == 0 {
			order = append(order, of)
		}
		by[of] = append(by[of], &waiting[n].a)
	}
	var rs []journal.Record
	for _, s := range order {
		for all := by[s]; len(all) > 0; {
			body, n, err := encode(all)
			if err != nil {
				return fmt.Errorf("attempt: %w", err)
			}
			rs, all = append(rs, journal.Record{Key: key(s), Body: body}), all[n:]
		}
	}
	return l.shelf.PutAll(ctx, rs)
}

// slack is how far the clocks of the hub's machines are trusted to agree.
const slack = time.Minute

// Read calls fn with a subscription's attempts before a mark (0: all), newest first, until it
// returns false. What this process has added is among them. It returns journal.ErrUnavailable if
// the log cannot be read.
func (l *Log) Read(ctx context.Context, s id.Subscription, q Query, before Mark, fn func(Mark, Attempt) bool) error {
	if before == 0 {
		l.spool.Flush(ctx)
	}
	from := uint64(0)
	if before > 0 {
		from = uint64(before)/places + 1 // the record of the mark, too: there may be more in it
	}
	var broken error
	records := 0
	err := l.shelf.Back(ctx, key(s), from, func(r journal.Record) bool {
		records++
		switch {
		case q.Records > 0 && records > q.Records:
			return false
		case !q.Since.IsZero() && r.At.Add(slack).Before(q.Since):
			return false // what was written before was tried before
		case q.Indicator != "" && !bytes.Contains(r.Body, []byte(q.Indicator)), q.Webhook != "" && !bytes.Contains(r.Body, []byte(q.Webhook)):
			return true // most are passed by unread
		}
		all, err := decode(r.Body)
		if err != nil {
			broken = fmt.Errorf("record %d: %w", r.Seq, err)
			return false
		}
		for i, a := range slices.Backward(all) {
			m := Mark(r.Seq*places + uint64(i))
			if (before == 0 || m < before) && q.matches(&a) && !fn(m, a) {
				return false
			}
		}
		return true
	})
	if err == nil {
		err = broken
	}
	if err != nil {
		return fmt.Errorf("attempt: %w", err)
	}
	return nil
}

// Find returns the attempt of a subscription at a mark, false where there is none (any more).
func (l *Log) Find(ctx context.Context, s id.Subscription, m Mark) (a Attempt, ok bool, err error) {
	seq, i := uint64(m)/places, int(uint64(m)%places)
	if seq == 0 {
		return a, false, nil
	}
	err = l.shelf.Range(ctx, key(s), seq-1, 1, func(r journal.Record) error {
		if r.Seq != seq {
			return nil
		}
		all, err := decode(r.Body)
		if err == nil && i < len(all) {
			a, ok = all[i], true
		}
		return err
	})
	if err != nil {
		return a, false, fmt.Errorf("attempt: %w", err)
	}
	return a, ok, nil
}

func key(s id.Subscription) string { return "of." + string(s) }
