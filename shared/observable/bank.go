package observable

import (
	"regexp"
	"strings"
)

// parseBank reads country:clearing:account: an ISO 3166-1 code, the code by which the country's
// clearing knows the bank or the branch (or its BIC, ISO 9362), and the account as the bank
// numbers it. Blanks and hyphens are dropped, letters are upper case. Where the country fixes
// how many digits an account has it is filled up with zeros, as banks themselves do.
func parseBank(v string) (string, error) {
	parts := strings.Split(strings.ReplaceAll(western(v), "/", ":"), ":")
	if len(parts) == 1 {
		if iban, err := parseIBAN(v); err == nil {
			return "", wrong("bank-iban", "%s is an IBAN; use the type iban", quote(iban[:4]+"…"))
		}
	}
	if len(parts) != 3 {
		return "", wrong("bank-form", "write country:clearing:account, e.g. GB:601613:31926819")
	}
	for i := range parts {
		parts[i] = code(parts[i])
		if r, ok := unlike(parts[i]); ok {
			return "", wrong("character", "%s cannot be in a bank account; it is letters and digits", quote(string(r)))
		}
	}
	country, clearing, number := parts[0], parts[1], parts[2]
	if err := checkCountry(country); err != nil {
		return "", err
	}
	if clearing == "" || number == "" {
		return "", wrong("bank-form", "write country:clearing:account; none of them is empty")
	}
	if iban, err := parseIBAN(number); err == nil {
		return "", wrong("bank-iban", "%s is an IBAN; use the type iban", quote(iban[:4]+"…"))
	}
	if bic.MatchString(clearing) && clearing[4:6] == country {
		clearing = strings.TrimSuffix(clearing, "XXX") // the head office: ISO 9362 lets it be left out
	} else if is, ok := clearings[country]; ok && !is.fits(clearing) {
		return "", wrong("bank-clearing", "%s is not the code of a bank in %s; it is %s, or the bank's BIC", quote(clearing), country, is.is)
	} else if len(clearing) > 12 {
		return "", wrong("length", "the clearing code has %d characters; the most is 12", len(clearing))
	}
	if n := national[country].account; n > 0 && !bic.MatchString(clearing) {
		if !digits(number) || len(number) > n {
			return "", wrong("bank-account", "%s is not an account in %s, which has up to %d digits", quote(number), country, n)
		}
		number = strings.Repeat("0", n-len(number)) + number
	}
	if len(number) > 34 || len(number) < 3 {
		return "", wrong("length", "the account has %d characters; it has 3 to 34", len(number))
	}
	return country + ":" + clearing + ":" + number, nil
}

// bic is a business identifier code (ISO 9362): bank, country, place, branch or none.
var bic = regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$`)

type clearing struct {
	pattern *regexp.Regexp
	check   func(string) bool // may be nil
	is      string
}

func (c clearing) fits(s string) bool {
	return c.pattern.MatchString(s) && (c.check == nil || c.check(s))
}

// clearings are the codes of the countries that have one kind of them. The source of each is
// beside it; where there is none here a code has up to 12 letters and digits.
var clearings = map[string]clearing{
	"AT": {regexp.MustCompile(`^[0-9]{5}$`), nil, "a Bankleitzahl of 5 digits"},                                       // OeNB, SEPA-Zahlungsverkehrs-Verzeichnis
	"AU": {regexp.MustCompile(`^[0-9]{6}$`), nil, "a BSB of 6 digits"},                                                // AusPayNet, BSB procedures
	"BR": {regexp.MustCompile(`^[0-9]{3}[0-9X]{0,5}$`), nil, "a COMPE code of 3 digits, with or without the branch"},  // Banco Central do Brasil
	"CA": {regexp.MustCompile(`^0?[0-9]{8}$`), nil, "institution and transit number, 8 or 9 digits"},                  // Payments Canada, rule A4
	"CN": {regexp.MustCompile(`^[0-9]{12}$`), nil, "a CNAPS code of 12 digits"},                                       // People's Bank of China, CNAPS
	"DE": {regexp.MustCompile(`^[1-8][0-9]{7}$`), nil, "a Bankleitzahl of 8 digits"},                                  // Deutsche Bundesbank, Bankleitzahlendatei
	"GB": {regexp.MustCompile(`^[0-9]{6}$`), nil, "a sort code of 6 digits"},                                          // Pay.UK, EISCD
	"HK": {regexp.MustCompile(`^[0-9]{3}(?:[0-9]{3})?$`), nil, "a bank code of 3 digits, with or without the branch"}, // HKICL, clearing codes
	"IE": {regexp.MustCompile(`^[0-9]{6}$`), nil, "a sort code of 6 digits"},                                          // BPFI, NSC rules
	"IN": {regexp.MustCompile(`^[A-Z]{4}0[A-Z0-9]{6}$`), nil, "an IFSC of 11 characters"},                             // Reserve Bank of India, NEFT
	"JP": {regexp.MustCompile(`^[0-9]{7}$`), nil, "bank and branch code, 7 digits"},                                   // Zengin-Net
	"NL": {regexp.MustCompile(`^[A-Z]{4}$`), nil, "the bank's 4 letters"},                                             // Betaalvereniging, BIC list
	"US": {regexp.MustCompile(`^[0-9]{9}$`), aba, "an ABA routing number of 9 digits whose check digit fits"},         // ABA, Key to Routing Numbers
	"ZA": {regexp.MustCompile(`^[0-9]{6}$`), nil, "a branch code of 6 digits"},                                        // BankservAfrica
}

// aba checks a routing number (American Bankers Association; weights 3, 7, 1, modulo 10).
func aba(s string) bool { return s != "000000000" && weighed(s, 3, 7, 1)%10 == 0 }
