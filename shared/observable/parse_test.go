package observable_test

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

type vector struct {
	line                int
	value, want, region string
}

func vectors(tb testing.TB, typ string) []vector {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", typ+".txt"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var vs []vector
	for sc, n := bufio.NewScanner(f), 1; sc.Scan(); n++ {
		if sc.Text() == "" || sc.Text()[0] == '#' {
			continue
		}
		col := append(strings.Split(sc.Text(), "\t"), "")
		if len(col) < 3 {
			tb.Fatalf("%s.txt:%d: want a value, a tab and a canonical form", typ, n)
		}
		v := vector{n, col[0], col[1], col[2]}
		if strings.HasPrefix(v.value, `"`) {
			if v.value, err = strconv.Unquote(v.value); err != nil {
				tb.Fatalf("%s.txt:%d: %v", typ, n, err)
			}
		}
		vs = append(vs, v)
	}
	return vs
}

func TestParse(t *testing.T) {
	for _, typ := range observable.Names() {
		t.Run(typ, func(t *testing.T) {
			vs := vectors(t, typ)
			good, bad := 0, 0
			for _, v := range vs {
				if strings.HasPrefix(v.want, "!") {
					bad++
				} else {
					good++
				}
			}
			if len(vs) < 20 || good < 10 || bad < 5 {
				t.Errorf("%d good and %d bad vectors; at least 20 are wanted", good, bad)
			}
			if len(vs) < 20 {
				t.Errorf("%d vectors, want at least 20", len(vs))
			}
			for _, v := range vs {
				o, err := observable.Parse(typ, v.value, observable.Options{Region: v.region})
				if rule, bad := strings.CutPrefix(v.want, "!"); bad {
					refused(t, v, rule, o, err)
					continue
				}
				if err != nil || o.Canonical != v.want {
					t.Errorf("line %d: Parse(%q) = %q, %v; want %q", v.line, v.value, o.Canonical, err, v.want)
					continue
				}
				if o.Type.String() != typ || o.Raw != v.value || o.Version != observable.Version {
					t.Errorf("line %d: Parse(%q) = %+v", v.line, v.value, o)
				}
				stable(t, o)
			}
		})
	}
}

func refused(t *testing.T, v vector, rule string, o observable.Observable, err error) {
	t.Helper()
	e, ok := errors.AsType[*observable.Error](err)
	if !ok {
		t.Errorf("line %d: Parse(%q) = %q, %v; want an *Error of rule %s", v.line, v.value, o.Canonical, err, rule)
		return
	}
	if e.Rule != rule || e.Detail == "" || e.Field == "" || e.Error() != e.Detail {
		t.Errorf("line %d: Parse(%q): %+v; want rule %s", v.line, v.value, *e, rule)
	}
	if (o != observable.Observable{}) {
		t.Errorf("line %d: Parse(%q) = %+v beside an error", v.line, v.value, o)
	}
}

// stable checks that a canonical form is its own, without the hints that the value needed.
func stable(t *testing.T, o observable.Observable) {
	t.Helper()
	again, err := observable.Parse(o.Type.String(), o.Canonical, observable.Options{})
	if err != nil || again.Canonical != o.Canonical || again.Key() != o.Key() {
		t.Errorf("Parse(%s, %q) of Parse(%q) = %q, %v", o.Type, o.Canonical, o.Raw, again.Canonical, err)
	}
}

func TestParse_limits(t *testing.T) {
	label := strings.Repeat("a", 60)
	host := label + "." + label + "." + label + "." + label + ".example" // 251 bytes
	for _, x := range []struct{ name, typ, value, rule string }{
		{"host of 251", "domain", host, ""},
		{"host of 254", "domain", "aa." + host, "length"},
		{"host of 254 in another script", "domain", "ä." + host, "length"},
		{"raw", "domain", strings.Repeat(" ", 9000), "length"},
		{"url of 2048", "store_url", "https://maison-a.example/" + strings.Repeat("a", 2048-25), ""},
		{"url of 2049", "store_url", "https://maison-a.example/" + strings.Repeat("a", 2049-25), "length"},
		{"url that grows over it", "store_url", "https://maison-a.example/" + strings.Repeat("é", 400), "length"},
		{"url that shrinks under it", "store_url", "https://maison-a.example/?utm_id=" + strings.Repeat("a", 4000), ""},
		{"e-mail of 255", "email", "abc@" + host, "length"},
		{"phone", "phone", "+44 7700 900123" + strings.Repeat(" ", 120) + "4", "length"},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, err := observable.Parse(x.typ, x.value, observable.Options{})
			if e, ok := errors.AsType[*observable.Error](err); ok != (x.rule != "") || ok && e.Rule != x.rule {
				t.Errorf("got %v, want %q", err, x.rule)
			}
		})
	}
}

func TestParse_type(t *testing.T) {
	for _, name := range []string{"", "Domain", "IBAN", "domain "} {
		_, err := observable.Parse(name, "maison-a.example", observable.Options{})
		if e, ok := errors.AsType[*observable.Error](err); !ok || e.Field != "type" || e.Rule != "type" || !strings.Contains(e.Detail, "marketplace_seller") {
			t.Errorf("Parse(%q): %v", name, err)
		}
	}
}

func TestType(t *testing.T) {
	if n := len(observable.Names()); n != int(observable.Count) {
		t.Fatalf("%d names for %d types", n, observable.Count)
	}
	for i, name := range observable.Names() {
		typ, ok := observable.ParseType(name)
		if !ok || int(typ) != i || typ.String() != name {
			t.Errorf("%s: %d, %v, %s", name, typ, ok, typ)
		}
	}
	if observable.Names()[0] = "changed"; observable.MarketplaceSeller.String() != "marketplace_seller" {
		t.Error("Names gives its own array away")
	}
	if observable.Count.String() != "unknown" {
		t.Error(observable.Count.String())
	}
}

func TestKey(t *testing.T) {
	o, err := observable.Parse("marketplace_seller", "bazaar:eu:outlet-4711", observable.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if o.Key() != "marketplace_seller:bazaar:eu:outlet-4711" || o.String() != string(o.Key()) {
		t.Error(o.Key())
	}
	typ, canonical, ok := observable.ParseKey(o.Key())
	if !ok || typ != o.Type || canonical != o.Canonical {
		t.Error(typ, canonical, ok)
	}
	for _, k := range []observable.Key{"", "domain", "domain:", "mailbox:a@maison-a.example"} {
		if _, _, ok := observable.ParseKey(k); ok {
			t.Errorf("ParseKey(%q)", k)
		}
	}
}
