package search

import (
	"context"
	"net/url"
	"time"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// What a client is told where a rule refuses. Each slug is forever and has a page in
// api/problems.
var (
	ErrInvalid  = fault.New(fault.Invalid, "search-invalid", "The search is not right.")
	ErrNotFound = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrTooMany  = fault.New(fault.Conflict, "search-limit", "Nobody keeps more than 200 searches.")
	ErrRaced    = fault.New(fault.Conflict, "conflict", "Another request changed this at the same time.")
	ErrMissing  = revision.ErrMissing
	ErrMoved    = revision.ErrMoved
)

// The verbs of search entries.
const (
	VerbCreated = "created"
	VerbChanged = "changed"
	VerbDeleted = "deleted"
)

// Schema is the version of a search entry's body.
const Schema = 1

// The limits of what is kept.
const (
	MaxSearches = 200 // of one owner
	MaxName     = 100 // characters
)

// Saved is a question that somebody keeps.
type Saved struct {
	ID    id.Search
	Owner string // access.Caller.Asker: a member, by any of its keys, or a person within an organisation
	Name  string
	Query url.Values // as Read takes it
	Gone  bool

	Created, Modified time.Time
	First, Position   ledger.Position // of its first and of its last entry
}

// Draft is what is written of a search; nil leaves a field as it is.
type Draft struct {
	Name  *string
	Query url.Values
}

// Ledger takes entries, and returns once the shelf holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

var _ Ledger = (*fold.Fold)(nil)
