package network

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

var start = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

func name(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return prefix + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}

// failer is what *testing.T and *rapid.T have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// world is a ledger of indicators and a catalog of it.
type world struct {
	catalog *catalog.Catalog
	book    *Book
	all     []catalog.Indicator // as they stand
	next    ledger.Position
	now     time.Time
}

func newWorld() *world {
	w := &world{now: start}
	w.catalog = catalog.New(catalog.Options{
		ETag:      func(p ledger.Position) string { return fmt.Sprint(p) },
		Pseudonym: func(side string, m id.Member) string { return name("anon_", side, string(m)) },
	})
	w.book = &Book{
		Ties: func(ctx context.Context, v *scope.View, now time.Time) Ties { return w.catalog.Ties(ctx, v, now) },
		Name: func(k observable.Key) string { return name("obs_", string(k)) },
		Now:  func() time.Time { return w.now },
	}
	return w
}

// thing parses "type:value".
func thing(t failer, s string) observable.Observable {
	t.Helper()
	typ, value, _ := strings.Cut(s, " ")
	o, err := observable.Parse(typ, value, observable.Options{})
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return o
}

// says makes an indicator: links are "relation type value".
func says(t failer, m id.Member, own string, links ...string) catalog.Indicator {
	t.Helper()
	i := catalog.Indicator{
		Publisher: m, Observable: thing(t, own), Confidence: 90, Basis: "test_purchase", TLP: tlp.Green, Attribution: catalog.Named,
		State: catalog.Published, Created: start, Modified: start,
	}
	for _, l := range links {
		relation, what, _ := strings.Cut(l, " ")
		i.Links = append(i.Links, catalog.Link{Observable: thing(t, what), Relation: relation})
	}
	i.ID = id.Indicator(name("ind_", string(m), i.Observable.String()))
	return i
}

// put folds indicators, each as the newest state of itself.
func (w *world) put(t failer, is ...catalog.Indicator) {
	t.Helper()
	for _, i := range is {
		w.next++
		e := ledger.Entry{
			Position: w.next, At: i.Modified, Kind: ledger.KindIndicator, ID: string(i.ID), Verb: catalog.VerbPublished,
			Schema: catalog.SchemaIndicator, Body: catalog.Encode(i),
		}
		if err := w.catalog.Apply([]ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
		if n := slices.IndexFunc(w.all, func(x catalog.Indicator) bool { return x.ID == i.ID }); n >= 0 {
			w.all[n] = i
		} else {
			w.all = append(w.all, i)
		}
	}
}

// reader reads whatever is not above green, what names it, and its own.
func reader(m id.Member) *scope.View {
	r := scope.Rights{
		Allow: map[scope.Atom]scope.Mask{
			scope.Everyone: scope.UpTo(tlp.Green), scope.By(m): scope.Everything(), scope.Named(m): scope.Everything(),
		},
		Deny:      map[scope.Atom]scope.Mask{scope.Never(m): scope.Everything()},
		Embargoed: scope.Everything(), Expired: scope.Everything(),
	}
	v := &scope.View{Member: m}
	for a := range v.Acts {
		v.Acts[a] = r
	}
	return v.Index()
}

// masked is reader without a class of fields of others'.
func masked(m id.Member, class scope.Act) *scope.View {
	v := &scope.View{Member: m, Acts: reader(m).Acts}
	v.Acts[class] = scope.Rights{Allow: map[scope.Atom]scope.Mask{scope.By(m): scope.Everything()}}
	return v.Index()
}

// lines are a network as one reads it.
func (n *Network) lines() string {
	var b strings.Builder
	names := map[string]observable.Key{}
	for _, x := range n.Nodes {
		names[x.ID] = x.Observable.Key()
		fmt.Fprintf(&b, "%s %q %.3f depth %d hub %t weak %t disputed %t indicators %d brands %v via %s\n",
			x.Observable, x.Observable.Raw, x.Strength, x.Depth, x.Hub, x.Weak, x.Disputed, x.Indicators, x.Brands, names[n.before[x.ID]])
	}
	for _, e := range n.Edges {
		fmt.Fprintf(&b, "%s -%s-> %s %.3f by %d: %v\n", names[e.From], e.Relation, names[e.To], e.Weight, e.Publishers, e.Indicators)
	}
	fmt.Fprintln(&b, n.Truncated)
	return b.String()
}

// keys are the observables of a network, sorted.
func (n *Network) keys() []string {
	all := []string{}
	for _, x := range n.Nodes {
		all = append(all, string(x.Observable.Key()))
	}
	slices.Sort(all)
	return all
}

// testingT is a test, or a draw of rapid.
type testingT interface {
	Helper()
	Fatal(args ...any)
}

func (w *world) mustFind(t testingT, v *scope.View, start observable.Observable) *Network {
	t.Helper()
	n, err := w.book.Find(context.Background(), v, start)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
