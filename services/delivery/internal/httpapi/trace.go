package httpapi

import (
	"time"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/trace"
)

func toHolder(h *trace.Holder) contract.Holder {
	return contract.Holder{
		Member: string(h.Member), Channel: contract.HolderChannel("webhook"), Taken: h.Taken, TakenOn: day(h.TakenOn), RecalledOn: day(h.Recalled),
	}
}

// day is a date (RFC 3339, full-date), nil for none.
func day(at time.Time) *string { return unless(at.IsZero(), at.UTC().Format(time.DateOnly)) }

func (d *Door) toVerdict(v *trace.Verdict, own bool) contract.DeliveryVerdict {
	s := &v.Subscription
	out := contract.DeliveryVerdict{Subscription: string(s.ID), State: contract.SubscriptionState(s.State), Wants: v.Wants}
	if v.Given != nil {
		out.Taken, out.TakenOn, out.RecalledOn = new(!v.Given.Taken.IsZero()), day(v.Given.Taken), day(v.Given.Recalled)
	}
	if !own {
		return out
	}
	out.Name, out.Reason, out.Lacks = unless(s.Name == "", s.Name), unless(s.Reason == "", s.Reason), v.Lacks
	for _, n := range v.Attempts {
		out.Attempts = append(out.Attempts, d.toAttempt(s.ID, n.Mark, n.Attempt))
	}
	return out
}
