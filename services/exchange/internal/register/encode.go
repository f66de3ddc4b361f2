package register

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
)

// errSchema says that an entry was written by a newer hub.
var errSchema = errors.New("register: unknown schema")

// row is a dispute as its entry has it (schema 1).
type row struct {
	Indicator   id.Indicator        `json:"indicator"`
	Type        string              `json:"type"`
	Publisher   id.Member           `json:"publisher"`
	Member      id.Member           `json:"member,omitempty"`
	Desk        id.Person           `json:"desk,omitempty"`
	OnBehalf    string              `json:"on_behalf,omitempty"`
	Code        string              `json:"reason_code"`
	Reason      string              `json:"reason"`
	Evidence    string              `json:"evidence,omitempty"`
	Attribution catalog.Attribution `json:"attribution"`
	State       dispute.State       `json:"state"`
	Verdict     string              `json:"verdict,omitempty"`
	Statements  []statement         `json:"statements,omitempty"`
	Created     time.Time           `json:"created_at"`
	Modified    time.Time           `json:"modified_at"`
}

type statement struct {
	By   dispute.Role `json:"by"`
	Text string       `json:"text"`
	At   time.Time    `json:"at"`
}

// Encode gives the body of a dispute entry.
func Encode(d dispute.Dispute) []byte {
	r := row{
		Indicator: d.Indicator, Type: d.Type.String(), Publisher: d.Publisher, Member: d.Member, Desk: d.Desk, OnBehalf: d.OnBehalf,
		Code: d.Code, Reason: d.Reason, Evidence: d.Evidence, Attribution: d.Attribution, State: d.State, Verdict: d.Verdict,
		Created: d.Created, Modified: d.Modified,
	}
	for _, s := range d.Statements {
		r.Statements = append(r.Statements, statement(s))
	}
	body, err := json.Marshal(r)
	if err != nil {
		panic("register: " + err.Error()) // strings and times in range always marshal
	}
	return body
}

// Decode reads a dispute entry.
func Decode(e ledger.Entry) (dispute.Dispute, error) {
	if e.Schema != dispute.Schema {
		return dispute.Dispute{}, fmt.Errorf("%w %d", errSchema, e.Schema)
	}
	var r row
	if err := json.Unmarshal(e.Body, &r); err != nil {
		return dispute.Dispute{}, fmt.Errorf("register: %w", err)
	}
	typ, ok := observable.ParseType(r.Type)
	if !ok {
		return dispute.Dispute{}, fmt.Errorf("%w: type %q", errSchema, r.Type)
	}
	d := dispute.Dispute{
		ID: id.Dispute(e.ID), Indicator: r.Indicator, Type: typ, Publisher: r.Publisher, Member: r.Member, Desk: r.Desk, OnBehalf: r.OnBehalf,
		Code: r.Code, Reason: r.Reason, Evidence: r.Evidence, Attribution: r.Attribution, State: r.State, Verdict: r.Verdict,
		Created: r.Created, Modified: r.Modified, First: e.Position, Position: e.Position, Revision: e.Position,
	}
	for _, s := range r.Statements {
		d.Statements = append(d.Statements, dispute.Statement(s))
	}
	return d, nil
}

// Strip is what may stay of a dispute's entry that is erased with its indicator: that there was one, of whom
// against whom; nothing of what was said.
func Strip(e ledger.Entry) ([]byte, error) {
	d, err := Decode(e)
	if err != nil {
		return nil, err
	}
	return Encode(dispute.Dispute{
		ID: d.ID, Indicator: d.Indicator, Type: d.Type, Publisher: d.Publisher, Member: d.Member, Desk: d.Desk, Code: d.Code,
		Attribution: d.Attribution, State: d.State, Created: d.Created, Modified: d.Modified,
	}), nil
}
