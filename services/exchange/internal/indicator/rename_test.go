package indicator_test

import (
	"errors"
	"testing"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// old puts brand-a's claim on the ledger as a hub of older rules named it, and returns its name.
func (h *house) old(t *testing.T, raw, canonical string) catalog.Indicator {
	t.Helper()
	o := observable.Observable{Type: observable.Domain, Raw: raw, Canonical: canonical, Version: 1}
	i := catalog.Indicator{
		ID: h.ID("brand-a", o), Publisher: "brand-a", Observable: o, Confidence: -1, TLP: tlp.Green,
		Attribution: catalog.Named, State: catalog.Published, Created: epoch, Modified: epoch,
	}
	h.put(t, ledger.KindIndicator, string(i.ID), catalog.Encode(i))
	return i
}

// A claim that older rules named is the member's claim all the same: there is no second one beside
// it, and after a revoke it is taken up again under the name that it has.
func TestPublish_renamed(t *testing.T) {
	h := open(t)
	old := h.old(t, "Shop.example.", "SHOP.EXAMPLE")
	if _, _, err := h.Publish(t.Context(), key("brand-a"), draft("shop.example"), ledger.Request{}); !errors.Is(err, indicator.ErrDuplicate) {
		t.Fatalf("a second claim: %v", err)
	}
	claim, err := h.Claim(t.Context(), key("brand-a"), new(draft("shop.example")))
	if err != nil {
		t.Fatal(err)
	}
	if lot, err := h.PublishAll(t.Context(), key("brand-a"), []catalog.Indicator{claim}); err != nil || lot.Outcomes[0] != indicator.Duplicate {
		t.Fatalf("a second claim among many: %+v, %v", lot, err)
	}
	_, p, _ := h.mustOwn(t, "brand-a", old.ID)
	h.revoke(t, "brand-a", old.ID, p)
	again, _ := h.publish(t, "brand-a", draft("shop.example"))
	if again.ID != old.ID || again.Observable.Canonical != "shop.example" {
		t.Errorf("after a revoke: %+v", again)
	}
	if other, _ := h.publish(t, "market-b", draft("shop.example")); other.ID == old.ID {
		t.Error("another member has the same claim")
	}
}

// Two claims that are one to the rules of now both stay, and no third is taken.
func TestPublish_twins(t *testing.T) {
	h := open(t)
	first, second := h.old(t, "Shop.example", "SHOP.EXAMPLE"), h.old(t, "shop.example.", "shop.example.")
	_, p, _ := h.mustOwn(t, "brand-a", first.ID)
	h.revoke(t, "brand-a", first.ID, p)
	if _, _, err := h.Publish(t.Context(), key("brand-a"), draft("shop.example"), ledger.Request{}); !errors.Is(err, indicator.ErrDuplicate) {
		t.Fatalf("beside the one that stands: %v", err)
	}
	if _, _, ok := h.mustOwn(t, "brand-a", second.ID); !ok {
		t.Error("the second is gone")
	}
}

// A name that older rules gave to what is another observable now is not given again.
func TestPublish_nameTaken(t *testing.T) {
	h := open(t)
	old := h.old(t, "other.example", "shop.example")
	i, _ := h.publish(t, "brand-a", draft("shop.example"))
	if i.ID == old.ID {
		t.Fatal("two observables have one name")
	}
	if _, _, err := h.Publish(t.Context(), key("brand-a"), draft("shop.example"), ledger.Request{}); !errors.Is(err, indicator.ErrDuplicate) {
		t.Errorf("the same again: %v", err)
	}
	if own, _, _ := h.mustOwn(t, "brand-a", old.ID); own.Observable.Canonical != "other.example" {
		t.Errorf("the old one is %+v", own.Observable)
	}
}
