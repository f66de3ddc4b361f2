package proposal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
	"github.com/entente-hub/entente/shared/turnstile"
)

// What a client is told where a rule refuses. Each slug is forever and has a page in
// api/problems.
var (
	ErrInvalid   = fault.New(fault.Invalid, "policy-invalid", "The policy is not right.")
	ErrNotFound  = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrMoved     = revision.ErrMoved
	ErrMissing   = revision.ErrMissing
	ErrRaced     = fault.New(fault.Conflict, "conflict", "Somebody else was faster.")
	ErrClosed    = fault.New(fault.Conflict, "proposal-closed", "This proposal is no longer open.")
	ErrStale     = fault.New(fault.Conflict, "proposal-stale", "Another policy has come into force since.")
	ErrFailing   = fault.New(fault.Conflict, "proposal-tests-failed", "The policy does not decide what its cases say.")
	ErrNotAuthor = fault.New(fault.Forbidden, "not-author", "This proposal is another's.")
	ErrOwn       = fault.New(fault.Forbidden, "approver-is-author", "What shows anyone more takes a second person.")
	ErrGains     = fault.New(fault.Forbidden, "approver-gains", "Your organisation would be shown more by this.")
)

// Register knows the proposals and revisions there are.
type Register interface {
	// Find returns the newest state of a proposal.
	Find(p id.Proposal) (Proposal, bool)
	// Revision returns the policy that was in force under a name.
	Revision(name string) (policies.Revision, bool)
	// Encode gives the body of an entry.
	Encode(p Proposal) []byte
}

// Policy is the one in force.
type Policy interface{ Revision() policies.Revision }

// Directory knows whose a person is.
type Directory interface {
	Person(p id.Person) (directory.Person, bool)
}

// Ledger takes entries, and returns once the views hold them. Both return ledger.ErrConflict if
// an entity has moved on since its draft's Expect; then nothing is written.
type Ledger interface {
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
	AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error)
}

var (
	_ Policy    = (*policies.Current)(nil)
	_ Directory = (*directory.Directory)(nil)
	_ Ledger    = (*fold.Fold)(nil)
)

// Book is where proposals are written down. It is safe for concurrent use.
type Book struct {
	Register  Register
	Policy    Policy
	Directory Directory
	Ledger    Ledger
	Groups    func(at time.Time) policies.Groups         // who may view, and what they belong to
	All       func(at time.Time) policies.Groups         // the same, with those who are suspended
	Records   policies.Records                           // all that there are
	Current   func(by access.Caller) bool                // whether a caller would still be let in
	ID        func(viewer string, of string) id.Proposal // a keyed PRF
	Random    func(n int) []byte                         // of a cryptographic source
	Now       func() time.Time

	// Turn is of size 1: a simulation takes a core for seconds, so there is one at a time.
	Turn chan struct{}

	runs turnstile.Turnstile // of cases
}

// NewID is the name of a proposal, made with a keyed hash (hubkey.Key.ID) of its author and of
// the request that made it: the same request never makes two.
func NewID(hash func(purpose string, parts ...string) string) func(string, string) id.Proposal {
	return func(viewer, of string) id.Proposal {
		return id.Proposal("prop_" + hash("proposal", viewer, of))
	}
}

// Match is what a change was asked to start from.
type Match = revision.Match

// lost is what a change that lost a race is told.
func lost(m Match) error {
	if m.Given && !m.Any {
		return ErrMoved
	}
	return ErrRaced
}

// Find returns a proposal, to whoever may read who did what.
func (b *Book) Find(by access.Caller, p id.Proposal) (Proposal, error) {
	if err := Reads(by); err != nil {
		return Proposal{}, err
	}
	found, ok := b.Register.Find(p)
	if !ok {
		return Proposal{}, ErrNotFound
	}
	return found, nil
}

// Reads lets in who may read the policies: admins and auditors.
func Reads(by access.Caller) error {
	if by.Can(access.Admin) || by.Can(access.Audit) {
		return nil
	}
	return access.Missing(access.Admin, access.Audit)
}

// Stale reports whether another policy than a proposal was made on is in force: it can only be
// rejected.
func (b *Book) Stale(p Proposal) bool {
	return p.State == Open && p.Base != b.Policy.Revision().Name()
}

// gate lets an admin in whose key is in force now: a body may have come slowly, and a simulation
// may have taken long.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Admin); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// opened is the proposal that an admin would do something with, which must be open still and as
// m has it.
func (b *Book) opened(by access.Caller, p id.Proposal, m Match) (Proposal, error) {
	if err := b.gate(by); err != nil {
		return Proposal{}, err
	}
	found, ok := b.Register.Find(p)
	if !ok {
		return Proposal{}, ErrNotFound
	}
	if err := m.Holds(found.Position); err != nil {
		return Proposal{}, err
	}
	if found.State != Open {
		return Proposal{}, ErrClosed.With("It is %s. Make a new one.", found.State)
	}
	return found, nil
}

// draft is the entry of a proposal's next state.
func (b *Book) draft(next *Proposal, verb, actor string, r ledger.Request) ledger.Draft {
	next.Modified = b.now()
	return ledger.Draft{
		At: next.Modified, Kind: ledger.KindProposal, ID: string(next.ID),
		Verb: verb, Actor: actor, Schema: Schema, Request: r,
		Body: b.Register.Encode(*next), Expect: next.Position,
	}
}

// write appends the next state of a proposal, and returns it as the ledger has it. lost is the
// error where the proposal has moved on meanwhile.
func (b *Book) write(ctx context.Context, next Proposal, verb, actor string, r ledger.Request, lost error) (Proposal, error) {
	e, err := b.Ledger.Append(ctx, b.draft(&next, verb, actor, r))
	if errors.Is(err, ledger.ErrConflict) {
		return Proposal{}, lost
	}
	if err != nil {
		return Proposal{}, fmt.Errorf("append %s: %w", next.ID, err)
	}
	next.Position = e.Position
	return next, nil
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }
