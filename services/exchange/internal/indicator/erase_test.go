package indicator_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

func erasure(i id.Indicator) indicator.Erasure {
	return indicator.Erasure{ID: i, Why: indicator.Why{Reason: "an order", Code: "legal_order"}}
}

func TestErase(t *testing.T) {
	h := open(t)
	d := draft("erased.example")
	d.Note = "a note"
	i, e := h.publish(t, "brand-a", d)
	h.revoke(t, "brand-a", i.ID, e.Position)
	d.Share = indicator.Share{Members: []id.Member{"market-b"}}
	h.publish(t, "brand-a", d) // anew for others
	h.clock.Advance(time.Minute)
	got, e2, err := h.Erase(t.Context(), key("brand-a"), h.view("brand-a"), erasure(i.ID))
	if err != nil {
		t.Fatal(err)
	}
	if got.State != catalog.Erased || got.ReasonCode != "legal_order" || got.Note != "" || got.Observable.Canonical != "" || e2.Verb != "erased" {
		t.Errorf("got %+v, %+v", got, e2)
	}
	if es, err := h.ledger.Of(t.Context(), ledger.KindIndicator, string(i.ID)); err != nil || len(es) != 1 || es[0].Position != e2.Position {
		t.Errorf("the ledger has %+v, %v", es, err)
	}
	if own, p, ok := h.mustOwn(t, "brand-a", i.ID); !ok || p != e2.Position || own.State != catalog.Erased || own.Observable.Canonical != "" {
		t.Errorf("the catalog has %+v", own)
	}
	if _, seen := h.Catalog.FactsFor(h.view("market-b"), i.ID, h.clock.Now()); seen {
		t.Error("another sees it")
	}
	// It is not taken again, alone or with others.
	if _, _, err := h.Publish(t.Context(), key("brand-a"), draft("ERASED.example"), ledger.Request{}); !errors.Is(err, indicator.ErrErased) {
		t.Errorf("again: %v", err)
	}
	claim := draft("erased.example")
	c, err := h.Claim(t.Context(), key("brand-a"), &claim)
	if err != nil {
		t.Fatal(err)
	}
	if lot, err := h.PublishAll(t.Context(), key("brand-a"), []catalog.Indicator{c}); err != nil || !slices.Equal(lot.Outcomes, []indicator.Outcome{indicator.Refused}) {
		t.Errorf("in a lot: %+v, %v", lot, err)
	}
	// Another member's claim is its own.
	h.publish(t, "market-b", indicator.Draft{Observable: indicator.Given{Type: "domain", Value: "erased.example"}, TLP: "green"})
	for name, does := range map[string]func() error{
		"erase": func() error {
			_, _, err := h.Erase(t.Context(), key("brand-a"), h.view("brand-a"), erasure(i.ID))
			return err
		},
		"revoke": func() error {
			_, _, err := h.Revoke(t.Context(), key("brand-a"), h.view("brand-a"), revocation(i.ID, e2.Position))
			return err
		},
		"revise": func() error {
			_, _, err := h.Revise(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Revision{ID: i.ID, Match: at(e2.Position), Note: given("x")})
			return err
		},
	} {
		if err := does(); !errors.Is(err, indicator.ErrErased) {
			t.Errorf("%s what was erased: %v", name, err)
		}
	}
}

func TestErase_refuses(t *testing.T) {
	h := open(t)
	d := draft("stays-there.example")
	d.Links = []indicator.Link{{Given: indicator.Given{Type: "phone", Value: "+86 138 0013 8000"}, Relation: "contact"}}
	i, _ := h.publish(t, "brand-a", d)
	with := func(reason, code string) indicator.Erasure {
		return indicator.Erasure{ID: i.ID, Why: indicator.Why{Reason: reason, Code: code}}
	}
	person := func(roles ...string) access.Caller {
		return access.Caller{Person: "steve", Credential: "stevekey", Roles: roles}
	}
	for name, c := range map[string]struct {
		by   access.Caller
		r    indicator.Erasure
		want error
	}{
		"one who sees it":       {key("market-b"), with("r", "other"), indicator.ErrNotPublisher},
		"a suspended member":    {key("gone"), with("r", "other"), access.ErrUnauthenticated},
		"no reason":             {key("brand-a"), with(" ", "other"), indicator.ErrInvalid},
		"no code":               {key("brand-a"), with("r", ""), indicator.ErrInvalid},
		"a code of another":     {key("brand-a"), with("r", "false_positive"), indicator.ErrInvalid},
		"the value":             {key("brand-a"), with("it was Stays-There.example.", "other"), indicator.ErrInvalid},
		"a value that is tied":  {key("brand-a"), with("call +8613800138000", "other"), indicator.ErrInvalid},
		"an auditor":            {person("auditor"), with("r", "other"), access.ErrScope},
		"what is not there":     {key("brand-a"), erasure("ind_nothing"), indicator.ErrNotFound},
		"with an old condition": {key("brand-a"), indicator.Erasure{ID: i.ID, Match: at(1), Why: indicator.Why{Reason: "r", Code: "other"}}, indicator.ErrMoved},
	} {
		t.Run(name, func(t *testing.T) {
			h.Current = func(by access.Caller) bool { return by.Member != "gone" }
			if _, _, err := h.Erase(t.Context(), c.by, h.view(c.by.Member), c.r); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// flaky is an archive that fails for a while.
type flaky struct {
	*ledger.Ledger

	fails int
}

var errFlaky = errors.New("out of reach")

func (f *flaky) Erase(ctx context.Context, p ledger.Position) error {
	if f.fails--; f.fails >= 0 {
		return errFlaky
	}
	return f.Ledger.Erase(ctx, p)
}

// TestJanitor wants what could not be overwritten to be so later, by this process, and by another that only
// follows.
func TestJanitor(t *testing.T) {
	for name, by := range map[string]func(h *house, f *flaky, es []ledger.Entry) *indicator.Janitor{
		"this process": func(h *house, _ *flaky, _ []ledger.Entry) *indicator.Janitor { return h.Janitor },
		"another": func(h *house, f *flaky, es []ledger.Entry) *indicator.Janitor {
			j := &indicator.Janitor{Archive: f, Now: h.clock.Now}
			if err := j.Apply(es); err != nil {
				t.Fatal(err)
			}
			return j
		},
		"one that starts": func(h *house, _ *flaky, _ []ledger.Entry) *indicator.Janitor {
			h.clock.Advance(48 * time.Hour)
			return &indicator.Janitor{Archive: h.ledger, Now: h.clock.Now}
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			f := &flaky{h.ledger, 1}
			var said []string
			h.Archive, h.Janitor = f, &indicator.Janitor{Archive: f, Now: h.clock.Now, Failed: func(err error) { said = append(said, err.Error()) }}
			i, e := h.publish(t, "brand-a", draft("later.example"))
			if _, _, err := h.Erase(t.Context(), key("brand-a"), h.view("brand-a"), erasure(i.ID)); err != nil || len(said) != 1 || !strings.Contains(said[0], "reach") {
				t.Fatalf("%v, said %q", err, said)
			}
			if _, err := h.ledger.At(t.Context(), e.Position); err != nil {
				t.Fatal(err)
			}
			var all []ledger.Entry
			if err := h.ledger.All(t.Context(), func(es []ledger.Entry) error { all = append(all, es...); return nil }); err != nil {
				t.Fatal(err)
			}
			j := by(h, f, all)
			h.clock.Advance(time.Minute)
			j.Round(t.Context())
			if _, err := h.ledger.At(t.Context(), e.Position); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("it is there: %v", err)
			}
		})
	}
}
