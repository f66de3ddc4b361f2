package exchange_test

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
)

const priced = "Our wholesale price is 410 EUR; shop.example asks 40."

// hold publishes what is held for its text.
func (h *house) hold(as, host, more string) reply {
	h.t.Helper()
	made := h.call(as, "POST", "/v1/indicators", domain(host, `,"note":"`+priced+`"`+more)).is(201)
	if made.str("state") != "held" || made.str("findings", 0, "pointer") != "/note" || made.str("findings", 0, "rule") != "price" {
		h.t.Fatalf("it is not held: %s", made.body)
	}
	return made
}

// desk is what the newest that waits for a steward is, and its path.
func (h *house) desk(as string) (reply, string) {
	h.t.Helper()
	all := h.call(as, "GET", "/v1/moderation", "").is(200)
	path := "/v1/moderation/" + all.str("items", len(all.items())-1, "id")
	return h.call(as, "GET", path, "").is(200), path
}

// absent wants nobody of some to know of an indicator, by its id, by lists, or by their feeds.
func (h *house) absent(where, value string, who ...string) {
	h.t.Helper()
	for _, m := range who {
		h.call(m, "GET", where, "").problem(404, "not-found")
		h.call(m, "GET", where+"/history", "").problem(404, "not-found")
		for _, path := range []string{"/v1/indicators?state=all", "/v1/indicators?q=wholesale&state=all", "/v1/changes?limit=1000", "/v1/indicators/facets?state=all", "/v1/indicators?value=" + value + "&state=all"} {
			if got := h.call(m, "GET", path, "").is(200); bytes.Contains(got.body, []byte(strings.TrimPrefix(where, "/v1/indicators/"))) || bytes.Contains(got.body, []byte(`"held"`)) {
				h.t.Errorf("%s finds it by %s: %s", m, path, got.body)
			}
		}
	}
}

// TestModeration_release walks one from being held to being let out, as each of its parts sees it.
func TestModeration_release(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	h.steward("anna", "brand-a")   // whom its publisher lends
	h.steward("carl", "carrier-c") // whom one of its kind does
	h.steward("mia", "market-b")
	before := h.call("market-b", "GET", "/v1/changes", "").is(200).body
	made := h.hold("brand-a", "shop.example", `,"tags":["bags"]`)
	where := made.header.Get("Location")
	if again := h.call("brand-a", "POST", "/v1/indicators", domain("shop.example", "")); again.status != 409 {
		t.Errorf("published twice: %d %s", again.status, again.body)
	}
	h.absent(where, "shop.example", "market-b", "carrier-c", "admin", "steve", "anna")
	if got := h.call("market-b", "GET", "/v1/changes", "").is(200).body; !bytes.Equal(got, before) {
		t.Errorf("told: %s", got)
	}
	if h.state("brand-a", where) != "held" || h.last("brand-a") != "indicator.held" {
		t.Errorf("its publisher reads %s, is told %s", h.state("brand-a", where), h.last("brand-a"))
	}
	h.call("brand-a", "POST", where+"/share", `{"tlp":"clear","reason":"x"}`, "If-Match", "*").problem(409, "indicator-held")
	h.call("brand-a", "POST", where+"/sightings", `{"type":"seen"}`).is(409)

	// Who reads what at the desk.
	for _, m := range []string{"brand-a", "market-b", "admin"} {
		if got := h.call(m, "GET", "/v1/moderation", "").is(200).items(); len(got) != 0 {
			t.Errorf("%s has %v on its desk", m, got)
		}
	}
	item, path := h.desk("steve")
	if item.str("texts", 0, "text") != "Our wholesale price is 410 EUR; … asks 40." || item.get("texts", 1) != nil || item.get("decides") != true {
		t.Errorf("steve reads %s", item.body)
	}
	for _, secret := range []string{"shop.example", "brand-a", "bags", "green", strings.TrimPrefix(where, "/v1/indicators/")} {
		if bytes.Contains(item.body, []byte(secret)) {
			t.Errorf("steve reads %s: %s", secret, item.body)
		}
	}
	for _, m := range []string{"anna", "carl"} {
		got, _ := h.desk(m)
		if got.get("decides") != false || got.get("texts") != nil || got.str("findings", 0, "rule") != "price" || bytes.Contains(got.body, []byte("wholesale")) {
			t.Errorf("%s reads %s", m, got.body)
		}
		h.call(m, "POST", path+"/release", "", "If-Match", "*").problem(403, "moderation-partial")
	}
	for _, m := range []string{"brand-a", "market-b", "admin"} {
		h.call(m, "GET", path, "").problem(404, "not-found")
		h.call(m, "POST", path+"/release", "").problem(404, "not-found")
		h.call(m, "POST", path+"/refuse", `{"reason_code":"other","reason":"x"}`, "If-Match", "*").problem(404, "not-found")
	}
	for query, n := range map[string]int{"?rule=price": 1, "?rule=volume": 0, "?type=domain": 1, "?type=phone&rule=price": 0} {
		if got := h.call("steve", "GET", "/v1/moderation"+query, "").is(200).items(); len(got) != n {
			t.Errorf("%s: %v", query, got)
		}
	}
	h.call("steve", "GET", "/v1/moderation?rule=x", "").problem(400, "parameter-invalid")

	// Only what was read is let out.
	h.call("steve", "POST", path+"/release", "").problem(428, "precondition-required")
	h.patch("brand-a", where, `{"confidence":50}`, made.header.Get("ETag")).is(200)
	h.call("steve", "POST", path+"/release", "", "If-Match", item.header.Get("ETag")).problem(412, "precondition-failed")
	item, _ = h.desk("mia")
	done := h.call("mia", "POST", path+"/release", "", "If-Match", item.header.Get("ETag")).is(200)
	if done.str("outcome") != "released" {
		t.Errorf("released: %s", done.body)
	}
	h.call("steve", "GET", path, "").problem(404, "not-found")
	h.call("steve", "POST", path+"/release", "", "If-Match", "*").problem(409, "moderation-closed")
	for _, m := range []string{"brand-a", "market-b", "carrier-c"} {
		got := h.call(m, "GET", where, "").is(200)
		if got.str("state") != "published" || got.str("note") != priced || got.get("findings") != nil || h.last(m) != "indicator.published" || got.str("created_at") != got.str("modified_at") {
			t.Errorf("%s is told %s, reads %s", m, h.last(m), got.body)
		}
		if past := h.call(m, "GET", where+"/history", "").is(200); len(past.items()) != 1 || bytes.Contains(past.body, []byte("mia")) {
			t.Errorf("%s reads its history: %s", m, past.body)
		}
	}
	// Who comes later finds no trace of it either.
	h.enrol("late-d")
	if feed := h.call("late-d", "GET", "/v1/changes?limit=1000", "").is(200); bytes.Contains(feed.body, []byte("held")) || len(feed.items()) != 1 {
		t.Errorf("told later: %s", feed.body)
	}
	// What was let out may stay as it is; what is added may not.
	etag := h.call("brand-a", "GET", where, "").header.Get("ETag")
	etag = h.patch("brand-a", where, `{"confidence":60}`, etag).is(200).header.Get("ETag")
	h.patch("brand-a", where, `{"note":"Our margins suffer."}`, etag).problem(422, "text-refused")
}

// TestModeration_refuse wants one that is not let out to end, and its publisher alone to hear of it and to
// be able to publish it anew.
func TestModeration_refuse(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	made := h.hold("brand-a", "shop.example", "")
	where := made.header.Get("Location")
	item, path := h.desk("steve")
	etag := item.header.Get("ETag")
	h.call("steve", "POST", path+"/refuse", `{"reason_code":"other","reason":""}`, "If-Match", etag).problem(422, "indicator-invalid")
	h.call("steve", "POST", path+"/refuse", `{"reason_code":"x","reason":"x"}`, "If-Match", etag).problem(422, "indicator-invalid")
	h.call("steve", "POST", path+"/refuse", `{"reason_code":"other","reason":"Our margins."}`, "If-Match", etag).problem(422, "text-refused")
	h.call("steve", "POST", path+"/refuse", `{"reason_code":"competition_law","reason":"Say what was offered."}`, "If-Match", etag).is(200)
	got := h.call("brand-a", "GET", where, "").is(200)
	if got.str("state") != "refused" || got.str("reason") != "Say what was offered." || got.str("reason_code") != "competition_law" || h.last("brand-a") != "indicator.refused" {
		t.Errorf("its publisher is told %s, reads %s", h.last("brand-a"), got.body)
	}
	if past := h.call("brand-a", "GET", where+"/history", "").is(200); past.str("items", 0, "actor") != "alliance" {
		t.Errorf("history: %s", past.body)
	}
	h.absent(where, "shop.example", "market-b", "carrier-c", "admin", "steve")
	h.patch("brand-a", where, `{"note":"x"}`, "*").problem(409, "indicator-closed")
	h.call("brand-a", "POST", where+"/revoke", `{"reason":"x"}`).problem(409, "indicator-closed")
	if again := h.hold("brand-a", "shop.example", ""); again.str("id") != made.str("id") {
		t.Errorf("another id: %s", again.body)
	}
	h.absent(where, "shop.example", "market-b", "admin")
	if _, again := h.desk("steve"); again != path {
		t.Errorf("at the desk it is %s, was %s", again, path)
	}
	// Reworded, it is published.
	now := h.call("brand-a", "GET", where, "").header.Get("ETag")
	done := h.patch("brand-a", where, `{"note":"Asks 40 EUR.","reason":"Without the number.","reason_code":"correction"}`, now).is(200)
	if done.str("state") != "published" || done.get("findings") != nil || done.get("reason") != nil {
		t.Errorf("reworded: %s", done.body)
	}
	if h.state("market-b", where) != "published" || h.last("market-b") != "indicator.published" {
		t.Error("it is not published")
	}
	h.call("steve", "POST", path+"/release", "", "If-Match", "*").problem(409, "moderation-closed")
}

// TestModeration_ends wants what was held and revoked, or erased, to stay its publisher's alone, and its text to be
// nowhere where it was erased.
func TestModeration_ends(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	revoked := h.hold("brand-a", "revoked.example", "").header.Get("Location")
	erased := h.hold("brand-a", "erased.example", "").header.Get("Location")
	late := h.hold("brand-a", "late.example", `,"valid_until":"`+time.Now().Add(1900*time.Millisecond).UTC().Format(time.RFC3339Nano)+`"`).header.Get("Location")
	if n := len(h.call("steve", "GET", "/v1/moderation?limit=2", "").is(200).items()); n != 2 {
		t.Errorf("%d on a page", n)
	}
	next := h.call("steve", "GET", "/v1/moderation?limit=2", "").str("next_cursor")
	rest := h.call("steve", "GET", "/v1/moderation?limit=2&cursor="+next, "").is(200)
	if len(rest.items()) != 1 || rest.get("next_cursor") != nil {
		t.Errorf("the rest: %s", rest.body)
	}
	h.call("brand-a", "POST", revoked+"/revoke", `{"reason":"x"}`, "If-Match", "*").is(200)
	h.call("steve", "POST", erased+"/erase", `{"reason":"x","reason_code":"other"}`).problem(404, "not-found")
	h.call("brand-a", "POST", erased+"/erase", `{"reason":"x","reason_code":"other"}`).is(200)
	if h.state("brand-a", revoked) != "revoked" || h.state("brand-a", erased) != "erased" {
		t.Error("they have not ended")
	}
	for ; len(h.call("steve", "GET", "/v1/moderation", "").is(200).items()) > 0; time.Sleep(20 * time.Millisecond) { // till the third is over
	}
	if got := h.call("brand-a", "GET", late, "").is(200); got.str("state") != "held" || got.get("expired") != true {
		t.Errorf("over: %s", got.body)
	}
	for where, value := range map[string]string{revoked: "revoked.example", erased: "erased.example", late: "late.example"} {
		h.absent(where, value, "market-b", "carrier-c", "admin", "steve")
	}
	if err := h.p.Ledger.All(t.Context(), func(es []ledger.Entry) error {
		for _, e := range es {
			if "/v1/indicators/"+e.ID == erased && bytes.Contains(e.Body, []byte("wholesale")) {
				t.Errorf("left on the ledger: %s", e.Body)
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	// It can be made valid again, and waits again.
	h.patch("brand-a", late, `{"valid_until":null}`, "*").is(200)
	if _, path := h.desk("steve"); path == "" {
		t.Error("it does not wait")
	}
}

// TestModeration_asOfRelease wants a release to be held to what holds then.
func TestModeration_asOfRelease(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	made := h.call("brand-a", "POST", "/v1/indicators", strings.Replace(amber("seat.example"), "{", `{"note":"`+priced+`",`, 1)).is(201)
	item, path := h.desk("steve")
	h.seats("market-b") // brand-a has left
	h.call("steve", "POST", path+"/release", "", "If-Match", item.header.Get("ETag")).problem(409, "release-unfit")
	if h.state("brand-a", made.header.Get("Location")) != "held" {
		t.Error("it is not held")
	}
	embargo := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	where := h.hold("brand-a", "embargo.example", `,"embargo_until":"`+embargo+`"`).header.Get("Location")
	item, path = h.desk("steve")
	h.call("steve", "POST", path+"/release", "", "If-Match", item.header.Get("ETag")).is(200)
	h.absent(where, "embargo.example", "market-b", "admin")
	if h.state("brand-a", where) != "published" {
		t.Error("it is not let out")
	}

	h.hold("brand-a", "gone.example", "")
	item, path = h.desk("steve")
	m, _ := h.p.Directory.Member("brand-a")
	m.State = directory.StateSuspended
	h.put(ledger.KindMember, "brand-a", m.Position, directory.EncodeMember(m))
	h.call("steve", "POST", path+"/release", "", "If-Match", item.header.Get("ETag")).problem(409, "release-unfit")
	h.call("steve", "POST", path+"/refuse", `{"reason_code":"other","reason":"x"}`, "If-Match", item.header.Get("ETag")).is(200)
}

// TestModeration_race wants one of two stewards, and of a steward and the publisher, to win.
func TestModeration_race(t *testing.T) {
	h := open(t)
	h.steward("steve", "")
	h.steward("otto", "")
	for n := range 8 {
		where := h.hold("brand-a", "race-"+string(rune('a'+n))+".example", "").header.Get("Location")
		item, path := h.desk("steve")
		etag := item.header.Get("ETag")
		got := make([]int, 3)
		var all sync.WaitGroup
		all.Go(func() { got[0] = h.call("steve", "POST", path+"/release", "", "If-Match", etag).status })
		all.Go(func() {
			got[1] = h.call("otto", "POST", path+"/refuse", `{"reason_code":"other","reason":"x"}`, "If-Match", etag).status
		})
		all.Go(func() { got[2] = h.patch("brand-a", where, `{"confidence":9}`, etag).status })
		all.Wait()
		won := 0
		for _, status := range got {
			switch status {
			case http.StatusOK:
				won++
			case http.StatusConflict, http.StatusPreconditionFailed:
			default:
				t.Errorf("%v", got)
			}
		}
		if won != 1 {
			t.Errorf("%v: %d have won", got, won)
		}
	}
}

// TestModeration_restart wants a new process to know what waits, and what does no longer.
func TestModeration_restart(t *testing.T) {
	dir := t.TempDir()
	var body []byte
	var closed string
	t.Run("before", func(t *testing.T) {
		h := openIn(t, dir, time.Minute)
		h.steward("steve", "")
		h.hold("brand-a", "first.example", "")
		item, path := h.desk("steve")
		h.call("steve", "POST", path+"/release", "", "If-Match", item.header.Get("ETag")).is(200)
		closed = path
		h.hold("brand-a", "second.example", "")
		where := h.hold("brand-a", "third.example", "").header.Get("Location")
		h.call("brand-a", "POST", where+"/erase", `{"reason":"x","reason_code":"other"}`).is(200)
		body = h.call("steve", "GET", "/v1/moderation", "").is(200).body
	})
	h := openIn(t, dir, time.Minute)
	h.steward("stella", "")
	if got := h.call("stella", "GET", "/v1/moderation", "").is(200); !bytes.Equal(got.body, body) || len(got.items()) != 1 {
		t.Errorf("after a start %s, before %s", got.body, body)
	}
	h.call("stella", "POST", closed+"/release", "", "If-Match", "*").problem(409, "moderation-closed")
}

// TestModeration_import wants lines that are held to be counted, and told why, before and after.
func TestModeration_import(t *testing.T) {
	h := open(t)
	body := domain("plain.example", "") + "\n" + domain("held.example", `,"note":"`+priced+`"`) + "\n" + domain("card.example", `,"note":"4111 1111 1111 1111"`) + "\n"
	ndjson := []string{"Content-Type", "application/x-ndjson"}
	preview := h.call("brand-a", "POST", "/v1/imports/preview", body, ndjson...).is(200)
	lines := bytes.Split(preview.body, []byte("\n"))
	for n, want := range []string{`"outcome":"published"`, `"rule":"price"`, `"outcome":"rejected"`} {
		if !bytes.Contains(lines[n], []byte(want)) {
			t.Errorf("no %s in %s", want, lines[n])
		}
	}
	if !bytes.Contains(lines[1], []byte(`"outcome":"held"`)) {
		t.Errorf("not held: %s", lines[1])
	}
	if want := `{"previewed":3,"seen_by":[{"lines":2,"member":"carrier-c","name":"carrier-c"},{"lines":2,"member":"market-b","name":"market-b"}]}`; string(lines[3]) != want {
		t.Errorf("it ends with %s, want %s", lines[3], want)
	}
	report := h.call("brand-a", "POST", "/v1/imports", body, ndjson...).is(202)
	if report.get("accepted") != 2.0 || report.get("held") != 1.0 || report.get("rejected") != 1.0 || report.get("holds", 0, "line") != 2.0 ||
		report.str("holds", 0, "findings", 0, "rule") != "price" {
		t.Errorf("imported: %s", report.body)
	}
	if again := h.call("brand-a", "POST", "/v1/imports", body, ndjson...).is(202); again.get("duplicate") != 2.0 || again.get("held") != 0.0 {
		t.Errorf("again: %s", again.body)
	}
	one := h.call("brand-a", "POST", "/v1/indicators/preview", domain("third.example", `,"note":"`+priced+`"`)).is(200)
	if one.str("outcome") != "held" || one.str("findings", 0, "pointer") != "/note" || len(one.get("readers").([]any)) != 2 { //nolint:forcetypeassert // then it panics
		t.Errorf("preview: %s", one.body)
	}
}
