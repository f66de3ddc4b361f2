package observable

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// maxPhone is the limit on a number as it was given, in bytes.
const maxPhone = 128

// parsePhone gives a number its E.164 form. One without "+" needs a region. A number is
// taken if it is possible in its country: lists of ranges in use age faster than fraud does.
func parsePhone(v, region string) (string, error) {
	if rest, ok := strings.CutPrefix(v, "tel:"); ok {
		v = rest
	}
	if err := checkPhone(v); err != nil {
		return "", err
	}
	region, err := parseRegion(region)
	if err != nil {
		return "", err
	}
	if region == "" && !international(v) {
		return "", &Error{Field: "region", Rule: "phone-ambiguous", Detail: "the number has no country; begin it with + and the country code, or give a region such as CN"}
	}
	e164, err := dial(v, region)
	if err != nil {
		return "", err
	}
	if again, err := dial(e164, ""); err != nil || again != e164 {
		return "", wrong("phone-number", "%s can be read as more than one number; write it as +, country code and number", quote(v))
	}
	return e164, nil
}

func dial(v, region string) (string, error) {
	n, err := phonenumbers.Parse(v, region)
	if err != nil {
		return "", wrong("phone-number", "%s is not a telephone number; write it as +, country code and number", quote(v))
	}
	if r := phonenumbers.IsPossibleNumberWithReason(n); r != phonenumbers.IS_POSSIBLE {
		return "", wrong("phone-number", "%s does not have as many digits as a number of country code +%d", quote(v), n.GetCountryCode())
	}
	return phonenumbers.Format(n, phonenumbers.E164), nil
}

// checkPhone refuses what is more than one number.
func checkPhone(v string) error {
	if len(v) > maxPhone {
		return wrong("length", "the number has %d bytes; the most is %d", len(v), maxPhone)
	}
	for _, r := range v {
		switch {
		case unicode.Is(unicode.Nd, r), unicode.IsSpace(r), unicode.Is(unicode.Pd, r), unicode.Is(unicode.Bidi_Control, r), strings.ContainsRune("+＋.()/", r):
		case unicode.IsLetter(r), r == ';', r == '#', r == ',':
			return wrong("phone-extension", "give the number alone, in digits: no words, letters or extension")
		default:
			return wrong("character", "%s cannot be in a telephone number", quote(string(r)))
		}
	}
	return nil
}

func international(v string) bool {
	v = strings.TrimLeftFunc(v, func(r rune) bool { return r == '(' || invisible(r) })
	return strings.HasPrefix(v, "+") || strings.HasPrefix(v, "＋")
}

// parseRegion reads an ISO 3166-1 alpha-2 code.
func parseRegion(region string) (string, error) {
	r := strings.ToUpper(strings.TrimSpace(region))
	if r != "" && phonenumbers.GetCountryCodeForRegion(r) == 0 {
		hint := ""
		if r == "UK" {
			hint = "; the United Kingdom is GB"
		}
		return "", &Error{Field: "region", Rule: "region", Detail: fmt.Sprintf("%s is not a country; give its two letters, as in ISO 3166-1%s", quote(region), hint)}
	}
	return r, nil
}
