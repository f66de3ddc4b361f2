package importing

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

func openDesk(t *testing.T) (*Desk, *hubtest.Clock) {
	t.Helper()
	shelf, err := journal.Open(t.Context(), hubtest.JetStream(t), "IMPORTS", journal.Limits{MaxPerSubject: 1}, 1)
	if err != nil {
		t.Fatal(err)
	}
	clock := hubtest.NewClock(time.Time{})
	return &Desk{Shelf: shelf, Now: clock.Now, Log: slog.New(slog.DiscardHandler)}, clock
}

const (
	one = id.Import("imp_aaaaaaaaaaaaaaaaaaaaaaaaaa")
	two = id.Import("imp_bbbbbbbbbbbbbbbbbbbbbbbbbb")
)

// TestDead: an import whose process died has failed: at once where the next process is the
// only one, and when it has given no sign of life for long enough everywhere.
func TestDead(t *testing.T) {
	d, clock := openDesk(t)
	begun := clock.Now()
	for _, r := range []Report{
		{ID: one, Member: "brand-a", State: Running, Accepted: 7, Created: begun, Seen: begun},
		{ID: two, Member: "brand-a", State: Done, Created: begun, Seen: begun, Finished: begun},
	} {
		if err := d.keepReport(t.Context(), &r); err != nil {
			t.Fatal(err)
		}
	}
	state := func() State {
		t.Helper()
		r, err := d.Get(t.Context(), "brand-a", one)
		if err != nil {
			t.Fatal(err)
		}
		if r.Accepted != 7 || (r.State == Failed) != (r.Why != nil && r.Why.Slug == "import-interrupted" && !r.Finished.IsZero()) {
			t.Errorf("got %+v", r)
		}
		return r.State
	}
	clock.Advance(d.lease())
	if s := state(); s != Running {
		t.Errorf("within its time it is %s", s)
	}
	clock.Advance(time.Second)
	if s := state(); s != Failed {
		t.Errorf("after its time it is %s", s)
	}
	clock.Advance(-time.Minute)
	if err := d.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s := state(); s != Failed {
		t.Errorf("after a restart it is %s", s)
	}
	if r, err := d.Get(t.Context(), "brand-a", two); err != nil || r.State != Done {
		t.Errorf("another was touched: %+v, %v", r, err)
	}
	if _, err := d.Get(t.Context(), "market-b", one); !errors.Is(err, ErrNotFound) {
		t.Errorf("another member's: %v", err)
	}
	for _, name := range []id.Import{"", "*", ">", "imp_>", "imp_" + "aaaaaaaaaaaaaaaaaaaaaaaaa*"} {
		if _, err := d.Get(t.Context(), "brand-a", name); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
