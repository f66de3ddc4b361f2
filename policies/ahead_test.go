package policies

import (
	"testing"
	"time"
)

func TestAhead(t *testing.T) {
	s, err := Parse([]byte(`
p, *, *, *, red, see, deny
p, *, *, *, green, see, allow, from=2026-10-02T00:00:00Z
p, *, *, *, green, see, allow, until=2026-10-03T00:00:00Z
p, *, *, *, clear, see, allow, until=2026-10-01T12:00:00Z
p, *, tf, *, red, see, deny, until=2026-10-03T00:00:00Z
p, *, own, *, red, see, deny, from=2026-10-03T00:00:00Z
p, *, direct, *, red, see, deny, from=2026-09-03T00:00:00Z
g, m:aa, role:xx
g, m:bb, role:xx, until=2026-10-03T00:00:00Z
g, m:cc, role:xx, until=2026-10-01T12:00:00Z
`))
	if err != nil {
		t.Fatal(err)
	}
	const rules = "p, *, *, *, red, see, deny\np, *, *, *, green, see, allow\np, *, direct, *, red, see, deny\n"
	now := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	if got := s.Ahead(now, false).CSV(); got != rules+"g, m:aa, role:xx\n" {
		t.Errorf("without what group lines lend for a time:\n%s", got)
	}
	for text, want := range map[string]string{ // a role that nobody is in, a set that allows nothing
		"p, role:xx, *, *, red, see, allow\np, *, *, *, red, see, deny\ng, m:aa, role:xx, from=2026-10-03T00:00:00Z": "p, *, *, *, red, see, deny\n",
		"p, role:xx, *, *, red, see, allow\ng, m:aa, role:xx, from=2026-10-03T00:00:00Z":                             "p, *, *, *, red, *, deny\n",
	} {
		s, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Ahead(now, false); got.CSV() != want || len(Lint(got)) > 0 {
			t.Errorf("%s\nis ahead\n%s%v", text, got.CSV(), Lint(got))
		}
	}
	ahead := s.Ahead(now, true)
	if got := ahead.CSV(); got != rules+"g, m:aa, role:xx\ng, m:bb, role:xx\n" {
		t.Errorf("with it:\n%s", got)
	}
	if fs := Lint(ahead); len(fs) > 0 {
		t.Errorf("it cannot be loaded: %v", fs)
	}
}
