package indicator_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

func in(tf ...id.TaskForce) *indicator.Share { return &indicator.Share{TaskForces: tf} }
func with(m ...id.Member) *indicator.Share   { return &indicator.Share{Members: m} }
func but(m id.Member, s *indicator.Share) *indicator.Share {
	s.Except = append(s.Except, m)
	return s
}

// TestShareAndRestrict plays each change both ways: each verb takes its direction, and says of the
// other's which it is.
func TestShareAndRestrict(t *testing.T) {
	h := open(t)
	made := 0
	later := epoch.Add(time.Hour)
	type audience struct {
		tlp     string
		share   *indicator.Share
		embargo time.Time
	}
	const same, wider, mixed = "same", "wider", "mixed"
	for name, c := range map[string]struct {
		narrow, wide audience
		want         string
	}{
		"another member":                    {audience{tlp: "amber", share: with("market-b")}, audience{tlp: "amber", share: with("market-b", "carrier-c")}, wider},
		"the alliance":                      {audience{tlp: "amber", share: with("market-b")}, audience{tlp: "green", share: with()}, wider},
		"the alliance but for one, new":     {audience{tlp: "amber", share: with("market-b")}, audience{tlp: "green", share: but("carrier-c", with())}, wider},
		"the alliance but for one, its own": {audience{tlp: "amber", share: with("market-b")}, audience{tlp: "green", share: but("market-b", with())}, mixed},
		"one who was excepted":              {audience{tlp: "green", share: but("market-b", with())}, audience{tlp: "green", share: with()}, wider},
		"a looser label":                    {audience{tlp: "amber+strict", share: with("market-b")}, audience{tlp: "amber", share: with("market-b")}, wider},
		"from red to a task force":          {audience{tlp: "red", share: with("market-b")}, audience{tlp: "amber", share: in("handbags")}, wider},
		"from red to another":               {audience{tlp: "red", share: with("market-b")}, audience{tlp: "red", share: with("carrier-c")}, mixed},
		"a looser label for others":         {audience{tlp: "red", share: with("market-b")}, audience{tlp: "amber", share: with("carrier-c")}, mixed},
		"an embargo that ends":              {audience{tlp: "green", share: with(), embargo: later}, audience{tlp: "green", share: with()}, wider},
		"an embargo that is shorter":        {audience{tlp: "green", share: with(), embargo: later}, audience{tlp: "green", share: with(), embargo: epoch.Add(time.Minute)}, wider},
		"a looser label, later":             {audience{tlp: "amber", share: with("market-b")}, audience{tlp: "green", share: with(), embargo: later}, mixed},
		"a member of the task force":        {audience{tlp: "amber", share: in("handbags")}, audience{tlp: "amber", share: &indicator.Share{TaskForces: []id.TaskForce{"handbags"}, Members: []id.Member{"market-b"}}}, same},
		"as it is":                          {audience{tlp: "amber", share: in("handbags")}, audience{tlp: "amber", share: in("handbags")}, same},
	} {
		t.Run(name, func(t *testing.T) {
			for _, verb := range []string{"share", "restrict"} {
				from, to := c.narrow, c.wide
				if verb == "restrict" {
					from, to = to, from
				}
				made++
				d := draft(fmt.Sprintf("audience-%d.example", made))
				d.TLP, d.Share, d.EmbargoUntil = from.tlp, *from.share, from.embargo
				i, e := h.publish(t, "brand-a", d)
				a := indicator.Audience{ID: i.ID, Match: at(e.Position), Why: indicator.Why{Reason: "r"}, TLP: to.tlp, Share: to.share, EmbargoUntil: given(to.embargo)}
				does, other := h.Share, h.Restrict
				refused, turned := indicator.ErrNotWider, indicator.ErrNotNarrower
				if verb == "restrict" {
					does, other, refused, turned = h.Restrict, h.Share, indicator.ErrNotNarrower, indicator.ErrNotWider
				}
				if _, _, err := other(t.Context(), key("brand-a"), h.view("brand-a"), a); !errors.Is(err, turned) {
					t.Errorf("%s, by the other verb: %v", verb, err)
				}
				got, e2, err := does(t.Context(), key("brand-a"), h.view("brand-a"), a)
				if c.want != wider {
					if !errors.Is(err, refused) {
						t.Errorf("%s: %v", verb, err)
					}
					continue
				}
				if err != nil || got.ReasonCode != "other" || got.TLP.String() != to.tlp || e2.Verb != map[string]string{"share": "shared", "restrict": "restricted"}[verb] {
					t.Errorf("%s: %+v, %v", verb, got, err)
				}
			}
		})
	}
}

// TestShare_withWhoHasGone wants a member that was suspended since to stay where it is, and to be
// named by nobody anew.
func TestShare_withWhoHasGone(t *testing.T) {
	h := open(t)
	d := draft("gone-with.example")
	d.TLP, d.Share = "amber", *with("market-b", "carrier-c")
	i, e := h.publish(t, "brand-a", d)
	h.suspend(t, "market-b")
	_, e, err := h.Restrict(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Audience{ID: i.ID, Match: at(e.Position), Why: indicator.Why{Reason: "r"}, Share: with("market-b")})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = h.Share(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Audience{ID: i.ID, Match: at(e.Position), Why: indicator.Why{Reason: "r"}, Share: with("market-b", "gone")})
	if !errors.Is(err, indicator.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}

// TestShare_showsNoSeats wants who has left a task force to learn nothing of its seats by trying.
func TestShare_showsNoSeats(t *testing.T) {
	h := open(t)
	i, e := h.publish(t, "brand-a", draft("left.example"))
	h.seats(t, "handbags", directory.TaskForce{ID: "handbags", Seats: seats("market-b", "carrier-c")})
	for _, m := range []id.Member{"market-b", "carrier-c"} {
		_, e2, err := h.Share(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Audience{
			ID: i.ID, Match: at(e.Position), Why: indicator.Why{Reason: "r"}, Share: &indicator.Share{TaskForces: []id.TaskForce{"handbags"}, Members: []id.Member{m}},
		})
		if err != nil {
			t.Fatalf("with %s: %v", m, err)
		}
		if _, e, err = h.Restrict(t.Context(), key("brand-a"), h.view("brand-a"), indicator.Audience{ID: i.ID, Match: at(e2.Position), Why: indicator.Why{Reason: "r"}, Share: in("handbags")}); err != nil {
			t.Fatal(err)
		}
	}
}
