package exchange_test

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// TestSpine: two members, one indicator, end to end; the third learns nothing.
func TestSpine(t *testing.T) {
	h := open(t)
	made := h.publish("brand-a", "Maison-A-Outlet.example.")
	where, etag := made.header.Get("Location"), made.header.Get("ETag")
	if where != "/v1/indicators/"+made.str("id") || etag != `"`+made.str("etag")+`"` || made.header.Get("Ledger-Position") == "" {
		t.Errorf("headers: %v", made.header)
	}
	if made.str("observable", "canonical") != "maison-a-outlet.example" || made.str("share", "task_forces", 0) != "handbags" {
		t.Errorf("body: %s", made.body)
	}

	seen := h.call("market-b", http.MethodGet, where, "", "Ledger-Position", made.header.Get("Ledger-Position")).is(200)
	if seen.str("publisher") != "brand-a" || seen.get("share") != nil || seen.header.Get("ETag") != etag {
		t.Errorf("the second sees %s", seen.body)
	}
	if l := h.call("market-b", http.MethodGet, "/v1/indicators", "").is(200); len(l.items()) != 1 || l.get("next_cursor") != nil {
		t.Errorf("the second lists %s", l.body)
	}
	feed := h.call("market-b", http.MethodGet, "/v1/changes", "").is(200)
	if len(feed.items()) != 1 || feed.str("items", 0, "type") != "indicator.published" || feed.str("items", 0, "id") != feed.str("next_cursor") {
		t.Errorf("the second's feed: %s", feed.body)
	}

	hidden := h.call("carrier-c", http.MethodGet, where, "", "If-None-Match", "*").problem(404, "not-found")
	absent := h.call("carrier-c", http.MethodGet, "/v1/indicators/ind_aaaaaaaaaaaaaaaaaaaaaaaaaa", "", "If-None-Match", "*").problem(404, "not-found")
	if !bytes.Equal(hidden.body, absent.body) {
		t.Errorf("hidden %s, absent %s", hidden.body, absent.body)
	}
	if l := h.call("carrier-c", http.MethodGet, "/v1/indicators", "").is(200); string(l.body) != `{"items":[],"next_cursor":null}` {
		t.Errorf("the third lists %s", l.body)
	}
	before := h.call("carrier-c", http.MethodGet, "/v1/changes", "").is(200)

	reason := `{"reason":"An authorised reseller."}`
	back := h.call("brand-a", http.MethodPost, where+"/revoke", reason, "If-Match", etag).is(200)
	if back.str("state") != "revoked" || back.header.Get("ETag") == etag || back.header.Get("Ledger-Position") == "" {
		t.Errorf("revoked: %s", back.body)
	}
	feed = h.call("market-b", http.MethodGet, "/v1/changes?cursor="+feed.str("next_cursor"), "").is(200)
	if len(feed.items()) != 1 || feed.str("items", 0, "type") != "indicator.revoked" || feed.str("items", 0, "data", "reason") != "An authorised reseller." {
		t.Errorf("the second's feed: %s", feed.body)
	}
	if after := h.call("carrier-c", http.MethodGet, "/v1/changes", "").is(200); !bytes.Equal(after.body, before.body) {
		t.Errorf("the third's feed moved: %s, %s", before.body, after.body)
	}
}

// TestPublish_observable: what a value alone does not say is kept, shown, and found by.
func TestPublish_observable(t *testing.T) {
	h := open(t)
	phone := h.call("brand-a", "POST", "/v1/indicators", `{"observable":{"type":"phone","value":"07700 900123","region":"gb"},"tlp":"green"}`).is(201)
	if phone.str("observable", "canonical") != "+447700900123" || phone.str("observable", "region") != "GB" {
		t.Errorf("phone: %s", phone.body)
	}
	if l := h.call("brand-a", "GET", "/v1/indicators?type=phone&value=%2B44+7700+900123", "").is(200); len(l.items()) != 1 || l.str("items", 0, "observable", "region") != "GB" {
		t.Errorf("found: %s", l.body)
	}
	digest := strings.Repeat("9f86d081", 8)
	image := h.call("brand-a", "POST", "/v1/indicators", `{"observable":{"type":"image","value":"SHA-256: `+digest+`","fingerprints":[
		{"algorithm":"phash","hash":"P:C3F0D1B2A4968778","quality":90},{"algorithm":"phash","hash":"c3f0d1b2a4968778"}]},"tlp":"green",
		"links":[{"type":"image","value":"`+strings.Repeat("0a", 32)+`","fingerprints":[{"algorithm":"phash","hash":"00f0d1b2a4968778","quality":0}],"relation":"alias"}]}`).is(201)
	if want := `"fingerprints":[{"algorithm":"phash","hash":"c3f0d1b2a4968778","quality":90}]`; !strings.Contains(string(image.body), want) {
		t.Errorf("image: %s", image.body)
	}
	if want := `"canonical":"` + strings.Repeat("0a", 32) + `","fingerprints":[{"algorithm":"phash","hash":"00f0d1b2a4968778","quality":0}]`; !strings.Contains(string(image.body), want) {
		t.Errorf("its link: %s", image.body)
	}
	for _, c := range []struct{ body, pointer string }{
		{`{"observable":{"type":"phone","value":"07700 900123"},"tlp":"green"}`, "/observable/region"},
		{`{"observable":{"type":"phone","value":"07700 900123","region":"UK"},"tlp":"green"}`, "/observable/region"},
		{`{"observable":{"type":"domain","value":"x.example","fingerprints":[{"algorithm":"phash","hash":"c3f0d1b2a4968778"}]},"tlp":"green"}`, "/observable/fingerprints"},
		{`{"observable":{"type":"image","value":"` + digest + `","fingerprints":[{"algorithm":"pdq","hash":"c3f0d1b2a4968778"}]},"tlp":"green"}`, "/observable/fingerprints/0/hash"},
		{`{"observable":{"type":"image","value":"` + digest + `","fingerprints":[{"algorithm":"phash","hash":"c3f0d1b2a4968778","quality":-1}]},"tlp":"green"}`, "/observable/fingerprints/0/quality"},
		{`{"observable":{"type":"image","value":"` + digest + `","fingerprints":[{"algorithm":"dhash","hash":"c3f0d1b2a4968778"}]},"tlp":"green"}`, "/observable/fingerprints/0/algorithm"},
	} {
		r := h.call("brand-a", "POST", "/v1/indicators", c.body).problem(422, "indicator-invalid")
		if got := r.str("errors", 0, "pointer"); got != c.pointer {
			t.Errorf("%s: at %s: %s", c.body, got, r.body)
		}
	}
}

func TestPublish_again(t *testing.T) {
	h := open(t)
	body := green("again.example")
	first := h.call("brand-a", "POST", "/v1/indicators", body, "Idempotency-Key", "k1").is(201)
	h.call("brand-a", "POST", first.header.Get("Location")+"/revoke", `{"reason":"r"}`, "If-Match", first.header.Get("ETag")).is(200)
	// The same request again is answered as it was then, whatever happened since.
	again := h.call("brand-a", "POST", "/v1/indicators", ` `+body, "Idempotency-Key", `"k1"`).is(201)
	if !bytes.Equal(first.body, again.body) || first.header.Get("ETag") != again.header.Get("ETag") || first.header.Get("Location") != again.header.Get("Location") {
		t.Errorf("first %s, again %s", first.body, again.body)
	}
	h.call("brand-a", "POST", "/v1/indicators", green("other.example"), "Idempotency-Key", "k1").problem(409, "idempotency-key-reused")
	h.call("brand-a", "POST", "/v1/indicators", body, "Idempotency-Key", strings.Repeat("k", 256)).problem(400, "idempotency-key-invalid")
	if other := h.call("market-b", "POST", "/v1/indicators", body, "Idempotency-Key", "k1").is(201); other.str("id") == first.str("id") {
		t.Error("another member's key is the same key")
	}
	next := h.call("brand-a", "POST", "/v1/indicators", body).is(201)
	if next.str("id") != first.str("id") || next.str("created_at") != first.str("created_at") || next.str("state") != "published" {
		t.Errorf("after a revoke: %s", next.body)
	}
	h.call("brand-a", "POST", "/v1/indicators", body).problem(409, "indicator-duplicate")
}

func TestPublish_again_atOnce(t *testing.T) {
	h := open(t)
	replies := make([]reply, 8)
	var wg sync.WaitGroup
	for n := range replies {
		wg.Go(func() {
			replies[n] = h.call("brand-a", "POST", "/v1/indicators", green("once.example"), "Idempotency-Key", "k")
		})
	}
	wg.Wait()
	for _, r := range replies {
		if r.is(201); !bytes.Equal(r.body, replies[0].body) {
			t.Errorf("%s, %s", r.body, replies[0].body)
		}
	}
}

func TestPublish_refuses(t *testing.T) {
	h := open(t)
	h.keys["reader"] = h.key("brand-a", "read")
	good := green("good.example")
	for name, c := range map[string]struct {
		as, body, kind string
		status         int
		slug, place    string
	}{
		"no key":           {"", good, "application/json", 401, "unauthenticated", ""},
		"a key that reads": {"reader", good, "application/json", 403, "scope-missing", ""},
		"the admin":        {"admin", good, "application/json", 403, "scope-missing", ""},
		"nothing":          {"brand-a", "", "application/json", 400, "body-malformed", ""},
		"not JSON":         {"brand-a", `{"observable":`, "application/json", 400, "body-malformed", ""},
		"a list":           {"brand-a", `[]`, "application/json", 422, "body-invalid", ""},
		"unknown field":    {"brand-a", `{"colour":1}`, "application/json", 422, "body-invalid", "/colour"},
		"price":            {"brand-a", `{"observable":{"type":"domain","value":"a.example","price":1}}`, "application/json", 422, "body-invalid", "/observable/price"},
		"given twice":      {"brand-a", `{"tlp":"green","tlp":"red"}`, "application/json", 422, "body-invalid", "/tlp"},
		"wrong type":       {"brand-a", `{"confidence":"high"}`, "application/json", 422, "body-invalid", "/confidence"},
		"wrong time":       {"brand-a", `{"first_seen":"yesterday"}`, "application/json", 422, "body-invalid", "/first_seen"},
		"wrong enum":       {"brand-a", `{"observable":{"type":"domain","value":"a.example"},"tlp":"purple"}`, "application/json", 422, "indicator-invalid", "/tlp"},
		"unknown member":   {"brand-a", `{"observable":{"type":"domain","value":"a.example"},"tlp":"red","share":{"members":["nobody"]}}`, "application/json", 422, "indicator-invalid", "/share/members/0"},
		"large":            {"brand-a", `{"note":"` + strings.Repeat("x", 1<<20) + `"}`, "application/json", 413, "body-too-large", ""},
		"a form":           {"brand-a", good, "application/x-www-form-urlencoded", 415, "media-type-unsupported", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := h.call(c.as, "POST", "/v1/indicators", c.body, "Content-Type", c.kind).problem(c.status, c.slug)
			if c.place != "" && r.str("errors", 0, "pointer") != c.place {
				t.Errorf("got %s, want the place %s", r.body, c.place)
			}
		})
	}
}

func TestRevoke(t *testing.T) {
	h := open(t)
	made := h.publish("brand-a", "back.example")
	path, etag := made.header.Get("Location")+"/revoke", made.header.Get("ETag")
	h.call("brand-a", "POST", path, `{"reason":"r"}`, "If-Match", `"x"`).problem(412, "precondition-failed")
	h.call("brand-a", "POST", path, `{"reason":"r"}`, "If-Match", `W/`+etag+`x`).problem(412, "precondition-failed")
	h.call("brand-a", "POST", path, `{"reason":" "}`, "If-Match", etag).problem(422, "indicator-invalid")
	h.call("brand-a", "POST", path, `{"why":"r"}`, "If-Match", etag).problem(422, "body-invalid")
	h.call("market-b", "POST", path, `{"reason":"r"}`, "If-Match", etag).problem(403, "not-publisher")
	hidden := h.call("carrier-c", "POST", path, `{"reason":"r"}`, "If-Match", etag).problem(404, "not-found")
	absent := h.call("carrier-c", "POST", "/v1/indicators/ind_none/revoke", `{"reason":"r"}`, "If-Match", etag).problem(404, "not-found")
	if !bytes.Equal(hidden.body, absent.body) {
		t.Errorf("hidden %s, absent %s", hidden.body, absent.body)
	}
	h.call("brand-a", "POST", path, `{"reason":"r"}`, "If-Match", `"x", `+etag).is(200)
	h.call("brand-a", "POST", path, `{"reason":"r"}`, "If-Match", etag).problem(412, "precondition-failed")
	h.call("brand-a", "POST", path, `{"reason":"r"}`, "If-Match", "*").problem(409, "indicator-revoked")
	h.call("brand-a", "POST", path, `{"reason":"r"}`).problem(409, "indicator-revoked")
	other := h.publish("brand-a", "unconditional.example").header.Get("Location") + "/revoke"
	h.call("brand-a", "POST", other, `{"reason":"r"}`).is(200)
}

func TestGet_unchanged(t *testing.T) {
	h := open(t)
	made := h.publish("brand-a", "same.example")
	where, etag := made.header.Get("Location"), made.header.Get("ETag")
	for _, tag := range []string{etag, "W/" + etag, `"x", ` + etag, "*"} {
		if r := h.call("market-b", "GET", where, "", "If-None-Match", tag).is(304); len(r.body) > 0 || r.header.Get("ETag") != etag {
			t.Errorf("%s: %s %v", tag, r.body, r.header)
		}
	}
	h.call("market-b", "GET", where, "", "If-None-Match", `"x"`).is(200)
}

// TestPublish_dates: a date is taken where it can be written again in UTC, and never read as
// none.
func TestPublish_dates(t *testing.T) {
	h := open(t)
	for field, dates := range map[string][]string{
		"first_seen":    {"9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+01:00", "0000-06-01T00:00:00Z"},
		"valid_until":   {"9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00Z", "0000-01-01T00:00:00+12:00"},
		"embargo_until": {"9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00Z", "0000-01-01T00:00:00+12:00"},
	} {
		for _, date := range dates {
			body := strings.Replace(green("x.example"), "{", `{"`+field+`":"`+date+`",`, 1)
			r := h.call("brand-a", http.MethodPost, "/v1/indicators", body, "Idempotency-Key", "k"+field+date).problem(422, "indicator-invalid")
			if r.str("errors", 0, "pointer") != "/"+field {
				t.Errorf("%s %s: %s", field, date, r.body)
			}
			csv := "type,value,tlp," + field + "\ndomain,x.example,green," + date + "\n"
			if r := h.load("brand-a", "text/csv", "", csv).is(202).counts("done", 0, 0, 1); r.str("errors", 0, "problem", "errors", 0, "pointer") != "/"+field {
				t.Errorf("%s %s: %s", field, date, r.body)
			}
		}
	}
	last := strings.Replace(green("x.example"), "{", `{"valid_until":"9999-12-31T23:59:59Z","first_seen":"0001-01-01T00:00:00.5Z",`, 1)
	if r := h.publish("brand-a", last); r.str("valid_until") != "9999-12-31T23:59:59Z" {
		t.Errorf("got %s", r.body)
	}
}
