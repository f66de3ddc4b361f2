// Package warninglist knows what is accused by mistake: top sites, banks, content networks,
// shorteners, throw-away mail. It reads lists in the format of MISP's warning lists and says
// which of them an observable is on. A list never says that somebody is innocent: it says that
// whoever accuses this had better mean it.
package warninglist

import (
	"net/netip"
	"regexp"

	"github.com/entente-hub/entente/shared/observable"
)

// Level is what is to become of a claim about something that is on a list.
type Level uint8

// The levels, mildest first.
const (
	None   Level = iota // nothing
	Warn                // it is published, and its publisher is told
	Refuse              // it is published with a reason alone
	Never               // it is not published: strangers share it
)

// String is the level as the API writes it: "warn", or "refuse" for both that refuse.
func (l Level) String() string {
	switch l {
	case None:
		return "none"
	case Warn:
		return "warn"
	case Refuse, Never:
	}
	return "refuse"
}

// Kind is how the values of a list are matched (MISP, schema.json, "type").
type Kind string

// The kinds. A hostname meets itself and every host below it, a cidr the addresses in it, a
// string what is equal to it, in whatever case; a substring what holds it; a regex what it
// matches somewhere.
const (
	String    Kind = "string"
	Substring Kind = "substring"
	Hostname  Kind = "hostname"
	CIDR      Kind = "cidr"
	Regex     Kind = "regex"
)

// List is one list.
type List struct {
	ID          string // the name of its file, without endings
	Name        string
	Version     int
	Description string
	Kind        Kind
	Attributes  []string // of MISP's; none: all that the kind can match
	Values      []string
	Levels      Levels
}

// Levels are what a hit means, by what was claimed.
type Levels struct {
	Host  Level // a thing that is named as such: a host, an address, a number; also a site's front page
	Page  Level // a page of a site: a listing, a shop on a marketplace
	Email Level // a mailbox at a host
}

// Hit is one list that an observable is on.
type Hit struct {
	List   string // its ID
	Name   string
	Level  Level
	Entry  string // the value of the list that was met
	Detail string // a sentence for the publisher
}

// Set is some lists, indexed. It is immutable. The zero Set knows nothing.
type Set struct {
	lists    []list
	exact    map[string][]at // whole values, in lower case
	hosts    map[string][]at // hosts, without a leading dot
	networks map[netip.Prefix][]at
	bits     [2][]int // the lengths of prefixes there are, longest first: IPv4, IPv6
	slow     []int    // lists that must be asked one by one
	hosting  map[string]bool
}

// list is a list without what the indices hold.
type list struct {
	id, name string
	levels   Levels
	types    map[observable.Type]bool // nil: all
	parts    []string                 // of a substring list
	patterns []*regexp.Regexp
}

// at says which list, and which of its values.
type at struct {
	list  int
	entry string
}
