package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

func domain(canonical string) observable.Observable {
	return observable.Observable{Type: observable.Domain, Raw: canonical, Canonical: canonical, Version: observable.Version}
}

// shop is an indicator of one member that the whole alliance may see.
func shop(m id.Member, canonical string) Indicator {
	i := Indicator{
		Publisher: m, Observable: domain(canonical), Confidence: -1, TLP: tlp.Green, Attribution: Named,
		State: Published, Created: start, Modified: start,
	}
	i.ID = testID(m, i.Observable)
	return i
}

// reader sees and reads whatever is not above green, and its own.
func reader(m id.Member) *scope.View {
	r := scope.Rights{
		Allow:     map[scope.Atom]scope.Mask{scope.Everyone: scope.UpTo(tlp.Green), scope.By(m): scope.Everything()},
		Embargoed: scope.Everything(), Expired: scope.Everything(),
	}
	v := &scope.View{Member: m}
	for a := range v.Acts {
		v.Acts[a] = r
	}
	return v.Index()
}

// admin knows that things exist.
func admin() *scope.View {
	v := &scope.View{Admin: true}
	v.Acts[scope.See].Allow = map[scope.Atom]scope.Mask{scope.Everyone: scope.Everything()}
	return v.Index()
}

func fold(t *testing.T, c *Catalog, es ...ledger.Entry) {
	t.Helper()
	if err := c.mustApply(es); err != nil {
		t.Fatal(err)
	}
}

func TestDecode(t *testing.T) {
	full := shop("brand-a", "a.example")
	full.Brands, full.Tags, full.Confidence = []string{"maison-a"}, []string{"x"}, 0
	full.Infringement, full.Basis, full.Note, full.Reason = "counterfeit", "report", "n", "r"
	full.FirstSeen, full.ValidUntil, full.EmbargoUntil = at(-1), at(9).Add(5), at(5)
	full.Share = Share{[]id.TaskForce{"handbags"}, []id.Member{"market-c"}, []id.Member{"brand-b"}}
	full.Fingerprints = []observable.Fingerprint{{Algorithm: "phash", Hash: "c3f0d1b2a4968778", Quality: -1}, {Algorithm: "pdq", Hash: strings.Repeat("c3f0d1b2", 8), Quality: 0}}
	full.Links = []Link{{Observable: domain("b.example"), Relation: "alias"}, {
		Observable: observable.Observable{Type: observable.Phone, Raw: "07700 900123", Canonical: "+447700900123", Region: "GB", Version: observable.Version}, Relation: "contact",
	}, {Observable: domain("c.example"), Fingerprints: full.Fingerprints[:1], Relation: "alias"}}

	t.Run("what was encoded comes back", func(t *testing.T) {
		for _, i := range []Indicator{full, shop("brand-a", "a.example")} {
			got, err := Decode(entry(1, VerbPublished, i))
			if err != nil || !reflect.DeepEqual(got, i) {
				t.Errorf("Decode = %v\n%+v, want\n%+v", err, got, i)
			}
		}
	})
	t.Run("times are RFC 3339 in UTC", func(t *testing.T) {
		if body := Encode(full); !bytes.Contains(body, []byte(`"valid_until":"2026-10-01T00:00:09.000000005Z"`)) {
			t.Errorf("Encode = %s", body)
		}
	})
	t.Run("a newer schema, type or label is refused", func(t *testing.T) {
		e := entry(1, VerbPublished, full)
		e.Schema = SchemaIndicator + 1
		if _, err := Decode(e); !errors.Is(err, ErrSchema) {
			t.Errorf("newer schema: %v", err)
		}
		for _, change := range [][2]string{{`"domain"`, `"scent"`}, {`"green"`, `"mauve"`}, {`{`, ``}} {
			e := entry(1, VerbPublished, full)
			e.Body = bytes.Replace(e.Body, []byte(change[0]), []byte(change[1]), 1)
			if _, err := Decode(e); err == nil {
				t.Errorf("%s instead of %s was read", change[1], change[0])
			}
			if err := fresh().mustApply([]ledger.Entry{e}); err == nil {
				t.Errorf("%s instead of %s was folded", change[1], change[0])
			}
		}
	})
	t.Run("what JSON has no form for is repaired", func(t *testing.T) {
		i := full
		i.Note = "caf\xe9"
		i.ValidUntil = time.Date(9999, 12, 31, 23, 59, 59, 0, time.FixedZone("west", -3600))
		got, err := Decode(entry(1, VerbPublished, i))
		if err != nil || got.Note != "caf\uFFFD" || got.ValidUntil.Year() != 9999 {
			t.Errorf("Decode = %v, %q, %v", err, got.Note, got.ValidUntil)
		}
	})
}

func TestRecord(t *testing.T) {
	i := shop("brand-a", "a.example")
	i.Share = Share{[]id.TaskForce{"handbags", "handbags"}, []id.Member{"market-c"}, []id.Member{"brand-b"}}
	i.EmbargoUntil, i.ValidUntil = at(3).Add(1), at(9).Add(1)
	got := i.Record()
	want := scope.Record{
		Atoms: []scope.Atom{"d:market-c", "o:brand-a", "t:handbags", "x:brand-b"}, Cell: scope.CellOf(observable.Domain, tlp.Green),
		Owner: "brand-a", Embargo: at(4).Unix(), Expiry: at(9).Unix(),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Record = %+v, want %+v", got, want)
	}
	i.EmbargoUntil, i.ValidUntil = time.Unix(0, 0), time.Unix(0, 0)
	if got := i.Record(); got.Embargo != 0 || !got.Expired(1) {
		t.Errorf("at the epoch: %+v", got)
	}
}

func TestApply(t *testing.T) {
	t.Run("an indicator that becomes another one is a defect", func(t *testing.T) {
		c := fresh()
		i := shop("brand-a", "a.example")
		other := shop("brand-a", "b.example")
		other.ID = i.ID
		fold(t, c, entry(1, VerbPublished, i))
		if err := c.mustApply([]ledger.Entry{entry(2, VerbRevoked, other)}); !errors.Is(err, errMoved) {
			t.Errorf("err = %v", err)
		}
	})
	t.Run("ids that differ in unused bits are not one", func(t *testing.T) {
		c := fresh()
		i := shop("brand-a", "a.example")
		i.ID = id.Indicator("ind_" + strings.Repeat("a", 26))
		fold(t, c, entry(1, VerbPublished, i))
		if _, ok := c.mustGet(reader("brand-a"), "ind_"+id.Indicator(strings.Repeat("a", 25))+"b", start); ok {
			t.Error("another id was answered")
		}
		if _, ok := c.mustGet(reader("brand-a"), i.ID, start); !ok {
			t.Error("the id was not found")
		}
	})
}

func TestExistence(t *testing.T) {
	c := fresh()
	i := shop("brand-a", "secret.example")
	i.TLP, i.Note, i.Tags, i.Brands, i.Confidence = tlp.Red, `","created_at":"`, []string{"x"}, []string{"maison-a"}, 90
	i.Share.TaskForces = []id.TaskForce{"handbags"}
	fold(t, c, entry(7, VerbPublished, i))
	v := admin()

	t.Run("shows no content", func(t *testing.T) {
		item, ok := c.mustGet(v, i.ID, start)
		want := fmt.Sprintf(`{"id":%q,"tlp":"red","state":"published","created_at":"2026-10-01T00:00:00Z",`+
			`"modified_at":"2026-10-01T00:00:00Z","etag":"etag-7","redacted":["core"]}`, i.ID)
		if got := string(item.AppendJSON(nil)); !ok || got != want {
			t.Errorf("Get = %v\n%s, want\n%s", ok, got, want)
		}
	})
	t.Run("no filter tells what it is", func(t *testing.T) {
		typ := observable.Domain
		for name, q := range map[string]Query{
			"type": {Types: []observable.Type{typ}}, "value": {Canonical: []string{"secret.example"}}, "text": {Text: "secret"}, "brand": {Brands: []string{"maison-a"}},
			"tag": {Tags: []string{"x"}}, "publisher": {Publishers: []id.Member{"brand-a"}}, "task force": {TaskForces: []id.TaskForce{"handbags"}},
			"prefix": {Prefix: "sec"}, "registrable": {Registrable: "secret.example"}, "infringement": {Infringements: []string{"counterfeit"}},
			"basis": {Bases: []string{"test_purchase"}}, "label": {Labels: tlpAll()}, "until": {Until: at(1)}, "created": {CreatedSince: start},
			"type and state": {Types: observableAll(), States: []State{All}},
			"confidence":     {MinConfidence: 1}, "since": {Since: start},
		} {
			if items, _ := c.mustList(v, q, 0, 10, start); len(items) != 0 || c.mustCount(v, q, start) != 0 {
				t.Errorf("%s tells", name)
			}
		}
		if n := c.mustCount(v, Query{}, start); n != 1 {
			t.Errorf("Count = %d, want 1", n)
		}
		if total, by := c.mustFacets(v, Query{States: []State{All}}, FacetNames(), 10, start); total != 0 || slices.ContainsFunc(FacetNames(), func(f Facet) bool { return len(by[f]) > 0 }) {
			t.Errorf("Facets = %d, %v", total, by)
		}
	})
}

// TestSlices has more rows than are looked at under one lock, and than viewers are told of
// one by one.
func TestSlices(t *testing.T) {
	const n = maxTouched + 10
	c, v := fresh(), reader("market-c")
	i := shop("brand-a", "a.example")
	i.Confidence = 1
	es := make([]ledger.Entry, 0, n)
	for k := range n {
		i.Observable.Canonical = fmt.Sprint("shop-", k)
		i.ID = testID("brand-a", i.Observable)
		i.ValidUntil = at(1 + k/2)
		es = append(es, entry(ledger.Position(k+1), VerbPublished, i))
	}
	fold(t, c, es[:10]...)
	if got := c.mustCount(v, Query{}, start); got != 10 {
		t.Errorf("Count = %d, want 10", got)
	}
	fold(t, c, es[10:]...)
	for _, q := range []Query{{}, {MinConfidence: 1}, {Text: "SHOP-"}} {
		if got := c.mustCount(v, q, start); got != n {
			t.Errorf("Count(%+v) = %d, want %d", q, got, n)
		}
	}
	if items, next := c.mustList(v, Query{Text: "shop-7"}, 3000, 1000, start); len(items) != 111 || next != 0 {
		t.Errorf("List = %d items, next %d, want 111", len(items), next)
	}
	told, to := 0, Mark(0)
	for told < n {
		var es []Event
		if es, to = c.mustEvents(v, to, n+1, start); len(es) == 0 {
			break
		}
		told += len(es)
	}
	if told != n || to != MarkAfter(n) {
		t.Errorf("Events = %d, up to %d, want %d", told, to, n)
	}
	nobody := &scope.View{Member: "nobody"}
	if es, to := c.mustEvents(nobody, 0, 1, start); len(es) != 0 || to != MarkAfter(n) {
		t.Errorf("Events for nobody = %d, up to %d, want 0, %d", len(es), to, n)
	}
	// Time far ahead expires all but the last, far back brings all again.
	if got := c.mustCount(v, Query{}, at(n/2-1)); got != 2 {
		t.Errorf("Count far ahead = %d, want 2", got)
	}
	if got := c.mustCount(v, Query{}, start); got != n {
		t.Errorf("Count back = %d, want %d", got, n)
	}
}

func TestViewersAreBounded(t *testing.T) {
	var vs viewers
	first := &scope.View{Member: "first"}
	remembered := vs.of(first, 1<<30)
	for range minViewers * 2 {
		vs.of(&scope.View{}, 1<<30)
		if vs.of(first, 1<<30) != remembered {
			t.Fatal("the one that is used was forgotten")
		}
	}
	if len(vs.all) != minViewers {
		t.Errorf("%d viewers, want %d", len(vs.all), minViewers)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(shop("brand-a", "a.example")))
	f.Fuzz(func(t *testing.T, body []byte) {
		e := ledger.Entry{Position: 1, Kind: ledger.KindIndicator, ID: "ind_x", Schema: 1, Body: body}
		i, err := Decode(e)
		if err != nil {
			return
		}
		e.Body = Encode(i)
		again, err := Decode(e)
		if err != nil || !bytes.Equal(Encode(again), e.Body) {
			t.Fatalf("%v\n%+v\n%+v", err, again, i)
		}
		c := fresh()
		fold(t, c, e)
		want := rekeyed(&i)
		if own, _, ok := c.mustOwn(i.Publisher, i.ID); i.Publisher != "" && (!ok || !bytes.Equal(Encode(own), Encode(*want))) {
			t.Fatalf("Own = %v\n%+v, want\n%+v", ok, own, want)
		}
	})
}

func tlpAll() (all []tlp.Mark) {
	for m := range tlp.Mark(tlp.Count) {
		all = append(all, m)
	}
	return all
}

func observableAll() (all []observable.Type) {
	for t := range observable.Count {
		all = append(all, t)
	}
	return all
}
