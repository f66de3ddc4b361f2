// Package scope is the compiled form of policy: what one viewer may do, as masks over facts
// that records carry. The policies module compiles it from casbin rules and proves the two
// equal; the catalog and delivery carry it out.
package scope

import (
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// Act is what a viewer would do with a record.
type Act uint8

// The acts that are compiled. Field classes (read.evidence, read.pii …) join here.
const (
	See      Act = iota // know that it exists
	ReadCore            // read its core fields
	ActCount
)

// Atom is one fact about a record's audience: "*" (every record), "o:<member>" (its
// publisher), "t:<task force>", "d:<member>" (named on it), "x:<member>" (never share).
type Atom string

// Cell is a record's type and label: type*tlp.Count + label.
type Cell uint16

// CellOf returns the cell of a type and a label.
func CellOf(t observable.Type, m tlp.Mark) Cell { return Cell(int(t)*tlp.Count + int(m)) }

// Mask is a set of cells.
type Mask [2]uint64

// Has reports whether c is in m.
func (m Mask) Has(c Cell) bool { return int(c) < len(m)*64 && m[c>>6]&(1<<(c&63)) != 0 }

// Record is what a decision needs to know of a record, and no more.
type Record struct {
	Atoms   []Atom // without "*", which every record has
	Cell    Cell
	Owner   id.Member
	Embargo int64 // Unix seconds; hidden from others before it; 0: none
	Expiry  int64 // Unix seconds; hidden from others from it on; 0: none
}

// Rights are one viewer's for one act.
type Rights struct {
	Allow, Deny        map[Atom]Mask
	Embargoed, Expired Mask // the cells in which a deny rule on embargo or expiry stands
}

// View is all that one viewer may do. It is immutable.
type View struct {
	Member id.Member // "" for a viewer that is not a member (an admin)
	Admin  bool
	Acts   [ActCount]Rights
}

// Allow decides one act on one record at a time (Unix seconds). A record is embargoed while
// now < Embargo and expired from now >= Expiry on; its owner is exempt from both.
func (v *View) Allow(a Act, r *Record, now int64) bool { panic("to be written") }
