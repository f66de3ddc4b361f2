package policies

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// drawNext makes another set of one, by what admins do to it: mostly tightening, not always.
func drawNext(t *rapid.T, s Set) Set {
	next := Set{Rules: slices.Clone(s.Rules), Edges: slices.Clone(s.Edges)}
	for range rapid.IntRange(1, 4).Draw(t, "changes") {
		at := rapid.IntRange(0, len(next.Rules)-1).Draw(t, "at")
		r := &next.Rules[at]
		switch rapid.IntRange(0, 8).Draw(t, "change") {
		case 0:
			next.Rules = slices.Delete(next.Rules, at, at+1)
		case 1:
			r.TLP = pick(t, tlp.Names(), "tlp")
		case 2:
			r.Act = pick(t, someActs, "act")
		case 3:
			r.Type = pick(t, someTypes, "type").String()
		case 4:
			r.Who = pick(t, someWho, "who")
		case 5:
			r.Window = drawWindow(t)
		case 6:
			if !slices.Contains(denyOnly(), r.Scope) {
				r.Scope = pick(t, []string{"*", "own", "tf", "direct"}, "scope")
			}
		case 7:
			next.Rules = append(next.Rules, Rule{Who: pick(t, someWho, "who"), Scope: "*", Type: "*", TLP: "red", Act: "*", Effect: deny})
		case 8:
			if len(next.Edges) > 0 && often(t, 3, "edge") {
				next.Edges = next.Edges[1:]
			}
		}
		if len(next.Rules) == 0 {
			return s
		}
	}
	return next
}

// TestWiderIsSound: what is said only to tighten lets nobody do anything new, in any world.
func TestWiderIsSound(t *testing.T) {
	tightens := 0
	for range 5 {
		rapid.Check(t, func(t *rapid.T) {
			w := drawWorld(t)
			next := drawNext(t, w.set)
			if w.circular || len(Lint(next)) > 0 || len(Wider(w.set, next)) > 0 {
				return
			}
			was, err := newSnapshot(w.set, w.alliance.groups())
			if err != nil {
				return
			}
			is, err := newSnapshot(next, w.alliance.groups())
			if err != nil {
				return
			}
			tightens++
			for i := range w.records {
				for act := range scope.ActCount {
					for _, v := range is.Viewers() {
						if is.View(v).Allow(act, &w.records[i], w.now[i]) && !was.View(v).Allow(act, &w.records[i], w.now[i]) {
							t.Fatalf("%s may %s what it might not:\n%s\nnext\n%s", v, act, w, next.CSV())
						}
					}
				}
			}
		})
	}
	if tightens < 50 {
		t.Errorf("only %d sets that tighten", tightens)
	}
}

func TestWider(t *testing.T) {
	was := parsed(t, "p, *, denied, *, red, *, deny\np, role:member, tf, *, amber, read.*, allow\np, tf:aa, *, *, red, see, allow\ng, m:aa, role:club")
	for next, says := range map[string]string{
		was.CSV(): "",
		strings.Replace(was.CSV(), "amber", "green", 1):                                             "",
		strings.Replace(was.CSV(), "read.*", "read.pii", 1):                                         "",
		strings.Replace(was.CSV(), "tf:aa", "tf:aa:lead", 1):                                        "",
		strings.Replace(was.CSV(), "amber", "amber+strict", 1):                                      "allows what no line allowed",
		strings.Replace(was.CSV(), "p, *, denied, *, red", "p, *, denied, *, green", 1):             "denied what no line denies now",
		was.CSV() + "p, m:aa, *, *, green, see, deny":                                               "",
		was.CSV() + "p, m:aa, *, *, green, see, allow":                                              "allows what no line allowed",
		was.CSV() + "g, m:bb, role:club":                                                            "lends its parent's rights",
		strings.Replace(was.CSV(), "g, m:aa, role:club\n", "", 1):                                   "lent its parent's denies",
		strings.Replace(was.CSV(), "read.*, allow", "read.*, allow, until=2027-01-01T00:00:00Z", 1): "",
		strings.Replace(was.CSV(), "*, deny", "*, deny, from=2027-01-01T00:00:00Z", 1):              "denied what no line denies now",
	} {
		got := Wider(was, parsed(t, next))
		if says == "" && len(got) > 0 || says != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, says) }) {
			t.Errorf("%s\nis wider by %q, want %q", next, got, says)
		}
	}
	for until, want := range map[string]int{"2026-12-31T00:00:00Z": 0, "2027-01-01T00:00:00Z": 0, "2027-01-01T00:00:01Z": 1} {
		over := func(at string) Set { return parsed(t, was.CSV()+"p, m:aa, *, *, green, see, allow, until="+at) }
		if got := Wider(over("2027-01-01T00:00:00Z"), over(until)); len(got) != want {
			t.Errorf("until %s: %q", until, got)
		}
	}
	denies := was.CSV() + "p, m:bb, *, *, green, see, deny\n"
	if got := Wider(parsed(t, denies), parsed(t, strings.Replace(denies, "see, deny", "see, allow", 1))); len(got) != 2 {
		t.Errorf("a deny that becomes an allow: %q", got)
	}
	// A line that is to come into force tomorrow is as wide as one that is.
	tomorrow := parsed(t, was.CSV()+"p, m:aa, *, *, green, see, allow, from="+today.Add(24*time.Hour).Format(time.RFC3339))
	if len(Wider(was, tomorrow)) != 1 {
		t.Error("what is allowed tomorrow is not wider")
	}
}

func parsed(t *testing.T, csv string) Set {
	t.Helper()
	s, err := Parse([]byte(csv))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
