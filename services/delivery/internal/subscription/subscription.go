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

// The states. A pending one waits for its endpoint to show that it wants to be told; a disabled one
// was stopped by the hub; a deleted one is found nowhere.
const (
	Active   State = "active"
	Pending  State = "pending"
	Paused   State = "paused"
	Disabled State = "disabled"
	Deleted  State = "deleted"
)

// Format is the shape of what is sent.
type Format string

// The formats: Standard Webhooks' {type, timestamp, data} with the indicator as data; the same with
// its id alone, for an endpoint that fetches what it needs; and CloudEvents 1.0 in structured form.
const (
	Full        Format = "full"
	Thin        Format = "thin"
	CloudEvents Format = "cloudevents"
)

// Formats lists the formats.
func Formats() []Format { return []Format{Full, Thin, CloudEvents} }

// Signing is how posts are signed (Standard Webhooks, "Signature scheme").
type Signing string

// The ways of signing: HMAC-SHA256 under a secret, and ed25519 under a key of the subscription's
// own, of which its owner is given the public half.
const (
	V1  Signing = "v1"
	V1A Signing = "v1a"
)

// Batch is how many events may go in one post, and how long the first of them may wait for others.
type Batch struct {
	MaxEvents int // 1: no batches
	MaxWait   time.Duration
}

// Former is a signing key that was replaced: posts are signed with it besides the new one until
// its time is over.
type Former struct {
	Signing Signing
	Public  []byte // of V1A
	Secret  []byte // sealed
	Until   time.Time
}

// The verbs of subscription entries.
const (
	VerbCreated  = "created"
	VerbChanged  = "changed"
	VerbPaused   = "paused"
	VerbResumed  = "resumed"
	VerbDisabled = "disabled"
	VerbReplayed = "replayed"
	VerbVerified = "verified" // its endpoint has shown that it wants to be told
	VerbRotated  = "rotated"  // it has a new key
	VerbRetired  = "retired"  // the keys it had before are no longer in use
	VerbDeleted  = "deleted"
)

// Schema is the version of a subscription entry's body. Version 1 had no batches, rate,
// concurrency, headers, schedule and former secrets; in those before 3 a replay put the cursor itself back.
const Schema = 3

// Subscription is a member's wish to be told at an address.
type Subscription struct {
	ID     id.Subscription
	Member id.Member
	Name   string
	URL    string
	Filter Filter
	Format Format
	State  State
	Reason string // why pending or disabled

	// Unproven says that the endpoint at URL has not shown that it wants to be told. It is told of
	// nothing until it has.
	Unproven bool

	Signing Signing
	Public  []byte   // of V1A: the public key
	Secret  []byte   // what it is signed with, sealed
	Former  []Former // newest first

	Headers     []byte   // what its posts carry besides, sealed; see HeaderNames
	HeaderNames []string // theirs, sorted: their values are shown to nobody

	Batch       Batch
	Rate        int             // posts a second; 0: no limit
	Concurrency int             // posts under way at once; 1: strict order
	Retry       []time.Duration // how long to wait, at most, before each attempt after the first; none: the hub's schedule

	// From is where its cursor was last put by hand, and Since the entry that put it there: the
	// cursor is newer if it has moved since then.
	From  catalog.Mark
	Since ledger.Position

	// Again is where the last replay began, and AgainSince the entry that asked for it: beside what
	// happens, what was before that entry is told again.
	Again      catalog.Mark
	AgainSince ledger.Position

	Created, Modified time.Time
	Position          ledger.Position // of its last entry
}

// Draft is a subscription to be, as a client writes it.
type Draft struct {
	Name    string
	URL     string
	Filter  Wish
	Format  string // "": Full
	Signing string // "": V1
	Headers map[string]string
	Pace    Pace
}

// Pace is how an endpoint wants to be told, as a client writes it; nil leaves a field as it is.
type Pace struct {
	MaxEvents, MaxWaitMS *int
	Rate, Concurrency    *int
	RetryS               *[]int // in seconds; nil within: the hub's schedule
}
