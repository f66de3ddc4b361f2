package process

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

var (
	start   = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	members = []id.Member{"brand-a", "brand-b", "market-c"}
	forces  = []id.TaskForce{"handbags", "watches"}
)

// folded is the part of a process that rights and records go through.
type folded struct {
	directory *directory.Directory
	policy    *policies.Current
	catalog   *catalog.Catalog
	views     views
}

func newFolded() *folded {
	f := &folded{directory: directory.New(), catalog: catalog.New(catalog.Options{
		ETag: func(p ledger.Position) string { return fmt.Sprint(p) }, Pseudonym: func(string, id.Member) string { return "anon" },
	})}
	var err error
	if f.policy, err = policies.NewCurrent(policies.Initial(), f.directory, time.Now); err != nil {
		panic(err)
	}
	rights := policies.NewRights(f.policy.Revision, f.directory)
	_ = f.views.add("directory", f.directory)
	_ = f.views.add("policy", f.policy)
	_ = f.views.addCatalog("catalog", f.catalog, &turns{rights: rights, catalog: f.catalog, log: slog.New(slog.DiscardHandler)})
	return f
}

// may is what members may do at a time, by the policy in force.
func (f *folded) may(t *rapid.T, now time.Time) func(id.Member) *scope.View {
	set, err := f.policy.Revision().Set()
	if err != nil {
		t.Fatal(err)
	}
	s, err := policies.NewSnapshot(set, policies.GroupsOf(f.directory, now))
	if err != nil {
		t.Fatal(err)
	}
	return func(m id.Member) *scope.View { return s.View(policies.Viewer(m)) }
}

func (f *folded) view(t *rapid.T, m id.Member, now time.Time) *scope.View { return f.may(t, now)(m) }

// alliance is what happens to it, and what its members are told.
type alliance struct {
	*folded
	now     time.Time
	entries []ledger.Entry
	all     map[id.Indicator]catalog.Indicator
	ever    map[id.Member]map[id.Indicator]bool // who was ever allowed to know of what
	holds   map[id.Member]map[id.Indicator]bool
	after   map[id.Member]catalog.Mark
}

// put appends an entry at now, and feeds it.
func (a *alliance) put(t *rapid.T, k ledger.Kind, name, verb string, body []byte) {
	e := ledger.Entry{Position: ledger.Position(len(a.entries) + 1), At: a.now, Kind: k, ID: name, Verb: verb, Schema: 1, Body: body}
	a.entries = append(a.entries, e)
	if err := a.views.Apply([]ledger.Entry{e}); err != nil {
		t.Fatal(err)
	}
	a.note(t)
}

func (a *alliance) note(t *rapid.T) {
	may := a.may(t, a.now)
	for _, m := range members {
		v := may(m)
		for _, i := range a.all {
			if r := i.Record(); v.Allow(scope.See, &r, a.now.Unix()) {
				a.ever[m][i.ID] = true
			}
		}
	}
}

func (a *alliance) tick(t *rapid.T) {
	body, err := json.Marshal(clockBody{At: a.now})
	if err != nil {
		t.Fatal(err)
	}
	a.put(t, ledger.KindClock, clockID, clockVerb, body)
}

func (a *alliance) read(t *rapid.T, m id.Member) {
	v := a.view(t, m, a.now)
	if v.Member != m {
		return
	}
	es, to, err := a.catalog.Events(t.Context(), v, a.after[m], 1000, a.now)
	if err != nil {
		t.Fatal(err)
	}
	a.after[m] = max(a.after[m], to)
	for _, e := range es {
		if !a.ever[m][e.Item.ID] {
			t.Fatalf("%s is told %s of %s, which it was never allowed to know of", m, e.Type, e.Item.ID)
		}
		a.holds[m][e.Item.ID] = e.Type != catalog.Withdrawn && e.Type != catalog.Expired
	}
}

func (a *alliance) settle(t *rapid.T) {
	a.tick(t)
	for _, m := range members {
		v := a.view(t, m, a.now)
		if a.read(t, m); v.Member != m {
			continue
		}
		for _, i := range a.all {
			r := i.Record()
			if may := v.Allow(scope.ReadCore, &r, a.now.Unix()); may != a.holds[m][i.ID] {
				t.Fatalf("%s holds %s: %v, may read it: %v", m, i.ID, a.holds[m][i.ID], may)
			}
		}
	}
}

func (a *alliance) say(t *rapid.T) {
	if rapid.Bool().Draw(t, "after something else") {
		a.put(t, ledger.KindSubscription, "sub", "created", nil)
	}
	i := catalog.Indicator{
		Publisher: "brand-a", State: catalog.Published, Attribution: catalog.Named, Confidence: -1, Created: a.now, Modified: a.now,
		TLP: rapid.SampledFrom([]tlp.Mark{tlp.Green, tlp.Amber, tlp.Red}).Draw(t, "tlp"),
	}
	i.Observable = observable.Observable{Type: observable.Domain, Canonical: fmt.Sprint(rapid.IntRange(1, 4).Draw(t, "value"), ".example")}
	i.ID = id.Indicator("ind_" + i.Observable.Canonical)
	i.Share.TaskForces = rapid.SliceOfNDistinct(rapid.SampledFrom(forces), 0, 2, rapid.ID[id.TaskForce]).Draw(t, "task forces")
	i.Share.Members = rapid.SliceOfNDistinct(rapid.SampledFrom(members), 0, 1, rapid.ID[id.Member]).Draw(t, "members")
	in := func(what string) time.Time {
		if rapid.Bool().Draw(t, what) {
			return time.Time{}
		}
		return a.now.Truncate(time.Second).Add(time.Duration(rapid.IntRange(-1, 5).Draw(t, what+" in")) * time.Second)
	}
	i.EmbargoUntil, i.ValidUntil = in("embargo"), in("validity")
	a.all[i.ID] = i
	a.put(t, ledger.KindIndicator, string(i.ID), catalog.VerbPublished, catalog.Encode(i))
}

// TestRightsHaveEvents plays an alliance by the entries that the services write: members come,
// go and come back, task forces change and end, embargoes and validities pass. Whoever follows
// ends with what the policy lets it read, and hears of nothing that it never let it know of; and
// another process, fed the same in other batches, tells the same.
func TestRightsHaveEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &alliance{
			folded: newFolded(), now: start, all: map[id.Indicator]catalog.Indicator{}, ever: map[id.Member]map[id.Indicator]bool{},
			holds: map[id.Member]map[id.Indicator]bool{}, after: map[id.Member]catalog.Mark{},
		}
		for _, m := range members {
			a.ever[m], a.holds[m] = map[id.Indicator]bool{}, map[id.Indicator]bool{}
		}
		member := func(t *rapid.T) {
			m := directory.Member{ID: rapid.SampledFrom(members).Draw(t, "member"), Kind: "brand", State: directory.StateActive}
			if rapid.IntRange(0, 2).Draw(t, "suspended") == 0 {
				m.State = directory.StateSuspended
			}
			a.put(t, ledger.KindMember, string(m.ID), "changed", directory.EncodeMember(m))
		}
		t.Repeat(map[string]func(*rapid.T){
			"say":    a.say,
			"say on": a.say,
			"member": member,
			"task force": func(t *rapid.T) {
				f := directory.TaskForce{ID: rapid.SampledFrom(forces).Draw(t, "task force")}
				for _, m := range rapid.SliceOfNDistinct(rapid.SampledFrom(members), 0, 3, rapid.ID[id.Member]).Draw(t, "seats") {
					f.Seats = append(f.Seats, directory.Seat{Member: m, Role: "contributor"})
				}
				if rapid.Bool().Draw(t, "ends") {
					f.EndsAt = a.now.Truncate(time.Second).Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "in")) * time.Second)
				}
				a.put(t, ledger.KindTaskForce, string(f.ID), "changed", directory.EncodeTaskForce(f))
			},
			"policy": func(t *rapid.T) {
				text := rapid.SampledFrom([]string{
					policies.DefaultText(),
					"p, *, denied, *, red, *, deny\np, role:member, tf, *, red, *, allow\n",
					"p, *, expired, *, red, *, deny\np, m:market-c, *, *, amber, *, allow\np, role:member, own, *, red, *, allow\n",
					"p, *, embargo, *, red, *, deny\np, role:member, *, *, green, *, allow, until=" + a.now.Add(3*time.Second).Format(time.RFC3339) + "\n",
				}).Draw(t, "text")
				a.put(t, ledger.KindPolicy, policies.Entity, policies.VerbActivated, policies.Encode(policies.Revision{Text: text}))
			},
			"time": func(t *rapid.T) {
				for range rapid.IntRange(1, 8).Draw(t, "half seconds") {
					a.now = a.now.Add(500 * time.Millisecond)
					a.note(t)
				}
			},
			"another kind": func(t *rapid.T) {
				if rapid.Bool().Draw(t, "credential") {
					c := directory.Credential{ID: "key", Member: "brand-a"}
					a.put(t, ledger.KindCredential, "key", "created", directory.EncodeCredential(c))
				} else {
					a.put(t, ledger.KindSubscription, "sub", "created", nil)
				}
			},
			"clock":  func(t *rapid.T) { a.tick(t) },
			"read":   func(t *rapid.T) { a.read(t, rapid.SampledFrom(members).Draw(t, "who")) },
			"settle": func(t *rapid.T) { a.settle(t) },
		})
		a.settle(t)

		again := newFolded()
		for rest := a.entries; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "batch")
			if err := again.views.Apply(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		for _, m := range members {
			v := a.view(t, m, a.now)
			var lines [2]strings.Builder
			for n, c := range []*catalog.Catalog{a.catalog, again.catalog} {
				es, _, err := c.Events(t.Context(), v, 0, 1000, a.now)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range es {
					fmt.Fprintln(&lines[n], e.Mark, e.Type, e.At.UnixNano(), string(e.Item.AppendJSON(nil)))
				}
			}
			if lines[0].String() != lines[1].String() {
				t.Fatalf("%s is told\n%safter a restart, and before\n%s", m, &lines[1], &lines[0])
			}
		}
	})
}

// TestRightsAreKnownInAnyBatch wants a ledger that is read in one go, whatever comes first in it,
// to give the first indicators the rights of those who were there before them.
func TestRightsAreKnownInAnyBatch(t *testing.T) {
	a, at := newFolded(), start
	entry := func(p ledger.Position, k ledger.Kind, name string, body []byte) ledger.Entry {
		return ledger.Entry{Position: p, At: at, Kind: k, ID: name, Verb: "published", Schema: 1, Body: body}
	}
	member := func(m id.Member) []byte {
		return directory.EncodeMember(directory.Member{ID: m, Kind: "brand", State: directory.StateActive})
	}
	i := catalog.Indicator{ID: "ind_1", Publisher: "brand-a", State: catalog.Published, TLP: tlp.Green, Confidence: -1, Created: at, Modified: at}
	i.Observable = observable.Observable{Type: observable.Domain, Canonical: "1.example"}
	narrow := i
	narrow.TLP = tlp.Red
	err := a.views.Apply([]ledger.Entry{
		entry(1, ledger.KindMember, "brand-a", member("brand-a")), entry(2, ledger.KindMember, "brand-b", member("brand-b")),
		entry(3, ledger.KindSubscription, "sub", nil), entry(4, ledger.KindIndicator, "ind_1", catalog.Encode(i)),
		entry(5, ledger.KindIndicator, "ind_1", catalog.Encode(narrow)),
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := policies.NewSnapshot(policies.Default(), policies.GroupsOf(a.directory, at))
	if err != nil {
		t.Fatal(err)
	}
	es, _, err := a.catalog.Events(t.Context(), s.View("m:brand-b"), 0, 10, at)
	if err != nil {
		t.Fatal(err)
	}
	if len(es) != 1 || es[0].Type != catalog.Withdrawn || es[0].Mark != catalog.MarkOf(5) {
		t.Errorf("told %+v", es)
	}
}
