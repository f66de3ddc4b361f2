package mark

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mtibben/confusables"
	"golang.org/x/text/unicode/norm"
)

// Fold gives two texts that read alike the same form: the skeleton of UTS #39, section 4, without
// case and diacritics, and on from there where a Latin reader is deceived in small letters and
// the standard, which tells all letters apart, is not: i for l, 5 for s, vv for w. It is for
// comparing and not for showing, and Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	if !simple(s) {
		for range 4 { // a replacement's small letter may be confusable in its turn
			next := small(confusables.Skeleton(strings.ToLower(s)))
			if next == s {
				break
			}
			s = next
		}
	}
	return string(foldASCII(make([]byte, 0, len(s)), s))
}

// foldASCII appends the fold of a text: what is not ASCII stays as it is.
func foldASCII(b []byte, s string) []byte {
	from := len(b)
	for i := range len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			c = alike[c]
		}
		if last := len(b) - 1; last >= from && (c == 'n' && b[last] == 'r' || c == 'v' && b[last] == 'v') {
			b[last] = map[byte]byte{'n': 'm', 'v': 'w'}[c]
			continue
		}
		b = append(b, c)
	}
	return b
}

// alike has what each byte of ASCII reads like in a name.
var alike = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		t[c] = byte(unicode.ToLower(rune(c)))
	}
	t['0'], t['1'], t['3'], t['5'], t['i'], t['I'], t['|'] = 'o', 'l', 'e', 's', 'l', 'l', 'l'
	return t
}()

// small is text in small letters without diacritics, and small capitals as what they stand for.
func small(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		if c, ok := capitals[r]; ok {
			return c
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// capitals are what the skeletons of в, к, м, н and т are, which read as B, K, M, H and T.
var capitals = map[rune]rune{'ʙ': 'b', 'ĸ': 'k', 'ᴋ': 'k', 'ᴍ': 'm', 'ʍ': 'm', 'ʜ': 'h', 'ᴛ': 't', 'ɴ': 'n', 'ʀ': 'r', 'ʟ': 'l', 'ɢ': 'g'}

// plain is the letters and digits of a text as it spells them, small and without diacritics.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(s))
}

// simple reports whether s is of letters, digits and hyphens of ASCII, of which alike has the whole skeleton.
func simple(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') && s[i] != '-' {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
