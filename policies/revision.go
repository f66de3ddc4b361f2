package policies

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// Entity is the id of the alliance's policy on the ledger, as an entity of kind policy: each of
// its entries is one revision.
const Entity = "alliance"

// VerbActivated is the verb of a revision's entry, Schema the version of its body.
const (
	VerbActivated = "activated"
	Schema        = 1
)

// ErrSchema says that an entry was written by a newer hub than this one.
var ErrSchema = errors.New("policies: written by a newer version")

// Revision is a policy set as an entry brought it: what it says, and who answers for it.
type Revision struct {
	Text     string // the set, as it was written (Parse)
	Cases    string // what it is to decide (ParseCases); "" for none
	Comment  string // why
	Author   string // who proposed it: "u:<person>"
	Approver string // who activated it; the author where it only tightens
	Proposal string // the proposal that it was
	At       time.Time
	Position ledger.Position // 0: the built-in default, which no entry brought
}

// Initial is the revision that an alliance starts with.
func Initial() Revision {
	return Revision{Text: DefaultText(), Cases: DefaultCases(), Comment: "The default that every alliance starts with."}
}

// Name names the revision: by the proposal that it was, or "initial".
func (r Revision) Name() string {
	if r.Proposal == "" {
		return "initial"
	}
	return r.Proposal
}

// Set reads what the revision says. The error is *RefusedError.
func (r Revision) Set() (Set, error) {
	s, err := Parse([]byte(r.Text))
	s.Revision = uint64(r.Position)
	return s, err
}

// row is a revision as its entry has it (schema 1).
type row struct {
	Text     string `json:"text"`
	Cases    string `json:"cases,omitempty"`
	Comment  string `json:"comment,omitempty"`
	Author   string `json:"author"`
	Approver string `json:"approver"`
	Proposal string `json:"proposal,omitempty"`
}

// Encode gives the body of a revision's entry.
func Encode(r Revision) []byte {
	body, err := json.Marshal(row{r.Text, r.Cases, r.Comment, r.Author, r.Approver, r.Proposal})
	if err != nil {
		panic("policies: " + err.Error()) // strings always marshal
	}
	return body
}

// Decode reads a revision's entry. It returns ErrSchema for one of a newer schema. That the set
// is good is not asked: Lint does.
func Decode(e ledger.Entry) (Revision, error) {
	if e.Schema > Schema {
		return Revision{}, fmt.Errorf("%s %s: schema %d: %w", e.Kind, e.ID, e.Schema, ErrSchema)
	}
	var w row
	if err := json.Unmarshal(e.Body, &w); err != nil {
		return Revision{}, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	return Revision{
		Text: w.Text, Cases: w.Cases, Comment: w.Comment, Author: w.Author, Approver: w.Approver, Proposal: w.Proposal,
		At: e.At, Position: e.Position,
	}, nil
}
