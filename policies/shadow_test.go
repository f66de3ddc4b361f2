package policies

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// shadowed is a policy in force whose disagreements are collected.
func shadowed(t *testing.T) (*room, *Current, *[]Disagreement) {
	t.Helper()
	r := newRoom(t)
	r.member("brand-a", directory.StateActive)
	r.member("brand-b", directory.StateActive)
	c := r.current()
	var mu sync.Mutex
	told := &[]Disagreement{}
	c.Shadow.Alarm = func(d Disagreement) {
		mu.Lock()
		defer mu.Unlock()
		*told = append(*told, d)
	}
	return r, c, told
}

func red(named ...scope.Atom) *scope.Record {
	r := green()
	r.Cell = scope.CellOf(observable.Domain, tlp.Red)
	r.Atoms = append(r.Atoms, named...)
	return r
}

// All that gives away what is red or personal is confirmed; of the rest a sample, refusals too.
func TestShadowChooses(t *testing.T) {
	_, c, told := shadowed(t)
	now := c.now().Unix()
	c.Shadow.Every = 10
	v := c.Snapshot().View("m:brand-b")
	checks := func(do func()) uint64 {
		before, _ := c.Shadow.Checked()
		do()
		after, _ := c.Shadow.Checked()
		return after - before
	}
	phone := green()
	phone.Cell = scope.CellOf(observable.Phone, tlp.Clear)
	for name, x := range map[string]struct {
		r    *scope.Record
		may  bool
		want uint64 // of 100
	}{
		"red": {red(scope.Named("brand-b")), true, 100}, "personal": {phone, true, 100},
		"green": {green(), true, 10}, "hidden": {red(), false, 10},
	} {
		if n := checks(func() {
			for range 100 {
				if v.Decide(scope.See, x.r, now) != x.may {
					t.Errorf("%s: not %v", name, x.may)
				}
			}
		}); n != x.want {
			t.Errorf("%s: %d of 100 checked, want %d", name, n, x.want)
		}
	}
	if len(*told) != 0 {
		t.Errorf("alarms: %+v", *told)
	}
}

// A compiled form that is wrong gives nothing away, and does not stay unnoticed.
func TestShadowDenies(t *testing.T) {
	_, c, told := shadowed(t)
	now := c.now().Unix()
	s := c.Snapshot()
	v := s.View("m:brand-b")
	v.Acts[scope.See].Allow[scope.Everyone] = scope.Everything() // the defect
	v.Index()
	if !v.Allow(scope.See, red(), now) {
		t.Fatal("the defect does not show")
	}
	if v.Decide(scope.See, red(), now) {
		t.Error("given away")
	}
	if len(*told) != 1 || (*told)[0].Viewer != "m:brand-b" || !(*told)[0].Compiled || (*told)[0].Act != scope.See {
		t.Errorf("alarms: %+v", *told)
	}
	if _, differ := c.Shadow.Checked(); differ != 1 {
		t.Errorf("%d differ", differ)
	}
}

// A view of rights that are gone is held against those in force: no defect, and no way round.
func TestShadowOfAnOldView(t *testing.T) {
	r, c, told := shadowed(t)
	now := c.now().Unix()
	v := c.Snapshot().View("m:brand-b")
	r.member("brand-b", directory.StateSuspended)
	c.Snapshot()
	if v.Decide(scope.See, red(scope.Named("brand-b")), now) {
		t.Error("a suspended member is shown what is red")
	}
	if len(*told) != 0 {
		t.Errorf("alarms: %+v", *told)
	}
}

// Verdicts are remembered under one policy: of records that differ in what a decision hangs on
// none is taken for another.
func TestShadowRemembers(t *testing.T) {
	r, c, told := shadowed(t)
	r.member("brand-c", directory.StateActive)
	now := c.now().Unix()
	v := c.Snapshot().View("m:brand-b")
	embargoed, expired, owned := red(scope.Named("brand-b")), red(scope.Named("brand-b")), red()
	embargoed.Embargo, expired.Expiry = now+1, now
	owned.Owner, owned.Atoms = "brand-b", []scope.Atom{scope.By("brand-b")}
	amber := red(scope.Named("brand-b"))
	amber.Cell = scope.CellOf(observable.Domain, tlp.Amber)
	theirs, others := c.Snapshot().View("m:brand-a"), c.Snapshot().View("m:brand-c")
	c.Shadow.Every = 1
	for range 3 {
		for _, x := range []struct {
			v    *scope.View
			r    *scope.Record
			a    scope.Act
			want bool
		}{
			{v, red(scope.Named("brand-b")), scope.See, true},
			{v, red(scope.Named("brand-b")), scope.Export, false},
			{v, amber, scope.Export, true},
			{v, red(scope.Named("brand-c")), scope.See, false},
			{v, red(scope.Named("brand-b"), scope.Never("brand-b")), scope.See, false},
			{v, embargoed, scope.See, false},
			{v, expired, scope.See, false},
			{v, owned, scope.See, true},
			{v, red(), scope.See, false},
			{theirs, red(), scope.See, true},
			{theirs, owned, scope.See, false},
			{others, red(scope.Named("brand-b")), scope.See, false},
		} {
			if got := x.v.Decide(x.a, x.r, now); got != x.want {
				t.Errorf("%s %s %v: %v", x.v.Name(), x.a, x.r, got)
			}
		}
	}
	if len(c.Shadow.said) != 11 || len(*told) != 0 {
		t.Errorf("%d verdicts, alarms %+v", len(c.Shadow.said), *told)
	}
	for n := range maxVerdicts {
		c.Shadow.said[verdictKey{audience: uint64(n)}] = true
	}
	if v.Decide(scope.See, red(scope.Named("brand-d")), now) || len(c.Shadow.said) > maxVerdicts {
		t.Errorf("%d verdicts", len(c.Shadow.said))
	}
}

// Of records that differ in what is nothing to the viewer casbin is asked once: who publishes a
// thousand that each name others must not take a thousand decisions of everybody's time.
func TestShadowAsksOnce(t *testing.T) {
	_, c, told := shadowed(t)
	v := c.Snapshot().View("m:brand-b")
	for n := range 1000 {
		other := id.Member(fmt.Sprintf("m-%d", n))
		for _, r := range []*scope.Record{red(scope.Named("brand-b"), scope.Never(other)), red(scope.Named(other), scope.Named("brand-b"))} {
			if !v.Decide(scope.See, r, c.now().Unix()) {
				t.Fatalf("not seen: %v", r)
			}
		}
	}
	if checked, _ := c.Shadow.Checked(); len(c.Shadow.said) != 1 || checked != 2000 || len(*told) != 0 {
		t.Errorf("%d verdicts, %d checked, alarms %v", len(c.Shadow.said), checked, *told)
	}
}

// What is remembered is what casbin says, in any world: of each record, whichever of its kin was
// decided first.
func TestShadowRemembersWhatCasbinSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		s, err := newSnapshot(w.set, w.alliance.groups())
		if err != nil {
			return
		}
		shadow := newShadow(nil)
		for i := range w.records {
			for range 4 { // its kin: others are named, or are not
				r := w.records[i]
				r.Atoms = slices.DeleteFunc(slices.Clone(r.Atoms), func(scope.Atom) bool { return often(t, 3, "without") })
				for _, viewer := range s.Viewers() {
					for _, a := range w.acts {
						got, err := shadow.verdict(s, s.View(viewer), a, &r, w.now[i])
						want, err2 := s.Enforce(viewer, &r, a, w.now[i])
						if got != want || err != nil || err2 != nil {
							t.Fatalf("%s %s %v: remembered %v, casbin says %v (%v %v)\n%s", viewer, a, r, got, want, err, err2, w)
						}
					}
				}
			}
		}
	})
}

// What a person saw for the member they were of is decided, while they look on, by whom they are
// of now: each record by what it says of that one.
func TestShadowOfAPersonThatMoved(t *testing.T) {
	r, c, _ := shadowed(t)
	jane := func(m id.Member) {
		r.put(ledger.KindPerson, "jane", directory.EncodePerson(directory.Person{ID: "jane", Member: m, Roles: []string{directory.RoleReader}, State: directory.StateActive}))
		c.Snapshot()
	}
	jane("brand-a")
	old, now := c.Snapshot().View("u:jane"), c.now().Unix()
	jane("brand-b")
	first, second := scope.Named("brand-a"), scope.Named("brand-b")
	by := func(atoms ...scope.Atom) *scope.Record {
		x := red(atoms...)
		x.Owner, x.Atoms[0] = "brand-z", scope.By("brand-z")
		return x
	}
	if !old.Decide(scope.See, by(first, second), now) {
		t.Error("what names both is not seen")
	}
	if old.Decide(scope.See, by(first), now) {
		t.Error("what names the one that they are no longer of is seen")
	}
}
