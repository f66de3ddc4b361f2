package sighting

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/form"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// Draft is a sighting as a member wrote it down: nothing is checked yet. The zero value of a field
// means that it was not given.
type Draft struct {
	Type        string
	Platform    string
	URL         *indicator.Given
	Count       *int
	FirstSeen   time.Time
	LastSeen    time.Time
	Note        string
	Audience    string
	TLP         string
	Share       indicator.Share
	Attribution string
}

// Sight writes down what the caller says of an indicator, and returns it with its entry. Who may
// not see the indicator gets ErrNotFound just as for one that does not exist, before anything that
// was sent is looked at. Then: ErrPolicy, ErrClosed, ErrInvalid with every field that is wrong,
// ErrLimit, the ledger's.
//
// That somebody whom the share names may see the indicator is not asked: an error would tell who
// does. Who may not hears nothing of the sighting, whatever it says.
func (b *Book) Sight(ctx context.Context, by access.Caller, i id.Indicator, d Draft, r ledger.Request) (catalog.Sighting, ledger.Entry, error) {
	none := func(err error) (catalog.Sighting, ledger.Entry, error) {
		return catalog.Sighting{}, ledger.Entry{}, err
	}
	if err := b.gate(by); err != nil {
		return none(err)
	}
	now := b.Now().UTC().Truncate(time.Millisecond)
	v := b.View(by.Viewer())
	of, ok := b.Catalog.Standing(v, i, now)
	switch {
	case !ok:
		return none(ErrNotFound)
	case !v.Decide(scope.Sight, &of.Record, now.Unix()):
		b.Refused(by, scope.Sight, of.Record, i)
		return none(ErrPolicy.With("It does not let you say that you have seen this again."))
	case !of.Stands():
		return none(ErrClosed)
	}
	s, err := b.normalise(by.Member, &d, &of.Record, now)
	if err != nil {
		return none(err)
	}
	if b.Catalog.SightingsBy(by.Member, i) >= MaxEach {
		return none(ErrLimit.With("Say how often you saw it with count."))
	}
	request := r.Key
	if request == "" {
		request = hex.EncodeToString(b.Random(16))
	}
	s.ID, s.Indicator, s.Member, s.Saw = b.ID(by.Member, request), i, by.Member, of.Position
	s.Created, s.Modified = now, now
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: now, Kind: ledger.KindSighting, ID: string(s.ID), Verb: catalog.VerbAdded, Actor: by.Actor(),
		Schema: catalog.SchemaSighting, Request: r, Body: catalog.EncodeSighting(s), Value: &s,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return none(ErrRaced) // the same request, at the same time: the door reads it back
	}
	if err != nil {
		return none(fmt.Errorf("append %s: %w", s.ID, err))
	}
	return s, e, nil
}

// normalise gives a draft its one form.
func (b *Book) normalise(by id.Member, d *Draft, of *scope.Record, now time.Time) (catalog.Sighting, error) {
	var f form.Sheet
	s := catalog.Sighting{
		Type:        f.Word("/type", d.Type, "", catalog.SightingTypes()),
		Platform:    d.Platform,
		Count:       1,
		FirstSeen:   f.Past("/first_seen", d.FirstSeen, now),
		LastSeen:    f.Past("/last_seen", d.LastSeen, now),
		Note:        f.Text("/note", d.Note, MaxNote),
		Audience:    catalog.Audience(f.Word("/audience", d.Audience, string(catalog.ToPublisher), catalog.Audiences())),
		Attribution: catalog.Attribution(f.Word("/attribution", d.Attribution, string(catalog.Named), indicator.Attributions())),
	}
	if d.Platform != "" && !id.IsSlug(d.Platform) {
		f.At("/platform", "is not a slug: 2 to 63 lower-case letters, digits and inner hyphens")
	}
	if d.Count != nil {
		if s.Count = *d.Count; s.Count < 1 || s.Count > MaxCount {
			f.At("/count", "is not from 1 to "+strconv.Itoa(MaxCount))
		}
	}
	if !s.FirstSeen.IsZero() && !s.LastSeen.IsZero() && s.LastSeen.Before(s.FirstSeen) {
		f.At("/last_seen", "is before first_seen")
	}
	s.URL = place(&f, d.URL)
	b.audience(&f, by, d, of, &s, now)
	return s, f.Err(ErrInvalid)
}

// audience checks whom a sighting is for. Its label must not say that it may go further than the
// indicator's, which its author has read.
func (b *Book) audience(f *form.Sheet, by id.Member, d *Draft, of *scope.Record, s *catalog.Sighting, now time.Time) {
	given := d.TLP != "" || len(d.Share.TaskForces)+len(d.Share.Members)+len(d.Share.Except) > 0
	if s.Audience != catalog.ToShared {
		if given {
			f.At("/audience", "is not "+string(catalog.ToShared)+": then it has no tlp and no share of its own")
		}
		return
	}
	mark, share, wrong := b.Aim(by, d.TLP, d.Share, now)
	f.Add(wrong...)
	if len(wrong) == 0 && mark < of.Cell.Label() {
		f.At("/tlp", "is wider than the indicator's, which is "+of.Cell.Label().String())
	}
	s.TLP, s.Share = mark, share
}

// place reads where it was seen: a listing or a store.
func place(f *form.Sheet, g *indicator.Given) observable.Observable {
	if g == nil {
		return observable.Observable{}
	}
	if g.Type != observable.ListingURL.String() && g.Type != observable.StoreURL.String() {
		f.At("/url/type", "is not one of "+observable.ListingURL.String()+", "+observable.StoreURL.String())
		return observable.Observable{}
	}
	if g.Value == "" || len(g.Value) > indicator.MaxValue {
		f.At("/url/value", "is not 1 to "+strconv.Itoa(indicator.MaxValue)+" bytes")
		return observable.Observable{}
	}
	o, err := observable.Parse(g.Type, g.Value, observable.Options{})
	if err != nil {
		f.At("/url/value", err.Error())
		return observable.Observable{}
	}
	return o
}
