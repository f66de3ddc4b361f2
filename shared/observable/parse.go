package observable

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options are what a value alone does not say.
type Options struct {
	// Region is the country that a telephone number without "+" is dialled in: an ISO 3166-1
	// alpha-2 code, e.g. "CN". Other types ignore it.
	Region string
}

// maxRaw is the limit on a value as it was given, in bytes: ample for an address of 2048
// bytes in its longest script.
const maxRaw = 8192

// Parse reads a value of the named type and gives it its one form. Blanks and invisible
// marks around the value are dropped, and a defanged one (hxxps://shop[.]example) is made
// whole. Every error is an *Error.
func Parse(typeName, value string, o Options) (Observable, error) {
	t, ok := ParseType(typeName)
	if !ok {
		return Observable{}, &Error{Field: "type", Rule: "type", Detail: fmt.Sprintf("%s is not a type of observable; it is one of %s", quote(typeName), strings.Join(names[:], ", "))}
	}
	return parse(t, value, o)
}

func parse(t Type, value string, o Options) (Observable, error) {
	canonical, err := canonicalise(t, value, o)
	if err != nil {
		return Observable{}, err
	}
	out := Observable{Type: t, Raw: value, Canonical: canonical, Version: Version}
	if t == Phone && o.Region != "" {
		if bare, err := canonicalise(t, value, Options{}); err != nil || bare != canonical {
			out.Region, err = parseRegion(o.Region)
			return out, err
		}
	}
	return out, nil
}

// Guess reads a value of which nobody says what it is, as every type that it fits: as a name only
// where it fits no other, for nearly any word could be one.
func Guess(value string, o Options) []Observable {
	var all []Observable
	for t := range Count {
		if t == PersonName && len(all) > 0 {
			continue
		}
		if found, err := parse(t, value, o); err == nil {
			all = append(all, found)
		}
	}
	return all
}

func canonicalise(t Type, value string, o Options) (string, error) {
	if len(value) > maxRaw {
		return "", wrong("length", "the value has %d bytes; the most is %d", len(value), maxRaw)
	}
	v, err := clean(value)
	if err != nil {
		return "", err
	}
	switch t {
	case Domain:
		return parseDomain(v)
	case ListingURL, StoreURL:
		return parseURL(t, v)
	case MarketplaceSeller:
		return parseSeller(v)
	case Email:
		return parseEmail(v)
	case Phone:
		return parsePhone(v, o.Region)
	case IBAN:
		return parseIBAN(v)
	case BankAccount:
		return parseBank(v)
	case PaymentAccount, SocialHandle, TrackingID, App, Waybill:
		return schemes[t]().parse(v)
	case CryptoWallet:
		return parseWallet(v)
	case Company:
		return parseCompany(v)
	case Image, TLSCertificate:
		return parseHash(t, v)
	case Address:
		return parsePostal(v)
	case IP:
		return parseIP(v)
	case GTIN:
		return parseGTIN(v)
	case PersonName:
		return parsePerson(v)
	case Count:
	}
	return "", &Error{Field: "type", Rule: "type", Detail: fmt.Sprintf("%s is not a type of observable", t)}
}

// clean drops blanks and invisible marks at both ends and refuses what no value of any type
// can hold.
func clean(value string) (string, error) {
	v := value
	if !tidy(v) {
		v = strings.TrimFunc(v, invisible)
	}
	if v == "" {
		return "", wrong("empty", "the value is empty")
	}
	for i := range len(v) {
		if c := v[i]; c < ' ' || c == 0x7f {
			return "", wrong("control-character", "there is a control character at byte %d; remove it", i)
		} else if c >= utf8.RuneSelf {
			if !utf8.ValidString(v) {
				return "", wrong("encoding", "the value is not valid UTF-8")
			}
			if j := strings.IndexFunc(v, unicode.IsControl); j >= 0 {
				return "", wrong("control-character", "there is a control character at byte %d; remove it", j)
			}
			break
		}
	}
	return v, nil
}

// tidy is the common case of clean: both ends are visible ASCII.
func tidy(v string) bool {
	return v != "" && v[0] > ' ' && v[0] < 0x7f && v[len(v)-1] > ' ' && v[len(v)-1] < 0x7f
}

// invisible holds for blanks and for the marks that copying from a page in a right-to-left
// script brings along (directional marks, zero-width space, byte order mark).
func invisible(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || unicode.Is(unicode.Bidi_Control, r)
}
