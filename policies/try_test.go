package policies

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"weak"
)

// A set of a few hundred kilobytes under as many cases must not fill the memory with one enforcer
// a rule.
func TestTryKeepsOneRest(t *testing.T) {
	set := parsed(t, "p, *, own, *, red, see, allow\np, *, tf, *, red, see, allow\np, *, denied, *, red, *, deny\n")
	tr := trial{groups: Groups{At: caseTime, Viewers: []string{Admin}}, nothing: &Snapshot{}}
	without := func(name string) weak.Pointer[Snapshot] {
		s, err := tr.without(set, name, func(r Rule) bool { return r.Name() == name })
		if err != nil || s == nil {
			t.Fatalf("%v %v", s, err)
		}
		return weak.Make(s)
	}
	first := without("* own * red see allow")
	if again := without("* own * red see allow"); again.Value() != first.Value() {
		t.Error("the same rest is made twice")
	}
	second := without("* tf * red see allow")
	runtime.GC()
	if first.Value() != nil {
		t.Error("the first rest is in memory still")
	}
	runtime.KeepAlive(second.Value())
}

// A case that names no rule says nothing of what another case's deny beats; what is wrong is told
// in the order of the lines.
func TestTryTellsCasesApart(t *testing.T) {
	set := parsed(t, "p, *, *, *, red, see, allow\np, *, denied, *, red, *, deny\n")
	c, err := ParseCases([]byte("member, aa, brand, active\nmember, bb, brand, active\n" +
		"case, * * * red see allow, beaten, m:bb, see, domain, red, aa, x:bb, no\n" +
		"case, zz, who, m:bb, see, domain, red, aa, , no\n" +
		"case, , applies, m:bb, see, domain, red, aa, , yes\n" +
		"case, zz, beaten, m:bb, see, domain, red, aa, x:bb, no\n"))
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := c.Try(set)
	if err != nil || len(wrong) != 2 || wrong[0].Line != 4 || wrong[1].Line != 5 || !strings.Contains(wrong[1].Problem, "no such rule") {
		t.Errorf("%v %v", wrong, err)
	}
}

// Two sets of as many lines as there may be are compared at once: it took ten seconds.
func TestLargeSetsAreQuick(t *testing.T) {
	var b strings.Builder
	b.WriteString("p, *, *, *, red, *, deny\n")
	for i := range 2400 {
		fmt.Fprintf(&b, "g, m:aa, role:r%04d\np, role:brand, by:m:m%04d, *, red, see, allow\n", i, i)
	}
	set := parsed(t, b.String())
	start := time.Now()
	if wider := Wider(set, set); len(wider) != 0 || len(open(set).Rules) != 2401 || len(open(set).Edges) != 2400 {
		t.Errorf("%d wider", len(wider))
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %s", took)
	}
}
