package mark

import (
	"strings"
	"unicode/utf8"
)

// mostParts is how many parts of a label are looked at, and mostJoined how many of them as one word.
const (
	mostParts  = 10
	mostJoined = 4
)

// Find returns the marks that a host looks like, one of each member, the strongest first. registrable
// is what of it somebody registered (observable.Observable.Registrable).
func (x *Index) Find(host, registrable string) []Likeness {
	if len(x.all) == 0 || registrable == "" || !strings.HasSuffix(host, registrable) {
		return nil
	}
	f := finder{x: x}
	f.label(spelled(first(registrable)), true)
	for below := strings.TrimSuffix(strings.TrimSuffix(host, registrable), "."); below != ""; {
		label, rest, _ := strings.Cut(below, ".")
		f.label(spelled(label), false)
		below = rest
	}
	return best(f.found)
}

func first(host string) string {
	label, _, _ := strings.Cut(host, ".")
	return label
}

// finder looks at the labels of one host.
type finder struct {
	x     *Index
	found []Likeness
	buf   [4 * longest]byte
}

// span is some parts of a label as one word.
type span struct {
	plain string
	fold  []byte
	whole bool // it is all of the label
	alone bool // all else in the label is of trade
}

// label looks at one label, that somebody registered or one below it.
func (f *finder) label(label string, registered bool) {
	parts, read := make([]string, 0, mostParts), make([]string, 0, mostParts) // as they are spelled, and as they read
	for p := range strings.FieldsFuncSeq(label, func(r rune) bool { return r == '-' || r == '_' }) {
		if p = plainly(p); p != "" && len(parts) < mostParts {
			parts = append(parts, p)
			if !ascii(p) {
				p = Fold(p)
			}
			read = append(read, p)
		}
	}
	others := 0 // parts that are not of trade
	for _, p := range parts {
		if !traded(p) {
			others++
		}
	}
	for i := range parts {
		inside, text, reads := 0, "", ""
		for j := i; j < len(parts) && j < i+mostJoined; j++ {
			if !traded(parts[j]) {
				inside++
			}
			text += parts[j]
			reads += read[j]
			s := span{plain: text, whole: i == 0 && j == len(parts)-1, alone: inside == others}
			if s.fold = f.fold(reads); !f.same(&s, 0) && registered {
				f.near(&s)
			}
		}
		f.stuck(parts[i], others == 0 || others == 1 && !traded(parts[i]))
	}
	text, reads := strings.Join(parts, ""), strings.Join(read, "")
	if len(parts) > mostJoined {
		f.same(&span{plain: text, fold: f.fold(reads), whole: true, alone: true}, 0)
	}
	f.anywhere(text, reads)
}

// same finds the marks that read like a span, with letters as the fewest.
func (f *finder) same(s *span, fewest int) bool {
	any := false
	for _, n := range f.x.byFold[string(s.fold)] {
		m := &f.x.all[n]
		if m.letters < fewest || m.whole && !s.whole || m.letters <= fewLetters && !s.alone && !s.whole {
			continue
		}
		f.add(m, s.plain, s.alone)
		any = true
	}
	return any
}

func (f *finder) add(m *sign, text string, alone bool) {
	l := Likeness{How: Skeleton, Member: m.member, Mark: m.shown, Strength: strengthSkeleton}
	if text == m.plain {
		l.How, l.Strength = Word, strengthWord
	}
	if !alone {
		l.Strength = strengthAside
	}
	f.found = append(f.found, l)
}

// near finds the marks that a span is an edit or two away from. One of few letters begins as the
// mark does: the ends of words are where people read least.
func (f *finder) near(s *span) {
	if len(s.fold) < someLetters-1 || len(s.fold) > longest || traded(s.plain) || !ascii(string(s.fold)) {
		return
	}
	has := setOf(s.fold)
	for length := max(len(s.fold)-2, 0); length <= min(len(s.fold)+2, longest); length++ {
		for _, n := range f.x.byLen[length] {
			m := &f.x.all[n]
			if !m.set.near(has, m.edits) || m.whole && !s.whole || m.letters < twoEdits && (!s.alone || m.fold[0] != s.fold[0]) {
				continue
			}
			if d := distance([]byte(m.fold), s.fold, m.edits); d <= m.edits && d > 0 {
				l := Likeness{How: Edit, Member: m.member, Distance: d, Strength: strengthEdit - 10*d}
				if m.whole { // an own domain, which is known; a word is its owner's to tell
					l.Mark = m.shown
				}
				f.found = append(f.found, l)
			}
		}
	}
}

// stuck finds marks in a part that has a word of trade or a number stuck to it.
func (f *finder) stuck(part string, alone bool) {
	for n := 1; n < len(part); n++ {
		if !utf8.RuneStart(part[n]) {
			continue
		}
		if head, tail := part[:n], part[n:]; traded(tail) {
			f.same(&span{plain: head, fold: f.fold(head), alone: alone}, someLetters)
		} else if traded(head) {
			f.same(&span{plain: tail, fold: f.fold(tail), alone: alone}, someLetters)
		}
	}
}

// anywhere finds the long marks in a label, wherever they begin.
func (f *finder) anywhere(text, reads string) {
	if len(f.x.byHead) == 0 || len(reads) < anyLetters {
		return
	}
	fold := f.fold(reads)
	for at := 0; at+anyLetters <= len(fold); at++ {
		for _, n := range f.x.byHead[string(fold[at:at+anyLetters])] {
			if m := &f.x.all[n]; strings.HasPrefix(string(fold[at:]), m.fold) {
				spelled := ""
				if strings.Contains(text, m.plain) {
					spelled = m.plain
				}
				f.add(m, spelled, true)
			}
		}
	}
}

// fold is Fold, into the finder's own room where it can: until it is called again.
func (f *finder) fold(s string) []byte {
	if ascii(s) && len(s) <= len(f.buf) {
		return foldASCII(f.buf[:0], s)
	}
	return []byte(Fold(s))
}

// plainly is plain, for a part of a label: most are so already.
func plainly(s string) string {
	if ascii(s) {
		return s // of a canonical host: small letters and digits
	}
	return plain(s)
}
