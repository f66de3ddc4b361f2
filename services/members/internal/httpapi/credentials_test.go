package httpapi_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/members/internal/credential"
)

const keysOfA = "/v1/members/brand-a/credentials"

func TestWhoAmI(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	c := h.key("reader", "brand-a", `["read"]`)
	me := h.want(200, "reader", "GET", "/v1/me", "")
	for path, want := range map[string]any{"admin": false, "member.id": "brand-a", "member.kind": "brand", "credential": c.json["id"], "scopes.0": "read", "scopes.1": nil} {
		if got := me.at(path); got != want {
			t.Errorf("%s is %v, not %v", path, got, want)
		}
	}
	h.key("listener", "brand-a", `["subscribe"]`)
	h.want(200, "listener", "GET", "/v1/me", "")
	if me := h.want(200, "admin", "GET", "/v1/me", ""); me.json["admin"] != true || me.json["member"] != nil || me.json["credential"] != nil {
		t.Errorf("the admin is %s", me)
	}
}

func TestCreateCredential(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	a := h.want(201, "admin", "POST", keysOfA, `{"name":"desk"}`)
	key, cid := a.json["key"].(string), a.json["id"].(string)
	if !strings.HasPrefix(key, "ent_"+cid+"_") || len(cid) != 16 || a.header.Get("Location") != keysOfA+"/"+cid {
		t.Errorf("it is %s", a)
	}
	if n := a.at("scopes").([]any); len(n) != 3 || n[0] != "read" || n[2] != "subscribe" {
		t.Errorf("unasked it can %v", n)
	}
	h.keys["desk"] = key
	h.want(200, "desk", "GET", "/v1/members", "")
	got := h.want(200, "admin", "GET", keysOfA+"/"+cid, "")
	if got.json["key"] != nil || strings.Contains(string(got.body), key) || got.header.Get("ETag") != a.header.Get("ETag") {
		t.Errorf("read back it is %s", got)
	}
	t.Run("what is wrong is said at once", func(t *testing.T) {
		p := h.problem("credential-invalid", 422, "admin", "POST", keysOfA, `{"name":"","scopes":["read","admin","read"],"expires_at":"2026-06-01T12:00:00Z"}`)
		if p.pointers() != "/name /scopes/1 /scopes/2 /expires_at" {
			t.Errorf("the pointers are %q", p.pointers())
		}
		h.problem("credential-invalid", 422, "admin", "POST", keysOfA, `{"name":"x","scopes":[]}`)
		if p := h.problem("body-invalid", 422, "admin", "POST", keysOfA, `{"name":"x","expires_at":"tomorrow"}`); p.pointers() != "/expires_at" {
			t.Errorf("the pointers are %q", p.pointers())
		}
	})
	t.Run("a manager makes its own member's, and never above itself", func(t *testing.T) {
		h.key("manager", "brand-a", `["read","manage"]`)
		h.want(201, "manager", "POST", keysOfA, `{"name":"x","scopes":["manage","read"]}`)
		if p := h.problem("credential-invalid", 422, "manager", "POST", keysOfA, `{"name":"x","scopes":["read","publish"]}`); p.pointers() != "/scopes/1" {
			t.Errorf("the pointers are %q", p.pointers())
		}
		if c := h.want(201, "manager", "POST", keysOfA, `{"name":"x"}`); len(c.at("scopes").([]any)) != 1 || c.at("scopes.0") != "read" {
			t.Errorf("unasked it can %s", c)
		}
	})
	t.Run("other members' are not there", func(t *testing.T) {
		h.problem("scope-missing", 403, "desk", "POST", keysOfA, `{"name":"x"}`)
		for _, method := range []string{"GET", "POST"} {
			body := ""
			if method == "POST" {
				body = `{"name":"x","scopes":["read"]}`
			}
			theirs := h.problem("not-found", 404, "brand-b", method, keysOfA, body)
			nobodys := h.problem("not-found", 404, "brand-b", method, "/v1/members/nobody/credentials", body)
			if string(theirs.body) != string(nobodys.body) {
				t.Errorf("%s is not %s", theirs, nobodys)
			}
		}
		h.problem("not-found", 404, "brand-b", "DELETE", keysOfA+"/"+cid, "")
		h.problem("not-found", 404, "brand-b", "GET", "/v1/members/brand-b/credentials/"+cid, "")
		h.problem("not-found", 404, "brand-b", "DELETE", "/v1/members/brand-b/credentials/"+cid, "")
		h.want(200, "desk", "GET", "/v1/me", "")
	})
	t.Run("it expires", func(t *testing.T) {
		short := h.want(201, "admin", "POST", keysOfA, `{"name":"x","expires_at":"2026-06-01T13:00:00+00:30"}`)
		h.keys["short"] = short.json["key"].(string)
		h.want(200, "short", "GET", "/v1/me", "")
		h.clock.Advance(30 * time.Minute)
		h.problem("unauthenticated", 401, "short", "GET", "/v1/me", "")
	})
}

func TestCreateCredential_SameKeyAgain(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	draft := `{"name":"desk","scopes":["read"]}`
	first := h.want(201, "brand-a", "POST", keysOfA, draft, "Idempotency-Key: k1")
	again := h.want(201, "brand-a", "POST", keysOfA, draft, "Idempotency-Key: k1")
	if string(first.body) != string(again.body) || first.header.Get("ETag") != again.header.Get("ETag") {
		t.Errorf("it was %s and is %s", first, again)
	}
	h.problem("idempotency-key-reused", 409, "brand-a", "POST", keysOfA, `{"name":"other","scopes":["read"]}`, "Idempotency-Key: k1")
	t.Run("a weaker key does not get it by asking again", func(t *testing.T) {
		h.key("manager", "brand-a", `["manage"]`)
		h.problem("credential-invalid", 422, "manager", "POST", keysOfA, draft, "Idempotency-Key: k1")
	})
	t.Run("after a restart the answer is gone", func(t *testing.T) {
		h.door.Credentials.Memory = &credential.Memory{}
		h.problem("idempotency-answer-gone", 409, "brand-a", "POST", keysOfA, draft, "Idempotency-Key: k1")
	})
	if l := h.want(200, "admin", "GET", keysOfA, ""); len(l.at("items").([]any)) != 3 {
		t.Errorf("there are %s", l)
	}
}

func TestRevokeCredential(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	h.clock.Advance(time.Second) // lists are in the order of making
	c := h.key("desk", "brand-a", `["read"]`)
	path := keysOfA + "/" + c.json["id"].(string)
	h.problem("scope-missing", 403, "desk", "DELETE", path, "")
	h.problem("precondition-failed", 412, "brand-a", "DELETE", path, "", `If-Match: "x"`)
	h.want(200, "desk", "GET", "/v1/me", "")
	gone := h.want(204, "brand-a", "DELETE", path, "", "If-Match: "+c.header.Get("ETag"))
	if gone.header.Get("Ledger-Position") == "" || len(gone.body) != 0 {
		t.Errorf("it is %s, %v", gone, gone.header)
	}
	h.problem("unauthenticated", 401, "desk", "GET", "/v1/me", "")
	h.want(204, "brand-a", "DELETE", path, "")
	l := h.want(200, "brand-a", "GET", keysOfA+"?limit=1", "")
	l = h.want(200, "brand-a", "GET", keysOfA+"?cursor="+l.json["next_cursor"].(string), "")
	if l.at("items.0.revoked_at") != "2026-06-01T12:00:01Z" || l.json["next_cursor"] != nil {
		t.Errorf("there are %s", l)
	}
	h.problem("not-found", 404, "admin", "DELETE", keysOfA+"/aaaaaaaaaaaaaaaa", "")
}

// A key does not outlive the one that made it.
func TestCreateCredential_NoLongerThanItself(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	h.keys["short"] = h.want(201, "admin", "POST", keysOfA, `{"name":"x","scopes":["read","manage"],"expires_at":"2026-06-01T12:30:00Z"}`).json["key"].(string)
	for asked, want := range map[string]string{
		``: "2026-06-01T12:30:00Z",
		`,"expires_at":"2026-06-01T14:30:00+02:00"`: "2026-06-01T12:30:00Z",
		`,"expires_at":"2026-06-01T12:10:00Z"`:      "2026-06-01T12:10:00Z",
	} {
		if c := h.want(201, "short", "POST", keysOfA, `{"name":"y","scopes":["read"]`+asked+`}`); c.json["expires_at"] != want {
			t.Errorf("asked for %q it made %s", asked, c)
		}
	}
	p := h.problem("credential-invalid", 422, "short", "POST", keysOfA, `{"name":"y","scopes":["read"],"expires_at":"2026-06-01T12:30:00.001Z"}`)
	if p.pointers() != "/expires_at" {
		t.Errorf("it is %s", p)
	}
	if c := h.want(201, "brand-a", "POST", keysOfA, `{"name":"y","scopes":["read"],"expires_at":"2036-06-01T12:00:00Z"}`); c.json["expires_at"] != "2036-06-01T12:00:00Z" {
		t.Errorf("a key without an end made %s", c)
	}
	if c := h.want(201, "brand-a", "POST", keysOfA, `{"name":"y","scopes":["read"]}`); c.json["expires_at"] != nil {
		t.Errorf("a key without an end made %s", c)
	}
}

// Who is shut out while the body comes makes and revokes nothing.
func TestCredential_SlowBody(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	c := h.key("manager", "brand-a", `["read","manage"]`)
	send := h.ask("manager", "POST", keysOfA, `{"name":"x","scopes":["read"]}`)
	h.want(204, "brand-a", "DELETE", keysOfA+"/"+c.json["id"].(string), "")
	if status := send(); status != 401 {
		t.Errorf("a revoked key made another: %d", status)
	}
}

// Dates that cannot be written again in UTC are refused, and none is read as no date.
func TestDates(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	h.want(201, "admin", "POST", "/v1/task-forces", handbags)
	for _, date := range []string{"9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00Z", "0000-01-01T00:00:00+12:00"} {
		for _, p := range []answer{
			h.problem("credential-invalid", 422, "admin", "POST", keysOfA, `{"name":"x","expires_at":"`+date+`"}`, "Idempotency-Key: c"+date),
			h.problem("taskforce-invalid", 422, "admin", "POST", "/v1/task-forces", strings.Replace(handbags, "2026-07-01T00:00:00Z", date, 1), "Idempotency-Key: t"+date),
			h.problem("taskforce-invalid", 422, "admin", "PATCH", "/v1/task-forces/handbags", `{"ends_at":"`+date+`"}`, "If-Match: *"),
		} {
			if at := p.pointers(); at != "/expires_at" && at != "/ends_at" {
				t.Errorf("%s: %s", date, p)
			}
		}
	}
	h.want(201, "admin", "POST", keysOfA, `{"name":"x","expires_at":"9999-12-31T23:59:59Z"}`)
	h.want(200, "admin", "PATCH", "/v1/task-forces/handbags", `{"ends_at":"9999-12-31T11:59:59-12:00"}`, "If-Match: *")
}
