package hub_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

var modifiedIn = regexp.MustCompile(`"modified_at":"[^"]*"`)

// TestLeakNotices has one member screen, under all names, for what two publishers withhold of whom one is
// told of matches and the other would not be, and for what is for it alone. It wants all answered
// alike, publishers to be told no name that is not given, and third members to be told nothing.
func TestLeakNotices(t *testing.T) {
	a := newAlliance(t)
	a.join(t, `{"id":"mia-c","name":"Mia","member":"maison-c","roles":["manager"]}`)
	a.must(t, "mia-c", "PATCH", "/v1/members/maison-c", `{"match_notices":{"receive":false}}`, 200, "If-Match", "*")
	var ids []string
	for _, audience := range []string{`"tlp":"green"`, `"tlp":"red","share":{"members":["bazar-b"]}`} {
		for _, who := range []string{"maison-a", "maison-c"} {
			var made struct{ ID string }
			into(t, a.must(t, who, "POST", "/v1/indicators", fmt.Sprintf(`{"observable":{"type":"domain","value":"noticed-%d.example"},%s,"attribution":"withheld"}`, len(ids), audience), 201), &made)
			ids = append(ids, made.ID)
		}
	}
	stream := a.listen(t, "maison-a", "/v1/stream")

	// The sender is answered alike, asked once and again, whoever is told.
	for _, as := range []string{"withheld", "pseudonymous", "named"} {
		for _, again := range []bool{false, true} {
			var first string
			for n, in := range ids {
				value := fmt.Sprintf("noticed-%d.example", n)
				got := a.ask(t, "bazar-b", "POST", "/v1/screen", fmt.Sprintf(`{"observables":[{"type":"domain","value":%q}],"notify":true,"notify_attribution":%q}`, value, as))
				if told := strings.Contains(string(got.body), `"notified":true`); got.status != 200 || !told {
					t.Fatalf("%s as %s: %d %s", value, as, got.status, got.body)
				}
				if wrote := got.header.Get("Ledger-Position") != ""; wrote == again {
					t.Errorf("%s as %s, again %t: a position: %t", value, as, again, wrote)
				}
				got.header.Del("Ledger-Position")
				got.header.Del("Content-Length") // as long as modified_at
				said := modifiedIn.ReplaceAllString(strings.NewReplacer(in, "ID", value, "VALUE").Replace(bare(got)), "")
				if n%2 == 0 { // one of each audience is heard, the next is not
					first = said
				} else if said != first {
					t.Errorf("%s as %s, again %t:\n%s\nthe first:\n%s", value, as, again, said, first)
				}
			}
		}
	}
	var sent struct{ Items []map[string]any }
	into(t, a.must(t, "bazar-b", "GET", "/v1/notices?direction=sent", "", 200), &sent)
	for _, x := range sent.Items {
		if len(x) != len(sent.Items[0]) || x["count"] != 1.0 {
			t.Errorf("sent: %v", x)
		}
	}
	if len(sent.Items) != 3*len(ids) {
		t.Errorf("sent %d notices", len(sent.Items))
	}

	// Of what two alone know, the publisher is told by name or not at all.
	var got struct{ Items []map[string]any }
	into(t, a.must(t, "maison-a", "GET", "/v1/notices", "", 200), &got)
	heard := map[string]int{}
	for _, x := range got.Items {
		who, _ := x["member"].(string)
		if who != "" && who != "bazar-b" {
			who = "somebody"
		}
		heard[fmt.Sprint(x["indicator"] == ids[0], " ", who)]++
	}
	if want := map[string]int{"true ": 1, "true somebody": 1, "true bazar-b": 1, "false bazar-b": 1}; fmt.Sprint(heard) != fmt.Sprint(want) {
		t.Errorf("told %v, want %v", heard, want)
	}
	for _, gone := range []string{`"value"`, "noticed-"} {
		if body := a.must(t, "maison-a", "GET", "/v1/notices", "", 200); bytes.Contains(body, []byte(gone)) {
			t.Errorf("notices have %s: %s", gone, body)
		}
	}
	if said := stream.until(t, got.Items[0]["id"].(string)); strings.Count(said, "notice.matched\n") != 4 || strings.Count(said, "bazar-b") != 2 {
		t.Errorf("streamed: %s", said)
	}

	// Nobody else has them, on any exit; nor has a publisher the trail of who screened.
	for _, who := range viewers {
		for _, path := range []string{"/v1/notices", "/v1/notices?direction=sent", "/v1/changes?limit=1000", "/v1/audit?limit=1000", "/v1/audit?kind=notice"} {
			own := who == "bazar-b" || who == "admin" || who == "steve"
			if x := a.ask(t, who, "GET", path, ""); !own && (bytes.Contains(x.body, []byte("ntc_")) || bytes.Contains(x.body, []byte("matched"))) {
				t.Errorf("%s as %s: %s", path, who, x.body)
			}
		}
	}
	if x := a.ask(t, "maison-a", "GET", "/v1/audit?limit=1000", ""); bytes.Contains(x.body, []byte("m:bazar-b")) {
		t.Errorf("the publisher's trail: %s", x.body)
	}

	// They go with what they are about.
	a.must(t, "maison-a", "POST", "/v1/indicators/"+ids[0]+"/erase", `{"reason":"By order.","reason_code":"legal_order"}`, 200, "If-Match", "*")
	for who, path := range map[string]string{"maison-a": "/v1/notices", "bazar-b": "/v1/notices?direction=sent"} {
		if x := a.must(t, who, "GET", path, "", 200); bytes.Contains(x, []byte(ids[0])) {
			t.Errorf("%s as %s after it was erased: %s", path, who, x)
		}
	}
}
