package lane

import (
	"context"
	"testing"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
)

// records is a shelf as it was found.
type records map[string]string

func (records) Replace(_ context.Context, _ string, _ []byte, seq uint64) (uint64, error) {
	return seq + 1, nil
}

func (rs records) Last(_ context.Context, key string) (journal.Record, bool, error) {
	body, ok := rs[key]
	return journal.Record{Key: key, Body: []byte(body)}, ok, nil
}

func (rs records) Range(_ context.Context, _ string, _ uint64, _ int, fn func(journal.Record) error) error {
	for key, body := range rs {
		if err := fn(journal.Record{Key: key, Body: []byte(body)}); err != nil {
			return err
		}
	}
	return nil
}

// TestCursorsOfOldHubs wants lanes to go on where a hub before marks left them.
func TestCursorsOfOldHubs(t *testing.T) {
	for name, c := range map[string]struct {
		shelf   records
		cursor  catalog.Mark
		failing catalog.Mark
	}{
		"behind":  {records{"lane.s": `{"cursor":70,"since":50,"failed":2,"failing":71}`, "desk": `{"head":90}`}, catalog.MarkAfter(70), catalog.MarkOf(71)},
		"idle":    {records{"lane.s": `{"cursor":0,"since":50,"idle":true}`, "desk": `{"head":90}`}, catalog.MarkAfter(90), 0},
		"unkept":  {records{"desk": `{"head":90}`}, catalog.MarkAfter(90), 0},
		"too new": {records{"desk": `{"head":40}`}, catalog.MarkAfter(50), 0},
		"of now":  {records{"lane.s": `{"mark":70,"since":50}`, "desk": `{"mark":90}`}, 70, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := subscription.Subscription{ID: "s", Position: 50, Since: 50, From: catalog.MarkAfter(50), State: subscription.Active}
			d := New(Options{Register: &one{s}, Cursors: c.shelf})
			if err := d.Apply([]ledger.Entry{{Position: 50, Kind: ledger.KindSubscription, ID: "s"}}); err != nil {
				t.Fatal(err)
			}
			l := d.lanes["s"]
			r, _, err := d.read(t.Context(), l.share)
			if err != nil {
				t.Fatal(err)
			}
			d.place(l, r.Lanes["s"], r.Head)
			var failing catalog.Mark
			if len(l.live.flights) > 0 {
				failing = l.live.flights[0].first
			}
			if l.live.cursor != c.cursor || failing != c.failing {
				t.Errorf("goes on after %s, failing at %s; want %s, %s", l.live.cursor, failing, c.cursor, c.failing)
			}
		})
	}
}
