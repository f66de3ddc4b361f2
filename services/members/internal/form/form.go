// Package form checks what people typed, and notes all that is wrong before it answers.
package form

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
)

// Sheet notes what is wrong, by JSON pointer (RFC 6901). The zero value is ready.
type Sheet struct{ fields []fault.Field }

// At notes that something is wrong at a place.
func (s *Sheet) At(pointer, format string, args ...any) {
	s.fields = append(s.fields, fault.Field{Pointer: pointer, Detail: fmt.Sprintf(format, args...)})
}

// Err is f with all that was noted, nil if nothing was.
func (s *Sheet) Err(f *fault.Fault) error {
	if len(s.fields) == 0 {
		return nil
	}
	for _, x := range s.fields {
		f = f.At(x.Pointer, "%s", x.Detail)
	}
	return f
}

// Slug notes v unless it can be an id.
func (s *Sheet) Slug(pointer, v string) {
	if !id.IsSlug(v) {
		s.At(pointer, "must be 2 to 63 lower-case letters, digits and hyphens, neither first nor last a hyphen")
	}
}

// OneOf notes v unless it is one of those.
func (s *Sheet) OneOf(pointer, v string, of []string) {
	if !slices.Contains(of, v) {
		s.At(pointer, "must be one of %s", strings.Join(of, ", "))
	}
}

// Line trims v, and notes it unless it is 1 to limit printable characters.
func (s *Sheet) Line(pointer, v string, limit int) string {
	return s.text(pointer, v, limit, "")
}

// Text is Line for what may have line breaks and tabs.
func (s *Sheet) Text(pointer, v string, limit int) string {
	return s.text(pointer, v, limit, "\n\r\t")
}

func (s *Sheet) text(pointer, v string, limit int, besides string) string {
	v = strings.TrimSpace(v)
	switch n := utf8.RuneCountInString(v); {
	case n == 0:
		s.At(pointer, "must not be empty")
	case n > limit:
		s.At(pointer, "must be at most %d characters, not %d", limit, n)
	case !utf8.ValidString(v):
		s.At(pointer, "must be UTF-8")
	case strings.ContainsFunc(v, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune(besides, r) }):
		s.At(pointer, "must not have control characters")
	}
	return v
}

// Future notes v unless it is after now and can be written (RFC 3339 has years of four digits);
// the zero time means none and is let through.
func (s *Sheet) Future(pointer string, v, now time.Time) time.Time {
	v = v.UTC()
	switch {
	case v.IsZero():
	case !v.After(now):
		s.At(pointer, "must be in the future")
	case v.Year() > 9999:
		s.At(pointer, "must be before the year 10000 of UTC")
	}
	return v
}
