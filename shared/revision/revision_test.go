package revision_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/revision"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name            string
		match           revision.Match
		holds, demanded error
	}{
		{"none", revision.Match{}, nil, revision.ErrMissing},
		{"current", revision.Match{Given: true, At: []ledger.Position{3, 7}}, nil, nil},
		{"stale", revision.Match{Given: true, At: []ledger.Position{6}}, revision.ErrMoved, revision.ErrMoved},
		{"not one of ours", revision.Match{Given: true}, revision.ErrMoved, revision.ErrMoved},
		{"any", revision.Match{Given: true, Any: true}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.match.Holds(7); !errors.Is(got, c.holds) {
				t.Errorf("Holds: %v, not %v", got, c.holds)
			}
			if got := c.match.Demands(7); !errors.Is(got, c.demanded) {
				t.Errorf("Demands: %v, not %v", got, c.demanded)
			}
		})
	}
}

func TestRead(t *testing.T) {
	s, err := position.New(make([]byte, position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	seven, cursor := s.Seal(position.ETag, "", 7), s.Seal(position.Cursor, "", 7)
	for header, want := range map[string]revision.Match{
		"": {Given: true}, " ": {Given: true}, "*": {Given: true, Any: true}, seven: {Given: true, At: []ledger.Position{7}},
		`"` + seven + `"`:                 {Given: true, At: []ledger.Position{7}},
		`"` + seven + `.eps"`:             {Given: true, At: []ledger.Position{7}},
		`"x" , "` + seven + `"`:           {Given: true, At: []ledger.Position{7}},
		`W/"` + seven + `"`:               {Given: true},
		`"` + cursor + `", "` + seven[1:]: {Given: true},
	} {
		got := revision.Read(s, &header)
		if got.Given != want.Given || got.Any != want.Any || !slices.Equal(got.At, want.At) {
			t.Errorf("%q: %+v, want %+v", header, got, want)
		}
	}
	if revision.Read(s, nil).Given {
		t.Error("no header is a condition")
	}
}
