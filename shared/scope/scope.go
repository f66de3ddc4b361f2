// Package scope is the compiled form of policy: what one viewer may do, as masks over facts
// that records carry. The policies module compiles it from casbin rules and proves the two
// equal; the catalog and delivery carry it out.
package scope

import (
	"maps"
	"slices"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// Act is what a viewer would do with a record.
type Act uint8

// The acts: knowing of a record, reading its classes of fields, taking it further, and the
// verbs of writing, which are decided on the record as it would be written.
const (
	See          Act = iota // know that it exists
	ReadCore                // read what it says
	ReadEvidence            // read what the claim rests on: basis and note
	ReadPII                 // read personal data: values and links of personal types
	ReadSource              // learn the publisher, as far as the attribution lets anyone
	Export                  // take a copy away in bulk, to pass on as the label allows
	Match                   // have it counted where another record meets it, unseen
	Publish                 // publish it
	Revise                  // change, share, restrict or revoke it
	Sight                   // say that it was seen again, or was not
	Dispute                 // contest it
	Notify                  // have its publisher told that it was met
	ActCount
)

var actNames = [ActCount]string{
	"see", "read.core", "read.evidence", "read.pii", "read.source", "export", "match", "publish", "revise", "sight", "dispute", "notify",
}

// ActNames lists the acts as policies write them, in their order.
func ActNames() []string { return slices.Clone(actNames[:]) }

// ParseAct reads an act as policies write it.
func ParseAct(s string) (Act, bool) {
	n := slices.Index(actNames[:], s)
	if n < 0 {
		return ActCount, false
	}
	return Act(n), true
}

// String returns the act as policies write it.
func (a Act) String() string {
	if a < ActCount {
		return actNames[a]
	}
	return "unknown"
}

// Atom is one fact about a record's audience: "*" (every record), "o:<member>" (its
// publisher), "t:<task force>", "d:<member>" (named on it), "x:<member>" (never share).
type Atom string

// Everyone is the atom that every record has, unwritten.
const Everyone Atom = "*"

// By is the atom of the records that m published.
func By(m id.Member) Atom { return Atom("o:" + m) }

// In is the atom of the records shared with the task force.
func In(t id.TaskForce) Atom { return Atom("t:" + t) }

// Named is the atom of the records that name m in their audience.
func Named(m id.Member) Atom { return Atom("d:" + m) }

// Never is the atom of the records that must not reach m.
func Never(m id.Member) Atom { return Atom("x:" + m) }

// Cell is a record's type and label: type*tlp.Count + label.
type Cell uint16

// Cells is how many cells there are.
const Cells = int(observable.Count) * tlp.Count

// CellOf returns the cell of a type and a label.
func CellOf(t observable.Type, m tlp.Mark) Cell { return Cell(int(t)*tlp.Count + int(m)) }

// Type returns the type of the cell's records.
func (c Cell) Type() observable.Type { return observable.Type(c / tlp.Count) }

// Label returns the label of the cell's records.
func (c Cell) Label() tlp.Mark { return tlp.Mark(c % tlp.Count) }

// Record is what a decision needs to know of a record, and no more.
type Record struct {
	Atoms   []Atom // without "*", which every record has
	Cell    Cell
	Owner   id.Member
	Embargo int64 // Unix seconds; hidden from others before it; 0: none; Forever: see Private
	Expiry  int64 // Unix seconds; hidden from others from it on; 0: none
}

// Forever is an embargo that does not end: the last second that can be written (RFC 3339 has years of
// four digits).
const Forever = 253402300799

// Private reports whether r is its owner's alone, whatever a policy says.
func (r *Record) Private() bool { return r.Embargo >= Forever }

// Embargoed reports whether others must wait for r still.
func (r *Record) Embargoed(now int64) bool { return r.Embargo != 0 && now < r.Embargo }

// Expired reports whether r's time is over for others.
func (r *Record) Expired(now int64) bool { return r.Expiry != 0 && now >= r.Expiry }

// Rights are one viewer's for one act.
type Rights struct {
	Allow, Deny        map[Atom]Mask
	Embargoed, Expired Mask // the cells in which a deny rule on embargo or expiry stands

	index *index // of Index; nil: not called
}

// View is all that one viewer may do. It is immutable. The zero View allows nothing.
type View struct {
	Viewer     string         // as policies name it, where Member and Admin alone do not tell: "u:<person>"
	Member     id.Member      // whose records are its own; "" for a viewer that acts for no member (an admin)
	Admin      bool           // holds role:admin
	TaskForces []id.TaskForce // the viewer's, sorted: those that have ended are not among them
	Acts       [ActCount]Rights
	K          int   // policy's, of Least; 0: not said
	Judge      Judge // is asked by Decide; nil: nobody is

	name, side string // of Index: Name and Side

	reads  bool // of Index: all classes of fields are read under the rights of ReadCore
	unseen bool // of Index: Match may reach what See, ReadCore or ReadPII does not
}

// Judge confirms decisions of the compiled form by what it was compiled from.
type Judge interface {
	// Wants tells whether the judge is to be asked about a decision on a record of a cell. It costs
	// next to nothing.
	Wants(c Cell, allowed bool) bool

	// Confirm is told what Allow answered, and returns what is to be done: never true where Allow
	// said false.
	Confirm(v *View, a Act, r *Record, now int64, allowed bool) bool
}

// Name returns the viewer as policies name it: "m:<member>", "u:<person>", "u:admin", or "" for
// nobody.
func (v *View) Name() string {
	switch {
	case v.name != "":
		return v.name
	case v.Viewer != "":
		return v.Viewer
	case v.Member != "":
		return "m:" + string(v.Member)
	case v.Admin:
		return "u:admin"
	}
	return ""
}

// DefaultK is how many publishers there must be where a policy does not say.
const DefaultK = 3

// Least is from how many publishers on the viewer may be told how many there are, where it may not
// know of each of them.
func (v *View) Least() int {
	if v.K == 0 {
		return DefaultK
	}
	return v.K
}

// Side names whom the viewer speaks for: the member where there is one, else the viewer itself.
// Those of one side may join their notes.
func (v *View) Side() string {
	if v.side != "" {
		return v.side
	}
	if v.Member != "" {
		return "m:" + string(v.Member)
	}
	return v.Name()
}

// Equal reports whether two views are of one viewer and may do the same.
func (v *View) Equal(w *View) bool {
	if v.Least() != w.Least() || v.Viewer != w.Viewer || v.Member != w.Member || v.Admin != w.Admin || !slices.Equal(v.TaskForces, w.TaskForces) {
		return false
	}
	for a := range v.Acts {
		if !v.Acts[a].Equal(&w.Acts[a]) {
			return false
		}
	}
	return true
}

// Equal reports whether two rights allow and deny the same. Rights that share an index, as
// those of acts under the same rules do, are told equal at once.
func (x *Rights) Equal(y *Rights) bool {
	if x.index != nil && x.index == y.index {
		return true
	}
	return x.Embargoed == y.Embargoed && x.Expired == y.Expired &&
		maps.Equal(x.Allow, y.Allow) && maps.Equal(x.Deny, y.Deny)
}

// Sits reports whether the viewer has a seat in the task force, which has not ended.
func (v *View) Sits(t id.TaskForce) bool {
	_, ok := slices.BinarySearch(v.TaskForces, t)
	return ok
}

// Owns reports whether the viewer published r.
func (v *View) Owns(r *Record) bool { return v.Member != "" && v.Member == r.Owner }
