package indicator

import (
	"slices"
	"strconv"

	"github.com/entente-hub/entente/services/exchange/internal/wording"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
)

// Text is one that an indicator has, and its place (a JSON pointer, RFC 6901).
type Text struct{ Pointer, Text string }

// Texts are what an indicator says in free text. The reason of a change is looked at by itself; the
// values of links are no text.
func Texts(i *catalog.Indicator) []Text {
	all := []Text{{"/note", i.Note}, {"/force/reason", i.Forced}}
	for n, tag := range i.Tags {
		all = append(all, Text{"/tags/" + strconv.Itoa(n), tag})
	}
	return slices.DeleteFunc(all, func(t Text) bool { return t.Text == "" })
}

// look looks for what members must not tell each other. It returns what a steward decides on, and
// ErrText where there is what no steward may let in.
func look(texts []Text) ([]catalog.Finding, error) {
	var found []catalog.Finding
	var never []fault.Field
	for _, t := range texts {
		for _, x := range wording.Find(t.Text) {
			if x.Rule == wording.Card || x.Rule == wording.Buyer {
				never = append(never, fault.Field{Pointer: t.Pointer, Detail: explain(x)})
			} else {
				found = append(found, catalog.Finding{Pointer: t.Pointer, Rule: x.Rule, Detail: explain(x)})
			}
		}
	}
	return found, Unsaid(never)
}

// added are the texts that a change brings.
func added(was, is *catalog.Indicator) []Text {
	before := Texts(was)
	return slices.DeleteFunc(Texts(is), func(t Text) bool {
		return slices.ContainsFunc(before, func(had Text) bool { return had.Text == t.Text })
	})
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
