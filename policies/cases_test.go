package policies

import (
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/directory"
)

var today = caseTime

// alliance is who a table or a world is about.
type alliance struct {
	members    []directory.Member
	people     []directory.Person
	taskForces []directory.TaskForce
}

func (a alliance) groups() Groups { return groupsOf(a.members, a.people, a.taskForces, today) }

func readCases(t *testing.T, csv string) Cases {
	t.Helper()
	c, err := ParseCases([]byte(csv))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// theirs is the alliance that the default's cases are about.
func theirs(t *testing.T) alliance {
	t.Helper()
	c := readCases(t, DefaultCases())
	return alliance{c.members, c.people, c.taskForces}
}

func load(t *testing.T, s Set, a alliance) *Snapshot {
	t.Helper()
	snap, err := NewSnapshot(s, a.groups())
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// TestCases runs every case of the sets that we ship against casbin, the view and the fan, and
// sees that the rule that a case is about is the one that decides.
func TestCases(t *testing.T) {
	for name, shipped := range map[string]struct{ set, cases string }{
		"default": {DefaultText(), DefaultCases()},
		"strict":  {StrictText(), StrictCases()},
	} {
		t.Run(name, func(t *testing.T) {
			set, err := Parse([]byte(shipped.set))
			if err != nil {
				t.Fatal(err)
			}
			cases := readCases(t, shipped.cases)
			wrong, err := cases.Try(set)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range wrong {
				t.Error(f)
			}
			for _, m := range cases.Missing(set) {
				t.Error(m)
			}
			number := map[string]int{}
			for _, e := range cases.examples {
				number[e.rule]++
			}
			for _, r := range set.Rules {
				if number[r.Name()] < 4 {
					t.Errorf("%q has %d cases", r.Name(), number[r.Name()])
				}
				delete(number, r.Name())
			}
			for rule := range number {
				t.Errorf("there are cases of %q, and no such rule", rule)
			}
		})
	}
}

// A case that is wrong, or that proves nothing, is found.
func TestCasesHaveTeeth(t *testing.T) {
	const people = "member, brand-a, brand, active\nmember, market-a, marketplace, active\n"
	for line, want := range map[string]string{
		"case, role:member * * green see allow, applies, m:market-a, see, domain, amber, brand-a, , yes": "casbin says no, the case says yes",
		"case, role:member * * green see allow, applies, m:market-a, see, domain, red, brand-a, , no":    "proves nothing",
		"case, role:nobody * * green see allow, applies, m:market-a, see, domain, red, brand-a, , no":    "no such rule",
		"case, role:member * * green see allow, beaten, m:market-a, see, domain, red, brand-a, , no":     "nothing was beaten",
	} {
		wrong, err := readCases(t, people+line).Try(Default())
		if err != nil || len(wrong) != 1 || !strings.Contains(wrong[0].String(), want) || wrong[0].Line != 3 {
			t.Errorf("%s: %v, %v", line, wrong, err)
		}
	}
	for _, line := range []string{
		"case, x, applies, m:a, see, domain, amber, brand-a, yes", "case, x, maybe, m:a, see, domain, amber, b, , yes",
		"case, x, applies, m:a, seek, domain, amber, b, , yes", "case, x, applies, m:a, see, domains, amber, b, , yes",
		"case, x, applies, m:a, see, domain, ambre, b, , yes", "case, x, applies, m:a, see, domain, amber, b, , perhaps",
		"case, x, applies, m:a, see, domain, amber, b, y:z, yes", "case, x, applies, m:a, see, domain, amber, b, embargo:soon, yes",
		"taskforce, t, , soon", "person, p", "rule, x",
	} {
		if _, err := ParseCases([]byte(line)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q is taken: %v", line, err)
		}
	}
}
