package decision

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

// Query is what is asked for; zero values do not filter.
type Query struct {
	Viewer    string
	Indicator id.Indicator
	Allowed   *bool
	Since     time.Time
}

// Mark is where a decision stands in the log, from 1; newer ones have higher marks.
type Mark uint64

// slack is how far the clocks of the hub's machines are trusted to agree.
const slack = time.Minute

// Read calls fn with the decisions before a mark (0: all), newest first, until it returns false.
// Those that were written together (a quarter of a second) are in order for each viewer. It
// returns journal.ErrUnavailable if the log cannot be read.
func (l *Log) Read(ctx context.Context, q Query, before Mark, fn func(Mark, Decision) bool) error {
	filter, from := "by.*", uint64(0)
	if q.Viewer != "" {
		filter = key(q.Viewer)
	}
	if before > 0 {
		from = uint64(before)/places + 1 // the record of the mark, too: there may be more in it
	}
	var broken error
	err := l.shelf.Back(ctx, filter, from, func(r journal.Record) bool {
		if !q.Since.IsZero() && r.At.Add(slack).Before(q.Since) {
			return false // what was written before was decided before
		}
		var part []Decision
		if err := json.Unmarshal(r.Body, &part); err != nil {
			broken = fmt.Errorf("record %d: %w", r.Seq, err)
			return false
		}
		for i, d := range slices.Backward(part) {
			m := Mark(r.Seq*places + uint64(i))
			if (before == 0 || m < before) && q.matches(&d) && !fn(m, d) {
				return false
			}
		}
		return true
	})
	if err == nil {
		err = broken
	}
	if err != nil {
		return fmt.Errorf("decision: %w", err)
	}
	return nil
}

func (q *Query) matches(d *Decision) bool {
	return (q.Viewer == "" || q.Viewer == d.Viewer) &&
		(q.Indicator == "" || q.Indicator == d.Indicator) &&
		(q.Allowed == nil || *q.Allowed == d.Allowed) &&
		(q.Since.IsZero() || !d.At.Before(q.Since))
}
