package process

import (
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestLag: the views' lag is the wait of the oldest entry that they do not hold, for this process.
func TestLag(t *testing.T) {
	l := hubtest.Ledger(t)
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	clock := hubtest.NewClock(start)
	h := &head{ledger: l, now: clock.Now, began: start}
	look := func(held ledger.Position) lag {
		t.Helper()
		x, err := h.lag(t.Context(), held)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	if got := look(0); got != (lag{done: 100}) {
		t.Errorf("of an empty ledger: %+v", got)
	}
	for n, at := range []time.Time{start.Add(-time.Hour), start.Add(30 * time.Second)} {
		if _, err := l.Append(t.Context(), ledger.Draft{
			At: at, Kind: ledger.KindMember, ID: string(rune('a' + n)), Verb: "enrolled", Actor: "u:admin", Schema: 1, Body: []byte("{}"),
		}); err != nil {
			t.Fatal(err)
		}
	}
	clock.Advance(time.Minute)
	for _, try := range []struct {
		held ledger.Position
		want lag
	}{
		{0, lag{2, time.Minute, 0}}, // it was there before: it has waited since the process began
		{1, lag{1, 30 * time.Second, 50}},
		{2, lag{done: 100}},
	} {
		h.at = time.Time{}
		if got := look(try.held); got != try.want {
			t.Errorf("with %d held: %+v, want %+v", try.held, got, try.want)
		}
	}
	if c := (httpd.Check{Name: "x", OK: true}).BehindBy(700 * time.Second); c.Behind != 600 || c.Note == "" {
		t.Errorf("by steps: %+v", c)
	}
	if c := (httpd.Check{Name: "x", OK: true}).BehindBy(700 * time.Millisecond); c.Behind != 0 || c.Note != "" {
		t.Errorf("less than a step: %+v", c)
	}
}
