package explanation_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/governance/internal/explanation"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

var epoch = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// shelf holds one indicator, of brand-a.
type shelf struct{ record scope.Record }

func (s *shelf) FactsFor(v *scope.View, i id.Indicator, now time.Time) (scope.Record, bool) {
	ok := i == "ind_a" && v.Allow(scope.See, &s.record, now.Unix())
	if !ok {
		return scope.Record{}, false
	}
	return s.record, true
}

func open(t *testing.T, text string) *explanation.Desk {
	t.Helper()
	d := directory.New()
	var es []ledger.Entry
	for _, m := range []id.Member{"brand-a", "market-b"} {
		es = append(es, ledger.Entry{Kind: ledger.KindMember, ID: string(m), Schema: 1, Body: directory.EncodeMember(directory.Member{ID: m, Kind: "brand", State: directory.StateActive})})
	}
	if err := d.Apply(es); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return epoch }
	current, err := policies.NewCurrent(policies.Revision{Text: text}, d, now)
	if err != nil {
		t.Fatal(err)
	}
	return &explanation.Desk{
		Snapshot: current.Snapshot, Directory: d, Now: now, Turn: make(chan struct{}, 1),
		Shelf: &shelf{scope.Record{Owner: "brand-a", Atoms: []scope.Atom{scope.By("brand-a")}, Cell: scope.CellOf(observable.Domain, tlp.Green)}},
	}
}

func member(m id.Member) access.Caller {
	return access.Caller{Member: m, Scopes: []access.Scope{access.Read}}
}

// What is not seen is not there: of a viewer that may read and not see, nothing is told but that
// it may have it counted.
func TestWho(t *testing.T) {
	d := open(t, "p, role:member, own, *, red, see, allow\np, role:member, *, *, red, read.core, allow\np, role:member, *, *, red, match, allow\n")
	got, err := d.Who(t.Context(), member("brand-a"), "ind_a", []scope.Act{scope.See, scope.ReadCore, scope.Match})
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if r := got[0]; r.Viewer != "m:brand-a" || len(r.Grants) != 3 {
		t.Errorf("%+v", r)
	}
	if r := got[1]; r.Viewer != "m:market-b" || len(r.Grants) != 1 || r.Grants[0] != (explanation.Grant{Act: scope.Match, Rule: "p, role:member, *, *, red, match, allow"}) {
		t.Errorf("%+v", r)
	}
}

func TestWhoMayAsk(t *testing.T) {
	d := open(t, "p, role:member, *, *, red, *, allow\n")
	acts := []scope.Act{scope.See}
	if _, err := d.Who(t.Context(), member("market-b"), "ind_a", acts); !errors.Is(err, explanation.ErrNotPublisher) {
		t.Errorf("not its publisher: %v", err)
	}
	if _, err := d.Who(t.Context(), member("market-b"), "ind_b", acts); !errors.Is(err, explanation.ErrNotFound) {
		t.Errorf("absent: %v", err)
	}
	admin := access.Caller{Admin: true}
	if _, err := d.Who(t.Context(), admin, "ind_a", acts); !errors.Is(err, explanation.ErrNotFound) {
		t.Errorf("an admin who may not see it: %v", err)
	}
	for _, i := range []id.Indicator{"ind_a", "ind_b"} {
		if _, err := d.Why(member("brand-a"), i, "m:market-b", scope.See); !errors.Is(err, access.ErrScope) {
			t.Errorf("a member asks about another: %v", err)
		}
		if _, err := d.Why(admin, i, "m:market-b", scope.See); !errors.Is(err, explanation.ErrNotFound) {
			t.Errorf("an admin who may not see it: %v", err)
		}
	}
}

// Who leaves is not worked for, whether it waits for its turn or not.
func TestWhoEndsWithItsReader(t *testing.T) {
	d := open(t, "p, role:member, own, *, red, *, allow\n")
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := d.Who(gone, member("brand-a"), "ind_a", []scope.Act{scope.See}); !errors.Is(err, context.Canceled) {
		t.Errorf("at work: %v", err)
	}
	d.Turn <- struct{}{}
	if _, err := d.Who(gone, member("brand-a"), "ind_a", []scope.Act{scope.See}); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting: %v", err)
	}
}
