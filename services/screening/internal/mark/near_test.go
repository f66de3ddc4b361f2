package mark

import (
	"testing"

	"pgregory.net/rapid"
)

// TestDistance wants what the whole table gives, of what the band gives.
func TestDistance(t *testing.T) {
	word := rapid.StringMatching(`[abc]{0,9}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, most := word.Draw(t, "a"), word.Draw(t, "b"), rapid.IntRange(1, 2).Draw(t, "most")
		want := min(table(a, b), most+1)
		if got := distance([]byte(a), []byte(b), most); got != want {
			t.Fatalf("%q, %q: %d, want %d", a, b, got, want)
		}
		if want <= most && !setOf([]byte(a)).near(setOf([]byte(b)), most) {
			t.Fatalf("%q and %q are passed over", a, b)
		}
	})
}

// table is the optimal string alignment, as it is defined.
func table(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range len(b) + 1 {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
