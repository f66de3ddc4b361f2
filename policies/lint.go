package policies

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Finding is one thing that is wrong with a set.
type Finding struct {
	Line    int    // in the file; for a set that came from none, the how-manieth rule; 0: the whole set
	Field   string // "who", "scope", "typ", "tlp", "act", "eft", "child", "parent"; "" for the whole line
	Problem string
	Do      string // what to do about it
}

// String is the finding for a person: where, what, and what to do.
func (f Finding) String() string {
	var b strings.Builder
	if f.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", f.Line)
	}
	if f.Field != "" {
		b.WriteString(f.Field + ": ")
	}
	b.WriteString(f.Problem)
	if f.Do != "" {
		b.WriteString(": " + f.Do)
	}
	return b.String()
}

// RefusedError is the error of a set with findings.
type RefusedError struct{ Findings []Finding }

// Error lists all findings, a line each.
func (r *RefusedError) Error() string {
	lines := make([]string, len(r.Findings))
	for i, f := range r.Findings {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// The effects.
const (
	allow = "allow"
	deny  = "deny"
)

// Roles that the directory gives, besides "role:<kind of member>" and "role:<role of a
// person>": all active members have memberRole, the alliance's admins adminRole.
const (
	adminRole  = "role:admin"
	memberRole = "role:member"
)

// maxDepth is how many group lines may stand between a viewer and a group. casbin stops
// following silently after ten, where a deny would stop too.
const maxDepth = 3

// allReads stands in a rule for all acts that read.
const allReads = "read.*"

// acts are the words for acts.
func acts() []string { return append([]string{"*", allReads}, scope.ActNames()...) }

// MaxRules and MaxText bound a set: casbin needs a microsecond a rule for each decision.
const (
	MaxRules = 5000
	MaxText  = 1 << 20 // bytes, comments included
)

// The bounds of k: below two it would count the one publisher there is.
const (
	minK = 2
	maxK = 100
)

// scopes are the relations without an argument.
func scopes() []string { return []string{"*", "own", "tf", "direct", "denied", "embargo", "expired"} }

// denyOnly are the relations that can take a record away but not give one.
func denyOnly() []string { return []string{"denied", "embargo", "expired"} }

// safe reports whether a field is written with a-z 0-9 : . _ + * - alone. casbin joins fields with
// commas to know a rule again: a comma in one would make two rules one, and drop the deny of them.
func safe(field string) bool {
	for _, c := range []byte(field) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case strings.IndexByte(":._+*-", c) >= 0:
		default:
			return false
		}
	}
	return field != ""
}

var roleName = regexp.MustCompile(`^role:[a-z][a-z0-9_-]{1,62}$`)

// Lint says all that is wrong with a set: nil for a set that may be loaded. It refuses what
// casbin would take without a word and decide wrongly (design: policy.md 1.2), and every rule
// that cannot be compiled.
func Lint(s Set) []Finding {
	l := linter{set: s, roles: roles(s.Edges)}
	if len(s.Rules) == 0 {
		l.add(0, "", "the set has no rules", "begin with default.csv; a set that allows nothing still has a deny")
	}
	if n := len(s.Rules) + len(s.Edges); n > MaxRules {
		l.add(0, "", fmt.Sprintf("the set has %d lines", n), fmt.Sprintf("at most %d: group members in roles", MaxRules))
		return l.found
	}
	if len(s.Rules) > 0 && !slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.always() }) {
		l.add(0, "", "no rule is in force at all times", "keep one without from and until: with no rule in force nobody could do anything")
	}
	if s.K != 0 && (s.K < minK || s.K > maxK) {
		l.add(0, "", fmt.Sprintf("k is %d", s.K), fmt.Sprintf("write k, and a number from %d to %d", minK, maxK))
	}
	for i, r := range s.Rules {
		l.rule(lineOf(r.Line, i), r)
	}
	for i, e := range s.Edges {
		l.edge(lineOf(e.Line, i), e)
	}
	l.duplicates()
	l.depths()
	return l.found
}

type linter struct {
	set   Set
	roles map[string]bool
	found []Finding
}

func (l *linter) add(line int, field, problem, do string) {
	l.found = append(l.found, Finding{line, field, problem, do})
}

func lineOf(line, i int) int {
	if line > 0 {
		return line
	}
	return i + 1
}

// given are the roles that the directory gives: a policy may speak of them, not hand them out.
func given() map[string]bool {
	out := map[string]bool{memberRole: true}
	for _, k := range slices.Concat(directory.MemberKinds, directory.AllianceRoles, directory.MemberRoles) {
		out["role:"+k] = true
	}
	return out
}

// roles are those given and those that the edges make.
func roles(es []Edge) map[string]bool {
	out := given()
	for _, e := range es {
		if roleName.MatchString(e.Parent) {
			out[e.Parent] = true
		}
	}
	return out
}

// written checks that a field is there and has safe letters only.
func (l *linter) written(line int, field, v string) bool {
	switch {
	case v == "":
		l.add(line, field, "is empty", "write a value; * where any will do")
	case !safe(v):
		l.add(line, field, fmt.Sprintf("%q has letters that no field may have", v), "use a-z 0-9 : . _ + * - only, lower case")
	default:
		return true
	}
	return false
}

// oneOf checks a field against its closed vocabulary.
func (l *linter) oneOf(line int, field, v string, words []string) {
	if l.written(line, field, v) && !slices.Contains(words, v) {
		l.add(line, field, fmt.Sprintf("%q is not known", v), "use one of "+strings.Join(words, " "))
	}
}

func (l *linter) rule(line int, r Rule) {
	if l.written(line, "who", r.Who) && r.Who != "*" {
		l.principal(line, "who", r.Who)
	}
	if l.written(line, "scope", r.Scope) {
		l.scope(line, r)
	}
	l.oneOf(line, "typ", r.Type, append([]string{"*"}, observable.Names()...))
	l.oneOf(line, "tlp", r.TLP, tlp.Names())
	l.oneOf(line, "act", r.Act, acts())
	l.oneOf(line, "eft", r.Effect, []string{allow, deny})
}

func (l *linter) scope(line int, r Rule) {
	kind, arg, _ := cutScope(r.Scope)
	switch {
	case kind == "tf:" || kind == "by:":
		if !id.IsSlug(arg) {
			l.add(line, "scope", fmt.Sprintf("%q names no id", r.Scope), "write tf:<task force> or by:m:<member>")
		}
	case !slices.Contains(scopes(), r.Scope):
		l.add(line, "scope", fmt.Sprintf("%q is not known", r.Scope),
			"use one of "+strings.Join(scopes(), " ")+", tf:<task force> or by:m:<member>")
	case r.Effect == allow && slices.Contains(denyOnly(), r.Scope):
		l.add(line, "scope", fmt.Sprintf("%q can only deny", r.Scope), "write deny, or another scope")
	}
}

// principal checks the name of a person, a member, a task force, those with one sort of seat in
// it, or a role.
func (l *linter) principal(line int, field, p string) {
	kind, rest, ok := strings.Cut(p, ":")
	if force, seat, cut := strings.Cut(rest, ":"); kind == "tf" && cut && field == "who" {
		if !slices.Contains(directory.SeatRoles, seat) {
			l.add(line, field, fmt.Sprintf("%q is no role in a task force", seat), "use one of "+strings.Join(directory.SeatRoles, " "))
			return
		}
		rest = force
	}
	switch {
	case !ok || !slices.Contains([]string{"u", "m", "tf", "role"}, kind):
		l.add(line, field, fmt.Sprintf("%q has no known prefix", p), "begin with u: m: tf: or role:, so that no id can pass for a role")
	case kind == "role" && !l.roles[p]:
		l.add(line, field, fmt.Sprintf("%q is no role", p),
			"use role:member, the role of a kind of member ("+strings.Join(directory.MemberKinds, " ")+") or of a person ("+
				strings.Join(slices.Concat(directory.AllianceRoles, directory.MemberRoles), " ")+"), or make it with a g line")
	case kind != "role" && !id.IsSlug(rest):
		l.add(line, field, fmt.Sprintf("%q is no id", rest), "2 to 63 lower-case letters, digits and hyphens")
	}
}

// edge checks one group line: roles of the set's own, and task forces within task forces.
func (l *linter) edge(line int, e Edge) {
	if !l.written(line, "child", e.Child) || !l.written(line, "parent", e.Parent) {
		return
	}
	l.principal(line, "child", e.Child)
	fromTF, toTF := strings.HasPrefix(e.Child, "tf:"), strings.HasPrefix(e.Parent, "tf:")
	switch {
	case given()[e.Parent]:
		l.add(line, "parent", fmt.Sprintf("%q is given by the directory alone", e.Parent), "change the member, or make a role of your own")
	case fromTF && toTF:
		l.principal(line, "parent", e.Parent)
	case toTF:
		l.add(line, "parent", "a seat in a task force is given by the directory alone", "change the task force")
	case fromTF:
		l.add(line, "child", "a task force can only be within a task force", "write rules for who = "+e.Child)
	case !roleName.MatchString(e.Parent):
		l.add(line, "parent", fmt.Sprintf("%q is neither a role nor a task force", e.Parent), "write role:<name>")
	}
}

func (l *linter) duplicates() {
	seen := map[string]int{}
	note := func(key string, line int) {
		if first, ok := seen[key]; ok {
			l.add(line, "", fmt.Sprintf("says the same as line %d", first), "leave one of them")
			return
		}
		seen[key] = line
	}
	for i, r := range l.set.Rules {
		note(r.String(), lineOf(r.Line, i))
	}
	for i, e := range l.set.Edges {
		note(e.String(), lineOf(e.Line, i))
	}
}

// depths checks that no group is within itself, and none too deep. Before an edge from a role
// or a task force come two more: user to member, member to role.
func (l *linter) depths() {
	heights := parentsOf(l.set.Edges).heights()
	for i, e := range l.set.Edges {
		before := 2
		switch {
		case strings.HasPrefix(e.Child, "u:"):
			before = 0
		case strings.HasPrefix(e.Child, "m:"):
			before = 1
		}
		switch n := heights[e.Child]; {
		case n < 0:
			l.add(lineOf(e.Line, i), "", e.Child+" is within itself, or within a group that is", "take out one line of the circle")
		case before+n > maxDepth:
			l.add(lineOf(e.Line, i), "", fmt.Sprintf("groups go %d deep, counted from a user", before+n),
				fmt.Sprintf("at most %d: name the groups in rules instead", maxDepth))
		}
	}
}
