package main

// What the tests of policies are called by.
var (
	worlds   = suite{"policies", "^(TestWorlds|TestLargeAlliance)$", true}
	decides  = suite{"policies", "^(TestCases.*|TestWorlds)$", true}
	groups   = suite{"policies", "^(TestGroups|TestNested.*|TestCurrent.*|TestUnknown.*)$", true}
	windows  = suite{"policies", "^(TestWindow.*|TestParseWindows|TestCurrentCrosses.*)$", true}
	widens   = suite{"policies", "^TestWider.*$", true}
	simulate = suite{"policies", "^TestSimulate.*$", true}
	gains    = suite{"policies", "^TestGainers.*$", true}
	shadows  = suite{"policies", "^TestShadow.*$", true}
	currents = suite{"policies", "^TestCurrent.*$", true}
	swaps    = suite{"policies", "^TestSwap$", true}
	explains = suite{"policies", "^TestExplain.*$", true}
	lints    = suite{"policies", "^(TestLint.*|TestLoadIsVerified)$", true}
)

// compiler are bugs in what makes masks of rules, and in what it makes them of.
func compiler() []mutation {
	const compile, group, window, lint = "policies/compile.go", "policies/group.go", "policies/window.go", "policies/lint.go"
	return []mutation{
		{"compile: a label one too wide", compile, "c.cells = scope.UpTo(label)", "c.cells = scope.UpTo(label + 1)", worlds},
		{"compile: a label one too narrow, of a type", compile, "c.cells = scope.UpTo(label, t)", "c.cells = scope.UpTo(label-min(label, 1), t)", worlds},
		{"compile: the type is forgotten", compile, "c.cells = scope.UpTo(label, t)", "c.cells, _ = scope.UpTo(label), t", worlds},
		{"compile: a deny allows", compile, "deny: r.Effect == deny}", "deny: r.Effect == allow}", worlds},
		{"compile: denies are lost", compile, "\t\tto = x.Deny\n", "\t\treturn\n", worlds},
		{"compile: read.* reaches see", compile, "scope.ReadCore <= a && a", "scope.See <= a && a", worlds},
		{"compile: read.* reaches export", compile, "a <= scope.ReadSource", "a <= scope.Export", worlds},
		{"compile: read.* misses the source", compile, "a <= scope.ReadSource", "a < scope.ReadSource", worlds},
		{"compile: * misses an act", compile, `r.Act == "*" ||`, `r.Act == "*" && a != scope.Dispute ||`, worlds},
		{"compile: groups' rules are lost", compile, "mine = bind(mine, b.rules[g], v)", "_ = g", worlds},
		{"compile: a second mask replaces the first", compile, "to[a] = to[a].Or(c.cells)", "to[a] = c.cells", worlds},
		{"compile: rights are taken from the act before", compile, "c.acts[a] != c.acts[e]", "c.acts[a] && !c.acts[e]", worlds},
		{"compile: a seat's role is a task force", compile, `ok && !strings.Contains(t, ":")`, "ok", groups},
		{"compile: embargo binds as expiry", compile, "x.Embargoed = x.Embargoed.Or(c.cells)", "x.Expired = x.Expired.Or(c.cells)", worlds},
		{"compile: expiry is forgotten", compile, "x.Expired = x.Expired.Or(c.cells)", "_ = x.Expired", worlds},
		{"compile: * is own", compile, "return []scope.Atom{scope.Everyone}", "return []scope.Atom{scope.By(v.Member)}", worlds},
		{"compile: tf takes the first task force alone", compile, "for i, t := range v.TaskForces {", "for i, t := range v.TaskForces[:min(1, len(v.TaskForces))] {", worlds},
		{"compile: tf:<id> is any that the viewer sits in", compile, "return []scope.Atom{scope.In(id.TaskForce(c.arg))}", "return (&compiled{scope: \"tf\"}).atoms(v)", worlds},
		{"compile: by:<member> is named", compile, "return []scope.Atom{scope.By(id.Member(c.arg))}", "return []scope.Atom{scope.Named(id.Member(c.arg))}", worlds},
		{"compile: own is named", compile, "return []scope.Atom{scope.By(v.Member)}", "return []scope.Atom{scope.Named(v.Member)}", worlds},
		{"compile: direct is own", compile, "return []scope.Atom{scope.Named(v.Member)}", "return []scope.Atom{scope.By(v.Member)}", worlds},
		{"compile: denied is nobody", compile, "return []scope.Atom{scope.Never(v.Member)}", "return nil", worlds},
		{"compile: by takes what is no member", compile, `if "by:m:"+arg != s {`, `if false {`, lints},

		{"groups: a suspended member stays", group, "m.State != directory.StateActive || !id", "!id", groups},
		{"groups: a kind makes an admin", group, "if slices.Contains(directory.MemberKinds, m.Kind) {", "if m.Kind != \"\" {", groups},
		{"groups: no role:member", group, "Child: Viewer(m.ID), Parent: memberRole}", "Child: Viewer(m.ID), Parent: \"role:\" + m.Kind}", groups},
		{"groups: a suspended person stays", group, "p.State != directory.StateActive || !id", "!id", groups},
		{"groups: a person of a suspended member stays", group, "p.Member != \"\" && !active[p.Member]", "p.Member != \"\" && !active[p.Member] && false", groups},
		{"groups: a person is the bootstrap admin", group, "|| name == Admin ||", "||", groups},
		{"groups: one of the alliance has its member's rights too", group, "\tcase p.ForAlliance():\n", "\tcase p.ForAlliance() && p.Member == \"\":\n\tcase p.ForAlliance():\n\t\tg.acting[name] = p.Member\n\t\tg.Edges = append(g.Edges, Edge{Child: name, Parent: Viewer(p.Member)})\n", groups},
		{"groups: a person publishes as nobody", group, "\t\tg.acting[name] = p.Member\n", "", groups},
		{"groups: a person is not its member", group, "\t\tg.Edges = append(g.Edges, Edge{Child: name, Parent: Viewer(p.Member)})\n", "", groups},
		{"groups: a person has no roles", group, "for _, r := range p.Roles {", "for _, r := range p.Roles[:0] {", groups},
		{"groups: who is nobody's and the alliance's is a viewer", group, "\tdefault:\n\t\treturn\n", "\tdefault:\n", groups},
		{"groups: an ended task force stays", group, "if !g.At.Before(t.EndsAt) {", "if false {", groups},
		{"groups: a task force ends a moment late", group, "!g.At.Before(t.EndsAt)", "g.At.After(t.EndsAt)", groups},
		{"groups: the next end is forgotten", group, "g.ValidUntil = sooner(g.ValidUntil, t.EndsAt)", "_ = sooner(g.ValidUntil, t.EndsAt)", groups},
		{"groups: a suspended member keeps its seat", group, "if !active[s.Member] {", "if false {", groups},
		{"groups: any word is a seat's role", group, "if slices.Contains(directory.SeatRoles, s.Role) {", "if s.Role != \"\" {", groups},
		{"groups: a line lends what is not there", group, "if there(e.Child) && there(e.Parent) {", "if there(e.Child) {", groups},
		{"groups: groups of groups are not followed", group, "todo = append(todo, q)", "_ = todo", worlds},
		{"groups: a circle has an end", group, "return max(h, -1) // still climbing: a circle", "return max(h, 0)", lints},

		{"window: opens a moment late", window, "!now.Before(w.From))", "now.After(w.From))", windows},
		{"window: closes a moment late", window, "now.Before(w.Until))", "!now.After(w.Until))", windows},
		{"window: never closes", window, "(w.Until.IsZero() || now.Before(w.Until))", "true", windows},
		{"window: a rule out of force stays", window, "r.holds(now) && !seen[name]", "!seen[name]", windows},
		{"window: a group line out of force stays", window, "e.holds(now) && !seen[name]", "!seen[name]", windows},
		{"window: a boundary that is now comes again", window, "if at.After(now) {", "if !at.Before(now) {", windows},
		{"window: the later boundary is next", window, "b.Before(a) {", "b.After(a) {", windows},
		{"window: group lines have no boundaries", window, "for _, e := range s.Edges {\n\t\t\tws", "for _, e := range s.Edges[:0] {\n\t\t\tws", windows},
		{"window: within what ends earlier", window, "!w.Until.After(v.Until)", "true", widens},

		{"lint: P01 any effect", lint, `l.oneOf(line, "eft", r.Effect, []string{allow, deny})`, "_ = r.Effect", lints},
		{"lint: P03 an empty field", lint, `case v == "":`, `case v == "-":`, lints},
		{"lint: P03 a set without rules", lint, `l.add(0, "", "the set has no rules"`, `l.add(0, "", "x"`, lints},
		{"lint: P04 letters that casbin joins by", lint, "case !safe(v):", "case false:", lints},
		{"lint: P06 a pattern is an id", lint, `case kind != "role" && !id.IsSlug(rest):`, "case false:", lints},
		{"lint: P06 a pattern is a scope's id", lint, "if !id.IsSlug(arg) {", "if arg == \"-\" {", lints},
		{"lint: P07 an id without a prefix", lint, `case !ok || !slices.Contains([]string{"u", "m", "tf", "role"}, kind):`, "case !ok && false:", lints},
		{"lint: P07 circles", lint, "case n < 0:", "case false:", lints},
		{"lint: P07 one group too deep", lint, "case before+n > maxDepth:", "case before+n > maxDepth+1:", lints},
		{"lint: P08 no rule stands at all times", lint, "return r.always() }) {", "return true }) {", lints},
		{"lint: a deny-only relation allows", lint, "case r.Effect == allow && slices.Contains(denyOnly(), r.Scope):", "case false:", lints},
		{"lint: an unknown act", lint, `l.oneOf(line, "act", r.Act, acts())`, "_ = r.Act", lints},
		{"lint: an unknown label", lint, `l.oneOf(line, "tlp", r.TLP, tlp.Names())`, "_ = tlp.Names()", lints},
		{"lint: a role is handed out that the directory gives", lint, "case given()[e.Parent]:", "case false:", lints},
		{"lint: a seat is handed out", lint, "\tcase toTF:\n", "\tcase false:\n", lints},
		{"lint: a role that nobody has", lint, `case kind == "role" && !l.roles[p]:`, "case false:", lints},
		{"lint: two rules that say the same", lint, "if first, ok := seen[key]; ok {", "if first, ok := seen[key]; ok && false {", lints},
		{"lint: too many rules", lint, "n > MaxRules {", "n > 2*MaxRules {", lints},
	}
}
