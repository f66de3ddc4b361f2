package delivery_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/hubtest"
)

// TestWhere filters by an expression, through changes, an expiry and a restart.
func TestWhere(t *testing.T) {
	h := open(t)
	s, all := hubtest.NewSink(t), hubtest.NewSink(t)
	k := h.make("market-b", `{"url":"`+s.URL+`","filter":{"where":" confidence >= 60 && brands.exists(b, b.startsWith(\"maison-\")) "}}`)
	if k.Filter["where"] != `confidence >= 60 && brands.exists(b, b.startsWith("maison-"))` {
		t.Errorf("%v", k.Filter)
	}
	every := h.subscribe("market-b", all.URL, "{}")
	low := func(i *catalog.Indicator) { i.Confidence = 10 }
	soon := func(i *catalog.Indicator) { i.ValidUntil = time.Now().Add(2 * time.Second) }

	one, e := h.publish()
	h.publish(low)
	h.publish(low, soon)
	over, _ := h.publish(soon)
	one.Confidence, one.Modified = 20, time.Now().UTC()
	h.append(draft(one, catalog.VerbRevised, e.Position)) // who was given it is told what has become of it
	last, _ := h.publish()
	var wanted []told
	until(t, "all is told", func() bool {
		wanted = heard(t, k.Secret, s.Received())
		return len(heard(t, every.Secret, all.Received())) == 8 && len(wanted) == 5
	})
	for n, want := range []struct{ event, id string }{
		{"indicator.published", string(one.ID)},
		{"indicator.published", string(over.ID)},
		{"indicator.revised", string(one.ID)},
		{"indicator.published", string(last.ID)},
		{"indicator.expired", string(over.ID)},
	} {
		if wanted[n].Type != want.event || wanted[n].Data.ID != want.id {
			t.Errorf("%d: %s of %s, want %v", n, wanted[n].Type, wanted[n].Data.ID, want)
		}
	}
	t.Run("after a restart", func(t *testing.T) {
		h.restart(func() {})
		h.publish(low)
		after, _ := h.publish()
		until(t, "it is told", func() bool { return len(heard(t, every.Secret, all.Received())) == 10 && len(s.Received()) == 6 })
		if got := heard(t, k.Secret, s.Received()); got[5].Data.ID != string(after.ID) {
			t.Errorf("%+v", got[5])
		}
	})
	t.Run("what is wrong is told where it stands", func(t *testing.T) {
		for _, where := range []string{"confidnce > 3", "brands", `confidence > \"3\"`, "links.exists(a, links.exists(b, links.exists(c, a == b && b == c)))"} {
			h.call("market-b", http.MethodPost, subscriptions, `{"url":"`+s.URL+`","filter":{"where":"`+where+`"}}`).
				problem(http.StatusUnprocessableEntity, "subscription-invalid", "/filter/where")
			h.call("market-b", http.MethodPatch, k.at, `{"filter":{"where":"`+where+`"}}`, "If-Match", "*").
				problem(http.StatusUnprocessableEntity, "subscription-invalid", "/filter/where")
		}
	})
}
