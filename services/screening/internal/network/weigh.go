package network

import (
	"maps"
	"math"
	"slices"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/observable"
)

// The weights are ours: there is no standard for them. They are chosen so that one sure claim of
// contact or payment reaches five steps, and an unsure one two.
var (
	relations = map[string]float64{
		"same_operator": 0.95, "alias": 0.9, "payment": 0.85, "contact": 0.8, "hosts": 0.7, "ships_from": 0.6,
		MatchKey: 0.9, OnDomain: 0.8,
	}
	bases = map[string]float64{
		"test_purchase": 1, "customs_or_court": 1, "expert_examination": 0.95, "marketplace_confirmation": 0.95, "image_match": 0.8, "report": 0.75,
	}
)

const (
	otherRelation = 0.5
	otherBasis    = 0.85 // not given, or not for the viewer to read
	weakType      = 0.5
	heaviest      = 0.99
)

// weak holds for what many strangers share: a house, a name, a server, a product, a picture that was
// copied from the brand. It is shown, and nothing is gone through it (design: domain.md: "a weak
// edge", "never the only key").
func weak(t observable.Type) bool {
	switch t { //nolint:exhaustive // the others are somebody's
	case observable.IP, observable.GTIN, observable.Image:
		return true
	}
	return t.Weak()
}

// weigh is what one claim is worth as a witness.
func weigh(k *catalog.Claim) float64 {
	basis, ok := bases[k.Basis]
	if !ok {
		basis = otherBasis
	}
	confidence := 75.0
	if k.Confidence >= 0 {
		confidence = 50 + float64(k.Confidence)/2
	}
	return basis * confidence / 100
}

// bond is an edge while its witnesses are gathered.
type bond struct {
	from, to  observable.Observable
	relation  string
	witnesses map[string]float64 // by source: the best of each
	claims    []*catalog.Claim
}

func (b *bond) witness(k *catalog.Claim) {
	b.witnesses[k.Source] = max(b.witnesses[k.Source], weigh(k))
	b.claims = append(b.claims, k)
}

// weight joins the witnesses as if each were wrong by itself: 1 - (1-a)(1-b)…, of a relation's own
// weight; to a thousandth, so that it hangs on no order.
func (b *bond) weight() float64 {
	w, ok := relations[b.relation]
	if !ok {
		w = otherRelation
	}
	if len(b.witnesses) > 0 {
		wrong := 1.0
		for _, x := range slices.Sorted(maps.Values(b.witnesses)) {
			wrong *= 1 - w*x
		}
		w = 1 - wrong
	}
	if weak(b.from.Type) || weak(b.to.Type) {
		w *= weakType
	}
	if b.relation == OnDomain && b.from.Type == observable.Email {
		w *= weakType
	}
	return math.Round(1000*min(w, heaviest)) / 1000
}

// damp is how much less is tied through an observable the more neighbours it has.
func damp(neighbours int) float64 {
	return min(1, 2/math.Log2(float64(max(2, neighbours))))
}
