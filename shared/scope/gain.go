package scope

// Gains reports whether v may do anything with some record, at some time, that was, an earlier view
// of the same viewer, may not: whether or not there is such a record yet. It never says no where
// there could be one. It may say yes where there could not: where a record would have to be
// published by two.
func (v *View) Gains(was *View) bool {
	if v.MatchesUnseen() && v.Least() < was.Least() {
		return true
	}
	for a := range v.Acts {
		if v.Acts[a].gains(&was.Acts[a], By(v.Member)) {
			return true
		}
	}
	return false
}

// gains compares the rights x with y, which were. What the viewer publishes itself is exempt from
// embargo and expiry on both sides.
func (x *Rights) gains(y *Rights, own Atom) bool {
	var open, others Mask // the cells in which something is allowed now; without what is its own
	for atom, m := range x.Allow {
		m = m.AndNot(x.Deny[Everyone]).AndNot(x.Deny[atom])
		if !m.AndNot(y.Allow[atom]).AndNot(y.Allow[Everyone]).IsZero() {
			return true
		}
		open = open.Or(m)
		if atom != own {
			others = others.Or(m)
		}
	}
	for atom, m := range y.Deny {
		if !m.AndNot(x.Deny[Everyone]).AndNot(x.Deny[atom]).And(open).IsZero() {
			return true
		}
	}
	return !y.Embargoed.AndNot(x.Embargoed).And(others).IsZero() || !y.Expired.AndNot(x.Expired).And(others).IsZero()
}
