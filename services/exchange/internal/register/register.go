// Package register is the read model of disputes: folded from the ledger, small, always in memory.
// It says what there is; the rules say who may know.
package register

import (
	"fmt"
	"slices"
	"sync"

	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Register folds the entries of the kind dispute, and those of indicators that end a dispute:
// that an indicator was taken back, taken down or erased is said once, by its own entry. It is safe for
// concurrent use.
type Register struct {
	mu  sync.RWMutex
	all map[id.Dispute]*dispute.Dispute
	in  []id.Dispute // in the order that they were opened
	on  map[id.Indicator][]id.Dispute

	erased map[id.Indicator]bool
}

var _ dispute.Register = (*Register)(nil)

// New returns an empty register.
func New() *Register {
	return &Register{all: map[id.Dispute]*dispute.Dispute{}, on: map[id.Indicator][]id.Dispute{}, erased: map[id.Indicator]bool{}}
}

// Apply folds entries; it ignores other kinds.
func (r *Register) Apply(es []ledger.Entry) error {
	for n := range es {
		switch e := &es[n]; {
		case e.Kind == ledger.KindDispute:
			d, err := Decode(*e)
			if err != nil {
				return fmt.Errorf("register: entry %d: %w", e.Position, err)
			}
			r.put(&d)
		case e.Kind != ledger.KindIndicator:
		case e.Verb == catalog.VerbRevoked, e.Verb == catalog.VerbOverruled:
			r.end(id.Indicator(e.ID), e)
		case e.Verb == catalog.VerbErased:
			r.erase(id.Indicator(e.ID))
		}
	}
	return nil
}

func (r *Register) put(d *dispute.Dispute) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.erased[d.Indicator] {
		return // it was said while that was erased, and goes with it
	}
	if was := r.all[d.ID]; was != nil {
		d.First = was.First
		if was.State == dispute.Closed { // what was said just then does not open it again
			d.State, d.Revision = dispute.Closed, max(d.Revision, was.Revision)
		}
	} else {
		r.in = append(r.in, d.ID)
		r.on[d.Indicator] = append(r.on[d.Indicator], d.ID)
	}
	r.all[d.ID] = d
}

// end closes what is still open on an indicator.
func (r *Register) end(i id.Indicator, by *ledger.Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range r.on[i] {
		if d := r.all[name]; d.State == dispute.Open {
			next := *d
			next.State, next.Modified, next.Revision = dispute.Closed, by.At, by.Position
			r.all[name] = &next
		}
	}
}

// erase forgets all that was said against an indicator that is erased.
func (r *Register) erase(i id.Indicator) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range r.on[i] {
		delete(r.all, name)
	}
	if len(r.on[i]) > 0 {
		r.in = slices.DeleteFunc(r.in, func(d id.Dispute) bool { return r.all[d] == nil })
	}
	delete(r.on, i)
	r.erased[i] = true
}

// Find returns the newest state of a dispute.
func (r *Register) Find(d id.Dispute) (dispute.Dispute, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	found, ok := r.all[d]
	if !ok {
		return dispute.Dispute{}, false
	}
	return *found, true
}

// On returns the disputes of an indicator, oldest first.
func (r *Register) On(i id.Indicator) []dispute.Dispute {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.read(r.on[i])
}

// All returns the disputes that are wanted, oldest first. wants must not change what it is given.
func (r *Register) All(wants func(*dispute.Dispute) bool) []dispute.Dispute {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var all []dispute.Dispute
	for _, name := range r.in {
		if d := r.all[name]; wants(d) {
			all = append(all, *d)
		}
	}
	return all
}

func (r *Register) read(names []id.Dispute) []dispute.Dispute {
	all := make([]dispute.Dispute, len(names))
	for n, name := range names {
		all[n] = *r.all[name]
	}
	return all
}

// DisputesOf names the disputes of an indicator, whatever their state: for erasing them with it.
func (r *Register) DisputesOf(i id.Indicator) []id.Dispute {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.on[i])
}

// Encode gives the body of a dispute entry.
func (*Register) Encode(d dispute.Dispute) []byte { return Encode(d) }
