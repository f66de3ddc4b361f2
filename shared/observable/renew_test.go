package observable_test

import (
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

func TestObservable_Renew(t *testing.T) {
	const now = observable.Version
	old := func(t observable.Type, raw, canonical, region string, version int) observable.Observable {
		return observable.Observable{Type: t, Raw: raw, Canonical: canonical, Region: region, Version: version}
	}
	for name, x := range map[string]struct {
		o         observable.Observable
		canonical string
		version   int
	}{
		"from what was given":       {old(observable.Domain, "Maison-A.example.", "MAISON-A.EXAMPLE", "", 1), "maison-a.example", now},
		"with its region":           {old(observable.Phone, "07700 900123", "447700900123", "GB", 1), "+447700900123", now},
		"else from its old form":    {old(observable.Phone, "07700 900123", "+44 7700 900123", "", 1), "+447700900123", now},
		"else as it is":             {old(observable.Domain, "co.uk", "co.uk", "", 1), "co.uk", 1},
		"one of now is left alone":  {old(observable.Domain, "Maison-A.example.", "MAISON-A.EXAMPLE", "", now), "MAISON-A.EXAMPLE", now},
		"one of later is, too":      {old(observable.Domain, "Maison-A.example.", "MAISON-A.EXAMPLE", "", now+1), "MAISON-A.EXAMPLE", now + 1},
		"one without a value stays": {old(observable.Domain, "", "", "", 0), "", 0},
	} {
		got := x.o.Renew()
		if got.Canonical != x.canonical || got.Version != x.version || got.Raw != x.o.Raw || got.Region != x.o.Region || got.Type != x.o.Type {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Renew() != got {
			t.Errorf("%s: not stable: %+v", name, got.Renew())
		}
	}
}
