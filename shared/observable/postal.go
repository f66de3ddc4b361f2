package observable

import (
	"strings"
	"unicode"
)

// maxPostal is the limit on a canonical address, in bytes.
const maxPostal = 600

// parsePostal reads a postal address in the parts of ISO 19160-4: country; postal code; city;
// street and number; and whatever more there is, from the larger to the smaller, with semicolons
// between. The country is an ISO 3166-1 code; a postal code or a city may be empty, not both.
// All is folded for comparing: NFKC, lower case, single blanks.
func parsePostal(v string) (string, error) {
	parts := strings.Split(strings.NewReplacer("；", ";", "؛", ";", "\u037e", ";", "︔", ";", "﹔", ";").Replace(v), ";")
	if len(parts) < 4 {
		return "", wrong("address-form", "write country; postal code; city; street and number, e.g. CN; 510600; Guangzhou; Zhanxi Lu 12")
	}
	country := code(parts[0])
	if err := checkCountry(country); err != nil {
		return "", err
	}
	kept := []string{country}
	for i, p := range parts[1:] {
		p, err := part(p)
		if err != nil {
			return "", err
		}
		if i == 0 {
			p = strings.ReplaceAll(p, " ", "")
		}
		if p != "" || i < 2 {
			kept = append(kept, p)
		}
	}
	switch s := strings.Join(kept, ";"); {
	case kept[1] == "" && kept[2] == "":
		return "", wrong("address-form", "give a postal code, a city, or both")
	case len(kept) < 4:
		return "", wrong("address-form", "give the street and the number; a city alone is nobody's address")
	case len(s) > maxPostal:
		return "", wrong("length", "the address has %d bytes; the most is %d", len(s), maxPostal)
	default:
		return s, nil
	}
}

// part folds one part of an address.
func part(p string) (string, error) {
	p, ok := plainly(p, func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.Is(unicode.Pd, r):
			return '-'
		}
		return r
	})
	if !ok || strings.ContainsRune(p, ';') {
		return "", wrong("unstable", "%s has no stable form in Unicode", quote(p))
	}
	return strings.Trim(p, " ,"), nil
}

// streets are words that a hand abbreviates, one of many: all that folding needs to know.
var streets = map[string]string{
	"street": "st", "strasse": "str", "road": "rd", "avenue": "ave", "av": "ave", "boulevard": "blvd", "bd": "blvd",
	"lane": "ln", "drive": "dr", "square": "sq", "building": "bldg", "floor": "fl", "apartment": "apt", "suite": "ste",
	"number": "no", "lu": "rd", "jie": "st", "calle": "c", "via": "v", "rue": "r", "شارع": "ش",
}

// foldPostal is what an address is found by when it is written another way: the country, the
// postal code or else the city, and the words of the rest without accents, punctuation and the
// usual abbreviations. It is weak: a warehouse has many tenants.
func foldPostal(canonical string) string {
	parts := strings.Split(canonical+";;;", ";") // so that there are all that are looked at
	where := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, skeleton(parts[1]))
	if where == "" {
		where = skeleton(parts[2])
	}
	words := strings.FieldsFunc(skeleton(strings.Join(parts[3:], " ")), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		if short, ok := streets[w]; ok {
			words[i] = short
		} else if stem, ok := strings.CutSuffix(w, "strasse"); ok {
			words[i] = stem + "str"
		}
	}
	return parts[0] + ":" + where + ":" + joined(words)
}
