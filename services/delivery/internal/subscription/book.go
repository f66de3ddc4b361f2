package subscription

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/scope"
)

// What a client is told where a rule refuses. Each slug is forever and has a page in
// api/problems.
var (
	ErrInvalid  = fault.New(fault.Invalid, "subscription-invalid", "The subscription is not right.")
	ErrURL      = fault.New(fault.Invalid, "url-refused", "The hub does not dial this address.")
	ErrNotFound = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrMoved    = revision.ErrMoved
	ErrMissing  = revision.ErrMissing
	ErrTooMany  = fault.New(fault.Conflict, "subscription-limit", "A member has at most 50 subscriptions.")
	ErrRaced    = fault.New(fault.Conflict, "conflict", "Another request changed this at the same time.")
)

var errConflict = ledger.ErrConflict

// Directory knows who belongs to the alliance.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
	TaskForce(t id.TaskForce) (directory.TaskForce, bool)
}

// Register knows the subscriptions there are.
type Register interface {
	// Find returns the newest state of a subscription that is not deleted.
	Find(s id.Subscription) (Subscription, bool)
	// Of returns a member's, oldest first.
	Of(m id.Member) []Subscription
	// Encode gives the body of an entry.
	Encode(s Subscription) []byte
	// Alarmed is the position of the last alarm of a subscription, 0 if there was none.
	Alarmed(s id.Subscription) ledger.Position
}

// Feed knows the events.
type Feed interface {
	Events(ctx context.Context, v *scope.View, after catalog.Mark, limit int, now time.Time) ([]catalog.Event, catalog.Mark, error)
}

// Vault seals secrets for the ledger, each to its subscription and to what it is.
type Vault interface {
	Seal(s id.Subscription, secret []byte) ([]byte, error)
	SealHeaders(s id.Subscription, headers map[string]string) ([]byte, error)
	OpenHeaders(s id.Subscription, sealed []byte) (map[string]string, error)
}

// Ledger takes entries, and returns once the register holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
	// AppendAll is Append for many: all of them, or none.
	AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error)
	// Position is that of the last entry the register holds.
	Position() ledger.Position
}

var (
	_ Directory = (*directory.Directory)(nil)
	_ Feed      = (*catalog.Catalog)(nil)
	_ Ledger    = (*fold.Fold)(nil)
)

// Book is where subscriptions are written down. It is safe for concurrent use.
type Book struct {
	Directory Directory
	Register  Register
	Feed      Feed
	Ledger    Ledger
	Current   func(by access.Caller) bool                 // whether a caller would still be let in
	View      func(viewer string) *scope.View             // what a viewer may do now
	Check     func(ctx context.Context, url string) error // what is wrong with an address, in words for its owner
	Where     func(expression string) error               // what is wrong with one, in words for its writer
	Vault     Vault
	Prove     func(ctx context.Context, s *Subscription) error // asks the endpoint: nil if it wants to be told, or need not be asked
	Challenge func(s id.Subscription, url string) string       // what the endpoint is asked with: a keyed PRF
	ID        func(m id.Member, of string) id.Subscription     // a keyed PRF
	Random    func(n int) []byte                               // of a cryptographic source
	Now       func() time.Time
}

// NewID is the name of a subscription, made with a keyed hash (hubkey.Key.ID) of its owner and
// of the request that made it: the same request never makes two.
func NewID(hash func(purpose string, parts ...string) string) func(id.Member, string) id.Subscription {
	return func(m id.Member, of string) id.Subscription {
		return id.Subscription("sub_" + hash("subscription", string(m), of))
	}
}

// Match is what a change was asked to start from.
type Match = revision.Match

// Find returns the caller's subscription: another's is ErrNotFound just as one that there is
// not.
func (b *Book) Find(by access.Caller, s id.Subscription) (Subscription, error) {
	if err := b.gate(by); err != nil {
		return Subscription{}, err
	}
	found, ok := b.Register.Find(s)
	if !ok || found.Member != by.Member {
		return Subscription{}, ErrNotFound
	}
	return found, nil
}

// List returns the caller's subscriptions, oldest first.
func (b *Book) List(by access.Caller) ([]Subscription, error) {
	if err := b.gate(by); err != nil {
		return nil, err
	}
	return b.Register.Of(by.Member), nil
}

// gate lets a subscriber in: an active member, with a key that may subscribe and is in
// force now: its request's body may have come slowly.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Subscribe); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// tells is the gate to what decides which events go where: the key must be one that may read
// them, too.
func (b *Book) tells(by access.Caller) error {
	if err := b.gate(by); err != nil {
		return err
	}
	return by.Require(access.Read)
}

func (b *Book) active(m id.Member) bool {
	found, ok := b.Directory.Member(m)
	return ok && found.State == directory.StateActive
}

// write appends the next state of a subscription, and returns it as the ledger has it.
func (b *Book) write(ctx context.Context, next Subscription, verb, actor string, r ledger.Request) (Subscription, error) {
	d := b.draft(&next, verb, actor)
	d.Request = r
	e, err := b.Ledger.Append(ctx, d)
	if err != nil {
		return Subscription{}, fmt.Errorf("append %s: %w", next.ID, err)
	}
	return next.placed(verb, e.Position), nil
}

// draft is the entry that makes the next state of a subscription.
func (b *Book) draft(next *Subscription, verb, actor string) ledger.Draft {
	next.Modified = b.Now().UTC().Truncate(time.Millisecond)
	return ledger.Draft{
		At: next.Modified, Kind: ledger.KindSubscription, ID: string(next.ID),
		Verb: verb, Actor: actor, Schema: Schema, Body: b.Register.Encode(*next), Expect: next.Position,
	}
}

// placed gives a state what only its entry's position can say.
func (s Subscription) placed(verb string, p ledger.Position) Subscription {
	s.Position = p
	switch verb {
	case VerbCreated:
		s.From, s.Since = catalog.MarkAfter(p), p
	case VerbReplayed:
		s.AgainSince = p
	}
	return s
}

// Placed is the state that an entry with a verb makes at a position: what Decode ends with.
func Placed(s Subscription, verb string, p ledger.Position) Subscription { return s.placed(verb, p) }

// rewrite changes the caller's subscription by a rule: change makes the next state of it, and
// reports whether there is one. A change that lost a race is done again, unless the caller
// said from which state.
func (b *Book) rewrite(ctx context.Context, by access.Caller, s id.Subscription, m Match, verb string, r ledger.Request, change func(*Subscription) (bool, error)) (Subscription, error) {
	for range 5 {
		next, err := b.Find(by, s)
		if err != nil {
			return Subscription{}, err
		}
		if err := m.Holds(next.Position); err != nil {
			return Subscription{}, err
		}
		changed, err := change(&next)
		if err != nil || !changed {
			return next, err
		}
		written, err := b.write(ctx, next, verb, by.Actor(), r)
		if err == nil || !errors.Is(err, errConflict) {
			return written, err
		}
		if m.Given && !m.Any {
			return Subscription{}, ErrMoved
		}
	}
	return Subscription{}, ErrRaced
}
