package indicator_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

func at(p ledger.Position) indicator.Match {
	return indicator.Match{Given: true, At: []ledger.Position{p}}
}

func given[T any](v T) indicator.Field[T] { return indicator.Field[T]{Given: true, Value: v} }

func TestRevise(t *testing.T) {
	h := open(t)
	d := draft("revised.example")
	d.Brands, d.Note, d.Basis, d.Confidence = []string{"maison-a"}, "a note", "report", new(40)
	i, e := h.publish(t, "brand-a", d)
	h.clock.Advance(time.Minute)
	got, e2, err := h.Revise(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Revision{
		ID: i.ID, Match: at(e.Position), Confidence: given(new(90)), Note: given(""), Basis: given("customs_or_court"), Why: indicator.Why{Reason: "examined"},
		Links: given([]indicator.Link{{Given: indicator.Given{Type: "phone", Value: "+86 138 0013 8000"}, Relation: "contact"}}),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Confidence != 90 || got.Note != "" || got.Basis != "customs_or_court" || len(got.Links) != 1 || !slices.Equal(got.Brands, i.Brands) ||
		got.Reason != "examined" || got.ReasonCode != "other" || !got.Created.Equal(i.Created) || !got.Modified.Equal(h.clock.Now()) || e2.Verb != "revised" {
		t.Errorf("got %+v, %+v", got, e2)
	}

	// What changes nothing writes nothing.
	same, e3, err := h.Revise(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Revision{
		ID: i.ID, Match: at(e2.Position), Confidence: given(new(90)), Tags: given[[]string](nil), Why: indicator.Why{Reason: "again"},
	})
	if head, _ := h.ledger.Head(t.Context()); err != nil || e3.Position != e2.Position || e3.Kind != "" || head != e2.Position || same.Reason != "examined" {
		t.Errorf("nothing changed: %+v, %+v, %v", same, e3, err)
	}
	// The words of one change are not those of the next.
	got, e3, err = h.Revise(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Revision{ID: i.ID, Match: at(e2.Position), Confidence: given[*int](nil)})
	if err != nil || got.Confidence != -1 || got.Reason != "" || got.ReasonCode != "" {
		t.Errorf("got %+v, %v", got, err)
	}
	h.revoke(t, "brand-a", i.ID, e3.Position)
	if _, _, err := h.Revise(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Revision{ID: i.ID, Match: indicator.Match{Given: true, Any: true}}); !errors.Is(err, indicator.ErrRevoked) {
		t.Errorf("revoked: %v", err)
	}
}

func TestRevise_refuses(t *testing.T) {
	h := open(t)
	d := draft("stays.example")
	d.FirstSeen, d.ValidUntil = epoch.Add(-time.Hour), epoch.Add(time.Hour)
	i, e := h.publish(t, "brand-a", d)
	good := indicator.Revision{ID: i.ID, Match: at(e.Position), Note: given("new")}
	with := func(change func(r *indicator.Revision)) indicator.Revision {
		r := good
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		by   id.Member
		r    indicator.Revision
		want error
		at   []string
	}{
		"one who sees it":         {"market-b", good, indicator.ErrNotPublisher, nil},
		"a suspended member":      {"gone", good, access.ErrUnauthenticated, nil},
		"what is not there":       {"brand-a", with(func(r *indicator.Revision) { r.ID = "ind_nothing" }), indicator.ErrNotFound, nil},
		"without a condition":     {"brand-a", with(func(r *indicator.Revision) { r.Match = indicator.Match{} }), indicator.ErrMissing, nil},
		"an old condition":        {"brand-a", with(func(r *indicator.Revision) { r.Match = at(e.Position - 1) }), indicator.ErrMoved, nil},
		"what is of other verbs":  {"brand-a", with(func(r *indicator.Revision) { r.Elsewhere = []string{"tlp", "observable"} }), indicator.ErrInvalid, []string{"/observable", "/tlp"}},
		"words that are not ones": {"brand-a", with(func(r *indicator.Revision) { r.Basis, r.Why.Code = given("hearsay"), "nonsense" }), indicator.ErrInvalid, []string{"/basis", "/reason_code"}},
		"an end that is past":     {"brand-a", with(func(r *indicator.Revision) { r.ValidUntil = given(epoch.Add(-time.Minute)) }), indicator.ErrInvalid, []string{"/valid_until"}},
		"a beginning after the end": {
			"brand-a", with(func(r *indicator.Revision) { r.FirstSeen, r.ValidUntil = given(epoch), given(epoch) }),
			indicator.ErrInvalid,
			[]string{"/valid_until"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := h.Revise(t.Context(), key(c.by), h.view(c.by), c.r)
			if !errors.Is(err, c.want) || !slices.Equal(pointers(err), c.at) {
				t.Errorf("got %v at %v, want %v at %v", err, pointers(err), c.want, c.at)
			}
		})
	}
	if own, p, _ := h.mustOwn(t, "brand-a", i.ID); own.State != catalog.Published || p != e.Position {
		t.Errorf("it moved: %+v", own)
	}
}
