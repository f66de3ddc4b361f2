package catalog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestPublishedAnew wants those who see an indicator only since it was published again, for
// others, to learn nothing of what it was before.
func TestPublishedAnew(t *testing.T) {
	c, stranger, owner := fresh(), reader("market-c"), reader("brand-a")
	i := shop("brand-a", "a.example")
	i.TLP, i.Share.Members = tlp.Red, []id.Member{"market-b"}
	revoked := i
	revoked.State = Revoked
	green := shop("brand-a", "a.example")
	fold(t, c,
		entry(1, VerbPublished, i),
		entry(2, VerbPublished, shop("brand-a", "between.example")),
		entry(3, VerbRevoked, revoked),
		entry(4, VerbPublished, green))
	es, _ := c.mustEvents(stranger, 0, 10, start)
	var told []ledger.Position
	for _, e := range es {
		told = append(told, e.Mark.Position())
	}
	if fmt.Sprint(told) != "[2 4]" {
		t.Errorf("the stranger is told of %v", told)
	}
	items, _ := c.mustList(stranger, Query{}, 0, 10, start)
	if len(items) != 2 || items[0].ID != green.ID || items[0].Position != 4 {
		t.Errorf("it is not the newest on the list: %+v", items)
	}
	if n := c.mustCount(owner, Query{States: []State{All}}, start); n != 2 {
		t.Errorf("its owner counts %d", n)
	}
	if _, p, ok := c.mustOwn("brand-a", green.ID); !ok || p != 4 {
		t.Errorf("Own = %d, %v", p, ok)
	}
}

// TestPagesAreBounded wants a page of large items to end before its limit, and to go on.
func TestPagesAreBounded(t *testing.T) {
	const n = 40
	c, v := fresh(), reader("market-c")
	for k := range n {
		i := shop("brand-a", fmt.Sprintf("shop-%d.example", k))
		i.Note = strings.Repeat("x", 400_000)
		fold(t, c, entry(ledger.Position(k+1), VerbPublished, i))
	}
	listed, pages := 0, 0
	var mem Memory
	for after := ledger.Position(0); pages == 0 || after != 0; pages++ {
		items, next := c.mustListIn(&mem, v, Query{}, after, 1000, start)
		if cap(mem.json) > fullAt+2*step {
			t.Fatalf("a page of %d items takes %d bytes", len(items), cap(mem.json))
		}
		listed, after = listed+len(items), next
	}
	if listed != n || pages < 4 {
		t.Errorf("%d items on %d pages", listed, pages)
	}
	told := 0
	for after := Mark(0); told < n; {
		es, to := c.mustEvents(v, after, 1000, start)
		if len(es) == 0 {
			t.Fatalf("no events after %d", after)
		}
		told, after = told+len(es), to
	}
}
