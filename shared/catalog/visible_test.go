package catalog

import (
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// Readers' clocks differ by a second or two, and the bitmaps stand for one time: who asks for an
// earlier one is counted what was visible then, and changes nothing for who asks for a later one.
func TestReadersClocksDiffer(t *testing.T) {
	c := fresh()
	v := reader("market-c")
	begins, ends := shop("brand-a", "a.example"), shop("brand-a", "b.example")
	begins.EmbargoUntil, ends.ValidUntil = at(10), at(11)
	fold(t, c, entry(1, VerbPublished, begins), entry(2, VerbPublished, ends))
	for n, step := range []struct{ second, count int }{
		{9, 1}, {11, 1}, {10, 2}, {9, 1}, {11, 1}, {10, 2}, {12, 1}, {11, 1}, {10, 2}, {12, 1},
	} {
		if got := c.mustCount(v, Query{}, at(step.second)); got != step.count {
			t.Errorf("step %d: at %d there are %d, want %d", n, step.second, got, step.count)
		}
	}
}

// A filter on a value that is masked, or on a publisher that may not be known, counts nothing: a
// number is an oracle as a list is.
func TestMaskedIsNotCounted(t *testing.T) {
	c := fresh()
	phone := shop("brand-a", "+8613800138000")
	phone.Observable.Type = observable.Phone
	phone.ID = testID("brand-a", phone.Observable)
	fold(t, c, entry(1, VerbPublished, phone))
	for _, class := range []scope.Act{scope.ReadPII, scope.ReadSource} {
		v := reader("market-c")
		v.Acts[class] = scope.Rights{}
		v.Index()
		for name, x := range map[string]struct {
			q    Query
			asks scope.Act // for
		}{
			"all":       {Query{}, scope.See},
			"value":     {Query{Canonical: []string{"+8613800138000"}}, scope.ReadPII},
			"text":      {Query{Text: "138"}, scope.ReadPII},
			"publisher": {Query{Publishers: []id.Member{"brand-a"}}, scope.ReadSource},
		} {
			want := 1
			if x.asks == class {
				want = 0
			}
			items, _ := c.mustList(v, x.q, 0, 10, at(1))
			if n := c.mustCount(v, x.q, at(1)); n != want || len(items) != want {
				t.Errorf("without %s, by %s: counted %d, listed %d, want %d", class, name, n, len(items), want)
			}
		}
	}
}
