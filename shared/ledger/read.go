package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Head returns the position of the newest entry, 0 for an empty ledger.
func (l *Ledger) Head(ctx context.Context) (Position, error) {
	ctx, cancel := context.WithTimeout(ctx, l.within)
	defer cancel()
	// Not the stream's last sequence, which may be that of an entry that was erased. By ">"
	// the server looks there and nowhere else, by the subjects it searches.
	for _, filter := range []string{">", subjects} {
		m, err := l.stream.GetLastMsgForSubject(ctx, filter)
		if err == nil {
			return Position(m.Sequence), nil
		}
		if !errors.Is(err, jetstream.ErrMsgNotFound) {
			return 0, fmt.Errorf("head of the ledger: %w: %w", ErrUnavailable, err)
		}
	}
	return 0, nil
}

// At returns the entry at a position; ErrNotFound if there is none (or it was erased).
func (l *Ledger) At(ctx context.Context, p Position) (Entry, error) {
	if p == 0 {
		return Entry{}, ErrNotFound
	}
	ctx, cancel := context.WithTimeout(ctx, l.within)
	defer cancel()
	m, err := l.stream.GetMsg(ctx, uint64(p))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return Entry{}, fmt.Errorf("%w: position %d", ErrNotFound, p)
	}
	if err != nil {
		return Entry{}, fmt.Errorf("position %d: %w: %w", p, ErrUnavailable, err)
	}
	return read(Position(m.Sequence), m.Subject, m.Header, m.Data)
}
