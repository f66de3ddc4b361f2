package exchange_test

import (
	"net/http"
	"testing"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// person makes or changes a person, with a key where they are new.
func (h *house) person(p id.Person, m id.Member, roles ...string) {
	h.t.Helper()
	old, known := h.p.Directory.Person(p)
	h.put(ledger.KindPerson, string(p), old.Position, directory.EncodePerson(directory.Person{ID: p, Member: m, Roles: roles, State: directory.StateActive}))
	if known {
		return
	}
	name := id.Credential(h.p.Key.ID("test", "person", string(p))[:16])
	key, hash := h.p.Keyring.Mint(name)
	h.put(ledger.KindCredential, string(name), 0, directory.EncodeCredential(directory.Credential{
		ID: name, Person: p, Name: "test", Hash: hash, Scopes: []string{"read", "publish", "subscribe", "manage", "admin", "audit"},
	}))
	h.keys[string(p)] = key
}

// Who acts for no member says nothing and has imported nothing, whatever their keys say.
func TestPerson_OfNobody(t *testing.T) {
	h := open(t)
	h.person("ada", "", "admin", "steward", "auditor")
	h.person("audrey", "brand-a", "auditor")
	h.person("rita", "brand-a", "reader")
	mine := h.publish("brand-a", "shop.example").str("id")
	run := h.call("brand-a", http.MethodPost, "/v1/imports", green("a.example"), "Content-Type", "application/x-ndjson").is(http.StatusAccepted).str("id")
	for _, who := range []string{"ada", "audrey", "rita"} {
		h.call(who, http.MethodPost, "/v1/indicators", green("b.example")).problem(http.StatusForbidden, "scope-missing")
		h.call(who, http.MethodPost, "/v1/indicators/"+mine+"/revoke", `{"reason":"x"}`, "If-Match", "*").problem(http.StatusForbidden, "scope-missing")
		h.call(who, http.MethodPost, "/v1/imports", green("b.example"), "Content-Type", "application/x-ndjson").problem(http.StatusForbidden, "scope-missing")
	}
	for _, who := range []string{"ada", "audrey"} {
		if l := h.call(who, http.MethodGet, "/v1/imports", "").is(http.StatusOK).items(); len(l) != 0 {
			t.Errorf("%s has imported %v", who, l)
		}
		h.call(who, http.MethodGet, "/v1/imports/"+run, "").problem(http.StatusNotFound, "not-found")
	}
	h.call("rita", http.MethodGet, "/v1/imports/"+run, "").is(http.StatusOK) // her member's
}

// What an analyst publishes is the member's; and a request under the same Idempotency-Key is
// another one once the analyst has gone over to another member.
func TestPerson_Analyst(t *testing.T) {
	h := open(t)
	h.person("ann", "brand-a", "analyst")
	made := h.call("ann", http.MethodPost, "/v1/indicators", green("a.example"), "Idempotency-Key", "k1").is(http.StatusCreated)
	h.call("ann", http.MethodGet, "/v1/indicators/"+made.str("id"), "").is(http.StatusOK)
	if l := h.call("brand-a", http.MethodGet, "/v1/indicators?publisher=brand-a", "").is(http.StatusOK).items(); len(l) != 1 {
		t.Errorf("the member has said %v", l)
	}
	h.person("ann", "market-b", "analyst")
	if again := h.call("ann", http.MethodPost, "/v1/indicators", green("b.example"), "Idempotency-Key", "k1"); again.status != http.StatusCreated {
		t.Errorf("at the second she is told of what she said at the first: %s", again.body)
	}
	if l := h.call("market-b", http.MethodGet, "/v1/indicators?publisher=market-b", "").is(http.StatusOK).items(); len(l) != 1 {
		t.Errorf("the second member has said %v", l)
	}
	h.person("ann", "market-b", "reader")
	h.call("ann", http.MethodPost, "/v1/indicators", green("c.example")).problem(http.StatusForbidden, "scope-missing")
}
