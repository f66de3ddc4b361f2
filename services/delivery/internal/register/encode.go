package register

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
)

// errSchema says that an entry was written by a newer hub.
var errSchema = errors.New("register: unknown schema")

// row is a subscription as its entry has it (schema 3; of those before there is less).
type row struct {
	Member      id.Member            `json:"member"`
	Name        string               `json:"name,omitempty"`
	URL         string               `json:"url"`
	Filter      filter               `json:"filter"`
	Format      subscription.Format  `json:"format"`
	Signing     subscription.Signing `json:"signing,omitempty"`
	Public      []byte               `json:"public,omitempty"`
	Secret      []byte               `json:"secret,omitempty"` // sealed
	Former      []former             `json:"former,omitempty"`
	Headers     []byte               `json:"headers,omitempty"` // sealed
	HeaderNames []string             `json:"header_names,omitempty"`
	Batch       batch                `json:"batch,omitzero"`
	Rate        int                  `json:"rate,omitempty"`
	Concurrency int                  `json:"concurrency,omitempty"`
	RetryMS     []int64              `json:"retry_ms,omitempty"`
	State       subscription.State   `json:"state"`
	Reason      string               `json:"reason,omitempty"`
	Unproven    bool                 `json:"unproven,omitempty"`
	From        ledger.Position      `json:"from,omitempty"`  // of hubs before marks
	After       catalog.Mark         `json:"after,omitempty"` // the cursor, where it was put by hand
	Since       ledger.Position      `json:"since,omitempty"`
	Again       catalog.Mark         `json:"again,omitempty"`
	AgainSince  ledger.Position      `json:"again_since,omitempty"`
	Created     time.Time            `json:"created"`
	Modified    time.Time            `json:"modified"`
}

type former struct {
	Signing subscription.Signing `json:"signing"`
	Public  []byte               `json:"public,omitempty"`
	Secret  []byte               `json:"secret"` // sealed
	Until   time.Time            `json:"until"`
}

type batch struct {
	MaxEvents int   `json:"max_events"`
	MaxWaitMS int64 `json:"max_wait_ms,omitempty"`
}

type filter struct {
	Events        []string       `json:"events,omitempty"`
	Types         []string       `json:"types,omitempty"`
	Brands        []string       `json:"brands,omitempty"`
	Tags          []string       `json:"tags,omitempty"`
	Publishers    []id.Member    `json:"publishers,omitempty"`
	TaskForces    []id.TaskForce `json:"task_forces,omitempty"`
	MinConfidence int            `json:"min_confidence,omitempty"`
	Where         string         `json:"where,omitempty"`
}

// Encode gives the body of a subscription entry.
func Encode(s subscription.Subscription) []byte {
	r := row{
		Member: s.Member, Name: s.Name, URL: s.URL, Format: s.Format, Secret: s.Secret, State: s.State, Reason: s.Reason, Unproven: s.Unproven,
		After: s.From, Since: s.Since, Again: s.Again, AgainSince: s.AgainSince, Created: s.Created, Modified: s.Modified,
		Signing: s.Signing, Public: s.Public, Headers: s.Headers, HeaderNames: s.HeaderNames,
		Batch: batch{s.Batch.MaxEvents, s.Batch.MaxWait.Milliseconds()}, Rate: s.Rate, Concurrency: s.Concurrency,
		Filter: filter{
			Events: s.Filter.Events, Brands: s.Filter.Brands, Tags: s.Filter.Tags,
			Publishers: s.Filter.Publishers, TaskForces: s.Filter.TaskForces, MinConfidence: s.Filter.MinConfidence, Where: s.Filter.Where,
		},
	}
	for _, f := range s.Former {
		r.Former = append(r.Former, former(f))
	}
	for _, wait := range s.Retry {
		r.RetryMS = append(r.RetryMS, wait.Milliseconds())
	}
	for _, t := range s.Filter.Types {
		r.Filter.Types = append(r.Filter.Types, t.String())
	}
	body, err := json.Marshal(r)
	if err != nil {
		panic("register: " + err.Error()) // strings, numbers and times in range always marshal
	}
	return body
}

// Decode reads a subscription entry.
func Decode(e ledger.Entry) (subscription.Subscription, error) {
	if e.Schema < 1 || e.Schema > subscription.Schema {
		return subscription.Subscription{}, fmt.Errorf("%w %d", errSchema, e.Schema)
	}
	var r row
	if err := json.Unmarshal(e.Body, &r); err != nil {
		return subscription.Subscription{}, fmt.Errorf("register: %w", err)
	}
	s := subscription.Subscription{
		ID: id.Subscription(e.ID), Member: r.Member, Name: r.Name, URL: r.URL, Format: r.Format, Secret: r.Secret,
		State: r.State, Reason: r.Reason, Unproven: r.Unproven, From: r.After, Since: r.Since, Again: r.Again, AgainSince: r.AgainSince, Created: r.Created, Modified: r.Modified,
		Signing: cmp.Or(r.Signing, subscription.V1), Public: r.Public, Headers: r.Headers, HeaderNames: r.HeaderNames,
		Batch: subscription.Batch{MaxEvents: max(1, r.Batch.MaxEvents), MaxWait: time.Duration(r.Batch.MaxWaitMS) * time.Millisecond},
		Rate:  r.Rate, Concurrency: max(1, r.Concurrency),
		Filter: subscription.Filter{
			Events: r.Filter.Events, Brands: r.Filter.Brands, Tags: r.Filter.Tags,
			Publishers: r.Filter.Publishers, TaskForces: r.Filter.TaskForces, MinConfidence: r.Filter.MinConfidence, Where: r.Filter.Where,
		},
	}
	if r.Format == "standard" { // as hubs called it at first
		s.Format = subscription.Full
	}
	if r.After == 0 && r.From > 0 {
		s.From = catalog.MarkAfter(r.From)
	}
	for _, f := range r.Former {
		s.Former = append(s.Former, subscription.Former(f))
	}
	for _, wait := range r.RetryMS {
		s.Retry = append(s.Retry, time.Duration(wait)*time.Millisecond)
	}
	for _, name := range r.Filter.Types {
		if t, ok := observable.ParseType(name); ok {
			s.Filter.Types = append(s.Filter.Types, t)
		}
	}
	if e.Schema < 3 && e.Verb == subscription.VerbReplayed { // then a replay put the cursor itself back
		s.Since, s.Position = e.Position, e.Position
		return s, nil
	}
	return subscription.Placed(s, e.Verb, e.Position), nil
}
