// Package proposal holds the rules of changing the policy: who may propose a set, what is looked
// at before it comes into force, and who else must agree. Nothing comes into force that its own
// cases contradict; what shows anyone more takes two, and the second must not be of whom it
// shows more to. What only tightens one may do alone.
package proposal

import (
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// State is where a proposal is in its life.
type State string

// The states. Activated and Rejected are for ever.
const (
	Open      State = "open"
	Activated State = "activated"
	Rejected  State = "rejected"
)

// The verbs of proposal entries.
const (
	VerbProposed  = "proposed"
	VerbChanged   = "changed"
	VerbSimulated = "simulated"
	VerbApproved  = "approved"
	VerbRejected  = "rejected"
	VerbWithdrawn = "withdrawn" // by its author
)

// Schema is the version of a proposal entry's body.
const Schema = 1

// Proposal is a policy set that an admin wants in force.
type Proposal struct {
	ID        id.Proposal
	Text      string // the set (policies.Parse)
	Cases     string // what it is to decide (policies.ParseCases)
	Comment   string // why
	Author    string // "u:<person>"
	State     State
	Base      string   // the revision that was in force when it was made
	Restores  string   // the revision whose text and cases it has, of a rollback; else ""
	Tests     Tests    // of its cases
	Wider     []string // by which lines it could show more than Base; none: it only tightens
	WiderMore int      // lines that are not in Wider

	Simulation *Simulation // the last, nil before the first and after a change

	Approver string // of an activated one: "u:<person>"
	Remark   string // the approver's, may be ""
	Reason   string // of a rejected one

	Created, Modified time.Time
	Position          ledger.Position // of its last entry
}

// Tests is what became of a set's cases.
type Tests struct {
	Cases   int
	Failed  []string // what came out otherwise: "line 12: …"
	Missing []string // rules without a kind of case that they want
	More    int      // findings that are in neither
}

// Count is how many pairs of a viewer and an indicator change: to may, and to may not.
type Count = policies.Count

// Part is the count of one viewer, type or label.
type Part struct {
	Name string
	Count
}

// Tally counts the pairs that change for acts that change alike.
type Tally struct {
	Acts    []string
	Pairs   Count
	Viewers []Part // those for whom most changes, most first
	More    int    // viewers that are not in Viewers
	Types   []Part
	Labels  []Part
}

// Sample is one pair that changes.
type Sample struct {
	Indicator   id.Indicator
	Type, Label string
	Viewer, Act string
	Gained      bool
}

// Simulation is what a set would have changed, had it come into force at a moment.
type Simulation struct {
	At        time.Time
	Records   int // that were looked at
	Viewers   int // that there were
	Visible   Count
	Tallies   []Tally // of the acts for which anything changes
	Samples   []Sample
	Confirmed int // pairs that casbin was asked about, on both sides
}
