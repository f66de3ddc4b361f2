package importing

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// State is how far an import is.
type State string

// The states. Failed means that it broke off: what was accepted stays.
const (
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

// Report is how an import goes, or went. Lines that say nothing are not counted.
type Report struct {
	ID        id.Import       `json:"id"`
	Member    id.Member       `json:"member"`
	State     State           `json:"state"`
	Accepted  int64           `json:"accepted"`
	Duplicate int64           `json:"duplicate"`
	Rejected  int64           `json:"rejected"`
	Why       *Problem        `json:"why,omitempty"` // it failed
	Created   time.Time       `json:"created"`
	Finished  time.Time       `json:"finished,omitzero"`
	Seen      time.Time       `json:"seen"` // last sign of life
	Last      ledger.Position `json:"last"` // of the newest entry written
	Sum       string          `json:"sum,omitempty"`
	Errors    []Reject        `json:"-"` // the first of them
}

// Total is how many lines were dealt with.
func (r *Report) Total() int64 { return r.Accepted + r.Duplicate + r.Rejected }

// Reject is a line that was not taken.
type Reject struct {
	Line    int64   `json:"line"`
	Problem Problem `json:"problem"`
}

// Problem is a fault as it is kept.
type Problem struct {
	Kind   fault.Kind    `json:"kind"`
	Slug   string        `json:"slug"`
	Title  string        `json:"title"`
	Detail string        `json:"detail,omitempty"`
	Fields []fault.Field `json:"fields,omitempty"`
}

// problemOf keeps what a client may read of err; ok is false for an error that is no fault.
func problemOf(err error) (Problem, bool) {
	f, ok := fault.As(err)
	if !ok {
		return Problem{}, false
	}
	return Problem{Kind: f.Kind, Slug: f.Slug, Title: f.Title, Detail: f.Detail, Fields: f.Fields}, true
}

// why says what broke an import off. What is not for a client's eyes becomes the plain fact.
func why(err error) *Problem {
	switch {
	case errors.Is(err, ledger.ErrUnavailable):
		err = ErrInterrupted.With("The ledger could not be reached. Send the same body again: what was accepted stays.")
	case !errors.Is(err, ErrInterrupted):
		err = ErrInterrupted.With("Something failed inside. Send the same body again: what was accepted stays.")
	}
	p, _ := problemOf(err)
	return &p
}

func (r *Report) encode() ([]byte, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", r.ID, err)
	}
	return body, nil
}
