// Package catalog is the read model of indicators, used by every service that shows or sends
// them. Facts (who may see, which match, in which order) are Roaring bitmaps in memory;
// bodies are fetched after the facts have chosen. Nothing leaves it without a viewer.
package catalog

import (
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// State is where an indicator is in its life.
type State string

// The states. A list shows Published unless asked otherwise.
const (
	Published State = "published"
	Revoked   State = "revoked"
)

// Attribution is how much of the publisher others learn.
type Attribution string

// The attributions: by name, by a name per viewer (so that two viewers cannot join notes), not.
const (
	Named        Attribution = "named"
	Pseudonymous Attribution = "pseudonymous"
	Withheld     Attribution = "withheld"
)

// Share is an indicator's audience beyond what its label says.
type Share struct {
	TaskForces []id.TaskForce
	Members    []id.Member
	Except     []id.Member // must never see it; always wins
}

// Link says that another observable belongs with this one.
type Link struct {
	Observable observable.Observable
	Relation   string // contact, payment, ships_from, same_operator, alias, hosts
}

// Indicator is one member's claim about one observable. The zero time means absent.
type Indicator struct {
	ID           id.Indicator
	Publisher    id.Member
	Observable   observable.Observable
	Brands       []string
	Infringement string
	Confidence   int // 0-100, or -1 where not given (STIX 2.1)
	Basis        string
	Tags         []string
	FirstSeen    time.Time
	ValidUntil   time.Time
	EmbargoUntil time.Time
	TLP          tlp.Mark
	Share        Share
	Attribution  Attribution
	Links        []Link
	Note         string
	State        State
	Reason       string // of the last change of state
	Created      time.Time
	Modified     time.Time
}

// SchemaIndicator is the version of an indicator entry's body.
const SchemaIndicator = 1

// Verbs of indicator entries; the event's type is "indicator." + verb.
const (
	VerbPublished = "published"
	VerbRevoked   = "revoked"
)

// Encode gives the body of an indicator entry.
func Encode(i Indicator) []byte { panic("to be written") }

// Decode reads an indicator entry's body.
func Decode(e ledger.Entry) (Indicator, error) { panic("to be written") }

// Query is what a list is filtered by; zero values do not filter. Values are canonical.
type Query struct {
	Type          *observable.Type
	Canonical     string // exact
	Text          string // substring of the canonical value, folded (q=)
	Brand, Tag    string
	Publisher     id.Member    // matches only where the viewer may know the publisher
	TaskForce     id.TaskForce // matches only for a viewer in that task force
	State         State        // "" = Published; "all" = any
	MinConfidence int
	Since         time.Time // modified at or after
}

// Item is an indicator as one viewer sees it.
type Item struct {
	ID       id.Indicator
	Position ledger.Position // of its last entry
	json     []byte
}

// AppendJSON appends the item in the shape of api/exchange's Indicator.
func (i *Item) AppendJSON(dst []byte) []byte { return append(dst, i.json...) }

// Event is something that a viewer is to be told.
type Event struct {
	Position ledger.Position
	Type     string // "indicator.published" …
	At       time.Time
	Item     Item // as it stands now, as this viewer may see it
}

// Options for New.
type Options struct {
	ETag      func(ledger.Position) string                    // seals an entity's revision; JSON-safe
	Pseudonym func(viewer string, publisher id.Member) string // a PRF
}

// Catalog folds the entries of kind indicator. It is safe for concurrent use.
type Catalog struct{}

// New returns an empty catalog.
func New(o Options) *Catalog { panic("to be written") }

// Apply folds entries; it ignores other kinds.
func (c *Catalog) Apply(es []ledger.Entry) error { panic("to be written") }

// Own returns the newest state of an indicator to the rules of its publisher: nobody else's.
func (c *Catalog) Own(m id.Member, i id.Indicator) (Indicator, ledger.Position, bool) {
	panic("to be written")
}

// Get returns the indicator if v may see it. Hidden and absent take the same path.
func (c *Catalog) Get(v *scope.View, i id.Indicator, now time.Time) (Item, bool) {
	panic("to be written")
}

// Render shows one state of an indicator, not necessarily the newest, to a viewer that may see it:
// for answering a repeated request with what was answered then.
func (c *Catalog) Render(v *scope.View, e ledger.Entry, now time.Time) (Item, bool, error) {
	panic("to be written")
}

// List returns up to limit items that v may see and q matches, newest first, after the cursor
// (0: from the newest), and the next cursor, 0 at the end. A cursor is the position of an
// indicator's first entry.
func (c *Catalog) List(v *scope.View, q Query, after ledger.Position, limit int, now time.Time) ([]Item, ledger.Position) {
	panic("to be written")
}

// Count returns how many indicators v may see and q matches.
func (c *Catalog) Count(v *scope.View, q Query, now time.Time) int { panic("to be written") }

// Events returns up to limit events after the position that v may be told of, in order, and
// the position up to which it looked: go on from there. A client is shown only positions of
// events it was given.
func (c *Catalog) Events(v *scope.View, after ledger.Position, limit int, now time.Time) ([]Event, ledger.Position) {
	panic("to be written")
}
