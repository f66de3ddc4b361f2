package catalog

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

var (
	members    = []id.Member{"brand-a", "brand-b", "market-c", "carrier-d"}
	taskForces = []id.TaskForce{"handbags", "watches"}
	values     = []string{"a.example", "b.example", "A\"b\u2028<é>.example", "+861380013"}
	brands     = []string{"maison-a", "maison-b"}
	tags       = []string{"x", "y", "z"}
	types      = []observable.Type{observable.Domain, observable.Phone}
	labels     = []tlp.Mark{tlp.Clear, tlp.Amber, tlp.Red}
)

// some draws a few of the values given, in any order, none of them twice; nil for none.
func some[V comparable](t *rapid.T, from []V, name string) []V {
	drawn := rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, 2, rapid.ID[V]).Draw(t, name)
	if len(drawn) == 0 {
		return nil
	}
	return drawn
}

// maybe draws one of the values given or, as often, the zero value.
func maybe[V any](t *rapid.T, from []V, name string) V {
	var none V
	if rapid.Bool().Draw(t, name+"?") {
		return none
	}
	return rapid.SampledFrom(from).Draw(t, name)
}

func moment(t *rapid.T, name string) time.Time {
	if rapid.Bool().Draw(t, name+"?") {
		return time.Time{}
	}
	return at(rapid.IntRange(1, 40).Draw(t, name))
}

func thingOf(t *rapid.T) observable.Observable {
	value := rapid.SampledFrom(values).Draw(t, "value")
	return observable.Observable{
		Type: rapid.SampledFrom(types).Draw(t, "type"), Raw: " " + value, Canonical: value,
		Region: maybe(t, []string{"GB"}, "region"), Version: rapid.IntRange(0, 3).Draw(t, "version"),
	}
}

// prints draws fingerprints, whatever the type: what is masked hides them too.
func prints(t *rapid.T) (fs []observable.Fingerprint) {
	for range rapid.IntRange(0, 2).Draw(t, "fingerprints") {
		fs = append(fs, observable.Fingerprint{Algorithm: "phash", Hash: "c3f0d1b2a4968778", Quality: rapid.SampledFrom([]int{-1, 0, 100}).Draw(t, "quality")})
	}
	return fs
}

// claim draws an indicator but for its state and times of change.
func claim(t *rapid.T) Indicator {
	i := Indicator{
		Publisher:    rapid.SampledFrom(members).Draw(t, "publisher"),
		Observable:   thingOf(t),
		Fingerprints: prints(t),
		Brands:       some(t, brands, "brands"),
		Infringement: maybe(t, []string{"counterfeit"}, "infringement"),
		Confidence:   rapid.SampledFrom([]int{-1, 0, 50, 51, 100}).Draw(t, "confidence"),
		Basis:        maybe(t, []string{"report", "test_purchase"}, "basis"),
		Tags:         some(t, tags, "tags"),
		FirstSeen:    moment(t, "first seen"),
		ValidUntil:   moment(t, "valid until"),
		EmbargoUntil: moment(t, "embargo until"),
		TLP:          rapid.SampledFrom(labels).Draw(t, "tlp"),
		Share:        Share{some(t, taskForces, "task forces"), some(t, members, "named"), some(t, members, "except")},
		Attribution:  rapid.SampledFrom([]Attribution{Named, Pseudonymous, Withheld}).Draw(t, "attribution"),
		Note:         maybe(t, []string{"\",\"created_at\":\"", "{\x00}\\", "Made in \"Example\"."}, "note"),
	}
	for range rapid.IntRange(0, 1).Draw(t, "links") {
		i.Links = append(i.Links, Link{Observable: thingOf(t), Fingerprints: prints(t), Relation: "contact"})
	}
	i.ID = testID(i.Publisher, i.Observable)
	return i
}

// rights draws any rights at all: the catalog must carry out whatever policy compiles to.
func rights(t *rapid.T) scope.Rights {
	atoms := []scope.Atom{scope.Everyone, "o:brand-a", "o:brand-b", "t:handbags", "t:watches", "d:market-c", "x:brand-b", "d:none"}
	mask := func(name string) (m scope.Mask) {
		switch rapid.IntRange(0, 2).Draw(t, name) {
		case 0:
			return scope.Everything()
		case 1:
			return scope.UpTo(rapid.SampledFrom(labels).Draw(t, name+" up to"), rapid.SampledFrom(types).Draw(t, name+" type"))
		}
		return scope.UpTo(rapid.SampledFrom(labels).Draw(t, name+" up to"))
	}
	masks := func(name string, most int) map[scope.Atom]scope.Mask {
		out := map[scope.Atom]scope.Mask{}
		for _, a := range rapid.SliceOfN(rapid.SampledFrom(atoms), 0, most).Draw(t, name) {
			out[a] = mask(name + " mask")
		}
		return out
	}
	r := scope.Rights{Allow: masks("allow", 4), Deny: masks("deny", 2)}
	if rapid.Bool().Draw(t, "embargo binds") {
		r.Embargoed = mask("embargoed")
	}
	if rapid.Bool().Draw(t, "expiry binds") {
		r.Expired = mask("expired")
	}
	return r
}

func viewOf(t *rapid.T) *scope.View {
	v := &scope.View{Member: maybe(t, members, "viewer")}
	v.Admin = v.Member == ""
	for _, tf := range taskForces {
		if rapid.Bool().Draw(t, "sits in "+string(tf)) {
			v.TaskForces = append(v.TaskForces, tf)
		}
	}
	v.Acts[scope.See] = rights(t)
	v.Acts[scope.ReadCore] = v.Acts[scope.See]
	if rapid.Bool().Draw(t, "reads otherwise") {
		v.Acts[scope.ReadCore] = rights(t)
	}
	for a := scope.ReadEvidence; a < scope.ActCount; a++ {
		if v.Acts[a] = v.Acts[scope.ReadCore]; rapid.IntRange(0, 4).Draw(t, "otherwise: "+a.String()) == 0 {
			v.Acts[a] = rights(t)
		}
	}
	v.K = rapid.SampledFrom([]int{0, 2, 3, 5}).Draw(t, "k")
	return v.Index()
}

func query(t *rapid.T) Query {
	if rapid.IntRange(0, 3).Draw(t, "filter?") == 0 {
		return Query{States: some(t, []State{Published, Revoked, Over, Disputed, Held, All, "draft"}, "states")}
	}
	q := Query{States: some(t, []State{Published, Revoked, Over, Disputed, Refused, All}, "states")}
	q.Read = rapid.IntRange(0, 5).Draw(t, "read") == 0
	q.Export = rapid.IntRange(0, 5).Draw(t, "export") == 0
	for range rapid.IntRange(1, 2).Draw(t, "filters") {
		switch rapid.IntRange(0, 14).Draw(t, "filter") {
		case 0:
			q.Types = some(t, types, "types")
		case 1:
			q.Types, q.Canonical = types[1:], []string{rapid.SampledFrom(values).Draw(t, "value")}
		case 2:
			q.Canonical = rapid.SliceOfN(rapid.SampledFrom(append(values, "c.example")), 1, 2).Draw(t, "value")
		case 3:
			q.Text = rapid.SampledFrom([]string{"EXAMPLE", "b", "é", "86", "nowhere", "+861", "x", "maison", "creat", "created_at exa", "reated", "made", "ma", "example maison-a"}).Draw(t, "text")
		case 4:
			q.Brands, q.Tags = some(t, append(brands, "none"), "brands"), some(t, tags, "tags")
		case 5:
			q.Publishers = some(t, append(members, "anon-m:brand-a-brand-b", "anon-m:market-c-brand-b", "anon-u:admin-brand-a"), "by")
		case 6:
			q.TaskForces = some(t, taskForces, "in")
		case 7:
			q.MinConfidence = rapid.SampledFrom([]int{1, 50, 51}).Draw(t, "min confidence")
		case 8:
			q.Since = at(rapid.IntRange(0, 40).Draw(t, "since"))
		case 9:
			q.Until = at(rapid.IntRange(0, 40).Draw(t, "until"))
		case 10:
			q.CreatedSince = at(rapid.IntRange(0, 40).Draw(t, "created since"))
		case 11:
			q.Prefix = rapid.SampledFrom([]string{"A", "a.e", "+86", "a\"b", "+8613800139"}).Draw(t, "prefix")
		case 12:
			q.Registrable = rapid.SampledFrom([]string{"a.example", "b.example", "example"}).Draw(t, "registrable")
		case 13:
			q.Infringements, q.Bases = some(t, []string{"counterfeit", "none"}, "infringements"), some(t, []string{"report", "none"}, "bases")
		case 14:
			q.Labels = some(t, labels, "labels")
		}
	}
	return q
}

func shown(t *rapid.T, i Item) map[string]any {
	var got map[string]any
	if err := json.Unmarshal(i.AppendJSON(nil), &got); err != nil {
		t.Fatalf("%s: %v in %s", i.ID, err, i.AppendJSON(nil))
	}
	return got
}

// TestModel plays random lives of indicators to random viewers, and compares the catalog in
// everything it says with the naive one.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, model := fresh(), &naive{}
		if rapid.Bool().Draw(t, "postings") {
			c.fewRows = 0
		}
		views := []*scope.View{viewOf(t), viewOf(t), viewOf(t)}
		var position ledger.Position
		clock := 0
		var entries []ledger.Entry
		t.Repeat(map[string]func(*rapid.T){
			"publish or revoke": func(t *rapid.T) {
				var batch []ledger.Entry
				for range rapid.IntRange(1, 8).Draw(t, "entries") {
					i, verb := claim(t), VerbPublished
					i.State, i.Created = Published, at(clock)
					was, ok := model.find(i.ID)
					switch {
					case ok && was.State == Published:
						i, verb = was.Indicator, VerbRevoked
						i.State, i.Reason = Revoked, "an \"error\""
					case ok && was.State == Held && rapid.Bool().Draw(t, "ends"):
						i = was.Indicator
						i.State, verb = Revoked, VerbRevoked
						if rapid.Bool().Draw(t, "refused") {
							i.State, verb, i.Findings = Refused, VerbRefused, nil
						}
					case ok && was.State == Held: // it is let out
						i = was.Indicator
						i.State, i.Private, i.Findings = Published, false, nil
					case rapid.IntRange(0, 3).Draw(t, "held") == 0:
						i.State, i.Private, i.Findings, verb = Held, true, []Finding{{Pointer: "/note", Rule: "price", Detail: "x"}}, VerbHeld
					}
					if ok {
						i.Created = was.Created
					}
					i.Modified = at(clock).Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "ns")))
					position += ledger.Position(rapid.IntRange(1, 3).Draw(t, "gap"))
					batch = append(batch, entry(position, verb, i), ledger.Entry{Kind: ledger.KindMember, Body: []byte("?")})
					model.apply(position, verb, i)
				}
				entries = append(entries, batch...)
				if err := c.mustApply(batch); err != nil {
					t.Fatal(err)
				}
			},
			"time": func(t *rapid.T) { clock = max(0, clock+rapid.IntRange(-6, 9).Draw(t, "seconds")) },
			"look": func(t *rapid.T) {
				now := at(clock).Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "skew")) * time.Second)
				v := rapid.SampledFrom(views).Draw(t, "view")
				checkList(t, c, model, v, query(t), now)
				checkEvents(t, c, model, v, now)
				checkTies(t, c, model, v, now)
				for _, r := range model.rows {
					checkOne(t, c, model, v, r, now)
				}
				if len(entries) > 0 {
					checkRender(t, c, model, v, rapid.SampledFrom(entries).Draw(t, "entry"), now)
				}
			},
		})
	})
}

func checkList(t *rapid.T, c *Catalog, model *naive, v *scope.View, q Query, now time.Time) {
	want := model.matching(v, q, now)
	if n := c.mustCount(v, q, now); n != len(want) {
		t.Fatalf("Count(%+v) = %d, want %d", q, n, len(want))
	}
	for _, r := range model.rows {
		in := slices.ContainsFunc(want, func(w naiveRow) bool { return w.ID == r.ID })
		if got := c.mustMatches(v, q, r.ID, now); got != in {
			t.Fatalf("Matches(%+v, %s) = %v, want %v", q, r.ID, got, in)
		}
	}
	total, by := c.mustFacets(v, q, FacetNames(), 100, now)
	reads := q
	reads.Read = true
	if n := len(model.matching(v, reads, now)); n != total {
		t.Fatalf("Facets(%+v) = %d, want %d", q, total, n)
	}
	for _, f := range FacetNames() {
		got, want := map[string]int{}, model.facets(v, q, f, now)
		for n, b := range by[f] {
			got[b.Value] = b.Count
			if n > 0 && by[f][n-1].Count < b.Count {
				t.Fatalf("Facets(%+v)[%s] = %v: not in order", q, f, by[f])
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("Facets(%+v)[%s] = %v, want %v", q, f, got, want)
		}
	}
	limit := rapid.IntRange(1, 5).Draw(t, "limit")
	checkChanged(t, c, v, q, want, limit, now)
	var cursor ledger.Position
	for {
		items, next := c.mustList(v, q, cursor, limit, now)
		if len(items) > len(want) || (len(items) < limit && len(items) < len(want)) {
			t.Fatalf("List(%+v) = %d items of %d", q, len(items), len(want))
		}
		for n, item := range items {
			r := want[n]
			if item.ID != r.ID || item.Position != r.modified {
				t.Fatalf("List(%+v)[%d] = %s at %d, want %s at %d", q, n, item.ID, item.Position, r.ID, r.modified)
			}
			if got, want := shown(t, item), model.json(v, &r.Indicator, r.modified, now); !reflect.DeepEqual(got, want) {
				t.Fatalf("List(%+v)[%d] =\n%v, want\n%v", q, n, got, want)
			}
		}
		if want = want[len(items):]; (next == 0) != (len(want) == 0) {
			t.Fatalf("List(%+v): next %d, but %d left", q, next, len(want))
		}
		if cursor = next; next == 0 {
			return
		}
	}
}

// checkChanged compares the list in the order of the last change.
func checkChanged(t *rapid.T, c *Catalog, v *scope.View, q Query, rows []naiveRow, limit int, now time.Time) {
	want := slices.Clone(rows)
	slices.SortFunc(want, func(a, b naiveRow) int { return cmp.Compare(b.modified, a.modified) })
	var place Place
	for {
		items, next := c.mustListChanged(&Memory{}, v, q, place, limit, now)
		for n, item := range items {
			if n >= len(want) || item.ID != want[n].ID || item.Position != want[n].modified {
				t.Fatalf("ListChanged(%+v)[%d] = %s, of %d", q, n, item.ID, len(want))
			}
		}
		if want = want[len(items):]; (next == Place{}) != (len(want) == 0) {
			t.Fatalf("ListChanged(%+v): next %v, but %d left", q, next, len(want))
		}
		if place = next; next == (Place{}) {
			return
		}
	}
}

func checkEvents(t *rapid.T, c *Catalog, model *naive, v *scope.View, now time.Time) {
	var head ledger.Position
	var after Mark
	var want []Event
	if n := len(model.events); n > 0 {
		head = model.events[n-1].Mark.Position()
		after = MarkOf(ledger.Position(rapid.IntRange(0, int(head)+1).Draw(t, "after")))
	}
	for _, e := range model.events {
		r, _ := model.find(e.Item.ID)
		if see, _ := naiveMay(v, &r.Indicator, now.Unix()); see && e.Mark > after {
			want = append(want, e)
		}
	}
	limit := rapid.IntRange(1, 4).Draw(t, "events")
	for {
		got, to := c.mustEvents(v, after, limit, now)
		if len(got) != min(limit, len(want)) {
			t.Fatalf("Events after %d = %d, want %d", after, len(got), min(limit, len(want)))
		}
		for n, e := range got {
			r, _ := model.find(want[n].Item.ID)
			if e.Mark != want[n].Mark || e.Type != want[n].Type || !e.At.Equal(want[n].At) || e.Item.ID != r.ID {
				t.Fatalf("Events[%d] = %+v, want %+v", n, e, want[n])
			}
			if got, want := shown(t, e.Item), model.json(v, &r.Indicator, r.modified, now); !reflect.DeepEqual(got, want) {
				t.Fatalf("Events[%d] =\n%v, want\n%v", n, got, want)
			}
		}
		if want = want[len(got):]; len(got) < limit {
			if to != max(after, MarkAfter(head)) {
				t.Fatalf("looked up to %d, want %d", to, head)
			}
			return
		}
		if to != got[len(got)-1].Mark {
			t.Fatalf("looked up to %d with a full page that ends at %d", to, got[len(got)-1].Mark)
		}
		after = to
	}
}

func checkOne(t *rapid.T, c *Catalog, model *naive, v *scope.View, r naiveRow, now time.Time) {
	see, _ := naiveMay(v, &r.Indicator, now.Unix())
	item, ok := c.mustGet(v, r.ID, now)
	if ok != see {
		t.Fatalf("Get(%s) = %v, want %v", r.ID, ok, see)
	}
	if ok {
		if got, want := shown(t, item), model.json(v, &r.Indicator, r.modified, now); !reflect.DeepEqual(got, want) {
			t.Fatalf("Get =\n%v, want\n%v", got, want)
		}
	}
	own, p, ok := c.mustOwn(v.Member, r.ID)
	if ok != (v.Member != "" && v.Member == r.Publisher) {
		t.Fatalf("Own(%q) of %q's = %v", v.Member, r.Publisher, ok)
	}
	if ok && (p != r.modified || !reflect.DeepEqual(own, *rekeyed(&r.Indicator))) {
		t.Fatalf("Own = %d\n%+v, want %d\n%+v", p, own, r.modified, r.Indicator)
	}
}

func checkRender(t *rapid.T, c *Catalog, model *naive, v *scope.View, e ledger.Entry, now time.Time) {
	if e.Kind != ledger.KindIndicator {
		return
	}
	then, err := Decode(e)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := model.find(then.ID)
	seeNow, readNow := naiveMay(v, &r.Indicator, now.Unix())
	seeThen, readThen := naiveMay(v, &then, now.Unix())
	item, ok, err := c.Render(v, e, now)
	if err != nil || ok != (seeNow && seeThen) {
		t.Fatalf("Render = %v, %v, want %v", ok, err, seeNow && seeThen)
	}
	if ok && (readNow || !readThen) {
		if got, want := shown(t, item), model.jsonOf(v, &then, &r.Indicator, e.Position, now); !reflect.DeepEqual(got, want) {
			t.Fatalf("Render =\n%v, want\n%v", got, want)
		}
	}
}
