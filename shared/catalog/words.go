package catalog

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// folded brings text into the form in which it is searched: compatibility forms, width and case
// are folded (Unicode NFKC and full case folding), what is put above and below letters is dropped
// where a script writes without it as often (Latin, Greek, Cyrillic, Arabic, Hebrew), and so is
// the tatweel, which stretches Arabic words.
func folded(s string) string {
	ascii, lower := true, true
	for n := range len(s) {
		ascii = ascii && s[n] < utf8.RuneSelf
		lower = lower && (s[n] < 'A' || s[n] > 'Z')
	}
	switch {
	case ascii && lower:
		return s
	case ascii:
		return strings.ToLower(s)
	}
	var b strings.Builder
	bare := false // the letter before is of a script that is searched without marks
	for _, r := range norm.NFKD.String(cases.Fold().String(norm.NFKC.String(s))) {
		switch {
		case r == tatweel || bare && unicode.Is(unicode.Mn, r):
			continue
		case !unicode.Is(unicode.Mn, r):
			bare = unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew)
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

const tatweel = '\u0640'

// MaxWords is how many words a question may have.
const MaxWords = 8

// wordsOf are the words of a question, folded: all must occur.
func wordsOf(text string) []string {
	words := strings.Fields(folded(text))
	slices.Sort(words)
	return slices.Compact(words)
}

// Words counts the words of a question as Query.Text has it.
func Words(text string) int { return len(wordsOf(text)) }

// spaceless are the scripts that write without spaces: a word of theirs may begin anywhere.
var spaceless = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// begins reports whether a word may begin between two characters of a folded text.
func begins(before, r rune) bool {
	return letter(r) && (!letter(before) || unicode.In(r, spaceless...) || unicode.In(before, spaceless...))
}

// bare is a word of a question without what is no letter before it: a word of a note begins with
// a letter or a digit.
func bare(word string) string {
	return strings.TrimLeftFunc(word, func(r rune) bool { return !letter(r) })
}

// notes reports whether a word of a folded note begins with a bare one.
func notes(note, word string) bool {
	if word == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(word)
	for from := 0; from < len(note); {
		n := strings.Index(note[from:], word)
		if n < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(note[:from+n]) // RuneError, no letter, at the start
		if begins(before, first) {
			return true
		}
		from += n + utf8.RuneLen(first)
	}
	return false
}

// gramSize is how many bytes a gram has at least: three letters of ASCII, two of most other
// alphabets, one Han character.
const gramSize = 3

// gramAt is the gram that begins at a place of a folded text: whole characters, "" where there are
// too few.
func gramAt(s string, from int) string {
	for to := from; to < len(s); {
		_, size := utf8.DecodeRuneInString(s[to:])
		if to += size; to-from >= gramSize {
			return s[from:to]
		}
	}
	return ""
}

// field says of which text a gram is.
type field byte

const (
	ofValue field = iota + 1
	ofNote
	ofRoot // the registrable domain, as a whole
)

// bucket is where the rows with a gram are listed. Grams that share one are told apart on the row.
func (f field) bucket(gram string) uint16 {
	h := uint32(2166136261) // FNV-1a
	h = (h ^ uint32(f)) * 16777619
	for n := range len(gram) {
		h = (h ^ uint32(gram[n])) * 16777619
	}
	return uint16(h ^ h>>16)
}

// inValue appends the buckets of a text that may occur anywhere in a value.
func inValue(to []uint16, text string) []uint16 {
	for n := range text { // at characters
		if gram := gramAt(text, n); gram != "" {
			to = append(to, ofValue.bucket(gram))
		}
	}
	return to
}

// inNote appends the buckets of the words of a note, or of a word that is looked for in notes.
func inNote(to []uint16, text string) []uint16 {
	before := ' '
	for n, r := range text {
		if begins(before, r) {
			if gram := gramAt(text, n); gram != "" {
				to = append(to, ofNote.bucket(gram))
			}
		}
		before = r
	}
	return to
}

// gramsOf are the buckets of all that an indicator says, sorted.
func gramsOf(i *Indicator) []uint16 {
	value := folded(i.Observable.Canonical)
	all := make([]uint16, 0, len(value)+len(i.Note)/4+1)
	all = inNote(inValue(all, value), folded(i.Note))
	if root := i.Observable.Registrable(); root != "" {
		all = append(all, ofRoot.bucket(root))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
