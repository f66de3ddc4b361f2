package policies

import (
	"errors"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	s, err := Parse([]byte("# a set\r\n\n  p ,m:aa,  by:m:bb , domain,amber, see,allow # why\r\ng, m:aa, role:club"))
	if err != nil {
		t.Fatal(err)
	}
	want := Rule{Line: 3, Who: "m:aa", Scope: "by:m:bb", Type: "domain", TLP: "amber", Act: "see", Effect: "allow"}
	if len(s.Rules) != 1 || s.Rules[0] != want || len(s.Edges) != 1 || s.Edges[0] != (Edge{Line: 4, Child: "m:aa", Parent: "role:club"}) {
		t.Errorf("%+v", s)
	}
}

// Times stand behind a line, in any order and any zone; they are part of what the set says.
func TestParseWindows(t *testing.T) {
	s, err := Parse([]byte("p, *, own, *, red, *, allow, until=2026-03-01T00:00:00+01:00, from=2026-01-01T00:00:00Z\n" +
		"g, m:aa, role:club, from=2026-01-01T00:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Rules[0].String(); got != "p, *, own, *, red, *, allow, from=2026-01-01T00:00:00Z, until=2026-02-28T23:00:00Z" {
		t.Error(got)
	}
	if s.Edges[0].String() != "g, m:aa, role:club, from=2026-01-01T00:00:00Z" || s.Hash() == Default().Hash() {
		t.Errorf("%+v", s)
	}
	for line, says := range map[string]string{
		"p, *, own, *, red, *, allow, from=tomorrow":                                         `from: "tomorrow" is no time`,
		"p, *, own, *, red, *, allow, until=2026-02-30T00:00:00Z":                            "is no time",
		"p, *, own, *, red, *, allow, from=2026-01-01T00:00:00Z, from=2026-01-02T00:00:00Z":  "given twice",
		"p, *, own, *, red, *, allow, from=2026-01-01T00:00:00Z, until=2026-01-01T00:00:00Z": "never be in force",
		"p, *, own, *, red, *, allow, since=2026-01-01T00:00:00Z":                            "this has 7",
		"g, m:aa, role:club, until=":                                                         "is no time",
	} {
		if _, err := Parse([]byte(line)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// Every line that is wrong is named, not the first alone; nothing is taken of the rest.
func TestParseRefuses(t *testing.T) {
	s, err := Parse([]byte(good + "\np, *, own, *, red, *\np, *, own, *, red, *, allow, deny\ng, m:aa\np2, a, b\n\ufeffp, *, own, *, red, *, allow\nq"))
	r, ok := errors.AsType[*RefusedError](err)
	if !ok || len(r.Findings) != 6 || len(s.Rules) != 0 {
		t.Fatalf("%v, %+v", err, s)
	}
	for i, says := range []string{
		"line 2: a rule has 6 fields, this has 5: write p, who, scope", "line 3: a rule has 6 fields, this has 7",
		"line 4: a group line has 2 fields, this has 1", `line 5: "p2" begins no line`, "line 6:", "line 7:",
	} {
		if got := r.Findings[i].String(); !strings.HasPrefix(got, says) {
			t.Errorf("%q, want %q", got, says)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != 5 {
		t.Errorf("%d lines of error", n+1)
	}
}

func TestHash(t *testing.T) {
	hash := func(text string) string {
		s, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return s.Hash()
	}
	one := hash("p, *, own, *, red, *, allow\n" + good + "\ng, m:aa, role:club")
	if one != hash("g,m:aa,role:club # x\n\n"+good+"\np,*,own,*,red,*,allow\n") {
		t.Error("order and spacing count")
	}
	if one == hash("p, *, own, *, red, *, allow\n"+good) || one == hash("p, *, own, *, red, *, deny\n"+good+"\ng, m:aa, role:club") {
		t.Error("two sets, one hash")
	}
}

// FuzzParse: whatever is parsed and passes the linter can be loaded and compiled, and reads
// back as itself.
func FuzzParse(f *testing.F) {
	f.Add(string(defaultCSV))
	f.Add("p, m:aa, tf:bb, domain, amber+strict, read.pii, deny\ng, m:aa, role:club\ng, role:club, role:den")
	f.Add("p, *, own, *, red, *, allow\np, tf:bb:lead, tf, *, amber, read.*, allow, from=2026-01-01T00:00:00Z, until=2027-01-01T00:00:00Z")
	f.Add("p,*,by:m:aa,*,red,*,allow\np,*,by:m:aa,*,red,*,allow # twice")
	f.Add("p, *, own, *, red, *, allow\nk, 3\nk, 2, until=2027-01-01T00:00:00Z")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse([]byte(text))
		if err != nil || len(Lint(s)) > 0 {
			return
		}
		if _, err := NewSnapshot(s, Groups{Viewers: []string{"m:aa", "u:admin"}}); err != nil {
			t.Fatal(err)
		}
		again, err := Parse([]byte(s.CSV()))
		if err != nil || again.Hash() != s.Hash() {
			t.Fatalf("reads back as another set: %v", err)
		}
	})
}
