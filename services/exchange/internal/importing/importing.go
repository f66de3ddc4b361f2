// Package importing takes many indicators in one body, of any size: a line each, read as it
// comes, written in atomic batches. A bad line never loses a good one; what was accepted
// stays, whatever happens to the rest; and the report of it outlives the process.
package importing

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

// What a client is told of an import, or of a line of one.
var (
	ErrBusy        = fault.New(fault.Conflict, "import-busy", "This member has as many imports running as it may.")
	ErrHeader      = fault.New(fault.Malformed, "import-malformed", "The import cannot be read.")
	ErrParameter   = fault.New(fault.Malformed, "parameter-invalid", "A parameter is wrong.")
	ErrMediaType   = fault.New(fault.MediaType, "media-type-unsupported", "This media type is not read here.")
	ErrInterrupted = fault.New(fault.Unavailable, "import-interrupted", "The import broke off before its end.")
	ErrNotFound    = indicator.ErrNotFound
	ErrLineLong    = fault.New(fault.TooLarge, "line-too-long", "The line is too long.")
	ErrLine        = fault.New(fault.Malformed, "line-malformed", "The line cannot be read.")
)

// The limits of one import.
const (
	MaxLine    = 64 << 10        // bytes, its end not counted
	MaxRejects = 100_000         // kept; all are counted
	perMember  = 2               // running at once
	grace      = 5 * time.Second // for an import to end while the hub stops
	chunk      = 100             // rejects kept under one key: one message to NATS, at most 1 MiB

	maxFields     = 10      // kept of a reject
	maxText       = 512     // bytes kept of a text as JSON
	maxFieldBytes = 6 << 10 // of a reject's fields: chunk times this and the rest fits a message
	maxWarnings   = 3       // kept of a line that was taken with some; as many findings
	ahead         = 64      // lines read that are in no lot yet
)

// Book writes indicators down.
type Book interface {
	Admit(by access.Caller) error
	Check(publisher id.Member, d *indicator.Draft) error
	Claim(ctx context.Context, by access.Caller, d *indicator.Draft) (catalog.Indicator, error)
	PublishAll(ctx context.Context, by access.Caller, claims []catalog.Indicator) (indicator.Lot, error)
}

// Shelf keeps reports: the newest record under each key.
type Shelf interface {
	Put(ctx context.Context, key string, body []byte) error
	Last(ctx context.Context, key string) (journal.Record, bool, error)
	Range(ctx context.Context, filter string, after uint64, limit int, fn func(journal.Record) error) error
}

var (
	_ Book  = (*indicator.Book)(nil)
	_ Shelf = (*journal.Journal)(nil)
)

// Desk runs imports and knows how they went. It is safe for concurrent use.
type Desk struct {
	Book   Book
	Shelf  Shelf
	Decode func(line []byte) (indicator.Draft, error) // a publish body; its errors are faults
	NewID  func(request string) id.Import             // random for "", else always the same
	Now    func() time.Time
	Log    *slog.Logger

	// Pulse is how often a running import's report is kept; one that has missed Missed pulses
	// is taken for dead. The zero value means one second and 5 pulses.
	Pulse  time.Duration
	Missed int

	mu    sync.Mutex
	jobs  map[id.Import]*job
	count counts
}

func (d *Desk) pulse() time.Duration {
	if d.Pulse > 0 {
		return d.Pulse
	}
	return time.Second
}

func (d *Desk) lease() time.Duration {
	if d.Missed > 0 {
		return time.Duration(d.Missed) * d.pulse()
	}
	return 5 * d.pulse()
}
