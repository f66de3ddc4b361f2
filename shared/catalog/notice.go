package catalog

import (
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Notice says that screenings of one member met an indicator of another's: a match notice. It is
// the screener's, and the publisher's as far as it is heard. It has nothing of what was asked.
type Notice struct {
	ID          id.Notice
	Indicator   id.Indicator
	Member      id.Member // who screened
	Attribution Attribution
	Sent        Tally // what the screener has said
	Heard       Tally // what of that the publisher is told; the zero one: nothing
}

// Tally is how often something was said, when, and how the two met the last time.
type Tally struct {
	Count       int
	First, Last time.Time
	Meeting     Meeting
}

// Add counts one more.
func (t Tally) Add(m Meeting, at time.Time) Tally {
	if t.Count == 0 {
		t.First = at
	}
	return Tally{t.Count + 1, t.First, at, m}
}

// VerbMatched is the verb of notice entries, heard or not; Matched is the event of one that is heard.
const (
	VerbMatched = "matched"
	Matched     = "notice." + VerbMatched
)

// SchemaNotice is the version of a notice entry's body.
const SchemaNotice = 1

// record gives what a decision needs to know of a notice on an indicator of a publisher and a type:
// it is red, and names the publisher.
func (n *Notice) record(publisher id.Member, of scope.Cell) scope.Record {
	atoms := []scope.Atom{scope.By(n.Member), scope.Named(publisher)}
	slices.Sort(atoms)
	return scope.Record{Atoms: atoms, Cell: scope.CellOf(of.Type(), tlp.Red), Owner: n.Member}
}

// The shapes on the ledger (schema 1).
type (
	noticeWire struct {
		Indicator   id.Indicator `json:"indicator"`
		Member      id.Member    `json:"member"`
		Attribution Attribution  `json:"attribution"`
		Sent        tallyWire    `json:"sent"`
		Heard       tallyWire    `json:"heard,omitzero"`
	}
	tallyWire struct {
		Count   int       `json:"count"`
		First   time.Time `json:"first_at"`
		Last    time.Time `json:"last_at"`
		Meeting Meeting   `json:"kind"`
	}
)

// EncodeNotice gives the body of a notice entry.
func EncodeNotice(n Notice) []byte {
	n.Sent.First, n.Sent.Last, n.Heard.First, n.Heard.Last = utc(n.Sent.First), utc(n.Sent.Last), utc(n.Heard.First), utc(n.Heard.Last)
	return marshal(&noticeWire{n.Indicator, n.Member, n.Attribution, tallyWire(n.Sent), tallyWire(n.Heard)})
}

// DecodeNotice reads a notice entry's body. It returns ErrSchema for one of a newer schema.
func DecodeNotice(e ledger.Entry) (Notice, error) {
	if e.Schema > SchemaNotice {
		return Notice{}, fmt.Errorf("%s %s: schema %d: %w", e.Kind, e.ID, e.Schema, ErrSchema)
	}
	var w noticeWire
	if err := json.Unmarshal(e.Body, &w); err != nil {
		return Notice{}, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	return Notice{id.Notice(e.ID), w.Indicator, w.Member, w.Attribution, Tally(w.Sent), Tally(w.Heard)}, nil
}
