// Package form checks what members say of each other's indicators, and notes all that is wrong
// before it answers.
package form

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/fault"
)

// skew is by how much a client's clock may be ahead.
const skew = 5 * time.Minute

// Sheet notes what is wrong, by JSON pointer (RFC 6901). The zero value is ready.
type Sheet struct {
	fields []fault.Field
	said   []fault.Field // in texts, that must not be shared
}

// At notes that something is wrong at a place.
func (s *Sheet) At(pointer, detail string) { s.Add(fault.Field{Pointer: pointer, Detail: detail}) }

// Add notes what another check found.
func (s *Sheet) Add(fs ...fault.Field) { s.fields = append(s.fields, fs...) }

// Err is f with all that was noted; where nothing was, indicator.ErrText with what texts must not
// say; else nil.
func (s *Sheet) Err(f *fault.Fault) error {
	if len(s.fields) == 0 {
		return indicator.Unsaid(s.said)
	}
	for _, x := range s.fields {
		f = f.At(x.Pointer, "%s", x.Detail)
	}
	return f
}

// Word takes one of some words, or what stands for none where none is given.
func (s *Sheet) Word(pointer, word, none string, of []string) string {
	switch {
	case word == "" && none == "":
		s.At(pointer, "is required: one of "+strings.Join(of, ", "))
	case word == "":
		return none
	case !slices.Contains(of, word):
		s.At(pointer, "is not known; use one of "+strings.Join(of, ", "))
	}
	return word
}

// Text takes up to so many characters, or none, and looks for what must not be shared in them.
func (s *Sheet) Text(pointer, text string, most int) string {
	text = strings.TrimSpace(text)
	switch {
	case utf8.RuneCountInString(text) > most:
		s.At(pointer, "is too long; write less")
	case !utf8.ValidString(text):
		s.At(pointer, "is not valid UTF-8")
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f }):
		s.At(pointer, "has control characters; only tabs and line ends are taken")
	default:
		s.said = append(s.said, indicator.Said(pointer, text)...)
	}
	return text
}

// Need is Text that must be there; why says what it is for.
func (s *Sheet) Need(pointer, text string, most int, why string) string {
	if text = s.Text(pointer, text, most); text == "" {
		s.At(pointer, "is required: "+why)
	}
	return text
}

// Past takes a time that is not in the future and can be written (RFC 3339 has years of four
// digits), or none.
func (s *Sheet) Past(pointer string, t, now time.Time) time.Time {
	switch t = t.UTC(); {
	case t.IsZero():
	case t.Year() < 1 || t.Year() > 9999:
		s.At(pointer, "is not in the years 1 to 9999 of UTC")
		return time.Time{}
	case t.After(now.Add(skew)):
		s.At(pointer, "is in the future")
	}
	return t
}
