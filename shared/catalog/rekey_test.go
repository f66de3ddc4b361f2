package catalog

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
)

// named is a claim as an older canonicaliser named it.
func named(raw, canonical string, version int) Indicator {
	i := shop("brand-a", canonical)
	i.Observable.Raw, i.Observable.Version = raw, version
	return i
}

// An entry of older rules is found, counted and shown by the rules of now, under the id that it
// has; every rebuild says the same.
func TestRekey(t *testing.T) {
	old := named("Maison-A.example.", "MAISON-A.EXAMPLE", 1)
	old.Links = []Link{{Observable: observable.Observable{Type: observable.Phone, Raw: "07700 900123", Canonical: "447700900123", Region: "GB", Version: 1}, Relation: "contact"}}
	links := slices.Clone(old.Links)
	other := shop("market-b", "maison-a.example")
	es := []ledger.Entry{entry(1, VerbPublished, old), entry(2, VerbPublished, other)}
	es[0].Value = &old // as the process that wrote it has it
	whole := reader("brand-a")
	for _, c := range []*Catalog{fresh(), fresh()} {
		fold(t, c, es...)
		es[0].Value = nil // as any other reads it
		own, _, ok := c.mustOwn("brand-a", old.ID)
		if !ok || own.Observable.Canonical != "maison-a.example" || own.Observable.Version != observable.Version || own.Observable.Raw != "Maison-A.example." {
			t.Fatalf("own: %+v, %v", own, ok)
		}
		if own.Links[0].Observable.Canonical != "+447700900123" {
			t.Errorf("links: %+v", own.Links)
		}
		items, _ := c.mustList(whole, Query{Canonical: []string{"maison-a.example"}}, 0, 10, start)
		if len(items) != 2 {
			t.Errorf("%d are found under the form of now", len(items))
		}
		if items, _ := c.mustList(whole, Query{Canonical: []string{"MAISON-A.EXAMPLE"}}, 0, 10, start); len(items) != 0 {
			t.Errorf("%d are found under the old form", len(items))
		}
		for _, i := range items {
			if !strings.Contains(string(i.json), `"corroboration":2`) {
				t.Errorf("not counted as one observable: %s", i.json)
			}
		}
	}
	if old.Observable.Version != 1 || !reflect.DeepEqual(old.Links, links) {
		t.Errorf("the writer's own was changed: %+v", old)
	}
}

// Two claims of one member that become claims on one observable both stay.
func TestRekey_twins(t *testing.T) {
	a, b := named("Maison-A.example", "MAISON-A.EXAMPLE", 1), named("maison-a.example.", "maison-a.example.", 1)
	now := shop("brand-a", "maison-a.example").Observable
	c := fresh()
	fold(t, c, entry(1, VerbPublished, a), entry(2, VerbPublished, b))
	if items, _ := c.mustList(reader("brand-a"), Query{Canonical: []string{"maison-a.example"}}, 0, 10, start); len(items) != 2 {
		t.Fatalf("%d stay", len(items))
	}
	if i, ok := c.Claimed("brand-a", now); !ok || i != a.ID {
		t.Errorf("claimed: %s, %v", i, ok)
	}
	a.State = Revoked
	fold(t, c, entry(3, VerbRevoked, a))
	if i, ok := c.Claimed("brand-a", now); !ok || i != b.ID {
		t.Errorf("the one that stands is claimed, not %s, %v", i, ok)
	}
	b.State = Revoked
	fold(t, c, entry(4, VerbRevoked, b))
	if i, ok := c.Claimed("brand-a", now); !ok || i != a.ID {
		t.Errorf("of two that are revoked the older is claimed, not %s, %v", i, ok)
	}
	if i, ok := c.Claimed("market-b", now); ok {
		t.Errorf("another member claimed %s", i)
	}
}

// Two spellings that were one to older rules may be two now: the entry of the second is that of
// another observable under the same id, and the hub starts all the same. Only rules may do that.
func TestRekey_apart(t *testing.T) {
	first, second := named("a.example", "x", 1), named("b.example", "x", 1)
	second.ID = first.ID
	c := fresh()
	revoked := first
	revoked.State = Revoked
	fold(t, c, entry(1, VerbPublished, first), entry(2, VerbRevoked, revoked), entry(3, VerbPublished, second))
	for canonical, want := range map[string]int{"a.example": 0, "b.example": 1} {
		if items, _ := c.mustList(reader("brand-a"), Query{Canonical: []string{canonical}, States: []State{All}}, 0, 10, start); len(items) != want {
			t.Errorf("%d on %s", len(items), canonical)
		}
	}
	if own, _, ok := c.mustOwn("brand-a", first.ID); !ok || own.Observable.Canonical != "b.example" {
		t.Errorf("own: %+v, %v", own, ok)
	}
	third := named("c.example", "c.example", observable.Version)
	third.ID = first.ID
	if err := c.mustApply([]ledger.Entry{entry(4, VerbRevised, third)}); !errors.Is(err, errMoved) {
		t.Errorf("an entry of now moved it: %v", err)
	}
}
