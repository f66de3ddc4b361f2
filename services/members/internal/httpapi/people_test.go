package httpapi_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// join adds a person of member ("" for none) with roles, and makes them a key with all that
// these give, which `who` speaks with from now on.
func (h *hub) join(who, member string, roles ...string) answer {
	h.Helper()
	of := ""
	if member != "" {
		of = fmt.Sprintf(`,"member":%q`, member)
	}
	a := h.want(201, "admin", "POST", "/v1/people", fmt.Sprintf(`{"id":%q,"name":"The %s"%s,"roles":["%s"]}`, who, who, of, strings.Join(roles, `","`)))
	h.keys[who] = h.want(201, "admin", "POST", "/v1/people/"+who+"/credentials", `{"name":"test"}`).json["key"].(string)
	return a
}

func TestAddPerson(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	h.want(200, "admin", "POST", "/v1/members/brand-b/suspend", `{"reason":"a leak"}`)
	const jane = `{"id":"jane-a","name":" Jane Doe ","member":"brand-a","roles":["reader","manager"]}`
	a := h.want(201, "admin", "POST", "/v1/people", jane, "Idempotency-Key: k1")
	for path, want := range map[string]any{
		"id": "jane-a", "name": "Jane Doe", "member": "brand-a", "roles.0": "manager", "roles.1": "reader", "state": "active", "reason": nil, "created_at": "2026-06-01T12:00:00Z",
	} {
		if got := a.at(path); got != want {
			t.Errorf("%s is %v, not %v", path, got, want)
		}
	}
	if a.header.Get("Location") != "/v1/people/jane-a" || a.header.Get("ETag") != `"`+a.json["etag"].(string)+`"` || a.header.Get("Ledger-Position") == "" {
		t.Errorf("its headers are %v", a.header)
	}
	if again := h.want(201, "admin", "POST", "/v1/people", jane, "Idempotency-Key: k1"); string(again.body) != string(a.body) {
		t.Errorf("it was %s and is %s", a, again)
	}
	if got := h.want(200, "admin", "GET", "/v1/people/jane-a", ""); string(got.body) != string(a.body) {
		t.Errorf("read back it is %s", got)
	}
	h.problem("person-exists", 409, "admin", "POST", "/v1/people", jane)
	h.problem("scope-missing", 403, "brand-a", "POST", "/v1/people", `{"id":"x-1","name":"x","member":"brand-a","roles":["reader"]}`)
	for body, want := range map[string]string{
		`{"id":"J","name":"","roles":[]}`:                                           "/id /name /roles",
		`{"id":"admin","name":"x","roles":["admin"]}`:                               "/id",
		`{"id":"x1","name":"x","roles":["admin","reader"],"member":"brand-a"}`:      "/roles/1",
		`{"id":"x1","name":"x","roles":["reader","auditor","boss","reader"]}`:       "/roles/1 /roles/2 /roles/3 /member",
		`{"id":"x1","name":"x","roles":["analyst"]}`:                                "/member",
		`{"id":"x1","name":"x","roles":["analyst"],"member":"nobody"}`:              "/member",
		`{"id":"x1","name":"x","roles":["steward"],"member":"brand-b"}`:             "/member",
		`{"id":"x1","name":"` + strings.Repeat("x", 201) + `","roles":["steward"]}`: "/name",
		`{"id":"x1","name":"x"}`:                                                    "/roles",
	} {
		if p := h.problem("person-invalid", 422, "admin", "POST", "/v1/people", body); p.pointers() != want {
			t.Errorf("%s: the pointers are %q, not %q", body, p.pointers(), want)
		}
	}
	h.problem("not-found", 404, "admin", "GET", "/v1/people/admin", "")
}

// Who may not see a person cannot tell them from none, on any route.
func TestPeople_WhoSeesThem(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	h.key("robot-a", "brand-a", `["read","publish","subscribe"]`)
	h.join("ada", "", "admin")
	h.join("audrey", "brand-b", "auditor")
	h.join("steve", "brand-a", "steward")
	h.join("mary-a", "brand-a", "manager")
	h.join("rita-a", "brand-a", "reader")
	h.join("rob-b", "brand-b", "reader")
	h.join("gone-b", "brand-b", "analyst")
	h.want(200, "admin", "POST", "/v1/people/gone-b/suspend", `{"reason":"left"}`)
	all := "ada audrey gone-b mary-a rita-a rob-b steve"
	for who, want := range map[string]string{
		"admin": all, "ada": all, "audrey": all, "mary-a": "mary-a rita-a steve", "brand-a": "mary-a rita-a steve", "brand-b": "audrey gone-b rob-b",
		"robot-a": "", "rita-a": "rita-a", "rob-b": "rob-b", "steve": "steve",
	} {
		l := h.want(200, who, "GET", "/v1/people", "")
		var seen []string
		for _, x := range l.at("items").([]any) {
			seen = append(seen, x.(map[string]any)["id"].(string))
		}
		if got := strings.Join(seen, " "); got != want {
			t.Errorf("%s sees %q, not %q", who, got, want)
		}
		for p := range strings.SplitSeq(all, " ") {
			if strings.Contains(" "+want+" ", " "+p+" ") {
				h.want(200, who, "GET", "/v1/people/"+p, "")
				continue
			}
			hidden := h.problem("not-found", 404, who, "GET", "/v1/people/"+p, "")
			absent := h.problem("not-found", 404, who, "GET", "/v1/people/nobody", "")
			if string(hidden.body) != string(absent.body) {
				t.Errorf("%s: %s is not %s", who, hidden, absent)
			}
		}
	}
	for who, want := range map[string]any{"admin": "left", "audrey": "left", "brand-b": nil} {
		if got := h.want(200, who, "GET", "/v1/people/gone-b", ""); got.json["reason"] != want || got.json["state"] != "suspended" {
			t.Errorf("%s sees %s", who, got)
		}
	}
	t.Run("who acts for no member can ask for what is at least as new", func(t *testing.T) {
		for _, who := range []string{"ada", "audrey", "steve"} {
			h.problem("parameter-invalid", 400, who, "GET", "/v1/people", "", "Ledger-Position: nonsense")
			h.want(200, who, "GET", "/v1/people", "", "Ledger-Position: "+h.want(200, "admin", "POST", "/v1/people/gone-b/suspend", `{"reason":"x"}`).header.Get("Ledger-Position"))
		}
	})
	t.Run("of who reads and acts for nobody, members and task forces are the roster's", func(t *testing.T) {
		h.want(201, "admin", "POST", "/v1/task-forces", handbags)
		for _, who := range []string{"steve", "audrey"} {
			if l := h.want(200, who, "GET", "/v1/members", ""); len(l.at("items.0").(map[string]any)) != 3 {
				t.Errorf("%s sees %s", who, l)
			}
			if l := h.want(200, who, "GET", "/v1/task-forces", ""); l.at("items.0") != nil {
				t.Errorf("%s sees %s", who, l)
			}
			h.problem("scope-missing", 403, who, "GET", "/v1/members/brand-a/credentials", "")
		}
		if l := h.want(200, "rita-a", "GET", "/v1/task-forces", ""); l.at("items.0.id") != "handbags" {
			t.Errorf("a reader of a member sees %s", l)
		}
	})
}

func TestChangePerson(t *testing.T) {
	h := start(t)
	h.enrol("brand-a", "brand-b")
	h.join("ada", "brand-a", "admin")
	h.join("mary-b", "brand-b", "manager")
	first := h.join("jane", "brand-a", "analyst").header.Get("ETag")
	const path = "/v1/people/jane"
	h.problem("precondition-required", 428, "admin", "PATCH", path, `{"name":"x"}`)
	h.problem("not-found", 404, "ada", "PATCH", "/v1/people/nobody", `{"name":"x"}`, "If-Match: *")
	if a := h.want(200, "ada", "PATCH", path, `{"name":"Jane B","roles":["reader"]}`, "If-Match: "+first); a.at("roles.0") != "reader" || a.at("roles.1") != nil || a.json["member"] != "brand-a" || a.json["name"] != "Jane B" || a.header.Get("ETag") == first {
		t.Errorf("it is %s", a)
	}
	h.problem("precondition-failed", 412, "ada", "PATCH", path, `{"name":"x"}`, "If-Match: "+first)
	for body, want := range map[string]string{
		`{}`: "", `{"name":" "}`: "/name", `{"roles":[]}`: "/roles", `{"member":null}`: "/member", `{"member":"nobody"}`: "/member",
		`{"roles":["auditor","reader"]}`: "/roles/1",
	} {
		if p := h.problem("person-invalid", 422, "ada", "PATCH", path, body, "If-Match: *"); p.pointers() != want {
			t.Errorf("%s: the pointers are %q", body, p.pointers())
		}
	}
	now := h.want(200, "ada", "GET", path, "").header.Get("ETag")
	if same := h.want(200, "ada", "PATCH", path, `{"roles":["reader"],"member":"brand-a"}`, "If-Match: "+now); same.header.Get("ETag") != now {
		t.Error("what changes nothing is a change")
	}
	t.Run("it holds for keys that were made before", func(t *testing.T) {
		if me := h.want(200, "jane", "GET", "/v1/me", ""); me.at("scopes.0") != "read" || me.at("scopes.1") != nil {
			t.Errorf("it is %s", me)
		}
		h.want(200, "ada", "PATCH", path, `{"roles":["analyst"],"member":"brand-b"}`, "If-Match: *")
		if me := h.want(200, "jane", "GET", "/v1/me", ""); me.at("scopes.1") != "publish" || me.at("member.id") != "brand-b" {
			t.Errorf("it is %s", me)
		}
		if a := h.want(200, "ada", "PATCH", path, `{"roles":["auditor"],"member":null}`, "If-Match: *"); a.json["member"] != nil {
			t.Errorf("it is %s", a)
		}
		h.want(200, "jane", "GET", "/v1/people", "") // as an auditor, with a key that can but read
	})
	t.Run("a member's suspension does not hold up what is changed beside it", func(t *testing.T) {
		h.want(200, "ada", "PATCH", path, `{"roles":["reader"],"member":"brand-b"}`, "If-Match: *")
		h.want(200, "admin", "POST", "/v1/members/brand-b/suspend", `{"reason":"a leak"}`)
		h.problem("unauthenticated", 401, "jane", "GET", "/v1/me", "")
		h.want(200, "ada", "PATCH", path, `{"name":"J"}`, "If-Match: *")
		h.want(200, "admin", "POST", "/v1/members/brand-b/reinstate", "")
	})
	t.Run("a manager pulls nobody over, not even its own (L23)", func(t *testing.T) {
		for _, p := range []string{"ada", "jane", "mary-b", "nobody"} {
			h.problem("scope-missing", 403, "mary-b", "PATCH", "/v1/people/"+p, `{"member":"brand-b"}`, "If-Match: *")
		}
	})
	t.Run("nobody says what they are themselves", func(t *testing.T) {
		h.problem("forbidden", 403, "ada", "PATCH", "/v1/people/ada", `{"member":null}`, "If-Match: *")
		h.problem("forbidden", 403, "ada", "PATCH", "/v1/people/ada", `{"roles":["admin","steward"]}`, "If-Match: *")
		h.problem("forbidden", 403, "ada", "POST", "/v1/people/ada/suspend", `{"reason":"x"}`)
		if a := h.want(200, "ada", "PATCH", "/v1/people/ada", `{"name":"Ada","roles":["admin"]}`, "If-Match: *"); a.json["name"] != "Ada" {
			t.Errorf("it is %s", a)
		}
		h.want(200, "admin", "PATCH", "/v1/people/ada", `{"member":null}`, "If-Match: *")
	})
}

func TestSuspendPerson(t *testing.T) {
	h := start(t)
	h.enrol("brand-a")
	h.join("ada", "", "admin")
	etag := h.join("jane", "brand-a", "manager").header.Get("ETag")
	if p := h.problem("person-invalid", 422, "ada", "POST", "/v1/people/jane/suspend", `{"reason":" "}`); p.pointers() != "/reason" {
		t.Errorf("the pointers are %q", p.pointers())
	}
	h.problem("scope-missing", 403, "jane", "POST", "/v1/people/ada/suspend", `{"reason":"rivalry"}`)
	a := h.want(200, "ada", "POST", "/v1/people/jane/suspend", `{"reason":"left"}`, "If-Match: "+etag)
	if a.json["state"] != "suspended" || a.json["reason"] != "left" {
		t.Errorf("it is %s", a)
	}
	h.problem("unauthenticated", 401, "jane", "GET", "/v1/me", "")
	h.problem("precondition-failed", 412, "ada", "POST", "/v1/people/jane/reinstate", "", "If-Match: "+etag)
	if again := h.want(200, "ada", "POST", "/v1/people/jane/suspend", `{"reason":"another"}`); again.json["reason"] != "left" || again.header.Get("ETag") != a.header.Get("ETag") {
		t.Errorf("suspended again it is %s", again)
	}
	if back := h.want(200, "ada", "POST", "/v1/people/jane/reinstate", ""); back.json["state"] != "active" || back.json["reason"] != nil {
		t.Errorf("it is %s", back)
	}
	h.want(200, "jane", "GET", "/v1/me", "")
	h.problem("not-found", 404, "ada", "POST", "/v1/people/nobody/suspend", `{"reason":"x"}`)
	h.problem("not-found", 404, "ada", "POST", "/v1/people/admin/suspend", `{"reason":"x"}`)
	h.want(200, "admin", "POST", "/v1/people/ada/suspend", `{"reason":"the last one: the hub's own key remains"}`)
	h.problem("unauthenticated", 401, "ada", "GET", "/v1/people", "")
	h.want(200, "admin", "POST", "/v1/people/ada/reinstate", "")
}

// An admin who is a person does all that the bootstrap admin does, and is named on the ledger.
func TestAdminPerson(t *testing.T) {
	h := start(t)
	h.join("ada", "", "admin", "auditor")
	h.keys["admin"], h.keys["bootstrap"] = h.keys["ada"], h.keys["admin"]
	h.enrol("brand-a", "brand-b")
	h.want(201, "ada", "POST", "/v1/task-forces", handbags)
	h.want(200, "ada", "PATCH", "/v1/task-forces/handbags", `{"name":"x"}`, "If-Match: *")
	h.want(200, "ada", "POST", "/v1/members/brand-a/suspend", `{"reason":"a leak"}`)
	if l := h.want(200, "ada", "GET", "/v1/members", ""); l.at("items.0.reason") != "a leak" {
		t.Errorf("it sees %s", l)
	}
	if got := h.want(200, "ada", "GET", "/v1/task-forces/handbags", ""); got.at("members.0.member") != "brand-a" {
		t.Errorf("it sees %s", got)
	}
	h.want(200, "ada", "GET", keysOfA, "")
	me := h.want(200, "ada", "GET", "/v1/me", "")
	for path, want := range map[string]any{"admin": true, "person.id": "ada", "person.roles.1": "auditor", "member": nil, "scopes.0": "read", "scopes.1": "admin", "scopes.2": "audit", "scopes.3": nil} {
		if got := me.at(path); got != want {
			t.Errorf("%s is %v, not %v", path, got, want)
		}
	}
	head, err := h.door.Memory.Ledger.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e, err := h.door.Memory.Ledger.At(t.Context(), head); err != nil || e.Actor != "u:ada/"+me.json["credential"].(string) {
		t.Errorf("the ledger says %s, %v", e.Actor, err)
	}
	t.Run("but not with a key that may only read", func(t *testing.T) {
		h.keys["eyes"] = h.want(201, "ada", "POST", "/v1/people/ada/credentials", `{"name":"x","scopes":["read"]}`).json["key"].(string)
		h.want(200, "eyes", "GET", "/v1/people", "")
		h.problem("scope-missing", 403, "eyes", "POST", "/v1/people", `{"id":"x1","name":"x","roles":["admin"]}`)
		h.problem("scope-missing", 403, "eyes", "POST", keysOfA, `{"name":"x"}`)
		h.problem("forbidden", 403, "eyes", "POST", "/v1/people/ada/credentials", `{"name":"x"}`)
	})
	t.Run("nor once the role is gone, while its body comes", func(t *testing.T) {
		sends := []func() int{
			h.ask("ada", "POST", "/v1/people", `{"id":"x1","name":"x","roles":["admin"]}`),
			h.ask("ada", "POST", "/v1/members", `{"id":"x1","name":"x","kind":"brand"}`),
			h.ask("ada", "POST", "/v1/task-forces", strings.Replace(handbags, `"handbags"`, `"shoes"`, 1)),
			h.ask("ada", "POST", keysOfA, `{"name":"x"}`),
		}
		h.want(200, "bootstrap", "PATCH", "/v1/people/ada", `{"roles":["auditor"]}`, "If-Match: *")
		for i, send := range sends {
			if status := send(); status != 401 {
				t.Errorf("request %d: %d", i, status)
			}
		}
		h.want(200, "ada", "GET", "/v1/people", "")
		h.problem("scope-missing", 403, "ada", "POST", "/v1/people", `{"id":"x1","name":"x","roles":["admin"]}`)
		h.clock.Advance(time.Second)
	})
}
