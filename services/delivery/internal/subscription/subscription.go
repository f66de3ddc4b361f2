// Package subscription holds the rules of who is told by webhook: what a subscription is, who
// may make, change, stop and replay one, and whether an event is told to it. A subscription
// belongs to the member that made it; to everyone else it does not exist.
package subscription

import (
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// State is whether a subscription is told.
type State string

// The states. A disabled one was stopped by the hub; a deleted one is found nowhere.
const (
	Active   State = "active"
	Paused   State = "paused"
	Disabled State = "disabled"
	Deleted  State = "deleted"
)

// Format is the shape of what is sent.
type Format string

// The formats: Standard Webhooks' {type, timestamp, data} with the indicator as data, and the
// same with its id alone, for an endpoint that fetches what it needs.
const (
	Standard Format = "standard"
	Thin     Format = "thin"
)

// Formats lists the formats.
func Formats() []Format { return []Format{Standard, Thin} }

// V1 is the one way of signing: Standard Webhooks' HMAC-SHA256.
const V1 = "v1"

// The verbs of subscription entries.
const (
	VerbCreated  = "created"
	VerbChanged  = "changed"
	VerbPaused   = "paused"
	VerbResumed  = "resumed"
	VerbDisabled = "disabled"
	VerbReplayed = "replayed"
	VerbDeleted  = "deleted"
)

// Schema is the version of a subscription entry's body.
const Schema = 1

// Subscription is a member's wish to be told at an address.
type Subscription struct {
	ID     id.Subscription
	Member id.Member
	Name   string
	URL    string
	Filter Filter
	Format Format
	Secret []byte // sealed
	State  State
	Reason string // why disabled

	// From is where its cursor was last put by hand, and Since the entry that put it there: the
	// cursor is newer if it has moved since then.
	From  catalog.Mark
	Since ledger.Position

	Created, Modified time.Time
	Position          ledger.Position // of its last entry
}

// Draft is a subscription to be, as a client writes it.
type Draft struct {
	Name    string
	URL     string
	Filter  Wish
	Format  string // "": Standard
	Signing string // "": V1
}
