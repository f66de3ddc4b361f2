package indicator

import (
	"bytes"
	"context"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Field is one of a merge patch (RFC 7396): left out, or given; null is the zero value.
type Field[T any] struct {
	Given bool
	Value T
}

// Revision is what an indicator is to say from now on.
type Revision struct {
	ID    id.Indicator
	Match Match

	Brands       Field[[]string]
	Infringement Field[string]
	Confidence   Field[*int]
	Basis        Field[string]
	Tags         Field[[]string]
	FirstSeen    Field[time.Time]
	ValidUntil   Field[time.Time]
	Links        Field[[]Link]
	Note         Field[string]
	Why          Why

	// What is given and is no matter of a revision, by the names of its fields.
	Elsewhere []string
}

// elsewhere says of the fields that a revision cannot change what does.
func elsewhere(field string) string {
	switch field {
	case "tlp", "share", "embargo_until":
		return "is not revised: who may see it is widened with /share, and narrowed with /restrict"
	case "observable":
		return "is not revised: a claim about something else is another indicator; publish that, and revoke this one"
	case "attribution":
		return "is not revised: who was told of the publisher cannot be made to forget it; revoke this one, and publish it anew"
	}
	return "is not revised"
}

// Revise changes what the caller's indicator says, and not who may see it; all who may are told. Text with what
// a steward must look at is ErrText in one that others have; one that was held is published once there is none.
// A revision that changes nothing writes nothing: the entry's Position is then that of the last,
// and it has nothing else. It returns what own does, then ErrRevoked, ErrClosed, ErrInvalid, the ledger's errors.
func (b *Book) Revise(ctx context.Context, by access.Caller, v *scope.View, r Revision) (catalog.Indicator, ledger.Entry, error) {
	h, err := b.own(ctx, by, v, r.ID, r.Match.Demands)
	if err != nil {
		return none(err)
	}
	if err := h.open(); err != nil {
		return none(err)
	}
	was := h.Indicator
	if err := r.apply(&h.Indicator, h.now); err != nil {
		return none(err)
	}
	if unchanged(was, h.Indicator) {
		return was, ledger.Entry{Position: h.at}, nil
	}
	if err := b.allows(by, scope.Revise, &h.Indicator); err != nil {
		return none(err)
	}
	if err := Unsaid(Said("/reason", h.Reason)); err != nil {
		return none(err)
	}
	if r.Links.Given {
		b.relink(&h.Indicator)
	}
	if was.State == catalog.Held {
		return b.reword(ctx, by, &h)
	}
	found, err := look(added(&was, &h.Indicator))
	if err == nil {
		err = shown(found)
	}
	if err != nil {
		return none(err)
	}
	return b.write(ctx, by, catalog.VerbRevised, &h)
}

// reword writes down what was held and says something else now: it is published if nothing is found in it
// any more, and waits on if something is.
func (b *Book) reword(ctx context.Context, by access.Caller, h *owned) (catalog.Indicator, ledger.Entry, error) {
	found, err := look(Texts(&h.Indicator))
	if err != nil {
		return none(err)
	}
	if len(found) > 0 {
		h.Findings = found
		return b.write(ctx, by, catalog.VerbHeld, h)
	}
	if err := b.allows(by, scope.Publish, &h.Indicator); err != nil {
		return none(err)
	}
	if err := b.fit(&h.Indicator, h.now); err != nil {
		return none(err)
	}
	b.born(h)
	return b.write(ctx, by, catalog.VerbPublished, h)
}

// shown is ErrText with what was found in the text of an indicator that others have already: to hold all
// of it would recall from them what is right.
func shown(found []catalog.Finding) error {
	if len(found) == 0 {
		return nil
	}
	f := ErrText
	for _, x := range found {
		f = f.At(x.Pointer, "%s", x.Detail)
	}
	return f.With("Say it without. To have a steward look at it, revoke the indicator and publish it anew: it waits for that with all it says.")
}

// apply changes what is given, by the rules of publishing.
func (r *Revision) apply(i *catalog.Indicator, now time.Time) error {
	var c checker
	for _, name := range r.Elsewhere {
		c.at("/"+name, elsewhere(name))
	}
	set(&i.Brands, r.Brands, c.brands)
	set(&i.Infringement, r.Infringement, func(w string) string { return c.word("/infringement", w, Infringements()) })
	set(&i.Confidence, r.Confidence, c.confidence)
	set(&i.Basis, r.Basis, func(w string) string { return c.word("/basis", w, Bases()) })
	set(&i.Tags, r.Tags, c.tags)
	set(&i.Links, r.Links, func(given []Link) []catalog.Link { return c.links(given, i.Observable) })
	set(&i.Note, r.Note, func(s string) string { return c.text("/note", s, MaxNote) })
	r.dates(&c, i, now)

	// The words of an earlier change are not those of this one.
	i.Reason = c.text("/reason", strings.TrimSpace(r.Why.Reason), MaxReason)
	i.ReasonCode = c.word("/reason_code", r.Why.Code, ReviseCodes())
	if i.Reason != "" && i.ReasonCode == "" {
		i.ReasonCode = Other
	}
	return c.err()
}

func set[T, V any](to *V, f Field[T], of func(T) V) {
	if f.Given {
		*to = of(f.Value)
	}
}

// dates checks those that are given, by the others as they are: a validity that is over stays as
// it is while something else is changed.
func (r *Revision) dates(c *checker, i *catalog.Indicator, now time.Time) {
	set(&i.FirstSeen, r.FirstSeen, func(t time.Time) time.Time { return c.utc("/first_seen", t) })
	set(&i.ValidUntil, r.ValidUntil, func(t time.Time) time.Time { return c.utc("/valid_until", t) })
	if r.FirstSeen.Given && i.FirstSeen.After(now.Add(skew)) {
		c.at("/first_seen", "is in the future")
	}
	switch {
	case i.ValidUntil.IsZero() || !r.ValidUntil.Given && !r.FirstSeen.Given:
	case r.ValidUntil.Given && !i.ValidUntil.After(now):
		c.at("/valid_until", "is not in the future; to end it now, revoke it")
	case !i.ValidUntil.After(i.FirstSeen):
		c.at("/valid_until", "is not after first_seen")
	case r.ValidUntil.Given && i.EmbargoUntil.After(now) && !i.EmbargoUntil.Before(i.ValidUntil):
		c.at("/valid_until", "is not after embargo_until: nobody would ever see it")
	}
}

// unchanged reports whether two states say the same: why they do is not what they say.
func unchanged(was, is catalog.Indicator) bool {
	is.Reason, is.ReasonCode = was.Reason, was.ReasonCode
	return bytes.Equal(catalog.Encode(was), catalog.Encode(is))
}
