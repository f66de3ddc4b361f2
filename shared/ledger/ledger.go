// Package ledger is the alliance's one ordered, append-only record: a NATS JetStream stream
// in which each entry carries the whole new state of one entity. What Append acknowledged is
// on disk; a position never changes; two writers of one entity cannot both win.
package ledger

import (
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Position is an entry's sequence number on the ledger, from 1. It never leaves the hub
// unsealed (shared/position): its gaps would show hidden traffic.
type Position uint64

// Kind is the kind of entity that an entry is about; the entry's subject is
// ledger.<kind>.<id>.
type Kind string

// The kinds of entity.
const (
	KindMember       Kind = "member"
	KindPerson       Kind = "person"
	KindCredential   Kind = "credential"
	KindTaskForce    Kind = "taskforce"
	KindPolicy       Kind = "policy"
	KindProposal     Kind = "proposal"
	KindClock        Kind = "clock" // of time itself: a boundary in it has passed
	KindIndicator    Kind = "indicator"
	KindSighting     Kind = "sighting"
	KindDispute      Kind = "dispute"
	KindModeration   Kind = "moderation" // that a steward decided
	KindProtection   Kind = "protection" // a list of what is not to be accused
	KindSearch       Kind = "search"     // a search that somebody keeps
	KindNotice       Kind = "notice"     // of a match, to a publisher
	KindErasure      Kind = "erasure"    // what remains of entries that were erased
	KindSubscription Kind = "subscription"
	KindAlarm        Kind = "alarm" // of a subscription whose endpoint fails, to its owner
	KindFeed         Kind = "feed"  // a member's, for its own NATS clients
	KindCheckpoint   Kind = "checkpoint"
	KindLost         Kind = "lost" // of a position whose entry was lost with what it was restored from
)

// Request ties an entry to the client's request that made it, so that the same request sent
// again gets the same answer. Both are opaque to the ledger; the zero value means none.
type Request struct {
	Key  string // who asked what under which Idempotency-Key, hashed
	Body string // hash of what was asked
}

// Entry is one entity's state, as of one moment.
type Entry struct {
	Position Position
	At       time.Time // the writer's clock, UTC
	Kind     Kind
	ID       string
	Verb     string // what was done: "published", "revoked", "enrolled" …
	Actor    string // who did it: "m:<member>/<credential>", "u:<person>/<credential>", "u:admin", "system"
	Schema   int    // version of Body's shape
	Request  Request
	Body     []byte // JSON; at most MaxBody

	// Value is what Body encodes, in an entry that this process has just written: its views
	// need not decode it again. It is nil in what was read from the ledger. Nobody changes it.
	Value any

	// Trace is what the trace of the request that wrote it goes on by (tracing.Parent), "" if there is
	// none. It is no part of what was said: no leaf, no export and no copy has it.
	Trace string

	// Erased is set where the entry was erased and this is what remains of it: a body that says little,
	// and the leaf of the whole.
	Erased *Hash
}

// Draft is an entry that is not on the ledger yet. Expect is the position of the entity's
// last entry, 0 for an entity that must not exist.
type Draft struct {
	At      time.Time
	Kind    Kind
	ID      string
	Verb    string
	Actor   string
	Schema  int
	Request Request
	Body    []byte
	Expect  Position
	Value   any // what Body encodes, or nil; see Entry
}

// MaxBody is the size of the largest body, in bytes.
const MaxBody = 512 << 10

// MaxBatch is how many drafts AppendAll takes at once.
const MaxBatch = 1000

// Errors that Open, Append, AppendAll and At return, to be matched with errors.Is.
var (
	ErrConflict    = errors.New("ledger: the entity has moved on")
	ErrUnavailable = errors.New("ledger: not reachable, or not acknowledged in time")
	ErrTooLarge    = errors.New("ledger: body too large")
	ErrNotFound    = errors.New("ledger: no such entry, or no ledger")
	ErrInvalid     = errors.New("ledger: not a valid draft") // a defect of the caller
)

// Ledger is a handle on the stream; it is safe for concurrent use.
type Ledger struct {
	js      jetstream.JetStream
	stream  jetstream.Stream
	within  time.Duration // how long to wait for an answer
	idle    time.Duration // after how long a silence to ask whether something was lost
	batches chan struct{} // holds a token for each batch under way

	mu      sync.Mutex
	overdue []Position // see Overdue
}

// Options say how the stream is kept.
type Options struct {
	Replicas int // 1 (default) for the embedded server, 3 in a cluster
	// Existing asks for a ledger that is there: Open returns ErrNotFound rather than make one.
	Existing bool

	copies bool // OpenCopy asks
}
