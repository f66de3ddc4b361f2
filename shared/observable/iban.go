package observable

import (
	"fmt"
	"strings"
)

// parseIBAN gives an account number of ISO 13616-1 its electronic form: upper case, no blanks.
// Length and structure are those that the country registered with SWIFT; the check digits are
// those of ISO/IEC 7064, MOD 97-10.
func parseIBAN(v string) (string, error) {
	s := code(v)
	if rest, ok := strings.CutPrefix(s, "IBAN"); ok {
		s = strings.TrimPrefix(rest, ":")
	}
	if r, ok := unlike(s); ok {
		return "", wrong("character", "%s cannot be in an IBAN; it is letters and digits", quote(string(r)))
	}
	if len(s) < 5 || digits(s[:1]) || digits(s[1:2]) || !digits(s[2:4]) {
		return "", wrong("iban-form", "an IBAN begins with two letters for its country and two check digits; for any other account use the type bank_account")
	}
	form, ok := ibans[s[:2]]
	if !ok {
		return "", wrong("iban-country", "%s gives out no IBAN; use the type bank_account", quote(s[:2]))
	}
	if want := 4 + form.length(); len(s) != want {
		return "", wrong("length", "an IBAN of %s has %d characters; there are %d", s[:2], want, len(s))
	}
	if !form.fits(s[4:]) {
		return "", wrong("iban-structure", "what follows the check digits is not as %s builds it (%s; n: digits, a: letters, c: either)", s[:2], form)
	}
	if check := s[2:4]; check < "02" || check > "98" || mod97(s[4:]+s[:4]) != 1 {
		return "", wrong("check-digit", "the check digits do not fit: a character is mistyped or missing")
	}
	return s, nil
}

// bban is how a country builds what follows the check digits: runs of n (digits), a (letters)
// and c (either), each with its length, e.g. "a4n14".
type bban string

// each calls yield with the runs of b until it returns false.
func (b bban) each(yield func(kind byte, n int) bool) {
	for i := 0; i < len(b); {
		kind, n := b[i], 0
		for i++; i < len(b) && b[i] <= '9'; i++ {
			n = n*10 + int(b[i]-'0')
		}
		if !yield(kind, n) {
			return
		}
	}
}

func (b bban) length() (sum int) {
	b.each(func(_ byte, n int) bool {
		sum += n
		return true
	})
	return sum
}

func (b bban) fits(s string) bool {
	fits := true
	b.each(func(kind byte, n int) bool {
		for i := range n {
			if digit := s[i] <= '9'; digit && kind == 'a' || !digit && kind == 'n' {
				fits = false
			}
		}
		s = s[n:]
		return fits
	})
	return fits
}

// account is the key of the account in a canonical IBAN, as a bank_account has it; false where
// the country's structure does not say surely which part is the clearing code and which the
// account.
func account(iban string) (Key, bool) {
	if len(iban) < 2 {
		return "", false
	}
	split, ok := national[iban[:2]]
	if !ok || len(iban) != 4+split.skip+split.clearing+split.account {
		return "", false
	}
	rest := iban[4+split.skip:]
	clearing, number := rest[:split.clearing], rest[split.clearing:]
	return Key(fmt.Sprintf("%s:%s:%s:%s", BankAccount, iban[:2], clearing, number)), true
}

// national says where an IBAN holds what is used within the country (SWIFT IBAN Registry, "Bank
// identifier position" and "Branch identifier position").
var national = map[string]struct{ skip, clearing, account int }{
	"AT": {0, 5, 11}, // Bankleitzahl
	"DE": {0, 8, 10}, // Bankleitzahl
	"GB": {4, 6, 8},  // sort code, after the bank's four letters
	"IE": {4, 6, 8},  // sort code, after the bank's four letters
	"NL": {0, 4, 10}, // the bank's four letters
}

// ibans are the structures of SWIFT's IBAN Registry (the register of ISO 13616-2), by country.
var ibans = map[string]bban{
	"AD": "n8c12", "AE": "n19", "AL": "n8c16", "AT": "n16", "AZ": "a4c20", "BA": "n16", "BE": "n12", "BG": "a4n6c8",
	"BH": "a4c14", "BI": "n23", "BR": "n23a1c1", "BY": "c4n4c16", "CH": "n5c12", "CR": "n18", "CY": "n8c16", "CZ": "n20",
	"DE": "n18", "DJ": "n23", "DK": "n14", "DO": "c4n20", "EE": "n16", "EG": "n25", "ES": "n20", "FI": "n14",
	"FK": "a2n12", "FO": "n14", "FR": "n10c11n2", "GB": "a4n14", "GE": "a2n16", "GI": "a4c15", "GL": "n14", "GR": "n7c16",
	"GT": "c24", "HN": "a4n20", "HR": "n17", "HU": "n24", "IE": "a4n14", "IL": "n19", "IQ": "a4n15", "IS": "n22",
	"IT": "a1n10c12", "JO": "a4n4c18", "KW": "a4c22", "KZ": "n3c13", "LB": "n4c20", "LC": "a4c24", "LI": "n5c12", "LT": "n16",
	"LU": "n3c13", "LV": "a4c13", "LY": "n21", "MC": "n10c11n2", "MD": "c20", "ME": "n18", "MK": "n3c10n2", "MN": "n16",
	"MR": "n23", "MT": "a4n5c18", "MU": "a4n19a3", "NI": "a4n20", "NL": "a4n10", "NO": "n11", "OM": "n3c16", "PK": "a4c16",
	"PL": "n24", "PS": "a4c21", "PT": "n21", "QA": "a4c21", "RO": "a4c16", "RS": "n18", "RU": "n14c15", "SA": "n2c18",
	"SC": "a4n20a3", "SD": "n14", "SE": "n20", "SI": "n15", "SK": "n20", "SM": "a1n10c12", "SO": "n19", "ST": "n21",
	"SV": "a4n20", "TL": "n19", "TN": "n20", "TR": "n6c16", "UA": "n6c19", "VA": "n18", "VG": "a4n16", "XK": "n16",
	"YE": "a4n4c18",
}
