package journal

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go/jetstream"
)

// Open finds the stream with that name, or makes it; a stream that is there takes on the
// limits, and keeps its replicas.
func Open(ctx context.Context, js jetstream.JetStream, name string, l Limits, replicas int) (*Journal, error) {
	if !isKey(name, false) || strings.Contains(name, ".") {
		return nil, fmt.Errorf("open journal: %w: %q", ErrInvalid, name)
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	j := &Journal{js: js, name: name, prefix: strings.ToLower(name) + ".", reading: make(chan struct{}, readers)}
	config := jetstream.StreamConfig{
		Name:              name,
		Subjects:          []string{j.prefix + ">"},
		Storage:           jetstream.FileStorage,
		Compression:       jetstream.S2Compression,
		MaxAge:            l.MaxAge,
		MaxBytes:          orNone(l.MaxBytes),
		MaxMsgsPerSubject: orNone(l.MaxPerSubject),
		AllowDirect:       true,
		Replicas:          max(replicas, 1),
	}
	there, err := js.Stream(ctx, name)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		j.stream, err = js.CreateStream(ctx, config)
	case err == nil:
		config.Replicas = there.CachedInfo().Config.Replicas
		j.stream, err = js.UpdateStream(ctx, config)
	}
	if err != nil {
		return nil, fmt.Errorf("open journal %s: %w: %w", name, ErrUnavailable, err)
	}
	return j, nil
}

func orNone(n int64) int64 {
	if n == 0 {
		return -1
	}
	return n
}
