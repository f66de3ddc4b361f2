package indicator

import (
	"time"

	"github.com/entente-hub/entente/shared/id"
)

// Draft is an indicator as a member wrote it down: nothing is checked yet. The zero value
// of a field means that it was not given.
type Draft struct {
	Observable   Given
	Brands       []string
	Infringement string
	Confidence   *int
	Basis        string
	Tags         []string
	FirstSeen    time.Time
	ValidUntil   time.Time
	EmbargoUntil time.Time
	TLP          string
	Share        Share
	Attribution  string
	Links        []Link
	Note         string
	Force        *Force
}

// Force publishes what stands on a list of what is accused by mistake.
type Force struct{ Reason string }

// Given is an observable as it was given.
type Given struct {
	Type, Value  string
	Region       string // of a telephone number without "+"
	Fingerprints []Fingerprint
}

// Fingerprint is a perceptual hash of an image as it was given.
type Fingerprint struct {
	Algorithm, Hash string
	Quality         *int
}

// Share is an audience as it was given.
type Share struct {
	TaskForces []id.TaskForce
	Members    []id.Member
	Except     []id.Member
}

// Link is a link as it was given.
type Link struct {
	Given

	Relation string
}
