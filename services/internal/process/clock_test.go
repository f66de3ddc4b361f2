package process_test

import (
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestClock wants a boundary that has passed to be on the ledger, once, however many processes
// there are; and nothing where none has.
func TestClock(t *testing.T) {
	s, err := embedded.Start(embedded.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	c := settings(t)
	c.NATS = s.URL()
	h := serve(t, c, nil)
	other := serve(t, c, nil)
	h.enrol("Maison A")
	publish := func(value string, embargo time.Time) ledger.Position {
		t.Helper()
		now := time.Now().UTC()
		i := catalog.Indicator{
			Publisher: "brand-a", State: catalog.Published, Attribution: catalog.Named, TLP: tlp.Green, Created: now, Modified: now, EmbargoUntil: embargo,
			Observable: observable.Observable{Type: observable.Domain, Raw: value, Canonical: value},
		}
		e, err := h.Fold.Append(t.Context(), ledger.Draft{
			At: now, Kind: ledger.KindIndicator, ID: "ind_" + value[:1], Verb: catalog.VerbPublished, Actor: "m:brand-a/x", Schema: catalog.SchemaIndicator, Body: catalog.Encode(i),
		})
		if err != nil {
			t.Fatal(err)
		}
		return e.Position
	}
	soon := time.Now().Add(time.Second).Truncate(time.Second).Add(time.Second)
	publish("one.example", soon)
	last := publish("two.example", time.Now().Add(time.Hour))
	until(t, "the clock's entry", func() bool { return h.Fold.Position() > last && other.Fold.Position() > last })
	if time.Now().Before(soon) {
		t.Error("it came too early")
	}
	e, err := h.Ledger.At(t.Context(), last+1)
	if err != nil || e.Kind != ledger.KindClock || e.Actor != "system" {
		t.Errorf("%s by %s, %v", e.Kind, e.Actor, err)
	}
	time.Sleep(1500 * time.Millisecond) // longer than the pause between two
	if head, err := h.Ledger.Head(t.Context()); err != nil || head != last+1 {
		t.Errorf("%d entries too many, %v", head-last-1, err)
	}
	if got, ok := h.Catalog.NextBoundary(); !ok || got.Before(soon.Add(time.Minute)) {
		t.Errorf("the next boundary is %v, %v", got, ok)
	}
}
