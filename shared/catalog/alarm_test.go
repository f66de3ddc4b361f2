package catalog

import (
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

func alarm(p ledger.Position, a Alarm, verb string) ledger.Entry {
	return ledger.Entry{Position: p, At: at(int(p)), Kind: ledger.KindAlarm, ID: string(a.Subscription), Verb: verb, Schema: SchemaAlarm, Body: EncodeAlarm(a)}
}

// TestAlarms wants a member's alarms where they stand among its events, and nobody else to be
// told of them, by whatever steps they look.
func TestAlarms(t *testing.T) {
	c := New(Options{ETag: func(ledger.Position) string { return "e" }})
	mine := Alarm{Member: "market-c", Subscription: "sub_1", Percent: 50, Attempts: 5, Reason: `it said "no"`}
	stage{t, c}.fold(
		entry(1, VerbPublished, one(1, 1)), alarm(2, mine, VerbFailing), entry(3, VerbPublished, one(2, 3)), alarm(4, mine, VerbDisabled),
	)
	all := []string{"1 indicator.published", "2 subscription.failing", "3 indicator.published", "4 subscription.disabled"}
	for viewer, want := range map[id.Member][]string{"market-c": all, "brand-a": {all[0], all[2]}, "market-b": {all[0], all[2]}} {
		v := seats(viewer)
		for _, p := range []ledger.Position{1, 2, 3} {
			n := c.News(MarkAfter(p), MarkAfter(p+1))
			if has := n.For(v, at(10)) != 0; p%2 == 1 && has != (viewer == "market-c") {
				t.Errorf("%s: news after %d: %t", viewer, p, has)
			}
		}
		if got := told(c, v, 0, at(10)); !slices.Equal(got, want) {
			t.Errorf("%s: %v", viewer, got)
		}
		var got []string
		for after, limit := Mark(0), 1; ; limit = 3 - limit {
			es, looked := c.mustEvents(v, after, limit, at(10))
			for _, e := range es {
				got = append(got, e.Mark.String()+" "+e.Type)
			}
			if after = looked; len(es) == 0 {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s, step by step: %v", viewer, got)
		}
	}
	es, _ := c.mustEvents(seats("market-c"), MarkOf(1), 1, at(10))
	if got, want := string(es[0].Item.AppendJSON(nil)), `{"subscription":"sub_1","percent":50,"attempts":5,"reason":"it said \"no\""}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	nobody := seats("")
	nobody.Member = ""
	if got := told(c, nobody, 0, at(10)); slices.ContainsFunc(got, func(s string) bool { return s == all[1] }) {
		t.Errorf("a viewer that acts for nobody: %v", got)
	}
}
