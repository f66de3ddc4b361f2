package importing

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
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
	Warned    int64           `json:"warned,omitzero"`    // of the accepted
	Held      int64           `json:"held,omitzero"`      // of the accepted: they wait for a steward
	Refused   int64           `json:"refused,omitzero"`   // of the rejected: a list stood against them
	Warnings  []Note          `json:"warnings,omitempty"` // the first of the warned
	Holds     []Hold          `json:"holds,omitempty"`    // the first of the held
	Why       *Problem        `json:"why,omitempty"`      // it failed
	Created   time.Time       `json:"created"`
	Finished  time.Time       `json:"finished,omitzero"`
	Seen      time.Time       `json:"seen"` // last sign of life
	Last      ledger.Position `json:"last"` // of the newest entry written
	Sum       string          `json:"sum,omitempty"`
	Errors    []Reject        `json:"-"` // the first of them
}

// Total is how many lines were dealt with.
func (r *Report) Total() int64 { return r.Accepted + r.Duplicate + r.Rejected }

// Note is a line that was taken with warnings, the first of them.
type Note struct {
	Line     int64             `json:"line"`
	Warnings []catalog.Warning `json:"warnings"`
}

// Hold is a line that was taken and waits for a steward, and the first of what was found in it.
type Hold struct {
	Line     int64             `json:"line"`
	Findings []catalog.Finding `json:"findings"`
}

// Reject is a line that was not taken.
type Reject struct {
	Line    int64   `json:"line"`
	Problem Problem `json:"problem"`
}

// Problem is a fault as it is kept: no more of it than helps, however much is wrong.
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
	return Problem{Kind: f.Kind, Slug: f.Slug, Title: f.Title, Detail: short(f.Detail), Fields: few(f.Fields)}, true
}

// few returns the first fields, as many as are kept.
func few(all []fault.Field) []fault.Field {
	var kept []fault.Field
	bytes := 0
	for _, f := range all[:min(maxFields, len(all))] {
		f = fault.Field{Pointer: place(f.Pointer), Detail: short(f.Detail)}
		if bytes += size(f.Pointer) + size(f.Detail); bytes > maxFieldBytes {
			break
		}
		kept = append(kept, f)
	}
	return kept
}

// place is a pointer, or to what the place is in where it is too long: a name in it may be as
// long as the line.
func place(pointer string) string {
	for size(pointer) > maxText {
		last := strings.LastIndexByte(pointer[:min(len(pointer), maxText)], '/')
		pointer = strings.Clone(pointer[:max(last, 0)])
	}
	return pointer
}

// short is a text, or its beginning where it is too long.
func short(s string) string {
	for n := maxText - 8; size(s) > maxText; n /= 2 {
		s = strings.ToValidUTF8(s[:min(len(s), n)], "") + "…"
	}
	return s
}

// size is how long a text is as JSON.
func size(s string) int {
	quoted, err := jsontext.AppendQuote(nil, s)
	if err != nil { // it is no UTF-8
		return 6 * len(s)
	}
	return len(quoted)
}

// why says what broke an import off. What is not for a client's eyes becomes the plain fact.
func why(err error) *Problem {
	switch {
	case errors.Is(err, ledger.ErrUnavailable):
		err = ErrInterrupted.With("The ledger could not be reached. Send the same body again: what was accepted stays.")
	case errors.Is(err, access.ErrUnauthenticated), errors.Is(err, access.ErrScope):
		err = access.ErrUnauthenticated.With("The key that the import came with is no longer in force: what was accepted stays.")
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
