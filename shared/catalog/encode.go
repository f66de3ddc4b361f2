package catalog

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// ErrSchema says that an entry was written by a newer hub than this one.
var ErrSchema = errors.New("catalog: written by a newer version")

// The shapes on the ledger. What a viewer is shown (render.go) is made of the same parts, so
// that a name means one thing everywhere.
type (
	thing struct {
		Type      string `json:"type"`
		Value     string `json:"value"`
		Canonical string `json:"canonical"`
		Region    string `json:"region,omitzero"`
		Version   int    `json:"version,omitzero"`

		Fingerprints []fingerprint `json:"fingerprints,omitempty"`
	}
	fingerprint struct {
		Algorithm string `json:"algorithm"`
		Hash      string `json:"hash"`
		Quality   *int   `json:"quality,omitzero"`
	}
	link struct {
		thing
		Relation string `json:"relation"`
	}
	share struct {
		TaskForces []id.TaskForce `json:"task_forces,omitempty"`
		Members    []id.Member    `json:"members,omitempty"`
		Except     []id.Member    `json:"except,omitempty"`
	}
	// core is what whoever may read an indicator reads.
	core struct {
		ID           id.Indicator `json:"id"`
		Observable   thing        `json:"observable"`
		Brands       []string     `json:"brands,omitempty"`
		Infringement string       `json:"infringement,omitzero"`
		Confidence   *int         `json:"confidence,omitzero"`
		Basis        string       `json:"basis,omitzero"`
		Tags         []string     `json:"tags,omitempty"`
		FirstSeen    time.Time    `json:"first_seen,omitzero"`
		ValidUntil   time.Time    `json:"valid_until,omitzero"`
		TLP          string       `json:"tlp"`
		Links        []link       `json:"links,omitempty"`
		Note         string       `json:"note,omitzero"`
		Forced       string       `json:"forced,omitzero"`
		State        State        `json:"state"`
		Reason       string       `json:"reason,omitzero"`
		ReasonCode   string       `json:"reason_code,omitzero"`
		Created      time.Time    `json:"created_at"`
		Modified     time.Time    `json:"modified_at"`
	}
	// owned is what its publisher alone reads of it.
	owned struct {
		EmbargoUntil time.Time   `json:"embargo_until,omitzero"`
		Attribution  Attribution `json:"attribution"`
		Share        share       `json:"share"`
		Warnings     []Warning   `json:"warnings,omitempty"`
		Findings     []Finding   `json:"findings,omitempty"`
	}
	wire struct {
		core
		owned
		Publisher id.Member `json:"publisher"`
		Private   bool      `json:"private,omitzero"`
		Salt      string    `json:"salt,omitzero"`
	}
)

// Encode gives the body of an indicator entry.
func Encode(i Indicator) []byte {
	w := toWire(i)
	return marshal(&w)
}

// Decode reads an indicator entry's body. It returns ErrSchema for one of a newer schema.
func Decode(e ledger.Entry) (Indicator, error) {
	if e.Schema > SchemaIndicator {
		return Indicator{}, fmt.Errorf("%s %s: schema %d: %w", e.Kind, e.ID, e.Schema, ErrSchema)
	}
	var w wire
	if err := json.Unmarshal(e.Body, &w); err != nil {
		return Indicator{}, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	i, err := fromWire(&w)
	if err != nil {
		return Indicator{}, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	i.ID = id.Indicator(e.ID)
	return i, nil
}

func toWire(i Indicator) wire {
	w := wire{
		core: core{
			ID: i.ID, Observable: toThing(i.Observable, i.Fingerprints), Brands: i.Brands, Infringement: i.Infringement,
			Basis: i.Basis, Tags: i.Tags, FirstSeen: utc(i.FirstSeen), ValidUntil: utc(i.ValidUntil),
			TLP: i.TLP.String(), Note: i.Note, Forced: i.Forced, State: i.State, Reason: i.Reason, ReasonCode: i.ReasonCode,
			Created: utc(i.Created), Modified: utc(i.Modified),
		},
		owned:     owned{EmbargoUntil: utc(i.EmbargoUntil), Attribution: i.Attribution, Share: share(i.Share), Warnings: i.Warnings, Findings: i.Findings},
		Publisher: i.Publisher, Private: i.Private, Salt: i.Salt,
	}
	if i.Confidence >= 0 {
		w.Confidence = &i.Confidence
	}
	for _, l := range i.Links {
		w.Links = append(w.Links, link{thing: toThing(l.Observable, l.Fingerprints), Relation: l.Relation})
	}
	return w
}

func fromWire(w *wire) (Indicator, error) {
	mark, err := tlp.Parse(w.TLP)
	if err != nil {
		return Indicator{}, err
	}
	o, fs, err := fromThing(w.Observable)
	if err != nil {
		return Indicator{}, err
	}
	confidence := -1
	if w.Confidence != nil {
		confidence = *w.Confidence
	}
	i := Indicator{
		ID: w.ID, Publisher: w.Publisher, Observable: o, Fingerprints: fs, Brands: w.Brands, Infringement: w.Infringement,
		Confidence: confidence, Basis: w.Basis, Tags: w.Tags, FirstSeen: w.FirstSeen,
		ValidUntil: w.ValidUntil, EmbargoUntil: w.EmbargoUntil, TLP: mark, Share: Share(w.Share),
		Attribution: w.Attribution, Note: w.Note, Forced: w.Forced, Warnings: w.Warnings, Findings: w.Findings, State: w.State, Reason: w.Reason, ReasonCode: w.ReasonCode,
		Created: w.Created, Modified: w.Modified, Private: w.Private || w.State == Held || w.State == Refused,
	}
	for _, l := range w.Links {
		o, fs, err := fromThing(l.thing)
		if err != nil {
			return Indicator{}, err
		}
		i.Links = append(i.Links, Link{Observable: o, Fingerprints: fs, Relation: l.Relation})
	}
	return i, nil
}

func toThing(o observable.Observable, fs []observable.Fingerprint) thing {
	t := thing{Type: o.Type.String(), Value: o.Raw, Canonical: o.Canonical, Region: o.Region, Version: o.Version}
	for _, f := range fs {
		w := fingerprint{Algorithm: f.Algorithm, Hash: f.Hash}
		if f.Quality >= 0 {
			w.Quality = &f.Quality
		}
		t.Fingerprints = append(t.Fingerprints, w)
	}
	return t
}

// fromThing reads an observable. One without a canonical form is erased or masked: nothing of what
// was given is read.
func fromThing(t thing) (o observable.Observable, fs []observable.Fingerprint, err error) {
	typ, ok := observable.ParseType(t.Type)
	if !ok {
		return o, nil, fmt.Errorf("observable type %q: %w", t.Type, ErrSchema)
	}
	o = observable.Observable{Type: typ, Version: max(0, t.Version)}
	if t.Canonical == "" {
		return o, nil, nil
	}
	o.Raw, o.Canonical, o.Region = t.Value, t.Canonical, t.Region
	for _, w := range t.Fingerprints {
		f := observable.Fingerprint{Algorithm: w.Algorithm, Hash: w.Hash, Quality: -1}
		if w.Quality != nil {
			f.Quality = max(-1, *w.Quality)
		}
		fs = append(fs, f)
	}
	return o, fs, nil
}

// marshal cannot fail: the shapes hold nothing that JSON has no form for. Text that is not
// UTF-8 is repaired, times outside of RFC 3339's years are brought in by utc.
func marshal(v any) []byte {
	b, err := json.Marshal(v, jsontext.AllowInvalidUTF8(true))
	if err != nil {
		panic(fmt.Sprintf("catalog: marshal %T: %v", v, err))
	}
	return b
}

func utc(t time.Time) time.Time {
	t = t.UTC()
	switch {
	case t.Year() > 9999:
		return time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	case t.Year() < 1:
		return time.Time{}
	}
	return t
}
