package observable

import (
	"regexp"
	"strings"
)

// digitalLink is the GTIN in a GS1 Digital Link (GS1 Digital Link URI Syntax, section 4.9), and in
// an element string in front of which the application identifier stands.
var digitalLink = regexp.MustCompile(`^(?:https?://[^/?#]+(?:/[^?#]*)?/(?:01|gtin)/([0-9]{8,14})(?:[/?#].*)?|\(01\)\s*([0-9]{14})(?:\(.*)?)$`)

// parseGTIN reads a Global Trade Item Number of 8, 12, 13 or 14 digits and fills it up to 14, in
// which form all are one (GS1 General Specifications, section 3.3.2). One that a shop gave out
// for itself (restricted circulation, section 1.4) means another thing in the next shop and is
// refused.
func parseGTIN(v string) (string, error) {
	s := strings.TrimSpace(western(v))
	if m := digitalLink.FindStringSubmatch(s); m != nil {
		s = m[1] + m[2]
	}
	s = compact(s, "-")
	for _, name := range [...]string{"GTIN", "EAN", "UPC"} {
		if len(s) > len(name) && strings.EqualFold(s[:len(name)], name) {
			s = strings.TrimPrefix(s[len(name):], ":")
		}
	}
	if !digits(s) {
		return "", wrong("gtin-form", "%s is not a GTIN; it is the 8, 12, 13 or 14 digits under the bar code", quote(v))
	}
	switch n := len(s); n {
	case 8, 12, 13, 14:
	default:
		return "", wrong("length", "there are %d digits; a GTIN has 8, 12, 13 or 14", n)
	}
	if !mod10(s) {
		return "", wrong("check-digit", "the last digit does not fit the others: one is mistyped")
	}
	short := len(s) == 8
	s = strings.Repeat("0", 14-len(s)) + s
	if strings.Trim(s, "0") == "" {
		return "", wrong("gtin-form", "a GTIN is not all zeros")
	}
	if short || strings.HasPrefix(s, "000000") {
		if c := s[6]; c == '0' || c == '2' {
			return "", restricted()
		}
		return s, nil
	}
	switch prefix := s[1:3]; {
	case prefix == "02" || prefix == "04" || prefix[0] == '2' || strings.HasPrefix(s[1:], "00000"):
		return "", restricted()
	case prefix == "05" || s[1:4] == "981" || s[1:4] == "982" || s[1:4] == "983" || prefix == "99":
		return "", wrong("gtin-coupon", "this is the number of a coupon, not of goods (GS1 General Specifications, section 1.4.2)")
	}
	return s, nil
}

func restricted() error {
	return wrong("gtin-restricted", "a shop gave this number out for itself: elsewhere it is other goods (GS1 General Specifications, section 1.4.2)")
}
