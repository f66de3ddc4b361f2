package indicator

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/tlp"
)

// covers reports whether an audience is for all whom another is for, and lets them do with it what
// that does: whether it has each of its task forces and, by today's seats, each of its members, is
// labelled no more strictly, and under embargo no longer. It is about what publishers ask for, not
// about policy, which may give less.
func (b *Book) covers(a, of *catalog.Indicator, now time.Time) bool {
	if a.TLP > of.TLP || embargo(a, now).After(embargo(of, now)) {
		return false
	}
	for _, m := range a.Share.Except {
		if !slices.Contains(of.Share.Except, m) && b.reaches(of, m) {
			return false
		}
	}
	if forAll(a) {
		return true
	}
	if forAll(of) {
		return false
	}
	for _, t := range of.Share.TaskForces {
		if !slices.Contains(a.Share.TaskForces, t) {
			return false
		}
	}
	return !slices.ContainsFunc(of.Share.Members, func(m id.Member) bool { return b.reaches(of, m) && !b.reaches(a, m) })
}

// reaches reports whether an audience is for a member, as of today's seats and whatever its embargo.
// Task forces that the publisher has left reach nobody: what it may try would show it their seats.
func (b *Book) reaches(i *catalog.Indicator, m id.Member) bool {
	switch {
	case slices.Contains(i.Share.Except, m):
		return false
	case forAll(i) || slices.Contains(i.Share.Members, m):
		return true
	}
	return slices.ContainsFunc(i.Share.TaskForces, func(name id.TaskForce) bool {
		t, ok := b.Directory.TaskForce(name)
		sits := func(m id.Member) bool {
			return slices.ContainsFunc(t.Seats, func(s directory.Seat) bool { return s.Member == m })
		}
		return ok && sits(i.Publisher) && sits(m)
	})
}

// forAll reports whether an indicator is for the whole alliance.
func forAll(i *catalog.Indicator) bool { return i.TLP <= tlp.Green }

// embargo is when an embargo will be over, the zero time where there is none any more.
func embargo(i *catalog.Indicator, now time.Time) time.Time {
	if i.EmbargoUntil.After(now) {
		return i.EmbargoUntil
	}
	return time.Time{}
}
