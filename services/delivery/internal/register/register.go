// Package register is the read model of subscriptions: folded from the ledger, small, always
// in memory. It says what there is; the rules say who may know.
package register

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Register folds the entries of kind subscription, and where their alarms are. It is safe for concurrent use.
type Register struct {
	mu  sync.RWMutex
	all map[id.Subscription]subscription.Subscription
	of  map[id.Member]map[id.Subscription]bool

	alarms map[id.Subscription]ledger.Position // the last of each
}

var _ subscription.Register = (*Register)(nil)

// New returns an empty register.
func New() *Register {
	return &Register{
		all: map[id.Subscription]subscription.Subscription{}, of: map[id.Member]map[id.Subscription]bool{},
		alarms: map[id.Subscription]ledger.Position{},
	}
}

// Apply folds entries; it ignores other kinds.
func (r *Register) Apply(es []ledger.Entry) error {
	for _, e := range es {
		if e.Kind == ledger.KindAlarm {
			r.mu.Lock()
			r.alarms[id.Subscription(e.ID)] = e.Position
			r.mu.Unlock()
			continue
		}
		if e.Kind != ledger.KindSubscription {
			continue
		}
		s, err := Decode(e)
		if err != nil {
			return fmt.Errorf("register: entry %d: %w", e.Position, err)
		}
		r.put(s)
	}
	return nil
}

func (r *Register) put(s subscription.Subscription) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.State == subscription.Deleted {
		delete(r.all, s.ID)
		delete(r.of[s.Member], s.ID)
		return
	}
	r.all[s.ID] = s
	if r.of[s.Member] == nil {
		r.of[s.Member] = map[id.Subscription]bool{}
	}
	r.of[s.Member][s.ID] = true
}

// Find returns the newest state of a subscription that is not deleted.
func (r *Register) Find(s id.Subscription) (subscription.Subscription, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	found, ok := r.all[s]
	return found, ok
}

// Alarmed is the position of the last alarm of a subscription, 0 if there was none.
func (r *Register) Alarmed(s id.Subscription) ledger.Position {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.alarms[s]
}

// Of returns a member's subscriptions, oldest first.
func (r *Register) Of(m id.Member) []subscription.Subscription {
	r.mu.RLock()
	defer r.mu.RUnlock()
	out := make([]subscription.Subscription, 0, len(r.of[m]))
	for s := range maps.Keys(r.of[m]) {
		out = append(out, r.all[s])
	}
	slices.SortFunc(out, func(a, b subscription.Subscription) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return out
}

// Encode gives the body of a subscription entry.
func (*Register) Encode(s subscription.Subscription) []byte { return Encode(s) }
