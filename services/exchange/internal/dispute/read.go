package dispute

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Sight is a dispute as somebody may read it: what is not for its role is not in it.
type Sight struct {
	Dispute

	Role  Role
	Named catalog.Attribution // how Member may be shown; "" for not at all
}

// Find returns a dispute as the caller may read it; hidden and absent are one.
func (b *Book) Find(by access.Caller, v *scope.View, name id.Dispute) (Sight, bool) {
	d, ok := b.Register.Find(name)
	if !ok {
		return Sight{}, false
	}
	return b.sight(by, v, d, b.now())
}

// On returns an indicator's disputes as the caller may read them, newest first; ok is false where it
// may not see the indicator.
func (b *Book) On(by access.Caller, v *scope.View, i id.Indicator) (all []Sight, ok bool) {
	now := b.now()
	if _, ok := b.Catalog.Standing(v, i, now); !ok {
		return nil, false
	}
	return b.sights(by, v, b.Register.On(i), now), true
}

// Desk returns what is on the caller's desk, newest first: all disputes that there are for a steward,
// its own and those against its indicators for a member. state is "" for any.
func (b *Book) Desk(by access.Caller, v *scope.View, state State) []Sight {
	mine := b.Register.All(func(d *Dispute) bool {
		return (state == "" || d.State == state) && (IsSteward(by) || v.Member != "" && (v.Member == d.Member || v.Member == d.Publisher))
	})
	return slices.DeleteFunc(b.sights(by, v, mine, b.now()), func(s Sight) bool { return !s.Role.Party() })
}

func (b *Book) sights(by access.Caller, v *scope.View, of []Dispute, now time.Time) []Sight {
	var all []Sight
	for _, d := range slices.Backward(of) {
		if s, ok := b.sight(by, v, d, now); ok {
			all = append(all, s)
		}
	}
	return all
}

// Show returns one state of a dispute, not necessarily the newest, as the caller may read it.
func (b *Book) Show(by access.Caller, v *scope.View, d Dispute) (Sight, bool) {
	return b.sight(by, v, d, b.now())
}

// sight takes out of a dispute what is not for the caller. The publisher's name is for nobody, and
// who disputes is named to others as it asked to be; a steward must know who does, to judge. When a
// dispute last changed would tell a reader that its parties speak.
func (b *Book) sight(by access.Caller, v *scope.View, d Dispute, now time.Time) (Sight, bool) {
	s := Sight{Dispute: d, Role: b.role(by, v, &d, now), Named: catalog.Named}
	record := d.record()
	source := func(r *scope.Record) catalog.Attribution {
		if d.Attribution == catalog.Withheld || !v.Decide(scope.ReadSource, r, now.Unix()) {
			return ""
		}
		return d.Attribution
	}
	switch s.Role {
	case Nobody:
		return Sight{}, false
	case Steward:
		if by.Of != "" && by.Of == d.Publisher { // it cannot judge: what its organisation may not read is not for it
			s.Named = source(&record)
			s.Evidence, s.OnBehalf = "", ""
		}
	case Disputer:
		s.OnBehalf = ""
	case Publisher:
		s.Named = source(&record)
		s.Evidence, s.OnBehalf, s.Attribution = "", "", ""
	case Reader:
		of, _ := b.Catalog.Standing(v, d.Indicator, now)
		s.Named = source(&of.Record)
		s.Reason, s.Evidence, s.OnBehalf, s.Attribution, s.Verdict, s.Statements = "", "", "", "", "", nil
		s.Modified, s.Revision = time.Time{}, 0
	}
	s.Publisher, s.Desk = "", ""
	if s.Member == "" || s.Named == "" {
		s.Member, s.Named = "", ""
	}
	return s, true
}
