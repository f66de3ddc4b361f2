package form_test

import (
	"errors"
	"testing"

	"github.com/entente-hub/entente/services/exchange/internal/form"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/fault"
)

func TestSheetRefusesWhatMustNotBeSaid(t *testing.T) {
	bad := fault.New(fault.Invalid, "bad", "It is bad.")
	var f form.Sheet
	f.Text("/note", "Our wholesale price is 410 EUR.", 100)
	if err := f.Err(bad); !errors.Is(err, indicator.ErrText) {
		t.Errorf("a price: %v, want ErrText", err)
	}
	f.At("/type", "is wrong")
	if err := f.Err(bad); !errors.Is(err, bad) {
		t.Errorf("what is wrong comes first: %v", err)
	}
	var g form.Sheet
	g.Text("/note", "It asks 49 EUR.", 100)
	if err := g.Err(bad); err != nil {
		t.Errorf("a counterfeiter's price: %v", err)
	}
}
