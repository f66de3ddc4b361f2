// Package dispute holds the rules of contesting an indicator: who may, what the publisher may
// answer, who hears of what, and who settles it. While a dispute is open its indicator is disputed,
// and all who may see it are told.
//
// A steward sees that an indicator exists and not what it says, and no dispute changes that: it
// judges by what the parties say to it. What they say is addressed to it, and is all that a dispute
// shows.
package dispute

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// State is where a dispute is in its life.
type State string

// The states. All but Open are for ever.
const (
	Open      State = "open"
	Upheld    State = "upheld"    // settled: the indicator stands
	Withdrawn State = "withdrawn" // settled: the indicator was taken down
	Dropped   State = "dropped"   // by who disputed
	Closed    State = "closed"    // the indicator was taken back, or down, meanwhile
)

// States lists the states.
func States() []string {
	return []string{string(Open), string(Upheld), string(Withdrawn), string(Dropped), string(Closed)}
}

// Codes are the words for why an indicator is contested.
func Codes() []string {
	return []string{"authorised_seller", "mistaken_identity", "not_infringing", "outdated", "rights_dispute", "duplicate", "other"}
}

// Outcomes are how a steward settles a dispute: the indicator stands, or it is taken down.
func Outcomes() []string { return []string{string(Upheld), string(Withdrawn)} }

// Verbs of dispute entries.
const (
	VerbOpened  = "opened"
	VerbStated  = "stated"
	VerbDropped = "dropped"
	VerbSettled = "settled"
)

// Schema is the version of a dispute entry's body.
const Schema = 1

// Dispute is what somebody holds against an indicator.
type Dispute struct {
	ID          id.Dispute
	Indicator   id.Indicator
	Type        observable.Type // of the indicator
	Publisher   id.Member       // of the indicator; nobody is shown it
	Member      id.Member       // who disputes; "" where the steward's desk does, for somebody outside
	Desk        id.Person       // the steward who does; "" where a member does
	OnBehalf    string          // who is outside, and how to reach them; for stewards alone
	Code        string          // one of Codes
	Reason      string          // for the publisher and the stewards
	Evidence    string          // for the stewards; "" for none
	Attribution catalog.Attribution
	State       State
	Verdict     string // the steward's words, for the parties and the stewards
	Statements  []Statement
	Created     time.Time
	Modified    time.Time

	First    ledger.Position // of its first entry
	Position ledger.Position // of its last entry
	Revision ledger.Position // of what last changed it: an entry of its own, or its indicator's
}

// Role is how somebody stands to a dispute.
type Role string

// The roles. A reader is whoever may read the indicator; what nobody is has no name.
const (
	Nobody    Role = ""
	Reader    Role = "reader"
	Disputer  Role = "disputer"
	Publisher Role = "publisher"
	Steward   Role = "steward"
)

// Party reports whether it has a part in the dispute or judges it.
func (r Role) Party() bool { return r == Disputer || r == Publisher || r == Steward }

// Statement is what one of the parties, or a steward, says to the others.
type Statement struct {
	By   Role
	Text string
	At   time.Time
}

// record gives what a decision needs to know of a dispute: it is its author's, for the publisher of
// the indicator, under TLP:RED.
func (d *Dispute) record() scope.Record {
	atoms := []scope.Atom{scope.Named(d.Publisher)}
	if d.Member != "" {
		atoms = append(atoms, scope.By(d.Member))
	}
	slices.Sort(atoms)
	return scope.Record{Atoms: atoms, Cell: scope.CellOf(d.Type, tlp.Red), Owner: d.Member}
}
