package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestTail holds a tail against a list: all that is not settled is there, of the rest the newest alone, no more than was
// allowed, and nothing of what another took the place of.
func TestTail(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type item struct {
			at   ledger.Position
			text string // "": another has taken its place
		}
		most := rapid.SampledFrom([]int{0, 100, 1000, 10_000}).Draw(t, "most")
		tail := tail{cellar: cellar.InHeap(), most: most}
		var all []item
		var settled ledger.Position
		for at := range ledger.Position(rapid.IntRange(1, 200).Draw(t, "entries")) {
			at++
			text := strings.Repeat(fmt.Sprintf("<%d>", at), rapid.IntRange(1, 30).Draw(t, "length"))
			if err := tail.add(at, at, body(text)); err != nil {
				t.Fatal(err)
			}
			all = append(all, item{at, text})
			switch rapid.IntRange(0, 3).Draw(t, "then") {
			case 0:
				settled = max(settled, ledger.Position(rapid.Uint64Range(0, uint64(at)).Draw(t, "settled")))
				tail.settle(settled)
			case 1:
				n := rapid.IntRange(0, len(all)-1).Draw(t, "superseded")
				tail.supersede(all[n].at, all[n].at)
				all[n].text = ""
			case 2:
				if err := tail.tidy(1 << 10); err != nil {
					t.Fatal(err)
				}
			}
			size, gone := 0, false
			for _, x := range slices.Backward(all) {
				got, ok := tail.get(x.at, x.at)
				switch {
				case ok && string(got) != x.text:
					t.Fatalf("%d is %q, want %q", x.at, got, x.text)
				case x.at > settled && ok != (x.text != ""):
					t.Fatalf("%d is not settled: there %v, want %q", x.at, ok, x.text)
				case ok && x.at <= settled:
					if size += len(got); gone || size > most {
						t.Fatalf("%d is kept: %d bytes of %d, and a newer one is gone: %v", x.at, size, most, gone)
					}
				case x.at <= settled && x.text != "":
					gone = true
				}
			}
			if owing := len(tail.items) - tail.kept; owing > int(at-settled) {
				t.Fatalf("%d are owing up to %d, of which %d are settled", owing, at, settled)
			}
		}
	})
}
