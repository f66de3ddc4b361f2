package feed

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/scope"
)

// Events are found as one viewer may see them: catalog.Catalog.
type Events interface {
	Events(ctx context.Context, v *scope.View, after catalog.Mark, limit int, now time.Time) ([]catalog.Event, catalog.Mark, error)
}

// Ledger takes entries, and returns once the register holds them: fold.Fold.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
	Position() ledger.Position
}

var (
	_ Events = (*catalog.Catalog)(nil)
	_ Ledger = (*fold.Fold)(nil)
)

// Book is where feeds are written down. It is safe for concurrent use.
type Book struct {
	Taken    bool // this hub takes direct connections
	Register *Register
	Events   Events
	Ledger   Ledger
	Current  func(by access.Caller) bool     // whether a caller would still be let in
	View     func(viewer string) *scope.View // what a viewer may do now
	Now      func() time.Time
}

// Find returns the caller's feed. It returns access.ErrScope, and ErrNotFound where it is off.
func (b *Book) Find(by access.Caller) (Feed, error) {
	if err := b.gate(by); err != nil {
		return Feed{}, err
	}
	f := b.Register.find(by.Member)
	if f.Position == 0 || f.Off {
		return Feed{}, ErrNotFound
	}
	return f, nil
}

// TurnOn begins the caller's feed with what comes from now on; one that is on stays as it is.
// It returns access.ErrScope for a key that may not subscribe and read, ErrOff, and the ledger's
// errors.
func (b *Book) TurnOn(ctx context.Context, by access.Caller) (Feed, error) {
	if !b.Taken {
		return Feed{}, ErrOff
	}
	return b.change(ctx, by, revision.Match{}, VerbOn, ledger.Request{}, func(f *Feed) (bool, error) {
		if f.Position != 0 && !f.Off {
			return false, nil
		}
		*f = Feed{Member: by.Member, Created: b.now(), Position: f.Position}
		return true, nil
	})
}

// TurnOff ends it; what it held is deleted. It returns ErrNotFound where it is off.
func (b *Book) TurnOff(ctx context.Context, by access.Caller, m revision.Match) (Feed, error) {
	return b.change(ctx, by, m, VerbOff, ledger.Request{}, func(f *Feed) (bool, error) {
		if f.Position == 0 || f.Off {
			return false, ErrNotFound
		}
		f.Off = true
		return true, nil
	})
}

// Replay empties it, and writes it anew from a point: all that the member may see now.
// It returns ErrNotFound where it is off, ErrInvalid for a point in the future, and the ledger's
// errors.
func (b *Book) Replay(ctx context.Context, by access.Caller, from Point, r ledger.Request) (Feed, error) {
	return b.change(ctx, by, revision.Match{}, VerbReplayed, r, func(f *Feed) (bool, error) {
		if f.Position == 0 || f.Off {
			return false, ErrNotFound
		}
		if from.Time.After(b.Now()) {
			return false, ErrInvalid.At("/from", "is in the future; what is to come is told anyway")
		}
		f.From = from.After
		if !from.Time.IsZero() {
			var err error
			if f.From, err = b.before(ctx, by, from.Time); err != nil {
				return false, err
			}
		}
		return true, nil
	})
}

// gate lets in who acts for a member, with a key in force that may subscribe.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Subscribe); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// change writes the next state of the caller's feed, if there is one. A change that lost a race
// is done again, unless the caller said from which state.
func (b *Book) change(ctx context.Context, by access.Caller, m revision.Match, verb string, r ledger.Request, next func(*Feed) (bool, error)) (Feed, error) {
	for range 5 {
		if err := b.gate(by); err != nil {
			return Feed{}, err
		}
		if err := by.Require(access.Read); err != nil {
			return Feed{}, err
		}
		f := b.Register.find(by.Member)
		if f.Position != 0 && !f.Off {
			if err := m.Holds(f.Position); err != nil {
				return Feed{}, err
			}
		}
		changed, err := next(&f)
		if err != nil || !changed {
			return f, err
		}
		f.Modified = b.now()
		e, err := b.Ledger.Append(ctx, ledger.Draft{
			At: f.Modified, Kind: ledger.KindFeed, ID: string(by.Member), Verb: verb, Actor: by.Actor(), Schema: Schema,
			Request: r, Body: encode(f), Expect: f.Position,
		})
		if err == nil {
			return f.placed(verb, e.Position), nil
		}
		if !errors.Is(err, ledger.ErrConflict) {
			return Feed{}, fmt.Errorf("append feed: %w", err)
		}
		if m.Given && !m.Any {
			return Feed{}, ErrMoved
		}
	}
	return Feed{}, ErrRaced
}

// before finds the last event before a time of those that the member may be told of.
func (b *Book) before(ctx context.Context, by access.Caller, at time.Time) (catalog.Mark, error) {
	view, now := b.View("m:"+string(by.Member)), b.Now()
	newest, err := catalog.Newest(b.Ledger.Position(), func(after catalog.Mark) (e catalog.Event, any bool, err error) {
		events, _, err := b.Events.Events(ctx, view, after, 1, now)
		if err != nil || len(events) == 0 {
			return e, false, err
		}
		return events[0], true, nil
	}, func(e *catalog.Event) bool { return e.At.Before(at) })
	return newest.First(), err
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }
