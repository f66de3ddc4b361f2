package trace

import (
	"context"
	"slices"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Explanation is why an indicator was, or was not, delivered to a member.
type Explanation struct {
	Allowed  bool   // the member may see it now
	Rule     string // the line that says so; "" where the reader is not told
	Holder   *Holder
	Verdicts []Verdict // of its subscriptions; nil where the reader is not told of them
	Own      bool      // they are the reader's
}

// Verdict is what one subscription makes of an indicator.
type Verdict struct {
	Subscription subscription.Subscription
	Wants        bool
	Lacks        []string // to its owner: the fields of the filter that do not match
	Given        *given.Holding
	Attempts     []Noted // to its owner, newest first
}

// Noted is an attempt and where it stands in the log.
type Noted struct {
	Mark    attempt.Mark
	Attempt attempt.Attempt
}

// What is looked through for an explanation, of each subscription: so many attempts are shown, of so
// many records.
const (
	shown   = 5
	records = 50
)

// Why explains. A publisher is told of the policy and of the delivery, and nothing of the member's
// subscriptions. The member itself is told what its own make of the indicator, by what it may know
// of that, and no rule: a rule may name who published it. Whoever oversees is told the rule, and
// whether a subscription wants it, not why: that would tell what the indicator says.
// It returns ErrNotFound for an indicator that the caller may not see, just as for one there is
// not, and ErrNotPublisher where it may and is none of these.
func (d *Desk) Why(ctx context.Context, by access.Caller, i id.Indicator, m id.Member) (out Explanation, err error) {
	own, over := by.Member != "" && by.Member == m, oversees(by)
	if own {
		if err := by.Require(access.Subscribe); err != nil {
			return out, err
		}
	}
	leave, err := d.enter(ctx, by)
	if err != nil {
		return out, err
	}
	defer leave()
	err = d.look(by, i, func(s *policies.Snapshot, v *scope.View, r *scope.Record) error {
		owner := v.Owns(r)
		if !owner && !own && !over {
			return ErrNotPublisher.With("Its publisher is told whether it was delivered, and each member of itself.")
		}
		out = Explanation{Own: own}
		viewer, now := "m:"+string(m), d.Now()
		theirs := s.View(viewer)
		out.Allowed = theirs.Member == m && theirs.Decide(scope.See, r, now.Unix())
		rule := s.Decider(viewer, r, scope.See, now.Unix())
		switch {
		case over && !own:
			out.Rule = rule
		case owner && !own && out.Allowed: // what forbids it would tell what the member is, and where it sits
			out.Rule = policies.Masked(rule, v)
		}
		if own || over {
			var err error
			out.Verdicts, err = d.verdicts(ctx, theirs, i, m, own)
			return err
		}
		return nil
	})
	if err != nil {
		return Explanation{}, err
	}
	all, err := d.holdings(ctx, i)
	if err != nil {
		return Explanation{}, err
	}
	if theirs := slices.DeleteFunc(slices.Clone(all), func(h given.Holding) bool { return h.Member != m }); len(theirs) > 0 {
		out.Holder = new(together(m, theirs))
	}
	for n := range out.Verdicts {
		v := &out.Verdicts[n]
		if h, ok := of(all, v.Subscription.ID); ok {
			v.Given = &h
		}
		if own {
			if v.Attempts, err = d.attempts(ctx, v.Subscription.ID, i); err != nil {
				return Explanation{}, err
			}
		}
	}
	return out, nil
}

func (d *Desk) verdicts(ctx context.Context, v *scope.View, i id.Indicator, m id.Member, own bool) ([]Verdict, error) {
	out := []Verdict{}
	for _, s := range d.Subscriptions(m) {
		lacks := s.Filter.Lacks("indicator."+catalog.VerbPublished, func(q catalog.Query) bool { return d.Shelf.Matches(v, q, i, d.Now()) })
		if s.Filter.Where != "" {
			item, ok, err := d.Shelf.Get(ctx, v, i, d.Now())
			if err != nil {
				return nil, err
			}
			if !ok || !d.Where(s.Filter.Where, "indicator."+catalog.VerbPublished, &item) {
				lacks = append(lacks, "where")
			}
		}
		x := Verdict{Subscription: s, Wants: len(lacks) == 0}
		if own {
			x.Lacks = lacks
		}
		out = append(out, x)
	}
	return out, nil
}

func (d *Desk) attempts(ctx context.Context, s id.Subscription, i id.Indicator) (out []Noted, err error) {
	err = d.Log.Read(ctx, s, attempt.Query{Indicator: i, Records: records}, 0, func(m attempt.Mark, a attempt.Attempt) bool {
		out = append(out, Noted{m, a})
		return len(out) < shown
	})
	return out, err
}
