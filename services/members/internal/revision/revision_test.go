package revision_test

import (
	"errors"
	"testing"

	"github.com/entente-hub/entente/services/members/internal/revision"
	"github.com/entente-hub/entente/shared/ledger"
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
