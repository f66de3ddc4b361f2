package journal

import (
	"context"
	"fmt"
	"slices"
)

const (
	// stride is how many places Back looks over at first; where few match, eight times as many.
	stride = 512
	// maxHeld is how many records Back holds at once.
	maxHeld = 1 << 13
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
		found, from, err := j.span(ctx, filter, from, last)
		if err != nil {
			return err
		}
		for _, r := range slices.Backward(found) {
			if !fn(r) {
				return nil
			}
		}
		if len(found) < stride/8 {
			width *= 8
		} else {
			width = stride
		}
		last = from - 1
	}
	return nil
}

// span reads the records from one place to another, oldest first: the last ones of them, if
// there are too many to hold. It returns from which place on they are all there.
func (j *Journal) span(ctx context.Context, filter string, from, to uint64) ([]Record, uint64, error) {
	var found []Record
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
		}
		if over := len(found) - maxHeld; over > 0 {
			from = found[over-1].Seq + 1
			found = slices.Delete(found, 0, over)
		}
		if !more {
			break
		}
	}
	return found, from, nil
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
