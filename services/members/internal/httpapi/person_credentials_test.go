package httpapi_test

import (
	"strings"
	"testing"
	"time"
)

const keysOfJane = "/v1/people/jane/credentials"

func TestPersonCredential(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	h.join("jane", "brand-a", "analyst")
	h.clock.Advance(time.Second) // lists are in the order of making
	a := h.want(201, "admin", "POST", keysOfJane, `{"name":"laptop","scopes":["publish","read"]}`)
	key, cid := a.json["key"].(string), a.json["id"].(string)
	if !strings.HasPrefix(key, "ent_"+cid+"_") || a.json["person"] != "jane" || a.json["member"] != nil || a.at("scopes.0") != "read" || a.header.Get("Location") != keysOfJane+"/"+cid {
		t.Errorf("it is %s, %v", a, a.header)
	}
	h.keys["laptop"] = key
	if l := h.want(200, "laptop", "GET", keysOfJane, ""); len(l.at("items").([]any)) != 2 || l.at("items.1.id") != cid || strings.Contains(string(l.body), key) {
		t.Errorf("there are %s", l)
	}
	if got := h.want(200, "jane", "GET", keysOfJane+"/"+cid, ""); got.header.Get("ETag") != a.header.Get("ETag") || got.json["key"] != nil {
		t.Errorf("read back it is %s", got)
	}
	t.Run("a member's list and a person's are two", func(t *testing.T) {
		if l := h.want(200, "admin", "GET", keysOfA, ""); strings.Contains(string(l.body), cid) || len(l.at("items").([]any)) != 1 {
			t.Errorf("the member's are %s", l)
		}
		h.problem("not-found", 404, "admin", "GET", keysOfA+"/"+cid, "")
		of := h.want(200, "admin", "GET", keysOfA, "").at("items.0.id").(string)
		h.problem("not-found", 404, "admin", "DELETE", keysOfJane+"/"+of, "")
		h.join("joe", "brand-a", "analyst")
		joes := h.want(200, "joe", "GET", "/v1/people/joe/credentials", "").at("items.0.id").(string)
		h.problem("not-found", 404, "jane", "GET", keysOfJane+"/"+joes, "")
		h.problem("not-found", 404, "jane", "DELETE", keysOfJane+"/"+joes, "")
		h.want(200, "joe", "GET", "/v1/me", "")
	})
	t.Run("no more than the roles give", func(t *testing.T) {
		if p := h.problem("credential-invalid", 422, "admin", "POST", keysOfJane, `{"name":"x","scopes":["read","manage","admin","audit"]}`); p.pointers() != "/scopes/1 /scopes/2 /scopes/3" {
			t.Errorf("the pointers are %q", p.pointers())
		}
	})
	t.Run("for oneself no more, and no longer, than the key that asks", func(t *testing.T) {
		h.keys["short"] = h.want(201, "jane", "POST", keysOfJane, `{"name":"x","scopes":["read"],"expires_at":"2026-06-01T13:00:00Z"}`).json["key"].(string)
		if p := h.problem("credential-invalid", 422, "short", "POST", keysOfJane, `{"name":"x","scopes":["publish"],"expires_at":"2026-06-01T13:00:01Z"}`); p.pointers() != "/scopes/0 /expires_at" {
			t.Errorf("the pointers are %q", p.pointers())
		}
		if c := h.want(201, "short", "POST", keysOfJane, `{"name":"x"}`); c.json["expires_at"] != "2026-06-01T13:00:00Z" || len(c.at("scopes").([]any)) != 1 {
			t.Errorf("it made %s", c)
		}
	})
	t.Run("others' are not there", func(t *testing.T) {
		h.join("mary-a", "brand-a", "manager")
		h.join("audrey", "", "auditor")
		for _, who := range []string{"mary-a", "audrey", "brand-a", "brand-b"} {
			for _, ask := range [][3]string{{"GET", "", ""}, {"POST", "", `{"name":"x"}`}, {"GET", "/" + cid, ""}, {"DELETE", "/" + cid, ""}} {
				hidden := h.problem("not-found", 404, who, ask[0], keysOfJane+ask[1], ask[2])
				absent := h.problem("not-found", 404, who, ask[0], "/v1/people/nobody/credentials"+ask[1], ask[2])
				if string(hidden.body) != string(absent.body) {
					t.Errorf("%s %v: %s is not %s", who, ask, hidden, absent)
				}
			}
		}
	})
	t.Run("it is revoked by who it is of", func(t *testing.T) {
		h.problem("precondition-failed", 412, "jane", "DELETE", keysOfJane+"/"+cid, "", `If-Match: "x"`)
		h.want(204, "jane", "DELETE", keysOfJane+"/"+cid, "", "If-Match: "+a.header.Get("ETag"))
		h.problem("unauthenticated", 401, "laptop", "GET", "/v1/me", "")
		h.want(204, "admin", "DELETE", keysOfJane+"/"+cid, "")
	})
}

// L18: nobody but an admin makes a key for somebody who acts for the alliance, whoever lends
// them, and not they themselves.
func TestPersonCredential_Alliance(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	h.join("ada", "brand-a", "admin")
	h.join("mary-a", "brand-a", "manager")
	for _, role := range []string{"steward", "auditor", "admin"} {
		who := "the-" + role
		h.join(who, "brand-a", role)
		path := "/v1/people/" + who + "/credentials"
		h.problem("not-found", 404, "mary-a", "POST", path, `{"name":"x"}`)
		h.problem("not-found", 404, "brand-a", "POST", path, `{"name":"x"}`)
		h.want(201, "ada", "POST", path, `{"name":"x"}`)
		if role == "admin" {
			h.want(201, who, "POST", path, `{"name":"x"}`)
			continue
		}
		h.problem("forbidden", 403, who, "POST", path, `{"name":"x"}`)
		h.want(200, who, "GET", path, "")
	}
	t.Run("an admin's own are no longer than the key that asks", func(t *testing.T) {
		h.keys["short"] = h.want(201, "admin", "POST", "/v1/people/ada/credentials", `{"name":"x","scopes":["read","admin"],"expires_at":"2026-06-01T13:00:00Z"}`).json["key"].(string)
		if c := h.want(201, "short", "POST", "/v1/people/ada/credentials", `{"name":"x"}`); c.json["expires_at"] != "2026-06-01T13:00:00Z" || len(c.at("scopes").([]any)) != 2 {
			t.Errorf("it made %s", c)
		}
		if p := h.problem("credential-invalid", 422, "short", "POST", "/v1/people/ada/credentials", `{"name":"x","scopes":["audit"],"expires_at":"2027-06-01T13:00:00Z"}`); p.pointers() != "/scopes/0 /expires_at" {
			t.Errorf("the pointers are %q", p.pointers())
		}
		if c := h.want(201, "short", "POST", keysOfA, `{"name":"x"}`); c.json["expires_at"] != nil {
			t.Errorf("a member's is %s", c)
		}
	})
}

func TestPersonCredential_SameKeyAgain(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	h.join("jane", "brand-a", "reader")
	first := h.want(201, "jane", "POST", keysOfJane, `{"name":"x"}`, "Idempotency-Key: k1")
	if again := h.want(201, "jane", "POST", keysOfJane, `{"name":"x"}`, "Idempotency-Key: k1"); string(again.body) != string(first.body) {
		t.Errorf("it was %s and is %s", first, again)
	}
	h.problem("idempotency-key-reused", 409, "jane", "POST", keysOfJane, `{"name":"y"}`, "Idempotency-Key: k1")
	if other := h.want(201, "admin", "POST", keysOfJane, `{"name":"x"}`, "Idempotency-Key: k1"); other.json["id"] == first.json["id"] {
		t.Error("another's request is the same")
	}
}

// A manager who is a person keeps its member's keys, within its own.
func TestManagerPerson(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	h.join("mary-a", "brand-a", "manager")
	h.join("rita-a", "brand-a", "reader")
	h.keys["robot"] = h.want(201, "mary-a", "POST", keysOfA, `{"name":"robot","scopes":["read","manage"]}`).json["key"].(string)
	if me := h.want(200, "robot", "GET", "/v1/me", ""); me.at("member.id") != "brand-a" || me.json["person"] != nil {
		t.Errorf("the robot is %s", me)
	}
	h.problem("not-found", 404, "mary-a", "POST", "/v1/members/brand-b/credentials", `{"name":"x"}`)
	h.problem("scope-missing", 403, "rita-a", "POST", keysOfA, `{"name":"x"}`)
	if me := h.want(200, "mary-a", "GET", "/v1/me", ""); me.at("member.id") != "brand-a" || me.at("person.id") != "mary-a" || me.json["admin"] != false {
		t.Errorf("she is %s", me)
	}
	send := h.ask("mary-a", "POST", keysOfA, `{"name":"x"}`)
	h.want(200, "admin", "PATCH", "/v1/people/mary-a", `{"roles":["reader"]}`, "If-Match: *")
	if status := send(); status != 401 {
		t.Errorf("who is no manager any more made a key: %d", status)
	}
}
