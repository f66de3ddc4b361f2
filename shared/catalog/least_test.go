package catalog

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestLeast wants publishers that a viewer does not know of to be counted from k on, all together,
// and those that it knows of always.
func TestLeast(t *testing.T) {
	for _, c := range []struct{ k, known, unseen, want int }{
		{3, 1, 0, 1}, {3, 1, 1, 1}, {3, 1, 2, 3}, {3, 2, 0, 2}, {3, 2, 1, 3}, {0, 1, 1, 1}, {0, 1, 2, 3}, {2, 1, 1, 2}, {5, 3, 1, 3}, {5, 3, 2, 5}, {5, 4, 0, 4},
	} {
		t.Run(fmt.Sprintf("k %d, %d known, %d unseen", c.k, c.known, c.unseen), func(t *testing.T) {
			cat := New(Options{ETag: func(ledger.Position) string { return "e" }, Pseudonym: func(string, id.Member) string { return "anon" }})
			var es []ledger.Entry
			for n := range c.known + c.unseen {
				i := Indicator{
					ID: id.Indicator(fmt.Sprintf("ind_%d", n)), Publisher: id.Member(fmt.Sprintf("brand-%d", n)), State: Published, TLP: tlp.Red, Attribution: Withheld,
					Observable: observable.Observable{Type: observable.Domain, Raw: "x.example", Canonical: "x.example"},
					Created:    time.Unix(0, 0), Modified: time.Unix(0, 0),
				}
				if n < c.known {
					i.Share.Members = []id.Member{"market-b"}
				}
				es = append(es, ledger.Entry{Position: ledger.Position(n + 1), Kind: ledger.KindIndicator, ID: string(i.ID), Verb: VerbPublished, Schema: 1, Body: Encode(i)})
			}
			if err := cat.mustApply(es); err != nil {
				t.Fatal(err)
			}
			all := map[scope.Atom]scope.Mask{scope.Named("market-b"): scope.UpTo(tlp.Red)}
			v := &scope.View{Member: "market-b", K: c.k}
			for a := range scope.Match {
				v.Acts[a].Allow = all
			}
			v.Acts[scope.Match].Allow = map[scope.Atom]scope.Mask{scope.Everyone: scope.UpTo(tlp.Red)}
			v.Index()
			item, ok := cat.mustGet(v, "ind_0", time.Unix(1, 0))
			if want := fmt.Sprintf(`"corroboration":%d,`, c.want); !ok || !strings.Contains(string(item.AppendJSON(nil)), want) {
				t.Errorf("%s, want %s", item.AppendJSON(nil), want)
			}
			again, _, err := cat.Render(v, es[0], time.Unix(1, 0))
			if err != nil || string(again.AppendJSON(nil)) != string(item.AppendJSON(nil)) {
				t.Errorf("rendered %s, %v", again.AppendJSON(nil), err)
			}
		})
	}
}
