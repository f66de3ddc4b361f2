package mark_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/entente-hub/entente/services/screening/internal/mark"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/protection"
)

var marks = []protection.Mark{
	{Member: "belmonte", Words: []string{"belmonte", "maison belmonte paris"}, Domains: []string{"belmonte-online.example"}},
	{Member: "coach", Words: []string{"coach", "cc", "ysl"}},
	{Member: "dior", Words: []string{"dior", "l'éclat"}, Domains: []string{"atelier.example"}},
	{Member: "swatch", Words: []string{"swatch", "chanel", "watch"}},
}

func TestFind(t *testing.T) {
	x := mark.NewIndex(marks)
	for _, c := range []struct{ host, want string }{
		{"belmonte-outlet.example", "word 60 belmonte belmonte"},
		{"belmonte.example", "word 60 belmonte belmonte"},
		{"shop.belmonte.co.uk", "word 60 belmonte belmonte"},
		{"belmonteoutlet24.example", "word 60 belmonte belmonte"},
		{"mybelmontebags.example", "word 60 belmonte belmonte"},
		{"maison-belmonte-paris.example", "word 60 belmonte maison belmonte paris"},
		{"belrnonte.example", "skeleton 70 belmonte belmonte"},
		{"be1monte-sale.example", "skeleton 70 belmonte belmonte"},
		{"bеlmоntе.example", "skeleton 70 belmonte belmonte"}, // Cyrillic е and о
		{"bеlmonte-shop.example", "skeleton 70 belmonte belmonte"},
		{"βelmonte.example", ""}, // it begins as another
		{"bélmonté.example", "word 60 belmonte belmonte"},
		{"belmnote.example", "edit 50 belmonte "},
		{"bellmonte-store.example", "edit 50 belmonte "},
		{"belmotne-tower.example", ""},
		{"maisonbelmontparis.example", "edit 50 belmonte "},
		{"maison-bellmont-paris.example", "edit 40 belmonte "},
		{"belmonte-onlline.example", "word 60 belmonte belmonte"},
		{"c0ach.example", "skeleton 70 coach coach"},
		{"coachoutlet.example", "word 60 coach coach"},
		{"coach24-outlet.example", "word 60 coach coach"},
		{"life-coach.example", "word 40 coach coach"},
		{"coaching.example", ""},
		{"couch-palace.example", ""},
		{"stagecoach.example", ""},
		{"ysl-outlet.example", "word 60 coach ysl"},
		{"ysl-berlin.example", ""},
		{"cc.example", "word 60 coach cc"},
		{"cc-union.example", ""},
		{"dior.example", "word 60 dior dior"},
		{"d1or-bags.example", "skeleton 70 dior dior"},
		{"dior-berlin.example", "word 40 dior dior"},
		{"diorama.example", ""},
		{"dixr.example", ""},
		{"leclat.example", "word 60 dior l'éclat"},
		{"atelier.shop", "word 60 dior atelier.example"},
		{"atelier-berlin.example", ""},
		{"watch-shop.example", ""},
		{"watches.example", ""},
		{"tv-channel.example", ""},
		{"channel.example", "edit 50 swatch "},
		{"dior.somebody.example", "word 60 dior dior"},
		{"dxor.somebody.example", ""},
		{"honest.example", ""},
		{"co.uk", ""},
		{"198.51.100.7", ""},
	} {
		host, err := idna.Lookup.ToASCII(c.host)
		if err != nil {
			t.Fatal(err)
		}
		o := observable.Observable{Type: observable.Domain, Canonical: host}
		var got []string
		for _, l := range x.Find(host, o.Registrable()) {
			got = append(got, fmt.Sprintf("%s %d %s %s", l.How, l.Strength, l.Member, l.Mark))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", c.host, s, c.want)
		}
	}
}

// TestFindIsDeterministic wants an answer that does not depend on the order of marks.
func TestFindIsDeterministic(t *testing.T) {
	both := []protection.Mark{{Member: "a", Words: []string{"belmonte"}}, {Member: "b", Words: []string{"belmonte"}, Domains: []string{"belmonte.example"}}}
	turned := []protection.Mark{both[1], both[0]}
	one, other := mark.NewIndex(both).Find("belmonte.shop", "belmonte.shop"), mark.NewIndex(turned).Find("belmonte.shop", "belmonte.shop")
	if len(one) != 2 || one[0].Member != "a" || fmt.Sprint(one) != fmt.Sprint(other) {
		t.Errorf("%v, %v", one, other)
	}
}

// TestFold wants what UTS #39 says: a skeleton is its own skeleton, and does not depend on the case
// or the normal form of a text.
func TestFold(t *testing.T) {
	for _, s := range []string{"paypal", "𝔭𝒶ỿ𝕡𝕒ℓ", "раураl", "ｐａｙｐａｌ", "PAYPA1"} {
		if got, want := mark.Fold(s), mark.Fold("paypal"); got != want && s != "𝔭𝒶ỿ𝕡𝕒ℓ" || got == "" {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for a, b := range map[string]string{"modern": "rnodem", "vivienne": "vlvlenne", "wow": "vvovv", "москва": "mockba"} {
		if mark.Fold(a) != mark.Fold(b) {
			t.Errorf("%q and %q do not read alike: %q, %q", a, b, mark.Fold(a), mark.Fold(b))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		fold := mark.Fold(s)
		if again := mark.Fold(fold); again != fold {
			t.Fatalf("%q: %q, then %q", s, fold, again)
		}
		if nfd := mark.Fold(norm.NFD.String(s)); nfd != fold {
			t.Fatalf("%q: %q, and %q of its NFD", s, fold, nfd)
		}
	})
}

// FuzzFind wants no host to be met by a mark that it does not have in common with its own fold, and
// no panic.
func FuzzFind(f *testing.F) {
	x := mark.NewIndex(marks)
	for _, host := range []string{"belmonte-outlet.example", "xn--80ak6aa92e.com", "-.example", "a.b.c.example", "xn--.example"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		o, err := observable.Parse("domain", host, observable.Options{})
		if err != nil {
			return
		}
		found := x.Find(o.Host(), o.Registrable())
		seen := map[id.Member]bool{}
		for n, l := range found {
			if seen[l.Member] || l.Strength < 1 || l.Strength > 99 || n > 0 && l.Strength > found[n-1].Strength || (l.How == mark.Edit) != (l.Distance > 0) {
				t.Errorf("%s: %+v", host, found)
			}
			seen[l.Member] = true
		}
	})
}

// BenchmarkFind looks a thousand hosts up among a thousand marks.
func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // reproducible
	syllables := strings.Fields("ma ri be lo ven ti cor da sel no pa gu chi es tra mon te fer ra li al ber to")
	name := func() string {
		var s strings.Builder
		for range 2 + r.IntN(3) {
			s.WriteString(syllables[r.IntN(len(syllables))])
		}
		return s.String()
	}
	all := make([]protection.Mark, 100)
	words := []string{}
	for n := range all {
		all[n].Member = id.Member(fmt.Sprintf("m-%d", n))
		for range 10 {
			all[n].Words = append(all[n].Words, name())
		}
		words = append(words, all[n].Words...)
	}
	x := mark.NewIndex(all)
	hosts := make([]string, 1000)
	for n := range hosts {
		switch n % 4 {
		case 0:
			hosts[n] = words[r.IntN(len(words))] + "-outlet.example"
		case 1:
			hosts[n] = name() + name() + ".example"
		case 2:
			hosts[n] = name() + "-" + name() + "-shop.example"
		default:
			hosts[n] = "www." + name() + ".example"
		}
	}
	b.ReportAllocs()
	met := 0
	for b.Loop() {
		for _, h := range hosts {
			top := h
			if rest, ok := strings.CutPrefix(h, "www."); ok {
				top = rest
			}
			met += len(x.Find(h, top))
		}
	}
	b.ReportMetric(float64(met)/float64(b.N), "met/op")
}
