// Package register is the read model of proposals and of the policies that were in force: folded
// from the ledger, small, always in memory. It says what there is; the rules say who may know.
package register

import (
	"fmt"
	"slices"
	"sync"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Revision is a policy that is or was in force.
type Revision struct {
	policies.Revision

	Hash string // of what it says (policies.Set.Hash); "" for a set of other words than this hub's
}

// Register folds the entries of kinds proposal and policy. It is safe for concurrent use.
type Register struct {
	mu        sync.RWMutex
	all       map[id.Proposal]proposal.Proposal
	order     []id.Proposal // oldest first
	revisions []Revision    // oldest first, from the initial one on
}

var _ proposal.Register = (*Register)(nil)

// New returns a register with the revision that an alliance starts with.
func New(initial policies.Revision) *Register {
	return &Register{all: map[id.Proposal]proposal.Proposal{}, revisions: []Revision{hashed(initial)}}
}

func hashed(r policies.Revision) Revision {
	set, err := r.Set()
	if err != nil {
		return Revision{Revision: r}
	}
	return Revision{r, set.Hash()}
}

// Apply folds entries; it ignores other kinds.
func (r *Register) Apply(es []ledger.Entry) error {
	for _, e := range es {
		switch {
		case e.Kind == ledger.KindProposal:
			p, err := Decode(e)
			if err != nil {
				return fmt.Errorf("register: entry %d: %w", e.Position, err)
			}
			r.put(p)
		case e.Kind == ledger.KindPolicy && e.ID == policies.Entity:
			next, err := policies.Decode(e)
			if err != nil {
				return fmt.Errorf("register: entry %d: %w", e.Position, err)
			}
			r.enact(hashed(next))
		}
	}
	return nil
}

func (r *Register) put(p proposal.Proposal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.all[p.ID]; !known {
		r.order = append(r.order, p.ID)
	}
	r.all[p.ID] = p
}

func (r *Register) enact(next Revision) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.revisions = append(r.revisions, next)
}

// Find returns the newest state of a proposal. Do not change what it points to.
func (r *Register) Find(p id.Proposal) (proposal.Proposal, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	found, ok := r.all[p]
	return found, ok
}

// All returns the proposals, newest first.
func (r *Register) All() []proposal.Proposal {
	r.mu.RLock()
	defer r.mu.RUnlock()
	out := make([]proposal.Proposal, 0, len(r.order))
	for _, p := range slices.Backward(r.order) {
		out = append(out, r.all[p])
	}
	return out
}

// Revision returns the policy that is or was in force under a name.
func (r *Register) Revision(name string) (policies.Revision, bool) {
	found, ok := r.Named(name)
	return found.Revision, ok
}

// Named is Revision with its hash.
func (r *Register) Named(name string) (Revision, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, x := range slices.Backward(r.revisions) {
		if x.Name() == name {
			return x, true
		}
	}
	return Revision{}, false
}

// Revisions returns what is and was in force, newest first.
func (r *Register) Revisions() []Revision {
	r.mu.RLock()
	defer r.mu.RUnlock()
	out := slices.Clone(r.revisions)
	slices.Reverse(out)
	return out
}

// Encode gives the body of a proposal entry.
func (*Register) Encode(p proposal.Proposal) []byte { return Encode(p) }
