package policies

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

//go:embed cases.csv
var casesCSV string

var today = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

// alliance is who a table or a world is about.
type alliance struct {
	members    []directory.Member
	taskForces []directory.TaskForce
}

func (a alliance) groups() Groups { return groupsOf(a.members, a.taskForces, today) }

// example is one line "case" of cases.csv.
type example struct {
	line                     int
	rule, kind, viewer, want string
	act                      scope.Act
	record                   scope.Record
}

func readCases(t *testing.T) (alliance, []example) {
	t.Helper()
	var a alliance
	var out []example
	for n, text := range strings.Split(casesCSV, "\n") {
		text, _, _ = strings.Cut(text, "#")
		f := strings.Split(text, ",")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		switch {
		case strings.TrimSpace(text) == "":
		case f[0] == "member" && len(f) == 4:
			a.members = append(a.members, directory.Member{ID: id.Member(f[1]), Kind: f[2], State: f[3]})
		case f[0] == "taskforce" && len(f) == 4:
			tf := directory.TaskForce{ID: id.TaskForce(f[1])}
			for m := range strings.FieldsSeq(f[2]) {
				tf.Seats = append(tf.Seats, directory.Seat{Member: id.Member(m)})
			}
			if f[3] != "" {
				tf.EndsAt = today.Add(time.Duration(seconds(t, n, f[3])) * time.Second)
			}
			a.taskForces = append(a.taskForces, tf)
		case f[0] == "case" && len(f) == 10:
			out = append(out, readExample(t, n+1, f[1:]))
		default:
			t.Fatalf("line %d: not a line of cases.csv: %q", n+1, text)
		}
	}
	return a, out
}

func readExample(t *testing.T, line int, f []string) example {
	t.Helper()
	ty, ok := observable.ParseType(f[4])
	label, err := tlp.Parse(f[5])
	if !ok || err != nil || f[8] != "yes" && f[8] != "no" {
		t.Fatalf("line %d: type, label or want is not known", line)
	}
	e := example{line: line, rule: f[0], kind: f[1], viewer: f[2], want: f[8], record: scope.Record{
		Owner: id.Member(f[6]), Cell: scope.CellOf(ty, label), Atoms: []scope.Atom{scope.By(id.Member(f[6]))},
	}}
	switch f[3] {
	case "see":
		e.act = scope.See
	case "read.core":
		e.act = scope.ReadCore
	default:
		t.Fatalf("line %d: %q is not compiled", line, f[3])
	}
	for fact := range strings.FieldsSeq(f[7]) {
		switch kind, v, _ := strings.Cut(fact, ":"); kind {
		case "t", "d", "x":
			e.record.Atoms = append(e.record.Atoms, scope.Atom(fact))
		case "embargo":
			e.record.Embargo = today.Unix() + seconds(t, line, v)
		case "expiry":
			e.record.Expiry = today.Unix() + seconds(t, line, v)
		default:
			t.Fatalf("line %d: %q is no fact", line, fact)
		}
	}
	return e
}

func seconds(t *testing.T, line int, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatalf("line %d: %v", line, err)
	}
	return n
}

// ruleName is how cases.csv calls a rule.
func ruleName(r Rule) string { return strings.Join(r.fields(), " ") }

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "no"
}

// TestCases runs every case against casbin, the view and the fan, and sees that the rule that
// a case is about is the one that decides.
func TestCases(t *testing.T) {
	a, cases := readCases(t)
	full := Default()
	whole := load(t, full, a)
	for _, c := range cases {
		t.Run(fmt.Sprintf("line %d", c.line), func(t *testing.T) {
			for form, got := range decide(t, whole, c) {
				if yes(got) != c.want {
					t.Errorf("%s: %s %s: %s says %s, want %s", c.rule, c.viewer, c.act, form, yes(got), c.want)
				}
			}
			switch c.kind {
			case "applies":
				rest := without(full, func(r Rule) bool { return ruleName(r) == c.rule })
				if got := decide(t, load(t, rest, a), c)["casbin"]; yes(got) == c.want {
					t.Errorf("%s: the same without the rule: the case proves nothing", c.rule)
				}
			case "beaten":
				rest := without(full, func(r Rule) bool { return r.Effect == deny })
				if got := decide(t, load(t, rest, a), c)["casbin"]; !got {
					t.Errorf("%s: refused without any deny too: nothing was beaten", c.rule)
				}
			}
		})
	}
}

// TestCasesAreEnough holds every rule to its kinds of case.
func TestCasesAreEnough(t *testing.T) {
	_, cases := readCases(t)
	had := map[string]map[string]bool{}
	for _, r := range Default().Rules {
		had[ruleName(r)] = map[string]bool{}
	}
	for _, c := range cases {
		if had[c.rule] == nil {
			t.Errorf("line %d: no rule %q in default.csv", c.line, c.rule)
			continue
		}
		if !slices.Contains([]string{"applies", "who", "reach", "beaten"}, c.kind) {
			t.Errorf("line %d: no kind %q", c.line, c.kind)
		}
		had[c.rule][c.kind] = true
	}
	for _, r := range Default().Rules {
		want := []string{"applies", "who"}
		if r.Type != "*" || r.TLP != "red" {
			want = append(want, "reach")
		}
		if r.Effect == allow {
			want = append(want, "beaten")
		}
		for _, k := range want {
			if !had[ruleName(r)][k] {
				t.Errorf("rule %q has no case of kind %q", ruleName(r), k)
			}
		}
	}
}

func load(t *testing.T, s Set, a alliance) *Snapshot {
	t.Helper()
	snap, err := NewSnapshot(s, a.groups())
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func without(s Set, out func(Rule) bool) Set {
	s.Rules = slices.DeleteFunc(slices.Clone(s.Rules), out)
	return s
}

// decide asks all three forms.
func decide(t *testing.T, s *Snapshot, c example) map[string]bool {
	t.Helper()
	now := today.Unix()
	ok, err := s.Enforce(c.viewer, &c.record, c.act, now)
	if err != nil {
		t.Fatal(err)
	}
	fan := s.Fan()
	fanned := slices.ContainsFunc(slices.Collect(fan.Out(c.act, &c.record, now).All()), func(i int) bool {
		return fan.Views()[i].Name() == c.viewer
	})
	return map[string]bool{
		"casbin": ok, "the view": s.View(c.viewer).Allow(c.act, &c.record, now), "the fan": fanned,
	}
}
