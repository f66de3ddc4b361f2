package safelist

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/entente-hub/entente/services/exchange/internal/form"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/protection"
)

// fill puts a draft's words on a list.
func (b *Book) fill(l *protection.List, d *Draft) error {
	var s form.Sheet
	l.Name = s.Need("/name", d.Name, MaxName, "a name for your own eyes")
	purposes := []string{}
	for _, p := range protection.Purposes() {
		purposes = append(purposes, string(p))
	}
	l.Purpose = protection.Purpose(s.Word("/purpose", d.Purpose, "", purposes))
	l.Level = protection.Level(s.Word("/level", d.Level, string(l.Purpose.Usual()), []string{string(protection.Warn), string(protection.Refuse)}))
	b.contents(&s, l, d.Entries, d.Marks, true)
	return s.Err(ErrInvalid)
}

// change puts what is given on a list.
func (b *Book) change(l *protection.List, c *Change) error {
	var s form.Sheet
	if c.Name != nil {
		l.Name = s.Need("/name", *c.Name, MaxName, "a name for your own eyes")
	}
	if c.Level != nil {
		l.Level = protection.Level(s.Word("/level", *c.Level, "", []string{string(protection.Warn), string(protection.Refuse)}))
	}
	switch {
	case c.Entries != nil && c.Marks == nil:
		b.contents(&s, l, *c.Entries, nil, true)
	case c.Marks != nil:
		var entries []Given
		if c.Entries != nil {
			entries = *c.Entries
		}
		b.contents(&s, l, entries, *c.Marks, true)
	}
	return s.Err(ErrInvalid)
}

// contents gives the entries their form: words for a list of marks, else observables. Of those of
// Buyers only keyed hashes are kept.
func (b *Book) contents(s *form.Sheet, l *protection.List, entries []Given, marks []string, need bool) {
	l.Keys, l.Hashes, l.Words, l.Count = nil, nil, nil, 0
	if l.Purpose == protection.Marks {
		if len(entries) > 0 {
			s.At("/entries", "are not of a list of marks; own domains are of a list of the purpose own")
		}
		b.marks(s, l, marks, need)
		return
	}
	switch {
	case len(marks) > 0:
		s.At("/marks", "are of a list of the purpose marks")
	case need && len(entries) == 0:
		s.At("/entries", "is required: what the list protects")
	case len(entries) > MaxEntries:
		s.At("/entries", "has "+strconv.Itoa(len(entries))+" entries; the most is "+strconv.Itoa(MaxEntries))
		return
	}
	faults := 0
	for n, g := range entries {
		o, pointer, detail := entry(g)
		if detail != "" {
			if faults++; faults <= maxFaults {
				s.At("/entries/"+strconv.Itoa(n)+pointer, detail)
			}
			continue
		}
		l.Count++
		if l.Purpose != protection.Buyers {
			l.Keys = append(l.Keys, o.Key())
			continue
		}
		for _, k := range protection.KeysOf(o) {
			l.Hashes = append(l.Hashes, b.Hash.HashOf(l.Member, k))
		}
	}
	slices.Sort(l.Keys)
	slices.Sort(l.Hashes)
	l.Keys, l.Hashes = slices.Compact(l.Keys), slices.Compact(l.Hashes)
	if l.Purpose != protection.Buyers {
		l.Count = len(l.Keys)
	}
}

// entry reads one. What is wrong with it never repeats the value: that may be a test buyer's.
func entry(g Given) (o observable.Observable, pointer, detail string) {
	switch {
	case g.Type == "":
		return o, "/type", "is required: one of " + strings.Join(observable.Names(), ", ")
	case g.Value == "":
		return o, "/value", "is required"
	case len(g.Value) > MaxValue:
		return o, "/value", "is longer than " + strconv.Itoa(MaxValue) + " bytes"
	}
	o, err := observable.Parse(g.Type, g.Value, observable.Options{Region: g.Region})
	if err == nil {
		return o, "", ""
	}
	if e, ok := errors.AsType[*observable.Error](err); ok {
		return o, "/" + e.Field, "breaks the rule " + strconv.Quote(e.Rule) + " of its type"
	}
	return o, "/value", "has no form of its type"
}

func (b *Book) marks(s *form.Sheet, l *protection.List, given []string, need bool) {
	switch {
	case need && len(given) == 0:
		s.At("/marks", "is required: the words to protect")
	case len(given) > MaxMarks:
		s.At("/marks", "has "+strconv.Itoa(len(given))+" words; the most is "+strconv.Itoa(MaxMarks))
		return
	}
	for n, w := range given {
		w = strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(w))), " ")
		if size := utf8.RuneCountInString(w); !utf8.ValidString(w) || size > MaxMark || size < minMark && len(w) == size {
			s.At("/marks/"+strconv.Itoa(n), "is not a mark: 3 to 64 characters, or one or more that are not ASCII")
			continue
		}
		if w == "" {
			continue
		}
		l.Words = append(l.Words, w)
	}
	slices.Sort(l.Words)
	l.Words = slices.Compact(l.Words)
	l.Count = len(l.Words)
}
