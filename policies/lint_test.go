package policies

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// good is a set with nothing wrong, to which one wrong line is added.
const good = `p, *, *, *, green, see, allow`

func TestLint(t *testing.T) {
	for name, c := range map[string]struct{ line, field, says string }{
		"P01 effect in capitals":        {"p, *, own, *, red, *, Deny", "eft", `"Deny" has letters`},
		"P01 effect of another word":    {"p, *, own, *, red, *, block", "eft", "use one of allow deny"},
		"P01 effect with a space":       {"p, *, own, *, red, *, den y", "eft", "letters"},
		"P03 empty field":               {"p, , own, *, red, *, allow", "who", "is empty"},
		"P03 empty effect":              {"p, *, own, *, red, *, ", "eft", "is empty"},
		"P04 comma by quotes":           {`p, "m:aa", own, *, red, *, deny`, "who", "letters"},
		"P06 pattern":                   {"p, m:brand-*, own, *, red, *, deny", "who", "is no id"},
		"P06 pattern in a scope":        {"p, *, tf:*, *, red, *, deny", "scope", "names no id"},
		"P07 id without prefix":         {"p, admin, *, *, red, *, allow", "who", "no known prefix"},
		"P07 bare prefix":               {"p, m:, *, *, red, *, allow", "who", "is no id"},
		"P07 unknown prefix":            {"p, org:aa, *, *, red, *, allow", "who", "no known prefix"},
		"P11 code":                      {"p, *, own, *, red, ||true, allow", "act", "letters"},
		"role that nobody has":          {"p, role:law_enforcment, *, *, red, *, deny", "who", "is no role"},
		"type that is not one":          {"p, *, *, colour, red, see, deny", "typ", "use one of * marketplace_seller"},
		"label that is not one":         {"p, *, *, *, amber+, see, deny", "tlp", "clear green amber amber+strict red"},
		"label for any":                 {"p, *, *, *, *, see, deny", "tlp", "is not known"},
		"act that is not one":           {"p, *, *, *, red, write, deny", "act", "read.evidence"},
		"scope that is not one":         {"p, *, friends, *, red, see, deny", "scope", "by:m:<member>"},
		"by without m:":                 {"p, *, by:aa, *, red, see, deny", "scope", "names no id"},
		"by a task force":               {"p, *, by:tf:aa, *, red, see, deny", "scope", "names no id"},
		"denied allows":                 {"p, *, denied, *, red, see, allow", "scope", "can only deny"},
		"embargo allows":                {"p, *, embargo, *, red, see, allow", "scope", "can only deny"},
		"expired allows":                {"p, *, expired, *, red, see, allow", "scope", "can only deny"},
		"seat that is not one":          {"p, tf:aa:boss, *, *, red, see, deny", "who", "no role in a task force"},
		"a seat is no group":            {"g, tf:aa:lead, role:club", "child", "is no id"},
		"all reads of nothing":          {"p, *, *, *, red, read., deny", "act", "is not known"},
		"members are the directory's":   {"g, m:aa, role:member", "parent", "directory alone"},
		"auditors are the directory's":  {"g, m:aa, role:auditor", "parent", "directory alone"},
		"twice":                         {good, "", "says the same as line 1"},
		"twice, spaced":                 {"p,*,*,  *,green,see,allow # again", "", "says the same as line 1"},
		"kinds are the directory's":     {"g, m:aa, role:brand", "parent", "directory alone"},
		"admins are the directory's":    {"g, m:aa, role:admin", "parent", "directory alone"},
		"seats are the directory's":     {"g, m:aa, tf:handbags", "parent", "directory alone"},
		"a task force gives no role":    {"g, tf:handbags, role:club", "child", "within a task force"},
		"a member is no group":          {"g, m:aa, m:bb", "parent", "neither a role nor a task force"},
		"a user stands for no member":   {"g, u:alice, m:bb", "parent", "neither a role nor a task force"},
		"P07 role without prefix":       {"g, m:aa, club", "parent", "neither a role"},
		"empty child":                   {"g, , role:club", "child", "is empty"},
		"child of an unknown role":      {"g, role:ghost, role:club", "child", "is no role"},
		"P07 within itself":             {"g, role:club, role:club", "", "within itself"},
		"P07 too deep: role to role ..": {"g, m:aa, role:xx\ng, role:xx, role:yy\ng, role:yy, role:zz", "", "groups go 4 deep"},
		"P07 circle":                    {"g, tf:aa, tf:bb\ng, tf:bb, tf:aa", "", "within itself"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Parse([]byte(good + "\n" + c.line))
			if err != nil {
				t.Fatal(err)
			}
			fs := Lint(s)
			if !slices.ContainsFunc(fs, func(f Finding) bool {
				return f.Line >= 2 && f.Field == c.field && strings.Contains(f.String(), c.says) && f.Do != ""
			}) {
				t.Errorf("findings %q, want one of field %q with %q", fs, c.field, c.says)
			}
			if _, err := NewSnapshot(s, Groups{}); !errors.As(err, new(*RefusedError)) {
				t.Errorf("loaded all the same: %v", err)
			}
		})
	}
}

func TestLintTakes(t *testing.T) {
	for _, line := range []string{
		"p, role:law_enforcement, tf, domain, red, read.pii, allow",
		"p, m:market-b, by:m:brand-a, *, amber, read.core, allow",
		"p, u:alice, tf:handbags, *, amber+strict, export, allow",
		"p, *, *, *, green, match, deny",
		"p, tf:handbags:lead, tf:handbags, *, amber, dispute, deny",
		"p, role:analyst, own, *, red, read.*, deny, from=2026-01-01T00:00:00Z",
		"p, role:member, own, phone, red, publish, deny",
		good + ", from=2026-01-01T00:00:00Z",
		"g, m:aa, role:trusted\np, role:trusted, *, *, amber, see, allow",
		"g, tf:aa, tf:bb",
		"g, m:aa, role:xx\ng, role:xx, role:yy\np, role:yy, *, *, amber, see, allow",
		"g, role:brand, role:club",
	} {
		s, err := Parse([]byte(good + "\n" + line))
		if err != nil {
			t.Fatal(err)
		}
		if fs := Lint(s); len(fs) > 0 {
			t.Errorf("%s: %v", line, fs)
		}
	}
	if fs := Lint(Default()); len(fs) > 0 {
		t.Errorf("default.csv: %v", fs)
	}
}

// P02, P03: with no rules at all casbin may allow everything.
func TestLintEmptySet(t *testing.T) {
	for _, text := range []string{"", "\n# nothing\n", "g, m:aa, role:club"} {
		s, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if fs := Lint(s); len(fs) != 1 || fs[0].Problem != "the set has no rules" {
			t.Errorf("%q: %v", text, fs)
		}
	}
}

// With no rule in force casbin would have none at all.
func TestLintWantsARuleAtAllTimes(t *testing.T) {
	s, err := Parse([]byte(good + ", until=2026-01-01T00:00:00Z\n" + good + ", from=2026-01-01T00:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	if fs := Lint(s); len(fs) != 1 || !strings.Contains(fs[0].String(), "in force at all times") {
		t.Error(fs)
	}
	large := Set{Rules: make([]Rule, MaxRules+1)}
	if fs := Lint(large); len(fs) != 1 || !strings.Contains(fs[0].String(), "at most 5000") {
		t.Errorf("%d findings", len(fs))
	}
}

// A set made in Go has no lines, and fields that no file could have.
func TestLintOfNoFile(t *testing.T) {
	r := Rule{Who: "*", Scope: "own", Type: "*", TLP: "red", Act: "*", Effect: "deny "}
	fs := Lint(Set{Rules: []Rule{{Who: "m:a,b"}, r}})
	if !slices.ContainsFunc(fs, func(f Finding) bool { return f.Line == 1 && f.Field == "who" }) ||
		!slices.ContainsFunc(fs, func(f Finding) bool { return f.Line == 2 && f.Field == "eft" }) {
		t.Error(fs)
	}
}
