package httpapi

import (
	"time"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
)

// DecodeDraft reads a publish body. Its errors are faults.
func DecodeDraft(body []byte) (indicator.Draft, error) {
	var d api.IndicatorDraft
	if err := httpd.Decode(body, &d); err != nil {
		return indicator.Draft{}, err
	}
	return draftOf(&d), nil
}

// draftOf is the rules' form of a publish body.
func draftOf(b *api.IndicatorDraft) indicator.Draft {
	d := indicator.Draft{
		Observable:   givenOf(b.Observable.Type, b.Observable.Value, b.Observable.Region, b.Observable.Fingerprints),
		Brands:       b.Brands,
		Infringement: word(b.Infringement),
		Confidence:   b.Confidence,
		Basis:        word(b.Basis),
		Tags:         b.Tags,
		FirstSeen:    moment(b.FirstSeen),
		ValidUntil:   moment(b.ValidUntil),
		EmbargoUntil: moment(b.EmbargoUntil),
		TLP:          string(b.TLP),
		Attribution:  word(b.Attribution),
		Note:         word(b.Note),
	}
	if b.Share != nil {
		d.Share = shareOf(b.Share.TaskForces, b.Share.Members, b.Share.Except)
	}
	d.Links = linksOf(b.Links)
	if b.Force != nil {
		d.Force = &indicator.Force{Reason: b.Force.Reason}
	}
	return d
}

func givenOf(t api.ObservableType, value string, region *string, prints *api.Fingerprints) indicator.Given {
	g := indicator.Given{Type: string(t), Value: value, Region: word(region)}
	if prints == nil {
		return g
	}
	for _, f := range *prints {
		g.Fingerprints = append(g.Fingerprints, indicator.Fingerprint{Algorithm: string(f.Algorithm), Hash: f.Hash, Quality: f.Quality})
	}
	return g
}

func shareOf(taskForces, members, except []string) indicator.Share {
	return indicator.Share{TaskForces: ids[id.TaskForce](taskForces), Members: ids[id.Member](members), Except: ids[id.Member](except)}
}

func ids[T ~string](names []string) []T {
	if len(names) == 0 {
		return nil
	}
	all := make([]T, len(names))
	for n, s := range names {
		all[n] = T(s)
	}
	return all
}

func word[T ~string](w *T) string {
	if w == nil {
		return ""
	}
	return string(*w)
}

// moment is a time that may not be given, which the zero one means. Where that one itself is
// given it is the next.
func moment(t *time.Time) time.Time {
	switch {
	case t == nil:
		return time.Time{}
	case t.IsZero():
		return t.Add(1)
	}
	return *t
}
