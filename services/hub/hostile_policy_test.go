package hub_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestPolicyThatCannotBeLoaded: a hub with other words made the policy in force. Nobody may do
// anything, before and after a restart; and two admins can put another in force over HTTP.
func TestPolicyThatCannotBeLoaded(t *testing.T) {
	dir := t.TempDir()
	a := newAllianceIn(t, dir)
	a.join(t, `{"id":"ada","name":"Ada","roles":["admin"]}`)
	green, etag := publish(t, a, `{"observable":{"type":"domain","value":"green.example"},"tlp":"green"}`)
	a.must(t, "bazar-b", "GET", "/v1/indicators/"+green, "", 200)
	if _, err := a.hub.Process.Fold.Append(t.Context(), ledger.Draft{
		At: time.Now(), Kind: ledger.KindPolicy, ID: policies.Entity, Verb: policies.VerbActivated, Actor: "u:x/y", Schema: policies.Schema,
		Body: policies.Encode(policies.Revision{Text: "p, *, *, hologram, red, see, allow", Author: "u:x", Proposal: "prop_new"}),
	}); err != nil {
		t.Fatal(err)
	}
	closed := func() {
		t.Helper()
		for who, want := range map[string]int{"bazar-b": 404, "maison-a": 404, "police-l": 404, "admin": 404, "ada": 404} {
			a.must(t, who, "GET", "/v1/indicators/"+green, "", want)
			if list := string(a.must(t, who, "GET", "/v1/indicators", "", 200)); strings.Contains(list, green) {
				t.Errorf("%s lists it: %s", who, list)
			}
		}
		a.must(t, "bazar-b", "POST", "/v1/indicators", `{"observable":{"type":"domain","value":"new.example"},"tlp":"green"}`, 403)
		if got := a.ask(t, "maison-a", "POST", "/v1/indicators/"+green+"/revoke", `{"reason":"A mistake."}`, "If-Match", etag); got.status/100 == 2 {
			t.Errorf("its publisher revoked it: %s", got.body)
		}
	}
	closed()
	a.end()
	keys := a.keys
	a = &alliance{hubUnderTest: startHub(t, dir), keys: keys}
	closed()

	var p proposed
	into(t, a.must(t, "admin", "POST", "/v1/policies/rollback", `{"to":"initial","comment":"the words are not ours"}`, 201), &p)
	into(t, a.must(t, "ada", "POST", "/v1/policies/proposals/"+p.ID+"/simulate", "", 200), &p)
	if p.Simulation.VisibleGained == 0 || len(p.Wider) == 0 {
		t.Errorf("%+v", p)
	}
	a.must(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/approve", "", 403, "If-Match", "*")
	closed()
	into(t, a.must(t, "ada", "POST", "/v1/policies/proposals/"+p.ID+"/approve", "", 200, "If-Match", "*"), &p)
	a.must(t, "bazar-b", "GET", "/v1/indicators/"+green, "", 200)
	a.must(t, "bazar-b", "POST", "/v1/indicators", `{"observable":{"type":"domain","value":"new.example"},"tlp":"green"}`, 201)
}

// TestRepeatsAreOnesOwn: an Idempotency-Key that another person used gives nothing of what was
// answered there: no key, no proposal, no person.
func TestRepeatsAreOnesOwn(t *testing.T) {
	a := newAlliance(t)
	for _, who := range []string{"ada", "bob"} {
		a.join(t, `{"id":"`+who+`","name":"A","roles":["admin"]}`)
	}
	const once = "a-key-that-is-guessed-0001"
	text := draft(t, policies.DefaultText()+"\np, role:carrier, *, *, amber, see, allow\n", "the same")
	var ones, others proposed
	into(t, a.must(t, "ada", "POST", "/v1/policies/proposals", text, 201, "Idempotency-Key", once), &ones)
	into(t, a.must(t, "bob", "POST", "/v1/policies/proposals", text, 201, "Idempotency-Key", once), &others)
	if ones.ID == others.ID || others.Author != "u:bob" {
		t.Errorf("bob was answered %+v, ada %+v", others, ones)
	}
	var again proposed
	into(t, a.must(t, "ada", "POST", "/v1/policies/proposals", text, 201, "Idempotency-Key", once), &again)
	if again.ID != ones.ID {
		t.Errorf("ada's own repeat made another: %+v", again)
	}
	a.must(t, "ada", "POST", "/v1/policies/proposals", draft(t, policies.DefaultText(), "another"), 409, "Idempotency-Key", once)

	for _, path := range []string{"/v1/people/bob/credentials", "/v1/members/bazar-b/credentials"} {
		var one, other struct{ ID, Key string }
		into(t, a.must(t, "ada", "POST", path, `{"name":"n"}`, 201, "Idempotency-Key", once+path), &one)
		into(t, a.must(t, "bob", "POST", path, `{"name":"n"}`, 201, "Idempotency-Key", once+path), &other)
		if one.Key == other.Key || one.ID == other.ID || other.Key == "" {
			t.Errorf("%s: bob was shown the key that ada made", path)
		}
	}
	const person = `{"id":"cat","name":"Cat","roles":["auditor"]}`
	a.must(t, "ada", "POST", "/v1/people", person, 201, "Idempotency-Key", once)
	a.must(t, "ada", "POST", "/v1/people", person, 201, "Idempotency-Key", once)
	a.must(t, "bob", "POST", "/v1/people", person, 409, "Idempotency-Key", once)

	// Who is no admin any more is not answered either.
	var ada struct{ Etag string }
	into(t, a.must(t, "admin", "GET", "/v1/people/ada", "", 200), &ada)
	a.must(t, "admin", "PATCH", "/v1/people/ada", `{"roles":["auditor"]}`, 200, "If-Match", `"`+ada.Etag+`"`)
	a.must(t, "ada", "POST", "/v1/policies/proposals", text, 403, "Idempotency-Key", once)
	a.must(t, "ada", "POST", "/v1/people/bob/credentials", `{"name":"n"}`, 404, "Idempotency-Key", once+"/v1/people/bob/credentials")
}

// TestMaskedTags: what follows a tag's point says what was masked of the representation, and stands for
// no other revision, and for nothing where nothing is masked.
func TestMaskedTags(t *testing.T) {
	a := newAlliance(t)
	one, etag := publish(t, a, `{"observable":{"type":"domain","value":"one.example"},"tlp":"green"}`)
	_, others := publish(t, a, `{"observable":{"type":"domain","value":"two.example"},"tlp":"green"}`)
	bareTag := strings.Trim(etag, `"`)
	path := "/v1/indicators/" + one
	for tag, want := range map[string]int{
		`"` + strings.Trim(others, `"`) + `.xyz"`: 412, `".xyz"`: 412, `"."`: 412, `"` + bareTag + `x.xyz"`: 412, `W/"` + bareTag + `.e"`: 412,
		`"x.` + bareTag + `"`: 412,
	} {
		if got := a.ask(t, "maison-a", "POST", path+"/revoke", `{"reason":"A mistake."}`, "If-Match", tag); got.status != want {
			t.Errorf("If-Match %s: %d %s", tag, got.status, got.body)
		}
	}
	for _, tag := range []string{`"` + bareTag + `.xyz"`, `"` + bareTag + `.e"`} { // another representation: what a client has is not current
		if got := a.ask(t, "maison-a", "GET", path, "", "If-None-Match", tag); got.status != 200 {
			t.Errorf("If-None-Match %s: %d", tag, got.status)
		}
	}
	if got := a.ask(t, "maison-a", "GET", path, "", "If-None-Match", etag); got.status != 304 {
		t.Errorf("its own: %d", got.status)
	}
	a.must(t, "maison-a", "POST", path+"/revoke", `{"reason":"A mistake."}`, 200, "If-Match", `"`+bareTag+`.xyz"`) // what was masked does not matter
	for _, who := range []string{"maison-c", "bazar-b"} {
		hidden, tag := publish(t, a, `{"observable":{"type":"domain","value":"`+who+`.example"},"tlp":"red","share":{"members":["police-l"]}}`)
		for _, match := range []string{tag, `"` + strings.Trim(tag, `"`) + `.c"`, "*", `"x.c"`} {
			ask := func(i string) string {
				return bare(a.ask(t, who, "GET", "/v1/indicators/"+i, "", "If-None-Match", match)) +
					bare(a.ask(t, who, "POST", "/v1/indicators/"+i+"/revoke", `{"reason":"A mistake."}`, "If-Match", match))
			}
			if got, want := ask(hidden), ask(absent["indicator"]); got != want || !strings.HasPrefix(got, "404") {
				t.Errorf("%s %s: hidden is %s, absent %s", who, match, got, want)
			}
		}
	}
}
