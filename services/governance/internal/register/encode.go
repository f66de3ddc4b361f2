package register

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// errSchema says that an entry was written by a newer hub.
var errSchema = errors.New("register: unknown schema")

// row is a proposal as its entry has it (schema 1).
type row struct {
	Text       string         `json:"text"`
	Cases      string         `json:"cases,omitempty"`
	Comment    string         `json:"comment"`
	Author     string         `json:"author"`
	State      proposal.State `json:"state"`
	Base       string         `json:"base"`
	Restores   string         `json:"restores,omitempty"`
	Tests      tests          `json:"tests"`
	Wider      []string       `json:"wider,omitempty"`
	WiderMore  int            `json:"wider_more,omitempty"`
	Simulation *simulation    `json:"simulation,omitempty"`
	Approver   string         `json:"approver,omitempty"`
	Remark     string         `json:"remark,omitempty"`
	Reason     string         `json:"reason,omitempty"`
	Created    time.Time      `json:"created"`
	Modified   time.Time      `json:"modified"`
}

type tests struct {
	Cases   int      `json:"cases"`
	Failed  []string `json:"failed,omitempty"`
	Missing []string `json:"missing,omitempty"`
	More    int      `json:"more,omitempty"`
}

// part is a name with two counts, under short names: there are many.
type part struct {
	Name   string `json:"n"`
	Gained int    `json:"g,omitempty"`
	Lost   int    `json:"l,omitempty"`
}

type tally struct {
	Acts    []string `json:"acts"`
	Gained  int      `json:"gained,omitempty"`
	Lost    int      `json:"lost,omitempty"`
	Viewers []part   `json:"viewers,omitempty"`
	More    int      `json:"more,omitempty"`
	Types   []part   `json:"types,omitempty"`
	Labels  []part   `json:"labels,omitempty"`
}

type sample struct {
	Indicator id.Indicator `json:"indicator"`
	Type      string       `json:"type"`
	Label     string       `json:"label"`
	Viewer    string       `json:"viewer"`
	Act       string       `json:"act"`
	Gained    bool         `json:"gained,omitempty"`
}

type simulation struct {
	At        time.Time `json:"at"`
	Records   int       `json:"records"`
	Viewers   int       `json:"viewers"`
	Gained    int       `json:"gained,omitempty"`
	Lost      int       `json:"lost,omitempty"`
	Tallies   []tally   `json:"tallies,omitempty"`
	Samples   []sample  `json:"samples,omitempty"`
	Confirmed int       `json:"confirmed,omitempty"`
}

// Encode gives the body of a proposal entry.
func Encode(p proposal.Proposal) []byte {
	body, err := json.Marshal(row{
		Text: p.Text, Cases: p.Cases, Comment: p.Comment, Author: p.Author, State: p.State, Base: p.Base, Restores: p.Restores,
		Tests: tests(p.Tests), Wider: p.Wider, WiderMore: p.WiderMore, Simulation: fromSimulation(p.Simulation),
		Approver: p.Approver, Remark: p.Remark, Reason: p.Reason, Created: p.Created, Modified: p.Modified,
	})
	if err != nil {
		panic("register: " + err.Error()) // strings, numbers and times in range always marshal
	}
	return body
}

// Decode reads a proposal entry.
func Decode(e ledger.Entry) (proposal.Proposal, error) {
	if e.Schema != proposal.Schema {
		return proposal.Proposal{}, fmt.Errorf("%w %d", errSchema, e.Schema)
	}
	var r row
	if err := json.Unmarshal(e.Body, &r); err != nil {
		return proposal.Proposal{}, fmt.Errorf("register: %w", err)
	}
	return proposal.Proposal{
		ID: id.Proposal(e.ID), Text: r.Text, Cases: r.Cases, Comment: r.Comment, Author: r.Author, State: r.State, Base: r.Base,
		Restores: r.Restores, Tests: proposal.Tests(r.Tests), Wider: r.Wider, WiderMore: r.WiderMore, Simulation: toSimulation(r.Simulation),
		Approver: r.Approver, Remark: r.Remark, Reason: r.Reason, Created: r.Created, Modified: r.Modified, Position: e.Position,
	}, nil
}

func fromSimulation(s *proposal.Simulation) *simulation {
	if s == nil {
		return nil
	}
	out := &simulation{
		At: s.At, Records: s.Records, Viewers: s.Viewers, Gained: s.Visible.Gained, Lost: s.Visible.Lost, Confirmed: s.Confirmed,
	}
	for _, t := range s.Tallies {
		out.Tallies = append(out.Tallies, tally{
			Acts: t.Acts, Gained: t.Pairs.Gained, Lost: t.Pairs.Lost, Viewers: each(t.Viewers, fromPart), More: t.More,
			Types: each(t.Types, fromPart), Labels: each(t.Labels, fromPart),
		})
	}
	out.Samples = each(s.Samples, func(x proposal.Sample) sample { return sample(x) })
	return out
}

func toSimulation(s *simulation) *proposal.Simulation {
	if s == nil {
		return nil
	}
	out := &proposal.Simulation{
		At: s.At, Records: s.Records, Viewers: s.Viewers, Visible: proposal.Count{Gained: s.Gained, Lost: s.Lost}, Confirmed: s.Confirmed,
	}
	for _, t := range s.Tallies {
		out.Tallies = append(out.Tallies, proposal.Tally{
			Acts: t.Acts, Pairs: proposal.Count{Gained: t.Gained, Lost: t.Lost}, Viewers: each(t.Viewers, toPart), More: t.More,
			Types: each(t.Types, toPart), Labels: each(t.Labels, toPart),
		})
	}
	out.Samples = each(s.Samples, func(x sample) proposal.Sample { return proposal.Sample(x) })
	return out
}

func fromPart(p proposal.Part) part { return part{p.Name, p.Gained, p.Lost} }

func toPart(p part) proposal.Part {
	return proposal.Part{Name: p.Name, Count: proposal.Count{Gained: p.Gained, Lost: p.Lost}}
}

func each[A, B any](in []A, f func(A) B) []B {
	var out []B
	for _, x := range in {
		out = append(out, f(x))
	}
	return out
}
