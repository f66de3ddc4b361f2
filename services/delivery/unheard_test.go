package delivery_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/entente-hub/entente/shared/catalog"
)

func BenchmarkUnheard(b *testing.B) {
	for _, subs := range []int{0, 1000} {
		b.Run(strconv.Itoa(subs), func(b *testing.B) {
			h := openWith(b, b.TempDir(), quiet)
			for n := range subs {
				m := fmt.Sprintf("member-%d", n/50)
				if n%50 == 0 {
					h.enrol(idOf(m))
				}
				h.subscribe(m, "http://127.0.0.1:9/", `{"brands":["maison-z"]}`)
			}
			for b.Loop() {
				if _, err := h.p.Fold.Append(b.Context(), draft(h.indicator(), catalog.VerbPublished, 0)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
