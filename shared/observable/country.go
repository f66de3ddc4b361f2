package observable

import (
	"strings"

	"golang.org/x/text/language"
)

// checkCountry refuses what is not an ISO 3166-1 alpha-2 code in upper case.
func checkCountry(s string) error {
	if len(s) == 2 && s != "ZZ" {
		if r, err := language.ParseRegion(s); err == nil && r.IsCountry() && r.Canonicalize() == r && r.String() == s {
			return nil
		}
	}
	hint := ""
	if strings.EqualFold(s, "UK") {
		hint = "; the United Kingdom is GB"
	}
	return wrong("country", "%s is not a country; write its two letters, as in ISO 3166-1%s", quote(s), hint)
}
