package governance_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
)

func TestAuditIsFilteredByTheReadersRights(t *testing.T) {
	h := open(t)
	one := string(h.publish("brand-a", "one.example"))
	h.put("system", ledger.KindSubscription, "sub_b", "disabled", h.put(actor("market-b"), ledger.KindSubscription, "sub_b", "created", 0, []byte("{}")).Position, []byte("{}"))
	embargoed := string(h.publish("market-b", "two.example", func(i *catalog.Indicator) { i.EmbargoUntil = h.clock.Now().Add(time.Hour) }))

	t.Run("a member reads what it did and what is its own", func(t *testing.T) {
		if got, want := h.list("market-b", "/v1/audit").told(), "enrolled market-b by alliance; minted key-of-market-b- by alliance; changed handbags by alliance; "+
			"created sub_b by "+actor("market-b")+"; disabled sub_b by alliance; published "+embargoed+" by "+actor("market-b"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if got, want := h.list("carrier-c", "/v1/audit").told(), "enrolled carrier-c by alliance; minted key-of-carrier-c by alliance"; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
	t.Run("who oversees reads all, of indicators those it may know of now", func(t *testing.T) {
		all := h.list("admin", "/v1/audit").told()
		for _, want := range []string{"signed periodic by system", "minted key-of-carrier-c by u:admin", "published " + one + " by " + actor("brand-a"), "disabled sub_b by system"} {
			if !strings.Contains(all, want) {
				t.Errorf("it lacks %q: %s", want, all)
			}
		}
		if strings.Contains(all, embargoed) {
			t.Errorf("it tells of an embargoed indicator: %s", all)
		}
		h.clock.Advance(2 * time.Hour)
		if all := h.list("admin", "/v1/audit").told(); !strings.Contains(all, embargoed) {
			t.Errorf("it does not tell after the embargo: %s", all)
		}
	})
	t.Run("filters look at what is shown", func(t *testing.T) {
		for _, try := range []struct {
			who, query string
			want       int
		}{
			{"admin", "?kind=credential", 3},
			{"admin", "?kind=credential&id=key-of-brand-a--", 1},
			{"admin", "?actor=m:brand-a", 1},
			{"admin", "?actor=" + actor("brand-a"), 1},
			{"admin", "?actor=m:brand", 0},
			{"admin", "?verb=minted", 3},
			{"admin", "?kind=nonsense", 0},
			{"market-b", "?actor=u:admin", 0},
			{"market-b", "?actor=system", 0},
			{"market-b", "?actor=alliance", 4},
			{"market-b", "?actor=m:market-b", 2},
			{"market-b", "?id=" + one, 0},
			{"market-b", "?id=handbags", 1},
			{"carrier-c", "?id=handbags", 0},
			{"market-b", "?since=2999-01-01T00:00:00Z", 0},
			{"market-b", "?until=2000-01-01T00:00:00Z", 0},
		} {
			if got := h.list(try.who, "/v1/audit"+try.query); len(got.Items) != try.want {
				t.Errorf("%s %s: %d items, want %d: %s", try.who, try.query, len(got.Items), try.want, got.told())
			}
		}
	})
	t.Run("who leaves a task force no longer reads of it", func(t *testing.T) {
		tf, _ := h.p.Directory.TaskForce("handbags")
		h.seats(tf.Position, "brand-a")
		if got := h.list("market-b", "/v1/audit").told(); strings.Contains(got, "handbags") {
			t.Errorf("got %s", got)
		}
		if got := h.list("brand-a", "/v1/audit?id=handbags"); len(got.Items) != 2 {
			t.Errorf("got %s", got.told())
		}
	})
}

func TestAuditPages(t *testing.T) {
	h := open(t)
	for n := range 60 { // every second one is hidden from who oversees, all from carrier-c
		h.publish("brand-a", "shop-"+string(rune('a'+n%26))+string(rune('a'+n/26))+".example", func(i *catalog.Indicator) {
			if n%2 == 0 {
				i.EmbargoUntil = h.clock.Now().Add(time.Hour)
			}
		})
	}
	for _, who := range []string{"admin", "brand-a", "carrier-c"} {
		whole, seen, path := h.list(who, "/v1/audit?limit=1000"), []string{}, "/v1/audit?limit=7"
		for {
			p := h.list(who, path)
			if p.Next != nil && len(p.Items) != 7 {
				t.Fatalf("%s: a page of %d, and there are more", who, len(p.Items))
			}
			for _, i := range p.Items {
				seen = append(seen, i.Position)
			}
			if p.Next == nil {
				break
			}
			path = "/v1/audit?limit=7&cursor=" + *p.Next
		}
		if len(seen) != len(whole.Items) {
			t.Errorf("%s: %d in pages, %d at once", who, len(seen), len(whole.Items))
		}
		for n, i := range whole.Items {
			if n < len(seen) && seen[n] != i.Position {
				t.Fatalf("%s: item %d differs", who, n)
			}
		}
	}
	t.Run("others' traffic changes nothing", func(t *testing.T) {
		_, before := h.ask("carrier-c", "/v1/audit?limit=1")
		h.publish("brand-a", "more.example")
		if _, after := h.ask("carrier-c", "/v1/audit?limit=1"); after != before {
			t.Errorf("%s\nwas %s", after, before)
		}
	})
	t.Run("a cursor is its reader's and its filters' alone", func(t *testing.T) {
		cursor := *h.list("brand-a", "/v1/audit?limit=1").Next
		for who, path := range map[string]string{"carrier-c": "/v1/audit?limit=1&cursor=", "admin": "/v1/audit?cursor=", "brand-a": "/v1/audit?kind=indicator&cursor="} {
			if status, body := h.ask(who, path+cursor); status != http.StatusBadRequest {
				t.Errorf("%s: %d %s", who, status, body)
			}
		}
	})
	for _, bad := range []string{"?limit=0", "?limit=1001", "?cursor=x", "?since=yesterday"} {
		if status, _ := h.ask("admin", "/v1/audit"+bad); status != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, status)
		}
	}
}
