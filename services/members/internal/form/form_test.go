package form_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/fault"
)

var errBad = fault.New(fault.Invalid, "bad", "Bad.")

func TestSheet(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		fill func(*form.Sheet)
		want string // part of the detail; "" if all is well
	}{
		{"a slug", func(s *form.Sheet) { s.Slug("/x", "brand-a") }, ""},
		{"a slug in capitals", func(s *form.Sheet) { s.Slug("/x", "Brand-A") }, "lower-case"},
		{"one of", func(s *form.Sheet) { s.OneOf("/x", "a", []string{"a", "b"}) }, ""},
		{"none of", func(s *form.Sheet) { s.OneOf("/x", "c", []string{"a", "b"}) }, "one of a, b"},
		{"a line", func(s *form.Sheet) { s.Line("/x", " Maison Ä ", 8) }, ""},
		{"a blank line", func(s *form.Sheet) { s.Line("/x", " \t ", 8) }, "empty"},
		{"a long line", func(s *form.Sheet) { s.Line("/x", strings.Repeat("ä", 9), 8) }, "at most 8 characters, not 9"},
		{"two lines", func(s *form.Sheet) { s.Line("/x", "a\nb", 8) }, "control"},
		{"a text of two lines", func(s *form.Sheet) { s.Text("/x", "a\nb", 8) }, ""},
		{"a text that rings", func(s *form.Sheet) { s.Text("/x", "a\ab", 8) }, "control"},
		{"broken UTF-8", func(s *form.Sheet) { s.Line("/x", "a\xff", 8) }, "UTF-8"},
		{"no time", func(s *form.Sheet) { s.Future("/x", time.Time{}, now) }, ""},
		{"now", func(s *form.Sheet) { s.Future("/x", now, now) }, "future"},
		{"beyond all years", func(s *form.Sheet) {
			s.Future("/x", time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -3600)), now)
		}, "10000"},
		{"before all years", func(s *form.Sheet) { s.Future("/x", time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), now) }, "future"},
		{"later", func(s *form.Sheet) { s.Future("/x", now.Add(1), now) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s form.Sheet
			c.fill(&s)
			err := s.Err(errBad)
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			f, ok := fault.As(err)
			if !ok || len(f.Fields) != 1 || f.Fields[0].Pointer != "/x" || !strings.Contains(f.Fields[0].Detail, c.want) {
				t.Fatalf("got %v, not %q at /x", err, c.want)
			}
		})
	}
}
