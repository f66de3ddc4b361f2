// Package explanation holds the rules of who may ask why: a publisher is told who can have its
// indicator, and by which rule; whoever oversees the alliance is told why one viewer may or may
// not. An ordinary viewer is never told why not: that would tell that there is something.
package explanation

import (
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/turnstile"
)

// What a client is told where a rule refuses.
var (
	ErrNotFound     = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrNotPublisher = fault.New(fault.Forbidden, "not-publisher", "This indicator is another member's.")
)

// Shelf knows what decides about an indicator, for those who may see it.
type Shelf interface {
	FactsFor(v *scope.View, i id.Indicator, now time.Time) (scope.Record, bool)
}

// Directory knows the people.
type Directory interface {
	Person(p id.Person) (directory.Person, bool)
}

var (
	_ Shelf     = (*catalog.Catalog)(nil)
	_ Directory = (*directory.Directory)(nil)
)

// Desk explains. It is safe for concurrent use.
type Desk struct {
	Snapshot  func() *policies.Snapshot // the policy as of now
	Shelf     Shelf
	Directory Directory
	Now       func() time.Time

	// Turn is of size 1: to ask every rule about every viewer takes a core for a while.
	Turn chan struct{}

	askers turnstile.Turnstile // before Turn: who asks a thousand times has one place there
}

// look reads the facts with what the caller may do now, and again where that has changed
// meanwhile, and lets read answer from the same policy. Hidden and absent are ErrNotFound.
func (d *Desk) look(by access.Caller, i id.Indicator, read func(s *policies.Snapshot, v *scope.View, r *scope.Record, now int64) error) error {
	var asked *policies.Snapshot
	var err error
	scope.Steady(func() *scope.View {
		asked = d.Snapshot()
		return asked.View(by.Viewer())
	}, func(v *scope.View) {
		s, now := asked, d.Now()
		record, ok := d.Shelf.FactsFor(v, i, now)
		if err = ErrNotFound; ok {
			err = read(s, v, &record, now.Unix())
		}
	})
	return err
}
