package scope

import "slices"

// Allow decides one act on one record at a time (Unix seconds). A record is embargoed while
// now < Embargo and expired from now >= Expiry on; its owner is exempt from both.
//
// Something must allow and nothing may deny: a deny on any atom of the record wins. What is private
// is its owner's at the most.
func (v *View) Allow(a Act, r *Record, now int64) bool {
	if a >= ActCount || r.Private() && !v.Owns(r) {
		return false
	}
	x := &v.Acts[a]
	return x.allows(r) && (!x.waits(r, now) || v.Owns(r))
}

// Decide is Allow for whatever is about to leave the hub or to be written: the judge has the last
// word.
func (v *View) Decide(a Act, r *Record, now int64) bool {
	allowed := v.Allow(a, r, now)
	if v.Judge == nil || !v.Judge.Wants(r.Cell, allowed) {
		return allowed
	}
	return v.confirm(a, *r, now, allowed)
}

// confirm takes the record by value, so that those of decisions that are not confirmed, nearly
// all, need not be on the heap.
func (v *View) confirm(a Act, r Record, now int64, allowed bool) bool {
	return v.Judge.Confirm(v, a, &r, now, allowed) && allowed
}

// ReadsWhole reports whether the viewer reads all classes of fields of whatever it may read the
// core of: then one decision is enough. False for a view without Index.
func (v *View) ReadsWhole() bool { return v.reads }

// MatchesUnseen reports whether the viewer may have records counted of which it may not read what
// they are about. False for
// a view without Index.
func (v *View) MatchesUnseen() bool { return v.unseen }

func (x *Rights) allows(r *Record) bool {
	i := x.index
	if i == nil {
		i = &index{everyone: verdict{x.Allow[Everyone], x.Deny[Everyone]}}
	}
	if i.everyone.deny.Has(r.Cell) {
		return false
	}
	ok := i.everyone.allow.Has(r.Cell)
	for _, a := range r.Atoms {
		v := verdict{}
		switch {
		case x.index == nil:
			v = verdict{x.Allow[a], x.Deny[a]}
		case i.kinds&kindOf(a) != 0:
			v = i.atoms[a]
		}
		if v.deny.Has(r.Cell) {
			return false
		}
		ok = ok || v.allow.Has(r.Cell)
	}
	return ok
}

// waits reports whether a rule on embargo or expiry stands against r now.
func (x *Rights) waits(r *Record, now int64) bool {
	return r.Embargoed(now) && x.Embargoed.Has(r.Cell) || r.Expired(now) && x.Expired.Has(r.Cell)
}

// Index makes Allow faster: one look-up an atom instead of two, and none for an atom of a kind
// that the rights do not speak of. Acts with equal rights share one index. Call it once, when
// the view is complete; it returns the view.
func (v *View) Index() *View {
	v.name, v.side = "", "" // of a view that was another's
	v.name, v.side = v.Name(), v.Side()
	for a := range v.Acts {
		x := &v.Acts[a]
		if same := v.sameBefore(a); same != nil {
			*x = *same
			continue
		}
		i := &index{atoms: make(map[Atom]verdict, len(x.Allow)+len(x.Deny))}
		for atom, m := range x.Allow {
			i.atoms[atom] = verdict{allow: m}
		}
		for atom, m := range x.Deny {
			i.atoms[atom] = verdict{x.Allow[atom], m}
		}
		i.everyone = i.atoms[Everyone]
		for atom := range i.atoms {
			i.kinds |= kindOf(atom)
		}
		x.index = i
	}
	core := &v.Acts[ReadCore]
	v.reads = true
	for a := ReadEvidence; a <= ReadSource; a++ {
		v.reads = v.reads && v.Acts[a].index == core.index
	}
	v.unseen = slices.ContainsFunc([]Act{See, ReadCore, ReadPII}, func(a Act) bool { return v.Acts[Match].exceeds(&v.Acts[a]) })
	return v
}

// exceeds reports whether x may allow what y does not: it is exact enough to say no where both
// come of the same rules.
func (x *Rights) exceeds(y *Rights) bool {
	for atom, m := range x.Allow {
		if !m.AndNot(y.Allow[atom]).IsZero() {
			return true
		}
	}
	for atom, m := range y.Deny {
		if !m.AndNot(x.Deny[atom]).IsZero() {
			return true
		}
	}
	return !y.Embargoed.AndNot(x.Embargoed).IsZero() || !y.Expired.AndNot(x.Expired).IsZero()
}

// sameBefore returns the rights of an earlier act that are those of a.
func (v *View) sameBefore(a int) *Rights {
	for b := range a {
		if v.Acts[b].Equal(&v.Acts[a]) {
			return &v.Acts[b]
		}
	}
	return nil
}

// index is what Allow looks rights up in.
type index struct {
	everyone verdict
	atoms    map[Atom]verdict
	kinds    kinds
}

type verdict struct{ allow, deny Mask }

// kinds is a set of first letters of atoms.
type kinds uint32

func kindOf(a Atom) kinds {
	if len(a) > 0 {
		return 1 << (a[0] & 31)
	}
	return 1
}
