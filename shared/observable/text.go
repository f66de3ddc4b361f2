package observable

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// western writes what copying from a page in another script makes of plain text as plain text:
// NFKC (UAX #15; fullwidth forms, ligatures), and the decimal digits of any script as ASCII.
func western(v string) string {
	if ascii(v) {
		return v
	}
	return strings.Map(digit, norm.NFKC.String(v))
}

// digit is the ASCII digit of a decimal digit of any script, and any other rune itself. Each
// script's ten stand in a row, zero first (Unicode, section 4.6), some rows one after another.
func digit(r rune) rune {
	if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
		return r
	}
	zero := r
	for unicode.Is(unicode.Nd, zero-1) {
		zero--
	}
	return '0' + (r-zero)%10
}

func ascii(v string) bool {
	for i := range len(v) {
		if v[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// compact is western text without blanks, invisible marks and these separators, as codes are
// grouped for people's eyes.
func compact(v, separators string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) || strings.ContainsRune(separators, r) || unicode.Is(unicode.Pd, r) && strings.ContainsRune(separators, '-') {
			return -1
		}
		return r
	}, western(v))
}

// code is a compact text in upper case: the form of most codes that a standard gives out.
func code(v string) string { return upper(compact(v, "-")) }

// upper is strings.ToUpper for ASCII, and leaves all else alone: a letter that only becomes an
// ASCII one in another case is another.
func upper(v string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - ('a' - 'A')
		}
		return r
	}, v)
}

func digits(v string) bool {
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return v != ""
}

// unlike reports the first rune of a code that is neither an ASCII digit nor an ASCII upper-case
// letter.
func unlike(v string) (rune, bool) {
	for _, r := range v {
		if !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z') {
			return r, true
		}
	}
	return 0, false
}

// caseless is text for comparing: NFKC, full case folding (Unicode, section 3.13, D147), digits
// as ASCII, single blanks. ok is false for the few texts that have no stable form.
func caseless(v string) (folded string, ok bool) {
	for range 4 {
		next := strings.Join(strings.FieldsFunc(norm.NFKC.String(cases.Fold().String(western(v))), blank), " ")
		if next == v {
			return v, true
		}
		v = next
	}
	return v, false
}

// plainly is caseless text with some of its marks written another way. Folding brings marks of its
// own (ŉ is ʼn), so both are done until nothing changes.
func plainly(v string, mark func(rune) rune) (folded string, ok bool) {
	for range 3 {
		next, stable := caseless(strings.Map(mark, v))
		if !stable {
			return "", false
		}
		if next == v {
			return v, true
		}
		v = next
	}
	return v, strings.Map(mark, v) == v
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// skeleton is caseless text without marks and joiners: accents, and the vowel signs and tatweel
// of Arabic, whose letters that a hand writes for one another become one (alif with and without
// hamza, alif maqsura and ya, ta marbuta and ha).
func skeleton(v string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ':
			return -1
		case r == 'ى' || r == 'ی':
			return 'ي'
		case r == 'ٱ':
			return 'ا'
		case r == 'ة':
			return 'ه'
		case r == 'ک':
			return 'ك'
		}
		return r
	}, norm.NFD.String(v)))
}

// solid holds for letters of scripts in which a blank between words means nothing.
func solid(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// joined writes words with blanks between them, but none beside a letter that needs none.
func joined(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if first, _ := utf8.DecodeRuneInString(w); i > 0 && !solid(first) {
			if last, _ := utf8.DecodeLastRuneInString(words[i-1]); !solid(last) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(w)
	}
	return b.String()
}
