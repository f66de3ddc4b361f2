// Package indicator holds the rules of the exchange: what an indicator is, who may publish,
// revise, share, restrict, revoke and erase one, and what happens when a member publishes the same thing twice. It knows
// no transport and no store; it asks for what it needs through three small interfaces.
package indicator

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/budget"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/protection"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/warninglist"
)

// What a client is told when a rule refuses. Each slug is forever and has a page in
// api/problems.
var (
	ErrInvalid      = fault.New(fault.Invalid, "indicator-invalid", "The indicator is not right.")
	ErrDuplicate    = fault.New(fault.Conflict, "indicator-duplicate", "You have already published this indicator.")
	ErrRevoked      = fault.New(fault.Conflict, "indicator-revoked", "This indicator has been revoked already.")
	ErrClosed       = fault.New(fault.Conflict, "indicator-closed", "This indicator can no longer be changed.")
	ErrErased       = fault.New(fault.Conflict, "indicator-erased", "This indicator has been erased.")
	ErrNotWider     = fault.New(fault.Invalid, "audience-not-wider", "This does not widen the audience.")
	ErrNotNarrower  = fault.New(fault.Invalid, "audience-not-narrower", "This does not narrow the audience.")
	ErrNotFound     = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrNotPublisher = fault.New(fault.Forbidden, "not-publisher", "This indicator is another member's.")
	ErrPolicy       = fault.New(fault.Forbidden, "policy-denies", "The alliance's policy does not let you do this.")
	ErrWarned       = fault.New(fault.Invalid, "indicator-warned", "This is accused by mistake more often than not.")
	ErrText         = fault.New(fault.Invalid, "text-refused", "The text has something that members must not tell each other.")
	ErrHeld         = fault.New(fault.Conflict, "indicator-held", "This indicator waits for a steward.")
	ErrUnfit        = fault.New(fault.Conflict, "release-unfit", "It cannot be published as it is.")
	ErrMoved        = revision.ErrMoved
	ErrMissing      = revision.ErrMissing
)

// Directory knows who belongs to the alliance.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
	Members() []directory.Member
	TaskForce(t id.TaskForce) (directory.TaskForce, bool)
}

// Lists are warning lists.
type Lists interface {
	Hits(o observable.Observable) []warninglist.Hit
}

// Guard knows what members protect.
type Guard interface {
	// Own returns the members whose own o is.
	Own(o observable.Observable) []protection.Owned
	// Blind reports whether a list has o that is matched blind: another's, or the asker's own.
	Blind(o observable.Observable, asker id.Member) (others, mine protection.Level)
	// Claims returns the members one of whose marks a brand's slug is.
	Claims(slug string) []id.Member
}

// Catalog knows the indicators.
type Catalog interface {
	// Own returns the newest state of an indicator to its publisher, false to anyone else.
	Own(ctx context.Context, m id.Member, i id.Indicator) (catalog.Indicator, ledger.Position, bool, error)
	// Claimed names the indicator that m has on an observable, whichever rules named it.
	Claimed(m id.Member, o observable.Observable) (id.Indicator, bool)
	// FactsFor returns what decides about the indicator if v may see it.
	FactsFor(v *scope.View, i id.Indicator, now time.Time) (scope.Record, bool)
}

// Ledger takes entries, and returns once the catalog holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
	// AppendAll writes all or none; it returns ledger.ErrConflict if one has moved on.
	AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error)
	// Wait returns once the catalog holds p, else ctx's error.
	Wait(ctx context.Context, p ledger.Position) error
}

// Head says how long the ledger is: what a writer waits for when another process was first.
type Head interface {
	Head(ctx context.Context) (ledger.Position, error)
}

var (
	_ Directory = (*directory.Directory)(nil)
	_ Catalog   = (*catalog.Catalog)(nil)
	_ Ledger    = (*fold.Fold)(nil)
	_ Head      = (*ledger.Ledger)(nil)
	_ Lists     = (*warninglist.Set)(nil)
	_ Guard     = (*protection.View)(nil)
	_ Archive   = (*ledger.Ledger)(nil)
)

// Book is where indicators are written down. It is safe for concurrent use.
type Book struct {
	Directory Directory
	Catalog   Catalog
	Ledger    Ledger
	Head      Head
	Current   func(by access.Caller) bool                                         // whether a caller would still be let in
	View      func(viewer string) *scope.View                                     // what a viewer may do now
	Refused   func(by access.Caller, a scope.Act, r scope.Record, i id.Indicator) // is told of what policy denied
	ID        func(m id.Member, o observable.Observable) id.Indicator             // a keyed PRF
	Salt      func() string                                                       // nobody guesses it; nil: none
	Now       func() time.Time

	Lists  Lists                                        // nil: none
	Guard  Guard                                        // nil: no member protects anything
	Budget *budget.Budget                               // of what blind lists tell; nil: no bounds
	Forced func(by access.Caller, i *catalog.Indicator) // is told of what was forced; nil: nobody

	// For erasing.
	Archive  Archive
	Attached []Attachment
	Janitor  *Janitor
}

// NewID is the name of m's claim about o, made with a keyed hash (hubkey.Key.ID): the same
// claim always has the same name, and nobody without the key can compute it.
func NewID(hash func(purpose string, parts ...string) string) func(id.Member, observable.Observable) id.Indicator {
	return func(m id.Member, o observable.Observable) id.Indicator {
		return id.Indicator("ind_" + hash("indicator", string(m), o.Type.String(), o.Canonical))
	}
}

// gate lets a publisher in: an active member, with a key that may publish and is in force now.
// That it was when the request began is not enough: its body may have come slowly.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Publish); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// allows asks policy whether the caller may do an act of writing with an indicator as it would be, let out.
func (b *Book) allows(by access.Caller, a scope.Act, i *catalog.Indicator) error {
	r := i.Meant()
	if b.View(by.Viewer()).Decide(a, &r, b.Now().Unix()) {
		return nil
	}
	b.Refused(by, a, r, i.ID)
	return ErrPolicy.With("It does not let you %s an indicator of type %s under the label %s.", a, i.Observable.Type, i.TLP)
}

func (b *Book) active(m id.Member) bool {
	found, ok := b.Directory.Member(m)
	return ok && found.State == directory.StateActive
}
