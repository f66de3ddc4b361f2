package policies

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// shelf is a catalog and what was put into it.
type shelf struct {
	*catalog.Catalog
	put  map[id.Indicator]catalog.Indicator
	next ledger.Position

	said map[said]bool // casbin's answers, for as long as nothing that they hang on changes
}

// said is what an answer of casbin hangs on, under one snapshot and as long as nothing is published.
type said struct {
	viewer           string
	i                id.Indicator
	act              scope.Act
	embargo, expired bool
}

// enforce asks casbin, once.
func (s *shelf) enforce(t *rapid.T, snap *Snapshot, viewer string, i catalog.Indicator, a scope.Act, now time.Time) bool {
	r := i.Record()
	k := said{viewer, i.ID, a, r.Embargoed(now.Unix()), r.Expired(now.Unix())}
	if ok, known := s.said[k]; known {
		return ok
	}
	ok, err := snap.Enforce(viewer, &r, a, now.Unix())
	if err != nil {
		t.Fatal(err)
	}
	s.said[k] = ok
	return ok
}

func newShelf() *shelf {
	return &shelf{put: map[id.Indicator]catalog.Indicator{}, Catalog: catalog.New(catalog.Options{
		ETag:      func(p ledger.Position) string { return fmt.Sprintf("etag-%d", p) },
		Pseudonym: func(viewer string, m id.Member) string { return "anon-" + viewer + string(m) },
	})}
}

func (s *shelf) publish(t *rapid.T, i catalog.Indicator) {
	s.next++
	if err := s.Apply([]ledger.Entry{{
		Position: s.next, At: today, Kind: ledger.KindIndicator, ID: string(i.ID), Verb: catalog.VerbPublished,
		Schema: catalog.SchemaIndicator, Body: catalog.Encode(i),
	}}); err != nil {
		t.Fatal(err)
	}
	s.put[i.ID] = i
}

func drawIndicator(t *rapid.T) catalog.Indicator {
	some := func(what string) (out []id.Member) {
		for _, m := range someMembers {
			if often(t, 3, what) {
				out = append(out, m)
			}
		}
		return out
	}
	i := catalog.Indicator{
		ID: id.Indicator(fmt.Sprintf("ind_%d", rapid.IntRange(0, 9).Draw(t, "id"))), Publisher: pick(t, someMembers, "owner"),
		Observable: observable.Observable{Type: pick(t, someTypes, "type"), Raw: "X", Canonical: pick(t, []string{"x", "y"}, "value"), Version: observable.Version},
		TLP:        tlp.Mark(rapid.IntRange(0, tlp.Count-1).Draw(t, "label")), Confidence: -1, Attribution: catalog.Named,
		State: pick(t, []catalog.State{catalog.Published, catalog.Revoked}, "state"), Created: today, Modified: today,
		Share: catalog.Share{Members: some("named"), Except: some("except")},
	}
	for _, f := range someForces {
		if often(t, 4, "shared") {
			i.Share.TaskForces = append(i.Share.TaskForces, f)
		}
	}
	if at := when(t, "embargo"); at != 0 {
		i.EmbargoUntil = time.Unix(at, 0)
	}
	if at := when(t, "expiry"); at != 0 {
		i.ValidUntil = time.Unix(at, 0)
	}
	return i
}

// agreeOnAll sees that what the catalog lists, counts, gets and tells a viewer is what casbin
// lets the viewer see of all that there is, and that content is shown where casbin lets it
// be read.
func (s *shelf) agreeOnAll(t *rapid.T, snap *Snapshot, now time.Time) {
	for _, viewer := range someViewers[:9] { // one of them is nobody
		v := snap.View(viewer)
		var want []id.Indicator
		reads := map[id.Indicator]bool{}
		for name, i := range s.put {
			see := s.enforce(t, snap, viewer, i, scope.See, now)
			if see {
				want = append(want, name)
				reads[name] = s.enforce(t, snap, viewer, i, scope.ReadCore, now)
			}
			if _, got, err := s.Get(context.Background(), v, name, now); err != nil || got != see {
				t.Fatalf("%s gets %s: %v, casbin %v\n%s", viewer, name, got, see, snap.set.Rules)
			}
		}
		slices.Sort(want)

		var listed []id.Indicator
		all := catalog.Query{States: []catalog.State{catalog.All}}
		for after, more := ledger.Position(0), true; more; more = after != 0 {
			var items []catalog.Item
			var err error
			items, after, err = s.List(context.Background(), v, all, after, 3, now)
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range items {
				listed = append(listed, item.ID)
				if shows := bytes.Contains(item.AppendJSON(nil), []byte(`"observable"`)); shows != reads[item.ID] {
					t.Fatalf("%s is shown the core of %s: %v, casbin %v\n%s", viewer, item.ID, shows, reads[item.ID], snap.set.Rules)
				}
			}
		}
		slices.Sort(listed)
		told := map[id.Indicator]bool{}
		events, _, err := s.Events(context.Background(), v, 0, 1000, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			told[e.Item.ID] = true
		}
		if n, err := s.Count(context.Background(), v, all, now); err != nil || !slices.Equal(listed, want) || n != len(want) || len(told) != len(want) {
			t.Fatalf("%s is listed %v, counted %d, told of %v; casbin %v\n%s", viewer, listed, n, told, want, snap.set.Rules)
		}
	}
}

// TestCatalog is 3,000 worlds in which the catalog's bitmaps must choose what casbin allows: as
// indicators come and change, as members and task forces do, and as seconds pass.
func TestCatalog(t *testing.T) {
	t.Parallel()
	worlds := 0
	for range 30 {
		rapid.Check(t, func(t *rapid.T) {
			worlds++
			w := drawWorld(t)
			s := newShelf()
			for range rapid.IntRange(1, 2).Draw(t, "steps") {
				for range rapid.IntRange(1, 6).Draw(t, "publishes") {
					i := drawIndicator(t)
					if had, ok := s.put[i.ID]; ok {
						i.Publisher = had.Publisher // an id is one publisher's, of one observable
						i.Observable = had.Observable
					}
					s.publish(t, i)
				}
				at := rapid.IntRange(0, len(w.alliance.members)-1).Draw(t, "who moves")
				w.alliance.members[at].State = pick(t, []string{directory.StateActive, directory.StateSuspended}, "to")
				now := today.Add(time.Duration(pick(t, around, "now")) * time.Second)
				snap, err := newSnapshot(w.set, groupsOf(w.alliance.members, w.alliance.people, w.alliance.taskForces, now))
				if err != nil {
					t.Fatal(err)
				}
				s.said = map[said]bool{}
				s.agreeOnAll(t, snap, now)
				s.agreeOnAll(t, snap, now.Add(time.Second)) // the same views, a second on
			}
		})
	}
	if worlds < 3000 {
		t.Errorf("%d worlds", worlds)
	}
}
