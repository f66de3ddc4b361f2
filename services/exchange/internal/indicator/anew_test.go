package indicator_test

import (
	"errors"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

func TestReadersDoNotShare(t *testing.T) {
	h := open(t)
	_, _, err := h.Publish(t.Context(), key("carrier-c"), indicator.Draft{
		Observable: indicator.Given{Type: "domain", Value: "x.example"}, TLP: "amber",
		Share: indicator.Share{TaskForces: []id.TaskForce{"handbags"}},
	}, ledger.Request{})
	f, is := fault.As(err)
	if !is || !errors.Is(err, indicator.ErrInvalid) || len(f.Fields) != 1 || f.Fields[0].Pointer != "/share/task_forces/0" {
		t.Errorf("got %v", err)
	}
}

func TestPublishAnewForOthers(t *testing.T) {
	h := open(t)
	for name, c := range map[string]struct {
		then indicator.Share
		kept bool
	}{
		"the same audience": {indicator.Share{Members: []id.Member{"market-b"}}, true},
		"another":           {indicator.Share{Members: []id.Member{"market-b", "carrier-c"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			draft := indicator.Draft{
				Observable: indicator.Given{Type: "domain", Value: map[bool]string{true: "kept.example", false: "anew.example"}[c.kept]},
				TLP:        "amber", Share: indicator.Share{Members: []id.Member{"market-b"}},
			}
			first, _, err := h.Publish(t.Context(), key("brand-a"), draft, ledger.Request{})
			if err != nil {
				t.Fatal(err)
			}
			view := h.rights.Snapshot().View("m:brand-a")
			if _, _, err := h.Revoke(t.Context(), key("brand-a"), view, indicator.Revocation{ID: first.ID, Why: indicator.Why{Reason: "r"}}); err != nil {
				t.Fatal(err)
			}
			h.clock.Advance(time.Hour)
			draft.Share = c.then
			again, _, err := h.Publish(t.Context(), key("brand-a"), draft, ledger.Request{})
			if err != nil || again.ID != first.ID || again.Created.Equal(first.Created) != c.kept {
				t.Errorf("created %v, then %v: %v", first.Created, again.Created, err)
			}
		})
	}
}
