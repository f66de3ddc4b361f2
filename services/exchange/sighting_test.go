package exchange_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// sightings are how often a member is told that an indicator was seen again.
func (h *house) sightings(as, where string) int {
	h.t.Helper()
	n, ok := h.call(as, http.MethodGet, where, "").is(200).get("sightings").(float64)
	if !ok {
		h.t.Fatalf("%s is not told how often", as)
	}
	return int(n)
}

// heard are the ids of the sightings that a member is listed.
func (h *house) heard(as, where string) int {
	h.t.Helper()
	return len(h.call(as, http.MethodGet, where+"/sightings", "").is(200).items())
}

// TestSight wants each sighting to reach those that it is for, of those who may read the
// indicator, on every exit: the list, the single read, the number and the feed.
func TestSight(t *testing.T) {
	h := open(t)
	where := h.publish("brand-a", green("seen.example")).header.Get("Location")
	everyone := []string{"brand-a", "market-b", "carrier-c"}
	for name, c := range map[string]struct {
		by, body string
		to       string // who hears of it
		counts   bool
	}{
		"for the publisher, unasked":  {"market-b", `{"type":"seen"}`, "brand-a market-b", true},
		"for all":                     {"market-b", `{"type":"relisted","audience":"indicator"}`, "brand-a market-b carrier-c", true},
		"for a member":                {"market-b", `{"type":"seen","audience":"shared","tlp":"red","share":{"members":["carrier-c"]}}`, "market-b carrier-c", true},
		"for a task force":            {"market-b", `{"type":"seen","audience":"shared","tlp":"amber","share":{"task_forces":["handbags"]}}`, "brand-a market-b", true},
		"for all but one":             {"market-b", `{"type":"seen","audience":"shared","tlp":"green","share":{"except":["carrier-c"]}}`, "brand-a market-b", true},
		"the publisher's own":         {"brand-a", `{"type":"seen"}`, "brand-a", true},
		"not seen counts for nothing": {"carrier-c", `{"type":"not_seen","audience":"indicator"}`, "brand-a market-b carrier-c", false},
		"nor a false positive":        {"carrier-c", `{"type":"false_positive","audience":"indicator"}`, "brand-a market-b carrier-c", false},
	} {
		t.Run(name, func(t *testing.T) {
			counts, lists, cursors := map[string]int{}, map[string]int{}, map[string]string{}
			for _, m := range everyone {
				counts[m], lists[m] = h.sightings(m, where), h.heard(m, where)
				cursors[m] = h.call(m, "GET", "/v1/changes?limit=1000", "").is(200).str("next_cursor")
			}
			made := h.call(c.by, "POST", where+"/sightings", c.body).is(201)
			path := made.header.Get("Location")
			retract := func() {
				h.call(c.by, "POST", path+"/retract", `{"reason":"x"}`, "If-Match", made.header.Get("ETag")).is(200)
			}
			look := func(event string) {
				t.Helper()
				for _, m := range everyone {
					hears := strings.Contains(c.to, m)
					one := map[bool]int{true: 1}
					if got := h.sightings(m, where) - counts[m]; got != one[hears && c.counts && event == "sighting.added"] {
						t.Errorf("%s: the number of %s moved by %d", event, m, got)
					}
					if got := h.heard(m, where) - lists[m]; got != one[hears] {
						t.Errorf("%s: the list of %s grew by %d", event, m, got)
					}
					h.call(m, "GET", path, "").is(map[bool]int{true: 200, false: 404}[hears])
					feed := h.call(m, "GET", "/v1/changes?limit=1000&cursor="+cursors[m], "").is(200)
					if len(feed.items()) != one[hears] || hears && (feed.str("items", 0, "type") != event || feed.str("items", 0, "data", "id") != made.str("id")) {
						t.Errorf("%s: the feed of %s: %s", event, m, feed.body)
					}
					cursors[m] = feed.str("next_cursor")
				}
			}
			look("sighting.added")
			retract()
			look("sighting.retracted")
		})
	}
}

// TestSight_rules wants a sighting refused with all that is wrong with it, and taken back by its
// author alone, once.
func TestSight_rules(t *testing.T) {
	h := open(t)
	made := h.publish("brand-a", `{"observable":{"type":"domain","value":"rules.example"},"tlp":"amber","share":{"members":["market-b"]},"attribution":"withheld"}`)
	where := made.header.Get("Location")
	bad := h.call("market-b", "POST", where+"/sightings", `{"type":"heard","platform":"No Slug","count":0,"first_seen":"2026-02-01T00:00:00Z","last_seen":"2026-01-01T00:00:00Z",
		"url":{"type":"email","value":"x@y.example"},"attribution":"loud","audience":"shared","tlp":"green"}`).problem(422, "sighting-invalid")
	for _, pointer := range []string{"/type", "/platform", "/count", "/last_seen", "/url/type", "/attribution", "/tlp"} {
		if !bytes.Contains(bad.body, []byte(`"`+pointer+`"`)) {
			t.Errorf("%s is taken: %s", pointer, bad.body)
		}
	}
	h.call("market-b", "POST", where+"/sightings", `{"type":"seen","tlp":"red","share":{"members":["carrier-c"]}}`).problem(422, "sighting-invalid")
	h.call("carrier-c", "POST", where+"/sightings", `{"type":"nonsense"}`).problem(404, "not-found")

	// Naming who may not see the indicator is no error: it would tell who does. Nor is that one told.
	shared := h.call("market-b", "POST", where+"/sightings", `{"type":"seen","audience":"shared","tlp":"red","share":{"members":["carrier-c"]}}`).is(201)
	h.call("carrier-c", "GET", shared.header.Get("Location"), "").problem(404, "not-found")
	if feed := h.call("carrier-c", "GET", "/v1/changes", "").is(200); len(feed.items()) != 0 {
		t.Errorf("who may not see it is told: %s", feed.body)
	}

	// The same request is one sighting, and answered as it was.
	body := `{"type":"seen","url":{"type":"listing_url","value":"https://item.taobao.com/item.htm?id=652874751412"},"note":"n","attribution":"withheld"}`
	first := h.call("market-b", "POST", where+"/sightings", body, "Idempotency-Key", "s1").is(201)
	path := first.header.Get("Location")
	if first.str("member") != "market-b" || first.str("audience") != "publisher" || first.str("url", "canonical") == "" || bytes.Contains(first.body, []byte("brand-a")) {
		t.Errorf("made: %s", first.body)
	}
	seen := h.call("brand-a", "GET", path, "").is(200)
	if seen.get("member") != nil || seen.get("audience") != nil || seen.str("redacted", 0) != "source" || seen.str("tlp") != "red" || seen.str("note") != "n" {
		t.Errorf("the publisher reads %s", seen.body)
	}
	h.call("brand-a", "POST", path+"/retract", `{}`).problem(403, "not-sighter")
	h.call("carrier-c", "POST", path+"/retract", `{}`).problem(404, "not-found")
	h.call("market-b", "POST", path+"/retract", `{"reason":" "}`).problem(422, "sighting-invalid")
	h.call("market-b", "POST", path+"/retract", `{"reason":"x"}`, "If-Match", `"stale"`).problem(412, "precondition-failed")
	if back := h.call("market-b", "POST", path+"/retract", `{"reason":"another shop"}`, "If-Match", first.header.Get("ETag")).is(200); back.str("state") != "retracted" || back.str("reason") != "another shop" {
		t.Errorf("taken back: %s", back.body)
	}
	h.call("market-b", "POST", path+"/retract", `{"reason":"x"}`).problem(409, "sighting-retracted")
	if again := h.call("market-b", "POST", where+"/sightings", body, "Idempotency-Key", "s1").is(201); !bytes.Equal(again.body, first.body) {
		t.Errorf("first %s\nagain %s", first.body, again.body)
	}

	h.call("brand-a", "POST", where+"/revoke", `{"reason":"x"}`, "If-Match", made.header.Get("ETag")).is(200)
	h.call("market-b", "POST", where+"/sightings", `{"type":"seen"}`).problem(409, "indicator-not-standing")

	// Published anew, for another to see: it learns nothing of what was said before.
	h.publish("brand-a", `{"observable":{"type":"domain","value":"rules.example"},"tlp":"green"}`)
	if h.sightings("carrier-c", where) != 0 || h.heard("carrier-c", where) != 0 || h.heard("brand-a", where) != 0 {
		t.Error("what was said of the earlier one is heard")
	}
	h.call("market-b", "GET", path, "").is(200) // its author's own all the same
	h.call("brand-a", "GET", path, "").problem(404, "not-found")
}

// TestSight_lost wants a sighting to be lost with its indicator, for all but its author.
func TestSight_lost(t *testing.T) {
	h := open(t)
	where := h.publish("brand-a", "lost.example").header.Get("Location")
	path := h.call("market-b", "POST", where+"/sightings", `{"type":"seen","audience":"indicator"}`).is(201).header.Get("Location")
	other := h.call("brand-a", "POST", where+"/sightings", `{"type":"seen","audience":"indicator"}`).is(201).header.Get("Location")
	h.call("market-b", "GET", other, "").is(200)
	h.seats("brand-a")
	h.call("market-b", "GET", where+"/sightings", "").problem(404, "not-found")
	h.call("market-b", "GET", other, "").problem(404, "not-found")
	before := h.call("market-b", "GET", path, "").is(200)
	h.call("brand-a", "POST", where+"/restrict", `{"tlp":"amber+strict","reason":"x"}`, "If-Match", h.call("brand-a", "GET", where, "").header.Get("ETag")).is(200)
	if after := h.call("market-b", "GET", path, "").is(200); !bytes.Equal(before.body, after.body) {
		t.Errorf("its own tells of what it may no longer see: %s", after.body)
	}
	if feed := h.call("market-b", "GET", "/v1/changes", "").is(200); bytes.Contains(feed.body, []byte("sighting.")) {
		t.Errorf("told: %s", feed.body)
	}
}

// seats leaves handbags to some.
func (h *house) seats(members ...id.Member) {
	h.t.Helper()
	f := directory.TaskForce{ID: "handbags", Name: "Handbags"}
	for _, m := range members {
		f.Seats = append(f.Seats, directory.Seat{Member: m, Role: "contributor"})
	}
	var last ledger.Position
	if err := h.p.Ledger.All(h.t.Context(), func(es []ledger.Entry) error {
		for _, e := range es {
			if e.Kind == ledger.KindTaskForce {
				last = e.Position
			}
		}
		return nil
	}); err != nil {
		h.t.Fatal(err)
	}
	h.put(ledger.KindTaskForce, "handbags", last, directory.EncodeTaskForce(f))
}

// TestSight_pages wants pages to hold what may be read and nothing else, whatever lies between.
func TestSight_pages(t *testing.T) {
	h := open(t)
	where := h.publish("brand-a", green("pages.example")).header.Get("Location")
	for n := range 7 {
		audience := map[bool]string{true: "indicator", false: "publisher"}[n%2 == 0]
		h.call("market-b", "POST", where+"/sightings", `{"type":"seen","audience":"`+audience+`"}`).is(201)
	}
	found, cursor := 0, ""
	for pages := 1; ; pages++ {
		page := h.call("carrier-c", "GET", where+"/sightings?limit=2"+cursor, "").is(200)
		found += len(page.items())
		next, more := page.get("next_cursor").(string)
		if !more {
			if pages != 2 || found != 4 {
				t.Errorf("%d on %d pages", found, pages)
			}
			return
		}
		cursor = "&cursor=" + next
		h.call("brand-a", "GET", where+"/sightings?limit=2"+cursor, "").problem(400, "parameter-invalid")
	}
}
