package catalog

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestBodiesThatMoveSayTheSame revises some of many indicators again and again, until the cellar
// has moved the others, too.
func TestBodiesThatMoveSayTheSame(t *testing.T) {
	bodies, err := cellar.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o := testOptions
	o.Cellar = bodies
	c := New(o)
	const many = 1000
	want := make([][]byte, many)
	p := ledger.Position(0)
	put := func(n int, note string) {
		p++
		i := one(n, 0, func(i *Indicator) { i.Note = note })
		want[n] = Encode(i)
		fold(t, c, entry(p, VerbPublished, i))
	}
	for n := range many {
		put(n, fmt.Sprint("first ", n, strings.Repeat(".", 500)))
	}
	places := make([]cellar.Place, many)
	for n := range places {
		places[n] = c.rows.at(uint32(n)).place
	}
	for round := range 12 {
		for n := range many {
			if n%5 > 0 {
				put(n, fmt.Sprint("round ", round, " of ", n, strings.Repeat("-", 700)))
			}
		}
	}
	moved := 0
	for n := range places {
		i := one(n, 0)
		own, _, ok := c.mustOwn(i.Publisher, i.ID)
		if !ok || !bytes.Equal(Encode(own), want[n]) {
			t.Fatalf("%d says %s, want %s", n, Encode(own), want[n])
		}
		if n%5 == 0 && c.rows.at(uint32(n)).place != places[n] {
			moved++
		}
	}
	if s := bodies.Sizes(); moved == 0 || s.Dropped > 2*s.Live {
		t.Errorf("%d moved, %+v", moved, s)
	}
}

// An id goes out of the catalog in lists and events, and is kept: also when its body has gone.
func TestWhatGoesOutStays(t *testing.T) {
	bodies, err := cellar.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o := testOptions
	o.Cellar = bodies
	c := New(o)
	i := one(1, 0)
	fold(t, c, entry(1, VerbPublished, i))
	v := reader(i.Publisher)
	items, _ := c.mustList(v, Query{}, 0, 10, start)
	item, _ := c.mustGet(v, i.ID, start)
	events, _ := c.mustEvents(v, 0, 10, start)
	own, _, _ := c.mustOwn(i.Publisher, i.ID)
	said := string(item.AppendJSON(nil))
	bodies.Drop(c.rows.at(0).place)
	if items[0].ID != i.ID || item.ID != i.ID || events[0].Item.ID != i.ID || own.ID != i.ID || own.Observable.Canonical != i.Observable.Canonical {
		t.Errorf("ids %q, %q, %q, %q", items[0].ID, item.ID, events[0].Item.ID, own.ID)
	}
	if string(item.AppendJSON(nil)) != said || string(items[0].AppendJSON(nil)) != said {
		t.Error("the text has changed")
	}
}

func TestIndexFindsAll(t *testing.T) {
	var x index
	const many = 50_000
	hash := func(n uint32) uint64 { return uint64(n%(many/2)) * 0x9e3779b97f4a7c15 } // two have each
	for n := range uint32(many) {
		x.add(hash(n), n)
	}
	is := func(want uint32) func(uint32) bool { return func(ord uint32) bool { return ord == want } }
	for n := range uint32(many) {
		if ord, ok := x.find(hash(n), is(n)); !ok || ord != n {
			t.Fatalf("%d: found %d, %v", n, ord, ok)
		}
		x.set(hash(n), n, n+many)
	}
	for n := range uint32(many) {
		_, had := x.find(hash(n), is(n))
		if _, ok := x.find(hash(n), is(n+many)); !ok || had {
			t.Fatalf("%d: set %v, had %v", n, ok, had)
		}
	}
	if _, ok := x.find(1, anyOf); ok {
		t.Error("found what is not there")
	}
}
