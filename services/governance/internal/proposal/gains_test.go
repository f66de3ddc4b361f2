package proposal_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
)

// Who gains is told by what a set lets them do, at every moment from now on: not by what there is
// to see today, nor at the moment of the approval.
func TestWhoGains(t *testing.T) {
	const (
		later = "2026-06-02T00:00:00Z"
		wait  = 13 * time.Hour // past later
	)
	for name, c := range map[string]struct {
		before string // in force already
		lines  string
		want   string
	}{
		"by what nobody has published yet": {
			"", "\np, role:marketplace, *, email, red, see, allow\n", "approver-gains",
		},
		"by a line that would have ended": {
			"\np, role:marketplace, *, *, red, see, allow, until=" + later + "\n",
			"\np, role:marketplace, *, *, red, see, allow\n", "approver-gains",
		},
		"by a group that begins where another ends": {
			"", "\np, role:guest, *, *, red, see, allow\np, role:barred, *, *, red, *, deny\n" +
				"g, m:market-b, role:guest, from=" + later + "\ng, m:market-b, role:barred, until=" + later + "\n", "approver-gains",
		},
		"by the end of a task force that is denied": {
			"", "\np, role:marketplace, *, *, red, see, allow\np, tf:watches, *, *, red, *, deny\n", "approver-gains",
		},
		"nothing, by a group within a group for a time": {
			"", "\np, role:outer, *, *, red, see, allow\ng, m:police-l, role:inner, until=" + later + "\ng, role:inner, role:outer\n", "",
		},
		"nothing, by a line that is over": {
			"", "\np, role:marketplace, *, *, red, see, allow, until=2026-06-01T12:00:00Z\n", "",
		},
		"nothing, by what it may do in other words": {
			"\np, role:marketplace, *, *, red, see, allow\n", "\np, m:market-b, *, *, red, see, allow\n", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			h.put(ledger.KindTaskForce, "watches", directory.EncodeTaskForce(directory.TaskForce{
				ID: "watches", Name: "w", Created: epoch, Modified: epoch, EndsAt: epoch.Add(wait),
				Seats: []directory.Seat{{Member: "market-b", Role: "lead"}},
			}))
			if c.before != "" {
				if _, err := h.approve("admin", h.propose("ada", c.before)); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := h.approve("cat", h.propose("ada", c.lines)); slug(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// One admin's cases, which may take minutes, are run one set at a time, and no other admin waits for
// them.
func TestCasesRunOneAtATime(t *testing.T) {
	h := open(t)
	var text, cases strings.Builder
	text.WriteString(policies.DefaultText())
	for i := range 1500 {
		fmt.Fprintf(&text, "p, role:brand, by:m:m%04d, *, red, see, allow\n", i)
		fmt.Fprintf(&cases, "case, role:brand by:m:m%04d * red see allow, applies, m:aa, see, domain, red, m%04d, , no\n", i, i)
	}
	long, all := text.String(), cases.String()
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	done := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := h.Propose(ctx, h.as("ada"), proposal.Draft{Text: long, Cases: &all, Comment: "c"}, ledger.Request{})
			done <- err
		}()
	}
	none := ""
	waits := func() bool { // once the first of them has begun
		short, end := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer end()
		_, err := h.Propose(short, h.as("ada"), proposal.Draft{Text: policies.DefaultText(), Cases: &none, Comment: "c"}, ledger.Request{})
		return errors.Is(err, context.DeadlineExceeded)
	}
	for n := 0; !waits(); n++ {
		if n == 50 {
			t.Fatal("any number of them is run at once")
		}
	}
	if p := h.propose("bob", ""); p.State != proposal.Open || len(done) != 0 {
		t.Errorf("another admin waited for them: %+v", p)
	}
	leave()
	for range 2 {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
	}
}
