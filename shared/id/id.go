// Package id names the things that Entente speaks of. An id is a string with a type, so
// that a member cannot be passed where a task force is wanted.
package id

import "regexp"

type (
	// Member is the slug that an admin chose for an organisation, e.g. "brand-a".
	Member string
	// Person is the slug that an admin chose for a human, e.g. "jane-a".
	Person string
	// TaskForce is the slug of a named group of members, e.g. "handbags".
	TaskForce string
	// Credential is the public half of an API key: 16 lower-case base32 characters.
	Credential string
	// Indicator is "ind_" and 26 lower-case base32 characters: a keyed HMAC that tells nothing.
	Indicator string
	// Search is "sea_" and 26 lower-case base32 characters.
	Search string
	// Subscription is "sub_" and 26 lower-case base32 characters.
	Subscription string
	// Proposal is "prop_" and 26 lower-case base32 characters: a change of the policy.
	Proposal string
	// Protection is "prot_" and 26 lower-case base32 characters: a list of what is not to be accused.
	Protection string
	// Sighting is "sig_" and 26 lower-case base32 characters.
	Sighting string
	// Notice is "ntc_" and 26 lower-case base32 characters.
	Notice string
	// Dispute is "dsp_" and 26 lower-case base32 characters.
	Dispute string
	// Moderation is "mod_" and 26 lower-case base32 characters: an indicator's at the stewards' desk.
	Moderation string
	// Import is "imp_" and 26 lower-case base32 characters.
	Import string
)

var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$`)

// IsSlug reports whether s can be a member's, a person's or a task force's id: 2 to 63 lower-case
// letters, digits and hyphens, neither first nor last a hyphen (a DNS label, RFC 1123).
func IsSlug(s string) bool { return slug.MatchString(s) }
