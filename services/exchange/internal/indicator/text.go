package indicator

import (
	"slices"
	"strconv"

	"github.com/entente-hub/entente/services/exchange/internal/wording"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
)

// worded refuses free text in which something is found that must not be shared, with ErrText. The
// reason of a change is text, too; the values of links are none.
func worded(i *catalog.Indicator) error {
	all := slices.Concat(Said("/note", i.Note), Said("/reason", i.Reason), Said("/force/reason", i.Forced))
	for n, tag := range i.Tags {
		all = append(all, Said("/tags/"+strconv.Itoa(n), tag)...)
	}
	return Unsaid(all)
}

// Said returns what a text has that must not be shared, each with the place of the text (a JSON
// pointer, RFC 6901).
func Said(pointer, text string) []fault.Field {
	var all []fault.Field
	for _, x := range wording.Find(text) {
		all = append(all, fault.Field{Pointer: pointer, Detail: explain(x)})
	}
	return all
}

// Unsaid is ErrText with what was found, nil if nothing was.
func Unsaid(found []fault.Field) error {
	if len(found) == 0 {
		return nil
	}
	f := ErrText
	for _, x := range found {
		f = f.At(x.Pointer, "%s", x.Detail)
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
