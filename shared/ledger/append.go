package ledger

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"

	"github.com/entente-hub/entente/shared/tracing"
)

// While a cluster chooses a leader nobody hears: nothing is written then, and it is safe to try again.
const (
	unheard     = 8
	unheardWait = 500 * time.Millisecond
)

// Append puts d on the ledger, durably, and returns its entry.
// It returns ErrConflict if the entity has moved on since d.Expect, ErrUnavailable if the
// ledger cannot be reached or did not answer in time (the entry may or may not be there: read
// before trying again), ErrTooLarge for a body over MaxBody, ErrInvalid for a draft whose
// kind, id, verb, actor or request is not one plain word.
// The entry's body is d's own, not a copy.
func (l *Ledger) Append(ctx context.Context, d Draft) (Entry, error) {
	m, err := d.message()
	if err != nil {
		return Entry{}, err
	}
	ctx, span := tracing.Start(ctx, "append")
	defer span.End()
	trace := traced(ctx, m)
	ctx, cancel := context.WithTimeout(ctx, l.within)
	defer cancel()
	ack, err := l.js.PublishMsg(ctx, m, jetstream.WithExpectLastSequencePerSubject(uint64(d.Expect)), jetstream.WithExpectStream(Stream),
		jetstream.WithRetryAttempts(unheard), jetstream.WithRetryWait(unheardWait))
	if err != nil {
		span.Fail(true)
		return Entry{}, fmt.Errorf("append %s %s: %w", d.Kind, d.ID, refusal(err))
	}
	e := d.entry(Position(ack.Sequence))
	e.Trace = trace
	return e, nil
}

// traced puts on messages what their request's trace goes on by, and returns it.
func traced(ctx context.Context, ms ...*nats.Msg) string {
	trace := tracing.Parent(ctx)
	if trace != "" {
		for _, m := range ms {
			m.Header[headerTrace] = []string{trace}
		}
	}
	return trace
}

// AppendAll puts up to MaxBatch drafts on the ledger, all or none, in order and adjacent.
// It returns ErrConflict, and nothing is written, if one of the entities has moved on. An
// entity may be in ds once: the server checks each draft against the ledger as it was before
// the batch, so that a second draft of one entity could expect nothing that would be true;
// AppendAll returns ErrInvalid for it, and for more than MaxBatch drafts. The rest is as with
// Append; many large bodies are given more time.
func (l *Ledger) AppendAll(ctx context.Context, ds []Draft) ([]Entry, error) {
	switch {
	case len(ds) == 0:
		return nil, nil
	case len(ds) > MaxBatch:
		return nil, fmt.Errorf("append all: %w: %d drafts", ErrInvalid, len(ds))
	case len(ds) == 1:
		e, err := l.Append(ctx, ds[0])
		if err != nil {
			return nil, err
		}
		return []Entry{e}, nil
	}
	ms, err := messages(ds)
	if err != nil {
		return nil, fmt.Errorf("append all: %w", err)
	}
	ctx, span := tracing.Start(ctx, "append")
	defer span.End()
	trace := traced(ctx, ms...)
	ctx, cancel := context.WithTimeout(ctx, l.within+transfer(ds))
	defer cancel()
	select {
	case l.batches <- struct{}{}:
		defer func() { <-l.batches }()
	case <-ctx.Done():
		return nil, fmt.Errorf("append all: %w", refusal(ctx.Err()))
	}
	ack, err := jetstreamext.PublishMsgBatch(ctx, l.js, ms, flow(ctx, ds))
	if err != nil {
		span.Fail(true)
		return nil, fmt.Errorf("append all: %w", refusal(err))
	}
	es := make([]Entry, len(ds))
	for i, d := range ds {
		es[i] = d.entry(Position(ack.Sequence) - Position(len(ds)-1-i))
		es[i].Trace = trace
	}
	return es, nil
}

// messages makes each draft a message with its own condition.
func messages(ds []Draft) ([]*nats.Msg, error) {
	ms := make([]*nats.Msg, len(ds))
	seen := make(map[string]bool, len(ds))
	for i, d := range ds {
		m, err := d.message()
		if err != nil {
			return nil, err
		}
		if seen[m.Subject] {
			return nil, fmt.Errorf("%w: %s %s is in the batch twice", ErrInvalid, d.Kind, d.ID)
		}
		seen[m.Subject] = true
		m.Header[jetstream.ExpectedStreamHeader] = []string{Stream}
		m.Header[jetstream.ExpectedLastSubjSeqHeader] = []string{strconv.FormatUint(uint64(d.Expect), 10)}
		ms[i] = m
	}
	return ms, nil
}

// transfer is the time that bodies take to get to the disk at a leisurely 8 MiB a second.
func transfer(ds []Draft) time.Duration {
	bytes := 0
	for _, d := range ds {
		bytes += len(d.Body)
	}
	return time.Duration(bytes>>20) * time.Second / 8
}

// flow makes the batch wait for the server every few MiB, and not at all if it is small: the
// commit alone then tells whether it is there.
func flow(ctx context.Context, ds []Draft) jetstreamext.BatchFlowControl {
	const unasked = 8 << 20
	largest := 1
	for _, d := range ds {
		largest = max(largest, len(d.Body))
	}
	every := unasked / largest
	if every >= len(ds) {
		every = 0
	}
	deadline, _ := ctx.Deadline()
	return jetstreamext.BatchFlowControl{AckEvery: every, AckTimeout: time.Until(deadline)}
}

// refusal gives an error of the server or the connection its name among ours.
func refusal(err error) error {
	if api, ok := errors.AsType[*jetstream.APIError](err); ok {
		switch api.ErrorCode {
		case jetstream.JSErrCodeStreamWrongLastSequence, jetstream.JSErrCodeStreamWrongLastSequenceConstant:
			return ErrConflict
		case messageExceedsMaximum:
			return fmt.Errorf("%w: %w", ErrTooLarge, err)
		default:
			return fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
	}
	if errors.Is(err, nats.ErrMaxPayload) {
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// messageExceedsMaximum is the server's code for a stream with a limit on messages; nats.go
// has no name for it.
const messageExceedsMaximum jetstream.ErrorCode = 10054
