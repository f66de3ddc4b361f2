package policies

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Cases are what a set is to decide, about a small alliance of their own: the tests that a
// proposal must pass. README.md has their form.
type Cases struct {
	members    []directory.Member
	people     []directory.Person
	taskForces []directory.TaskForce
	examples   []example
}

// example is one line "case".
type example struct {
	line               int
	rule, kind, viewer string
	want               bool
	act                scope.Act
	record             scope.Record
}

// The kinds of case.
const (
	applies = "applies" // the rule decides: without it the answer is the other one
	who     = "who"     // another viewer, or the same in another relation
	reach   = "reach"   // another type or label
	beaten  = "beaten"  // a deny wins over it: without any deny the answer is yes
)

// caseTime is the moment that cases are about. What they say of times is relative to it.
var caseTime = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

// MaxCases bounds a set's cases: each is decided by all forms of the set.
const MaxCases = 5000

// ParseCases reads cases. The error is *RefusedError, and names every line that is wrong.
func ParseCases(csv []byte) (Cases, error) {
	var c Cases
	var fs []Finding
	for n, f := range csvLines(csv) {
		if finding, ok := c.take(n, f); !ok {
			finding.Line = n
			fs = append(fs, finding)
		}
	}
	if len(c.examples) > MaxCases {
		fs = append(fs, Finding{Problem: fmt.Sprintf("there are %d cases", len(c.examples)), Do: fmt.Sprintf("at most %d", MaxCases)})
	}
	if len(fs) > 0 {
		return Cases{}, &RefusedError{fs}
	}
	return c, nil
}

// take reads one line.
func (c *Cases) take(line int, f []string) (Finding, bool) {
	switch kind := f[0]; {
	case kind == "member" && len(f) == 4:
		c.members = append(c.members, directory.Member{ID: id.Member(f[1]), Kind: f[2], State: f[3]})
	case kind == "person" && len(f) == 5:
		c.people = append(c.people, directory.Person{
			ID: id.Person(f[1]), Member: id.Member(f[2]), Roles: strings.Fields(f[3]), State: f[4],
		})
	case kind == "taskforce" && len(f) == 4:
		tf := directory.TaskForce{ID: id.TaskForce(f[1])}
		for seat := range strings.FieldsSeq(f[2]) {
			m, role, _ := strings.Cut(seat, ":")
			tf.Seats = append(tf.Seats, directory.Seat{Member: id.Member(m), Role: role})
		}
		if f[3] != "" {
			n, err := strconv.Atoi(f[3])
			if err != nil {
				return Finding{Field: "ends", Problem: fmt.Sprintf("%q is no number of seconds", f[3]), Do: "write how many from now, or nothing"}, false
			}
			tf.EndsAt = caseTime.Add(time.Duration(n) * time.Second)
		}
		c.taskForces = append(c.taskForces, tf)
	case kind == "case" && len(f) == 10:
		e, finding, ok := readExample(line, f[1:])
		if !ok {
			return finding, false
		}
		c.examples = append(c.examples, e)
	default:
		return Finding{
			Problem: fmt.Sprintf("a line %q with %d fields is none of these", kind, len(f)-1),
			Do: "write member, id, kind, state · person, id, member, roles, state · taskforce, id, members, ends · " +
				"case, rule, kind, viewer, act, typ, tlp, owner, facts, want",
		}, false
	}
	return Finding{}, true
}

func readExample(line int, f []string) (example, Finding, bool) {
	no := func(field, value, do string) Finding {
		return Finding{Field: field, Problem: fmt.Sprintf("%q is not known", value), Do: do}
	}
	if kinds := []string{applies, who, reach, beaten}; !slices.Contains(kinds, f[1]) {
		return example{}, no("kind", f[1], "use one of "+strings.Join(kinds, " ")), false
	}
	act, ok := scope.ParseAct(f[3])
	if !ok {
		return example{}, no("act", f[3], "use one of "+strings.Join(scope.ActNames(), " ")), false
	}
	typ, ok := observable.ParseType(f[4])
	if !ok {
		return example{}, no("typ", f[4], "use one of "+strings.Join(observable.Names(), " ")), false
	}
	label, err := tlp.Parse(f[5])
	if err != nil {
		return example{}, no("tlp", f[5], "use one of "+strings.Join(tlp.Names(), " ")), false
	}
	if f[8] != "yes" && f[8] != "no" {
		return example{}, no("want", f[8], "use yes or no"), false
	}
	e := example{
		line: line, rule: f[0], kind: f[1], viewer: f[2], act: act, want: f[8] == "yes",
		record: scope.Record{Owner: id.Member(f[6]), Cell: scope.CellOf(typ, label), Atoms: []scope.Atom{scope.By(id.Member(f[6]))}},
	}
	for fact := range strings.FieldsSeq(f[7]) {
		kind, v, _ := strings.Cut(fact, ":")
		seconds, err := strconv.ParseInt(v, 10, 64)
		switch {
		case kind == "t" || kind == "d" || kind == "x":
			e.record.Atoms = append(e.record.Atoms, scope.Atom(fact))
		case kind == "embargo" && err == nil:
			e.record.Embargo = caseTime.Unix() + seconds
		case kind == "expiry" && err == nil:
			e.record.Expiry = caseTime.Unix() + seconds
		default:
			return example{}, no("facts", fact, "write t:<task force> d:<member> x:<member>, embargo:<seconds> or expiry:<seconds>"), false
		}
	}
	return e, Finding{}, true
}

// Len is how many cases there are.
func (c Cases) Len() int { return len(c.examples) }

// Missing lists what kinds of case each rule of a set lacks: every rule wants "applies" and
// "who", one that is not of all types and labels "reach", and one that allows "beaten".
func (c Cases) Missing(s Set) []string {
	had := map[string]map[string]bool{}
	for _, e := range c.examples {
		if had[e.rule] == nil {
			had[e.rule] = map[string]bool{}
		}
		had[e.rule][e.kind] = true
	}
	var out []string
	for _, r := range s.Rules {
		want := []string{applies, who}
		if r.Type != "*" || r.TLP != "red" {
			want = append(want, reach)
		}
		if r.Effect == allow {
			want = append(want, beaten)
		}
		for _, k := range want {
			if !had[r.Name()][k] {
				out = append(out, fmt.Sprintf("%q has no case of kind %q", r.Name(), k))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
