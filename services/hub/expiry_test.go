package hub_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestExpiry follows a validity of a moment to its end and beyond, on every exit of a hub whose clock is
// the wall's.
func TestExpiry(t *testing.T) {
	a := newAlliance(t)
	until := time.Now().Add(1500 * time.Millisecond).UTC()
	id, etag := publish(t, a, fmt.Sprintf(`{"observable":{"type":"domain","value":"soon-over.example"},"tlp":"green","valid_until":%q}`, until.Format(time.RFC3339Nano)))
	type page struct {
		Items []struct {
			ID, Type, State string
			Data            struct{ ID string }
			Expired         bool
		}
	}
	list := func(who, path string) page {
		var p page
		into(t, a.must(t, who, "GET", path, "", 200), &p)
		return p
	}
	if n := len(list("pay-d", "/v1/indicators").Items); n != 1 {
		t.Fatalf("%d before its end", n)
	}
	if n := len(list("maison-a", "/v1/indicators?state=expired").Items); n != 0 {
		t.Errorf("%d are over before their end", n)
	}
	time.Sleep(time.Until(until.Truncate(time.Second))) // a part of a second hides
	for _, path := range []string{"/v1/indicators", "/v1/indicators?state=all", "/v1/indicators?state=expired"} {
		if n := len(list("pay-d", path).Items); n != 0 {
			t.Errorf("%s after its end: %d", path, n)
		}
	}
	a.must(t, "pay-d", "GET", "/v1/indicators/"+id, "", 404)
	a.must(t, "pay-d", "GET", "/v1/indicators/"+id+"/history", "", 404)
	if got := string(a.must(t, "pay-d", "GET", "/v1/indicators/export?state=all", "", 200)); strings.Contains(got, id) {
		t.Errorf("exported: %s", got)
	}
	told := func(typ string) {
		t.Helper()
		for late := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			feed := list("pay-d", "/v1/changes").Items
			if n := len(feed); n > 0 && feed[n-1].Type == typ && feed[n-1].Data.ID == id {
				return
			}
			if time.Now().After(late) {
				t.Fatalf("%s is not told: %+v", typ, feed)
			}
		}
	}
	told("indicator.expired")

	// Its publisher has it still, and sees that it is over.
	if n := len(list("maison-a", "/v1/indicators").Items); n != 0 {
		t.Errorf("%d stand", n)
	}
	for _, path := range []string{"/v1/indicators?state=expired", "/v1/indicators?state=all"} {
		if got := list("maison-a", path).Items; len(got) != 1 || !got[0].Expired || got[0].State != "published" {
			t.Errorf("%s: %+v", path, got)
		}
	}
	got := a.ask(t, "maison-a", "GET", "/v1/indicators/"+id, "", "If-None-Match", etag)
	now := got.header.Get("ETag")
	if got.status != 200 || now == etag || !strings.HasSuffix(now, `x"`) {
		t.Errorf("%d with %s, the tag is %s", got.status, etag, now)
	}
	a.must(t, "maison-a", "GET", "/v1/indicators/"+id, "", 304, "If-None-Match", now)

	// Made longer, it is there again.
	a.must(t, "maison-a", "PATCH", "/v1/indicators/"+id, `{"valid_until":"2099-01-01T00:00:00Z"}`, 200, "If-Match", now)
	told("indicator.published")
	a.must(t, "pay-d", "GET", "/v1/indicators/"+id, "", 200)
}
