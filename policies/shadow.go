package policies

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Disagreement is a decision that casbin and the compiled form do not share: a defect.
type Disagreement struct {
	Viewer   string
	Act      scope.Act
	Cell     scope.Cell
	Compiled bool // what the compiled form said; casbin said the other
	Err      error
	Revision string // of the set (Snapshot.Name)
}

// Shadow is the judge of the views of a Current: what is red or personal, and a sample of all
// else, is decided again by casbin, on the snapshot that is in force. Where the two differ the
// answer is no, and Alarm is told.
type Shadow struct {
	// Alarm is told of every disagreement. It must not block, and not decide.
	Alarm func(Disagreement)

	// Every is how many decisions there are to one of the sample; 0: 1024.
	Every uint64

	current *Current
	allowed atomic.Uint64
	denied  atomic.Uint64
	checked atomic.Uint64
	differs atomic.Uint64

	seed maphash.Seed
	mu   sync.Mutex
	said map[verdictKey]bool // casbin's, under one snapshot
	of   *Snapshot
}

var _ scope.Judge = (*Shadow)(nil)

// verdictKey is all that a decision hangs on: records that are alike to policy are decided once.
type verdictKey struct {
	view     *scope.View
	act      scope.Act
	cell     scope.Cell
	owned    bool
	embargo  bool
	expiry   bool
	audience uint64 // hash of the atoms that concern the viewer, under a seed that nobody knows
}

// maxVerdicts bounds the memory of verdicts; it is emptied when it is full, and when the policy
// changes.
const maxVerdicts = 1 << 16

func newShadow(c *Current) *Shadow {
	return &Shadow{current: c, seed: maphash.MakeSeed(), said: map[verdictKey]bool{}, Alarm: func(Disagreement) {}}
}

// Decided returns how many decisions there were, by what the compiled policy said.
func (s *Shadow) Decided() (allowed, denied uint64) { return s.allowed.Load(), s.denied.Load() }

// Checked returns how many decisions were put to casbin, and how many came out otherwise.
func (s *Shadow) Checked() (checked, differ uint64) { return s.checked.Load(), s.differs.Load() }

// Wants reports whether a decision is to be confirmed: all that give away what is red or
// personal, and one of so many of the rest.
func (s *Shadow) Wants(c scope.Cell, allowed bool) bool {
	count := &s.denied
	if allowed {
		count = &s.allowed
	}
	n := count.Add(1)
	if allowed && (c.Label() == tlp.Red || c.Type().Personal()) {
		return true
	}
	every := s.Every
	if every == 0 {
		every = 1024
	}
	return n%every == 0
}

// Confirm asks casbin.
func (s *Shadow) Confirm(v *scope.View, a scope.Act, r *scope.Record, now int64, allowed bool) bool {
	snapshot := s.current.newest.Load().snapshot
	fresh := snapshot.View(v.Name()) == v
	said, err := s.verdict(snapshot, v, a, r, now)
	s.checked.Add(1)
	// A view of rights that have changed meanwhile is no defect: what is in force now decides.
	if fresh && (err != nil || said != allowed) {
		s.differs.Add(1)
		s.Alarm(Disagreement{v.Name(), a, r.Cell, allowed, err, snapshot.Name()})
	}
	return allowed && said && err == nil
}

// verdict is casbin's answer, remembered.
func (s *Shadow) verdict(snapshot *Snapshot, v *scope.View, a scope.Act, r *scope.Record, now int64) (bool, error) {
	k := verdictKey{
		view: v, act: a, cell: r.Cell, owned: v.Owns(r), embargo: r.Embargoed(now), expiry: r.Expired(now), audience: s.audience(snapshot.groups.member(v.Name()), r),
	}
	s.mu.Lock()
	if s.of != snapshot || len(s.said) >= maxVerdicts {
		s.of = snapshot
		clear(s.said)
	}
	said, known := s.said[k]
	s.mu.Unlock()
	if known {
		return said, nil
	}
	said, err := snapshot.Enforce(v.Name(), r, a, now)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == snapshot {
		s.said[k] = said
	}
	return said, nil
}

// audience hashes what of a record's atoms a rule can hang on for a viewer that acts for a member now
// (related): whom else a record names, or must not reach, is nothing to it. Else each record that names others in
// another way would cost each of a thousand viewers its own milliseconds of casbin.
func (s *Shadow) audience(member id.Member, r *scope.Record) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	_, _ = h.WriteString(string(r.Owner)) // never fails
	named, never := scope.Named(member), scope.Never(member)
	for _, a := range r.Atoms {
		if strings.HasPrefix(string(a), "d:") && a != named || strings.HasPrefix(string(a), "x:") && a != never {
			continue
		}
		_ = h.WriteByte(0)
		_, _ = h.WriteString(string(a))
	}
	return h.Sum64()
}
