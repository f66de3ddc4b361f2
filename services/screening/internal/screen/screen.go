// Package screen holds the rules of screening: what is asked, how it is read, and which answers
// there are. It promises that a value which cannot be read spoils no other's answer, and that
// nothing is answered which the viewer may not know: the catalog decides that.
package screen

import (
	"errors"
	"strconv"
	"time"

	"github.com/entente-hub/entente/services/screening/internal/mark"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// The bounds of a request.
const (
	MaxAsked     = 1000
	MaxLimit     = 100
	defaultLimit = 10

	maxFingerprints = 4
)

// ErrInvalid says what is wrong with a request as a whole.
var ErrInvalid = fault.New(fault.Invalid, "body-invalid", "The body does not have the shape asked for.")

// Asked is an observable that somebody asks about, as they have it.
type Asked struct {
	Type, Value, Region string
	Fingerprints        []observable.Fingerprint
}

// Request is what is asked at once. Limit is 0 where none is given.
type Request struct {
	Asked []Asked
	Limit *int
}

// Result is the answer to one observable.
type Result struct {
	Asked
	Canonical  string            // "" where it could not be read
	Problem    *observable.Error // why
	Matches    []catalog.Match
	Likenesses []mark.Likeness // beside the matches: nothing need be known of what looks like a mark
	Notified   []bool          // of each match: its publishers are told, as far as they are; nil: none
}

// Desk answers.
type Desk struct {
	Catalog  *catalog.Catalog
	Marks    *mark.Register
	Now      func() time.Time
	Decoding chan struct{} // a place in it for each image that is decoded at a time
}

// Screen answers each observable of a request in its place. It returns ErrInvalid for a request
// that has none, too many, or a limit out of range.
func (d *Desk) Screen(v *scope.View, r Request) ([]Result, error) {
	limit, err := r.check()
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(r.Asked))
	sought := make([]catalog.Sought, 0, len(r.Asked))
	places := make([]int, 0, len(r.Asked)) // in results, of sought
	for n := range r.Asked {
		results[n].Asked = r.Asked[n]
		x, err := r.Asked[n].read()
		if err != nil {
			results[n].Problem = problemOf(err)
			continue
		}
		results[n].Canonical = x.Canonical
		sought, places = append(sought, x), append(places, n)
	}
	for n, matches := range d.Catalog.Meet(v, sought, limit, d.Now()) {
		r := &results[places[n]]
		r.Matches = matches
		r.resemble(d.Marks.Find(sought[n].Observable, v.Member), limit)
	}
	return results, nil
}

// resemble adds likenesses, as far as they are among the strongest up to limit, the matches first
// where they are as strong.
func (r *Result) resemble(all []mark.Likeness, limit int) {
	for len(r.Matches)+len(all) > limit {
		if m := len(r.Matches); len(all) > 0 && (m == 0 || all[len(all)-1].Strength <= r.Matches[m-1].Strength) {
			all = all[:len(all)-1]
		} else {
			r.Matches = r.Matches[:m-1]
		}
	}
	r.Likenesses = all
}

// read brings what is asked about into its one form.
func (a *Asked) read() (catalog.Sought, error) {
	o, err := observable.Parse(a.Type, a.Value, observable.Options{Region: a.Region})
	if err != nil {
		return catalog.Sought{}, err
	}
	x := catalog.Sought{Observable: o}
	if len(a.Fingerprints) > 0 && (o.Type != observable.Image || len(a.Fingerprints) > maxFingerprints) {
		return x, &observable.Error{Field: "fingerprints", Rule: "fingerprints", Detail: "an image alone has fingerprints, and at most 4"}
	}
	for _, f := range a.Fingerprints {
		f, err := observable.ParseFingerprint(f)
		if err != nil {
			return x, err
		}
		x.Fingerprints = append(x.Fingerprints, f)
	}
	return x, nil
}

func (r *Request) check() (limit int, err error) {
	switch n := len(r.Asked); {
	case n == 0:
		return 0, ErrInvalid.At("/observables", "must have at least one")
	case n > MaxAsked:
		return 0, ErrInvalid.At("/observables", "must have at most %s", strconv.Itoa(MaxAsked))
	case r.Limit == nil:
		return defaultLimit, nil
	case *r.Limit < 1 || *r.Limit > MaxLimit:
		return 0, ErrInvalid.At("/limit", "must be from 1 to %s", strconv.Itoa(MaxLimit))
	}
	return *r.Limit, nil
}

// problemOf is what Parse says: all its errors are one type.
func problemOf(err error) *observable.Error {
	if e, ok := errors.AsType[*observable.Error](err); ok {
		return e
	}
	return &observable.Error{Field: "value", Rule: "value", Detail: "The value cannot be read."}
}
