// Package mark finds which of members' protected marks a host looks like: spelled in other glyphs,
// mistyped, or with words of trade around it. It accuses of nothing: that a host looks like a mark
// is a fact about two texts, the same for everybody who asks. It promises that a mark of few letters
// is met as a whole word alone, and that nothing is met for being a word of trade.
package mark

import (
	"cmp"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/id"
)

// How is what makes a host look like a mark.
type How string

// The hows. Word is the mark itself as a part of a name, "maison-a-outlet"; Skeleton reads like it,
// "rnaison-a" (UTS #39, section 4); Edit is a slip of a key or two away from it, "mason-a".
const (
	Skeleton How = "skeleton"
	Word     How = "word"
	Edit     How = "edit"
)

// How far each ties a host to a mark, 0 to 100: a judgement, and no measure. Aside is a word with
// others about it that are none of trade: "life-coach" need not mean the bags.
const (
	strengthSkeleton = 70
	strengthWord     = 60
	strengthEdit     = 60 // less 10 for each edit
	strengthAside    = 40
)

// Likeness is one mark that a host looks like.
type Likeness struct {
	How      How
	Member   id.Member // whose mark it is
	Mark     string    // "" where it is a word that the host does not spell
	Distance int       // of Edit: insertions, deletions, replacements and swaps of neighbours
	Strength int       // 0 to 100
}

// best keeps of each member the strongest likeness, the strongest first.
func best(all []Likeness) []Likeness {
	slices.SortFunc(all, func(a, b Likeness) int {
		return cmp.Or(strings.Compare(string(a.Member), string(b.Member)), cmp.Compare(b.Strength, a.Strength),
			cmp.Compare(len(b.Mark), len(a.Mark)), strings.Compare(string(a.How), string(b.How)), strings.Compare(a.Mark, b.Mark))
	})
	all = slices.CompactFunc(all, func(a, b Likeness) bool { return a.Member == b.Member })
	slices.SortStableFunc(all, func(a, b Likeness) int { return cmp.Compare(b.Strength, a.Strength) })
	return all
}
