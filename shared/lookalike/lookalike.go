// Package lookalike makes up infringers: any number of indicators that look like the real
// thing and accuse nobody. Brands are invented, hosts end in .example (RFC 2606), sellers are
// on a platform that does not exist, telephones are in the ranges that regulators keep for
// fiction. The same seed and options give the same lines, each made from its index alone.
package lookalike

import (
	"math/rand/v2"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/tlp"
)

// Options say for whom the lines are. The zero value is for everybody.
type Options struct {
	Brands     []string   // slugs; default: maison-a to maison-f
	TaskForces []string   // slugs; one a line where the label wants an audience; repeat one to weigh it
	Members    []string   // slugs of members to name beside them
	TLPs       []tlp.Mark // each as often as the others; default: mostly amber, or green without an audience
	AmberOnly  bool       // short for TLPs of amber alone
	Now        time.Time  // dates lie around it; default: dates that hold whatever the clock says
}

// Generator makes drafts by their index. It is safe for concurrent use.
type Generator struct {
	seed        uint64
	brands      []string
	labels      []string // of brands, short enough to build names on
	taskForces  []string
	members     []string
	tlps        []tlp.Mark
	slots       [len(kinds)]kind
	odd, offset uint64 // scramble the index
	first, last window
}

// window is a span of days that dates are taken from.
type window struct {
	from time.Time
	days int
}

// New returns the generator of a seed. A label that the options name no audience for (amber
// without task forces or members, red without members) is left out of TLPs; where none is
// left, lines are green.
func New(seed uint64, o Options) *Generator {
	g := &Generator{seed: seed, brands: o.Brands, taskForces: o.TaskForces, members: o.Members, slots: kinds}
	if len(g.brands) == 0 {
		g.brands = []string{"maison-a", "maison-b", "maison-c", "maison-d", "maison-e", "maison-f"}
	}
	for _, b := range g.brands {
		g.labels = append(g.labels, label(b))
	}
	g.tlps = g.marks(o)
	r := rand.New(rand.NewPCG(seed, 0x656e74656e7465))
	r.Shuffle(len(g.slots), func(i, j int) { g.slots[i], g.slots[j] = g.slots[j], g.slots[i] })
	g.odd, g.offset = r.Uint64()|1, r.Uint64()
	g.first = window{time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), 365}
	g.last = window{time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC), 365}
	if !o.Now.IsZero() {
		today := o.Now.UTC().Truncate(24 * time.Hour)
		g.first, g.last = window{today.AddDate(0, 0, -300), 300}, window{today.AddDate(0, 0, 30), 365}
	}
	return g
}

// label is a brand as part of a host: a piece of a DNS label, never the start of an A-label.
func label(brand string) string {
	parts := strings.FieldsFunc(brand[:min(len(brand), 20)], func(r rune) bool { return r == '-' })
	return strings.Join(parts, "-")
}

func (g *Generator) marks(o Options) []tlp.Mark {
	audience := len(o.TaskForces)+len(o.Members) > 0
	marks := o.TLPs
	switch {
	case o.AmberOnly:
		marks = []tlp.Mark{tlp.Amber}
	case len(marks) == 0 && audience:
		marks = []tlp.Mark{tlp.Amber, tlp.Amber, tlp.Amber, tlp.Amber, tlp.AmberStrict, tlp.Green, tlp.Green, tlp.Clear, tlp.Red}
	case len(marks) == 0:
		marks = []tlp.Mark{tlp.Green, tlp.Green, tlp.Green, tlp.Clear}
	}
	var usable []tlp.Mark
	for _, m := range marks {
		if m <= tlp.Green || m < tlp.Red && audience || m == tlp.Red && len(o.Members) > 0 {
			usable = append(usable, m)
		}
	}
	if len(usable) == 0 {
		usable = []tlp.Mark{tlp.Green}
	}
	return usable
}
