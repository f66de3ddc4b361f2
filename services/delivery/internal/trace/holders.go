package trace

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Holder is a member that was sent an indicator, by any of its endpoints. Days are in UTC; a zero
// one is none.
type Holder struct {
	Member   id.Member
	Taken    bool      // it said that it has it; else it may have
	TakenOn  time.Time // the first day on which it did
	Recalled time.Time // the day on which the last of its endpoints took the recall; none while one has not
}

// Holders tells the publisher of an indicator, and whoever oversees, which members were sent it. What
// subscriptions they have, and what these filter, is theirs to know.
// It returns ErrNotFound for an indicator that the caller may not see, just as for one there is
// not, and ErrNotPublisher for one that it may.
func (d *Desk) Holders(ctx context.Context, by access.Caller, i id.Indicator) ([]Holder, error) {
	leave, err := d.enter(ctx, by)
	if err != nil {
		return nil, err
	}
	defer leave()
	err = d.look(by, i, func(_ *policies.Snapshot, v *scope.View, r *scope.Record) error {
		if !v.Owns(r) && !oversees(by) {
			return ErrNotPublisher.With("Its publisher alone is told who holds it.")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all, err := d.holdings(ctx, i)
	if err != nil {
		return nil, err
	}
	of := map[id.Member][]given.Holding{}
	for _, h := range all {
		of[h.Member] = append(of[h.Member], h)
	}
	var out []Holder
	for _, m := range slices.Sorted(maps.Keys(of)) {
		out = append(out, together(m, of[m]))
	}
	return out, nil
}

// together is what a member holds by all of its endpoints.
func together(m id.Member, all []given.Holding) Holder {
	out := Holder{Member: m}
	holds := false
	for _, h := range all {
		if !h.Taken.IsZero() {
			out.Taken = true
			if out.TakenOn.IsZero() || h.Taken.Before(out.TakenOn) {
				out.TakenOn = h.Taken
			}
		}
		if h.Recalled.IsZero() {
			holds = true
		}
		out.Recalled = slices.MaxFunc([]time.Time{out.Recalled, h.Recalled}, time.Time.Compare)
	}
	if holds {
		out.Recalled = time.Time{}
	}
	return out
}

// of returns what one subscription was given, by all rows.
func of(all []given.Holding, s id.Subscription) (h given.Holding, ok bool) {
	all = slices.DeleteFunc(slices.Clone(all), func(h given.Holding) bool { return h.Subscription != s })
	if len(all) == 0 {
		return h, false
	}
	x := together("", all)
	return given.Holding{Subscription: s, Taken: x.TakenOn, Recalled: x.Recalled}, true
}
