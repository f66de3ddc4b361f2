package main

// What the tests of scope are called by.
var scopes = suite{"shared/scope", "^Test", false}

// evaluators are bugs in what decides: casbin's functions and model, the masks, and what holds
// the two together.
func evaluators() []mutation {
	const (
		model, enforce, current           = "policies/model.conf", "policies/enforce.go", "policies/current.go"
		sim, narrow, shadow, explain      = "policies/simulate.go", "policies/narrow.go", "policies/shadow.go", "policies/explain.go"
		snapshot, allow, fan, mask, views = "policies/snapshot.go", "shared/scope/allow.go", "shared/scope/fan.go", "shared/scope/mask.go", "shared/scope/scope.go"
	)
	return []mutation{
		{"model: denies are lost", model, " && !some(where (p.eft == deny))", "", decides},
		{"model: what is not denied is allowed", model, "some(where (p.eft == allow)) && !some", "!some", decides},
		{"model: P12 precedence, whoever matches may all", model, `(p.who == "*" || g(subID(r.sub), p.who))`, `p.who == "*" || g(subID(r.sub), p.who)`, decides},
		{"model: the label is forgotten", model, " && tlpOK(r.rec, p.tlp)", "", decides},
		{"model: the act is forgotten", model, "actOK(r.act, p.act) && ", "", decides},
		{"model: groups are forgotten", model, "g(subID(r.sub), p.who)", "subID(r.sub) == p.who", decides},

		{"casbin: read.* reaches all", enforce, `strings.HasPrefix(act, "read."), nil`, "true, nil", decides},
		{"casbin: the type is forgotten", enforce, "rule == r.Cell.Type().String(), nil", "true, nil", decides},
		{"casbin: a label one too narrow", enforce, "r.Cell.Label() <= label, err", "r.Cell.Label() < label, err", decides},
		{"casbin: nobody's records are nobody's", enforce, "own := member && r.Owner", "own := r.Owner", groups},
		{"casbin: own is whatever names one", enforce, "return own, nil", "return own || slices.Contains(r.Atoms, scope.Named(sub.member)), nil", decides},
		{"casbin: direct is own too", enforce, "return member && slices.Contains(r.Atoms, scope.Named(sub.member)), nil", "return own || slices.Contains(r.Atoms, scope.Named(sub.member)), nil", decides},
		{"casbin: denied is nobody", enforce, "return member && slices.Contains(r.Atoms, scope.Never(sub.member)), nil", "return false, nil", decides},
		{"casbin: an embargo binds its publisher", enforce, "return !own && r.Embargo", "return r.Embargo", decides},
		{"casbin: an embargo ends a second late", enforce, "now < r.Embargo, nil", "now <= r.Embargo, nil", decides},
		{"casbin: an expiry binds its publisher", enforce, "return !own && r.Expiry", "return r.Expiry", decides},
		{"casbin: it expires a second late", enforce, "now >= r.Expiry, nil", "now > r.Expiry, nil", decides},
		{"casbin: tf:<id> is the id's records", enforce, `scope.Atom("t:"+t)), nil`, `scope.Atom("o:"+t)), nil`, decides},
		{"casbin: by is whoever", enforce, "return string(r.Owner) == m, nil", "return m != \"\", nil", decides},
		{"casbin: what it holds is not read back", enforce, "return e, verify(e, ps, gs)", "return e, nil", lints},

		{"current: a revision is not noticed", current, " && h.revision == c.revision.Load() &&", " &&", currents},
		{"current: the directory is not noticed", current, "h.from == c.directory.Version() &&", "true &&", currents},
		{"current: a revision is not noticed under load", current, " && h.revision == c.revision.Load() &&", " &&", swaps},
		{"current: the directory is not noticed under load", current, "h.from == c.directory.Version() &&", "true &&", swaps},
		{"current: who asks while it is built gets the old one", current, "\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tif h := c.newest.Load(); c.stands(h) {", "\tif !c.mu.TryLock() {\n\t\treturn c.newest.Load().snapshot\n\t}\n\tdefer c.mu.Unlock()\n\tif h := c.newest.Load(); c.stands(h) {", swaps},
		{"current: a boundary is not noticed", current, "(h.snapshot.validUntil.IsZero() || c.now().Before(h.snapshot.validUntil))", "true", currents},
		{"current: a boundary is noticed a moment late", current, "c.now().Before(h.snapshot.validUntil)", "!c.now().After(h.snapshot.validUntil)", currents},
		{"current: a broken set keeps the old rights", current, "\tc.newest.Store(h)\n\treturn h.snapshot\n", "\tif err != nil {\n\t\treturn c.newest.Load().snapshot\n\t}\n\tc.newest.Store(h)\n\treturn h.snapshot\n", currents},
		{"current: broken for ever", current, "c.now().Add(retryAfter)", "c.now().Add(1000 * retryAfter)", currents},
		{"current: the version is read after the members", current, "\ts, err := c.build(c.set, g)\n", "\th.from = c.directory.Version()\n\ts, err := c.build(c.set, g)\n", currents},
		{"current: another entity is the policy", current, "|| e.ID != Entity", "", currents},
		{"current: views are never given out again", current, "s.succeed(last.snapshot)", "_ = last", currents},
		{"snapshot: a view is given out again, whatever has changed", snapshot, "l.before != nil && l.before.Equal(v)", "l.before != nil", currents},
		{"snapshot: one that is not known is everyone", snapshot, "if _, ok := s.views[viewer]; !ok {", "if _, ok := s.views[viewer]; !ok && viewer == \"\" {", groups},

		{"simulate: gained is lost", sim, "gained, lost := c.b[w]&^c.a[w], c.a[w]&^c.b[w]", "lost, gained := c.b[w]&^c.a[w], c.a[w]&^c.b[w]", simulate},
		{"simulate: what is lost is not counted", sim, "c.a[w]&^c.b[w]\n", "uint64(0)\n", simulate},
		{"simulate: acts that change otherwise are merged", sim, "same := slices.IndexFunc(out, func(c *change) bool { return c.alike(before, after, a) })", "same := len(out) - 1", simulate},
		{"simulate: acts are merged by what they were alone", sim, " || !after[i].Acts[a].Equal(&after[i].Acts[c.acts[0]]) {", " {", simulate},
		{"simulate: a viewer who loses all is missed", sim, "if !x.Acts[a].Equal(&y.Acts[a]) {", "if !x.Acts[a].Equal(&y.Acts[a]) && len(y.Acts[a].Allow) > 0 {", simulate},
		{"simulate: denies that change are missed", views, "x.Embargoed == y.Embargoed && x.Expired == y.Expired &&\n\t\tmaps.Equal(x.Allow, y.Allow) && maps.Equal(x.Deny, y.Deny)", "x.Embargoed == y.Embargoed && x.Expired == y.Expired &&\n\t\tmaps.Equal(x.Allow, y.Allow)", simulate},
		{"simulate: a type's pairs are another's", sim, "c.cells[r.Cell].add(one)", "c.cells[0].add(one)", simulate},
		{"simulate: casbin is not believed", sim, "if got != side.want {", "if got != side.want && false {", simulate},
		{"simulate: the mildest are shown", sim, "cmp.Compare(b.grave, a.grave)", "cmp.Compare(a.grave, b.grave)", simulate},
		{"simulate: snapshots of other groups", sim, "if !slices.Equal(was.Viewers(), next.Viewers()) || !was", "if !was", simulate},
		{"simulate: goes on after its end", sim, "return d.Records%chunk != 0 || ctx.Err() == nil", "return true", simulate},

		{"narrow: a wider label is covered", narrow, "narrow <= wide", "narrow >= wide", widens},
		{"narrow: allows are not looked at", narrow, "r.Effect == allow && !covered(r, was.Rules)", "r.Effect == allow && !covered(r, next.Rules)", widens},
		{"narrow: a deny may go", narrow, "r.Effect == deny && !covered(r, next.Rules)", "r.Effect == deny && !covered(r, was.Rules)", widens},
		{"narrow: the window is forgotten", narrow, "r.within(c.Window)", "true", widens},
		{"narrow: windows cover the other way round", narrow, "r.within(c.Window)", "c.within(r.Window)", widens},
		{"narrow: a seat covers its task force", narrow, `strings.HasPrefix(c, "tf:") && strings.HasPrefix(r, c+":")`, `strings.HasPrefix(r, "tf:") && strings.HasPrefix(c, r+":")`, widens},
		{"narrow: any relation covers any", narrow, `func coversScope(c, r string) bool { return c == "*" || c == r }`, `func coversScope(c, r string) bool { return c != "" && r != "" }`, widens},
		{"narrow: an allow covers a deny", narrow, "return c.Effect == r.Effect &&", "return", widens},
		{"narrow: a new group line is none", narrow, "if !slices.Contains(lines(was), e) {", "if false {", widens},
		{"narrow: a group line may go", narrow, "if !slices.Contains(lines(next), e) {", "if false {", widens},

		{"shadow: verdicts forget the act", shadow, "act: a, cell: r.Cell,", "cell: r.Cell,", shadows},
		{"shadow: verdicts forget the cell", shadow, "act: a, cell: r.Cell,", "act: a,", shadows},
		{"shadow: verdicts forget the embargo", shadow, "embargo: r.Embargoed(now), ", "", shadows},
		{"shadow: verdicts forget the expiry", shadow, "expiry: r.Expired(now), ", "", shadows},
		{"shadow: verdicts forget the audience", shadow, "audience: s.audience(r),", "", shadows},
		{"shadow: verdicts forget the viewer", shadow, "view: v, act", "act", shadows},
		{"shadow: verdicts outlive their policy", shadow, "if s.of != snapshot || len", "if len", shadows},
		{"shadow: verdicts without end", shadow, "len(s.said) >= maxVerdicts", "false", shadows},
		{"shadow: an old view raises the alarm", shadow, "if fresh && (err", "if (fresh || true) && (err", shadows},
		{"shadow: a difference is let through", shadow, "return allowed && said && err == nil", "return allowed", shadows},
		{"shadow: a difference is not told", shadow, "s.Alarm(Disagreement{v.Name(), a, r.Cell, allowed, err, snapshot.Name()})", "", shadows},
		{"shadow: what is red is sampled", shadow, "c.Label() == tlp.Red || c", "c.Label() > tlp.Red || c", shadows},
		{"shadow: what is personal is sampled", shadow, " || c.Type().Personal())", ")", shadows},

		{"explain: an allow wins", explain, "out.Allowed = allows != nil && denies == nil", "out.Allowed = allows != nil", explains},
		{"explain: the allow is named where a deny decides", explain, "if out.By = allows; denies != nil {", "if out.By = allows; false {", explains},
		{"explain: a rule out of force applies", explain, "if !in[rule.String()] {", "if false {", explains},
		{"explain: any number of lacks is near", explain, "case len(lacks) == 1:", "case len(lacks) >= 1:", explains},
		{"explain: the label is not looked at", explain, "{q.record.Cell.Label() <= label, ByLabel}", "{q.record.Cell.Label() <= label || true, ByLabel}", explains},
		{"explain: one that is not known is told", explain, "; !out.Known {", "; false {", explains},
		{"decider: the last allow is named", explain, `if rule.Effect == allow && allows != "" {`, "if false {", explains},

		{"allow: denies are not asked", allow, "\t\tif v.deny.Has(r.Cell) {\n", "\t\tif false {\n", scopes},
		{"allow: a deny for everyone is not asked", allow, "if i.everyone.deny.Has(r.Cell) {", "if false {", worlds},
		{"allow: one atom is not enough", allow, "ok = ok || v.allow.Has(r.Cell)", "ok = v.allow.Has(r.Cell)", scopes},
		{"allow: times bind the publisher", allow, "(!x.waits(r, now) || v.Owns(r))", "!x.waits(r, now)", scopes},
		{"allow: times bind nobody", allow, "(!x.waits(r, now) || v.Owns(r))", "true", scopes},
		{"allow: expiry is not asked", allow, " || r.Expired(now) && x.Expired.Has(r.Cell)", "", scopes},
		{"allow: an atom that both allows and denies only denies", allow, "verdict{x.Allow[atom], m}", "verdict{deny: m}", worlds},
		{"allow: kinds of atoms are forgotten", allow, "i.kinds |= kindOf(atom)", "i.kinds = kindOf(atom)", worlds},
		{"allow: the judge allows", allow, "return v.Judge.Confirm(v, a, &r, now, allowed) && allowed", "return v.Judge.Confirm(v, a, &r, now, allowed)", scopes},
		{"allow: the judge is not asked", allow, "if v.Judge == nil || !v.Judge.Wants(r.Cell, allowed) {", "if allowed || v.Judge == nil || !v.Judge.Wants(r.Cell, allowed) {", scopes},
		{"allow: whole, whatever is masked", allow, "v.reads = v.reads && v.Acts[a].index == core.index", "v.reads = true", scopes},
		{"allow: what is matched unseen is forgotten", allow, "[]Act{See, ReadCore, ReadPII}", "[]Act{See, ReadPII}", scopes},
		{"allow: values that are matched masked are forgotten", allow, "[]Act{See, ReadCore, ReadPII}", "[]Act{See, ReadCore}", scopes},
		{"owns: nobody's records are nobody's", views, `return v.Member != "" && v.Member == r.Owner`, "return v.Member == r.Owner", scopes},
		{"times: an embargo ends a second late", views, "now < r.Embargo }", "now <= r.Embargo }", scopes},
		{"times: it expires a second late", views, "now >= r.Expiry }", "now > r.Expiry }", scopes},

		{"fan: denies are lost", fan, "dst.andNot(ps[i].viewers)", "_ = dst", scopes},
		{"fan: denies of atoms are lost", fan, "drain(dst, o.deny[atom], r.Cell)", "_ = atom", scopes},
		{"fan: an embargo holds nobody", fan, "f.hold(dst, o.embargoed, r)", "_ = o", scopes},
		{"fan: times hold the owner too", fan, " &^ f.owned(r.Owner, w)", "", scopes},
		{"fan: times hold nobody of the owner's word", fan, "if i>>6 == w {", "if i>>6 != w {", scopes},
		{"fan: masks are not told apart", fan, "if p.mask == m {", "if p.mask != m {", scopes},
		{"fan: what was there before stays", fan, "\tclear(dst)\n", "", scopes},
		{"fan: the label is not asked", fan, "\t\tif ps[i].mask.Has(c) {\n\t\t\tdst.or(", "\t\tif true {\n\t\t\tdst.or(", scopes},

		{"mask: up to, and not with", mask, "min(m, tlp.Red) + 1", "min(m, tlp.Red)", scopes},
		{"mask: the high word is the low one", mask, "func (m *Mask) Set(c Cell) { m[c>>6]", "func (m *Mask) Set(c Cell) { m[0]", scopes},
		{"mask: and-not is and", mask, "return Mask{m[0] &^ n[0], m[1] &^ n[1]}", "return Mask{m[0] & n[0], m[1] & n[1]}", scopes},
	}
}
