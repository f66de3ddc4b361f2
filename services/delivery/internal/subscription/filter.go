package subscription

import (
	"slices"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
)

// Filter is what is wanted of what may be seen. Fields are joined by "and", the values of one
// by "or"; an empty one does not filter.
type Filter struct {
	Events        []string
	Types         []observable.Type
	Brands, Tags  []string
	Publishers    []id.Member
	TaskForces    []id.TaskForce
	MinConfidence int    // 0: any, and none
	Where         string // an expression that must hold besides; "": none
}

// Wish is a filter as a client writes it.
type Wish struct {
	Events        []string
	Types         []string
	Brands, Tags  []string
	Publishers    []id.Member
	TaskForces    []id.TaskForce
	MinConfidence *int
	Where         string
}

// Events lists the types of event that a filter can name.
func Events() []string {
	var all []string
	for _, verb := range []string{
		catalog.VerbPublished, catalog.VerbRevised, catalog.VerbShared, catalog.VerbRestricted, catalog.VerbRevoked,
		catalog.VerbDisputed, catalog.VerbUpheld, catalog.VerbHeld, catalog.VerbRefused,
	} {
		all = append(all, "indicator."+verb)
	}
	return append(all, catalog.Expired, catalog.Withdrawn, catalog.Gone, "sighting."+catalog.VerbAdded, "sighting."+catalog.VerbRetracted, catalog.Matched,
		"subscription."+catalog.VerbFailing, "subscription."+catalog.VerbDisabled)
}

// WantsAlarm reports whether the filter asks for an alarm of another subscription: what it says of
// indicators is not asked.
func (f *Filter) WantsAlarm(event string) bool {
	return len(f.Events) == 0 || slices.Contains(f.Events, event)
}

// Wants reports whether the filter asks for an event. matches says whether a query matches the
// event's indicator as far as its receiver may know it: a filter is no oracle. Of recalls it is not
// asked: Teller.
func (f *Filter) Wants(event string, matches func(catalog.Query) bool) bool {
	if len(f.Events) > 0 && !slices.Contains(f.Events, event) {
		return false
	}
	return oneOf(f.Types, matches, func(t observable.Type) catalog.Query { return catalog.Query{Types: []observable.Type{t}} }) &&
		oneOf(f.Brands, matches, func(b string) catalog.Query { return catalog.Query{Brands: []string{b}} }) &&
		oneOf(f.Tags, matches, func(t string) catalog.Query { return catalog.Query{Tags: []string{t}} }) &&
		oneOf(f.Publishers, matches, func(m id.Member) catalog.Query { return catalog.Query{Publishers: []id.Member{m}} }) &&
		oneOf(f.TaskForces, matches, func(t id.TaskForce) catalog.Query { return catalog.Query{TaskForces: []id.TaskForce{t}} }) &&
		(f.MinConfidence == 0 || matches(catalog.Query{States: []catalog.State{catalog.All}, MinConfidence: f.MinConfidence}))
}

// Lacks names the fields of the filter that do not ask for an event, as Wants does.
func (f *Filter) Lacks(event string, matches func(catalog.Query) bool) (fields []string) {
	for _, alone := range []struct {
		field  string
		filter Filter
	}{
		{"events", Filter{Events: f.Events}},
		{"types", Filter{Types: f.Types}},
		{"brands", Filter{Brands: f.Brands}},
		{"tags", Filter{Tags: f.Tags}},
		{"publishers", Filter{Publishers: f.Publishers}},
		{"task_forces", Filter{TaskForces: f.TaskForces}},
		{"min_confidence", Filter{MinConfidence: f.MinConfidence}},
	} {
		if !alone.filter.Wants(event, matches) {
			fields = append(fields, alone.field)
		}
	}
	return fields
}

// oneOf reports whether one of the values matches; none given filters nothing.
func oneOf[T comparable](values []T, matches func(catalog.Query) bool, ask func(T) catalog.Query) bool {
	return len(values) == 0 || slices.ContainsFunc(values, func(v T) bool {
		q := ask(v)
		q.States = []catalog.State{catalog.All}
		return matches(q)
	})
}
