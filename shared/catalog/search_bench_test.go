package catalog

import (
	"slices"
	"testing"
	"time"
	"unsafe"

	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// BenchmarkSearch asks questions of all rows, as a member that may read a tenth of them, as one that
// may read four, and as one that may read all.
func BenchmarkSearch(b *testing.B) {
	c, _, _ := fill(b, *benchRecords)
	now := at(3)
	few := &scope.View{Member: "member-x"}
	all := &scope.View{Admin: true}
	for a := range all.Acts {
		few.Acts[a] = scope.Rights{Allow: map[scope.Atom]scope.Mask{scope.By("member-3"): scope.UpTo(tlp.Green)}}
		all.Acts[a] = scope.Rights{Allow: map[scope.Atom]scope.Mask{scope.Everyone: scope.Everything()}}
	}
	views := map[string]*scope.View{"few": few.Index(), "some": benchView(), "all": all.Index()}
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
		}
		bytes := len(c.postings.lists) * int(unsafe.Sizeof(listed{}))
		for _, l := range c.postings.lists {
			bytes += cap(l.diff)
		}
		b.ReportMetric(float64(bytes)/float64(*benchRecords), "B/record")
		more := uint64(0)
		for _, of := range c.confidences {
			more += of.GetSizeInBytes()
		}
		for _, f := range []facts[string]{c.infringements, c.bases} {
			for _, of := range f {
				more += of.GetSizeInBytes()
			}
		}
		b.ReportMetric(float64(more+c.pseudonymous.GetSizeInBytes())/float64(*benchRecords), "facts-B/record")
	})
	for _, who := range []string{"few", "some", "all"} {
		v := views[who]
		for name, q := range map[string]Query{
			"rare": {Text: "-99998-"}, "common": {Text: "outlet"}, "nowhere": {Text: "nowhere"}, "none of common": {Text: "let-sh"},
			"two words": {Text: "campaign-77 shop-1"}, "note": {Text: "examined"}, "short": {Text: "zq"}, "three": {Text: "123"},
			"prefix": {Prefix: "shop-1234"}, "registrable": {Registrable: "shop-12345-outlet.example"},
			"since": {Since: at(*benchRecords - 10)}, "confidence": {MinConfidence: 100, Brands: []string{"maison-7"}},
		} {
			b.Run(who+"/"+name, func(b *testing.B) {
				var took []time.Duration
				n := 0
				for b.Loop() {
					begun := time.Now()
					items, _ := c.mustList(v, q, 0, 100, now)
					took = append(took, time.Since(begun))
					n = len(items)
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
				b.ReportMetric(float64(n), "items")
			})
		}
		b.Run(who+"/changed", func(b *testing.B) {
			for b.Loop() {
				c.mustListChanged(&Memory{}, v, Query{}, Place{}, 100, now)
			}
		})
		for name, q := range map[string]Query{"all": {}, "rare": {Text: "-99998-"}, "common": {Text: "outlet"}, "brand": {Brands: []string{"maison-7"}}} {
			b.Run(who+"/facets/"+name, func(b *testing.B) {
				for b.Loop() {
					c.mustFacets(v, q, FacetNames(), 20, now)
				}
			})
		}
	}
}
