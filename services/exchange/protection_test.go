package exchange_test

import (
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestProtections: a member's lists are its own to read, and warn or stop the others; of a test buyer
// nothing is kept that could be read.
func TestProtections(t *testing.T) {
	h := open(t)
	make := func(body string, header ...string) reply {
		t.Helper()
		return h.call("market-b", "POST", "/v1/protections", body, header...).is(201)
	}
	own := make(`{"name":"Own","purpose":"own","entries":[{"type":"domain","value":"Bazar-B.example."}]}`)
	if own.str("level") != "refuse" || own.header.Get("ETag") == "" || !strings.Contains(string(own.body), `"value":"bazar-b.example"`) {
		t.Errorf("made %s", own.body)
	}
	buyers := `{"name":"Buyers","purpose":"buyers","entries":[{"type":"email","value":"j.doe@gmail.com"}]}`
	first := make(buyers, "Idempotency-Key", "k")
	if again := make(buyers, "Idempotency-Key", "k"); string(again.body) != string(first.body) || strings.Contains(string(first.body), "doe") || first.get("count") != 1.0 {
		t.Errorf("first %s, again %s", first.body, again.body)
	}
	dealers := make(`{"name":"Dealers","purpose":"authorised","entries":[{"type":"domain","value":"dealer.example"}]}`)

	// The alliance knows whose the own ones are; of the others nobody learns more than that there is one.
	r := h.call("brand-a", "POST", "/v1/indicators", domain("shop.bazar-b.example", ""))
	r.problem(422, "indicator-warned")
	if !strings.Contains(string(r.body), "market-b") {
		t.Errorf("own: %s", r.body)
	}
	h.call("brand-a", "POST", "/v1/indicators", `{"observable":{"type":"store_url","value":"https://bazar-b.example/shop/7"},"tlp":"green"}`).is(201)
	r = h.call("brand-a", "POST", "/v1/indicators", `{"observable":{"type":"email","value":"jdoe+1@googlemail.com"},"tlp":"green"}`)
	r.problem(422, "indicator-warned")
	warned := h.call("brand-a", "POST", "/v1/indicators", domain("dealer.example", "")).is(201)
	for _, body := range []string{string(r.body), string(warned.body)} {
		if !strings.Contains(body, "protection:blind") || strings.Contains(body, "market-b") || strings.Contains(body, "uyers") || strings.Contains(body, "ealers") {
			t.Errorf("blind: %s", body)
		}
	}
	left := h.call("brand-a", "POST", "/v1/indicators/preview", domain("other.example", "")).is(200).get("blind_left").(float64)
	p := h.call("brand-a", "POST", "/v1/indicators/preview", `{"observable":{"type":"email","value":"j.doe@gmail.com"},"tlp":"green"}`).is(200)
	if p.str("outcome") != "refused" || p.get("blind_left").(float64) != left-1 {
		t.Errorf("preview %s, %v left before", p.body, left)
	}

	// They are the member's alone, and in no export of the ledger's bodies in clear.
	for _, who := range []string{"brand-a", "carrier-c"} {
		h.call(who, "GET", "/v1/protections/"+own.str("id"), "").problem(404, "not-found")
		if all := h.call(who, "GET", "/v1/protections", "").is(200); strings.Contains(string(all.body), "prot_") {
			t.Errorf("%s reads %s", who, all.body)
		}
	}
	h.call("market-b", "GET", "/v1/protections/"+first.str("id"), "").is(200)
	bad := h.call("market-b", "POST", "/v1/protections", `{"name":"x","purpose":"buyers","entries":[{"type":"email","value":"secret buyer"}]}`)
	bad.problem(422, "protection-invalid")
	if strings.Contains(string(bad.body), "secret") {
		t.Errorf("it repeats the value: %s", bad.body)
	}

	h.call("market-b", "PATCH", "/v1/protections/"+dealers.str("id"), `{"level":"refuse"}`, "Content-Type", "application/json").problem(428, "precondition-required")
	changed := h.call("market-b", "PATCH", "/v1/protections/"+dealers.str("id"), `{"entries":[{"type":"domain","value":"other-dealer.example"}]}`, "If-Match", dealers.header.Get("ETag"), "Content-Type", "application/json").is(200)
	h.call("market-b", "DELETE", "/v1/protections/"+dealers.str("id"), "", "If-Match", dealers.header.Get("ETag")).problem(412, "precondition-failed")
	h.call("market-b", "DELETE", "/v1/protections/"+dealers.str("id"), "", "If-Match", changed.header.Get("ETag")).is(204)
	h.call("market-b", "GET", "/v1/protections/"+dealers.str("id"), "").problem(404, "not-found")
	if free := h.call("brand-a", "POST", "/v1/indicators", domain("other-dealer.example", "")).is(201); free.get("warnings") != nil {
		t.Errorf("a deleted list warns: %s", free.body)
	}
}

func TestPreview(t *testing.T) {
	h := open(t)
	amber := `{"observable":{"type":"domain","value":"previewed.example"},"brands":["brand-a"],"tlp":"amber","share":{"members":["market-b"]},"attribution":"withheld"}`
	p := h.call("brand-a", "POST", "/v1/indicators/preview", amber).is(200)
	if p.str("outcome") != "published" || !strings.Contains(string(p.body), `"readers":[{"member":"market-b"`) || strings.Contains(string(p.body), "carrier-c") ||
		!strings.Contains(string(p.body), `"list":"attribution:brand"`) || strings.Contains(string(p.body), `"source"`) {
		t.Errorf("got %s", p.body)
	}
	m, _ := h.p.Directory.Member("brand-a")
	m.Name = "Maison Belle"
	h.put(ledger.KindMember, "brand-a", m.Position, directory.EncodeMember(m))
	for brand, want := range map[string]int{"maison-belle": 1, "maison-bell": 0} {
		p := h.call("brand-a", "POST", "/v1/indicators/preview", strings.Replace(amber, `"brands":["brand-a"]`, `"brands":["`+brand+`"]`, 1)).is(200)
		if got := strings.Count(string(p.body), `"list":"attribution:brand"`); got != want {
			t.Errorf("%s: %d warnings: %s", brand, got, p.body)
		}
	}
	h.call("market-b", "GET", "/v1/indicators?type=domain&value=previewed.example", "").is(200)
	if got := h.call("brand-a", "GET", "/v1/indicators", "").is(200); strings.Contains(string(got.body), "previewed") {
		t.Error("a preview was written")
	}
	i := h.call("brand-a", "POST", "/v1/indicators", amber).is(201)
	if p := h.call("brand-a", "POST", "/v1/indicators/preview", amber).is(200); p.str("outcome") != "duplicate" {
		t.Errorf("again %s", p.body)
	}
	// Who was foretold to see it sees it, and nobody else.
	h.call("market-b", "GET", "/v1/indicators/"+i.str("id"), "").is(200)
	h.call("carrier-c", "GET", "/v1/indicators/"+i.str("id"), "").problem(404, "not-found")
	h.call("brand-a", "POST", "/v1/indicators/preview", `{"observable":{"type":"domain","value":"x"},"tlp":"amber"}`).problem(422, "indicator-invalid")
}
