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
	if err := checkOne(v, region); err != nil {
		return "", err
	}
	if !international(v) && local(v, region) {
		return "", wrong("phone-ambiguous", "%s may lack its area code; begin it with + and the country code", quote(v))
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

// checkOne refuses a second number, or another ending, behind a slash (030 123456/78). One
// behind an area code (030/123456) is how some countries write.
func checkOne(v, region string) error {
	for i := range len(v) {
		if v[i] != '/' {
			continue
		}
		n, err := phonenumbers.Parse(v[:i], region)
		if rest := strings.TrimFunc(v[i+1:], func(r rune) bool { return !unicode.IsDigit(r) }); err == nil && phonenumbers.IsValidNumber(n) && rest != "" ||
			len([]rune(rest)) <= 2 && rest != "" {
			return wrong("phone-several", "%s is more than one number, or one with several endings; give each by itself", quote(v))
		}
	}
	return nil
}

// local holds for a number as it may be dialled within one town: without the prefix that an
// area code has, and in no range that the country has given out.
func local(v, region string) bool {
	trunk := phonenumbers.GetNddPrefixForRegion(region, true)
	if trunk != "" && strings.HasPrefix(phonenumbers.NormalizeDigitsOnly(v), trunk) {
		return false
	}
	n, err := phonenumbers.Parse(v, region)
	return err == nil && phonenumbers.IsPossibleNumber(n) && !phonenumbers.IsValidNumber(n)
}

func international(v string) bool {
	v = strings.TrimLeftFunc(v, func(r rune) bool { return r == '(' || invisible(r) })
	return strings.HasPrefix(v, "+") || strings.HasPrefix(v, "＋")
}

// parseRegion reads an ISO 3166-1 alpha-2 code.
func parseRegion(region string) (string, error) {
	given := strings.TrimSpace(region)
	r := strings.ToUpper(given)
	if r != "" && (len(given) != 2 || phonenumbers.GetCountryCodeForRegion(r) == 0) {
		hint := ""
		if r == "UK" {
			hint = "; the United Kingdom is GB"
		}
		return "", &Error{Field: "region", Rule: "region", Detail: fmt.Sprintf("%s is not a country; give its two letters, as in ISO 3166-1%s", quote(region), hint)}
	}
	return r, nil
}
