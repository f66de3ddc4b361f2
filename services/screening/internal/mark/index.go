package mark

import (
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/protection"
)

// How many letters a mark has, for what.
const (
	fewLetters  = 3 // and less: with nothing but words of trade around it
	someLetters = 5 // and more: with a word of trade stuck to it, or an edit
	anyLetters  = 8 // and more: anywhere in a label
	twoEdits    = 9 // and more
)

// Index has marks by what they look like. It is immutable.
type Index struct {
	all    []sign
	byFold map[string][]int32
	byHead map[string][]int32 // of those that are met anywhere, by the first eight bytes of their fold
	byLen  [longest + 1][]int32
}

// sign is one mark of one member.
type sign struct {
	member  id.Member
	shown   string // as its owner has it
	plain   string
	fold    string
	letters int
	whole   bool // it is met by a whole label alone: that of an own domain
	edits   int
	set     set
}

// NewIndex makes the index of members' marks.
func NewIndex(marks []protection.Mark) *Index {
	x := &Index{byFold: map[string][]int32{}, byHead: map[string][]int32{}}
	for _, m := range marks {
		for _, w := range m.Words {
			x.add(sign{member: m.Member, shown: w, plain: plain(w)})
		}
		for _, d := range m.Domains {
			if top, err := publicsuffix.EffectiveTLDPlusOne(d); err == nil {
				x.add(sign{member: m.Member, shown: d, plain: plain(spelled(first(top))), whole: true})
			}
		}
	}
	return x
}

func (x *Index) add(s sign) {
	s.fold, s.letters = Fold(s.plain), utf8.RuneCountInString(s.plain)
	if s.fold == "" || len(s.fold) > longest || traded(s.plain) {
		return
	}
	at := int32(len(x.all))
	x.byFold[s.fold] = append(x.byFold[s.fold], at)
	if s.letters >= anyLetters && len(s.fold) >= anyLetters && !s.whole {
		x.byHead[s.fold[:anyLetters]] = append(x.byHead[s.fold[:anyLetters]], at)
	}
	if s.letters >= someLetters && ascii(s.fold) {
		s.edits, s.set = 1, setOf([]byte(s.fold))
		if s.letters >= twoEdits {
			s.edits = 2
		}
		x.byLen[len(s.fold)] = append(x.byLen[len(s.fold)], at)
	}
	x.all = append(x.all, s)
}

// spelled is a label in its own letters: that of an A-label which is none is itself.
func spelled(label string) string {
	if len(label) > 4 && label[:4] == "xn--" {
		if u, err := idna.Punycode.ToUnicode(label); err == nil {
			return u
		}
	}
	return label
}
