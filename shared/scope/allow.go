package scope

// Allow decides one act on one record at a time (Unix seconds). A record is embargoed while
// now < Embargo and expired from now >= Expiry on; its owner is exempt from both.
//
// Something must allow and nothing may deny: a deny on any atom of the record wins.
func (v *View) Allow(a Act, r *Record, now int64) bool {
	if a >= ActCount {
		return false
	}
	x := &v.Acts[a]
	return hits(x.Allow, x.allowKinds, r) && !hits(x.Deny, x.denyKinds, r) &&
		(!x.waits(r, now) || v.Owns(r))
}

// Index makes Allow faster: it notes which kinds of atom the rights speak of, so that the
// others are not looked up. Call it once, when the view is complete; it returns the view.
func (v *View) Index() *View {
	for a := range v.Acts {
		x := &v.Acts[a]
		x.allowKinds, x.denyKinds = kindsOf(x.Allow), kindsOf(x.Deny)
	}
	return v
}

// kinds is a set of first letters of atoms; the zero value means that it is not known.
type kinds uint32

const (
	known    kinds = 1 << 31
	everyone kinds = 1 << 30
)

func kindOf(a Atom) kinds {
	switch {
	case a == Everyone:
		return everyone
	case len(a) > 0 && a[0] >= 'a' && a[0] <= 'z':
		return 1 << (a[0] - 'a')
	}
	return known // always looked up
}

func kindsOf(m map[Atom]Mask) kinds {
	out := known
	for a := range m {
		out |= kindOf(a)
	}
	return out
}

// hits reports whether a mask of one of r's atoms has r's cell.
func hits(m map[Atom]Mask, ks kinds, r *Record) bool {
	if len(m) == 0 {
		return false
	}
	if ks == 0 {
		ks = ^kinds(0)
	}
	if ks&everyone != 0 && m[Everyone].Has(r.Cell) {
		return true
	}
	for _, a := range r.Atoms {
		if ks&kindOf(a) != 0 && m[a].Has(r.Cell) {
			return true
		}
	}
	return false
}

// waits reports whether a rule on embargo or expiry stands against r now.
func (x *Rights) waits(r *Record, now int64) bool {
	return r.Embargoed(now) && x.Embargoed.Has(r.Cell) || r.Expired(now) && x.Expired.Has(r.Cell)
}
