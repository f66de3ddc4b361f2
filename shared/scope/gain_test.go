package scope_test

import (
	"testing"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestGains is who gains by other rights, whatever is published; and who only has the same in
// other words.
func TestGains(t *testing.T) {
	type masks = map[scope.Atom]scope.Mask
	all, green, domains := scope.Everything(), scope.UpTo(tlp.Green), scope.UpTo(tlp.Red, observable.Domain)
	own, tf, x := scope.By("brand-a"), scope.In("watches"), scope.Never("brand-a")
	for name, c := range map[string]struct {
		was, is scope.Rights
		want    bool
	}{
		"the same":                           {scope.Rights{Allow: masks{tf: all}}, scope.Rights{Allow: masks{tf: all}}, false},
		"another atom":                       {scope.Rights{Allow: masks{own: all}}, scope.Rights{Allow: masks{own: all, tf: green}}, true},
		"another label":                      {scope.Rights{Allow: masks{tf: green}}, scope.Rights{Allow: masks{tf: all}}, true},
		"another type":                       {scope.Rights{Allow: masks{tf: domains}}, scope.Rights{Allow: masks{tf: all}}, true},
		"an atom of what all had":            {scope.Rights{Allow: masks{scope.Everyone: all}}, scope.Rights{Allow: masks{tf: all}}, false},
		"a cell that is denied for all":      {scope.Rights{Allow: masks{own: all}}, scope.Rights{Allow: masks{own: all, tf: green}, Deny: masks{scope.Everyone: green}}, false},
		"a cell that is denied for the atom": {scope.Rights{Allow: masks{own: all}}, scope.Rights{Allow: masks{own: all, tf: green}, Deny: masks{tf: all}}, false},
		"a deny less":                        {scope.Rights{Allow: masks{tf: all}, Deny: masks{x: all}}, scope.Rights{Allow: masks{tf: all}}, true},
		"a deny less, where nothing is":      {scope.Rights{Deny: masks{x: all}}, scope.Rights{}, false},
		"a deny less, within another":        {scope.Rights{Allow: masks{tf: all}, Deny: masks{x: all}}, scope.Rights{Allow: masks{tf: all}, Deny: masks{scope.Everyone: all}}, false},
		"what was under embargo":             {scope.Rights{Allow: masks{tf: all}, Embargoed: all}, scope.Rights{Allow: masks{tf: all}, Embargoed: green}, true},
		"its own that was under embargo":     {scope.Rights{Allow: masks{own: all}, Embargoed: all}, scope.Rights{Allow: masks{own: all}}, false},
		"what was expired":                   {scope.Rights{Allow: masks{tf: all}, Expired: all}, scope.Rights{Allow: masks{tf: all}}, true},
	} {
		was, is := &scope.View{Member: "brand-a"}, &scope.View{Member: "brand-a"}
		was.Acts[scope.Export], is.Acts[scope.Export] = c.was, c.is
		if got := is.Gains(was); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
