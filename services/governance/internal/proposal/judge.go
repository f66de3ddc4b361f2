package proposal

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
)

// The limits of what a proposal may carry.
const (
	MaxComment = 2000      // characters, of a reason and a remark too
	MaxBody    = 352 << 10 // bytes of text and cases as their entry has them; a simulation comes beside them
	maxFaults  = 100
	maxLines   = 200 // of Wider, Failed and Missing each
)

// sheet collects all that is wrong, so that its writer is told once.
type sheet struct{ fields []fault.Field }

func (s *sheet) at(pointer, format string, args ...any) {
	if len(s.fields) < maxFaults {
		s.fields = append(s.fields, fault.Field{Pointer: pointer, Detail: fmt.Sprintf(format, args...)})
	}
}

// findings adds those of a refused set or of refused cases; any other error comes back.
func (s *sheet) findings(pointer string, err error) error {
	refused, ok := errors.AsType[*policies.RefusedError](err)
	if !ok {
		return err
	}
	for _, f := range refused.Findings {
		s.at(pointer, "%s", f)
	}
	return nil
}

func (s *sheet) err() error {
	if len(s.fields) == 0 {
		return nil
	}
	f := ErrInvalid
	for _, x := range s.fields {
		f = f.At(x.Pointer, "%s", x.Detail)
	}
	return f
}

// words checks what a person writes for others to read.
func (s *sheet) words(pointer, text string, needed bool) string {
	text = strings.TrimSpace(text)
	switch {
	case text == "" && needed:
		s.at(pointer, "is required: say why")
	case utf8.RuneCountInString(text) > MaxComment:
		s.at(pointer, "must have at most %s characters", strconv.Itoa(MaxComment))
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }):
		s.at(pointer, "must be plain text")
	}
	return text
}

// set reads a set and its cases.
func (s *sheet) set(text, cases string) (set policies.Set, tests policies.Cases, err error) {
	if strings.TrimSpace(text) == "" {
		s.at("/text", "is required: the lines of the whole set, such as GET /v1/policies shows")
		return set, tests, nil
	}
	if len(text)+len(cases) > MaxBody {
		s.at("/text", "has %d bytes with its cases; at most %d", len(text)+len(cases), MaxBody)
		return set, tests, nil
	}
	if set, err = policies.Parse([]byte(text)); err == nil {
		if found := policies.Lint(set); len(found) > 0 {
			err = &policies.RefusedError{Findings: found}
		}
	}
	if err = s.findings("/text", err); err != nil {
		return set, tests, err
	}
	tests, err = policies.ParseCases([]byte(cases))
	return set, tests, s.findings("/cases", err)
}

// try runs the cases. A large set takes long, and ends with ctx: an admin has one run at a time, and
// keeps no other admin waiting.
func (b *Book) try(ctx context.Context, by access.Caller, set policies.Set, cases policies.Cases) (Tests, error) {
	own, _ := b.runs.LoadOrStore(by.Viewer(), make(chan struct{}, 1))
	done, err := turn(ctx, own.(chan struct{})) //nolint:forcetypeassert // nothing else is stored
	if err != nil {
		return Tests{}, fmt.Errorf("cases: %w", err)
	}
	defer done()
	wrong, err := cases.TryContext(ctx, set)
	if err != nil {
		return Tests{}, fmt.Errorf("cases: %w", err)
	}
	t := Tests{Cases: cases.Len()}
	for _, f := range wrong {
		t.Failed = append(t.Failed, f.String())
	}
	var more int
	t.Failed, t.More = first(t.Failed)
	t.Missing, more = first(cases.Missing(set))
	t.More += more
	return t, nil
}

// first cuts lines to as many as are kept, and says how many are not.
func first(lines []string) (kept []string, more int) {
	if len(lines) > maxLines {
		return lines[:maxLines:maxLines], len(lines) - maxLines
	}
	return lines, 0
}

// inForce reads a revision. One that cannot be loaded (a hub with other words wrote it) lets
// nobody do anything, and stands here as the set that does the same: whatever follows it is
// wider.
func inForce(r policies.Revision) policies.Set {
	if set, err := r.Set(); err == nil && len(policies.Lint(set)) == 0 {
		return set
	}
	nothing, err := policies.Parse([]byte("p, *, *, *, red, *, deny"))
	if err != nil {
		panic("proposal: " + err.Error()) // a constant
	}
	return nothing
}
