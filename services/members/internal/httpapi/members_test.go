package httpapi_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/entente-hub/entente/services/members/internal/member"
)

const brandA = `{"id":"brand-a","name":" Maison A ","kind":"brand"}`

func TestEnrol(t *testing.T) {
	h := start(t)
	a := h.want(201, "admin", "POST", "/v1/members", brandA)
	for path, want := range map[string]any{"id": "brand-a", "name": "Maison A", "kind": "brand", "state": "active", "reason": nil, "created_at": "2026-06-01T12:00:00Z"} {
		if got := a.at(path); got != want {
			t.Errorf("%s is %v, not %v", path, got, want)
		}
	}
	if a.header.Get("Location") != "/v1/members/brand-a" || a.header.Get("ETag") != `"`+a.json["etag"].(string)+`"` || a.header.Get("Ledger-Position") == "" {
		t.Errorf("its headers are %v", a.header)
	}
	if got := h.want(200, "admin", "GET", "/v1/members/brand-a", "", "Ledger-Position: "+a.header.Get("Ledger-Position")); string(got.body) != string(a.body) {
		t.Errorf("read back it is %s, not %s", got, a)
	}
	t.Run("what is wrong is said at once", func(t *testing.T) {
		p := h.problem("member-invalid", 422, "admin", "POST", "/v1/members", `{"id":"Brand A","name":" ","kind":"shop"}`)
		if p.pointers() != "/id /name /kind" {
			t.Errorf("the pointers are %q", p.pointers())
		}
		long := strings.Repeat("x", member.MaxName+1)
		if p := h.problem("member-invalid", 422, "admin", "POST", "/v1/members", `{"id":"b2","name":"`+long+`","kind":"brand"}`); p.pointers() != "/name" {
			t.Errorf("the pointers are %q", p.pointers())
		}
	})
	t.Run("bodies of no shape", func(t *testing.T) {
		h.problem("body-malformed", 400, "admin", "POST", "/v1/members", `{"id":`)
		if p := h.problem("body-invalid", 422, "admin", "POST", "/v1/members", `{"id":"b2","nayme":"B"}`); p.pointers() != "/nayme" {
			t.Errorf("the pointers are %q", p.pointers())
		}
		h.problem("member-invalid", 422, "admin", "POST", "/v1/members", `{}`)
		h.problem("body-invalid", 422, "admin", "POST", "/v1/members", `{"id":7,"name":"B","kind":"brand"}`)
	})
	t.Run("an id is given once", func(t *testing.T) {
		h.problem("member-exists", 409, "admin", "POST", "/v1/members", `{"id":"brand-a","name":"Another","kind":"payment"}`)
	})
	t.Run("by an admin alone", func(t *testing.T) {
		h.key("a", "brand-a", `["read","publish","subscribe","manage"]`)
		h.problem("scope-missing", 403, "a", "POST", "/v1/members", `{"id":"b2","name":"B","kind":"brand"}`)
		h.problem("unauthenticated", 401, "", "POST", "/v1/members", `{"id":"b2","name":"B","kind":"brand"}`)
	})
}

func TestEnrol_SameKeyAgain(t *testing.T) {
	h := start(t)
	first := h.want(201, "admin", "POST", "/v1/members", brandA, `Idempotency-Key: "k1"`)
	h.want(200, "admin", "PATCH", "/v1/members/brand-a", `{"name":"New"}`, "If-Match: *")
	again := h.want(201, "admin", "POST", "/v1/members", brandA, "Idempotency-Key: k1")
	for _, name := range []string{"ETag", "Location", "Ledger-Position"} {
		if first.header.Get(name) != again.header.Get(name) {
			t.Errorf("%s was %q and is %q", name, first.header.Get(name), again.header.Get(name))
		}
	}
	if string(first.body) != string(again.body) {
		t.Errorf("it was %s and is %s", first, again)
	}
	h.problem("idempotency-key-reused", 409, "admin", "POST", "/v1/members", `{"id":"brand-b","name":"B","kind":"brand"}`, "Idempotency-Key: k1")
	h.problem("idempotency-key-invalid", 400, "admin", "POST", "/v1/members", brandA, "Idempotency-Key: "+strings.Repeat("k", 300))
}

func TestEnrol_SameKeyAtOnce(t *testing.T) {
	h := start(t)
	answers := make([]answer, 8)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			answers[i] = h.send("admin", "POST", "/v1/members", brandA, "Idempotency-Key: k1")
		})
	}
	wg.Wait()
	for _, a := range answers {
		if a.status != http.StatusCreated || string(a.body) != string(answers[0].body) {
			t.Errorf("one got %s, another %s", answers[0], a)
		}
	}
}

func TestRoster(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b", "brand-c", "brand-d")
	h.want(200, "admin", "POST", "/v1/members/brand-b/suspend", `{"reason":"a leak"}`)
	t.Run("a member sees who is active, and no more of them than it needs", func(t *testing.T) {
		l := h.want(200, "brand-a", "GET", "/v1/members", "")
		if n := len(l.at("items").([]any)); n != 3 || l.json["next_cursor"] != nil {
			t.Fatalf("it sees %s", l)
		}
		if _, there := l.json["next_cursor"]; !there {
			t.Error("next_cursor is left out")
		}
		if c := l.at("items.1").(map[string]any); len(c) != 3 || c["id"] != "brand-c" {
			t.Errorf("of another it sees %v", c)
		}
		if l.at("items.0.state") != "active" {
			t.Error("of itself it does not see all")
		}
	})
	t.Run("an admin sees all", func(t *testing.T) {
		l := h.want(200, "admin", "GET", "/v1/members", "")
		if n := len(l.at("items").([]any)); n != 4 || l.at("items.1.reason") != "a leak" || l.at("items.1.state") != "suspended" {
			t.Errorf("it sees %s", l)
		}
	})
	t.Run("suspended is as absent", func(t *testing.T) {
		gone := h.problem("not-found", 404, "brand-a", "GET", "/v1/members/brand-b", "")
		never := h.problem("not-found", 404, "brand-a", "GET", "/v1/members/nobody", "")
		if string(gone.body) != string(never.body) {
			t.Errorf("%s is not %s", gone, never)
		}
		if other := h.want(200, "brand-a", "GET", "/v1/members/brand-c", ""); other.header.Get("ETag") != "" {
			t.Error("the roster shows revisions")
		}
	})
	t.Run("pages", func(t *testing.T) {
		var seen []string
		for path := "/v1/members?limit=1"; path != ""; {
			l := h.want(200, "brand-a", "GET", path, "")
			seen = append(seen, l.at("items.0.id").(string))
			path = ""
			if link := l.header.Get("Link"); link != "" {
				path = link[1:strings.Index(link, ">")]
				if next := l.json["next_cursor"].(string); !strings.Contains(path, next) {
					t.Errorf("Link says %s, next_cursor %s", link, next)
				}
			}
		}
		if got := strings.Join(seen, " "); got != "brand-a brand-c brand-d" {
			t.Errorf("the pages have %s", got)
		}
		theirs := h.want(200, "brand-c", "GET", "/v1/members?limit=1", "").json["next_cursor"].(string)
		h.problem("parameter-invalid", 400, "brand-a", "GET", "/v1/members?cursor="+theirs, "")
		for _, q := range []string{"limit=0", "limit=1001", "limit=x", "cursor=x", "cursor="} {
			h.problem("parameter-invalid", 400, "brand-a", "GET", "/v1/members?"+q, "")
		}
	})
}

func TestChangeMember(t *testing.T) {
	h := start(t)
	first := h.want(201, "admin", "POST", "/v1/members", brandA).header.Get("ETag")
	h.problem("precondition-required", 428, "admin", "PATCH", "/v1/members/brand-a", `{"name":"B"}`)
	h.problem("not-found", 404, "admin", "PATCH", "/v1/members/nobody", `{"name":"B"}`)
	a := h.want(200, "admin", "PATCH", "/v1/members/brand-a", `{"name":"B"}`, "If-Match: "+first, "Content-Type: application/merge-patch+json")
	if a.json["name"] != "B" || a.json["kind"] != "brand" || a.header.Get("ETag") == first || a.header.Get("Ledger-Position") == "" {
		t.Errorf("it is %s", a)
	}
	for _, stale := range []string{first, `"x"`, `W/` + a.header.Get("ETag"), ""} {
		h.problem("precondition-failed", 412, "admin", "PATCH", "/v1/members/brand-a", `{"name":"C"}`, "If-Match: "+stale)
	}
	same := h.want(200, "admin", "PATCH", "/v1/members/brand-a", `{"name":"B"}`, `If-Match: "x", `+a.header.Get("ETag"))
	if same.header.Get("ETag") != a.header.Get("ETag") {
		t.Error("what changes nothing is a change")
	}
	if p := h.problem("member-invalid", 422, "admin", "PATCH", "/v1/members/brand-a", `{"name":"","kind":"shop"}`, "If-Match: *"); p.pointers() != "/name /kind" {
		t.Errorf("the pointers are %q", p.pointers())
	}
	h.problem("member-invalid", 422, "admin", "PATCH", "/v1/members/brand-a", `{}`, "If-Match: *")
	h.problem("body-invalid", 422, "admin", "PATCH", "/v1/members/brand-a", `{"state":"suspended"}`, "If-Match: *")
}

func TestSuspend(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	etag := h.want(200, "admin", "GET", "/v1/members/brand-a", "").header.Get("ETag")
	if p := h.problem("member-invalid", 422, "admin", "POST", "/v1/members/brand-a/suspend", `{"reason":" "}`); p.pointers() != "/reason" {
		t.Errorf("the pointers are %q", p.pointers())
	}
	h.problem("scope-missing", 403, "brand-b", "POST", "/v1/members/brand-a/suspend", `{"reason":"rivalry"}`)
	a := h.want(200, "admin", "POST", "/v1/members/brand-a/suspend", `{"reason":"a leak"}`, "If-Match: "+etag)
	if a.json["state"] != "suspended" || a.json["reason"] != "a leak" {
		t.Errorf("it is %s", a)
	}
	suspended := h.problem("unauthenticated", 401, "brand-a", "GET", "/v1/me", "")
	h.keys["x"] = "ent_aaaaaaaaaaaaaaaa_wrong"
	wrong := h.problem("unauthenticated", 401, "x", "GET", "/v1/me", "")
	delete(suspended.json, "instance")
	delete(wrong.json, "instance")
	if len(suspended.json) != len(wrong.json) || suspended.json["detail"] != wrong.json["detail"] {
		t.Errorf("a suspended member is told %s, a stranger %s", suspended, wrong)
	}
	h.problem("precondition-failed", 412, "admin", "POST", "/v1/members/brand-a/reinstate", "", "If-Match: "+etag)
	if again := h.want(200, "admin", "POST", "/v1/members/brand-a/suspend", `{"reason":"another"}`); again.json["reason"] != "a leak" || again.header.Get("ETag") != a.header.Get("ETag") {
		t.Errorf("suspended again it is %s", again)
	}
	back := h.want(200, "admin", "POST", "/v1/members/brand-a/reinstate", "")
	if back.json["state"] != "active" || back.json["reason"] != nil {
		t.Errorf("it is %s", back)
	}
	h.want(200, "brand-a", "GET", "/v1/me", "")
	h.problem("not-found", 404, "admin", "POST", "/v1/members/nobody/suspend", `{"reason":"x"}`)
	h.problem("not-found", 404, "admin", "POST", "/v1/members/nobody/reinstate", "")
}
