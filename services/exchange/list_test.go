package exchange_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/directory"
)

func TestList_filters(t *testing.T) {
	h := open(t)
	h.publish("brand-a", `{"observable":{"type":"domain","value":"one.example"},"tlp":"green","brands":["maison-a"],"tags":["bags"],"confidence":80}`)
	h.publish("brand-a", `{"observable":{"type":"email","value":"seller@two.example"},"tlp":"green","attribution":"withheld","confidence":40}`)
	gone := h.publish("market-b", green("three.example"))
	h.call("market-b", "POST", gone.header.Get("Location")+"/revoke", `{"reason":"r"}`, "If-Match", gone.header.Get("ETag")).is(200)
	h.publish("brand-a", "four.example")
	future := url.QueryEscape(time.Now().Add(time.Hour).Format(time.RFC3339))
	for query, want := range map[string]int{
		"":                                  2,
		"type=domain":                       1,
		"type=domain&value=ONE.example.":    1,
		"type=domain&value=none.example":    0,
		"value=ONE.example.":                1,
		"q=TWO":                             1,
		"brand=maison-a":                    1,
		"tag=bags":                          1,
		"tag=shoes":                         0,
		"publisher=brand-a":                 1, // the withheld one is nobody's
		"publisher=market-b&state=all":      1,
		"state=revoked":                     1,
		"state=all":                         3,
		"min_confidence=50":                 1,
		"task_force=handbags":               0,
		"since=" + future:                   0,
		"since=2020-01-01T00:00:00Z&q=exam": 2,
		"type=domain&type=email":            2,
		"value=one.example&value=x.example": 1,
		"prefix=ONE.":                       1,
		"prefix=ne.":                        0,
		"q=BAGS+ne.ex":                      1,
		"q=bags+two":                        0,
		"q=maison":                          1,
		"registrable=www.two.example":       1,
		"tlp=green&tlp=amber%2Bstrict":      2,
		"tlp=amber%2Bstrict":                0,
		"until=2020-01-01":                  0,
		"created_since=2020-01-01":          2,
		"state=published&state=revoked":     3,
		"infringement=counterfeit":          0,
		"sort=modified":                     2,
		"sort=modified&state=all&type=":     3,
	} {
		if r := h.call("carrier-c", "GET", "/v1/indicators?"+query, "").is(200); len(r.items()) != want {
			t.Errorf("%s: %d, want %d", query, len(r.items()), want)
		}
	}
	if r := h.call("market-b", "GET", "/v1/indicators?task_force=handbags", "").is(200); len(r.items()) != 1 {
		t.Errorf("the task force's own: %s", r.body)
	}
	for _, query := range []string{
		"type=colour", "value=of+no+type:1", "type=domain&value=co.uk", "q=x", "state=gone", "min_confidence=101", "min_confidence=-1", "since=yesterday", "limit=0", "limit=1001", "limit=many", "cursor=nonsense", "colour=red", "sort=age", "sort=modified&cursor=nonsense",
		"tlp=blue", "basis=hearsay", "infringement=none", "registrable=co.uk", "prefix=a", "q=one&q=two", "until=never", "q=1+2+3+4+5+6+7+8+9", "search=x%zz",
	} {
		h.call("carrier-c", "GET", "/v1/indicators?"+query, "").problem(400, "parameter-invalid")
	}
}

func TestFacets(t *testing.T) {
	h := open(t)
	h.publish("brand-a", `{"observable":{"type":"domain","value":"one.example"},"tlp":"green","brands":["maison-a"],"tags":["bags"],"confidence":80}`)
	h.publish("brand-a", `{"observable":{"type":"domain","value":"two.example"},"tlp":"green","attribution":"withheld","confidence":0,"tags":["bags","shoes"]}`)
	h.publish("market-b", `{"observable":{"type":"email","value":"a@three.example"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
	for path, want := range map[string]string{
		"": `{"facets":{"brand":[{"count":1,"value":"maison-a"}],"confidence":[{"count":1,"value":"high"},{"count":1,"value":"none"}],` +
			`"infringement":[],"publisher":[{"count":1,"value":"brand-a"}],"state":[{"count":2,"value":"published"}],"tag":[{"count":2,"value":"bags"},` +
			`{"count":1,"value":"shoes"}],"task_force":[],"tlp":[{"count":2,"value":"green"}],"type":[{"count":2,"value":"domain"}]},"total":2}`,
		"?facet=tag&limit=1":               `{"facets":{"tag":[{"count":2,"value":"bags"}]},"total":2}`,
		"?facet=tag&facet=brand&tag=shoes": `{"facets":{"brand":[],"tag":[{"count":2,"value":"bags"},{"count":1,"value":"shoes"}]},"total":1}`,
		"?facet=type&q=three":              `{"facets":{"type":[]},"total":0}`,
	} {
		if r := h.call("carrier-c", "GET", "/v1/indicators/facets"+path, "").is(200); strings.TrimSpace(string(r.body)) != want {
			t.Errorf("%s:\n%s, want\n%s", path, r.body, want)
		}
	}
	for _, query := range []string{"facet=colour", "limit=0", "cursor=x", "min_confidence=x"} {
		h.call("carrier-c", "GET", "/v1/indicators/facets?"+query, "").problem(400, "parameter-invalid")
	}
}

// A list by the last change gives each indicator once, whatever changes while it is read.
func TestList_byChange(t *testing.T) {
	h := open(t)
	tags := map[string]string{}
	for n := range 6 {
		r := h.publish("brand-a", green(fmt.Sprintf("page%d.example", n)))
		tags[r.header.Get("Location")] = r.header.Get("ETag")
	}
	var seen []string
	for path := "/v1/indicators?limit=2&state=all&sort=modified"; path != ""; {
		r := h.call("carrier-c", "GET", path, "").is(200)
		for _, i := range r.items() {
			seen = append(seen, i.(map[string]any)["observable"].(map[string]any)["canonical"].(string))
		}
		path = ""
		if next := r.header.Get("Link"); next != "" {
			path = strings.TrimSuffix(strings.TrimPrefix(next, "<"), `>; rel="next"`)
		}
		for at, tag := range tags { // one that was shown or one that was not
			h.call("brand-a", "POST", at+"/revoke", `{"reason":"r"}`, "If-Match", tag).is(200)
			delete(tags, at)
			break
		}
		h.publish("brand-a", green(fmt.Sprintf("new%d.example", len(seen))))
	}
	if want := []string{"page5.example", "page4.example", "page3.example", "page2.example", "page1.example", "page0.example"}; !slices.Equal(seen, want) {
		t.Errorf("%v, want %v", seen, want)
	}
}

func TestList_pages(t *testing.T) {
	h := open(t)
	for n := range 7 {
		h.publish("brand-a", green(fmt.Sprintf("page%d.example", n)))
	}
	var seen []string
	path := "/v1/indicators?limit=3&type=domain"
	for path != "" {
		r := h.call("market-b", "GET", path, "").is(200)
		for n := range r.items() {
			seen = append(seen, r.str("items", n, "observable", "canonical"))
		}
		next := r.header.Get("Link")
		if (next == "") != (r.get("next_cursor") == nil) {
			t.Errorf("Link %q, next_cursor %v", next, r.get("next_cursor"))
		}
		path = ""
		if next != "" {
			path, _, _ = strings.Cut(strings.TrimPrefix(next, "<"), ">")
		}
	}
	if got := strings.Join(seen, " "); got != "page6.example page5.example page4.example page3.example page2.example page1.example page0.example" {
		t.Errorf("got %s", got)
	}

	// A cursor is its caller's, and for its question.
	cursor := h.call("market-b", "GET", "/v1/indicators?limit=3&type=domain", "").str("next_cursor")
	h.call("market-b", "GET", "/v1/indicators?limit=5&type=domain&cursor="+cursor, "").is(200)
	h.call("market-b", "GET", "/v1/indicators?limit=3&cursor="+cursor, "").problem(400, "parameter-invalid")
	h.call("carrier-c", "GET", "/v1/indicators?limit=3&type=domain&cursor="+cursor, "").problem(400, "parameter-invalid")
	h.call("market-b", "GET", "/v1/changes?cursor="+cursor, "").problem(400, "parameter-invalid")
}

// TestList_admin: the admin sees that there is something, and not what.
func TestList_admin(t *testing.T) {
	h := open(t)
	made := h.publish("brand-a", "secret.example")
	for _, path := range []string{"/v1/indicators", "/v1/changes", made.header.Get("Location")} {
		r := h.call("admin", "GET", path, "").is(200)
		if strings.Contains(string(r.body), "secret") || strings.Contains(string(r.body), "brand-a") || !strings.Contains(string(r.body), made.str("id")) {
			t.Errorf("%s: %s", path, r.body)
		}
	}
}

func TestChanges(t *testing.T) {
	h := open(t)
	start := h.call("carrier-c", "GET", "/v1/changes", "").is(200)
	cursor := start.str("next_cursor")
	if len(start.items()) != 0 || cursor == "" {
		t.Fatalf("at the start: %s", start.body)
	}

	t.Run("hidden traffic does not move it", func(t *testing.T) {
		h.publish("brand-a", "hidden.example")
		for range 2 {
			if r := h.call("carrier-c", "GET", "/v1/changes?cursor="+cursor, "").is(200); len(r.items()) != 0 || r.str("next_cursor") != cursor {
				t.Errorf("got %s", r.body)
			}
		}
	})
	t.Run("it goes on after what was given", func(t *testing.T) {
		for n := range 3 {
			h.publish("brand-a", green(fmt.Sprintf("seen%d.example", n)))
			h.publish("brand-a", fmt.Sprintf("unseen%d.example", n))
		}
		var seen []string
		for {
			r := h.call("carrier-c", "GET", "/v1/changes?limit=2&cursor="+cursor, "").is(200)
			cursor = r.str("next_cursor")
			if len(r.items()) == 0 {
				break
			}
			for n := range r.items() {
				seen = append(seen, r.str("items", n, "data", "observable", "value"))
			}
		}
		if strings.Join(seen, " ") != "seen0.example seen1.example seen2.example" {
			t.Errorf("got %v", seen)
		}
	})
	t.Run("a poll waits for the next event, and not for hidden ones", func(t *testing.T) {
		done := make(chan reply, 1)
		go func() { done <- h.call("carrier-c", "GET", "/v1/changes?wait=20&cursor="+cursor, "") }()
		h.publish("brand-a", "quiet.example")
		select {
		case r := <-done:
			t.Fatalf("it came back for nothing: %s", r.body)
		case <-time.After(100 * time.Millisecond):
		}
		h.publish("brand-a", green("loud.example"))
		select {
		case r := <-done:
			if r.is(200); len(r.items()) != 1 || r.str("items", 0, "data", "observable", "value") != "loud.example" {
				t.Errorf("got %s", r.body)
			}
			cursor = r.str("next_cursor")
		case <-time.After(5 * time.Second):
			t.Fatal("it did not come back")
		}
	})
	t.Run("a poll comes back when its time is up", func(t *testing.T) {
		began := time.Now()
		r := h.call("carrier-c", "GET", "/v1/changes?wait=1&cursor="+cursor, "").is(200)
		if took := time.Since(began); len(r.items()) != 0 || r.str("next_cursor") != cursor || took < 900*time.Millisecond || took > 5*time.Second {
			t.Errorf("after %v: %s", took, r.body)
		}
	})
	t.Run("new rights show what was passed over", func(t *testing.T) {
		old, _ := h.p.Directory.TaskForce("handbags")
		old.Seats = append(old.Seats, old.Seats[0])
		old.Seats[len(old.Seats)-1].Member = "carrier-c"
		h.put("taskforce", "handbags", old.Position, directory.EncodeTaskForce(old))
		r := h.call("carrier-c", "GET", "/v1/changes?cursor="+start.str("next_cursor"), "").is(200)
		if len(r.items()) != 9 {
			t.Errorf("%d events: %s", len(r.items()), r.body)
		}
	})
	for _, query := range []string{"cursor=x", "wait=26", "wait=-1", "limit=0"} {
		h.call("carrier-c", http.MethodGet, "/v1/changes?"+query, "").problem(400, "parameter-invalid")
	}
	h.call("market-b", http.MethodGet, "/v1/changes?cursor="+cursor, "").problem(400, "parameter-invalid")
}
