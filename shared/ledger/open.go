package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	// Stream is the name of the JetStream stream.
	Stream = "LEDGER"

	subjects = "ledger.*.*"

	// answerWithin bounds the wait for the ledger, unless the context ends first.
	answerWithin = 5 * time.Second

	// idleFor is after how long a silence Follow asks whether something was lost on the way.
	idleFor = 15 * time.Second

	// maxBatches is how many batches one process has under way. The server drops what comes
	// when more than 10,000 messages or 128 MiB wait for a stream.
	maxBatches = 4
)

// Open finds the stream, or makes it. A stream that is there is left as it is, and refused if
// it could lose an entry or cannot take a batch.
func Open(ctx context.Context, js jetstream.JetStream, o Options) (*Ledger, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	stream, err := js.Stream(ctx, Stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) && o.Existing {
		return nil, fmt.Errorf("open the ledger: %w: %w", ErrNotFound, err)
	}
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		stream, err = js.CreateStream(ctx, jetstream.StreamConfig{
			Name:               Stream,
			Description:        "Entente's ledger: each entry is the whole new state of one entity",
			Subjects:           []string{subjects},
			Storage:            jetstream.FileStorage,
			Compression:        jetstream.S2Compression,
			Discard:            jetstream.DiscardNew,
			DenyPurge:          true,
			AllowAtomicPublish: true,
			Replicas:           max(o.Replicas, 1),
		})
	}
	if err != nil {
		return nil, fmt.Errorf("open the ledger: %w: %w", ErrUnavailable, err)
	}
	config := stream.CachedInfo().Config
	if err := check(config); err != nil {
		return nil, err
	}
	if config.Metadata[copying] != "" && !o.copies {
		return nil, fmt.Errorf("open the ledger: %w", ErrCopying)
	}
	return &Ledger{js: js, stream: stream, within: answerWithin, idle: idleFor, batches: make(chan struct{}, maxBatches)}, nil
}

// check tells whether a stream keeps the ledger's promises.
func check(c jetstream.StreamConfig) error {
	unlimited := func(n int64) bool { return n <= 0 }
	for _, ok := range []struct {
		ok   bool
		want string
	}{
		{slices.Equal(c.Subjects, []string{subjects}), "subjects " + subjects},
		{c.Storage == jetstream.FileStorage, "file storage"},
		{c.Retention == jetstream.LimitsPolicy, "retention by limits"},
		{c.MaxAge == 0 && unlimited(c.MaxMsgs) && unlimited(c.MaxBytes) && unlimited(c.MaxMsgsPerSubject), "no limits"},
		{c.AllowAtomicPublish, "allow_atomic"},
		{!c.NoAck && !c.Sealed, "acknowledgements"},
	} {
		if !ok.ok {
			return fmt.Errorf("open the ledger: stream %s must have %s", Stream, ok.want)
		}
	}
	return nil
}
