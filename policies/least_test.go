package policies_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/scope"
)

// TestLeast wants the number from which unseen publishers count to be a part of a set like its
// rules: read, written, hashed, compared, and carried to whoever views.
func TestLeast(t *testing.T) {
	const match = "p, role:member, *, *, red, match, allow\n"
	set := func(text string) policies.Set {
		t.Helper()
		s, err := policies.Parse([]byte(match + text))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	none, two, three, five := set(""), set("k, 2"), set("k , 3 # x\n"), set("k, 5")
	if three.K != 3 || none.K != 0 || two.Hash() == three.Hash() || set(strings.TrimPrefix(five.CSV(), match)).K != 5 || policies.Default().K != 3 {
		t.Errorf("%q %q", three.CSV(), five.CSV())
	}
	if now := five.At(time.Now()); now.K != 5 {
		t.Errorf("in force: %d", now.K)
	}
	for _, bad := range []string{"k, 1", "k, 101", "k, x", "k", "k, 3, 4", "k, 3\nk, 3", "k, 3, from=2026-01-01T00:00:00Z", "k, -3"} {
		if _, err := policies.Parse([]byte(match + bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if one := (policies.Set{Rules: none.Rules, K: 1}); len(policies.Lint(one)) == 0 {
		t.Error("a set of k 1 is taken")
	}
	for _, c := range []struct {
		was, next policies.Set
		wider     bool
	}{{none, three, false}, {three, none, false}, {none, five, false}, {five, none, true}, {three, two, true}, {two, five, false}} {
		if got := policies.Wider(c.was, c.next); (len(got) > 0) != c.wider {
			t.Errorf("from %d to %d: %q", c.was.K, c.next.K, got)
		}
	}
	g := policies.Groups{At: time.Now(), Viewers: []string{"m:brand-a"}, Edges: []policies.Edge{{Child: "m:brand-a", Parent: "role:member"}}}
	gains := func(was, next policies.Set) int {
		t.Helper()
		who, err := policies.Gainers(t.Context(), was, next, g.At, func(time.Time) policies.Groups { return g })
		if err != nil {
			t.Fatal(err)
		}
		return len(who)
	}
	if gains(five, two) != 1 || gains(two, five) != 0 || gains(none, three) != 0 {
		t.Error("who is counted for sooner gains, and nobody else")
	}
	s, err := policies.NewSnapshot(five, g)
	if err != nil {
		t.Fatal(err)
	}
	if s.View("m:brand-a").Least() != 5 || new(scope.View).Least() != 3 {
		t.Error("it does not reach who views")
	}
}
