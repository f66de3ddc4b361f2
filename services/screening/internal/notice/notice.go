// Package notice holds the rules of match notices: a screening can have the publishers of what it met
// told of that. It promises that they learn which of their own was met, how and when, and by whom
// where that wants to be known; and that the screener learns nothing by telling.
package notice

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/budget"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// ErrOff is what a member's key is told that asks for what the member has switched off.
var ErrOff = fault.New(fault.Forbidden, "notices-off", "This member sends no match notices.")

const (
	// Every is how long a notice that was sent stands for all that would be sent meanwhile: whoever
	// screens its sellers each hour says so once a day.
	Every = 24 * time.Hour

	// PerDay is how many notices a member sends in a day.
	PerDay = 10_000

	tries = 3
)

// surely are the meetings that are with the indicator's own observable, and no lead.
var surely = []catalog.Meeting{catalog.Exact, catalog.Seller, catalog.Mailbox}

// Wish is what a request says of telling. The zero one says nothing.
type Wish struct {
	Notify      *bool
	Attribution string // "": withheld
	From        *int   // the strength of match from which on publishers are told; nil: of what is met surely
}

// Plan is how the publishers of what one request meets are told. The zero one tells nobody.
type Plan struct {
	by          access.Caller
	attribution catalog.Attribution
	from        int // 0: of what is met surely
}

// Catalog knows the indicators, and the notices of them.
type Catalog interface {
	// Standing returns how an indicator stands if v may see it; hidden and absent are one.
	Standing(v *scope.View, i id.Indicator, now time.Time) (catalog.Standing, bool)
	// NoticeBy returns the newest state of a notice to its sender; position 0: there is none.
	NoticeBy(m id.Member, n id.Notice) (catalog.Notice, ledger.Position)
}

// Ledger takes entries, and returns once the catalog holds them.
type Ledger interface {
	// AppendAll returns ledger.ErrConflict if one of the entities has moved on, and writes none then.
	AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error)
}

// Directory knows the members.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
}

var (
	_ Catalog   = (*catalog.Catalog)(nil)
	_ Directory = (*directory.Directory)(nil)
)

// Desk is where notices are written. It is safe for concurrent use.
type Desk struct {
	Catalog   Catalog
	Ledger    Ledger
	Directory Directory
	View      func(viewer string) *scope.View                                     // what a viewer may do now
	Readers   func(r *scope.Record, enough int, now int64) int                    // how many members but its owner may read a record; enough is enough
	Current   func(by access.Caller) bool                                         // whether a caller would still be let in
	ID        func(m id.Member, i id.Indicator, as catalog.Attribution) id.Notice // a keyed PRF
	Budget    *budget.Budget
	Failed    func(ctx context.Context, err error) // is told of notices that could not be written
	Now       func() time.Time
}

// NewID is the name of a notice, made with a keyed hash (hubkey.Key.ID). What a member says under its
// name does not go by the name of what it said without.
func NewID(hash func(purpose string, parts ...string) string) func(id.Member, id.Indicator, catalog.Attribution) id.Notice {
	return func(m id.Member, i id.Indicator, as catalog.Attribution) id.Notice {
		return id.Notice("ntc_" + hash("notice", string(m), string(i), string(as)))
	}
}

// Plan says how a caller's request is told of: as it asks, or as its member has it. It returns
// access.ErrScope and ErrOff for one that asks for what it cannot have, and screen.ErrInvalid.
func (d *Desk) Plan(by access.Caller, w Wish) (Plan, error) {
	invalid := screen.ErrInvalid
	p := Plan{by: by, attribution: catalog.Withheld}
	if as := []string{string(catalog.Named), string(catalog.Pseudonymous), string(catalog.Withheld)}; slices.Contains(as, w.Attribution) {
		p.attribution = catalog.Attribution(w.Attribution)
	} else if w.Attribution != "" {
		return Plan{}, invalid.At("/notify_attribution", "must be one of %s", strings.Join(as, ", "))
	}
	if w.From != nil {
		if p.from = *w.From; p.from < 1 || p.from > 100 {
			return Plan{}, invalid.At("/notify_from", "must be from 1 to %s", strconv.Itoa(100))
		}
	}
	asked := w.Notify != nil && *w.Notify
	if w.Notify != nil && !asked {
		return Plan{}, nil
	}
	if asked {
		if err := by.Require(access.Publish); err != nil {
			return Plan{}, err
		}
	}
	m, _ := d.Directory.Member(by.Member)
	switch {
	case asked && m.Notices.Send == directory.SendOff:
		return Plan{}, ErrOff.With("A manager of it can say otherwise: match_notices, in PATCH /v1/members/%s.", string(m.ID))
	case asked, m.Notices.Send == directory.SendOn && by.Can(access.Publish):
		return p, nil
	}
	return Plan{}, nil
}

// tells reports whether publishers are told of a match.
func (p *Plan) tells(m *catalog.Match) bool {
	if p.from > 0 {
		return m.Strength >= p.from
	}
	return slices.Contains(surely, m.Meeting)
}
