package policies

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/casbin/casbin/v2"

	"github.com/entente-hub/entente/shared/scope"
)

// Snapshot is one policy set over one state of the directory, at one moment. It is immutable, and
// safe for concurrent use; the zero Snapshot allows nothing.
type Snapshot struct {
	name       string
	set        Set // whole
	now        Set // what of it is in force
	version    uint64
	validUntil time.Time

	casbin  *casbin.Enforcer
	rules   book
	parents parents
	groups  Groups
	views   map[string]*lazyView
	nobody  scope.View
	judge   scope.Judge // of the views; nil: none
	fan     func() *scope.Fan
}

// lazyView is compiled when it is first asked for. before is the same viewer's of an earlier
// snapshot: it is given out again if the rights are the same, so that what others keep by view
// stays good.
type lazyView struct {
	once   sync.Once
	view   atomic.Pointer[scope.View]
	before *scope.View
}

// NewSnapshot loads a set over groups, as of their moment. The error is *RefusedError for a set with findings, and
// wraps ErrLoad where casbin did not take all of it.
func NewSnapshot(s Set, g Groups) (*Snapshot, error) {
	if fs := Lint(s); len(fs) > 0 {
		return nil, &RefusedError{fs}
	}
	return newSnapshot(s, g)
}

// newSnapshot is NewSnapshot of a set that is known to be good.
func newSnapshot(s Set, g Groups) (*Snapshot, error) {
	now := s.At(g.At)
	edges := g.with(now.Edges)
	e, err := enforcer(now.Rules, edges)
	if err != nil {
		return nil, err
	}
	rules, err := compileSet(now)
	if err != nil {
		return nil, err
	}
	out := &Snapshot{
		set: s, now: now, validUntil: sooner(g.ValidUntil, s.Boundary(g.At)),
		casbin: e, rules: rules, parents: parentsOf(edges),
		groups: g, views: make(map[string]*lazyView, len(g.Viewers)),
	}
	for _, v := range g.Viewers {
		out.views[v] = &lazyView{}
	}
	out.fan = sync.OnceValue(out.makeFan)
	return out, nil
}

func (s *Snapshot) makeFan() *scope.Fan {
	views := make([]*scope.View, len(s.groups.Viewers))
	for i, v := range s.groups.Viewers {
		views[i] = s.View(v)
	}
	return scope.NewFan(views)
}

// Set returns the policy set that decides.
func (s *Snapshot) Set() Set { return s.set }

// Name names the revision that decides, as people do: by its proposal, or "initial".
func (s *Snapshot) Name() string { return s.name }

// Version tells this snapshot from others of the same Current: it rises with every change of
// rights, and with every boundary in time.
func (s *Snapshot) Version() uint64 { return s.version }

// ValidUntil is when rights change by themselves next; the zero time: never.
func (s *Snapshot) ValidUntil() time.Time { return s.validUntil }

// Viewers are all that may do anything at all, sorted: "m:<member>", "u:<person>", "u:admin". Do
// not change it.
func (s *Snapshot) Viewers() []string { return s.groups.Viewers }

// View returns what a viewer may do. One that is not known, or
// suspended, may do nothing. Two snapshots of one Current give the same *View as long as the
// viewer's rights are the same.
func (s *Snapshot) View(viewer string) *scope.View {
	l, ok := s.views[viewer]
	if !ok {
		return &s.nobody
	}
	l.once.Do(func() {
		v := s.rules.view(viewer, s.groups.member(viewer), s.parents)
		v.Judge = s.judge
		if l.before != nil && l.before.Equal(v) {
			v = l.before
		}
		l.view.Store(v)
	})
	return l.view.Load()
}

// succeed lets s give out views of an earlier snapshot, where the rights are the same. Call it
// before s is used.
func (s *Snapshot) succeed(earlier *Snapshot) {
	for viewer, l := range s.views {
		if was, ok := earlier.views[viewer]; ok {
			if l.before = was.view.Load(); l.before == nil {
				l.before = was.before
			}
		}
	}
}

// Fan returns the views of all viewers at once.
func (s *Snapshot) Fan() *scope.Fan {
	if s.fan == nil {
		return scope.NewFan(nil)
	}
	return s.fan()
}

// Enforce is casbin's own answer, at a millisecond for 2,000 rules: the proof of what the view
// and the fan say, not their replacement. With an error the answer is no.
func (s *Snapshot) Enforce(viewer string, r *scope.Record, act scope.Act, now int64) (bool, error) {
	if _, ok := s.views[viewer]; !ok {
		return false, nil // casbin knows no "nobody": a rule for * would match
	}
	if r == nil || int(r.Cell) >= scope.Cells || act >= scope.ActCount {
		return false, errors.New("policies: enforce: no such record or act")
	}
	sub := &subject{name: viewer, member: s.groups.member(viewer)}
	if r.Private() && (sub.member == "" || sub.member != r.Owner) {
		return false, nil // no rule is asked
	}
	ok, err := s.casbin.Enforce(sub, r, act.String(), &moment{now})
	if err != nil {
		return false, fmt.Errorf("policies: enforce: %w", err)
	}
	return ok, nil
}
