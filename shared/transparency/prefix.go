package transparency

import (
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// prefix is the tree of what was added so far: the roots of its full subtrees, largest first.
type prefix struct {
	size  int64
	peaks []tlog.Hash
}

func (p *prefix) add(leaf tlog.Hash) {
	for n := p.size; n&1 == 1; n >>= 1 {
		leaf = tlog.NodeHash(p.peaks[len(p.peaks)-1], leaf)
		p.peaks = p.peaks[:len(p.peaks)-1]
	}
	p.peaks = append(p.peaks, leaf)
	p.size++
}

func (p *prefix) root() tlog.Hash {
	if p.size == 0 {
		empty, _ := tlog.TreeHash(0, nil) // nothing is read of an empty tree
		return empty
	}
	root := p.peaks[len(p.peaks)-1]
	for i := len(p.peaks) - 2; i >= 0; i-- {
		root = tlog.NodeHash(p.peaks[i], root)
	}
	return root
}

// prove grows the tree record by record, and looks at each size for the notes that are of it.
// Beside it grows the tree of the leaves as they are recorded: where that one is the one
// signed, the records are the true ones, and what they say was changed.
func (v *Verification) prove(claims []claim) Report {
	var r Report
	bySize, blinds := map[int64][]*claim{}, map[tlog.Hash][]*claim{}
	for i := range claims {
		if c := &claims[i]; c.Blind {
			blinds[c.Root] = append(blinds[c.Root], c)
		} else {
			bySize[c.Size] = append(bySize[c.Size], c)
		}
	}
	found, recorded := map[*claim]bool{}, map[*claim]bool{}
	var is, was prefix
	good, bad := int64(0), int64(-1) // the largest size proved, the smallest refuted
	look := func() {
		size := is.size
		if len(bySize[size]) == 0 && len(blinds) == 0 {
			return
		}
		root, old := is.root(), was.root()
		for _, c := range bySize[size] {
			found[c], recorded[c] = c.Root == root, c.Root == old
			if found[c] {
				good = max(good, size)
			} else if bad < 0 {
				bad = size
			}
		}
		for _, c := range blinds[root] {
			if !found[c] {
				found[c], c.Size = true, size
				good = max(good, size)
			}
		}
		for _, c := range blinds[old] {
			recorded[c] = true
		}
	}
	look()
	for i := range v.seen {
		is.add(v.seen[i].leaf)
		was.add(v.seen[i].recorded)
		look()
		r.Last = v.seen[i].position
	}
	r.Tree = Tree{Size: is.size, Root: is.root()}
	for i := range claims {
		v.judge(&r, &claims[i], found[&claims[i]], recorded[&claims[i]])
	}
	if bad >= 0 && good < bad {
		v.problem("the first %d entries are as they were signed; what was changed is among entries %d to %d (positions %d to %d)",
			good, good+1, bad, v.seen[good].position, v.seen[bad-1].position)
	}
	return r
}

// judge says what became of one note.
func (v *Verification) judge(r *Report, c *claim, found, recorded bool) {
	signed := "signed"
	if !c.Signed {
		signed = "its signature was not looked at"
	}
	of := fmt.Sprintf("of %d entries", c.Size)
	if c.Blind {
		of = "of the period from " + c.Period.UTC().Format(time.RFC3339)
	}
	switch {
	case found && c.Blind:
		r.Proved = append(r.Proved, fmt.Sprintf("%s (blind, %s) is the root of the first %d entries (%s)", c.name, of, c.Size, signed))
	case found:
		r.Proved = append(r.Proved, fmt.Sprintf("%s (%s) is the root of as many here (%s)", c.name, of, signed))
	case recorded:
		v.problem("%s (%s) is the root of the leaves that are recorded: entries were changed and their leaves were not, see above", c.name, of)
	case c.Blind:
		v.problem("%s (blind, %s) is the root of no beginning of this copy: an entry before it was changed, removed, added or moved", c.name, of)
	case c.Size > r.Size:
		v.problem("%s (%s): here are %d: the end was cut off", c.name, of, r.Size)
	default:
		v.problem("%s (%s) is not the root of the first %d here: one of them was changed, removed, added or moved", c.name, of, c.Size)
	}
}
