package indicator

import "slices"

// Vocabulary is a closed list of words. The zero word means "not given" and is not in it.
type Vocabulary []string

// Has reports whether w is one of the words.
func (v Vocabulary) Has(w string) bool { return slices.Contains(v, w) }

// Infringements are what can be wrong with goods or a shop, as brand protection names it.
func Infringements() Vocabulary {
	return Vocabulary{"counterfeit", "piracy", "lookalike", "trademark", "copyright", "design", "patent", "grey_market", "fraud", "other"}
}

// Bases are the grounds on which a member makes its claim (design: domain.md).
func Bases() Vocabulary {
	return Vocabulary{"test_purchase", "expert_examination", "customs_or_court", "marketplace_confirmation", "image_match", "report"}
}

// Attributions are how much of the publisher others learn.
func Attributions() Vocabulary { return Vocabulary{"named", "pseudonymous", "withheld"} }

// Relations are how a linked observable belongs with the indicator's own.
func Relations() Vocabulary {
	return Vocabulary{"contact", "payment", "ships_from", "same_operator", "alias", "hosts"}
}
