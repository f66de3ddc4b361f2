package indicator_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

var epoch = time.Date(2026, time.June, 1, 12, 0, 0, 0, time.UTC)

// draft is one that can be published as it stands.
func draft(value string) indicator.Draft {
	return indicator.Draft{
		Observable: indicator.Given{Type: "domain", Value: value},
		TLP:        "amber",
		Share:      indicator.Share{TaskForces: []id.TaskForce{"handbags"}},
	}
}

func TestPublish(t *testing.T) {
	h := open(t)

	t.Run("gives the claim its one form", func(t *testing.T) {
		d := draft("Maison-A-Outlet.example.")
		d.Brands, d.Tags = []string{"maison-a", "maison-a"}, []string{"handbags"}
		d.Infringement, d.Basis, d.Attribution = "counterfeit", "test_purchase", "withheld"
		d.Confidence = new(80)
		d.FirstSeen = epoch.Add(-time.Hour).In(time.FixedZone("CST", 8*3600))
		d.ValidUntil = epoch.Add(time.Hour)
		d.Links = []indicator.Link{{Given: indicator.Given{Type: "phone", Value: "+86 138 0013 8000"}, Relation: "contact"}}
		d.Note = "line one\nline two"
		i, e := h.publish(t, "brand-a", d)
		if i.Observable.Canonical != "maison-a-outlet.example" || i.Observable.Raw != "Maison-A-Outlet.example." {
			t.Errorf("observable: %+v", i.Observable)
		}
		if len(i.Brands) != 1 || i.Confidence != 80 || i.Attribution != catalog.Withheld || i.Links[0].Observable.Canonical != "+8613800138000" {
			t.Errorf("indicator: %+v", i)
		}
		if !i.FirstSeen.Equal(epoch.Add(-time.Hour)) || i.FirstSeen.Location() != time.UTC || i.Created != epoch {
			t.Errorf("times: %+v", i)
		}
		if e.Actor != "m:brand-a/brand-aaaaaaaaaa" || e.Verb != "published" || e.ID != string(i.ID) {
			t.Errorf("entry: %+v", e)
		}
		own, p, ok := h.mustOwn(t, "brand-a", i.ID)
		if !ok || p != e.Position || own.Note != d.Note {
			t.Errorf("the catalog has %+v at %d, %v", own, p, ok)
		}
	})

	t.Run("leaves out what was not given", func(t *testing.T) {
		i, _ := h.publish(t, "brand-a", draft("bare.example"))
		if i.Confidence != -1 || i.Attribution != catalog.Named || i.State != catalog.Published {
			t.Errorf("indicator: %+v", i)
		}
	})

	t.Run("the same again is a duplicate, however it is typed", func(t *testing.T) {
		h.publish(t, "brand-a", draft("twice.example"))
		_, _, err := h.Publish(t.Context(), key("brand-a"), draft(" TWICE.example."), ledger.Request{})
		if !errors.Is(err, indicator.ErrDuplicate) {
			t.Errorf("got %v", err)
		}
	})

	t.Run("two members make two claims", func(t *testing.T) {
		a, _ := h.publish(t, "brand-a", draft("both.example"))
		b, _ := h.publish(t, "market-b", draft("both.example"))
		if a.ID == b.ID {
			t.Error("they have one id")
		}
	})

	t.Run("after a revoke it is the next state, with its birthday", func(t *testing.T) {
		first, e := h.publish(t, "brand-a", draft("again.example"))
		h.revoke(t, "brand-a", first.ID, e.Position)
		h.clock.Advance(time.Hour)
		d := draft("again.example")
		d.Note = "back again"
		next, e := h.publish(t, "brand-a", d)
		if next.ID != first.ID || !next.Created.Equal(first.Created) || !next.Modified.Equal(h.clock.Now()) || next.Reason != "" {
			t.Errorf("first %+v, next %+v", first, next)
		}
		own, p, _ := h.mustOwn(t, "brand-a", first.ID)
		if own.State != catalog.Published || p != e.Position || own.Note != "back again" {
			t.Errorf("the catalog has %+v at %d", own, p)
		}
	})

	t.Run("of many at once one wins", func(t *testing.T) {
		var wg sync.WaitGroup
		errs := make([]error, 16)
		for n := range errs {
			wg.Go(func() {
				_, _, errs[n] = h.Publish(t.Context(), key("brand-a"), draft("race.example"), ledger.Request{})
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, indicator.ErrDuplicate):
				t.Errorf("got %v", err)
			}
		}
		if won != 1 {
			t.Errorf("%d won", won)
		}
	})
}

func TestPublish_gate(t *testing.T) {
	h := open(t)
	reader := key("brand-a")
	reader.Scopes = []access.Scope{access.Read}
	for name, c := range map[string]struct {
		by   access.Caller
		want error
	}{
		"a key that only reads": {reader, access.ErrScope},
		"the admin":             {access.Caller{Admin: true}, access.ErrScope},
		"a suspended member":    {key("gone"), access.ErrUnauthenticated},
		"an unknown member":     {key("nobody"), access.ErrUnauthenticated},
		"nobody":                {access.Caller{}, access.ErrScope},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := h.Publish(t.Context(), c.by, draft("gate.example"), ledger.Request{}); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// TestPublish_refuses has every bad input there is, and the places that the answer names.
func TestPublish_refuses(t *testing.T) {
	// Both have years of four digits where they were written, and not in UTC.
	late := time.Date(9999, 12, 31, 23, 59, 0, 0, time.FixedZone("", -12*3600))
	early := time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600))
	h := open(t)
	many := func(n int) (all []string) {
		for range n {
			all = append(all, "maison-a")
		}
		return all
	}
	for name, c := range map[string]struct {
		bad  func(d *indicator.Draft)
		want []string
	}{
		"no observable":      {func(d *indicator.Draft) { d.Observable = indicator.Given{} }, []string{"/observable"}},
		"no type":            {func(d *indicator.Draft) { d.Observable.Type = "" }, []string{"/observable/type"}},
		"no value":           {func(d *indicator.Draft) { d.Observable.Value = "" }, []string{"/observable/value"}},
		"unknown type":       {func(d *indicator.Draft) { d.Observable.Type = "colour" }, []string{"/observable/type"}},
		"bad domain":         {func(d *indicator.Draft) { d.Observable.Value = "not a host" }, []string{"/observable/value"}},
		"public suffix":      {func(d *indicator.Draft) { d.Observable.Value = "co.uk" }, []string{"/observable/value"}},
		"long value":         {func(d *indicator.Draft) { d.Observable.Value = strings.Repeat("a", 2049) }, []string{"/observable/value"}},
		"phone, no country":  {func(d *indicator.Draft) { d.Observable = indicator.Given{Type: "phone", Value: "020 7946 0958"} }, []string{"/observable/region"}},
		"bad email":          {func(d *indicator.Draft) { d.Observable = indicator.Given{Type: "email", Value: "a@@b"} }, []string{"/observable/value"}},
		"brand, no slug":     {func(d *indicator.Draft) { d.Brands = []string{"ok-brand", "Maison A"} }, []string{"/brands/1"}},
		"too many brands":    {func(d *indicator.Draft) { d.Brands = many(21) }, []string{"/brands"}},
		"unknown wrong":      {func(d *indicator.Draft) { d.Infringement = "rude" }, []string{"/infringement"}},
		"confidence 101":     {func(d *indicator.Draft) { d.Confidence = new(101) }, []string{"/confidence"}},
		"confidence -1":      {func(d *indicator.Draft) { d.Confidence = new(-1) }, []string{"/confidence"}},
		"unknown basis":      {func(d *indicator.Draft) { d.Basis = "rumour" }, []string{"/basis"}},
		"tag with a blank":   {func(d *indicator.Draft) { d.Tags = []string{"hand bags"} }, []string{"/tags/0"}},
		"long tag":           {func(d *indicator.Draft) { d.Tags = []string{strings.Repeat("a", 101)} }, []string{"/tags/0"}},
		"too many tags":      {func(d *indicator.Draft) { d.Tags = many(51) }, []string{"/tags"}},
		"seen tomorrow":      {func(d *indicator.Draft) { d.FirstSeen = epoch.Add(24 * time.Hour) }, []string{"/first_seen"}},
		"valid until now":    {func(d *indicator.Draft) { d.ValidUntil = epoch }, []string{"/valid_until"}},
		"year 10000":         {func(d *indicator.Draft) { d.ValidUntil, d.EmbargoUntil = late.Add(time.Second), late }, []string{"/embargo_until", "/valid_until"}},
		"year 0":             {func(d *indicator.Draft) { d.FirstSeen = early }, []string{"/first_seen"}},
		"embargo to now":     {func(d *indicator.Draft) { d.EmbargoUntil = epoch }, []string{"/embargo_until"}},
		"embargo to the end": {func(d *indicator.Draft) { d.EmbargoUntil, d.ValidUntil = epoch.Add(time.Hour), epoch.Add(time.Hour) }, []string{"/embargo_until"}},
		"no label":           {func(d *indicator.Draft) { d.TLP = "" }, []string{"/tlp"}},
		"unknown label":      {func(d *indicator.Draft) { d.TLP = "purple" }, []string{"/tlp"}},
		"loud label":         {func(d *indicator.Draft) { d.TLP = "TLP:AMBER" }, []string{"/tlp"}},
		"attribution":        {func(d *indicator.Draft) { d.Attribution = "loud" }, []string{"/attribution"}},
		"long note":          {func(d *indicator.Draft) { d.Note = strings.Repeat("é", 4001) }, []string{"/note"}},
		"note with a bell":   {func(d *indicator.Draft) { d.Note = "\a" }, []string{"/note"}},
		"link to nothing":    {func(d *indicator.Draft) { d.Links = []indicator.Link{{}} }, []string{"/links/0", "/links/0/relation"}},
		"link to itself": {func(d *indicator.Draft) {
			d.Links = []indicator.Link{{Given: d.Observable, Relation: "alias"}}
		}, []string{"/links/0/value"}},
		"bad link": {func(d *indicator.Draft) {
			d.Links = []indicator.Link{{Given: indicator.Given{Type: "email", Value: "x@shop.example"}, Relation: "contact"}, {Given: indicator.Given{Type: "email", Value: "nobody"}, Relation: "friend"}}
		}, []string{"/links/1/relation", "/links/1/value"}},
		"too many links": {func(d *indicator.Draft) { d.Links = make([]indicator.Link, 101) }, []string{"/links"}},

		"unknown member":   {func(d *indicator.Draft) { d.Share.Members = []id.Member{"market-b", "nobody"} }, []string{"/share/members/1"}},
		"suspended member": {func(d *indicator.Draft) { d.Share.Members = []id.Member{"gone"} }, []string{"/share/members/0"}},
		"oneself":          {func(d *indicator.Draft) { d.Share.Members = []id.Member{"brand-a"} }, []string{"/share/members/0"}},
		"except unknown":   {func(d *indicator.Draft) { d.Share.Except = []id.Member{"nobody"} }, []string{"/share/except/0"}},
		"except oneself":   {func(d *indicator.Draft) { d.Share.Except = []id.Member{"brand-a"} }, []string{"/share/except/0"}},
		"both ways": {func(d *indicator.Draft) {
			d.Share.Members, d.Share.Except = []id.Member{"market-b"}, []id.Member{"market-b"}
		}, []string{"/share/except/0"}},
		"unknown task force":  {func(d *indicator.Draft) { d.Share.TaskForces = []id.TaskForce{"nowhere"} }, []string{"/share/task_forces/0"}},
		"foreign task force":  {func(d *indicator.Draft) { d.Share.TaskForces = []id.TaskForce{"handbags", "foreign"} }, []string{"/share/task_forces/1"}},
		"ended task force":    {func(d *indicator.Draft) { d.Share.TaskForces = []id.TaskForce{"ended"} }, []string{"/share/task_forces/0"}},
		"red to nobody":       {func(d *indicator.Draft) { d.TLP, d.Share = "red", indicator.Share{} }, []string{"/share/members"}},
		"red to a task force": {func(d *indicator.Draft) { d.TLP = "red" }, []string{"/share/members", "/share/task_forces"}},
		"amber to nobody":     {func(d *indicator.Draft) { d.Share = indicator.Share{} }, []string{"/share"}},
		"strict to nobody":    {func(d *indicator.Draft) { d.TLP, d.Share = "amber+strict", indicator.Share{} }, []string{"/share"}},
		"green to some": {
			func(d *indicator.Draft) { d.TLP, d.Share.Members = "green", []id.Member{"market-b"} },
			[]string{"/share/members", "/share/task_forces"},
		},
		"clear to some": {func(d *indicator.Draft) { d.TLP = "clear" }, []string{"/share/task_forces"}},

		"all at once": {func(d *indicator.Draft) {
			d.Observable.Value, d.TLP, d.Basis, d.Confidence, d.Share.Members = "co.uk", "purple", "rumour", new(1000), []id.Member{"nobody"}
		}, []string{"/basis", "/confidence", "/observable/value", "/share/members/0", "/tlp"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft("bad.example")
			c.bad(&d)
			_, _, err := h.Publish(t.Context(), key("brand-a"), d, ledger.Request{})
			if !errors.Is(err, indicator.ErrInvalid) || !slices.Equal(pointers(err), c.want) {
				t.Errorf("got %v, want the places %v", err, c.want)
			}
		})
	}

	t.Run("and takes what is right", func(t *testing.T) {
		for n, d := range []indicator.Draft{
			{TLP: "red", Share: indicator.Share{Members: []id.Member{"market-b"}}},
			{TLP: "green", Share: indicator.Share{Except: []id.Member{"carrier-c"}}},
			{TLP: "clear"},
			{TLP: "amber+strict", Share: indicator.Share{Members: []id.Member{"carrier-c"}}},
			{TLP: "amber", Share: indicator.Share{TaskForces: []id.TaskForce{"handbags"}, Except: []id.Member{"carrier-c"}}},
		} {
			d.Observable = indicator.Given{Type: "domain", Value: "right" + string(rune('a'+n)) + ".example"}
			h.publish(t, "brand-a", d)
		}
	})
}

// TestPublish_hides: what one may not know of is answered like what is not there.
func TestPublish_hides(t *testing.T) {
	h := open(t)
	say := func(set func(s *indicator.Share, name string), name string) string {
		d := draft("hides.example")
		set(&d.Share, name)
		_, _, err := h.Publish(t.Context(), key("brand-a"), d, ledger.Request{})
		return strings.ReplaceAll(err.Error(), name, "…")
	}
	force := func(s *indicator.Share, name string) { s.TaskForces = []id.TaskForce{id.TaskForce(name)} }
	member := func(s *indicator.Share, name string) { s.Members = []id.Member{id.Member(name)} }
	if hidden, absent := say(force, "foreign"), say(force, "nowhere"); hidden != absent {
		t.Errorf("a hidden task force: %s; an absent one: %s", hidden, absent)
	}
	if suspended, absent := say(member, "gone"), say(member, "nobody"); suspended != absent {
		t.Errorf("a suspended member: %s; an absent one: %s", suspended, absent)
	}
}

func TestPublishAll(t *testing.T) {
	h := open(t)
	claim := func(value string) catalog.Indicator {
		d := draft(value)
		i, err := h.Claim(t.Context(), key("brand-a"), &d)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	h.publish(t, "brand-a", draft("known.example"))
	gone, e := h.publish(t, "brand-a", draft("revoked.example"))
	h.revoke(t, "brand-a", gone.ID, e.Position)

	lot, err := h.PublishAll(t.Context(), key("brand-a"), []catalog.Indicator{
		claim("new.example"), claim("known.example"), claim("NEW.example"), claim("revoked.example"),
	})
	want := []indicator.Outcome{indicator.Accepted, indicator.Duplicate, indicator.Duplicate, indicator.Accepted}
	if err != nil || !slices.Equal(lot.Outcomes, want) {
		t.Fatalf("got %v, %v", lot.Outcomes, err)
	}
	if _, p, ok := h.mustOwn(t, "brand-a", gone.ID); !ok || p != lot.Last {
		t.Errorf("the newest entry is %d, not %d", p, lot.Last)
	}
	if again, err := h.PublishAll(t.Context(), key("brand-a"), []catalog.Indicator{claim("new.example")}); err != nil || again.Outcomes[0] != indicator.Duplicate || again.Last != 0 {
		t.Errorf("again: %v, %v", again, err)
	}
}

// TestPublishAll_race: of many that write overlapping lots at once, each claim is accepted
// by exactly one, and nothing is lost.
func TestPublishAll_race(t *testing.T) {
	h := open(t)
	const writers, size = 4, 40
	var wg sync.WaitGroup
	var mu sync.Mutex
	accepted := map[id.Indicator]int{}
	for w := range writers {
		wg.Go(func() {
			var claims []catalog.Indicator
			for n := range size {
				d := draft("shop" + string(rune('a'+(n+w*10)%50/26)) + string(rune('a'+(n+w*10)%50%26)) + ".example")
				i, err := h.Claim(t.Context(), key("brand-a"), &d)
				if err != nil {
					t.Error(err)
					return
				}
				claims = append(claims, i)
			}
			lot, err := h.PublishAll(t.Context(), key("brand-a"), claims)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for n, o := range lot.Outcomes {
				if o == indicator.Accepted {
					accepted[claims[n].ID]++
				}
			}
		})
	}
	wg.Wait()
	if len(accepted) != 50 {
		t.Errorf("%d of 50 were accepted", len(accepted))
	}
	for i, n := range accepted {
		if n != 1 {
			t.Errorf("%s was accepted %d times", i, n)
		}
	}
}
