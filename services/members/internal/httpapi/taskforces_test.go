package httpapi_test

import (
	"strings"
	"testing"
	"time"
)

const handbags = `{"id":"handbags","name":"Handbags","purpose":"Sellers.\nAll of them.",
	"members":[{"member":"brand-b","role":"contributor"},{"member":"brand-a","role":"lead"}],"ends_at":"2026-07-01T00:00:00Z"}`

func TestCreateTaskForce(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b", "brand-c")
	h.want(200, "admin", "POST", "/v1/members/brand-c/suspend", `{"reason":"a leak"}`)
	a := h.want(201, "admin", "POST", "/v1/task-forces", handbags, "Idempotency-Key: k1")
	if a.at("members.0.member") != "brand-a" || a.at("members.1.role") != "contributor" || a.json["ends_at"] != "2026-07-01T00:00:00Z" ||
		a.header.Get("Location") != "/v1/task-forces/handbags" || a.header.Get("ETag") == "" || a.header.Get("Ledger-Position") == "" {
		t.Errorf("it is %s, %v", a, a.header)
	}
	if again := h.want(201, "admin", "POST", "/v1/task-forces", handbags, "Idempotency-Key: k1"); string(again.body) != string(a.body) {
		t.Errorf("it was %s and is %s", a, again)
	}
	h.problem("taskforce-exists", 409, "admin", "POST", "/v1/task-forces", handbags)
	h.problem("scope-missing", 403, "brand-a", "POST", "/v1/task-forces", handbags)
	p := h.problem("taskforce-invalid", 422, "admin", "POST", "/v1/task-forces", `{"id":"-","name":"","purpose":"","ends_at":"2026-06-01T12:00:00Z",
		"members":[{"member":"brand-a","role":"boss"},{"member":"brand-a","role":"lead"},{"member":"brand-c","role":"lead"},{"member":"nobody","role":"lead"}]}`)
	if p.pointers() != "/id /name /purpose /members/0/role /members/1/member /members/2/member /members/3/member /ends_at" {
		t.Errorf("the pointers are %q", p.pointers())
	}
	for _, none := range []string{`"members":[]`, `"members":null`} {
		if p := h.problem("taskforce-invalid", 422, "admin", "POST", "/v1/task-forces", `{"id":"tf","name":"x","purpose":"x",`+none+`}`); p.pointers() != "/members" {
			t.Errorf("the pointers are %q", p.pointers())
		}
	}
}

func TestTaskForce_WhoSeesIt(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b", "brand-c")
	h.want(201, "admin", "POST", "/v1/task-forces", handbags)
	h.want(201, "admin", "POST", "/v1/task-forces", `{"id":"shoes","name":"Shoes","purpose":"x","members":[{"member":"brand-c","role":"lead"}]}`)
	hidden := h.problem("not-found", 404, "brand-c", "GET", "/v1/task-forces/handbags", "")
	absent := h.problem("not-found", 404, "brand-c", "GET", "/v1/task-forces/nothing", "")
	if string(hidden.body) != string(absent.body) {
		t.Errorf("%s is not %s", hidden, absent)
	}
	for who, want := range map[string][]any{"brand-a": {"handbags", nil}, "brand-c": {"shoes", nil}, "admin": {"handbags", "shoes"}} {
		l := h.want(200, who, "GET", "/v1/task-forces", "")
		if l.at("items.0.id") != want[0] || l.at("items.1.id") != want[1] {
			t.Errorf("%s sees %s", who, l)
		}
	}
	h.want(200, "admin", "POST", "/v1/members/brand-b/suspend", `{"reason":"a leak"}`)
	if got := h.want(200, "brand-a", "GET", "/v1/task-forces/handbags", ""); got.at("members.0.member") != "brand-a" || got.at("members.1") != nil {
		t.Errorf("a member sees the seat of a suspended one: %s", got)
	}
	if got := h.want(200, "admin", "GET", "/v1/task-forces/handbags", ""); got.at("members.1.member") != "brand-b" {
		t.Errorf("an admin does not see the seat of a suspended one: %s", got)
	}
	h.clock.Advance(60 * 24 * time.Hour)
	h.want(200, "brand-a", "GET", "/v1/task-forces/handbags", "")
}

func TestChangeTaskForce(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b", "brand-c", "brand-d")
	const path = "/v1/task-forces/handbags"
	first := h.want(201, "admin", "POST", "/v1/task-forces", handbags).header.Get("ETag")
	h.problem("precondition-required", 428, "admin", "PATCH", path, `{"name":"x"}`)
	h.problem("scope-missing", 403, "brand-a", "PATCH", path, `{"name":"x"}`, "If-Match: "+first)
	h.problem("not-found", 404, "admin", "PATCH", "/v1/task-forces/nothing", `{"name":"x"}`, "If-Match: *")
	a := h.want(200, "admin", "PATCH", path, `{"ends_at":null,"purpose":"More."}`, "If-Match: "+first)
	if a.json["ends_at"] != nil || a.json["purpose"] != "More." || a.json["name"] != "Handbags" || len(a.at("members").([]any)) != 2 {
		t.Errorf("it is %s", a)
	}
	h.problem("precondition-failed", 412, "admin", "PATCH", path, `{"name":"x"}`, "If-Match: "+first)
	if same := h.want(200, "admin", "PATCH", path, `{"purpose":"More."}`, "If-Match: "+a.header.Get("ETag")); same.header.Get("ETag") != a.header.Get("ETag") {
		t.Error("what changes nothing is a change")
	}
	h.want(200, "admin", "POST", "/v1/members/brand-b/suspend", `{"reason":"a leak"}`)
	h.want(200, "admin", "POST", "/v1/members/brand-d/suspend", `{"reason":"a leak"}`)
	p := h.problem("taskforce-invalid", 422, "admin", "PATCH", path, `{"members":[{"member":"brand-b","role":"reader"},{"member":"brand-d","role":"reader"}],"ends_at":"2026-05-01T00:00:00Z"}`, "If-Match: *")
	if p.pointers() != "/members/1/member /ends_at" {
		t.Errorf("the pointers are %q", p.pointers())
	}
	a = h.want(200, "admin", "PATCH", path, `{"members":[{"member":"brand-c","role":"lead"}],"ends_at":"2026-08-01T00:00:00Z"}`, "If-Match: *")
	if a.at("members.0.member") != "brand-c" || a.at("members.1") != nil || a.json["ends_at"] != "2026-08-01T00:00:00Z" {
		t.Errorf("it is %s", a)
	}
	h.problem("not-found", 404, "brand-a", "GET", path, "")
	h.want(200, "brand-c", "GET", path, "")
	h.problem("taskforce-invalid", 422, "admin", "PATCH", path, `{}`, "If-Match: *")
	if p := h.problem("body-invalid", 422, "admin", "PATCH", path, `{"ends_at":"soon"}`, "If-Match: *"); p.pointers() != "/ends_at" || !strings.Contains(string(p.body), "RFC 3339") {
		t.Errorf("it is %s", p)
	}
	h.problem("body-invalid", 422, "admin", "PATCH", path, `{"id":"x"}`, "If-Match: *")
}
