// Package feed holds the rules of members' direct feeds: a member that turns its feed on is
// written a stream that its own NATS clients follow (internal/direct). There is one a member, and
// nothing is written for those who asked for none.
package feed

import (
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// What a client is told where a rule refuses.
var (
	ErrOff      = fault.New(fault.NotFound, "feed-off", "This hub takes no direct connections.")
	ErrNotFound = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrInvalid  = fault.New(fault.Invalid, "feed-invalid", "The feed cannot begin there.")
	ErrRaced    = fault.New(fault.Conflict, "conflict", "Another request changed this at the same time.")
	ErrMoved    = revision.ErrMoved
)

// The verbs of feed entries.
const (
	VerbOn       = "on"
	VerbOff      = "off"
	VerbReplayed = "replayed"
)

// Schema is the version of a feed entry's body.
const Schema = 1

// Feed is a member's wish for one; its entity is the member's name.
type Feed struct {
	Member id.Member
	Off    bool

	// From is where it begins, and Since the entry that put it there: what was written for an
	// older Since is void.
	From  catalog.Mark
	Since ledger.Position

	Created, Modified time.Time
	Position          ledger.Position // of its last entry
}

// placed gives a state what only its entry's position can say.
func (f Feed) placed(verb string, p ledger.Position) Feed {
	f.Position = p
	switch verb {
	case VerbOn:
		f.From, f.Since = catalog.MarkAfter(p), p
	case VerbReplayed:
		f.Since = p
	}
	return f
}

// Point is where a replay begins: after a mark, or at a time.
type Point struct {
	Time  time.Time // zero: After counts
	After catalog.Mark
}
