package journal

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// ErrMoved says that somebody else has put a record under the key.
var ErrMoved = errors.New("journal: the key has moved on")

// Replace is Put where the newest record under the key is at seq (0: there is none), and returns
// where the new one is. It returns ErrMoved where another was put meanwhile; one of one's own
// that was not acknowledged in time counts, too.
func (j *Journal) Replace(ctx context.Context, key string, body []byte, seq uint64) (uint64, error) {
	if !isKey(key, false) {
		return 0, fmt.Errorf("put in journal %s: %w: %q", j.name, ErrInvalid, key)
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	ack, err := j.js.PublishMsg(ctx, j.message(Record{Key: key, Body: body}), jetstream.WithExpectStream(j.name),
		jetstream.WithExpectLastSequencePerSubject(seq), jetstream.WithRetryAttempts(0))
	var refused *jetstream.APIError
	if errors.As(err, &refused) &&
		(refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant) {
		return 0, fmt.Errorf("put in journal %s: %w", j.name, ErrMoved)
	}
	if err != nil {
		return 0, fmt.Errorf("put in journal %s: %w: %w", j.name, ErrUnavailable, err)
	}
	return ack.Sequence, nil
}

// Forget removes what is kept under the keys that match the filter (as in Range).
func (j *Journal) Forget(ctx context.Context, filter string) error {
	if !isKey(filter, true) {
		return fmt.Errorf("forget in journal %s: %w: %q", j.name, ErrInvalid, filter)
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	if err := j.stream.Purge(ctx, jetstream.WithPurgeSubject(j.prefix+filter)); err != nil {
		return fmt.Errorf("forget in journal %s: %w: %w", j.name, ErrUnavailable, err)
	}
	return nil
}
