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

func (records) Put(context.Context, string, []byte) error      { return nil }
func (records) PutAll(context.Context, []journal.Record) error { return nil }
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
			if err := d.load(t.Context()); err != nil {
				t.Fatal(err)
			}
			if l := d.lanes["s"]; l.cursor != c.cursor || l.failing != c.failing {
				t.Errorf("goes on after %s, failing at %s; want %s, %s", l.cursor, l.failing, c.cursor, c.failing)
			}
		})
	}
}
