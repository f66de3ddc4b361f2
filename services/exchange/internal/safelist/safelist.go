// Package safelist holds the rules of members' protective lists: what a member may put on one,
// and that nobody but the member reads it.
package safelist

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/protection"
	"github.com/entente-hub/entente/shared/revision"
)

// The limits of protective lists.
const (
	MaxLists   = 64 // of a member
	MaxEntries = 10_000
	MaxMarks   = 1000
	MaxName    = 100 // characters
	MaxMark    = 64  // characters
	minMark    = 3   // characters: a shorter word is in half of all names
	MaxValue   = 2048
	maxFaults  = 100
)

// What a client is told when a rule refuses.
var (
	ErrInvalid  = fault.New(fault.Invalid, "protection-invalid", "The protective list is not right.")
	ErrLimit    = fault.New(fault.Conflict, "protection-limit", "This member has as many protective lists as it may.")
	ErrNotFound = fault.New(fault.NotFound, "not-found", "There is nothing here.")
)

// Match is what a change was asked to start from.
type Match = revision.Match

// Shelf knows the lists there are: protection.View.
type Shelf interface {
	List(m id.Member, i id.Protection) (protection.List, bool)
	Lists(m id.Member) []protection.List
}

// Ledger takes entries, and returns once the views hold them.
type Ledger interface {
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

// Book is where protective lists are kept. It is safe for concurrent use.
type Book struct {
	Shelf   Shelf
	Ledger  Ledger
	Current func(by access.Caller) bool
	Hash    protection.Hash
	NewID   func() id.Protection
	Now     func() time.Time
}

// Given is an entry as it was given.
type Given struct{ Type, Value, Region string }

// Draft is a list as it was written down.
type Draft struct {
	Name, Purpose, Level string
	Entries              []Given
	Marks                []string
}

// Change is what of a list is to change; nil stays.
type Change struct {
	Name, Level *string
	Entries     *[]Given
	Marks       *[]string
}

// gate lets in who publishes for a member.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Publish); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// Find returns a list of the caller's member; another's is ErrNotFound, as is none.
func (b *Book) Find(by access.Caller, i id.Protection) (protection.List, error) {
	l, ok := b.Shelf.List(by.Member, i)
	if !ok || l.Gone {
		return protection.List{}, ErrNotFound
	}
	return l, nil
}

// All returns the lists of the caller's member, oldest first.
func (b *Book) All(by access.Caller) []protection.List { return b.Shelf.Lists(by.Member) }
