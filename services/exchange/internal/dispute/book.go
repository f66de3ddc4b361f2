package dispute

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/scope"
)

// What a client is told when a rule refuses. Each slug is forever and has a page in
// api/problems.
var (
	ErrInvalid   = fault.New(fault.Invalid, "dispute-invalid", "The dispute is not right.")
	ErrOpen      = fault.New(fault.Conflict, "dispute-open", "You dispute this indicator already.")
	ErrClosed    = fault.New(fault.Conflict, "dispute-closed", "This dispute is no longer open.")
	ErrFull      = fault.New(fault.Conflict, "dispute-full", "A dispute has at most 50 statements.")
	ErrLimit     = fault.New(fault.Conflict, "dispute-limit", "A member has at most 100 open disputes.")
	ErrOwn       = fault.New(fault.Conflict, "dispute-own", "This indicator is your own.")
	ErrNoParty   = fault.New(fault.Forbidden, "not-a-party", "This is for others of the dispute to do.")
	ErrPartial   = fault.New(fault.Forbidden, "steward-is-party", "You have a part in this dispute.")
	ErrStanding  = fault.New(fault.Conflict, "indicator-not-standing", "This indicator no longer stands.")
	ErrRaced     = fault.New(fault.Conflict, "conflict", "Somebody else was faster.")
	ErrNotFound  = indicator.ErrNotFound
	ErrPolicy    = indicator.ErrPolicy
	ErrMoved     = revision.ErrMoved
	errMoved     = ErrMoved.With("Read the dispute again, and decide on what it says now.")
	errUnwritten = fmt.Errorf("%w: again and again", ErrRaced)
)

// The limits on what a dispute may carry.
const (
	MaxReason     = 2000 // characters
	MaxEvidence   = 4000 // characters
	MaxOnBehalf   = 500  // characters
	MaxStatement  = 2000 // characters
	MaxStatements = 50
	MaxOpen       = 100 // of one member: who contests all that there is would take it from everybody's lists
)

// Register knows the disputes there are.
type Register interface {
	// Find returns the newest state of a dispute.
	Find(d id.Dispute) (Dispute, bool)
	// On returns the disputes of an indicator, oldest first.
	On(i id.Indicator) []Dispute
	// All returns the disputes that are wanted, oldest first.
	All(wants func(*Dispute) bool) []Dispute
	// Encode gives the body of an entry.
	Encode(d Dispute) []byte
}

// Catalog knows the indicators.
type Catalog interface {
	// Standing returns how an indicator stands if v may see it; hidden and absent are one.
	Standing(v *scope.View, i id.Indicator, now time.Time) (catalog.Standing, bool)
	// Own returns the newest state of an indicator to the rules of its publisher.
	Own(ctx context.Context, m id.Member, i id.Indicator) (catalog.Indicator, ledger.Position, bool, error)
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

var (
	_ Catalog = (*catalog.Catalog)(nil)
	_ Ledger  = (*fold.Fold)(nil)
	_ Head    = (*ledger.Ledger)(nil)
)

// Book is where disputes are written down. It is safe for concurrent use.
type Book struct {
	Register Register
	Catalog  Catalog
	Ledger   Ledger
	Head     Head
	Current  func(by access.Caller) bool                                         // whether a caller would still be let in
	View     func(viewer string) *scope.View                                     // what a viewer may do now
	Refused  func(by access.Caller, a scope.Act, r scope.Record, i id.Indicator) // is told of what policy denied
	ID       func(viewer, of string) id.Dispute                                  // a keyed PRF
	Random   func(n int) []byte                                                  // of a cryptographic source
	Now      func() time.Time
}

// NewID is the name of a dispute, made with a keyed hash (hubkey.Key.ID) of its author and of the
// request that made it: the same request never makes two.
func NewID(hash func(purpose string, parts ...string) string) func(viewer, of string) id.Dispute {
	return func(viewer, of string) id.Dispute { return id.Dispute("dsp_" + hash("dispute", viewer, of)) }
}

// Match is what a change was asked to start from.
type Match = revision.Match

// IsSteward reports whether the caller hears disputes: a person who does so for the alliance. Its
// key has the scope read, and there is no other that it could have.
func IsSteward(by access.Caller) bool {
	return by.Person != "" && by.Member == "" && slices.Contains(by.Roles, directory.RoleSteward) && by.Can(access.Read)
}

// gate lets in members' keys that may publish and stewards, if they are in force now: the
// request's body may have come slowly.
func (b *Book) gate(by access.Caller) error {
	if !IsSteward(by) {
		if err := by.Require(access.Publish); err != nil {
			return err
		}
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// role is how the caller, who may do what v says, stands to a dispute. Nobody else reads any of it.
func (b *Book) role(by access.Caller, v *scope.View, d *Dispute, now time.Time) Role {
	r := d.record()
	at := now.Unix()
	switch {
	case !v.Decide(scope.See, &r, at):
	case IsSteward(by):
		return Steward
	case v.Member == "" || !v.Decide(scope.ReadCore, &r, at):
	case v.Member == d.Member:
		return Disputer
	case v.Member == d.Publisher:
		return Publisher
	}
	if s, ok := b.Catalog.Standing(v, d.Indicator, now); ok && s.Read && d.First >= s.Since {
		return Reader
	}
	return Nobody
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }

// draft is the entry of a dispute's next state.
func (b *Book) draft(next *Dispute, verb string, by access.Caller, r ledger.Request) ledger.Draft {
	return ledger.Draft{
		At: next.Modified, Kind: ledger.KindDispute, ID: string(next.ID), Verb: verb, Actor: by.Actor(), Schema: Schema,
		Request: r, Body: b.Register.Encode(*next), Expect: next.Position,
	}
}

// moving is the entry by which an indicator comes to another state, in one batch with that of the
// dispute. Its actor is the hub: who disputes may not want to be known, and stands on the dispute's
// own entry.
func (b *Book) moving(i *catalog.Indicator, at ledger.Position, to catalog.State, verb, code string, now time.Time) ledger.Draft {
	i.State, i.Reason, i.ReasonCode, i.Modified = to, "", code, now
	i.Salt = base64.RawStdEncoding.EncodeToString(b.Random(16))
	return ledger.Draft{
		At: now, Kind: ledger.KindIndicator, ID: string(i.ID), Verb: verb, Actor: "system", Schema: catalog.SchemaIndicator,
		Body: catalog.Encode(*i), Expect: at, Value: i,
	}
}

// catchUp waits for what another process wrote.
func (b *Book) catchUp(ctx context.Context) error {
	head, err := b.Head.Head(ctx)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	if err := b.Ledger.Wait(ctx, head); err != nil {
		return fmt.Errorf("catch up: %w", err)
	}
	return nil
}
