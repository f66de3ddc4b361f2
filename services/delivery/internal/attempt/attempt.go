// Package attempt remembers how attempts at telling endpoints went, for their owners to read:
// when, what of, how it ended, what the endpoint answered. What was said is not kept: it is made
// anew, as its reader may see it then. It never holds up a delivery: where it cannot keep up it
// drops the oldest and counts them.
package attempt

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

// State is how an attempt ended.
type State string

// The states. A retrying one is tried again at Next; a failed one is not.
const (
	Delivered State = "delivered"
	Retrying  State = "retrying"
	Failed    State = "failed"
)

// States lists the states.
func States() []State { return []State{Delivered, Retrying, Failed} }

// Attempt is one attempt at telling one endpoint of one event, or of several in a batch.
type Attempt struct {
	Webhook string // the webhook-id
	Event   string // the type of the event
	Told    []Told // what of; none for a test, and in logs of older hubs
	State   State
	Number  int // from 1
	At      time.Time
	Took    time.Duration
	Status  int // 0: no answer
	Failure string
	Next    time.Time

	Request Request
	Answer  Answer
}

// Told is one event of those that a post told of: by its place, and by ids alone.
type Told struct {
	Mark      catalog.Mark
	Event     string
	Indicator id.Indicator
	Sighting  id.Sighting // "" for an event of the indicator's own
	Webhook   string      // in a batch: the event's own webhook-id
}

// Request is what was sent, but for its body and what changes with each attempt. Headers are lines;
// values that are a secret or a signature are masked.
type Request struct {
	URL     string `json:"u"`
	Headers string `json:"h,omitempty"`
}

// Answer is what the endpoint answered: the beginning of it. Headers are lines.
type Answer struct {
	Headers string `json:"h,omitempty"`
	Body    string `json:"b,omitempty"`
	Cut     bool   `json:"c,omitzero"` // there was more
}

// Query is what is asked for; zero values do not filter.
type Query struct {
	State        State
	Event        string
	Indicator    id.Indicator
	Webhook      string
	Status       int
	Failure      string
	Since, Until time.Time
	Records      int // at most so many records, of up to 100 attempts, are looked through
}

func (q *Query) matches(a *Attempt) bool {
	return (q.State == "" || q.State == a.State) &&
		(q.Status == 0 || q.Status == a.Status) &&
		(q.Failure == "" || q.Failure == a.Failure) &&
		(q.Since.IsZero() || !a.At.Before(q.Since)) &&
		(q.Until.IsZero() || a.At.Before(q.Until)) &&
		(q.Event == "" || q.Event == a.Event || a.any(func(t *Told) bool { return t.Event == q.Event })) &&
		(q.Indicator == "" || a.any(func(t *Told) bool { return t.Indicator == q.Indicator })) &&
		(q.Webhook == "" || q.Webhook == a.Webhook || a.any(func(t *Told) bool { return t.Webhook == q.Webhook }))
}

func (a *Attempt) any(is func(*Told) bool) bool {
	return slices.ContainsFunc(a.Told, func(t Told) bool { return is(&t) })
}

// Limits are how much of the log is kept. Start from DefaultLimits.
type Limits struct {
	Age     time.Duration
	Bytes   int64
	Records int64 // of one subscription: each holds up to 100 attempts that came together
}

// DefaultLimits are those of a hub on one machine.
func DefaultLimits() Limits { return Limits{Age: 7 * 24 * time.Hour, Bytes: 1 << 30, Records: 1000} }

// Journal are the limits of the journal that the log is kept in.
func (l Limits) Journal() journal.Limits {
	return journal.Limits{MaxAge: l.Age, MaxBytes: l.Bytes, MaxPerSubject: l.Records}
}
