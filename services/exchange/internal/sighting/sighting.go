// Package sighting holds the rules of who may say that it has seen what an indicator is about
// again, or has not, and who may take that back.
package sighting

import (
	"context"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// What a client is told when a rule refuses. Each slug is forever and has a page in
// api/problems.
var (
	ErrInvalid    = fault.New(fault.Invalid, "sighting-invalid", "The sighting is not right.")
	ErrRetracted  = fault.New(fault.Conflict, "sighting-retracted", "This sighting has been taken back already.")
	ErrLimit      = fault.New(fault.Conflict, "sighting-limit", "A member has at most 500 sightings of one indicator.")
	ErrNotSighter = fault.New(fault.Forbidden, "not-sighter", "This sighting is another member's.")
	ErrClosed     = fault.New(fault.Conflict, "indicator-not-standing", "This indicator no longer stands.")
	ErrRaced      = fault.New(fault.Conflict, "conflict", "Somebody else was faster.")
	ErrNotFound   = indicator.ErrNotFound
	ErrPolicy     = indicator.ErrPolicy
	ErrMoved      = revision.ErrMoved
)

// The limits on what one sighting may carry, and on how many a member has of one indicator: one
// that is seen daily says so by its count.
const (
	MaxNote   = 2000 // characters
	MaxReason = 500  // characters
	MaxCount  = 1_000_000_000
	MaxEach   = 500
)

// Catalog knows the indicators, and the sightings of them.
type Catalog interface {
	// Standing returns how an indicator stands if v may see it; hidden and absent are one.
	Standing(v *scope.View, i id.Indicator, now time.Time) (catalog.Standing, bool)
	// Sighting returns a sighting if v may read it; hidden and absent are one.
	Sighting(v *scope.View, s id.Sighting, now time.Time) (catalog.Item, bool)
	// OwnSighting returns the newest state of a sighting to its author, false to anyone else.
	OwnSighting(m id.Member, s id.Sighting) (catalog.Sighting, ledger.Position, bool)
	// SightingsBy counts a member's sightings of an indicator.
	SightingsBy(m id.Member, i id.Indicator) int
}

// Ledger takes entries, and returns once the catalog holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

var (
	_ Catalog = (*catalog.Catalog)(nil)
	_ Ledger  = (*fold.Fold)(nil)
)

// Book is where sightings are written down. It is safe for concurrent use.
type Book struct {
	Catalog Catalog
	Ledger  Ledger
	Aim     func(by id.Member, mark string, s indicator.Share, now time.Time) (tlp.Mark, catalog.Share, []fault.Field)
	Current func(by access.Caller) bool                                         // whether a caller would still be let in
	View    func(viewer string) *scope.View                                     // what a viewer may do now
	Refused func(by access.Caller, a scope.Act, r scope.Record, i id.Indicator) // is told of what policy denied
	ID      func(m id.Member, of string) id.Sighting                            // a keyed PRF
	Random  func(n int) []byte                                                  // of a cryptographic source
	Now     func() time.Time
}

// NewID is the name of a sighting, made with a keyed hash (hubkey.Key.ID) of its author and of the
// request that made it: the same request never makes two.
func NewID(hash func(purpose string, parts ...string) string) func(id.Member, string) id.Sighting {
	return func(m id.Member, of string) id.Sighting {
		return id.Sighting("sig_" + hash("sighting", string(m), of))
	}
}

// gate lets a member in with a key that may publish and is in force now: its request's body may
// have come slowly.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Publish); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}
