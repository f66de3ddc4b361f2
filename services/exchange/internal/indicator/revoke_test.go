package indicator_test

import (
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

func (h *house) revoke(t *testing.T, m id.Member, i id.Indicator, at ledger.Position) {
	t.Helper()
	if _, _, err := h.Revoke(t.Context(), key(m), h.view(m), revocation(i, at)); err != nil {
		t.Fatal(err)
	}
}

func revocation(i id.Indicator, at ledger.Position) indicator.Revocation {
	return indicator.Revocation{ID: i, Why: indicator.Why{Reason: "by mistake"}, Match: indicator.Match{Given: true, At: []ledger.Position{at}}}
}

func TestRevoke(t *testing.T) {
	h := open(t)
	i, e := h.publish(t, "brand-a", draft("back.example"))
	h.clock.Advance(time.Minute)
	got, e2, err := h.Revoke(t.Context(), key("brand-a"), h.view("brand-a"), revocation(i.ID, e.Position))
	if err != nil {
		t.Fatal(err)
	}
	if got.State != catalog.Revoked || got.Reason != "by mistake" || !got.Modified.Equal(h.clock.Now()) || !got.Created.Equal(i.Created) || e2.Verb != "revoked" {
		t.Errorf("got %+v, %+v", got, e2)
	}
	own, p, ok := h.mustOwn(t, "brand-a", i.ID)
	if !ok || p != e2.Position || own.State != catalog.Revoked {
		t.Errorf("the catalog has %+v at %d", own, p)
	}
	if _, _, err := h.Revoke(t.Context(), key("brand-a"), h.view("brand-a"), revocation(i.ID, e2.Position)); !errors.Is(err, indicator.ErrRevoked) {
		t.Errorf("again: %v", err)
	}
}

func TestRevoke_refuses(t *testing.T) {
	h := open(t)
	d := draft("stay.example")
	d.Share = indicator.Share{Members: []id.Member{"market-b"}}
	i, e := h.publish(t, "brand-a", d)
	reader := key("brand-a")
	reader.Scopes = []access.Scope{access.Read}
	good := revocation(i.ID, e.Position)
	with := func(change func(r *indicator.Revocation)) indicator.Revocation {
		r := good
		change(&r)
		return r
	}
	unsaid := with(func(r *indicator.Revocation) { r.Match = indicator.Match{} })
	for name, c := range map[string]struct {
		by   access.Caller
		r    indicator.Revocation
		want error
	}{
		"a key that only reads":          {reader, good, access.ErrScope},
		"a suspended member":             {key("gone"), good, access.ErrUnauthenticated},
		"one who sees it":                {key("market-b"), good, indicator.ErrNotPublisher},
		"one who sees it, with nothing":  {key("market-b"), unsaid, indicator.ErrNotPublisher},
		"one who does not":               {key("carrier-c"), good, indicator.ErrNotFound},
		"one who does not, with nothing": {key("carrier-c"), unsaid, indicator.ErrNotFound},
		"what is not there":              {key("brand-a"), with(func(r *indicator.Revocation) { r.ID = "ind_nothing" }), indicator.ErrNotFound},
		"an old condition":               {key("brand-a"), with(func(r *indicator.Revocation) { r.Match.At = []ledger.Position{e.Position - 1} }), indicator.ErrMoved},
		"a condition of another hub":     {key("brand-a"), with(func(r *indicator.Revocation) { r.Match.At = nil }), indicator.ErrMoved},
		"no reason":                      {key("brand-a"), with(func(r *indicator.Revocation) { r.Reason = " \n" }), indicator.ErrInvalid},
		"a long reason":                  {key("brand-a"), with(func(r *indicator.Revocation) { r.Reason = strings.Repeat("x", 501) }), indicator.ErrInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := h.Revoke(t.Context(), c.by, h.view(c.by.Member), c.r)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if errors.Is(err, indicator.ErrInvalid) && !slices.Equal(pointers(err), []string{"/reason"}) {
				t.Errorf("got %v", err)
			}
		})
	}
	if own, p, _ := h.mustOwn(t, "brand-a", i.ID); own.State != catalog.Published || p != e.Position {
		t.Errorf("it moved: %+v", own)
	}
	// "*" is whatever there is.
	if _, _, err := h.Revoke(t.Context(), key("brand-a"), h.view("brand-a"), with(func(r *indicator.Revocation) { r.Match = indicator.Match{Given: true, Any: true} })); err != nil {
		t.Error(err)
	}
}
