package direct

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/shared/id"
)

// trim drops what is older than a time or beyond a size, oldest first; lost is the id of the first
// event that the consumer will never get.
func (s *Server) trim(ctx context.Context, of id.Member, before time.Time, most int64) (lost string, err error) {
	z, err := s.Size(ctx, of)
	if errors.Is(err, errShut) {
		return "", nil
	}
	if err != nil || z.Messages == 0 {
		return "", err
	}
	keep := z.first // the first sequence to stay
	if over := int64(z.Bytes) - most; over > 0 {
		// About as much as is too much, and a tenth of the whole: the next turn sees to the rest.
		share := float64(over)/float64(z.Bytes) + 0.1
		keep += uint64(float64(z.last-z.first)*min(share, 1)) + 1
	}
	if z.Oldest.Before(before) {
		low, high := z.first, z.last+1 // the first that is young enough is in (low, high]
		for low+1 < high {
			middle := low + (high-low)/2
			h, ok, err := s.next(ctx, of, middle-1)
			if err != nil {
				return "", err
			}
			if ok && h.at.Before(before) {
				low = max(middle, min(h.sequence, high-1))
			} else {
				high = middle
			}
		}
		keep = max(keep, high)
	}
	if keep == z.first {
		return "", nil
	}
	for at := z.first - 1; at+1 < keep; {
		h, ok, err := s.next(ctx, of, at)
		if err != nil {
			return "", err
		}
		if !ok || h.sequence >= keep {
			break
		}
		if h.ID != "" {
			lost = h.ID
			break
		}
		at = h.sequence
	}
	stream, err := s.stream(ctx, of)
	if err != nil {
		return "", err
	}
	if err := stream.Purge(ctx, jetstream.WithPurgeSequence(keep)); err != nil {
		return "", fmt.Errorf("direct: trim: %w", err)
	}
	return lost, nil
}

// tellGap puts an event on a feed that says what its consumer missed, unless one that it has not
// taken yet says so of something older.
func (s *Server) tellGap(ctx context.Context, of id.Member, body []byte) error {
	stream, err := s.stream(ctx, of)
	if err != nil {
		return err
	}
	last, err := stream.GetLastMsgForSubject(ctx, gapSubject(of))
	switch {
	case err == nil:
		body = last.Data
	case !errors.Is(err, jetstream.ErrMsgNotFound):
		return fmt.Errorf("direct: gap: %w", err)
	}
	return s.publish(ctx, of, &nats.Msg{Subject: gapSubject(of), Data: body})
}
