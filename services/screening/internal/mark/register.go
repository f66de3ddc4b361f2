package mark

import (
	"slices"
	"sync"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/protection"
)

// Register answers from the marks there are. It is safe for concurrent use.
type Register struct {
	Lists     *protection.View
	Directory *directory.Directory

	mu      sync.Mutex
	made    []protection.Mark // what index was made of
	version uint64            // and under which members
	index   *Index
}

// Find returns the marks of active members that an observable's host looks like, as asker may know
// them: nothing for one that is no active member's. What is some member's own looks like nothing;
// nor does what the asker itself has on a list. What another has on a blind list is found all the
// same: that it is not would tell who is on it.
func (r *Register) Find(o observable.Observable, asker id.Member) []Likeness {
	host, registrable := o.Host(), o.Registrable()
	if registrable == "" || !r.active(asker) {
		return nil
	}
	all := r.current().Find(host, registrable)
	if len(all) == 0 || r.spared(o, asker) || r.spared(observable.Observable{Type: observable.Domain, Canonical: host}, asker) {
		return nil
	}
	return all
}

// spared reports whether an observable is an active member's own, or on a list of the asker's.
func (r *Register) spared(o observable.Observable, asker id.Member) bool {
	for _, own := range r.Lists.Own(o) {
		if r.active(own.Member) {
			return true
		}
	}
	_, mine := r.Lists.Blind(o, asker)
	return mine != ""
}

func (r *Register) active(m id.Member) bool {
	x, ok := r.Directory.Member(m)
	return ok && x.State == directory.StateActive
}

// current is the index of the marks of active members, as they are now.
func (r *Register) current() *Index {
	version, marks := r.Directory.Version(), r.Lists.Marks()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.index == nil || version != r.version || len(marks) != len(r.made) || len(marks) > 0 && &marks[0] != &r.made[0] {
		r.version, r.made = version, marks
		r.index = NewIndex(slices.DeleteFunc(slices.Clone(marks), func(m protection.Mark) bool { return !r.active(m.Member) }))
	}
	return r.index
}
