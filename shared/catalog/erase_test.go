package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// TestEraseAnyType wants every type of observable to be erased and to be folded from what remains of it.
func TestEraseAnyType(t *testing.T) {
	for typ := range observable.Count {
		c := fresh()
		i := one(1, 0)
		i.Observable.Type = typ
		e := entry(2, VerbPublished, i)
		fold(t, c, e)
		body, err := Strip(e)
		if err != nil {
			t.Fatal(err)
		}
		fold(t, c, entry(3, VerbErased, i.Tombstone()))
		e.Body = body
		fold(t, fresh(), e, entry(3, VerbErased, i.Tombstone()))
		if own, _, ok := c.mustOwn(i.Publisher, i.ID); !ok || own.State != Erased || own.Observable.Type != typ || own.Observable.Canonical != "" {
			t.Errorf("%s: %+v", typ, own)
		}
	}
}

// TestErasedIsErasedTheSame plays one life, with its rights, to a catalog that was there and to one that finds
// what remains of it, as after a start: all are told the same by both, under the same marks.
func TestErasedIsErasedTheSame(t *testing.T) {
	out, in := seats("market-c"), seats("market-c", "handbags")
	oversees := &scope.View{Viewer: "u:steve"}
	oversees.Acts[scope.See] = scope.Rights{Allow: map[scope.Atom]scope.Mask{scope.Everyone: scope.Everything()}}
	oversees.Index()
	owner := seats("brand-a")
	revoked, ended := one(1, 3), one(1, 8)
	revoked.State = Revoked
	ended = ended.Tombstone()
	ended.Reason, ended.ReasonCode, ended.Modified = "an order", "legal_order", at(9)
	life := []ledger.Entry{
		entry(3, VerbPublished, one(1, 0)), entry(5, VerbRevoked, revoked), entry(6, VerbPublished, one(1, 4, inHandbags)),
		entry(8, VerbRevised, one(1, 5, inHandbags, func(i *Indicator) { i.Note, i.Brands = "secret", []string{"b"} })), entry(10, VerbShared, one(1, 7)),
	}
	play := func(gone bool) *Catalog {
		c := fresh()
		s := stage{t, c}
		lived := func(e ledger.Entry) {
			if gone {
				body, err := Strip(e)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(body), "shop-1") || strings.Contains(string(body), "secret") {
					t.Errorf("it remains: %s", body)
				}
				e.Body, e.Erased = body, new(ledger.Hash)
			}
			s.fold(e)
		}
		s.shift(1, 0, scope.Shift{Viewer: "m:market-c", Is: out}, scope.Shift{Viewer: "m:brand-a", Is: owner}, scope.Shift{Viewer: "u:steve", Is: oversees})
		s.fold(entry(2, VerbPublished, one(2, 0, inHandbags)))
		lived(life[0])
		s.fold(entry(4, VerbPublished, one(3, 0)))
		lived(life[1])
		lived(life[2])
		s.shift(7, 4, scope.Shift{Viewer: "m:market-c", Was: out, Is: in})
		lived(life[3])
		s.shift(9, 6, scope.Shift{Viewer: "m:market-c", Was: in, Is: out})
		lived(life[4])
		s.fold(entry(11, VerbErased, ended))
		other := one(4, 9)
		other.Publisher, other.Observable.Canonical = "brand-b", "shop-1.example"
		other.ID = testID(other.Publisher, other.Observable)
		s.fold(entry(12, VerbPublished, other))
		s.shift(13, 10, scope.Shift{Viewer: "m:market-c", Was: out, Is: in})
		return c
	}
	there, found := play(false), play(true)
	shown := func(c *Catalog, v *scope.View) (all []string) {
		es, _ := c.mustEvents(v, 0, 100, at(20))
		for _, e := range es {
			all = append(all, fmt.Sprintf("%s %s %s", e.Mark, e.Type, e.Item.AppendJSON(nil)))
		}
		for _, q := range []Query{{}, {States: []State{All}}, {States: []State{Erased}}, {Text: "shop"}, {Canonical: []string{"shop-1.example"}}} {
			items, _ := c.mustList(v, q, 0, 100, at(20))
			all = append(all, fmt.Sprintf("%+v: %d", q, c.mustCount(v, q, at(20))))
			for _, i := range items {
				all = append(all, string(i.AppendJSON(nil)))
			}
		}
		return all
	}
	for name, v := range map[string]*scope.View{"out": out, "in": in, "owner": owner, "overseer": oversees} {
		was, is := shown(there, v), shown(found, v)
		if !slices.Equal(was, is) {
			t.Errorf("%s: shown\n%s\nafter a start\n%s", name, strings.Join(was, "\n"), strings.Join(is, "\n"))
		}
		if strings.Contains(strings.Join(is, "\n"), "secret") {
			t.Errorf("%s: %q", name, is)
		}
	}
	if got := told(there, in, 0, at(20)); !slices.Contains(got, "11 indicator.erased") {
		t.Errorf("told %q", got)
	}
	if got := told(there, owner, MarkAfter(10), at(20)); len(got) == 0 || got[0] != "11 indicator.erased" {
		t.Errorf("the owner is told %q", got)
	}
	if item, _ := there.mustList(in, Query{Canonical: []string{"shop-1.example"}}, 0, 9, at(20)); len(item) != 1 || !strings.Contains(string(item[0].AppendJSON(nil)), `"corroboration":1`) {
		t.Errorf("the other one: %v", item)
	}
}
