package transparency

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/shared/ledger"
)

// Verification proves a copy of the ledger, offline: Add every record in the order in which it
// stands there, then Finish. It keeps some 100 bytes a record.
type Verification struct {
	key      note.Verifier // nil: signatures are not looked at
	lines    int
	seen     []seen
	periodic []claim // the checkpoints that stand in the copy
	problems []string
	withheld int
	erased   []erased                           // records of which the leaf alone is left
	listed   map[ledger.Position]ledger.Remains // by the erasures in the copy
	unlisted bool                               // the body of an erasure is withheld
}

// seen is a record as the tree needs it.
type seen struct {
	position ledger.Position
	line     int
	leaf     tlog.Hash // of what it says
	recorded tlog.Hash // of what it says its leaf is
}

// erased is a record that says that it was erased.
type erased struct {
	ledger.Entry

	line int
	leaf tlog.Hash
}

// claim is a checkpoint that is to be proved.
type claim struct {
	name string
	Checkpoint
}

// Kept is a note that somebody kept.
type Kept struct{ Name, Note string }

// Report is what was found.
type Report struct {
	Tree     // of the copy
	Last     ledger.Position
	Withheld int      // how many bodies were not looked at
	Erased   int      // how many entries were erased: their leaves are all there is
	Proved   []string // what holds
	Problems []string // what is wrong, and where; none: nothing is
}

// NewVerification starts one. The key is that which notes must be signed by, nil for any.
func NewVerification(key note.Verifier) *Verification { return &Verification{key: key} }

// Add takes the next line. A line that is no record is a problem, and the next may be one.
func (v *Verification) Add(line []byte) {
	v.lines++
	r, err := ParseRecord(line)
	if err != nil {
		v.problem("line %d: %v", v.lines, err)
		return
	}
	v.Record(&r)
}

// Record takes the next record.
func (v *Verification) Record(r *Record) {
	v.lines = max(v.lines, len(v.seen)+1)
	e, sum, err := r.read()
	if err != nil {
		v.problem("line %d: position %d: it is not an entry: %v", v.lines, r.Position, err)
	}
	s := seen{position: r.Position, line: v.lines, leaf: tlog.RecordHash(leaf(&e, sum))}
	if s.recorded, err = tlog.ParseHash(r.Leaf); err != nil {
		v.problem("line %d: position %d: its leaf is no hash: %q", v.lines, r.Position, r.Leaf)
	}
	switch {
	case r.Erased:
		s.leaf = s.recorded
		v.erased = append(v.erased, erased{e, v.lines, s.leaf})
	case !r.Withheld && hex.EncodeToString(sum[:]) != r.Sum:
		v.problem("line %d: position %d (%s %s, %s): its body was changed: it does not have the SHA-256 recorded", v.lines, r.Position, e.Kind, e.ID, e.Verb)
	case s.leaf != s.recorded:
		v.problem("line %d: position %d (%s %s, %s): it was changed: what it says does not have the leaf recorded", v.lines, r.Position, e.Kind, e.ID, e.Verb)
	}
	if n := len(v.seen); n > 0 && r.Position < v.seen[n-1].position {
		v.problem("line %d: position %d stands after position %d: the order was changed", v.lines, r.Position, v.seen[n-1].position)
	}
	v.seen = append(v.seen, s)
	if r.Withheld {
		v.withheld++
	}
	if e.Kind == ledger.KindErasure {
		v.list(&e, r.Withheld)
	}
	if e.Kind == ledger.KindCheckpoint && e.ID == PeriodicID && !r.Withheld {
		v.hold(&e)
	}
}

// list takes what an erasure lists.
func (v *Verification) list(e *ledger.Entry, withheld bool) {
	if withheld {
		v.unlisted = true
		return
	}
	rs, err := ledger.DecodeErasure(e)
	if err != nil {
		v.problem("position %d: the erasure in it: %v", e.Position, err)
	}
	if v.listed == nil {
		v.listed = map[ledger.Position]ledger.Remains{}
	}
	for _, r := range rs {
		v.listed[r.Position] = r
	}
}

// account wants each record that says it was erased to be on the list of an erasure, and to be told of as it
// is there.
func (v *Verification) account() {
	for i := range v.erased {
		x := &v.erased[i]
		r, listed := v.listed[x.Position]
		switch {
		case !listed && v.unlisted:
		case !listed || ledger.Hash(r.Leaf) != ledger.Hash(x.leaf):
			v.problem("line %d: position %d: it is said to have been erased, and no erasure in this copy says so: it was removed", x.line, x.Position)
		case r.Kind != x.Kind || r.ID != x.ID || r.Verb != x.Verb || r.Actor != x.Actor || r.Schema != x.Schema || !r.At.Equal(x.At):
			v.problem("line %d: position %d: it was changed: its erasure tells of it otherwise", x.line, x.Position)
		}
	}
}

// hold takes the checkpoint that stands in an entry.
func (v *Verification) hold(e *ledger.Entry) {
	p, err := DecodePeriodic(e)
	var c Checkpoint
	if err == nil {
		c, err = Parse(p.Note, v.key)
	}
	if err != nil {
		v.problem("position %d: the checkpoint in it: %v", e.Position, err)
		return
	}
	v.periodic = append(v.periodic, claim{fmt.Sprintf("the checkpoint at position %d", e.Position), c})
}

func (v *Verification) problem(format string, args ...any) {
	v.problems = append(v.problems, fmt.Sprintf(format, args...))
}

// Finish proves the notes that were kept, and those in the copy, against it.
func (v *Verification) Finish(kept []Kept) Report {
	slices.SortStableFunc(v.seen, func(a, b seen) int { return cmp.Compare(a.position, b.position) })
	v.whole()
	v.account()
	var claims []claim
	for _, k := range kept {
		c, err := Parse(k.Note, v.key)
		if err != nil {
			v.problem("%s: %v", k.Name, err)
			continue
		}
		claims = append(claims, claim{k.Name, c})
	}
	r := v.prove(append(claims, v.periodic...))
	r.Problems, r.Withheld, r.Erased = v.problems, v.withheld, len(v.erased)
	return r
}

// whole looks for positions that are missing, or there twice.
func (v *Verification) whole() {
	last := ledger.Position(0)
	for i := range v.seen {
		switch p := v.seen[i].position; {
		case p == last && i > 0:
			v.problem("position %d is there twice, on lines %d and %d", p, v.seen[i-1].line, v.seen[i].line)
		case p == last+2:
			v.problem("position %d is missing, before line %d", last+1, v.seen[i].line)
		case p > last+1:
			v.problem("positions %d to %d are missing, before line %d", last+1, p-1, v.seen[i].line)
		}
		last = v.seen[i].position
	}
}
