package observable

import (
	"slices"
	"strings"
	"unicode"
)

// maxName is the limit on a canonical name, in bytes.
const maxName = 200

// parsePerson folds a person's name for comparing: NFKC, case folded, single blanks (design:
// domain.md). The order of its parts is kept, for it is not known; a match key sorts them. It
// refuses what cannot be a name, and a single letter.
func parsePerson(v string) (string, error) {
	s, ok := plainly(v, typed)
	if !ok {
		return "", wrong("unstable", "the name has no stable form in Unicode")
	}
	letters, run, dot := 0, 0, false
	for _, r := range s {
		if dot && unicode.IsLetter(r) {
			return "", wrong("person-dot", "a dot in a name stands behind an initial, or before a blank")
		}
		if dot = r == '.' && run > 1; r == '.' || r == ' ' {
			run = 0
		}
		switch {
		case unicode.IsLetter(r):
			run++
			letters++
		case unicode.Is(unicode.M, r), r == ' ', r == '\'', r == '-', r == '.', r == ',', r == '·', r == '\u200c', r == '\u200d':
		case unicode.IsDigit(r):
			return "", wrong("person-digit", "a person's name has no digits; use the type of what this is")
		default:
			return "", wrong("character", "%s cannot be in a person's name", quote(string(r)))
		}
	}
	switch {
	case letters < 2:
		return "", wrong("person-short", "a person's name has at least two letters")
	case len(s) > maxName:
		return "", wrong("length", "the name has %d bytes; the most is %d", len(s), maxName)
	}
	return s, nil
}

// typed is a mark as a plain hand types it in a name.
func typed(r rune) rune {
	switch r {
	case '’', 'ʼ', '`', '´', '＇':
		return '\''
	case '·', '・', '•', '‧', '･': // between the parts of a name written in Chinese or Japanese
		return '·'
	}
	if unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	if unicode.Is(unicode.Pd, r) {
		return '-'
	}
	return r
}

// foldPerson is a canonical name without accents and punctuation, its parts in order of the
// alphabet: "Zhang, Wei" and "Wei Zhang" meet. Where blanks mean nothing (张 伟) the parts stay in
// their order, the family's name first. It is weak: many people have one name.
func foldPerson(canonical string) string {
	parts := strings.FieldsFunc(skeleton(canonical), func(r rune) bool { return !unicode.IsLetter(r) })
	if !strings.ContainsFunc(canonical, func(r rune) bool { return unicode.IsLetter(r) && !solid(r) }) {
		return joined(parts)
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}
