package catalog

import (
	"bytes"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// veto is a judge that takes one act on one member's records back.
type veto struct {
	act scope.Act
	of  id.Member
}

func (j veto) Wants(scope.Cell, bool) bool { return true }

func (j veto) Confirm(_ *scope.View, a scope.Act, r *scope.Record, _ int64, allowed bool) bool {
	return allowed && (a != j.act || r.Owner != j.of)
}

// Whatever the bitmaps choose, the judge of a view has the last word on every way out.
func TestJudgeHasTheLastWord(t *testing.T) {
	c := fresh()
	theirs, other := shop("brand-a", "a.example"), shop("brand-b", "b.example")
	theirs.Brands = []string{"maison-a"}
	entries := []ledger.Entry{entry(1, VerbPublished, theirs), entry(2, VerbPublished, other)}
	fold(t, c, entries...)
	core := func(i Item) bool { return bytes.Contains(i.AppendJSON(nil), []byte(`"observable"`)) }
	for k, x := range []struct {
		act                        scope.Act
		sees, reads, finds, copies bool
	}{
		{scope.Sight, true, true, true, true},
		{scope.See, false, false, false, false},
		{scope.ReadCore, true, false, false, false},
		{scope.Export, true, true, true, false},
	} {
		v := reader("market-c")
		v.Judge = veto{x.act, "brand-a"}
		want := func(what string, got, want bool) {
			t.Helper()
			if got != want {
				t.Errorf("%s taken back: %s %v, want %v", x.act, what, got, want)
			}
		}
		for round := range 2 { // by bitmaps, and one by one
			listed := map[id.Indicator]Item{}
			items, _ := c.mustList(v, Query{}, 0, 10, start)
			for _, i := range items {
				listed[i.ID] = i
			}
			i, ok := listed[theirs.ID]
			want("list", ok, x.sees)
			want("list of the core", ok && core(i), x.reads)
			want("list of another's", core(listed[other.ID]), true)
			told := 0
			events, _ := c.mustEvents(v, 0, 10, start)
			for _, e := range events {
				if e.Item.ID == theirs.ID {
					told++
					want("event of the core", core(e.Item), x.reads)
				}
			}
			want("events", told > 0, x.sees)
			for n := range 2 * few { // more than are decided on one by one
				fold(t, c, entry(ledger.Position(10+n+round*100+k*1000), VerbPublished, other))
			}
		}
		i, ok := c.mustGet(v, theirs.ID, start)
		want("get", ok, x.sees)
		want("get of the core", ok && core(i), x.reads)
		i, ok, err := c.Render(v, entries[0], start)
		want("render", ok && err == nil, x.sees)
		want("render of the core", ok && core(i), x.reads)
		for name, q := range map[string]Query{"brand": {Brands: []string{"maison-a"}}, "value": {Canonical: []string{"a.example"}}, "text": {Text: "a.ex"}} {
			items, _ := c.mustList(v, q, 0, 10, start)
			want("list by "+name, len(items) == 1, x.finds)
			want("match by "+name, c.mustMatches(v, q, theirs.ID, start), x.finds)
			q.Export = true
			items, _ = c.mustList(v, q, 0, 10, start)
			want("export by "+name, len(items) == 1, x.copies)
			want("count of an export by "+name, c.mustCount(v, q, start) == 1, x.copies)
		}
	}
}

// A right to read that is narrower than that to see by a deny alone is a right of its own.
func TestReadsLessByADeny(t *testing.T) {
	c := fresh()
	i := shop("brand-a", "a.example")
	i.Brands = []string{"maison-a"}
	fold(t, c, entry(1, VerbPublished, i))
	v := reader("market-c")
	v.Acts[scope.ReadCore].Deny = map[scope.Atom]scope.Mask{scope.By("brand-a"): scope.Everything()}
	v.Index()
	if seen, found := c.mustCount(v, Query{}, start), c.mustCount(v, Query{Brands: []string{"maison-a"}}, start); seen != 1 || found != 0 {
		t.Errorf("counts %d, and %d by what it may not read", seen, found)
	}
}

// Who may not learn the source of a record does not find it by its publisher, but for its own.
func TestPublisherIsNoOracle(t *testing.T) {
	c := fresh()
	fold(t, c, entry(1, VerbPublished, shop("brand-a", "a.example")), entry(2, VerbPublished, shop("market-c", "c.example")))
	v := reader("market-c")
	v.Acts[scope.ReadSource] = scope.Rights{}
	v.Index()
	for q, want := range map[id.Member]int{"": 2, "brand-a": 0, "market-c": 1} {
		by := Query{}
		if q != "" {
			by.Publishers = []id.Member{q}
		}
		items, _ := c.mustList(v, by, 0, 10, start)
		if n := c.mustCount(v, by, start); len(items) != want || n != want {
			t.Errorf("by %q: %d, counted %d, want %d", q, len(items), n, want)
		}
	}
}

// What an entry says is nobody's is not that of whoever acts for no member.
func TestNobodyOwns(t *testing.T) {
	c := fresh()
	i := shop("", "a.example")
	fold(t, c, entry(1, VerbPublished, i))
	if _, _, ok := c.mustOwn("", i.ID); ok {
		t.Error("owned by nobody")
	}
}
