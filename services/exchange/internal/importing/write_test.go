package importing

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// flaky is a book whose ledger goes away: for so many times it does not hear whether what it
// sent was written, which it was or was not.
type flaky struct {
	Book

	times   int
	writes  bool
	written map[id.Indicator]bool
}

func (f *flaky) PublishAll(_ context.Context, _ access.Caller, claims []catalog.Indicator) (indicator.Lot, error) {
	lot := indicator.Lot{Outcomes: make([]indicator.Outcome, len(claims))}
	away := f.times > 0
	f.times--
	for n, c := range claims {
		switch {
		case f.written[c.ID]:
			lot.Outcomes[n] = indicator.Duplicate
		case !away:
			lot.Outcomes[n] = indicator.Accepted
			f.written[c.ID] = true
		case f.writes:
			f.written[c.ID] = true
		}
	}
	if away {
		return lot, ledger.ErrUnavailable
	}
	return lot, nil
}

// TestPublish_away: what was known before is a duplicate, and what an unheard try has
// written is accepted, once.
func TestPublish_away(t *testing.T) {
	claims := []catalog.Indicator{{ID: "known"}, {ID: "new"}, {ID: "newer"}}
	for name, writes := range map[string]bool{"lost": false, "unheard": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &Desk{Book: &flaky{times: 3, writes: writes, written: map[id.Indicator]bool{"known": true}}}
				lot, err := d.publish(t.Context(), access.Caller{}, claims)
				want := []indicator.Outcome{indicator.Duplicate, indicator.Accepted, indicator.Accepted}
				if err != nil || !slices.Equal(lot.Outcomes, want) {
					t.Errorf("got %v, %v", lot.Outcomes, err)
				}
			})
		})
	}
	t.Run("for good", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			d := &Desk{Book: &flaky{times: 1000, written: map[id.Indicator]bool{"known": true}}}
			lot, err := d.publish(t.Context(), access.Caller{}, claims)
			if !errors.Is(err, ledger.ErrUnavailable) || !slices.Equal(lot.Outcomes, []indicator.Outcome{indicator.Duplicate, 0, 0}) {
				t.Errorf("got %v, %v", lot.Outcomes, err)
			}
		})
	})
}
