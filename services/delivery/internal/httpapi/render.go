package httpapi

import (
	"time"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/id"
)

func (d *Door) toSubscription(s subscription.Subscription) contract.Subscription {
	out := contract.Subscription{
		ID: string(s.ID), Name: unless(s.Name == "", s.Name), URL: s.URL, Filter: toFilter(s.Filter),
		Format: contract.SubscriptionFormat(s.Format), Signing: contract.SubscriptionSigning(s.Signing),
		PublicKey: unless(s.Public == nil, webhook.RevealPublic(s.Public)), HeaderNames: s.HeaderNames,
		Batch:     contract.SubscriptionBatch{MaxEvents: &s.Batch.MaxEvents, MaxWaitMs: new(int(s.Batch.MaxWait / time.Millisecond))},
		RateLimit: s.Rate, Concurrency: s.Concurrency,
		State: contract.SubscriptionState(s.State), Reason: unless(s.Reason == "", s.Reason),
		CreatedAt: s.Created, ModifiedAt: s.Modified, Etag: d.etag(s.Position),
	}
	for _, f := range s.InUse(d.Now()) {
		out.FormerKeys = append(out.FormerKeys, f.Until)
	}
	if len(s.Retry) > 0 {
		out.Retry = &contract.SubscriptionRetry{}
		for _, wait := range s.Retry {
			out.Retry.ScheduleS = append(out.Retry.ScheduleS, int(wait/time.Second))
		}
	}
	return out
}

func fromPace(b *contract.SubscriptionBatch, rate, concurrency *int, retry *contract.SubscriptionRetry) subscription.Pace {
	out := subscription.Pace{Rate: rate, Concurrency: concurrency}
	if b != nil {
		out.MaxEvents, out.MaxWaitMS = b.MaxEvents, b.MaxWaitMs
	}
	if retry != nil {
		out.RetryS = &retry.ScheduleS
	}
	return out
}

func toFilter(f subscription.Filter) contract.SubscriptionFilter {
	out := contract.SubscriptionFilter{
		Events: f.Events, Brands: f.Brands, Tags: f.Tags,
		Publishers: texts(f.Publishers), TaskForces: texts(f.TaskForces),
		MinConfidence: unless(f.MinConfidence == 0, f.MinConfidence), Where: unless(f.Where == "", f.Where),
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
		MinConfidence: f.MinConfidence, Where: text(f.Where),
	}
}

func toDelivery(a attempt.Attempt) contract.Delivery {
	out := contract.Delivery{
		WebhookID: a.Webhook, Event: a.Event, State: contract.DeliveryState(a.State), Attempt: a.Number,
		At: a.At, DurationMs: a.Took.Milliseconds(), Status: unless(a.Status == 0, a.Status),
		Error:   unless(a.Failure == "", webhook.Explain(webhook.Failure(a.Failure), a.Status)),
		NextAt:  unless(a.Next.IsZero(), a.Next),
		Failure: unless(a.Failure == "", contract.DeliveryFailure(a.Failure)),
	}
	if len(a.Told) == 1 {
		out.Indicator = unless(a.Told[0].Indicator == "", string(a.Told[0].Indicator))
	}
	return out
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
