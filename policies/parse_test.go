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
	want := Rule{3, "m:aa", "by:m:bb", "domain", "amber", "see", "allow"}
	if len(s.Rules) != 1 || s.Rules[0] != want || len(s.Edges) != 1 || s.Edges[0] != (Edge{4, "m:aa", "role:club"}) {
		t.Errorf("%+v", s)
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
	f.Add("p,*,by:m:aa,*,red,*,allow\np,*,by:m:aa,*,red,*,allow # twice")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse([]byte(text))
		if err != nil || len(Lint(s)) > 0 {
			return
		}
		if _, err := NewSnapshot(s, Groups{Viewers: []string{"m:aa", "u:admin"}}); err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, r := range s.Rules {
			lines = append(lines, r.String())
		}
		for _, e := range s.Edges {
			lines = append(lines, e.String())
		}
		again, err := Parse([]byte(strings.Join(lines, "\n")))
		if err != nil || again.Hash() != s.Hash() {
			t.Fatalf("reads back as another set: %v", err)
		}
	})
}
