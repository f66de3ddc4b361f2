package exchange_test

import (
	"strings"
	"testing"
)

func TestSearches(t *testing.T) {
	h := open(t)
	h.publish("brand-a", `{"observable":{"type":"domain","value":"one.example"},"tlp":"green","tags":["bags"],"confidence":80}`)
	h.publish("brand-a", `{"observable":{"type":"domain","value":"two.example"},"tlp":"amber","share":{"task_forces":["handbags"]},"tags":["bags"],"confidence":20}`)
	const draft = `{"name":" Bags ","query":{"tag":["bags"],"type":["domain"],"min_confidence":10}}`
	made := h.call("market-b", "POST", "/v1/searches", draft, "Idempotency-Key", "k1").is(201)
	at := made.header.Get("Location")
	name := strings.TrimPrefix(at, "/v1/searches/")
	if again := h.call("market-b", "POST", "/v1/searches", draft, "Idempotency-Key", "k1").is(201); again.header.Get("Location") != at {
		t.Error("the same request kept another search")
	}
	if !strings.Contains(string(made.body), `"query":{"min_confidence":10,"tag":["bags"],"type":["domain"]}`) || !strings.Contains(string(made.body), `"name":"Bags"`) {
		t.Errorf("kept %s", made.body)
	}
	t.Run("it is asked by one's own rights, with more", func(t *testing.T) {
		for query, want := range map[string]int{"": 2, "&min_confidence=50": 1, "&q=two": 1, "&tag=shoes": 0} {
			if r := h.call("market-b", "GET", "/v1/indicators?search="+name+query, "").is(200); len(r.items()) != want {
				t.Errorf("%s: %s", query, r.body)
			}
		}
		h.call("market-b", "GET", "/v1/indicators/facets?facet=tag&search="+name, "").is(200)
		h.call("market-b", "GET", "/v1/indicators/export?search="+name, "").is(200)
		page := h.call("market-b", "GET", "/v1/indicators?limit=1&search="+name, "").is(200)
		next := strings.TrimSuffix(strings.TrimPrefix(page.header.Get("Link"), "<"), `>; rel="next"`)
		if r := h.call("market-b", "GET", next, "").is(200); len(r.items()) != 1 {
			t.Errorf("the second page: %s", r.body)
		}
	})
	t.Run("it is nobody else's", func(t *testing.T) {
		h.call("carrier-c", "GET", "/v1/indicators?search="+name, "").problem(400, "parameter-invalid")
		h.call("carrier-c", "GET", at, "").problem(404, "not-found")
		h.call("carrier-c", "PATCH", at, `{"name":"x"}`, "Content-Type", "application/merge-patch+json", "If-Match", "*").problem(404, "not-found")
		h.call("carrier-c", "DELETE", at, "", "If-Match", "*").problem(404, "not-found")
		if r := h.call("carrier-c", "GET", "/v1/searches", "").is(200); len(r.items()) != 0 {
			t.Errorf("carrier-c: %s", r.body)
		}
	})
	t.Run("it is changed as it was read", func(t *testing.T) {
		h.call("market-b", "PATCH", at, `{"name":"x"}`, "Content-Type", "application/merge-patch+json").problem(428, "precondition-required")
		changed := h.call("market-b", "PATCH", at, `{"query":{"tag":["shoes"]}}`, "Content-Type", "application/merge-patch+json", "If-Match", made.header.Get("ETag")).is(200)
		h.call("market-b", "PATCH", at, `{"name":"x"}`, "Content-Type", "application/merge-patch+json", "If-Match", made.header.Get("ETag")).problem(412, "precondition-failed")
		if r := h.call("market-b", "GET", "/v1/indicators?search="+name, "").is(200); len(r.items()) != 0 {
			t.Errorf("%s", r.body)
		}
		h.call("market-b", "POST", "/v1/searches", `{"name":"Other","query":{}}`).is(201)
		page := h.call("market-b", "GET", "/v1/searches?limit=1", "").is(200)
		h.call("market-b", "DELETE", at, "", "If-Match", changed.header.Get("ETag")).is(204)
		next := strings.TrimSuffix(strings.TrimPrefix(page.header.Get("Link"), "<"), `>; rel="next"`)
		if r := h.call("market-b", "GET", next, "").is(200); len(r.items()) != 1 {
			t.Errorf("the second page, where the first has gone: %s", r.body)
		}
		h.call("market-b", "GET", at, "").problem(404, "not-found")
		h.call("market-b", "GET", "/v1/indicators?search="+name, "").problem(400, "parameter-invalid")
	})
	for body, status := range map[string]int{
		`{"name":"","query":{}}`: 422, `{"name":"x","query":{"state":["gone"]}}`: 422, `{"name":"x","query":{"colour":"red"}}`: 422, `{"query":{}}`: 422,
		`{"name":"x","query":{"q":"a"}}`: 422, `{"name":"x","query":{"type":["colour"]}}`: 422,
	} {
		h.call("market-b", "POST", "/v1/searches", body).is(status)
	}
}
