package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Sighting is what one member says of an indicator: that it saw what that is about again, or did
// not (STIX 2.1, section 5.2; MISP's sightings of type 0 and 1). It is its author's, as the
// indicator is its publisher's.
type Sighting struct {
	ID          id.Sighting
	Indicator   id.Indicator
	Member      id.Member // who says so
	Type        string    // one of SightingTypes
	Platform    string
	URL         observable.Observable // a listing or a store; the zero one means none
	Count       int                   // how often; at least 1
	FirstSeen   time.Time
	LastSeen    time.Time
	Note        string
	Audience    Audience
	TLP         tlp.Mark // with ToShared alone, as Share
	Share       Share
	Attribution Attribution
	Retracted   bool
	Reason      string          // why it was retracted
	Saw         ledger.Position // of the indicator's entry that its author knew
	Created     time.Time
	Modified    time.Time
}

// The types of sighting. Those that Again names are what an indicator's number counts.
const (
	Seen          = "seen"
	NotSeen       = "not_seen"
	FalsePositive = "false_positive"
	Relisted      = "relisted" // again, after it was taken down
)

// SightingTypes lists the types.
func SightingTypes() []string { return []string{Seen, NotSeen, FalsePositive, Relisted} }

// Again reports whether it stands, and says that the thing was there again.
func (s *Sighting) Again() bool {
	return !s.Retracted && (s.Type == Seen || s.Type == Relisted)
}

// Audience is who hears a sighting, of those who may read its indicator: nobody else ever does.
type Audience string

// The audiences.
const (
	ToPublisher Audience = "publisher" // the indicator's publisher and the author's own member
	ToIndicator Audience = "indicator" // whoever may read the indicator
	ToShared    Audience = "shared"    // whom a label and a share of its own let in
)

// Audiences lists the audiences.
func Audiences() []string {
	return []string{string(ToPublisher), string(ToIndicator), string(ToShared)}
}

// Verbs of sighting entries; the event's type is "sighting." + verb.
const (
	VerbAdded     = "added"
	VerbRetracted = "retracted"
)

// SchemaSighting is the version of a sighting entry's body.
const SchemaSighting = 1

// record gives what a decision needs to know of a sighting on an indicator of a publisher, of a
// type and under a label. It has no embargo and no validity: the indicator's are asked besides.
func (s *Sighting) record(publisher id.Member, of scope.Cell) scope.Record {
	label, share := of.Label(), Share{}
	switch s.Audience {
	case ToIndicator: // for whom the indicator is alone: what is asked besides
	case ToShared:
		label, share = s.TLP, s.Share
	default:
		label, share.Members = tlp.Red, []id.Member{publisher}
	}
	atoms := []scope.Atom{scope.By(s.Member)}
	for _, t := range share.TaskForces {
		atoms = append(atoms, scope.In(t))
	}
	for _, m := range share.Members {
		atoms = append(atoms, scope.Named(m))
	}
	for _, m := range share.Except {
		atoms = append(atoms, scope.Never(m))
	}
	slices.Sort(atoms)
	return scope.Record{Atoms: slices.Compact(atoms), Cell: scope.CellOf(of.Type(), label), Owner: s.Member}
}

// sightingWire is a sighting as its entry has it (schema 1).
type sightingWire struct {
	Indicator   id.Indicator    `json:"indicator"`
	Member      id.Member       `json:"member"`
	Type        string          `json:"type"`
	Platform    string          `json:"platform,omitzero"`
	URL         *thing          `json:"url,omitzero"`
	Count       int             `json:"count"`
	FirstSeen   time.Time       `json:"first_seen,omitzero"`
	LastSeen    time.Time       `json:"last_seen,omitzero"`
	Note        string          `json:"note,omitzero"`
	Audience    Audience        `json:"audience"`
	TLP         string          `json:"tlp,omitzero"`
	Share       share           `json:"share,omitzero"`
	Attribution Attribution     `json:"attribution"`
	Retracted   bool            `json:"retracted,omitzero"`
	Reason      string          `json:"reason,omitzero"`
	Saw         ledger.Position `json:"saw"`
	Created     time.Time       `json:"created_at"`
	Modified    time.Time       `json:"modified_at"`
}

// EncodeSighting gives the body of a sighting entry.
func EncodeSighting(s Sighting) []byte {
	w := sightingWire{
		Indicator: s.Indicator, Member: s.Member, Type: s.Type, Platform: s.Platform, Count: s.Count,
		FirstSeen: utc(s.FirstSeen), LastSeen: utc(s.LastSeen), Note: s.Note, Audience: s.Audience, Share: share(s.Share),
		Attribution: s.Attribution, Retracted: s.Retracted, Reason: s.Reason, Saw: s.Saw, Created: utc(s.Created), Modified: utc(s.Modified),
	}
	if s.URL.Canonical != "" {
		url := toThing(s.URL, nil)
		w.URL = &url
	}
	if s.Audience == ToShared {
		w.TLP = s.TLP.String()
	}
	return marshal(&w)
}

// DecodeSighting reads a sighting entry's body. It returns ErrSchema for one of a newer schema.
func DecodeSighting(e ledger.Entry) (Sighting, error) {
	if e.Schema > SchemaSighting {
		return Sighting{}, fmt.Errorf("%s %s: schema %d: %w", e.Kind, e.ID, e.Schema, ErrSchema)
	}
	var w sightingWire
	if err := json.Unmarshal(e.Body, &w); err != nil {
		return Sighting{}, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	s := Sighting{
		ID: id.Sighting(e.ID), Indicator: w.Indicator, Member: w.Member, Type: w.Type, Platform: w.Platform, Count: w.Count,
		FirstSeen: w.FirstSeen, LastSeen: w.LastSeen, Note: w.Note, Audience: w.Audience, Share: Share(w.Share),
		Attribution: w.Attribution, Retracted: w.Retracted, Reason: w.Reason, Saw: w.Saw, Created: w.Created, Modified: w.Modified,
	}
	var err error
	if w.URL != nil {
		s.URL, _, err = fromThing(*w.URL)
	}
	if s.Audience == ToShared && err == nil {
		s.TLP, err = tlp.Parse(cmp.Or(w.TLP, tlp.Red.String()))
	}
	if err != nil {
		return Sighting{}, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	return s, nil
}
