package main

// What the tests of the catalog are called by.
var (
	model   = suite{"shared/catalog", "^Test", true}
	catalog = suite{"policies", "^TestCatalog$", true}
)

// shelf are bugs in what carries policies out on a million records.
func shelf() []mutation {
	const (
		visible, find, classes   = "shared/catalog/visible.go", "shared/catalog/find.go", "shared/catalog/classes.go"
		seek, facets             = "shared/catalog/seek.go", "shared/catalog/facets.go"
		corroborate, get, events = "shared/catalog/corroborate.go", "shared/catalog/get.go", "shared/catalog/events.go"
		pass                     = "shared/catalog/pass.go"
	)
	return []mutation{
		{"guard: all may see", visible, "if !v.Decide(scope.See, r, now) {", "if false {", model},
		{"guard: who sees reads", visible, "return true, v.Decide(scope.ReadCore, r, now)", "return true, true", model},
		{"guard: who reads need not see", visible, "if !v.Decide(scope.See, r, now) {", "if !v.Decide(scope.See, r, now) && !v.Decide(scope.ReadCore, r, now) {", model},
		{"guard: the judge is not asked", visible, "if !v.Decide(scope.See, r, now) {", "if !v.Allow(scope.See, r, now) {", model},
		{"bitmaps: denies are lost", visible, "set.AndNot(c.reached(r.Deny, within))", "_ = r.Deny", catalog},
		{"bitmaps: times hide nothing", visible, "\tset.AndNot(hidden)\n", "", model},
		{"bitmaps: times hide from the owner", visible, "hidden.AndNot(own)", "_ = own", model},
		{"bitmaps: what is read need not be seen", visible, "known.read.And(known.see)", "_ = known.see", model},
		{"bitmaps: rows that change are not put right", visible, "c.decide(v, known, changed, c.clock.at)", "_ = changed", model},
		{"bitmaps: times that pass are not looked at", visible, "if c.clock.covers(now) {", "if true {", model},
		{"bitmaps: a time ahead changes what is kept", visible, "see: known.see.Clone()}", "see: known.see}", model},
		{"bitmaps: an equal mask covers all cells", visible, "if !c.covers(mask) {", "if false {", model},
		{"bitmaps: seeing alike is reading alike", visible, "maps.Equal(see.Deny, read.Deny) &&", "true &&", model},

		{"find: a filter on the value is an oracle", find, "q.asksValue() || len(q.Brands) > 0", "len(q.Brands) > 0", model},
		{"find: a filter on the type is an oracle", find, "len(q.Types) > 0 || q.asksValue()", "q.asksValue()", model},
		{"find: a filter on the basis is an oracle", find, "len(q.Bases) > 0 || len(q.Labels)", "len(q.Labels)", model},
		{"find: a filter on the label is an oracle", find, "len(q.Labels) > 0 || len(q.Publishers)", "len(q.Publishers)", model},
		{"find: a filter on the publisher is an oracle", find, "len(q.Publishers) > 0 || len(q.TaskForces) > 0 ||\n", "len(q.TaskForces) > 0 ||\n", model},
		{"find: a filter on the time is an oracle", find, "q.MinConfidence > 0 || q.asksTime()\n}", "q.MinConfidence > 0\n}", model},
		{"find: masked values are found", find, "!v.ReadsWhole() && (q.asksValue() || len", "!v.ReadsWhole() && (len", model},
		{"find: pseudonyms are found by name", find, "found := roaring.And(own, c.named)", "found := own.Clone()", model},
		{"find: task forces of others are found by name", find, "if v.Sits(t) {", "if true {", model},
		{"find: who sees finds by what it may not read", find, "narrow = append(narrow, read)", "narrow = append(narrow, see)", model},
		{"find: revoked ones are published", find, "in = append(in, n)", "in = append(in, isPublished)", model},
		{"find: the guard is not asked", find, "if see && (read || !q.asksContent()) && q", "if _ = see; (read || !q.asksContent()) && q", model},
		{"find: the guard is not asked of the core", find, "if see && (read || !q.asksContent()) && q", "if see && q", model},
		{"find: what is asked of masked fields is answered", find, "q.answers(v, &record, now) && (!s.asksTexts()", "(!s.asksTexts()", model},
		{"find: since is after", find, "r.modifiedAt >= nanos(q.Since)", "r.modifiedAt > nanos(q.Since)", model},

		{"seek: a masked value answers words", seek, "pii := cs.pii || !typ.Personal()", "pii := true", model},
		{"seek: a masked note answers words", seek, "note, known := \"\", !cs.evidence", "note, known := \"\", false", model},
		{"seek: one word is enough", seek, "\t\t\treturn false\n\t\t}\n\t}\n\treturn true", "\t\t\treturn n > 0\n\t\t}\n\t}\n\treturn true", model},
		{"facets: what is known to exist is counted", facets, "\tq.Read = true\n", "", model},
		{"facets: who is masked is counted by name", facets, "v.Owns(&record) || v.Decide(scope.ReadSource, &record, now)", "v != nil", model},

		{"classes: all are read", classes, "if v.ReadsWhole() {\n\t\treturn classes{", "if v != nil {\n\t\treturn classes{", model},
		{"classes: evidence is shown", classes, "if !c.evidence && i.Basis+i.Note+i.Forced != \"\" {", "if false {", model},
		{"classes: the note is shown", classes, `i.Basis, i.Note, i.Forced = "", "", ""`, `i.Basis, i.Forced = "", ""`, model},
		{"classes: a personal value is shown", classes, `i.Observable.Raw, i.Observable.Canonical, i.Observable.Region = "", "", ""`, `i.Observable.Raw, i.Observable.Region = "", ""`, model},
		{"classes: personal links are shown", classes, "return l.Observable.Type.Personal() })", "return false })", model},
		{"classes: pii is decided as evidence", classes, "v.Decide(scope.ReadPII, r, now),\n", "v.Decide(scope.ReadEvidence, r, now),\n", model},
		{"classes: the source is decided as the core", classes, "v.Decide(scope.ReadSource, r, now),\n", "v.Decide(scope.ReadCore, r, now),\n", model},
		{"classes: export is not asked", classes, "if q.Export && !v.Decide(scope.Export, r, now) {", "if false {", model},
		{"classes: a value that is masked is an oracle", classes, "(!q.asksWholeValue() || !r.Cell.Type().Personal() || v.Decide(scope.ReadPII, r, now))", "true", model},
		{"classes: a publisher that is masked is an oracle", classes, `(len(q.Publishers) == 0 || v.Owns(r) || v.Decide(scope.ReadSource, r, now))`, "true", model},

		{"corroborate: what is hidden counts", corroborate, "return v.MatchesUnseen() && v.Decide(scope.Match, r, now)", "return true", model},
		{"corroborate: nothing counts unseen", corroborate, "return v.MatchesUnseen() && v.Decide(scope.Match, r, now)", "return false", model},
		{"corroborate: what is over counts", corroborate, "o.cell.Type() != m.row.cell.Type() || !o.live(now) || c.body", "o.cell.Type() != m.row.cell.Type() || c.body", model},

		{"corroborate: one more than is known points at somebody", corroborate, "n >= v.Least()", "n >= 0", model},
		{"corroborate: k is one too many", corroborate, "n >= v.Least()", "n > v.Least()", model},

		{"get: what is hidden is got", get, "if !ok || !see {", "if !ok || !see && false {", model},
		{"get: who sees reads", get, "row: c.rows.at(ord), read: read}", "row: c.rows.at(ord), read: read || see}", model},
		{"get: own is anybody's", get, "if c.publishers.all[r.publisher].id != m {", "if false {", model},
		{"get: nobody owns", get, `if !ok || m == "" {`, "if !ok {", model},

		{"events: what is hidden is told", events, "if !sees || t.regained(ord, p) {", "if !sees && false || t.regained(ord, p) {", model},
		{"events: what is hidden again is told as gained", events, "if !sees || t.regained(t.ord, t.mark.Position()) {", "if !sees && false || t.regained(t.ord, t.mark.Position()) {", model},
		{"events: who sees reads", events, "match{ord, r, reads, t.all}", "match{ord, r, reads || sees, t.all}", model},
		{"events: who gains sight reads", events, "match{t.ord, r, reads, nil}", "match{t.ord, r, reads || sees, nil}", model},
		{"events: what is told again later is told twice", events, "if !sees || t.regained(ord, p) {", "if !sees {", model},
		{"events: a loss is told to those who lost nothing", events, "c.turns.sets.all[l.viewers].Has(t.viewer)", "c.turns.sets.all[l.viewers].Has(t.viewer) || true", model},
		{"events: a loss is told of what is read again", events, "if reads {\n\t\treturn Event{}, false", "if reads && false {\n\t\treturn Event{}, false", model},
		{"events: the limit is one too many", events, "if len(found) == limit ||", "if len(found) > limit ||", model},

		{"turns: who can no longer read is told nothing", pass, "saw&^sees | did&^does", "saw&^sees | did&^did&^does", model},
		{"turns: who can read from now on is told nothing", pass, "sees&^saw | does&^did", "sees&^saw | does&^does&^did", model},
		{"turns: who reads need not see", pass, "did, does := m[1][w]&saw, m[3][w]&sees", "did, does := m[1][w], m[3][w]", model},
		{"turns: an embargo ends one entry late", pass, "t.pending[0].at <= t.at {", "t.pending[0].at < t.at {", model},
	}
}
