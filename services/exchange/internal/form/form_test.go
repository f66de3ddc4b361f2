package form_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/form"
	"github.com/entente-hub/entente/shared/fault"
)

func TestSheet(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	bad := fault.New(fault.Invalid, "bad", "Bad.")
	words := []string{"a", "b"}
	for name, c := range map[string]struct {
		fill func(*form.Sheet) string
		want string // what is taken
		says string // part of the detail; "" if all is well
	}{
		"a word":             {func(s *form.Sheet) string { return s.Word("/x", "a", "", words) }, "a", ""},
		"no word":            {func(s *form.Sheet) string { return s.Word("/x", "", "", words) }, "", "is required: one of a, b"},
		"a word by default":  {func(s *form.Sheet) string { return s.Word("/x", "", "b", words) }, "b", ""},
		"another word":       {func(s *form.Sheet) string { return s.Word("/x", "c", "b", words) }, "c", "use one of a, b"},
		"a text":             {func(s *form.Sheet) string { return s.Text("/x", " ä\n ", 1) }, "ä", ""},
		"a long text":        {func(s *form.Sheet) string { return s.Text("/x", "ää", 1) }, "ää", "too long"},
		"broken UTF-8":       {func(s *form.Sheet) string { return s.Text("/x", "a\xff", 5) }, "a\xff", "UTF-8"},
		"a bell":             {func(s *form.Sheet) string { return s.Text("/x", "a\ab", 5) }, "a\ab", "control"},
		"what must be there": {func(s *form.Sheet) string { return s.Need("/x", " ", 5, "say why") }, "", "is required: say why"},
		"now":                {func(s *form.Sheet) string { return s.Past("/x", now, now).Format("15") }, "12", ""},
		"a clock ahead":      {func(s *form.Sheet) string { return s.Past("/x", now.Add(5*time.Minute), now).Format("04") }, "05", ""},
		"tomorrow":           {func(s *form.Sheet) string { return s.Past("/x", now.Add(24*time.Hour), now).Format("02") }, "02", "future"},
		"before all years": {func(s *form.Sheet) string {
			return s.Past("/x", time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), now).Format("2006")
		}, "0001", "years"},
		"no time is no matter": {func(s *form.Sheet) string { return s.Past("/x", time.Time{}, now).Format("2006") }, "0001", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var s form.Sheet
			if got := c.fill(&s); got != c.want {
				t.Errorf("took %q", got)
			}
			f, failed := fault.As(s.Err(bad))
			if failed != (c.says != "") || failed && (len(f.Fields) != 1 || f.Fields[0].Pointer != "/x" || !strings.Contains(f.Fields[0].Detail, c.says)) {
				t.Errorf("says %+v", f)
			}
		})
	}
}
