package journal

import (
	"context"
	"fmt"
	"slices"
)

const (
	// stride is how many places Back looks over at first; where few match, eight times as many.
	stride = 512
	// maxHeld is how many records Back holds at once, maxBytes how large they may be together; one
	// may be larger.
	maxHeld  = 1 << 13
	maxBytes = 8 << 20
)

// Back calls fn with the records whose key matches the filter (as in Range), with Seq < before
// (0: all), newest first, until fn returns false. Its work grows with the records that match,
// and with the logarithm of those that do not.
func (j *Journal) Back(ctx context.Context, filter string, before uint64, fn func(Record) bool) error {
	if !isKey(filter, true) {
		return fmt.Errorf("read journal %s: %w: %q", j.name, ErrInvalid, filter)
	}
	first, last, err := j.bounds(ctx)
	if err != nil {
		return fmt.Errorf("read journal %s: %w: %w", j.name, ErrUnavailable, err)
	}
	if before > 0 {
		last = min(last, before-1)
	}
	for width := uint64(stride); last >= first && last > 0; {
		from := first
		if last-first >= width {
			from = last - width + 1
		}
		found, held, err := j.span(ctx, filter, from, last)
		if err != nil {
			return err
		}
		whole := held == from
		for _, r := range slices.Backward(found) {
			if !fn(r) {
				return nil
			}
		}
		if whole && len(found) < stride/8 {
			width *= 8
		} else {
			width = stride
		}
		last = held - 1
	}
	return nil
}

// span reads the records from one place to another, oldest first: the last ones of them, if
// there are too many to hold. It returns from which place on they are all there.
func (j *Journal) span(ctx context.Context, filter string, from, to uint64) ([]Record, uint64, error) {
	var found []Record
	size := 0
	for after := from - 1; after < to; {
		ms, more, err := j.fetch(ctx, filter, after, handful)
		if err != nil {
			return nil, 0, fmt.Errorf("read journal %s: %w: %w", j.name, ErrUnavailable, err)
		}
		for _, m := range ms {
			if after = m.Sequence; after > to {
				break
			}
			found = append(found, j.record(m))
			size += len(m.Data)
		}
		if kept := newest(found, size); len(kept) < len(found) {
			from = found[len(found)-len(kept)-1].Seq + 1
			found, size = slices.Clone(kept), 0
			for _, r := range found {
				size += len(r.Body)
			}
		}
		if !more {
			break
		}
	}
	return found, from, nil
}

// newest returns the last of some records, as many as may be held.
func newest(all []Record, size int) []Record {
	n := 0
	for len(all)-n > 1 && (len(all)-n > maxHeld || size > maxBytes) {
		size -= len(all[n].Body)
		n++
	}
	return all[n:]
}

// bounds are the places of the oldest and the newest record.
func (j *Journal) bounds(ctx context.Context) (first, last uint64, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	info, err := j.stream.Info(ctx)
	if err != nil {
		return 0, 0, err
	}
	return info.State.FirstSeq, info.State.LastSeq, nil
}
