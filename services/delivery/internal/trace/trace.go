// Package trace holds the rules of who is told what became of an indicator on its way to members:
// its publisher, who holds it; the member itself, what its subscriptions make of it; whoever oversees
// the alliance, why a member was not told. Everybody else is not told why not: that would tell that
// there is something.
package trace

import (
	"context"
	"fmt"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/turnstile"
)

// What a client is told where a rule refuses.
var (
	ErrNotFound     = subscription.ErrNotFound
	ErrNotPublisher = fault.New(fault.Forbidden, "not-publisher", "This indicator is another member's.")
)

// Shelf knows the indicators.
type Shelf interface {
	// FactsFor returns what decides about an indicator, for those who may see it.
	FactsFor(v *scope.View, i id.Indicator, now time.Time) (scope.Record, bool)
	Matches(v *scope.View, q catalog.Query, i id.Indicator, now time.Time) bool
	// Get returns an indicator as v sees it.
	Get(ctx context.Context, v *scope.View, i id.Indicator, now time.Time) (catalog.Item, bool, error)
	// Rows are those of an indicator in the book: it is the hub's own to know.
	Rows(i id.Indicator) []uint32
}

// Book knows who was given what.
type Book interface {
	Of(ctx context.Context, row uint32) ([]given.Holding, error)
	Begun() time.Time
}

// Log knows how attempts went.
type Log interface {
	Read(ctx context.Context, s id.Subscription, q attempt.Query, before attempt.Mark, fn func(attempt.Mark, attempt.Attempt) bool) error
}

var (
	_ Shelf = (*catalog.Catalog)(nil)
	_ Book  = (*given.Book)(nil)
	_ Log   = (*attempt.Log)(nil)
)

// Desk answers. It is safe for concurrent use.
type Desk struct {
	Snapshot      func() *policies.Snapshot // the policy as of now
	Shelf         Shelf
	Book          Book
	Log           Log
	Subscriptions func(m id.Member) []subscription.Subscription
	Where         func(expression, event string, i *catalog.Item) bool // whether a filter's expression holds
	Now           func() time.Time

	askers turnstile.Turnstile // an answer reads a page of every subscription there is
}

// Begun returns from when on it is known who was given what.
func (d *Desk) Begun() time.Time { return d.Book.Begun() }

// look reads the facts with what the caller may do now, and again where that has changed
// meanwhile, and lets read answer from the same policy. Hidden and absent are ErrNotFound.
func (d *Desk) look(by access.Caller, i id.Indicator, read func(s *policies.Snapshot, v *scope.View, r *scope.Record) error) error {
	var asked *policies.Snapshot
	var err error
	scope.Steady(func() *scope.View {
		asked = d.Snapshot()
		return asked.View(by.Viewer())
	}, func(v *scope.View) {
		record, ok := d.Shelf.FactsFor(v, i, d.Now())
		if err = ErrNotFound; ok {
			err = read(asked, v, &record)
		}
	})
	return err
}

// holdings are what was given of all the rows that an indicator has had.
func (d *Desk) holdings(ctx context.Context, i id.Indicator) (all []given.Holding, err error) {
	for _, row := range d.Shelf.Rows(i) {
		hs, err := d.Book.Of(ctx, row)
		if err != nil {
			return nil, fmt.Errorf("trace: %w", err)
		}
		all = append(all, hs...)
	}
	return all, nil
}

// enter lets few questions of one asker be answered at once.
func (d *Desk) enter(ctx context.Context, by access.Caller) (leave func(), err error) {
	if leave, err = d.askers.Enter(ctx, by.Asker()); err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	return leave, nil
}

func oversees(by access.Caller) bool { return by.Can(access.Admin) || by.Can(access.Audit) }
