package wording

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRule_find holds the search by what matches begin with against the patterns themselves, over texts
// of their own words.
func TestRule_find(t *testing.T) {
	words := strings.Fields("our OUR your hour oür ouſ notre nos unſere Unserem my company's 我们的 我司 本公司 wholesale Cost PURCHASE transfer net invoice " +
		"price prices pricing margin COſTS Kosten \u212aosten prix Preise sales figures stocks inventory volumes Lagerbestand is of are customer list key accounts 价格 批发价 库存 大客户 . 。 ; n nn ä é")
	words = append(words, " ", "  ", "\n", "\t", strings.Repeat("n", 400), strings.Repeat("的", 90), "\xff")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), rapid.SampledFrom([]string{" ", "", "  "}).Draw(t, "between"))
		low, odd := lower(text)
		for _, r := range rules {
			if got, want := r.find(text, low, odd), r.re.FindString(text); got != want {
				t.Fatalf("%s in %q: %q, want %q", r.name, text, got, want)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for name, text := range map[string]string{"plain": strings.Repeat("n", 3900), "hours": strings.Repeat("It is your hour. ", 230), "ours": strings.Repeat("It is our. ", 350)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Find(text)
			}
		})
	}
}
