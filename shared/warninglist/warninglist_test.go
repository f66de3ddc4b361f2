package warninglist_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/warninglist"
)

func hits(t *testing.T, s *warninglist.Set, typ, value string) []warninglist.Hit {
	t.Helper()
	o, err := observable.Parse(typ, value, observable.Options{})
	if err != nil {
		t.Fatalf("%s %s: %v", typ, value, err)
	}
	return s.Hits(o)
}

func worst(all []warninglist.Hit) warninglist.Level {
	if len(all) == 0 {
		return warninglist.None
	}
	return all[0].Level
}

// TestDefault says of well-known things what a claim about them becomes.
func TestDefault(t *testing.T) {
	s, err := warninglist.Open("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		typ, value string
		want       warninglist.Level
	}{
		{"domain", "amazon.de", warninglist.Refuse},
		{"domain", "www.amazon.de", warninglist.Refuse},
		{"domain", "sellercentral.amazon.de", warninglist.Refuse},
		{"domain", "notamazon.de", warninglist.None},
		{"domain", "amazon.de.example", warninglist.None},
		{"domain", "linktr.ee", warninglist.Refuse},
		{"domain", "bit.ly", warninglist.Refuse},
		{"domain", "maison-a-outlet.example", warninglist.None},
		{"domain", "example.com", warninglist.Refuse},

		// A shop on a host of shops is itself, whatever the host is.
		{"domain", "cheap-bags.myshopify.com", warninglist.None},
		{"domain", "store.cheap-bags.wixsite.com", warninglist.None},
		{"domain", "cheap-bags.blogspot.com", warninglist.None},
		{"domain", "cheap-bags.github.io", warninglist.None},
		{"domain", "store.cheap-bags.company.site", warninglist.Warn},
		{"domain", "company.site", warninglist.Refuse},
		{"domain", "cheap-bags.canva.com", warninglist.Warn},
		{"domain", "www.canva.com", warninglist.Refuse},

		// A page of a site is where shops and listings are; its front page is the site.
		{"listing_url", "https://www.amazon.de/dp/B0ABCDEFGH", warninglist.None},
		{"store_url", "https://linktr.ee/cheap-bags", warninglist.None},
		{"store_url", "https://linktr.ee/", warninglist.Refuse},
		{"store_url", "https://www.amazon.de", warninglist.Refuse},
		{"store_url", "https://bit.ly/3abcdef", warninglist.Warn},
		{"store_url", "https://104.16.1.1/shop", warninglist.Warn},
		{"store_url", "http://104.16.1.1/", warninglist.Refuse},
		{"store_url", "https://www.deutsche-bank.de/x", warninglist.Refuse},

		{"email", "someone@gmail.com", warninglist.None},
		{"email", "someone@0-mail.com", warninglist.Warn},
		{"email", "someone@not0-mail.com", warninglist.None},
		{"email", "abuse@shop.example", warninglist.Warn},
		{"phone", "+447700900123", warninglist.None},
	} {
		if got := worst(hits(t, s, c.typ, c.value)); got != c.want {
			t.Errorf("%s %s: %v, want %v (%+v)", c.typ, c.value, got, c.want, hits(t, s, c.typ, c.value))
		}
	}
}

// TestSuffixes wants what a newer list of public suffixes names never to be published.
func TestSuffixes(t *testing.T) {
	s, err := warninglist.New([]warninglist.List{{
		ID: "second-level-tlds", Name: "x", Kind: warninglist.String, Values: []string{"Shops.example"}, Levels: warninglist.Levels{Host: warninglist.Never},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := worst(hits(t, s, "domain", "shops.example")); got != warninglist.Never {
		t.Errorf("got %v", got)
	}
	if got := hits(t, s, "domain", "a.shops.example"); len(got) > 0 {
		t.Errorf("a shop there: %+v", got)
	}
}

// TestOpen reads a folder of one's own lists.
func TestOpen(t *testing.T) {
	write := func(t *testing.T, files map[string]string) string {
		t.Helper()
		dir := t.TempDir()
		for name, text := range files {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	list := func(kind string, values ...string) string {
		return `{"name":"N","version":1,"description":"","type":"` + kind + `","list":["` + strings.Join(values, `","`) + `"]}`
	}
	s, err := warninglist.Open(write(t, map[string]string{
		"ours.json": list("hostname", "friend.example"), "refuse/partners.json": list("hostname", ".partner.example"),
		"tranco10k.json": list("hostname", "top.example"), "sub.json": list("substring", "official"), "re.json": list("regex", `/^\\+4912345/`),
		"nets.json": list("cidr", "20.2.48.0/24", "2a00:1::/32"), "README.md": "not a list",
	}))
	if err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]warninglist.Level{
		"friend.example": warninglist.Warn, "shop.partner.example": warninglist.Refuse, "top.example": warninglist.Refuse, "google.com": warninglist.None,
		"the-official-shop.example": warninglist.Warn, "other.example": warninglist.None,
	} {
		if got := worst(hits(t, s, "domain", value)); got != want {
			t.Errorf("%s: %v, want %v", value, got, want)
		}
	}
	for value, want := range map[string]warninglist.Level{"https://20.2.48.9/x": warninglist.Warn, "https://[2a00:1::1]/": warninglist.Warn, "https://8.8.8.8/": warninglist.Refuse} {
		if got := worst(hits(t, s, "store_url", value)); got != want {
			t.Errorf("%s: %v, want %v", value, got, want)
		}
	}
	for name, files := range map[string]map[string]string{
		"no JSON":        {"bad.json": "{"},
		"another member": {"bad.json": `{"name":"N","version":1,"description":"","type":"string","list":["x"],"level":"refuse"}`},
		"no such type":   {"bad.json": list("glob", "x")},
		"no values":      {"bad.json": `{"name":"N","version":1,"description":"","type":"string","list":[]}`},
		"an empty value": {"bad.json": list("hostname", "")},
		"no network":     {"bad.json": list("cidr", "300.0.0.0/8")},
		"no regex":       {"bad.json": list("regex", "(")},
		"below":          {"refuse/bad.json": list("regex", "(")},
		"not packed":     {"bad.json.gz": "x"},
	} {
		if _, err := warninglist.Open(write(t, files)); !errors.Is(err, warninglist.ErrList) || !strings.Contains(err.Error(), "bad") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := warninglist.Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, warninglist.ErrList) {
		t.Errorf("no folder: %v", err)
	}
}

// TestOrder wants the gravest first, and one hit a list.
func TestOrder(t *testing.T) {
	s, err := warninglist.Open("")
	if err != nil {
		t.Fatal(err)
	}
	got := hits(t, s, "domain", "bit.ly")
	if len(got) < 2 || !slices.IsSortedFunc(got, func(a, b warninglist.Hit) int { return int(b.Level) - int(a.Level) }) {
		t.Errorf("got %+v", got)
	}
}

// FuzzHits wants no value to panic, and a value that is refused for its host never to be below a
// suffix that shops share.
func FuzzHits(f *testing.F) {
	s, err := warninglist.Open("")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("domain", "a.myshopify.com")
	f.Add("store_url", "https://[::1]/x")
	f.Add("email", "a@b.example")
	f.Fuzz(func(t *testing.T, typ, value string) {
		o, err := observable.Parse(typ, value, observable.Options{})
		if err != nil {
			return
		}
		top := o.Registrable()
		for _, h := range s.Hits(o) {
			if h.Level >= warninglist.Refuse && top != "" && strings.HasSuffix(top, "."+strings.Trim(h.Entry, ".")) {
				t.Errorf("%s is refused for %s, which is above %s", o, h.Entry, top)
			}
		}
	})
}

func BenchmarkHits(b *testing.B) {
	s, err := warninglist.Open("")
	if err != nil {
		b.Fatal(err)
	}
	o, err := observable.Parse("domain", "shop.maison-a-outlet.example", observable.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s.Hits(o)
	}
}
