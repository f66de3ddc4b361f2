package exchange_test

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// steward makes a steward, of an organisation that lends them ("" for none), with a key.
func (h *house) steward(name, of string) {
	h.t.Helper()
	h.put(ledger.KindPerson, name, 0, directory.EncodePerson(directory.Person{
		ID: id.Person(name), Name: name, Member: id.Member(of), Roles: []string{directory.RoleSteward}, State: directory.StateActive,
	}))
	cred := id.Credential(h.p.Key.ID("test", name, time.Now().String())[:16])
	key, hash := h.p.Keyring.Mint(cred)
	h.put(ledger.KindCredential, string(cred), 0, directory.EncodeCredential(directory.Credential{
		ID: cred, Person: id.Person(name), Name: "test", Hash: hash, Scopes: []string{"read"},
	}))
	h.keys[name] = key
}

// state is where an indicator is in its life, as a member reads it.
func (h *house) state(as, where string) string {
	h.t.Helper()
	return h.call(as, http.MethodGet, where, "").is(200).str("state")
}

// last is the type of the newest event that a member is told.
func (h *house) last(as string) string {
	h.t.Helper()
	feed := h.call(as, http.MethodGet, "/v1/changes?limit=1000", "").is(200)
	return feed.str("items", len(feed.items())-1, "type")
}

const contest = `{"reason_code":"authorised_seller","reason":"It is our reseller.","evidence":"Contract 117."}`

// TestDispute walks a dispute from its opening to both ends, as each of its parts reads it.
func TestDispute(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	made := h.publish("brand-a", `{"observable":{"type":"domain","value":"contested.example"},"tlp":"green","attribution":"withheld"}`)
	where := made.header.Get("Location")
	d := h.call("market-b", "POST", where+"/disputes", contest, "Idempotency-Key", "d1").is(201)
	path := d.header.Get("Location")
	if d.str("role") != "disputer" || d.str("state") != "open" || d.str("evidence") == "" || bytes.Contains(d.body, []byte("brand-a")) {
		t.Errorf("opened: %s", d.body)
	}
	if again := h.call("market-b", "POST", where+"/disputes", contest, "Idempotency-Key", "d1").is(201); !bytes.Equal(again.body, d.body) {
		t.Errorf("again: %s", again.body)
	}
	h.call("market-b", "POST", where+"/disputes", contest).problem(409, "dispute-open")
	h.call("brand-a", "POST", where+"/disputes", contest).problem(409, "dispute-own")
	for _, m := range []string{"brand-a", "market-b", "carrier-c"} {
		if h.state(m, where) != "disputed" || h.last(m) != "indicator.disputed" {
			t.Errorf("%s reads %s, is told %s", m, h.state(m, where), h.last(m))
		}
		if l := h.call(m, "GET", "/v1/indicators", "").is(200); len(l.items()) != 0 {
			t.Errorf("%s lists %s", m, l.body)
		}
	}
	if n := h.call("carrier-c", "GET", where, "").get("corroboration"); n != 0.0 {
		t.Errorf("what is disputed corroborates %v", n)
	}

	// Who reads what of it.
	for who, want := range map[string]struct{ has, lacks []string }{
		"market-b":  {[]string{"reason", "evidence", "member", "etag"}, []string{"on_behalf"}},
		"brand-a":   {[]string{"reason", "etag"}, []string{"evidence", "member", "on_behalf"}},
		"steve":     {[]string{"reason", "evidence", "member", "etag"}, nil},
		"carrier-c": {[]string{"reason_code"}, []string{"reason", "evidence", "member", "etag", "modified_at", "statements"}},
	} {
		for _, got := range []reply{h.call(who, "GET", path, "").is(200), h.call(who, "GET", where+"/disputes", "").is(200)} {
			one := got.get("items", 0)
			if one == nil {
				one = got.get()
			}
			m, _ := one.(map[string]any)
			for _, f := range want.has {
				if m[f] == nil {
					t.Errorf("%s does not read %s: %s", who, f, got.body)
				}
			}
			for _, f := range want.lacks {
				if m[f] != nil {
					t.Errorf("%s reads %s: %s", who, f, got.body)
				}
			}
			if who != "market-b" && who != "steve" && bytes.Contains(got.body, []byte("market-b")) || bytes.Contains(got.body, []byte("brand-a")) {
				t.Errorf("%s reads a name: %s", who, got.body)
			}
		}
		if got := len(h.call(who, "GET", "/v1/disputes", "").is(200).items()); got != map[bool]int{true: 0, false: 1}[who == "carrier-c"] {
			t.Errorf("%d on the desk of %s", got, who)
		}
	}
	h.call("admin", "GET", path, "").problem(404, "not-found")

	// What is said in it reaches its parts; to the others it has not moved.
	before := h.call("carrier-c", "GET", path, "").is(200)
	h.call("brand-a", "POST", path+"/statements", `{"text":"It is not."}`, "Idempotency-Key", "s1").is(201)
	h.call("brand-a", "POST", path+"/statements", `{"text":"It is not."}`, "Idempotency-Key", "s1").is(201)
	h.call("steve", "POST", path+"/statements", `{"text":"Show the contract."}`).is(201)
	h.call("carrier-c", "POST", path+"/statements", `{"text":"x"}`).problem(403, "not-a-party")
	if after := h.call("carrier-c", "GET", path, "").is(200); !bytes.Equal(before.body, after.body) || after.header.Get("ETag") != "" {
		t.Errorf("it moved: %s", after.body)
	}
	said := h.call("market-b", "GET", path, "").is(200)
	if said.str("statements", 0, "by") != "publisher" || said.str("statements", 1, "by") != "steward" || said.get("statements", 2) != nil {
		t.Errorf("said: %s", said.body)
	}

	// The publisher may change what it says meanwhile; it stays disputed.
	etag := h.call("brand-a", "GET", where, "").header.Get("ETag")
	h.call("brand-a", "POST", where+"/revoke", `{"reason":"x"}`, "If-Match", made.header.Get("ETag")).problem(412, "precondition-failed")
	h.patch("brand-a", where, `{"confidence":20}`, etag).is(200)
	if h.state("carrier-c", where) != "disputed" {
		t.Error("a revision ends a dispute")
	}

	for _, who := range []string{"market-b", "brand-a", "carrier-c"} {
		h.call(who, "POST", path+"/resolve", `{"outcome":"upheld","reason":"x"}`).problem(403, "not-a-party")
	}
	h.call("steve", "POST", path+"/resolve", `{"outcome":"maybe"}`).problem(422, "dispute-invalid")
	h.call("steve", "POST", path+"/resolve", `{"outcome":"upheld","reason":"x"}`, "If-Match", `"stale"`).problem(412, "precondition-failed")
	if done := h.call("steve", "POST", path+"/resolve", `{"outcome":"upheld","reason":"It had ended."}`).is(200); done.str("state") != "upheld" {
		t.Errorf("settled: %s", done.body)
	}
	if h.state("carrier-c", where) != "published" || h.last("carrier-c") != "indicator.upheld" {
		t.Errorf("upheld: %s, %s", h.state("carrier-c", where), h.last("carrier-c"))
	}
	h.call("market-b", "POST", path+"/withdraw", "").problem(409, "dispute-closed")
	h.call("market-b", "POST", path+"/statements", `{"text":"x"}`).problem(409, "dispute-closed")

	// Another, that is settled against it, closes the third.
	second := h.call("market-b", "POST", where+"/disputes", contest).is(201).header.Get("Location")
	third := h.call("carrier-c", "POST", where+"/disputes", contest).is(201).header.Get("Location")
	h.call("steve", "POST", second+"/resolve", `{"outcome":"withdrawn","reason":"It stands."}`).is(200)
	if h.state("carrier-c", where) != "withdrawn" || h.last("carrier-c") != "indicator.withdrawn" {
		t.Errorf("withdrawn: %s, %s", h.state("carrier-c", where), h.last("carrier-c"))
	}
	if got := h.call("carrier-c", "GET", third, "").is(200).str("state"); got != "closed" {
		t.Errorf("the third is %s", got)
	}
	h.call("market-b", "POST", where+"/disputes", contest).problem(409, "indicator-not-standing")
}

func (h *house) patch(as, where, body, etag string) reply {
	h.t.Helper()
	return h.call(as, http.MethodPatch, where, body, "If-Match", etag, "Content-Type", "application/merge-patch+json")
}

// TestDispute_several wants an indicator to stand again once nobody contests it, however that
// comes, and whoever settles at the same time.
func TestDispute_several(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	where := h.publish("brand-a", green("several.example")).header.Get("Location")
	first := h.call("market-b", "POST", where+"/disputes", contest).is(201).header.Get("Location")
	second := h.call("carrier-c", "POST", where+"/disputes", contest).is(201).header.Get("Location")
	h.call("market-b", "POST", first+"/withdraw", "").is(200)
	if h.state("brand-a", where) != "disputed" {
		t.Error("it stands, and one is open")
	}
	h.call("carrier-c", "POST", second+"/withdraw", "").is(200)
	if h.state("brand-a", where) != "published" {
		t.Error("none is open, and it does not stand")
	}
	for range 5 {
		paths := []string{
			h.call("market-b", "POST", where+"/disputes", contest).is(201).header.Get("Location"),
			h.call("carrier-c", "POST", where+"/disputes", contest).is(201).header.Get("Location"),
		}
		var both sync.WaitGroup
		for _, path := range paths {
			both.Go(func() {
				if got := h.call("steve", "POST", path+"/resolve", `{"outcome":"upheld","reason":"x"}`); got.status != http.StatusOK {
					t.Errorf("%d: %s", got.status, got.body)
				}
			})
		}
		both.Wait()
		if h.state("brand-a", where) != "published" {
			t.Fatal("both are settled, and it does not stand")
		}
	}
	last := h.call("market-b", "POST", where+"/disputes", contest).is(201)
	h.call("brand-a", "POST", where+"/revoke", `{"reason":"x"}`, "If-Match", "*").is(200)
	closed := h.call("market-b", "GET", last.header.Get("Location"), "").is(200)
	if closed.str("state") != "closed" || closed.header.Get("ETag") == last.header.Get("ETag") {
		t.Errorf("revoked: %s", closed.body)
	}
	// Published anew, for others: of what was contested before, they learn nothing.
	h.publish("brand-a", amber("several.example"))
	if got := h.call("market-b", "GET", where+"/disputes", "").is(200).items(); len(got) != 6+1 { // its own
		t.Errorf("market-b reads %d", len(got))
	}
}

// TestDispute_desk wants a steward to open one for somebody outside, whose name nobody else reads, and
// another to settle it, who has no part in it.
func TestDispute_desk(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	h.steward("anna", "brand-a")
	h.steward("otto", "")
	where := h.publish("brand-a", amber("desk.example")).header.Get("Location")
	h.call("steve", "POST", where+"/disputes", contest).problem(422, "dispute-invalid")
	h.call("market-b", "POST", where+"/disputes", strings.Replace(contest, "{", `{"on_behalf":"x",`, 1)).problem(422, "dispute-invalid")
	h.call("carrier-c", "POST", where+"/disputes", `{"reason_code":"nonsense","reason":""}`).problem(404, "not-found")
	opened := h.call("steve", "POST", where+"/disputes", strings.Replace(contest, "{", `{"on_behalf":"Shop Ltd, shop@desk.example","attribution":"named",`, 1)).is(201)
	path := opened.header.Get("Location")
	if opened.str("on_behalf") == "" || opened.get("member") != nil {
		t.Errorf("opened: %s", opened.body)
	}
	for _, who := range []string{"brand-a", "market-b"} {
		if got := h.call(who, "GET", path, "").is(200); bytes.Contains(got.body, []byte("Shop Ltd")) || bytes.Contains(got.body, []byte("steve")) || got.get("member") != nil {
			t.Errorf("%s reads %s", who, got.body)
		}
	}
	if got := h.call("anna", "GET", path, "").is(200); got.str("role") != "steward" || got.get("on_behalf") != nil || got.get("evidence") != nil {
		t.Errorf("a steward of the publisher's reads what that may not: %s", got.body)
	}
	h.call("carrier-c", "GET", path, "").problem(404, "not-found")
	h.call("carrier-c", "GET", where+"/disputes", "").problem(404, "not-found")
	for _, who := range []string{"steve", "anna"} {
		h.call(who, "POST", path+"/resolve", `{"outcome":"withdrawn","reason":"x"}`).problem(403, "steward-is-party")
	}
	h.call("otto", "POST", path+"/resolve", `{"outcome":"withdrawn","reason":"x"}`).is(200)
	if h.state("market-b", where) != "withdrawn" {
		t.Error("it is not taken down")
	}
	// A dispute is its author's, whatever becomes of what it may see.
	other := h.publish("brand-a", amber("lost.example")).header.Get("Location")
	own := h.call("market-b", "POST", other+"/disputes", contest).is(201).header.Get("Location")
	h.seats("brand-a")
	h.call("market-b", "GET", other, "").problem(404, "not-found")
	h.call("market-b", "GET", path, "").problem(404, "not-found")
	h.call("market-b", "GET", own, "").is(200)
	h.call("market-b", "POST", own+"/withdraw", "").is(200)
}

// TestDispute_due wants the parties and the stewards to know by when one should be settled, and the desk to have those first.
func TestDispute_due(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	var paths []string
	for _, value := range []string{"first.example", "second.example", "third.example"} {
		where := h.publish("brand-a", `{"observable":{"type":"domain","value":"`+value+`"},"tlp":"green"}`).header.Get("Location")
		paths = append(paths, h.call("market-b", "POST", where+"/disputes", contest).is(201).header.Get("Location"))
	}
	first := h.call("steve", "GET", paths[0], "").is(200)
	opened, _ := time.Parse(time.RFC3339, first.str("created_at"))
	if due, err := time.Parse(time.RFC3339, first.str("due_at")); err != nil || !due.Equal(opened.AddDate(0, 0, 14)) {
		t.Errorf("due %s: %s", due, first.body)
	}
	if got := h.call("carrier-c", "GET", paths[0], "").is(200); got.get("due_at") != nil {
		t.Errorf("a reader knows when it is due: %s", got.body)
	}
	var ids []string
	for next := "/v1/disputes?sort=due&limit=2"; next != ""; {
		page := h.call("steve", "GET", next, "").is(200)
		for n := range page.items() {
			ids = append(ids, page.str("items", n, "id"))
		}
		if next = ""; page.get("next_cursor") != nil {
			next = "/v1/disputes?sort=due&limit=2&cursor=" + page.str("next_cursor")
			h.call("steve", "GET", strings.Replace(next, "sort=due&", "", 1), "").problem(400, "parameter-invalid")
		}
	}
	if len(ids) != 3 || "/v1/disputes/"+ids[0] != paths[0] || "/v1/disputes/"+ids[2] != paths[2] {
		t.Errorf("the desk has %v, want %v", ids, paths)
	}
	h.call("steve", "GET", "/v1/disputes?sort=age", "").problem(400, "parameter-invalid")
	if done := h.call("steve", "POST", paths[0]+"/resolve", `{"outcome":"upheld","reason":"x"}`).is(200); done.get("due_at") != nil {
		t.Errorf("still due: %s", done.body)
	}
}
