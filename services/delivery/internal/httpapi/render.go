package httpapi

import (
	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/id"
)

func (d *Door) toSubscription(s subscription.Subscription) contract.Subscription {
	return contract.Subscription{
		ID: string(s.ID), Name: unless(s.Name == "", s.Name), URL: s.URL, Filter: toFilter(s.Filter),
		Format: contract.SubscriptionFormat(s.Format), Signing: subscription.V1,
		State: contract.SubscriptionState(s.State), Reason: unless(s.Reason == "", s.Reason),
		CreatedAt: s.Created, ModifiedAt: s.Modified, Etag: d.etag(s.Position),
	}
}

func toFilter(f subscription.Filter) contract.SubscriptionFilter {
	out := contract.SubscriptionFilter{
		Events: f.Events, Brands: f.Brands, Tags: f.Tags,
		Publishers: texts(f.Publishers), TaskForces: texts(f.TaskForces),
		MinConfidence: unless(f.MinConfidence == 0, f.MinConfidence),
	}
	for _, t := range f.Types {
		out.Types = append(out.Types, t.String())
	}
	return out
}

func fromFilter(f *contract.SubscriptionFilter) subscription.Wish {
	if f == nil {
		return subscription.Wish{}
	}
	return subscription.Wish{
		Events: f.Events, Types: f.Types, Brands: f.Brands, Tags: f.Tags,
		Publishers: names[id.Member](f.Publishers), TaskForces: names[id.TaskForce](f.TaskForces),
		MinConfidence: f.MinConfidence,
	}
}

func toDelivery(a attempt.Attempt) contract.Delivery {
	return contract.Delivery{
		WebhookID: a.Webhook, Event: a.Event, State: contract.DeliveryState(a.State), Attempt: a.Number,
		At: a.At, DurationMs: a.Took.Milliseconds(), Status: unless(a.Status == 0, a.Status),
		Error:  unless(a.Failure == "", webhook.Explain(webhook.Failure(a.Failure), a.Status)),
		NextAt: unless(a.Next.IsZero(), a.Next),
	}
}

func texts[T ~string](in []T) []string {
	var out []string
	for _, x := range in {
		out = append(out, string(x))
	}
	return out
}

func names[T ~string](in []string) []T {
	var out []T
	for _, x := range in {
		out = append(out, T(x))
	}
	return out
}

func text[T ~string](s *T) string {
	if s == nil {
		return ""
	}
	return string(*s)
}

func unless[T any](absent bool, v T) *T {
	if absent {
		return nil
	}
	return &v
}
