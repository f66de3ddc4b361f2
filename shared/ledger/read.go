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

// After returns the first entry after a position; ErrNotFound if there is none.
func (l *Ledger) After(ctx context.Context, p Position) (Entry, error) {
	return l.nextOf(ctx, uint64(p)+1, subjects)
}

// Of returns every entry of one entity that the ledger holds, oldest first: as many requests as
// there are.
func (l *Ledger) Of(ctx context.Context, k Kind, id string) ([]Entry, error) {
	if !isToken(string(k)) || !isToken(id) {
		return nil, nil
	}
	var all []Entry
	for next := uint64(1); ; {
		e, err := l.nextOf(ctx, next, "ledger."+string(k)+"."+id)
		switch {
		case errors.Is(err, ErrNotFound):
			return all, nil
		case err != nil:
			return nil, err
		}
		all, next = append(all, e), uint64(e.Position)+1
	}
}

func (l *Ledger) nextOf(ctx context.Context, from uint64, subject string) (Entry, error) {
	ctx, cancel := context.WithTimeout(ctx, l.within)
	defer cancel()
	m, err := l.stream.GetMsg(ctx, from, jetstream.WithGetMsgSubject(subject))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return Entry{}, ErrNotFound
	}
	if err != nil {
		return Entry{}, fmt.Errorf("%s: %w: %w", subject, ErrUnavailable, err)
	}
	return read(Position(m.Sequence), m.Subject, m.Header, m.Data)
}

// All calls fn with every entry that the ledger holds now, oldest first, in batches. It returns
// fn's error, ctx's, or ErrUnavailable.
func (l *Ledger) All(ctx context.Context, fn func([]Entry) error) error { return l.Since(ctx, 0, fn) }

// Since is All of the entries after a position.
func (l *Ledger) Since(ctx context.Context, after Position, fn func([]Entry) error) error {
	head, err := l.Head(ctx)
	if err != nil || head <= after {
		return err
	}
	err = l.Follow(ctx, after, nil, func(es []Entry) error {
		for len(es) > 0 && es[len(es)-1].Position > head {
			es = es[:len(es)-1]
		}
		if len(es) > 0 {
			if err := fn(es); err != nil {
				return err
			}
		}
		if len(es) == 0 || es[len(es)-1].Position == head {
			return errWhole
		}
		return nil
	})
	if errors.Is(err, errWhole) {
		return nil
	}
	return err
}

// errWhole ends All.
var errWhole = errors.New("ledger: that was all")
