package delivery_test

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

// A manager who goes over to another member leaves the first one's subscriptions behind, the
// answers to requests made there among them.
func TestPerson_GoneOver(t *testing.T) {
	h := open(t)
	h.person("mary", "brand-a", "manager")
	const draft = `{"url":"http://127.0.0.1:1/","filter":{}}`
	var made, again, anew struct{ ID, Secret string }
	into(h.call("mary", http.MethodPost, "/v1/subscriptions", draft, "Idempotency-Key", "k1").is(http.StatusCreated), &made)
	into(h.call("mary", http.MethodPost, "/v1/subscriptions", draft, "Idempotency-Key", "k1").is(http.StatusCreated), &again)
	if again != made {
		t.Errorf("it was %+v and is %+v", made, again)
	}
	h.call("brand-a", http.MethodGet, "/v1/subscriptions/"+made.ID, "").is(http.StatusOK)

	h.person("mary", "market-b", "manager")
	h.call("mary", http.MethodGet, "/v1/subscriptions/"+made.ID, "").problem(http.StatusNotFound, "not-found")
	into(h.call("mary", http.MethodPost, "/v1/subscriptions", draft, "Idempotency-Key", "k1").is(http.StatusCreated), &anew)
	if anew.ID == made.ID || anew.Secret == made.Secret {
		t.Errorf("at the second she is answered %+v", anew)
	}
	h.call("market-b", http.MethodGet, "/v1/subscriptions/"+anew.ID, "").is(http.StatusOK)
}

// Who acts for no member subscribes to nothing, whatever their keys say; nor does an analyst.
func TestPerson_OfNobody(t *testing.T) {
	h := open(t)
	h.person("ada", "", "admin", "steward", "auditor")
	h.person("audrey", "brand-a", "auditor")
	h.person("ann", "brand-a", "analyst")
	k := h.subscribe("brand-a", "http://127.0.0.1:1/", `{}`)
	for _, who := range []string{"ada", "audrey", "ann"} {
		h.call(who, http.MethodPost, "/v1/subscriptions", `{"url":"http://127.0.0.1:1/","filter":{}}`).problem(http.StatusForbidden, "scope-missing")
		h.call(who, http.MethodGet, "/v1/subscriptions", "").problem(http.StatusForbidden, "scope-missing")
		h.call(who, http.MethodDelete, k.at, "").problem(http.StatusForbidden, "scope-missing")
	}
}
