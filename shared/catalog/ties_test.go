package catalog

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// gistOfClaim is all that a claim says, as one line.
func gistOfClaim(k *Claim) string {
	return fmt.Sprint(k.ID, k.Observable.Key(), k.Observable.Raw, k.Links, k.Brands, k.Confidence, k.Basis, k.Source, k.Disputed, k.Sensitive != nil)
}

func collect(each func(func(*Claim) bool)) (all []string) {
	each(func(k *Claim) bool {
		all = append(all, gistOfClaim(k))
		return true
	})
	return all
}

// carrying is what Ties.Carrying must say.
func (n *naive) carrying(v *scope.View, k observable.Key, now time.Time) (all []string) {
	for _, r := range n.rows {
		i := r.Indicator
		i.Links = nil
		_, read := naiveMay(v, &r.Indicator, now.Unix())
		if !read || i.State != Published || !i.ValidUntil.IsZero() && now.Unix() >= i.ValidUntil.Unix() {
			continue
		}
		pii, source := naiveAllow(v, scope.ReadPII, &r.Indicator, now.Unix()), naiveAllow(v, scope.ReadSource, &r.Indicator, now.Unix())
		claim := Claim{ID: i.ID, Brands: i.Brands, Confidence: i.Confidence}
		personal := naivePersonal(i.Observable.Type)
		if !personal || pii {
			claim.Observable = i.Observable
		}
		carried := claim.Observable.Canonical != "" && claim.Observable.Key() == k
		for _, l := range r.Links {
			personal = personal || naivePersonal(l.Observable.Type)
			if pii || !naivePersonal(l.Observable.Type) {
				claim.Links = append(claim.Links, l)
				carried = carried || l.Observable.Key() == k
			}
		}
		if naiveAllow(v, scope.ReadEvidence, &r.Indicator, now.Unix()) {
			claim.Basis = i.Basis
		}
		switch {
		case i.Publisher == v.Member || source && i.Attribution == Named:
			claim.Source = string(i.Publisher)
		case source && i.Attribution == Pseudonymous:
			claim.Source = testOptions.Pseudonym(v.Side(), i.Publisher)
		}
		if i.TLP == tlp.Red || pii && personal {
			claim.Sensitive = &scope.Record{}
		}
		if carried {
			all = append(all, gistOfClaim(&claim))
		}
	}
	return all
}

func checkTies(t *rapid.T, c *Catalog, model *naive, v *scope.View, now time.Time) {
	ties := c.Ties(context.Background(), v, now)
	for _, value := range values {
		for _, typ := range types {
			k := observable.Observable{Type: typ, Canonical: value}.Key()
			got := collect(func(yield func(*Claim) bool) { ties.Carrying(k, yield) })
			if want := model.carrying(v, k, now); !slices.Equal(got, want) {
				t.Fatalf("%s ties\n%v, want\n%v", k, got, want)
			}
		}
	}
}

func parsed(t *testing.T, typ, value string) observable.Observable {
	t.Helper()
	o, err := observable.Parse(typ, value, observable.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestTies is what is found by what follows from an observable; and that it is not found any more
// where the indicator no longer says it, or where it is masked.
func TestTies(t *testing.T) {
	of := func(o observable.Observable, links ...observable.Observable) Indicator {
		i := shop("brand-a", "x.example")
		i.Observable = o
		for _, l := range links {
			i.Links = append(i.Links, Link{Observable: l, Relation: "contact"})
		}
		i.ID = testID("brand-a", o)
		return i
	}
	page, mail := parsed(t, "store_url", "https://shop.bags.example/a"), parsed(t, "email", "j.o.e+x@gmail.com")
	store := parsed(t, "store_url", "https://www.ebay.com/usr/joes")
	at := of(parsed(t, "domain", "other.example"), parsed(t, "email", "info@bags.example"))
	c := fresh()
	fold(t, c, entry(1, VerbPublished, of(page, mail)), entry(2, VerbPublished, of(store)), entry(3, VerbPublished, at))
	blind := reader("market-c")
	blind.Acts[scope.ReadPII] = scope.Rights{}
	blind.Index()
	under := func(v *scope.View) int {
		return len(collect(func(yield func(*Claim) bool) { c.Ties(context.Background(), v, start).Under("bags.example", yield) }))
	}
	mailbox := func(v *scope.View) int {
		return len(collect(func(yield func(*Claim) bool) {
			c.Ties(context.Background(), v, start).Alike("mailbox:joe@gmail.com", yield)
		}))
	}
	if reads := reader("market-c"); under(reads) != 2 || mailbox(reads) != 1 {
		t.Errorf("%d under the domain, %d at the mailbox", under(reads), mailbox(reads))
	}
	if under(blind) != 1 || mailbox(blind) != 0 || under(&scope.View{}) != 0 {
		t.Errorf("masked: %d under the domain, %d at the mailbox", under(blind), mailbox(blind))
	}
	for _, o := range []observable.Observable{store, parsed(t, "domain", "bags.example")} {
		if root := RootOf(o); root != "" {
			t.Errorf("%s hangs on %s", o, root)
		}
	}
	for _, k := range store.MatchKeys() {
		if len(collect(func(yield func(*Claim) bool) { c.Ties(context.Background(), blind, start).Alike(k, yield) })) != 1 {
			t.Errorf("%s is not found", k)
		}
	}
	disputed := of(page)
	disputed.State = Disputed
	fold(t, c, entry(4, VerbDisputed, disputed))
	if got := collect(func(yield func(*Claim) bool) { c.Ties(context.Background(), blind, start).Carrying(page.Key(), yield) }); len(got) != 1 || got[0] != gistOfClaim(&Claim{ID: disputed.ID, Observable: page, Confidence: -1, Source: "brand-a", Disputed: true}) {
		t.Errorf("disputed: %v", got)
	}
	if mailbox(reader("market-c")) != 0 || len(c.ties.many) != 0 {
		t.Errorf("a link that is gone still ties: %v", c.ties.many)
	}
}

// used is how many rows are in the index.
func (t *ties) used() int {
	said, there := 0, 0
	for i := range t.rows.parts {
		said += t.rows.parts[i].used
		for _, s := range t.rows.parts[i].slots {
			if s != 0 {
				there++
			}
		}
	}
	return max(said, there)
}

// TestTiesForget wants of an index from which all was taken again nothing to be left.
func TestTiesForget(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, held := newTies(), map[uint64]map[uint32]bool{}
		all := roaring.New()
		all.AddRange(0, 1000)
		if rapid.Bool().Draw(t, "one has many") {
			held[0] = map[uint32]bool{}
			for ord := range uint32(fewTies) {
				x.add(0, ord)
				held[0][ord] = true
			}
		}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			hash, ord := rapid.SampledFrom([]uint64{0, 1, 1 << 31, 1<<32 - 1, 1 << 60}).Draw(t, "hash"), rapid.SampledFrom([]uint32{0, 1, 2, 3, fewTies, fewTies + 1}).Draw(t, "row")
			if held[hash] == nil {
				held[hash] = map[uint32]bool{}
			}
			if rapid.Bool().Draw(t, "add") {
				x.add(hash, ord)
				held[hash][ord] = true
			} else {
				x.remove(hash, ord)
				delete(held[hash], ord)
			}
			for h, rows := range held {
				got := x.within(nil, h, all)
				if len(got) != len(rows) {
					t.Fatalf("%d: %v, want %v", h, got, rows)
				}
				for _, o := range got {
					if !rows[o] {
						t.Fatalf("%d: %v, want %v", h, got, rows)
					}
				}
			}
		}
		for h, rows := range held {
			for o := range rows {
				x.remove(h, o)
			}
		}
		if used := x.used(); used+len(x.many) != 0 {
			t.Fatalf("%d left, %v", used, x.many)
		}
	})
}

// BenchmarkTies reads a hub of which the viewer may see nothing, and one of which it may see all.
func BenchmarkTies(b *testing.B) {
	c := fresh()
	hub := domain("forwarder.example")
	var entries []ledger.Entry
	for n := range 20_000 {
		i := shop(id.Member(fmt.Sprint("brand-", n%50)), fmt.Sprintf("shop-%d.example", n))
		i.Links = []Link{{Observable: hub, Relation: "contact"}}
		if n%2 == 0 {
			i.TLP, i.Share.Members = tlp.Red, []id.Member{"market-c"}
		}
		entries = append(entries, entry(ledger.Position(n+1), VerbPublished, i))
	}
	if err := c.mustApply(entries); err != nil {
		b.Fatal(err)
	}
	for _, who := range []id.Member{"market-c", ""} {
		v := reader(who)
		if who == "" {
			v = admin()
		}
		b.Run("viewer "+string(who), func(b *testing.B) {
			for b.Loop() {
				left := 256
				c.Ties(context.Background(), v, start).Carrying(hub.Key(), func(*Claim) bool { left--; return left > 0 })
			}
		})
	}
}
