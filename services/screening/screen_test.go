package screening_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

func TestScreen(t *testing.T) {
	h := open(t)
	h.publish("brand-a", "domain", "fakes.example")
	h.publish("brand-a", "domain", "shop.fakes.example")
	h.publish("brand-a", "store_url", "https://fakes.example/shop")
	h.publish("brand-a", "email", "sales.fakes@gmail.com")
	h.publish("brand-a", "store_url", "https://bazaar.example/shop/outlet-4711")
	h.publish("brand-a", "domain", "a-shop.myshopify.com")
	h.publish("brand-a", "domain", "linked.example", func(i *catalog.Indicator) {
		o, err := observable.Parse("phone", "+8613800138000", observable.Options{})
		if err != nil {
			t.Fatal(err)
		}
		i.Links = []catalog.Link{{Observable: o, Relation: "contact"}}
	})
	for _, c := range []struct {
		name, typ, value string
		want             string // kind, type and canonical of each match
	}{
		{"another spelling", "domain", "FAKES[.]example.", "exact domain fakes.example, host store_url https://fakes.example/shop, registrable domain shop.fakes.example"},
		{"a mailbox, tagged and dotted", "email", "salesfakes+x@googlemail.com", "mailbox email sales.fakes@gmail.com"},
		{"the seller of a store", "marketplace_seller", "bazaar:eu:Outlet-4711", "seller store_url https://bazaar.example/shop/outlet-4711"},
		{"the store of a seller", "store_url", "https://www.bazaar.example/shop/OUTLET-4711?utm_source=x", "exact store_url https://bazaar.example/shop/outlet-4711"},
		{"an e-mail address at a known domain", "email", "ceo@fakes.example", "host domain fakes.example, registrable domain shop.fakes.example"},
		{"a page of a known domain", "listing_url", "https://fakes.example/bag?id=1", "host domain fakes.example, registrable domain shop.fakes.example"},
		{"a sibling", "domain", "m.fakes.example", "registrable domain fakes.example, registrable domain shop.fakes.example, registrable store_url https://fakes.example/shop"},
		{"a linked phone", "phone", "+86 (138) 0013-8000", "linked domain linked.example"},
		{"a shop beside a known one", "domain", "b-shop.myshopify.com", ""},
		{"a page of a shop beside a known one", "store_url", "https://b-shop.myshopify.com/x", ""},
		{"the marketplace of a known shop", "domain", "bazaar.example", ""},
		{"the mail provider of a known address", "domain", "gmail.com", ""},
		{"another address at the provider", "email", "other@gmail.com", ""},
		{"a stranger", "domain", "honest.example", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, m := range h.screen("market-b", c.typ, c.value) {
				got = append(got, m.Kind+" "+m.Observable.Type+" "+m.Observable.Canonical)
				if m.Publishers != 1 || len(m.Indicators) != 1 || m.Indicators[0]["publisher"] != "brand-a" || m.Indicators[0]["confidence"] != 80.0 {
					t.Errorf("%+v", m)
				}
			}
			if s := strings.Join(got, ", "); !sameSet(s, c.want) {
				t.Errorf("%s\nwant %s", s, c.want)
			}
		})
	}
}

// sameSet compares lists whose equals in strength stand in any order.
func sameSet(a, b string) bool {
	count := map[string]int{}
	for x := range strings.SplitSeq(a, ", ") {
		count[x]++
	}
	for x := range strings.SplitSeq(b, ", ") {
		count[x]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestScreenAnswersEachInItsPlace(t *testing.T) {
	h := open(t)
	h.publish("brand-a", "domain", "fakes.example")
	var a answers
	status, body := h.post("market-b", "/v1/screen", `{"observables":[{"type":"domain","value":"co.uk"},{"type":"domain","value":"fakes.example"},
		{"type":"nonsense","value":"x"},{"type":"phone","value":"138 0013 8000"},{"type":"phone","value":"138 0013 8000","region":"CN"}]}`, &a)
	if status != http.StatusOK || len(a.Results) != 5 {
		t.Fatalf("%d %s", status, body)
	}
	for n, want := range []string{"value public-suffix", "", "type type", "region phone-ambiguous", ""} {
		got := ""
		if p := a.Results[n].Problem; p != nil {
			got = p.Field + " " + p.Rule
		}
		if got != want || (got == "") != (a.Results[n].Canonical != "") || a.Results[n].Matches == nil {
			t.Errorf("%d: %q, want %q: %+v", n, got, want, a.Results[n])
		}
	}
	if len(a.Results[1].Matches) != 1 || a.Results[4].Canonical != "+8613800138000" {
		t.Errorf("%s", body)
	}
	many := strings.Repeat(`{"type":"domain","value":"x.example"},`, 1001)
	for body, pointer := range map[string]string{
		`{"observables":[]}`: "/observables", `{"observables":[` + many[:len(many)-1] + `]}`: "/observables", `{}`: "/observables",
		`{"observables":[{"type":"domain","value":"x.example"}],"limit":101}`: "/limit", `{"observables":[{"kind":"domain"}]}`: "/observables/0/kind",
	} {
		if status, got := h.post("market-b", "/v1/screen", body, nil); status != http.StatusUnprocessableEntity || !strings.Contains(got, `"`+pointer+`"`) {
			t.Errorf("%.80s: %d %s", body, status, got)
		}
	}
}

func TestScreenCountsWhatStands(t *testing.T) {
	h := open(t)
	for _, m := range []id.Member{"brand-a", "market-b", "carrier-c"} {
		h.publish(m, "domain", "fakes.example")
	}
	matches := h.screen("carrier-c", "domain", "fakes.example")
	if len(matches) != 1 || matches[0].Publishers != 3 || len(matches[0].Indicators) != 3 {
		t.Fatalf("%+v", matches)
	}
	h.publish("brand-a", "domain", "fakes.example", func(i *catalog.Indicator) { i.State = catalog.Disputed })
	m := h.screen("carrier-c", "domain", "fakes.example")[0]
	if m.Publishers != 2 || m.Disputed != 1 || len(m.Indicators) != 3 {
		t.Errorf("disputed: %+v", m)
	}
	h.publish("brand-a", "domain", "fakes.example", func(i *catalog.Indicator) { i.State = catalog.Revoked })
	h.publish("market-b", "domain", "fakes.example", func(i *catalog.Indicator) { i.ValidUntil = h.clock.Now().Add(time.Second) })
	h.clock.Advance(time.Second)
	if m := h.screen("carrier-c", "domain", "fakes.example")[0]; m.Publishers != 1 || len(m.Indicators) != 1 {
		t.Errorf("revoked and expired: %+v", m)
	}
}

// TestScreenOfWhatIsHidden wants the same bytes for what is hidden as for what there is not.
func TestScreenOfWhatIsHidden(t *testing.T) {
	h := open(t)
	hidden := []func(*catalog.Indicator){
		func(i *catalog.Indicator) { i.TLP = tlp.Red; i.Share.Members = []id.Member{"market-b"} },
		func(i *catalog.Indicator) { i.Share.Except = []id.Member{"carrier-c"} },
		func(i *catalog.Indicator) { i.EmbargoUntil = h.clock.Now().Add(time.Hour) },
		func(i *catalog.Indicator) { i.State = catalog.Held },
		func(i *catalog.Indicator) { i.State = catalog.Revoked },
		func(i *catalog.Indicator) { i.State = catalog.Overruled },
		func(i *catalog.Indicator) { i.ValidUntil = h.clock.Now() },
	}
	ask := func(who string) string {
		var b strings.Builder
		for n := range hidden {
			fmt.Fprintf(&b, `,{"type":"domain","value":"hidden-%d.example"},{"type":"domain","value":"www.hidden-%d.example"},{"type":"email","value":"x@hidden-%d.example"},
				{"type":"store_url","value":"https://hidden-%d.example/"},{"type":"email","value":"mail+%d@gmail.com"}`, n, n, n, n, n)
		}
		status, body := h.post(who, "/v1/screen", `{"observables":[`+b.String()[1:]+`]}`, nil)
		if status != http.StatusOK {
			t.Fatalf("%d %s", status, body)
		}
		return body
	}
	before := ask("carrier-c")
	for n, hide := range hidden {
		h.publish("brand-a", "domain", fmt.Sprintf("hidden-%d.example", n), hide)
		h.publish("brand-a", "email", fmt.Sprintf("mail%d@gmail.com", n), hide)
		h.publish("brand-a", "store_url", fmt.Sprintf("https://hidden-%d.example/shop", n), hide)
	}
	if after := ask("carrier-c"); after != before {
		t.Errorf("%s\nwas\n%s", after, before)
	}
	if seen := ask("market-b"); seen == before {
		t.Error("who may see does not")
	}
}
