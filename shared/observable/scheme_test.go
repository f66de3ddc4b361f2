package observable

import (
	"regexp"
	"strings"
	"testing"
)

func TestSchemes_examples(t *testing.T) {
	slug := regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	for n, load := range schemes {
		if load == nil {
			continue
		}
		typ := Type(n)
		r := load()
		if r.Word == "" || r.Slug == "" || len(r.Schemes) == 0 {
			t.Errorf("%s: a word, a slug and schemes are wanted", typ)
		}
		for _, s := range r.Schemes {
			if !slug.MatchString(s.ID) || s.Name == "" || s.Is == "" || s.Source == "" || len(s.Forms) == 0 || len(s.Examples) == 0 {
				t.Errorf("%s %s: an id, a name, what the id is, a source, a form and an example are wanted", typ, s.ID)
			}
			for _, x := range s.Examples {
				o, err := Parse(typ.String(), x[0], Options{})
				if err != nil || o.Canonical != x[1] {
					t.Errorf("%s: Parse(%q) = %q, %v; want %q", typ, x[0], o.Canonical, err, x[1])
					continue
				}
				if again, err := Parse(typ.String(), x[1], Options{}); err != nil || again.Canonical != x[1] {
					t.Errorf("%s: Parse(%q) = %q, %v: not stable", typ, x[1], again.Canonical, err)
				}
				if !strings.HasPrefix(o.Canonical, s.ID+":") {
					t.Errorf("%s: the example %q is another scheme's", typ, x[0])
				}
			}
		}
	}
}

func TestLoadSchemes_refuses(t *testing.T) {
	for _, bad := range []string{
		`{`, `{"colour": 1}`,
		`{"schemes": [{"id": "x", "forms": [{"pattern": "("}]}]}`,
		`{"schemes": [{"id": "x", "forms": [{"pattern": "x", "check": "colour"}]}]}`,
		`{"schemes": [{"id": "x", "pages": [{"host": "x.example", "match": "("}]}]}`,
		`{"schemes": [{"id": "x"}, {"id": "y", "alias": ["x"]}]}`,
	} {
		if _, err := loadSchemes([]byte(bad)); err == nil {
			t.Errorf("loadSchemes(%s) took it", bad)
		}
	}
}
