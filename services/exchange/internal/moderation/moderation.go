// Package moderation holds the rules of the stewards' desk: who reads the text for which an indicator is
// held, and who lets it out or ends it.
//
// A steward is shown the text and what was found in it, and nothing else that the indicator says: not what
// it accuses, nor who does, nor who would see it. It is shown while the indicator is held and no longer; nothing
// of it is written down a second time, so that what erases or ends the indicator ends it here too. What is written
// down of a decision is who made it, and how it came out.
package moderation

import (
	"context"
	"slices"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// What a client is told when a rule refuses. Each slug is forever and has a page in
// api/problems.
var (
	ErrClosed   = fault.New(fault.Conflict, "moderation-closed", "This no longer waits for a steward.")
	ErrPartial  = fault.New(fault.Forbidden, "moderation-partial", "Somebody else must decide this.")
	ErrNotFound = indicator.ErrNotFound
	ErrMoved    = revision.ErrMoved
	errMoved    = ErrMoved.With("Read it again, and decide on what it says now.")
)

// Item is an indicator that waits for a steward, as of its last change.
type Item struct {
	ID        id.Moderation
	Indicator id.Indicator
	Publisher id.Member
	Type      observable.Type
	Findings  []catalog.Finding
	Texts     []indicator.Text // in which something was found, without what the indicator is about
	Expiry    int64            // Unix seconds; 0: none
	Since     time.Time
	Modified  time.Time

	First    ledger.Position // of the entry since which it waits
	Position ledger.Position // of its last entry
}

// record gives what a decision needs to know of an item: it is its publisher's, under TLP:RED. Nobody but a
// steward asks, and one that policy lets know of such a record is let on.
func (x *Item) record() scope.Record {
	return scope.Record{
		Atoms: []scope.Atom{scope.By(x.Publisher)}, Cell: scope.CellOf(x.Type, tlp.Red), Owner: x.Publisher, Expiry: x.Expiry,
	}
}

// Indicators are let out, or ended.
type Indicators interface {
	// Release is the entry that publishes an indicator; it returns ErrMoved, or indicator.ErrUnfit.
	Release(ctx context.Context, w indicator.Waiting) (ledger.Draft, error)
	// Refuse is the entry that ends one; it returns ErrMoved, or indicator.ErrInvalid, indicator.ErrText.
	Refuse(ctx context.Context, w indicator.Waiting, why indicator.Why) (ledger.Draft, error)
}

// Ledger takes entries, and returns once the views hold them.
type Ledger interface {
	// AppendAll writes all or none; it returns ledger.ErrConflict if one has moved on.
	AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error)
	// Wait returns once the views hold p, else ctx's error.
	Wait(ctx context.Context, p ledger.Position) error
}

// Head says how long the ledger is: what a writer waits for when another process was first.
type Head interface {
	Head(ctx context.Context) (ledger.Position, error)
}

// Directory knows the members.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
}

var (
	_ Indicators = (*indicator.Book)(nil)
	_ Directory  = (*directory.Directory)(nil)
	_ Ledger     = (*fold.Fold)(nil)
	_ Head       = (*ledger.Ledger)(nil)
)

// Desk is where stewards decide. It is safe for concurrent use.
type Desk struct {
	Queue      *Queue
	Indicators Indicators
	Directory  Directory
	Ledger     Ledger
	Head       Head
	Current    func(by access.Caller) bool     // whether a caller would still be let in
	View       func(viewer string) *scope.View // what a viewer may do now
	Now        func() time.Time
}

// NewID is the name of an indicator at the desk, made with a keyed hash (hubkey.Key.ID): it does not tell which
// indicator it is.
func NewID(hash func(purpose string, parts ...string) string) func(id.Indicator) id.Moderation {
	return func(i id.Indicator) id.Moderation { return id.Moderation("mod_" + hash("moderation", string(i))) }
}

// sees reports whether the caller, who may do what v says, reads of an item at the desk.
func (d *Desk) sees(by access.Caller, v *scope.View, x *Item) bool {
	r, now := x.record(), d.Now().Unix()
	return dispute.IsSteward(by) && !r.Expired(now) && v.Decide(scope.See, &r, now)
}

// partial reports whether a steward's organisation is the publisher, or one of its kind. Those compete:
// what they must not tell each other is not told to who is lent by one of them either.
func (d *Desk) partial(by access.Caller, x *Item) bool {
	if by.Of == "" {
		return false
	}
	its, ok := d.Directory.Member(x.Publisher)
	own, known := d.Directory.Member(by.Of)
	return by.Of == x.Publisher || !ok || !known || its.Kind == own.Kind
}

// Sight is an item as a steward may read it.
type Sight struct {
	Item

	Decides bool // whether it may decide; what was found in which place is all that is in it otherwise
}

// sight takes out of an item what is not for the steward.
func (d *Desk) sight(by access.Caller, x Item) Sight {
	s := Sight{Item: x, Decides: !d.partial(by, &x)}
	s.Indicator, s.Publisher, s.Expiry = "", "", 0
	if !s.Decides {
		s.Texts = nil
		s.Findings = slices.Clone(s.Findings)
		for n := range s.Findings {
			s.Findings[n].Detail = ""
		}
	}
	return s
}

// Wanted is what a list is filtered by; zero values do not filter.
type Wanted struct {
	Rule string
	Type string
}

// List returns what waits, the longest first, as the caller may read it: nothing to who is no steward.
func (d *Desk) List(by access.Caller, v *scope.View, w Wanted) []Sight {
	var all []Sight
	if !dispute.IsSteward(by) {
		return nil
	}
	for _, x := range d.Queue.all() {
		rule := func(f catalog.Finding) bool { return f.Rule == w.Rule }
		if w.Rule != "" && !slices.ContainsFunc(x.Findings, rule) || w.Type != "" && x.Type.String() != w.Type || !d.sees(by, v, &x) {
			continue
		}
		all = append(all, d.sight(by, x))
	}
	return all
}

// Find returns one; hidden, closed and absent are one.
func (d *Desk) Find(by access.Caller, v *scope.View, name id.Moderation) (Sight, bool) {
	x, open, _ := d.Queue.find(name)
	if !open || !d.sees(by, v, &x) {
		return Sight{}, false
	}
	return d.sight(by, x), true
}
