// Package catalog is the read model of indicators, used by every service that shows or sends
// them. Facts (who may see, which match, in which order) are Roaring bitmaps in memory;
// bodies, in a cellar or in a database, are fetched after the facts have chosen. Nothing leaves it without a viewer.
package catalog

import (
	"hash/maphash"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// State is where an indicator is in its life.
type State string

// The states (design: domain.md, "Lifecycle"). A list shows Published unless asked otherwise.
// That a validity is over is no state of these: time says so, and no entry.
const (
	Published State = "published"
	Disputed  State = "disputed"  // contested, and not settled
	Revoked   State = "revoked"   // taken back by its publisher
	Overruled State = "withdrawn" // taken down where a dispute was settled against it
	Held      State = "held"      // waits for the steward; its publisher's alone until then
	Refused   State = "refused"   // a steward did not let it out; its publisher's alone
	Erased    State = "erased"    // nothing is left but that it was
)

// All stands, in a Query, for any state, and Over for one that was never taken back or down and
// whose validity is over; Published leaves those out.
const (
	All  State = "all"
	Over State = "expired"
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
	Observable   observable.Observable
	Fingerprints []observable.Fingerprint // of an image
	Relation     string                   // contact, payment, ships_from, same_operator, alias, hosts
}

// Warning is what a publisher was told of a thing that is accused by mistake.
type Warning struct {
	Pointer string `json:"pointer"` // of what it is about (RFC 6901)
	List    string `json:"list"`    // the list that it is on
	Level   string `json:"level"`   // warn, or refuse where it was forced
	Detail  string `json:"detail"`
}

// Finding is something in an indicator's text that a steward must look at.
type Finding struct {
	Pointer string `json:"pointer"` // of the text (RFC 6901)
	Rule    string `json:"rule"`    // what was found: price, volume, customer
	Detail  string `json:"detail"`
}

// Indicator is one member's claim about one observable. The zero time means absent.
type Indicator struct {
	ID           id.Indicator
	Publisher    id.Member
	Observable   observable.Observable
	Fingerprints []observable.Fingerprint // of an image
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
	Forced       string    // why it was published in spite of what it is on; "" where nothing stood against it
	Warnings     []Warning // what its publisher was told; for its publisher alone
	Findings     []Finding // why it is held; for its publisher alone
	Private      bool      // it is its publisher's alone, whatever its label and audience say: held, or never let out
	State        State
	Reason       string // of the last change, in words
	ReasonCode   string // and in one of the words of its verb; "" where none was given
	Created      time.Time

	// Salt makes the hash of the entry's body one that cannot be guessed from what it says, once that is
	// erased and its hash stays. It is written and not read back.
	Salt     string
	Modified time.Time
}

// SchemaBody is the version of what is rendered of an indicator, and kept in Bodies: it changes with every
// byte of that (TestSchemaBody).
const SchemaBody = 1

// SchemaIndicator is the version of an indicator entry's body.
const SchemaIndicator = 1

// Verbs of indicator entries; the event's type is "indicator." + verb.
const (
	VerbPublished  = "published"
	VerbRevised    = "revised"
	VerbShared     = "shared"     // its audience was widened
	VerbRestricted = "restricted" // its audience was narrowed
	VerbRevoked    = "revoked"
	VerbHeld       = "held"
	VerbRefused    = "refused"
	VerbDisputed   = "disputed"
	VerbUpheld     = "upheld"    // a dispute was settled, and it stands
	VerbOverruled  = "withdrawn" // a dispute was settled, and it does not
	VerbErased     = "erased"
)

// Events that are no entry of the indicator's: it may no longer be read by the viewer that is
// told, or its validity is over. What becomes visible is told as published.
const (
	Withdrawn = "indicator.withdrawn"
	Gone      = "indicator." + VerbErased // it was erased
	Expired   = "indicator.expired"
)

// Query is what a list is filtered by; zero values do not filter. Of several values of one field
// any will do; what several fields ask for must all hold. Values are canonical. What a viewer may
// not read of a record matches nothing.
type Query struct {
	Types         []observable.Type
	Canonical     []string // is one of these, exactly
	Prefix        string   // the canonical value begins with it, folded
	Registrable   string   // the registrable domain of the value (observable.Observable.Registrable)
	Text          string   // words, folded, that must all occur: see wordsOf and seek.says
	Brands, Tags  []string
	Infringements []string
	Bases         []string
	Labels        []tlp.Mark
	Publishers    []id.Member    // by the names that the viewer knows them by
	TaskForces    []id.TaskForce // matches only for a viewer in that task force
	States        []State        // none: Published; All: any
	MinConfidence int
	Since, Until  time.Time // modified at or after, and before
	CreatedSince  time.Time // first published at or after
	Export        bool      // matches only what the viewer may take away in bulk
	Read          bool      // matches only what the viewer may read
}

// Item is an indicator as one viewer sees it.
type Item struct {
	ID           id.Indicator
	Sighting     id.Sighting     // "" for an indicator; else the item is a sighting of that one
	Notice       id.Notice       // the same of a notice
	Subscription id.Subscription // where the item is an alarm (Alarm): what it is about; then ID is ""
	Position     ledger.Position // of its last entry
	Masked       string          // the initials of the classes that the viewer may not read; "" for none
	Over         bool            // its validity is over: the viewer sees it all the same

	// Sensitive is what was decided on where that was red or personal, nil where not: who shows it
	// writes down that it did. It is not the receiver's to change.
	Sensitive *scope.Record

	json []byte
}

// AppendJSON appends the item in the shape of api/exchange's Indicator, or Sighting, or of an alarm.
func (i *Item) AppendJSON(dst []byte) []byte { return append(dst, i.json...) }

// Len is how many bytes AppendJSON appends.
func (i *Item) Len() int { return len(i.json) }

// Event is something that a viewer is to be told.
type Event struct {
	Mark Mark
	Type string // "indicator.published" …
	At   time.Time
	Item Item // as it stands now, as this viewer may see it

	// Row is the indicator's place in the order of first entries: as stable as Mark is, and dense. It
	// is for the hub to keep sets of; it is shown to nobody.
	Row uint32

	// Revised says that the indicator has once said something else than it does now. A filter that
	// does not match it may have matched what was told then.
	Revised bool
}

// Options for New.
type Options struct {
	ETag      func(ledger.Position) string                  // seals an entity's revision; JSON-safe
	Pseudonym func(side string, publisher id.Member) string // a PRF; side is scope.View.Side
	Cellar    *cellar.Cellar                                // of the bodies, or gists; the catalog's alone; nil: one in Go's heap
	Bodies    Bodies                                        // a database that has the bodies; nil: the cellar has them
	Tail      *cellar.Cellar                                // of the bodies that the database does not have yet; nil: one in Go's heap
	AtHand    int                                           // bytes of the newest bodies that are kept although the database has them
	RangeKey  []byte                                        // of tags (Range); nil: there are none
}

// Catalog folds the entries of the kinds indicator, sighting, notice and alarm. It is safe for concurrent use.
type Catalog struct {
	*holdings

	hand *hand // of one reading, where bodies are in a database; else nil
}

// holdings are what all readings share.
type holdings struct {
	options Options
	seed    maphash.Seed
	viewers viewers

	mu   sync.RWMutex
	rows rows

	ids        index               // by hash of the id
	same       index               // by hash of the canonical value: the last ordinal; row.before has the others
	shared     *roaring.Bitmap     // the ordinals whose hash another has too
	ties       ties                // the ordinals by what else they say
	pictures   pictures            // of images
	ranges     ranges              // of tags
	publishers table[publisher]    // of row.publisher
	audiences  table[[]scope.Atom] // of row.audience

	// Facts: which ordinals have them.
	atoms         facts[scope.Atom]
	cells         facts[scope.Cell]
	brands        facts[string]
	tags          facts[string]
	infringements facts[string]
	bases         facts[string]
	confidences   facts[int8]
	pseudonymous  *roaring.Bitmap // published under a name per viewer
	postings      postings
	fewRows       uint64 // up to so many postings are not asked about: a test asks always
	states        facts[state]
	named         *roaring.Bitmap // published under the publisher's name
	embargoed     *roaring.Bitmap // at clock.at
	private       *roaring.Bitmap // their publishers' alone
	expired       *roaring.Bitmap // at clock.at

	clock   clock
	touched touched
	events  events
	voices  voices
	notices notices
	turns   turns
	upTo    ledger.Position // everything up to here can be told
	words   table[string]   // of gists
	tail    tail

	alarms alarms // they are no records: nothing but Events knows of them
}

// New returns an empty catalog.
func New(o Options) *Catalog {
	if o.Cellar == nil {
		o.Cellar = cellar.InHeap()
	}
	if o.Tail == nil {
		o.Tail = cellar.InHeap()
	}
	few := uint64(fewRows)
	if o.Bodies != nil {
		few = fewBodies
	}
	return &Catalog{holdings: &holdings{
		options:    o,
		seed:       maphash.MakeSeed(),
		shared:     roaring.New(),
		ties:       newTies(),
		publishers: newTable[publisher](),
		audiences:  newTable[[]scope.Atom](),
		atoms:      facts[scope.Atom]{},
		cells:      facts[scope.Cell]{},
		brands:     facts[string]{},
		tags:       facts[string]{},

		infringements: facts[string]{},
		bases:         facts[string]{},
		confidences:   facts[int8]{},
		pseudonymous:  roaring.New(),
		fewRows:       few,

		states:    facts[state]{},
		named:     roaring.New(),
		embargoed: roaring.New(),
		private:   roaring.New(),
		expired:   roaring.New(),
		clock:     newClock(),
		turns:     newTurns(),
		voices:    newVoices(),
		notices:   newNotices(),
		words:     newTable[string](),
		tail:      tail{cellar: o.Tail, most: o.AtHand},
	}}
}
