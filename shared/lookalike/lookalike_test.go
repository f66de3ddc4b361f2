package lookalike_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/lookalike"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestAt checks that every draft can be published and that no two are on one observable.
func TestAt(t *testing.T) {
	g := lookalike.New(7, lookalike.Options{TaskForces: []string{"handbags", "watches"}, Members: []string{"market-b"}})
	seen, types, scripts := map[observable.Key]int{}, map[string]int{}, 0
	now := time.Now()
	const near, far = 40_000, 1 << 20
	for n := range near + 2_000 {
		i := n
		if n >= near {
			i = far - 1_000 + n - near // across the border of the short numbers
		}
		d := g.At(i)
		o, err := observable.Parse(d.Observable.Type, d.Observable.Value, observable.Options{})
		if err != nil {
			t.Fatalf("%d: Parse(%+v): %v", i, d.Observable, err)
		}
		if j, dup := seen[o.Key()]; dup {
			t.Fatalf("%d and %d are both %s", i, j, o)
		}
		seen[o.Key()] = i
		types[d.Observable.Type]++
		if strings.Contains(o.Canonical, "xn--") {
			scripts++
		}
		if !invented(o) {
			t.Fatalf("%d: %s could be somebody's", i, o)
		}
		check(t, i, d, now)
	}
	for _, name := range observable.Names() {
		if types[name] == 0 {
			t.Errorf("no %s among %v", name, types)
		}
	}
	if scripts == 0 {
		t.Error("no host in another script")
	}
}

// invented reports whether o says by itself that it is nobody's; a telephone, a digest and a
// wallet cannot.
func invented(o observable.Observable) bool {
	switch o.Type {
	case observable.Phone, observable.Image, observable.TLSCertificate, observable.CryptoWallet:
		return true
	default:
		return slices.ContainsFunc([]string{".example", "bazaar:", "ENTE00000", "CN:000000000000:", ":example-registry:", "example street", "2001:db8:", "0952", "jane "},
			func(s string) bool { return strings.Contains(o.Canonical, s) })
	}
}

func check(t *testing.T, i int, d lookalike.Draft, now time.Time) {
	t.Helper()
	mark, err := tlp.Parse(d.TLP)
	if err != nil {
		t.Fatalf("%d: %v", i, err)
	}
	var forces, members int
	if d.Share != nil {
		forces, members = len(d.Share.TaskForces), len(d.Share.Members)
	}
	switch {
	case mark == tlp.Red && (members == 0 || forces != 0),
		mark < tlp.Red && mark >= tlp.Amber && members+forces == 0,
		mark <= tlp.Green && d.Share != nil:
		t.Fatalf("%d: %s with %+v", i, mark, d.Share)
	}
	if len(d.Brands) != 1 || !id.IsSlug(d.Brands[0]) || d.Confidence < 0 || d.Confidence > 100 || len(d.Tags) == 0 {
		t.Fatalf("%d: %+v", i, d)
	}
	if d.FirstSeen.After(now) || !d.ValidUntil.IsZero() && !d.ValidUntil.After(now) {
		t.Fatalf("%d: seen %s, valid until %s", i, d.FirstSeen, d.ValidUntil)
	}
	for _, l := range d.Links {
		if _, err := observable.Parse(l.Type, l.Value, observable.Options{}); err != nil || l.Value == d.Observable.Value {
			t.Fatalf("%d: link %+v: %v", i, l, err)
		}
	}
}

func TestAt_repeats(t *testing.T) {
	o := lookalike.Options{TaskForces: []string{"handbags"}}
	a, b, other := lookalike.New(1, o), lookalike.New(1, o), lookalike.New(2, o)
	differ := 0
	for i := range 1000 {
		if !reflect.DeepEqual(a.At(i), b.At(i)) {
			t.Fatalf("%d: %+v, then %+v", i, a.At(i), b.At(i))
		}
		if !reflect.DeepEqual(a.At(i), other.At(i)) {
			differ++
		}
	}
	if differ < 990 {
		t.Errorf("seeds 1 and 2 differ in %d of 1000 lines", differ)
	}
}

// TestLine_golden holds the lines of a seed still: benchmarks compare them over time.
func TestLine_golden(t *testing.T) {
	const want = `{"observable":{"type":"domain","value":"maison-c-deals-e7hw.example"},"brands":["maison-c"],"infringement":"counterfeit","confidence":75,"basis":"marketplace_confirmation","tags":["eyewear"],"first_seen":"2024-12-14T10:31:00Z","valid_until":"2040-09-29T00:35:00Z","tlp":"amber","share":{"task_forces":["handbags"]},"attribution":"withheld"}`
	if got := string(lookalike.New(2026, lookalike.Options{TaskForces: []string{"handbags"}, AmberOnly: true}).Line(4711)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNew_options(t *testing.T) {
	count := func(o lookalike.Options) map[string]int {
		g, n := lookalike.New(3, o), map[string]int{}
		for i := range 2000 {
			n[g.At(i).TLP]++
		}
		return n
	}
	force, member := []string{"handbags"}, []string{"market-b"}
	for _, x := range []struct {
		name string
		o    lookalike.Options
		want []string
	}{
		{"nobody named", lookalike.Options{}, []string{"green", "clear"}},
		{"task forces", lookalike.Options{TaskForces: force}, []string{"amber", "amber+strict", "green", "clear"}},
		{"members", lookalike.Options{Members: member}, []string{"amber", "amber+strict", "green", "clear", "red"}},
		{"amber only", lookalike.Options{TaskForces: force, AmberOnly: true}, []string{"amber"}},
		{"amber without an audience", lookalike.Options{AmberOnly: true}, []string{"green"}},
		{"red without members", lookalike.Options{TaskForces: force, TLPs: []tlp.Mark{tlp.Red, tlp.AmberStrict}}, []string{"amber+strict"}},
		{"as asked", lookalike.Options{TLPs: []tlp.Mark{tlp.Clear}}, []string{"clear"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := count(x.o)
			for _, m := range x.want {
				if got[m] == 0 {
					t.Errorf("no %s: %v", m, got)
				}
			}
			if len(got) != len(x.want) {
				t.Errorf("got %v, want %v", got, x.want)
			}
		})
	}
}

// TestNew_weights is what the page benchmark counts on: a tenth of the lines for one in ten.
func TestNew_weights(t *testing.T) {
	forces := append([]string{"seen"}, strings.Fields(strings.Repeat("hidden ", 9))...)
	g, seen := lookalike.New(2, lookalike.Options{TaskForces: forces, AmberOnly: true}), 0
	for i := range 10_000 {
		if g.At(i).Share.TaskForces[0] == "seen" {
			seen++
		}
	}
	if seen < 900 || seen > 1100 {
		t.Errorf("%d of 10000", seen)
	}
}

func TestNew_brands(t *testing.T) {
	g := lookalike.New(1, lookalike.Options{Brands: []string{"xn--maison", "1a", strings.Repeat("long-", 12) + "name", "a--------------------b"}})
	for i := range 5000 {
		d := g.At(i)
		if _, err := observable.Parse(d.Observable.Type, d.Observable.Value, observable.Options{}); err != nil {
			t.Fatalf("%+v: %v", d.Observable, err)
		}
	}
}

func TestNew_now(t *testing.T) {
	now := time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)
	g := lookalike.New(1, lookalike.Options{Now: now})
	for i := range 2000 {
		d := g.At(i)
		check(t, i, d, now)
		if now.Sub(d.FirstSeen) > 400*24*time.Hour {
			t.Fatal(d.FirstSeen)
		}
	}
}

func TestWriteNDJSON(t *testing.T) {
	g := lookalike.New(5, lookalike.Options{TaskForces: []string{"handbags"}})
	var all, rest bytes.Buffer
	if err := errors.Join(g.WriteNDJSON(&all, 0, 300), g.WriteNDJSON(&rest, 100, 200)); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(all.String(), "\n"), "\n")
	if len(lines) != 300 || strings.Join(lines[100:], "")+"\n" != rest.String() {
		t.Fatalf("%d lines; the last 200 differ by where the writing began", len(lines))
	}
	for i, l := range lines {
		var d lookalike.Draft
		dec := json.NewDecoder(strings.NewReader(l))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&d); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(d, g.At(i)) {
			t.Fatalf("line %d: %+v, want %+v", i, d, g.At(i))
		}
	}
}

func TestWriteNDJSON_error(t *testing.T) {
	broken := errors.New("disk full")
	err := lookalike.New(1, lookalike.Options{}).WriteNDJSON(writer(func() error { return broken }), 0, 1000)
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

type writer func() error

func (w writer) Write([]byte) (int, error) { return 0, w() }

func BenchmarkLine(b *testing.B) {
	g := lookalike.New(1, lookalike.Options{TaskForces: []string{"handbags"}})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.SetBytes(int64(len(g.Line(i))))
	}
}
