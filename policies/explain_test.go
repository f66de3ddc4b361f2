package policies

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestExplainIsTheDecision: in any world what is explained is what casbin decides, by a rule
// that applies, and a near miss would apply but for what it lacks.
func TestExplainIsTheDecision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		if w.circular {
			return
		}
		s, err := NewSnapshot(w.set, w.alliance.groups())
		if err != nil {
			return
		}
		for i := range w.records {
			for _, viewer := range someViewers {
				act := scope.Act(rapid.IntRange(0, int(scope.ActCount)-1).Draw(t, "act"))
				want, err := s.Enforce(viewer, &w.records[i], act, w.now[i])
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.Explain(viewer, &w.records[i], act, w.now[i])
				if err != nil || got.Allowed != want {
					t.Fatalf("%s %s: explained as %v, casbin %v (%v)\n%s", viewer, act, got.Allowed, want, err, w)
				}
				by := ""
				if got.By != nil {
					by = got.By.Name()
				}
				if d := s.Decider(viewer, &w.records[i], act, w.now[i]); d != by {
					t.Fatalf("%s %s: decided by %q, explained by %q\n%s", viewer, act, d, by, w)
				}
				if got.Known && (got.By == nil) != (len(got.Applies) == 0) {
					t.Fatalf("%s %s: %+v", viewer, act, got)
				}
				for _, miss := range got.Near {
					if slices.ContainsFunc(got.Applies, func(r Rule) bool { return r.String() == miss.Rule.String() }) {
						t.Fatalf("%s applies and does not", miss.Rule)
					}
				}
			}
		}
	})
}

func TestExplain(t *testing.T) {
	s := load(t, Default(), theirs(t))
	r := green()
	r.Cell = scope.CellOf(r.Cell.Type(), tlp.Amber)
	r.Atoms = append(r.Atoms, scope.In("handbags"), scope.Never("market-a"))
	e, err := s.Explain("m:market-a", r, scope.See, today.Unix())
	if err != nil || e.Allowed || e.By == nil || e.By.Name() != "* denied * red * deny" || len(e.Applies) != 2 {
		t.Fatalf("%+v, %v", e, err)
	}
	lacks := func(rule string) Condition {
		at := slices.IndexFunc(e.Near, func(m Miss) bool { return m.Rule.Name() == rule })
		if at < 0 {
			return ""
		}
		return e.Near[at].Lacks
	}
	for rule, want := range map[string]Condition{
		"role:member * * green see allow": ByLabel, "role:member direct * red see allow": ByScope,
		"role:member tf * amber+strict read.* allow": ByAct, "role:admin * * red see allow": ByWho,
		"* embargo * red * deny": ByScope, "role:member * * green read.* allow": "",
	} {
		if got := lacks(rule); got != want {
			t.Errorf("%q lacks %q, want %q", rule, got, want)
		}
	}
	if e, err := s.Explain("m:gone-a", r, scope.See, today.Unix()); err != nil || e.Known || e.Allowed || len(e.Applies)+len(e.Near) > 0 {
		t.Errorf("a suspended member: %+v, %v", e, err)
	}
}
