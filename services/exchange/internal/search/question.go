// Package search holds the questions that members ask of indicators: how one is read from the
// parameters of a request, and which are kept under a name. A kept question is a question and no
// more: whoever asks it is answered by its own rights at that moment.
package search

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// The bounds of a question.
const (
	maxValues = 50   // of one parameter
	maxBytes  = 2048 // of one value
	maxText   = 256  // bytes of q
)

// names are the parameters of a question. The type is read by the value, which comes with it.
var names = []string{
	"type", "value", "prefix", "registrable", "q", "brand", "tag", "infringement", "basis", "tlp", "publisher", "task_force",
	"state", "min_confidence", "since", "until", "created_since",
}

// single are those that may be given once.
var single = []string{"prefix", "registrable", "q", "min_confidence", "since", "until", "created_since"}

// Refused is what is told of a parameter that is not right.
func Refused(name, detail string) error { return httpd.ErrParameter.With("%s: %s", name, detail) }

// Read makes a query of the parameters of a request, but for those named beside, and gives back
// those it took, without empty ones: a cursor is tied to them. It refuses unknown ones.
func Read(given url.Values, beside ...string) (catalog.Query, url.Values, error) {
	var q catalog.Query
	taken := url.Values{}
	unknown := []string{}
	for name, values := range given {
		if slices.Contains(beside, name) {
			continue
		}
		if !slices.Contains(names, name) {
			unknown = append(unknown, name)
			continue
		}
		if values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" }); len(values) > 0 {
			taken[name] = values
		}
	}
	if len(unknown) > 0 {
		return q, nil, Refused(slices.Min(unknown), "is not a parameter of this")
	}
	for _, name := range names {
		values := taken[name]
		switch {
		case len(values) > maxValues:
			return q, nil, Refused(name, "has more than 50 values")
		case len(values) > 1 && slices.Contains(single, name):
			return q, nil, Refused(name, "may be given once")
		case slices.ContainsFunc(values, func(s string) bool { return len(s) > maxBytes }):
			return q, nil, Refused(name, "is longer than 2048 bytes")
		case len(values) == 0:
			continue
		}
		if err := read(&q, name, values, taken); err != nil {
			return q, nil, err
		}
	}
	return q, taken, nil
}

func read(q *catalog.Query, name string, values []string, all url.Values) error {
	one := values[0]
	switch name {
	case "type":
		for _, v := range values {
			t, ok := observable.ParseType(v)
			if !ok {
				return Refused(name, "is not a type of observable")
			}
			q.Types = append(q.Types, t)
		}
	case "value":
		return readValues(q, values, all["type"])
	case "prefix":
		if q.Prefix = one; len(one) < 2 {
			return Refused(name, "must have at least 2 characters")
		}
	case "registrable":
		o, err := observable.Parse(observable.Domain.String(), one, observable.Options{})
		if err != nil {
			return Refused(name, err.Error())
		}
		if q.Registrable = o.Registrable(); q.Registrable == "" {
			return Refused(name, "is a public suffix, under which others register; name a domain under it")
		}
	case "q":
		if q.Text = one; len(strings.TrimSpace(one)) < 2 {
			return Refused(name, "must have at least 2 characters")
		}
		if len(one) > maxText || catalog.Words(one) > catalog.MaxWords {
			return Refused(name, "must have at most 8 words, and 256 bytes")
		}
	case "brand":
		q.Brands = values
	case "tag":
		q.Tags = values
	case "infringement":
		q.Infringements = values
		return known(name, values, indicator.Infringements())
	case "basis":
		q.Bases = values
		return known(name, values, indicator.Bases())
	case "tlp":
		for _, v := range values {
			m, err := tlp.Parse(v)
			if err != nil {
				return Refused(name, "must be one of clear, green, amber, amber+strict, red; write + as %2B")
			}
			q.Labels = append(q.Labels, m)
		}
	case "publisher":
		q.Publishers = ids[id.Member](values)
	case "task_force":
		q.TaskForces = ids[id.TaskForce](values)
	case "state":
		q.States = ids[catalog.State](values)
		return known(name, values, States())
	case "min_confidence":
		n, err := strconv.Atoi(one)
		if q.MinConfidence = n; err != nil || n < 0 || n > 100 {
			return Refused(name, "must be from 0 to 100")
		}
	case "since":
		return moment(name, one, &q.Since)
	case "until":
		return moment(name, one, &q.Until)
	case "created_since":
		return moment(name, one, &q.CreatedSince)
	}
	return nil
}

// States are the words for the states that can be asked for.
func States() []string {
	return []string{
		string(catalog.Published), string(catalog.Over), string(catalog.Disputed), string(catalog.Revoked), string(catalog.Overruled),
		string(catalog.Held), string(catalog.Refused), string(catalog.Erased), string(catalog.All),
	}
}

func known(name string, values, words []string) error {
	for _, v := range values {
		if !slices.Contains(words, v) {
			return Refused(name, "must be one of "+strings.Join(words, ", "))
		}
	}
	return nil
}

func ids[T ~string](values []string) []T {
	all := make([]T, len(values))
	for n, v := range values {
		all[n] = T(v)
	}
	return all
}

// moment reads a time (RFC 3339), or a day, which begins at midnight UTC.
func moment(name, value string, to *time.Time) error {
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		if t, err = time.Parse(time.DateOnly, value); err != nil {
			return Refused(name, "must be a time as RFC 3339 writes it, or a day")
		}
	}
	if t.IsZero() {
		t = t.Add(1) // the zero one would mean that none is given
	}
	*to = t
	return nil
}

// readValues brings values into the form that is compared: that of the types named, or of
// whatever type they read as.
func readValues(q *catalog.Query, values, types []string) error {
	any := len(types) == 0
	for _, v := range values {
		var last error
		read := false
		if any {
			for _, o := range observable.Guess(v, observable.Options{}) {
				if read = true; !slices.Contains(q.Canonical, o.Canonical) {
					q.Canonical = append(q.Canonical, o.Canonical)
				}
			}
		}
		for _, t := range types {
			o, err := observable.Parse(t, v, observable.Options{})
			if err != nil {
				last = err
				continue
			}
			if read = true; !slices.Contains(q.Canonical, o.Canonical) {
				q.Canonical = append(q.Canonical, o.Canonical)
			}
		}
		switch {
		case read:
		case any:
			return Refused("value", "is an observable of no type; name the type to be told what is wrong with it")
		case len(types) == 1:
			return Refused("value", last.Error())
		default:
			return Refused("value", "is an observable of none of the types named")
		}
	}
	return nil
}

// Single reports whether a parameter may be given once.
func Single(name string) bool { return slices.Contains(single, name) }
