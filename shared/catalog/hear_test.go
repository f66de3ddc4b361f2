package catalog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// someView is of a member that may do some acts with what is green, is named in, or is its own.
func someView(m id.Member, acts ...scope.Act) *scope.View {
	v := &scope.View{Member: m}
	for _, a := range acts {
		v.Acts[a].Allow = map[scope.Atom]scope.Mask{
			scope.Everyone: scope.UpTo(tlp.Green), scope.Named(m): scope.UpTo(tlp.Red), scope.By(m): scope.UpTo(tlp.Red),
		}
	}
	v.Index()
	return v
}

func someIndicator(t *testing.T, c *Catalog, p ledger.Position, value string, mark tlp.Mark) Indicator {
	t.Helper()
	o, err := observable.Parse("domain", value, observable.Options{})
	if err != nil {
		t.Fatal(err)
	}
	i := Indicator{
		Publisher: "brand-a", Observable: o, Confidence: -1, Basis: "report", TLP: mark, Attribution: Named, State: Published,
		Share: Share{TaskForces: []id.TaskForce{"x"}}, Created: at(0), Modified: at(0),
	}
	i.ID = testID(i.Publisher, o)
	if err := c.mustApply([]ledger.Entry{entry(p, VerbPublished, i)}); err != nil {
		t.Fatal(err)
	}
	return i
}

// TestHear wants each sighting to be heard, and counted, by those alone whom it is for and who may
// read its indicator, and its author to be named to those alone whom it told.
func TestHear(t *testing.T) {
	c := fresh()
	open, hidden := someIndicator(t, c, 1, "open.example", tlp.Green), someIndicator(t, c, 2, "hidden.example", tlp.Amber)
	all := map[string]Sighting{
		"to-publisher": {Indicator: open.ID, Audience: ToPublisher, Attribution: Named},
		"to-readers":   {Indicator: open.ID, Audience: ToIndicator, Attribution: Withheld},
		"to-one":       {Indicator: open.ID, Audience: ToShared, TLP: tlp.Red, Share: Share{Members: []id.Member{"one"}}, Attribution: Named},
		"of-hidden":    {Indicator: hidden.ID, Audience: ToShared, TLP: tlp.Red, Share: Share{Members: []id.Member{"one"}}, Attribution: Named},
	}
	p := ledger.Position(10)
	for _, name := range []string{"to-publisher", "to-readers", "to-one", "of-hidden"} {
		s := all[name]
		s.ID, s.Member, s.Type, s.Count, s.Saw, s.Created, s.Modified = id.Sighting("sig_"+name), "market-b", Seen, 1, 2, at(1), at(1)
		p++
		if err := c.mustApply([]ledger.Entry{{
			Position: p, At: at(1), Kind: ledger.KindSighting, ID: string(s.ID), Verb: VerbAdded, Schema: SchemaSighting, Body: EncodeSighting(s),
		}}); err != nil {
			t.Fatal(err)
		}
	}
	for who, want := range map[id.Member][]string{
		"brand-a": {"to-publisher", "to-readers"}, "one": {"to-readers", "to-one"}, "other": {"to-readers"},
		"market-b": {"to-publisher", "to-readers", "to-one", "of-hidden"},
	} {
		v := someView(who, scope.See, scope.ReadCore, scope.ReadSource)
		heard := 0
		for name, s := range all {
			item, ok := c.Sighting(v, id.Sighting("sig_"+name), at(2))
			if is := strings.Contains(strings.Join(want, " "), name); ok != is {
				t.Errorf("%s hears what is %s: %t", who, name, ok)
			}
			if ok && s.Indicator == open.ID {
				heard++
			}
			if named := strings.Contains(string(item.AppendJSON(nil)), "market-b"); named != (ok && (s.Attribution == Named || who == "market-b")) {
				t.Errorf("%s: who speaks is named: %t", who, named)
			}
		}
		if item, ok := c.mustGet(v, open.ID, at(2)); !ok || !strings.Contains(string(item.AppendJSON(nil)), fmt.Sprintf(`"sightings":%d,`, heard)) {
			t.Errorf("%s hears %d: %s", who, heard, item.AppendJSON(nil))
		}
	}
}

// TestSummaryMasks wants a summary to have the basis and the publisher for those who may read them.
func TestSummaryMasks(t *testing.T) {
	c := fresh()
	i := someIndicator(t, c, 1, "open.example", tlp.Green)
	for _, x := range []struct {
		acts          []scope.Act
		basis, source bool
	}{
		{[]scope.Act{scope.See, scope.ReadCore}, false, false},
		{[]scope.Act{scope.See, scope.ReadCore, scope.ReadEvidence}, true, false},
		{[]scope.Act{scope.See, scope.ReadCore, scope.ReadSource}, false, true},
	} {
		got := c.Meet(someView("other", x.acts...), []Sought{{Observable: i.Observable}}, 1, at(2))
		if len(got[0]) != 1 || len(got[0][0].Items) != 1 {
			t.Fatalf("%+v", got)
		}
		text := string(got[0][0].Items[0].AppendJSON(nil))
		if strings.Contains(text, `"basis"`) != x.basis || strings.Contains(text, "brand-a") != x.source {
			t.Errorf("%v: %s", x.acts, text)
		}
	}
}
