package policies

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// room is a directory and a clock that a test moves.
type room struct {
	*directory.Directory
	t     testing.TB
	clock atomic.Int64
	next  ledger.Position
}

func newRoom(tb testing.TB) *room {
	tb.Helper()
	r := &room{Directory: directory.New(), t: tb}
	r.clock.Store(today.Unix())
	return r
}

func (r *room) now() time.Time { return time.Unix(r.clock.Load(), 0) }

func (r *room) put(kind ledger.Kind, name string, body []byte) {
	r.t.Helper()
	r.next++
	if err := r.Apply([]ledger.Entry{{Position: r.next, Kind: kind, ID: name, Schema: 1, Body: body}}); err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) member(m id.Member, state string) {
	r.t.Helper()
	r.put(ledger.KindMember, string(m), directory.EncodeMember(directory.Member{ID: m, Kind: "brand", State: state}))
}

func (r *room) taskForce(f id.TaskForce, ends time.Time, ms ...id.Member) {
	r.t.Helper()
	tf := directory.TaskForce{ID: f, EndsAt: ends}
	for _, m := range ms {
		tf.Seats = append(tf.Seats, directory.Seat{Member: m, Role: "lead"})
	}
	r.put(ledger.KindTaskForce, string(f), directory.EncodeTaskForce(tf))
}

func (r *room) current() *Current {
	r.t.Helper()
	c, err := NewCurrent(Initial(), r.Directory, r.now)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

func TestCurrentFollowsTheDirectory(t *testing.T) {
	r := newRoom(t)
	c := r.current()
	sees := func() bool { return c.Snapshot().View("m:brand-b").Allow(scope.See, green(), r.now().Unix()) }
	if sees() {
		t.Error("seen by a member that is not there yet")
	}
	r.member("brand-b", directory.StateActive)
	if !sees() {
		t.Error("not seen by an active member")
	}
	before := c.Snapshot()
	if c.Snapshot() != before {
		t.Error("built again though nothing changed")
	}
	r.member("brand-b", directory.StateSuspended)
	if sees() {
		t.Error("seen by a suspended member")
	}
	if after := c.Snapshot(); after.Version() <= before.Version() || after.Set().Hash() != Default().Hash() {
		t.Errorf("version %d after %d", after.Version(), before.Version())
	}
	if !before.View("m:brand-b").Allow(scope.See, green(), r.now().Unix()) {
		t.Error("a snapshot changed after it was given out")
	}
}

// A task force gives rights until the second before it ends, with no entry to say so.
func TestCurrentCrossesABoundary(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	ends := today.Add(time.Hour)
	r.taskForce("handbags", ends, "brand-b")
	c := r.current()
	rec := green()
	rec.Cell += 2 // amber+strict
	rec.Atoms = append(rec.Atoms, scope.In("handbags"))
	if got := c.Snapshot().ValidUntil(); !got.Equal(ends) {
		t.Errorf("valid until %v", got)
	}
	for _, step := range []struct {
		at   int64
		want bool
	}{{-3600, true}, {-1, true}, {0, false}, {1, false}} {
		r.clock.Store(ends.Unix() + step.at)
		s := c.Snapshot()
		if got := s.View("m:brand-b").Allow(scope.ReadCore, rec, r.now().Unix()); got != step.want {
			t.Errorf("%+d s from the end: %v", step.at, got)
		}
		if got := s.Fan().Out(scope.ReadCore, rec, r.now().Unix()).Len() == 1; got != step.want {
			t.Errorf("%+d s from the end: fan %v", step.at, got)
		}
	}
	if !c.Snapshot().ValidUntil().IsZero() {
		t.Error("a boundary is left over")
	}
}

// What hangs on a view is not thrown away because somebody else's rights have changed.
func TestCurrentKeepsViews(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	r.member("market-b", directory.StateActive)
	c := r.current()
	brand, market := c.Snapshot().View("m:brand-b"), c.Snapshot().View("m:market-b")
	r.taskForce("handbags", time.Time{}, "market-b")
	c.Snapshot() // in which nobody asks
	r.member("brand-c", directory.StateActive)
	s := c.Snapshot()
	if s.View("m:brand-b") != brand {
		t.Error("the same rights, another view")
	}
	if v := s.View("m:market-b"); v == market || !v.Sits("handbags") {
		t.Error("other rights, the same view")
	}
	if s.View("m:nobody") != s.View("m:gone") {
		t.Error("nobody is many")
	}
}

func TestCurrentFailsClosed(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	c := r.current()
	var told []error
	c.OnError = func(err error) { told = append(told, err) }
	broken := errors.New("broken")
	c.build = func(Set, Groups) (*Snapshot, error) { return nil, broken }

	if c.Snapshot().Version() != 1 || len(told) != 0 {
		t.Error("built though nothing changed")
	}
	r.member("market-b", directory.StateActive)
	s := c.Snapshot()
	ok, err := s.Enforce("m:brand-b", green(), scope.See, r.now().Unix())
	if ok || err != nil || s.View("m:brand-b").Allow(scope.See, green(), r.now().Unix()) || s.Fan().Out(scope.See, green(), 0).Len() != 0 {
		t.Error("a snapshot that could not be built allows something")
	}
	if c.Snapshot() != s || len(told) != 1 || !errors.Is(told[0], broken) {
		t.Errorf("told %v", told)
	}

	r.clock.Add(1)
	c.Snapshot()
	if len(told) != 2 {
		t.Error("not tried again after a second")
	}
	c.build = NewSnapshot
	r.clock.Add(1)
	if s := c.Snapshot(); !s.View("m:market-b").Allow(scope.See, green(), r.now().Unix()) || s.Version() != 4 {
		t.Errorf("not healed: version %d", s.Version())
	}
}

func TestNewCurrentRefuses(t *testing.T) {
	bad := Initial()
	bad.Text = strings.Replace(bad.Text, "deny", "Deny", 1)
	_, err := NewCurrent(bad, directory.New(), time.Now)
	if r, ok := errors.AsType[*RefusedError](err); !ok || len(r.Findings) != 1 || !strings.Contains(err.Error(), "eft") {
		t.Error(err)
	}
}

// The directory moves between the reading of its version and of its members: nobody keeps the
// older rights.
func TestCurrentWhileTheDirectoryMoves(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	c := r.current()
	moves := 0
	c.read = func(d *directory.Directory, now time.Time) Groups {
		g := GroupsOf(d, now)
		if moves++; moves < 10 {
			r.member("brand-b", directory.StateSuspended) // after the reading
		}
		return g
	}
	r.member("market-b", directory.StateActive)
	for range 5 {
		c.Snapshot()
	}
	if c.Snapshot().View("m:brand-b").Allow(scope.See, green(), r.now().Unix()) {
		t.Error("rights that are gone")
	}
}

// The same, and it never rests while it is read: what moved after the last reading is noticed by the
// next who asks.
func TestCurrentWhileTheDirectoryNeverRests(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	c := r.current()
	readings := 0
	c.read = func(d *directory.Directory, now time.Time) Groups {
		g := GroupsOf(d, now)
		switch readings++; {
		case readings < 4:
			r.member("brand-b", directory.StateActive)
		case readings == 4: // the last of one building
			r.member("brand-b", directory.StateSuspended)
		}
		return g
	}
	r.member("market-b", directory.StateActive)
	if c.Snapshot(); readings != 4 {
		t.Fatalf("%d readings", readings)
	}
	if c.Snapshot().View("m:brand-b").Allow(scope.See, green(), r.now().Unix()) {
		t.Error("rights that are gone")
	}
}

// Readers ask while members come and go; run with -race. A reader that begins after a
// suspension is told of no right.
func TestCurrentConcurrently(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	c := r.current()
	var turn atomic.Int64 // odd: suspended
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				before := turn.Load()
				sees := c.Snapshot().View("m:brand-b").Allow(scope.See, green(), r.now().Unix())
				if sees && before%2 == 1 && turn.Load() == before {
					t.Error("a suspended member sees")
					return
				}
			}
		})
	}
	for range 40 {
		r.member("brand-b", directory.StateSuspended)
		turn.Add(1)
		time.Sleep(time.Millisecond)
		turn.Add(1)
		r.member("brand-b", directory.StateActive)
	}
	close(stop)
	wg.Wait()
}

// A revision takes effect from its entry on; one that cannot be loaded takes all rights away,
// until another comes.
func TestCurrentFollowsTheLedger(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	c := r.current()
	var told []error
	c.OnError = func(err error) { told = append(told, err) }
	sees := func() bool { return c.Snapshot().View("m:brand-b").Allow(scope.See, green(), r.now().Unix()) }
	bring := func(p ledger.Position, schema int, text string) error {
		return c.Apply([]ledger.Entry{
			{Position: p, Kind: ledger.KindPolicy, ID: "elsewhere", Body: []byte("{")},
			{Position: p, Kind: ledger.KindPolicy, ID: Entity, Schema: schema, Body: Encode(Revision{Text: text, Author: "u:ann"})},
		})
	}
	if !sees() {
		t.Fatal("not seen under the default")
	}
	for n, step := range []struct {
		text string
		sees bool
		told int
	}{
		{"p, role:marketplace, *, *, green, see, allow", false, 0},
		{"p, role:brand, *, *, green, see, allow", true, 0},
		{"p, role:brand, *, *, green, see, Allow", false, 1},
		{"nonsense", false, 2},
		{"p, role:brand, *, *, green, see, allow", true, 2},
	} {
		if err := bring(ledger.Position(n+10), Schema, step.text); err != nil {
			t.Fatal(err)
		}
		if got := sees(); got != step.sees || len(told) != step.told {
			t.Errorf("%s: sees %v, told %v", step.text, got, told)
		}
		if rev := c.Revision(); rev.Text != step.text || rev.Position != ledger.Position(n+10) || c.Snapshot().Set().Revision != uint64(n+10) {
			t.Errorf("revision %+v", rev)
		}
	}
	if err := bring(99, Schema+1, "p, role:brand, *, *, green, see, allow"); !errors.Is(err, ErrSchema) {
		t.Errorf("a schema of tomorrow: %v", err)
	}
}

// A line comes into force at its time and goes out of it, to the second, by itself.
func TestWindows(t *testing.T) {
	r := newRoom(t)
	r.member("brand-b", directory.StateActive)
	from, until := r.now().Add(time.Minute).UTC().Truncate(time.Second), r.now().Add(2*time.Minute).UTC().Truncate(time.Second)
	rev := Initial()
	rev.Text = "p, *, denied, *, red, *, deny\np, role:pilot, *, *, green, see, allow\n" +
		"p, role:brand, *, *, green, see, allow, from=" + from.Format(time.RFC3339) + ", until=" + until.Format(time.RFC3339) + "\n" +
		"g, m:brand-b, role:pilot, from=" + until.Add(time.Minute).Format(time.RFC3339) + "\n"
	c, err := NewCurrent(rev, r.Directory, r.now)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		at   time.Time
		want bool
	}{
		{from.Add(-time.Second), false},
		{from, true},
		{until.Add(-time.Second), true},
		{until, false},
		{until.Add(59 * time.Second), false},
		{until.Add(time.Minute), true},
	} {
		r.clock.Store(step.at.Unix())
		s := c.Snapshot()
		cas, err := s.Enforce("m:brand-b", green(), scope.See, step.at.Unix())
		if got := s.View("m:brand-b").Allow(scope.See, green(), step.at.Unix()); got != step.want || cas != step.want || err != nil {
			t.Errorf("at %v: %v, casbin %v %v, want %v", step.at, got, cas, err, step.want)
		}
	}
	if until := c.Snapshot().ValidUntil(); !until.IsZero() {
		t.Errorf("all is over, and it changes at %v", until)
	}
}
