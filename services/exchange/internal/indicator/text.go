package indicator

import (
	"strconv"

	"github.com/entente-hub/entente/services/exchange/internal/wording"
	"github.com/entente-hub/entente/shared/catalog"
)

// worded refuses free text in which something is found that must not be shared, with ErrText. The
// reason of a change is text, too; the values of links are none.
func worded(i *catalog.Indicator) error {
	f, found := ErrText, false
	look := func(pointer, text string) {
		for _, x := range wording.Find(text) {
			f, found = f.At(pointer, "%s", explain(x)), true
		}
	}
	look("/note", i.Note)
	look("/reason", i.Reason)
	look("/force/reason", i.Forced)
	for n, tag := range i.Tags {
		look("/tags/"+strconv.Itoa(n), tag)
	}
	if !found {
		return nil
	}
	return f.With("Say it without, and send it again.")
}

// explain says what is wrong with a finding, and why.
func explain(x wording.Finding) string {
	why := "commercially sensitive information, which competitors do not exchange (EU Horizontal Guidelines 2023, chapter 6)"
	switch x.Rule {
	case wording.Card:
		why = "the number of a payment card (PCI DSS)"
	case wording.Buyer:
		why = "what names a test buyer; test-purchase identities never enter the hub"
	}
	return x.Rule + ": " + quote(x.Excerpt) + " looks like " + why
}
