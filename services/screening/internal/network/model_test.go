package network

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// some are observables that meet in every way there is.
var some = []string{
	"domain a.example", "domain www.a.example", "domain b.example", "domain c.example", "domain d.example",
	"store_url https://a.example/shop", "listing_url https://pages.example/item/9", "domain pages.example",
	"phone +86 138 0013 8000", "phone +86 138 0013 8001", "email j.o.e@gmail.com", "email joe+x@gmail.com", "email info@b.example",
	"marketplace_seller amazon:de:A1B2C3D4E5F6G7", "store_url https://www.amazon.de/sp?seller=A1B2C3D4E5F6G7",
	"payment_account paypal:joe@gmail.com", "ip 203.0.113.7", "person_name Wei Zhang", "social_handle whatsapp:+8613800138000",
}

var all = []id.Member{"brand-a", "brand-b", "market-c"}

func drawClaim(t *rapid.T) catalog.Indicator {
	own := rapid.SampledFrom(some).Draw(t, "own")
	var links []string
	for range rapid.IntRange(0, 3).Draw(t, "links") {
		if to := rapid.SampledFrom(some).Draw(t, "link"); to != own {
			links = append(links, rapid.SampledFrom([]string{"contact", "alias", "same_operator"}).Draw(t, "relation")+" "+to)
		}
	}
	i := says(t, rapid.SampledFrom(all).Draw(t, "publisher"), own, links...)
	i.Confidence = rapid.SampledFrom([]int{-1, 10, 100}).Draw(t, "confidence")
	i.Basis = rapid.SampledFrom([]string{"", "report", "test_purchase"}).Draw(t, "basis")
	i.Brands = rapid.SampledFrom([][]string{nil, {"maison-a"}, {"maison-b", "maison-a"}}).Draw(t, "brands")
	i.State = rapid.SampledFrom([]catalog.State{catalog.Published, catalog.Published, catalog.Published, catalog.Disputed, catalog.Revoked, catalog.Held}).Draw(t, "state")
	i.Attribution = rapid.SampledFrom([]catalog.Attribution{catalog.Named, catalog.Pseudonymous, catalog.Withheld}).Draw(t, "attribution")
	if rapid.IntRange(0, 3).Draw(t, "hidden?") == 0 {
		i.TLP, i.Share.Members = tlp.Red, []id.Member{rapid.SampledFrom(all).Draw(t, "named")}
	}
	if rapid.IntRange(0, 9).Draw(t, "over?") == 0 {
		i.ValidUntil = start
	}
	return i
}

// seen is what a reader may read of the world, as claims: written down anew, for comparison.
func seen(w *world, m id.Member, pii, evidence bool) []*catalog.Claim {
	var claims []*catalog.Claim
	for _, i := range w.all {
		own := i.Publisher == m
		if !own && i.TLP == tlp.Red && !slices.Contains(i.Share.Members, m) ||
			i.State != catalog.Published && i.State != catalog.Disputed || !i.ValidUntil.IsZero() {
			continue
		}
		k := &catalog.Claim{ID: i.ID, Brands: i.Brands, Confidence: i.Confidence, Disputed: i.State == catalog.Disputed}
		reads := func(o observable.Observable) bool { return own || pii || !o.Type.Personal() }
		if reads(i.Observable) {
			k.Observable = i.Observable
		}
		for _, l := range i.Links {
			if reads(l.Observable) {
				k.Links = append(k.Links, l)
			}
		}
		if own || evidence {
			k.Basis = i.Basis
		}
		switch {
		case own || i.Attribution == catalog.Named:
			k.Source = string(i.Publisher)
		case i.Attribution == catalog.Pseudonymous:
			k.Source = "anon " + string(i.Publisher)
		}
		claims = append(claims, k)
	}
	return claims
}

func carries(k *catalog.Claim, o observable.Observable) bool {
	for x := range k.All {
		if x.Key() == o.Key() {
			return true
		}
	}
	return false
}

// naive is the whole graph of what may be read, and paths in it found without a queue.
type naive struct {
	claims []*catalog.Claim
	all    map[observable.Key]observable.Observable
	weight map[[2]observable.Key]float64
	guest  observable.Key // the start, where nobody names it: it counts as nobody's neighbour
}

func newNaive(claims []*catalog.Claim, start observable.Observable) *naive {
	n := &naive{claims: claims, all: map[observable.Key]observable.Observable{start.Key(): start}, weight: map[[2]observable.Key]float64{}}
	standing := map[observable.Key]bool{}
	bonds := map[bondKey]*bond{}
	for _, k := range claims {
		if k.Disputed {
			continue
		}
		for o := range k.All {
			n.all[o.Key()], standing[o.Key()] = o, true
		}
		for _, l := range k.Links {
			if k.Observable.Canonical == "" {
				continue
			}
			name := bondKey{k.Observable.Key(), l.Observable.Key(), l.Relation}
			if bonds[name] == nil {
				bonds[name] = &bond{from: k.Observable, to: l.Observable, relation: l.Relation, witnesses: map[string]float64{}}
			}
			bonds[name].witness(k)
		}
	}
	for _, x := range n.all {
		for _, y := range n.all {
			if x.Key() == y.Key() || !standing[y.Key()] {
				continue
			}
			alike := slices.Contains(x.MatchKeys(), y.Key()) || slices.Contains(y.MatchKeys(), x.Key())
			for _, k := range x.MatchKeys() {
				alike = alike || slices.Contains(y.MatchKeys(), k)
			}
			if alike {
				bonds[bondKey{x.Key(), y.Key(), MatchKey}] = &bond{from: x, to: y, relation: MatchKey}
			}
			if y.Type == observable.Domain && catalog.RootOf(x) == y.Canonical {
				bonds[bondKey{x.Key(), y.Key(), OnDomain}] = &bond{from: x, to: y, relation: OnDomain}
			}
			if x.Type == observable.Domain && catalog.RootOf(y) == x.Canonical { // x: the start, which nobody names
				bonds[bondKey{y.Key(), x.Key(), OnDomain}] = &bond{from: y, to: x, relation: OnDomain}
			}
		}
	}
	if !standing[start.Key()] {
		n.guest = start.Key()
	}
	for name, b := range bonds {
		for _, pair := range [][2]observable.Key{{name.from, name.to}, {name.to, name.from}} {
			n.weight[pair] = max(n.weight[pair], b.weight())
		}
	}
	return n
}

func (n *naive) neighbours(k observable.Key) (found []observable.Key) {
	for other := range n.all {
		if n.weight[[2]observable.Key{k, other}] > 0 {
			found = append(found, other)
		}
	}
	return found
}

// strengths are those of all that is tied to a start.
func (n *naive) strengths(start observable.Observable) map[observable.Key]float64 {
	best := map[observable.Key]float64{start.Key(): 1}
	claimed := slices.ContainsFunc(n.claims, func(k *catalog.Claim) bool { return !k.Disputed && carries(k, start) })
	steps := MaxDepth
	if start.Type == observable.Domain && !claimed || weak(start.Type) {
		steps = 1
	}
	depth, done := map[observable.Key]int{}, map[observable.Key]bool{}
	for len(done) < len(best) {
		var k observable.Key // the best that is not done
		for x := range best {
			if !done[x] && (k == "" || cmp.Or(cmp.Compare(best[k], best[x]), cmp.Compare(depth[x], depth[k]), cmp.Compare(x, k)) < 0) {
				k = x
			}
		}
		done[k] = true
		if depth[k] == steps || k != start.Key() && weak(n.all[k].Type) { // what lies behind it is not tied, even where a weaker way is shorter
			continue
		}
		strength := best[k]
		if k != start.Key() {
			about := slices.DeleteFunc(n.neighbours(k), func(x observable.Key) bool { return x == n.guest })
			strength *= damp(len(about))
		}
		for _, other := range n.neighbours(k) {
			s, d := strength*n.weight[[2]observable.Key{k, other}], depth[k]+1
			if !done[other] && s >= Least && (s > best[other] || s == best[other] && d < depth[other]) {
				best[other], depth[other] = s, d
			}
		}
	}
	return best
}

// TestModel compares networks of random worlds, for random readers, with the naive one.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		for range rapid.IntRange(1, 25).Draw(t, "claims") {
			w.put(t, drawClaim(t))
		}
		m := rapid.SampledFrom(append(all, "police-l")).Draw(t, "viewer")
		v, pii, evidence := reader(m), true, true
		switch rapid.IntRange(0, 2).Draw(t, "masked") {
		case 0:
			v, pii = masked(m, scope.ReadPII), false
		case 1:
			v, evidence = masked(m, scope.ReadEvidence), false
		}
		from := thing(t, rapid.SampledFrom(some).Draw(t, "from"))
		got := w.mustFind(t, v, from)
		claims := seen(w, m, pii, evidence)
		model := newNaive(claims, from)
		want := model.strengths(from)
		if len(want) == 1 && !slices.ContainsFunc(claims, func(k *catalog.Claim) bool { return carries(k, from) }) {
			want = nil
		}
		if len(got.Nodes) != len(want) {
			t.Fatalf("%d nodes, want %v:\n%s", len(got.Nodes), want, got.lines())
		}
		names := map[string]observable.Key{}
		for _, x := range got.Nodes {
			k := x.Observable.Key()
			names[x.ID] = k
			if diff := x.Strength - want[k]; diff > 1e-9 || diff < -1e-9 {
				t.Fatalf("%s is tied by %f, want %f", k, x.Strength, want[k])
			}
			n := 0
			brands := map[string]bool{}
			for _, c := range claims {
				if carries(c, x.Observable) {
					n++
					for _, b := range c.Brands {
						brands[b] = true
					}
				}
			}
			if x.Indicators != n || !slices.Equal(x.Brands, slices.Sorted(maps.Keys(brands))) || x.Hub || x.Depth > MaxDepth {
				t.Fatalf("%+v, want %d indicators, %v", x, n, brands)
			}
			if p, ok := got.Path(x.ID); !ok || len(p.Nodes) != x.Depth+1 || p.Nodes[0].Observable.Key() != from.Key() {
				t.Fatalf("%s has no path", k)
			}
		}
		heaviest := map[[2]observable.Key]float64{}
		for _, e := range got.Edges {
			pair := [2]observable.Key{names[e.From], names[e.To]}
			heaviest[pair] = max(heaviest[pair], e.Weight)
			pair[0], pair[1] = pair[1], pair[0]
			heaviest[pair] = max(heaviest[pair], e.Weight)
		}
		for pair, weight := range model.weight {
			if _, a := want[pair[0]]; a {
				if _, b := want[pair[1]]; b && heaviest[pair] != weight {
					t.Fatalf("%v weighs %f, want %f", pair, heaviest[pair], weight)
				}
			}
		}
		pages(t, got, rapid.IntRange(1, 4).Draw(t, "limit"))
	})
}

// TestHiddenIsAbsent changes and adds what a viewer may not read, and wants the same network of it,
// to the letter; whatever it starts from.
func TestHiddenIsAbsent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, other := newWorld(), newWorld()
		for n := range rapid.IntRange(1, 20).Draw(t, "claims") {
			i := drawClaim(t)
			open := i.TLP != tlp.Red && i.ValidUntil.IsZero() && (i.State == catalog.Published || i.State == catalog.Disputed)
			if slices.ContainsFunc(one.all, func(x catalog.Indicator) bool { return x.ID == i.ID }) {
				continue
			}
			one.put(t, i)
			if !open {
				continue
			}
			another := func(o *observable.Observable, n int) {
				switch o.Type { //nolint:exhaustive // what is drawn has no others that are personal
				case observable.Phone:
					*o = thing(t, fmt.Sprintf("phone +86 139 0000 %04d", n))
				case observable.Email:
					*o = thing(t, fmt.Sprintf("email x%d@elsewhere.example", n))
				case observable.PaymentAccount:
					*o = thing(t, fmt.Sprintf("payment_account paypal:x%d@elsewhere.example", n))
				case observable.PersonName:
					*o = thing(t, "person_name Another "+strings.Repeat("x", 1+n%100)+" "+strings.Repeat("y", 1+n/100))
				case observable.SocialHandle:
					*o = thing(t, fmt.Sprintf("social_handle whatsapp:+86139000%05d", n))
				}
			}
			another(&i.Observable, 100*n)
			i.Links = slices.Clone(i.Links)
			for l := range i.Links {
				another(&i.Links[l].Observable, 100*n+l+1)
			}
			i.Basis = ""
			other.put(t, i)
		}
		v := &scope.View{Member: "police-l", Acts: reader("police-l").Acts}
		v.Acts[scope.ReadPII], v.Acts[scope.ReadEvidence] = scope.Rights{}, scope.Rights{}
		v.Index()
		for _, from := range some {
			got, want := one.mustFind(t, v, thing(t, from)), other.mustFind(t, v, thing(t, from))
			if got.lines() != want.lines() {
				t.Fatalf("from %s:\n%s\nwant\n%s", from, got.lines(), want.lines())
			}
		}
	})
}
