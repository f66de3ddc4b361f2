package scope_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

const now = int64(1_800_000_000)

// view is what the alliance's default policy comes to for a member.
func view(m id.Member, tfs ...id.TaskForce) *scope.View {
	x := scope.Rights{
		Allow: map[scope.Atom]scope.Mask{
			scope.Everyone: scope.UpTo(tlp.Green),
			scope.By(m):    scope.Everything(),
			scope.Named(m): scope.Everything(),
		},
		Deny:      map[scope.Atom]scope.Mask{scope.Never(m): scope.Everything()},
		Embargoed: scope.Everything(),
		Expired:   scope.Everything(),
	}
	for _, t := range tfs {
		x.Allow[scope.In(t)] = scope.UpTo(tlp.AmberStrict)
	}
	v := &scope.View{Member: m, TaskForces: tfs}
	for a := range v.Acts {
		v.Acts[a] = x
	}
	return v
}

func record(l tlp.Mark, atoms ...scope.Atom) *scope.Record {
	return &scope.Record{
		Owner: "brand-a", Atoms: append([]scope.Atom{scope.By("brand-a")}, atoms...),
		Cell: scope.CellOf(observable.Domain, l),
	}
}

func TestAllow(t *testing.T) {
	embargo := func(at int64) *scope.Record {
		r := record(tlp.Green)
		r.Embargo = at
		return r
	}
	expiry := func(at int64) *scope.Record {
		r := record(tlp.Green)
		r.Expiry = at
		return r
	}
	orphan := record(tlp.Green)
	orphan.Owner, orphan.Embargo = "", now+1
	other := view("market-b", "handbags")
	admin := &scope.View{Admin: true, Acts: other.Acts}
	for name, c := range map[string]struct {
		v    *scope.View
		r    *scope.Record
		want bool
	}{
		"green reaches all":               {other, record(tlp.Green), true},
		"amber does not":                  {other, record(tlp.Amber), false},
		"own red":                         {view("brand-a"), record(tlp.Red), true},
		"task force":                      {other, record(tlp.AmberStrict, scope.In("handbags")), true},
		"task force, label too narrow":    {other, record(tlp.Red, scope.In("handbags")), false},
		"another task force":              {other, record(tlp.Amber, scope.In("shoes")), false},
		"named":                           {other, record(tlp.Red, scope.Named("market-b")), true},
		"another is named":                {other, record(tlp.Red, scope.Named("market-c")), false},
		"never share wins over named":     {other, record(tlp.Red, scope.Named("market-b"), scope.Never("market-b")), false},
		"never share with another":        {other, record(tlp.Green, scope.Never("market-c")), true},
		"embargo ends next second":        {other, embargo(now + 1), false},
		"embargo ends now":                {other, embargo(now), true},
		"embargo ended":                   {other, embargo(now - 1), true},
		"embargo, own":                    {view("brand-a"), embargo(now + 1), true},
		"expires next second":             {other, expiry(now + 1), true},
		"expires now":                     {other, expiry(now), false},
		"expired":                         {other, expiry(now - 1), false},
		"expired, own":                    {view("brand-a"), expiry(now), true},
		"nobody's record is not nobody's": {admin, orphan, false},
		"the zero view":                   {&scope.View{}, record(tlp.Clear), false},
	} {
		t.Run(name, func(t *testing.T) {
			for a := range scope.ActCount {
				if got := c.v.Allow(a, c.r, now); got != c.want {
					t.Errorf("Allow(%s) = %v", a, got)
				}
				indexed := *c.v
				if got := indexed.Index().Allow(a, c.r, now); got != c.want {
					t.Errorf("indexed: Allow(%s) = %v", a, got)
				}
				out := scope.NewFan([]*scope.View{{}, c.v}).Out(a, c.r, now)
				if out.Has(1) != c.want || out.Has(0) || out.Len() > 1 {
					t.Errorf("Out(%s) = %b", a, out)
				}
			}
			if c.v.Allow(scope.ActCount, c.r, now) {
				t.Error("an unknown act is allowed")
			}
		})
	}
}

func TestName(t *testing.T) {
	v := view("brand-a", "handbags", "shoes")
	if v.Name() != "m:brand-a" || !v.Sits("shoes") || v.Sits("hats") {
		t.Errorf("%s sits in %v", v.Name(), v.TaskForces)
	}
	if a := (&scope.View{Admin: true}); a.Name() != "u:admin" || a.Side() != "u:admin" {
		t.Error(a.Name())
	}
	if p := (&scope.View{Viewer: "u:ann", Member: "brand-a"}); p.Name() != "u:ann" || p.Side() != "m:brand-a" || p.Equal(&scope.View{Member: "brand-a"}) {
		t.Error(p.Name())
	}
	if (&scope.View{}).Name() != "" {
		t.Error("nobody has a name")
	}
}

func TestEqual(t *testing.T) {
	one := view("brand-a", "handbags").Index()
	if !one.Equal(view("brand-a", "handbags")) || !(&scope.View{}).Equal(&scope.View{}) {
		t.Error("the same is not the same")
	}
	admin, times, denies := view("brand-a", "handbags"), view("brand-a", "handbags"), view("brand-a", "handbags")
	admin.Admin = true
	times.Acts[scope.ReadCore].Expired = scope.Mask{}
	denies.Acts[scope.See].Deny = nil
	for _, other := range []*scope.View{view("brand-b", "handbags"), view("brand-a", "shoes"), admin, times, denies} {
		if one.Equal(other) || other.Equal(one) {
			t.Errorf("%+v is the same", other)
		}
	}
}

// Acts are as policies write them, and nothing else is one.
func TestParseAct(t *testing.T) {
	for a := range scope.ActCount {
		if got, ok := scope.ParseAct(a.String()); !ok || got != a || scope.ActNames()[a] != a.String() {
			t.Errorf("%s is %s", a, got)
		}
	}
	for _, s := range []string{"", "*", "See", "read", "read.*", "unknown"} {
		if _, ok := scope.ParseAct(s); ok {
			t.Errorf("%q is an act", s)
		}
	}
}

func BenchmarkAllow(b *testing.B) {
	v := view("market-b", "handbags", "shoes", "hats").Index()
	for _, c := range []struct {
		name string
		r    *scope.Record
	}{
		{"public", record(tlp.Green)},
		{"task-force", record(tlp.Amber, scope.In("shoes"))},
		{"named", record(tlp.Red, scope.Named("market-c"), scope.Named("market-b"), scope.Never("market-d"))},
		{"hidden", record(tlp.Red, scope.In("gloves"), scope.Named("market-c"))},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v.Allow(scope.See, c.r, now)
			}
		})
	}
}

func BenchmarkFan(b *testing.B) {
	for _, n := range []int{300, 1000} {
		views := make([]*scope.View, n)
		for i := range views {
			views[i] = view(id.Member(fmt.Sprint("m", i)), id.TaskForce(fmt.Sprint("t", i%50)))
		}
		f := scope.NewFan(views)
		r := record(tlp.Amber, scope.In("t7"), scope.Named("m3"), scope.Never("m57"))
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			var dst scope.Bits
			for b.Loop() {
				dst = f.AppendOut(dst, scope.See, r, now)
			}
		})
	}
}

// judge answers as it is told, and remembers what it was asked.
type judge struct {
	says  bool
	asked []bool
}

func (j *judge) Wants(scope.Cell, bool) bool { return true }

func (j *judge) Confirm(_ *scope.View, _ scope.Act, _ *scope.Record, _ int64, allowed bool) bool {
	j.asked = append(j.asked, allowed)
	return j.says
}

// A judge can take an answer back, and never gives one.
func TestDecide(t *testing.T) {
	for _, c := range []struct {
		m                id.Member
		says, want, open bool
	}{
		{"brand-a", true, true, true}, {"brand-a", false, false, true}, {"market-b", true, false, false}, {"market-b", false, false, false},
	} {
		v := view(c.m)
		if v.Decide(scope.See, record(tlp.Red), now) != c.open {
			t.Errorf("%s without a judge", c.m)
		}
		j := &judge{says: c.says}
		v.Judge = j
		if got := v.Decide(scope.See, record(tlp.Red), now); got != c.want || len(j.asked) != 1 || j.asked[0] != c.open {
			t.Errorf("%+v: %v, asked %v", c, got, j.asked)
		}
	}
}

func TestReadsWhole(t *testing.T) {
	whole, masked, blind := view("a").Index(), view("a"), view("a")
	masked.Acts[scope.ReadPII] = scope.Rights{}
	blind.Acts[scope.Match].Allow = map[scope.Atom]scope.Mask{scope.By("b"): scope.UpTo(tlp.Red)}
	if !whole.ReadsWhole() || whole.MatchesUnseen() || masked.Index().ReadsWhole() || !blind.Index().MatchesUnseen() || view("a").ReadsWhole() {
		t.Error("told wrong")
	}
	seen := view("a") // has counted what it sees, and reads nothing
	for a := scope.ReadCore; a <= scope.ReadSource; a++ {
		seen.Acts[a] = scope.Rights{}
	}
	seen.Acts[scope.ReadPII] = seen.Acts[scope.See]
	if !masked.MatchesUnseen() {
		t.Error("has values counted that are masked for it, and is told not to")
	}
	if !seen.Index().MatchesUnseen() {
		t.Error("matches what it may not read, and is told not to")
	}
}
