package exchange_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func domain(value, more string) string {
	return `{"observable":{"type":"domain","value":"` + value + `"},"tlp":"green"` + more + `}`
}

func TestPublish_guarded(t *testing.T) {
	h := open(t)
	refused := h.call("brand-a", "POST", "/v1/indicators", domain("www.amazon.de", ""))
	refused.problem(422, "indicator-warned")
	if !strings.Contains(string(refused.body), "tranco10k") {
		t.Errorf("it does not say which list: %s", refused.body)
	}
	h.call("brand-a", "POST", "/v1/indicators", domain("www.amazon.de", `,"force":{"reason":" "}`)).problem(422, "indicator-invalid")
	h.call("brand-a", "POST", "/v1/indicators", domain("myshopify.com", `,"force":{"reason":"they all do it"}`)).problem(422, "indicator-invalid")
	forced := h.call("brand-a", "POST", "/v1/indicators", domain("www.amazon.de", `,"force":{"reason":"It was hijacked on Monday."}`)).is(201)
	if forced.str("forced") != "It was hijacked on Monday." || !strings.Contains(string(forced.body), `"warnings":[{"pointer":"/observable/value","list":"tranco10k","level":"refuse"`) {
		t.Errorf("forced: %s", forced.body)
	}
	seen := h.call("market-b", "GET", "/v1/indicators/"+forced.str("id"), "").is(200)
	if seen.str("forced") == "" || seen.get("warnings") != nil {
		t.Errorf("another reads %s", seen.body)
	}
	warned := h.call("brand-a", "POST", "/v1/indicators", `{"observable":{"type":"email","value":"x@0-mail.com"},"tlp":"green"}`).is(201)
	if !strings.Contains(string(warned.body), `"level":"warn"`) || warned.get("forced") != nil {
		t.Errorf("warned: %s", warned.body)
	}
	plain := h.call("brand-a", "POST", "/v1/indicators", domain("cheap-bags.myshopify.com", `,"force":{"reason":"no need"}`)).is(201)
	if plain.get("warnings") != nil || plain.get("forced") != nil {
		t.Errorf("a shop on a host of shops: %s", plain.body)
	}
	linked := h.call("brand-a", "POST", "/v1/indicators", domain("linked.example", `,"links":[{"type":"domain","value":"paypal.com","relation":"payment"}]`)).is(201)
	if !strings.Contains(string(linked.body), `"pointer":"/links/0/value","list":"tranco10k","level":"warn"`) {
		t.Errorf("linked: %s", linked.body)
	}
	again := h.call("brand-a", "POST", "/v1/indicators", `{"observable":{"type":"email","value":"y@0-mail.com"},"tlp":"green"}`, "Idempotency-Key", "w").is(201)
	if same := h.call("brand-a", "POST", "/v1/indicators", `{"observable":{"type":"email","value":"y@0-mail.com"},"tlp":"green"}`, "Idempotency-Key", "w").is(201); string(same.body) != string(again.body) {
		t.Errorf("again %s, first %s", same.body, again.body)
	}
}

func TestText(t *testing.T) {
	h := open(t)
	for _, note := range []string{"paid with 4111 1111 1111 1111", "test buyer jane@buyer.example"} {
		r := h.call("brand-a", "POST", "/v1/indicators", domain("noted.example", `,"note":"`+note+`","force":{"reason":"really"}`))
		r.problem(422, "text-refused")
		if strings.Contains(string(r.body), "4111 1111") || strings.Contains(string(r.body), "jane") {
			t.Errorf("it is repeated: %s", r.body)
		}
	}
	h.call("brand-a", "POST", "/v1/indicators", domain("www.google.com", `,"force":{"reason":"Paid with 4111 1111 1111 1111."}`)).problem(422, "text-refused")
	i := h.call("brand-a", "POST", "/v1/indicators", domain("noted.example", `,"note":"Sells at 49 EUR."`)).is(201)
	h.call("brand-a", "PATCH", "/v1/indicators/"+i.str("id"), `{"note":"Our margins suffer."}`, "If-Match", i.header.Get("ETag"), "Content-Type", "application/json").problem(422, "text-refused")
}

// TestImport_lists imports real lists: a few lines that are in the repository, and whole ones where
// ../shared/data is. Nothing that strangers share gets in, and the report says why.
func TestImport_lists(t *testing.T) {
	h := open(t)
	run := func(path, query string) reply {
		t.Helper()
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		r := h.load("brand-a", "text/plain", query, string(body)).is(202)
		t.Logf("%s%s: %v lines: %v accepted (%v warned), %v duplicate, %v rejected (%v refused)", filepath.Base(path), query,
			r.get("total"), r.get("accepted"), r.get("warned"), r.get("duplicate"), r.get("rejected"), r.get("refused"))
		for cursor := ""; ; {
			page := h.call("brand-a", "GET", "/v1/imports/"+r.str("id")+"/rejects?limit=1000"+cursor, "").is(200)
			items, _ := page.get("items").([]any)
			for _, x := range items {
				x := x.(map[string]any)
				p := x["problem"].(map[string]any)
				if p["type"] != "/problems/indicator-warned" {
					continue
				}
				line := strings.Split(string(body), "\n")[int(x["line"].(float64))-1]
				t.Logf("refused: %s: %v", line, p["errors"])
				name := line[strings.LastIndexByte(line, ' ')+1:]
				for _, shops := range []string{".company.site", ".myshopify.com", ".wixsite.com", ".godaddysites.com", ".blogspot.com", ".ecwid.com"} {
					if strings.HasSuffix(name, shops) {
						t.Errorf("a shop is taken for its host: %s", line)
					}
				}
			}
			next, ok := page.get("next_cursor").(string)
			if !ok {
				return r
			}
			cursor = "&cursor=" + next
		}
	}
	r := run("testdata/hosts.txt", "?tlp=green")
	if r.get("refused") != 3.0 || r.get("rejected") != 5.0 {
		t.Errorf("got %s", r.body)
	}
	h.call("brand-a", "GET", "/v1/indicators?type=domain&value=cheap-bags.myshopify.com", "").is(200)
	data := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		data = os.Getenv("ENTENTE_TEST_DATA")
	}
	if data == "" {
		t.Log("NOT RUN: whole lists; there is no ../shared/data beside the repository, and ENTENTE_TEST_DATA names none")
		return
	}
	run(filepath.Join(data, "durablenapkin-scamblocklist", "hosts.txt"), "?tlp=green")
	run(filepath.Join(data, "durablenapkin-scamblocklist", "raw.txt"), "?tlp=green")
	run(filepath.Join(data, "globalantiscam-blocklist", "global-anti-scam-org-scam-urls.txt"), "?tlp=green")
	run(filepath.Join(data, "globalantiscam-blocklist", "global-anti-scam-org-scam-ips.txt"), "?tlp=green&type=ip")
}
