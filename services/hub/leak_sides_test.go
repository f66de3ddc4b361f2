package hub_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The leaks that have a side door of their own: groups, rosters, people, headers, caches, time.

// TestLeakImportsIntoForeignTaskForces wants a line that names a task force that one is not in to be
// rejected as one that names none (L5, L13, L14).
func TestLeakImportsIntoForeignTaskForces(t *testing.T) {
	a := newAlliance(t)
	rejects := func(tf string) string {
		var made struct{ ID string }
		line := fmt.Sprintf(`{"observable":{"type":"domain","value":"x.example"},"tlp":"amber","share":{"task_forces":[%q]}}`, tf)
		into(t, a.must(t, "maison-c", "POST", "/v1/imports", line, 202, "Content-Type", "application/x-ndjson"), &made)
		got := a.must(t, "maison-c", "GET", "/v1/imports/"+made.ID+"/rejects", "", 200)
		if !bytes.Contains(got, []byte("task_forces")) {
			t.Fatalf("not rejected: %s", got)
		}
		return strings.ReplaceAll(string(got), tf, "T")
	}
	if foreign, none := rejects("handbags"), rejects("handbogs"); foreign != none {
		t.Errorf("foreign %s\nnone %s", foreign, none)
	}
	if got := a.ids(t, "maison-a", "/v1/indicators?state=all"); len(got) != 0 {
		t.Errorf("a foreign line arrived: %v", got)
	}
}

// TestLeakFiltersNameNobody wants a filter that names a task force that one is not in, or a member
// that is suspended, to be answered as one that names none, on every exit that takes one (L5, L27).
func TestLeakFiltersNameNobody(t *testing.T) {
	a := newAlliance(t)
	etag := a.ask(t, "admin", "GET", "/v1/members/gone-g", "").header.Get("ETag")
	a.must(t, "admin", "POST", "/v1/members/gone-g/suspend", `{"reason":"x"}`, 200, "If-Match", etag)
	publish(t, a, `{"observable":{"type":"domain","value":"hidden.example"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
	for _, pair := range []struct{ field, parameter, real, none string }{{"task_forces", "task_force", "handbags", "handbogs"}, {"publishers", "publisher", "gone-g", "gone-h"}} {
		for _, path := range []string{"/v1/indicators?", "/v1/indicators/export?", "/v1/indicators?state=all&limit=1&"} {
			ask := func(name string) string {
				return strings.ReplaceAll(bare(a.ask(t, "maison-c", "GET", path+pair.parameter+"="+name, "")), name, "N")
			}
			if got, want := ask(pair.real), ask(pair.none); got != want {
				t.Errorf("%s%s: %s\nnone %s", path, pair.parameter, got, want)
			}
		}
		subscribe := func(name string) string {
			got := a.ask(t, "maison-c", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":"http://127.0.0.1:9/","filter":{%q:[%q]}}`, pair.field, name))
			if got.status == http.StatusCreated { // its id and secret are its own
				return strconv.Itoa(got.status)
			}
			return strings.ReplaceAll(bare(got), name, "N")
		}
		if got, want := subscribe(pair.real), subscribe(pair.none); got != want {
			t.Errorf("a subscription to %s: %s\nnone %s", pair.field, got, want)
		}
	}
}

// TestLeakRosters wants nobody to learn from a record who else it is for, nor from a roster what is
// not on it (L6, L7).
func TestLeakRosters(t *testing.T) {
	a := newAlliance(t)
	red, _ := publish(t, a, `{"observable":{"type":"domain","value":"red.example"},"tlp":"red","share":{"members":["pay-d","police-l"],"except":["brand-x"]}}`)
	amber, _ := publish(t, a, `{"observable":{"type":"domain","value":"amber.example"},"tlp":"amber","share":{"task_forces":["handbags"],"members":["pay-d"],"except":["brand-x"]}}`)
	for _, ask := range []struct{ who, id string }{{"pay-d", red}, {"police-l", red}, {"bazar-b", amber}, {"pay-d", amber}} {
		for _, path := range []string{"/v1/indicators/" + ask.id, "/v1/indicators", "/v1/changes"} {
			got := a.must(t, ask.who, "GET", path, "", 200)
			for _, other := range []string{"handbags", "pay-d", "police-l", "brand-x", "bazar-b", "share", "except"} {
				if bytes.Contains(got, []byte(other)) {
					t.Errorf("%s as %s names %s: %s", path, ask.who, other, got)
				}
			}
		}
	}
	var forces struct{ Items []struct{ ID string } }
	for who, want := range map[string]int{"maison-a": 1, "brand-x": 1, "bazar-b": 1, "maison-c": 0, "pay-d": 0, "police-l": 0, "rita-c": 0, "admin": 1} {
		if into(t, a.must(t, who, "GET", "/v1/task-forces", "", 200), &forces); len(forces.Items) != want {
			t.Errorf("%s sees %d task forces, want %d", who, len(forces.Items), want)
		}
	}
	etag := a.ask(t, "admin", "GET", "/v1/members/brand-x", "").header.Get("ETag")
	a.must(t, "admin", "POST", "/v1/members/brand-x/suspend", `{"reason":"x"}`, 200, "If-Match", etag)
	for _, path := range []string{"/v1/task-forces", "/v1/task-forces/handbags", "/v1/members"} {
		if got := a.must(t, "bazar-b", "GET", path, "", 200); bytes.Contains(got, []byte("brand-x")) {
			t.Errorf("%s names who is suspended: %s", path, got)
		}
	}
}

// TestLeakNoSecondID wants no request to name twice what it is about: what was authorised is what is
// changed (L17).
func TestLeakNoSecondID(t *testing.T) {
	a := newAlliance(t)
	type schema struct {
		Ref        string `json:"$ref"`
		Properties map[string]json.RawMessage
	}
	var doc struct {
		Paths      map[string]map[string]json.RawMessage
		Components struct{ Schemas map[string]schema }
	}
	into(t, a.must(t, "admin", "GET", "/openapi.json", "", 200), &doc)
	bodies := 0
	for path, item := range doc.Paths {
		for method, raw := range item {
			if method == "parameters" || !strings.Contains(path, "{") {
				continue
			}
			var op struct {
				RequestBody struct {
					Content map[string]struct{ Schema schema }
				}
			}
			into(t, raw, &op)
			for _, content := range op.RequestBody.Content {
				s := content.Schema
				if name, is := strings.CutPrefix(s.Ref, "#/components/schemas/"); is {
					s = doc.Components.Schemas[name]
				}
				if len(s.Properties) == 0 {
					t.Errorf("%s %s: its body is not understood", method, path)
				}
				bodies++
				for property := range s.Properties {
					if property == "id" || property == "publisher" || property == "indicator" || strings.Contains(path, "{"+property+"}") {
						t.Errorf("%s %s: the body says %s, as the path does", method, path, property)
					}
				}
			}
		}
	}
	if bodies < 8 {
		t.Errorf("only %d bodies", bodies)
	}
	own, etag := publish(t, a, `{"observable":{"type":"domain","value":"one.example"},"tlp":"green"}`)
	other, _ := publish(t, a, `{"observable":{"type":"domain","value":"two.example"},"tlp":"green"}`)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+own+"/revoke", fmt.Sprintf(`{"reason":"x","id":%q}`, other), 422, "If-Match", etag)
}

// TestLeakTypedIDs wants the id of a thing to be none where a thing of another type is asked for,
// even by whose it is (L24).
func TestLeakTypedIDs(t *testing.T) {
	a := newAlliance(t)
	indicator, _ := publish(t, a, `{"observable":{"type":"domain","value":"one.example"},"tlp":"green"}`)
	var sub, imported struct{ ID string }
	into(t, a.must(t, "maison-a", "POST", "/v1/subscriptions", `{"url":"http://127.0.0.1:9/","filter":{}}`, 201), &sub)
	into(t, a.must(t, "maison-a", "POST", "/v1/imports", `{"observable":{"type":"domain","value":"two.example"},"tlp":"green"}`, 202, "Content-Type", "application/x-ndjson"), &imported)
	ids := map[string]string{"indicator": indicator, "subscription": sub.ID, "import": imported.ID, "member": "maison-a", "taskforce": "handbags"}
	compared := 0
	for route, r := range matrix {
		method, path, _ := strings.Cut(route, " ")
		if ids[r.kind] == "" {
			continue
		}
		for kind, id := range ids {
			if kind == r.kind {
				continue
			}
			for _, who := range []string{"maison-a", "admin"} {
				got := bare(a.ask(t, who, method, fill(path, r.kind, id), r.body, "If-Match", "*"))
				want := bare(a.ask(t, who, method, fill(path, r.kind, absent[r.kind]), r.body, "If-Match", "*"))
				compared++
				if got != want {
					t.Errorf("%s as %s with the id of a %s:\n%s\nwant\n%s", route, who, kind, got, want)
				}
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d answers compared", compared)
	}
	a.must(t, "maison-a", "GET", "/v1/indicators/"+indicator, "", 200)
	a.must(t, "maison-a", "GET", "/v1/subscriptions/"+sub.ID, "", 200)
}

// TestLeakPeopleOfOthers wants a member's manager to have no way to an admin's key (L18) or to
// another member's person (L23), and nobody of a suspended member to be let in (L39).
func TestLeakPeopleOfOthers(t *testing.T) {
	a := newAlliance(t)
	a.join(t, `{"id":"jane-a","name":"Jane","member":"maison-a","roles":["manager"]}`)
	adas := a.join(t, `{"id":"ada","name":"Ada","member":"maison-a","roles":["admin"]}`)
	for _, who := range []string{"jane-a", "maison-a"} {
		for _, ask := range []struct{ method, path, body string }{
			{"POST", "/v1/people/ada/credentials", `{"name":"x"}`},
			{"POST", "/v1/people/rita-c/credentials", `{"name":"x"}`},
			{"GET", "/v1/people/rita-c", ""},
			{"GET", "/v1/people/rita-c/credentials", ""},
			{"GET", "/v1/people/ada/credentials", ""},
			{"GET", "/v1/people/ada/credentials/" + adas, ""},
			{"DELETE", "/v1/people/ada/credentials/" + adas, ""},
			{"DELETE", "/v1/members/maison-a/credentials/" + adas, ""},
			{"PATCH", "/v1/people/rita-c", `{"member":"maison-a"}`},
			{"PATCH", "/v1/people/jane-a", `{"roles":["admin"]}`},
			{"POST", "/v1/people/rita-c/suspend", `{"reason":"x"}`},
			{"POST", "/v1/people", `{"id":"new-admin","name":"x","roles":["admin"]}`},
			{"POST", "/v1/members/maison-a/credentials", `{"name":"x","scopes":["admin"]}`},
			{"POST", "/v1/members/maison-c/credentials", `{"name":"x"}`},
		} {
			if got := a.ask(t, who, ask.method, ask.path, ask.body, "If-Match", "*"); got.status < 400 || got.status >= 500 {
				t.Errorf("%s %s as %s: %d %s", ask.method, ask.path, who, got.status, got.body)
			}
		}
	}
	var me struct {
		Member struct{ ID string }
		Scopes []string
	}
	into(t, a.must(t, "rita-c", "GET", "/v1/me", "", 200), &me)
	if me.Member.ID != "maison-c" {
		t.Errorf("rita-c is of %s", me.Member.ID)
	}
	into(t, a.must(t, "jane-a", "GET", "/v1/me", "", 200), &me)
	if slices.Contains(me.Scopes, "admin") {
		t.Errorf("jane-a can %v", me.Scopes)
	}
	a.must(t, "ada", "GET", "/v1/people", "", 200)

	etag := a.ask(t, "admin", "GET", "/v1/members/maison-c", "").header.Get("ETag")
	a.must(t, "admin", "POST", "/v1/members/maison-c/suspend", `{"reason":"x"}`, 200, "If-Match", etag)
	want := bare(a.ask(t, "anonymous", "GET", "/v1/me", ""))
	for _, who := range []string{"maison-c", "rita-c"} {
		if got := bare(a.ask(t, who, "GET", "/v1/me", "")); got != want {
			t.Errorf("%s, of a suspended member: %s", who, got)
		}
	}
}

// TestLeakNoImpersonation wants who is asking to hang on the key alone, whatever else is sent (L25).
func TestLeakNoImpersonation(t *testing.T) {
	a := newAlliance(t)
	id, _ := publish(t, a, `{"observable":{"type":"domain","value":"hidden.example"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
	compared := 0
	for _, who := range []string{"anonymous", "maison-c", "rita-c"} {
		for _, path := range []string{"/v1/me", "/v1/people", "/v1/indicators", "/v1/indicators/" + id, "/v1/audit", "/metrics"} {
			want := bare(a.ask(t, who, "GET", path, ""))
			for _, name := range []string{
				"X-Forwarded-User", "X-User", "X-User-Id", "X-Remote-User", "Remote-User", "X-Auth-Request-User", "X-Webauth-User", "X-Forwarded-Email", "X-Consumer-Username",
				"X-Impersonate-User", "Impersonate-User", "X-Act-As", "X-On-Behalf-Of", "X-Member", "X-Entente-Member", "Entente-Viewer", "X-Actor", "X-Tenant", "X-Api-Key", "Api-Key",
				"X-Auth-Token", "Proxy-Authorization", "Cookie", "X-Original-Url", "X-Rewrite-Url", "X-Http-Method-Override", "X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Forwarded-Host",
			} {
				for _, value := range []string{"admin", "u:admin", "maison-a", "Bearer " + a.admin, a.admin, "127.0.0.1", "/v1/indicators/" + id, "key=" + a.admin} {
					compared++
					if got := bare(a.ask(t, who, "GET", path, "", name, value)); got != want {
						t.Errorf("%s as %s with %s: %s\n%s\nwant\n%s", path, who, name, value, got, want)
					}
				}
			}
		}
	}
	for _, query := range []string{"?access_token=", "?key=", "?api_key=", "?token="} {
		if got := a.ask(t, "anonymous", "GET", "/v1/me"+query+a.admin, ""); got.status != http.StatusUnauthorized {
			t.Errorf("%s: %d", query, got.status)
		}
	}
	t.Logf("%d answers compared", compared)
}

// TestLeakNothingIsCached wants every answer under /v1, good or bad, to forbid being kept (L34).
func TestLeakNothingIsCached(t *testing.T) {
	a := newAlliance(t)
	id, _ := publish(t, a, `{"observable":{"type":"domain","value":"one.example"},"tlp":"green"}`)
	answers := 0
	kept := func(what string, status int, header http.Header) {
		answers++
		if got := header.Values("Cache-Control"); len(got) != 1 || got[0] != "no-store" {
			t.Errorf("%s: %d with Cache-Control %q", what, status, got)
		}
	}
	for route, r := range matrix {
		method, path, _ := strings.Cut(route, " ")
		if !strings.HasPrefix(path, "/v1/") || path == "/v1/stream" {
			continue
		}
		ids := []string{""}
		switch r.kind {
		case "":
		case "indicator":
			ids = []string{id, absent[r.kind]}
		default:
			ids = []string{absent[r.kind]}
		}
		for _, who := range []string{"maison-c", "admin", "anonymous"} {
			for _, of := range ids {
				full := path
				if of != "" {
					full = fill(path, r.kind, of)
				}
				for _, m := range []string{method, "HEAD", "PUT"} {
					got := a.ask(t, who, m, full, r.body)
					kept(m+" "+full+" as "+who, got.status, got.header)
				}
			}
		}
	}
	etag := a.ask(t, "maison-c", "GET", "/v1/indicators/"+id, "").header.Get("ETag")
	unchanged := a.ask(t, "maison-c", "GET", "/v1/indicators/"+id, "", "If-None-Match", etag)
	kept("an answer that says that nothing has changed", unchanged.status, unchanged.header)
	for _, path := range []string{"/v1", "/v1/", "/v1/nowhere", "/v1/indicators/" + id + "/nowhere"} {
		got := a.ask(t, "maison-c", "GET", path, "")
		kept(path, got.status, got.header)
	}
	stream := a.listen(t, "maison-c", "/v1/stream")
	kept("the stream", stream.status, stream.header)
	if answers < 300 {
		t.Errorf("only %d answers", answers)
	}
}

// TestLeakWithheldIsNowhere wants no exit to tell another who withheld their name, and a pseudonym
// to be one viewer's own: the same on all records of a publisher, and another for each viewer (L36).
func TestLeakWithheldIsNowhere(t *testing.T) {
	a := newAlliance(t)
	viewers := []string{"bazar-b", "maison-c", "rita-c", "police-l", "pay-d"}
	streams := map[string]*listener{}
	for _, who := range viewers {
		streams[who] = a.listen(t, who, "/v1/stream")
	}
	withheld, _ := publish(t, a, `{"observable":{"type":"phone","value":"+33612345678"},"tlp":"green","attribution":"withheld"}`)
	one, _ := publish(t, a, `{"observable":{"type":"domain","value":"p.example"},"tlp":"green","attribution":"pseudonymous"}`)
	two, etag := publish(t, a, `{"observable":{"type":"domain","value":"q.example"},"tlp":"green","attribution":"pseudonymous"}`)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+two+"/revoke", `{"reason":"A mistake."}`, 200, "If-Match", etag)
	taken := map[string]string{}
	for _, who := range viewers {
		said := []byte(streams[who].until(t, "indicator.revoked"))
		for _, path := range []string{
			"/v1/indicators?state=all", "/v1/indicators/" + withheld, "/v1/indicators/" + one, "/v1/indicators/" + two, "/v1/changes", "/v1/indicators/export?state=all",
			"/v1/audit", "/v1/audit?kind=indicator", "/v1/audit?id=" + withheld, "/v1/decisions", "/v1/decisions?indicator=" + withheld,
		} {
			said = append(said, a.must(t, who, "GET", path, "", 200)...)
		}
		if bytes.Contains(said, []byte("maison-a")) {
			t.Errorf("%s is told: %s", who, said)
		}
		var x, y struct{ Publisher string }
		into(t, a.must(t, who, "GET", "/v1/indicators/"+one, "", 200), &x)
		into(t, a.must(t, who, "GET", "/v1/indicators/"+two, "", 200), &y)
		if x.Publisher != y.Publisher || x.Publisher == "" {
			t.Errorf("%s knows one publisher as %q and %q", who, x.Publisher, y.Publisher)
		}
		if other, is := taken[x.Publisher]; is && who != "rita-c" { // who reads for maison-c
			t.Errorf("%s and %s have one pseudonym for it", who, other)
		}
		taken[x.Publisher] = who
		// The name finds nothing. The pseudonym finds what is under it, and tells of nothing else.
		for publisher, want := range map[string]int{"maison-a": 0, x.Publisher: 2, x.Publisher + "a": 0} {
			if found := a.ids(t, who, "/v1/indicators?state=all&publisher="+publisher); len(found) != want || slices.Contains(found, withheld) {
				t.Errorf("%s finds %v by the publisher %s", who, found, publisher)
			}
		}
		var counts struct {
			Total  int
			Facets struct{ Publisher []struct{ Value string } }
		}
		into(t, a.must(t, who, "GET", "/v1/indicators/facets?state=all&facet=publisher", "", 200), &counts)
		if by := counts.Facets.Publisher; counts.Total != 3 || len(by) != 1 || by[0].Value != x.Publisher {
			t.Errorf("%s counts %v", who, counts)
		}
	}
}

// TestLeakTiming wants hidden and absent to take as long as each other, as far as many requests in
// turn can tell (L40). The bound is loose: it finds a path that does more, not some nanoseconds.
func TestLeakTiming(t *testing.T) {
	a := newAlliance(t)
	var lines strings.Builder
	for n := range 500 {
		fmt.Fprintf(&lines, `{"observable":{"type":"domain","value":"t%d.example"},"tlp":"amber","share":{"task_forces":["handbags"]},"links":[{"type":"domain","value":"hidden.example","relation":"alias"}]}`+"\n", n)
	}
	a.must(t, "maison-a", "POST", "/v1/imports", lines.String(), 202, "Content-Type", "application/x-ndjson")
	id, _ := publish(t, a, `{"observable":{"type":"domain","value":"hidden.example"},"tlp":"amber","share":{"task_forces":["handbags"]},"note":"`+strings.Repeat("n", 3900)+`"}`)
	gone, etag := publish(t, a, `{"observable":{"type":"domain","value":"absent.example"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
	network, absent := a.ties(t, "maison-a", "domain", "hidden.example").ID, a.ties(t, "maison-a", "domain", "absent.example").ID
	a.must(t, "maison-a", "POST", "/v1/indicators/"+gone+"/revoke", `{"reason":"x"}`, 200, "If-Match", etag)
	const indicator = "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa"
	for _, x := range []struct {
		question
		hidden, absent string
	}{
		{question{method: "GET", path: "/v1/indicators/%s"}, id, indicator},
		{question{method: "POST", path: "/v1/indicators/%s/revoke", body: `{"reason":"x"}`}, id, indicator},
		{question{method: "GET", path: "/v1/audit?id=%s"}, id, indicator},
		{question{method: "GET", path: "/v1/decisions?indicator=%s"}, id, indicator},
		{question{method: "GET", path: "/v1/networks?type=domain&value=%s"}, "hidden.example", "absent.example"},
		{question{method: "GET", path: "/v1/networks/%s"}, network, absent},
	} {
		q := x.question
		var hidden, none time.Duration
		for range 4 { // a machine that is busy is asked again
			hidden, none = a.medians(t, q, x.hidden, x.absent)
			if 2*hidden < 3*none && 2*none < 3*hidden {
				break
			}
		}
		t.Logf("%s %s: hidden %s, absent %s", q.method, q.path, hidden, none)
		if 2*hidden >= 3*none || 2*none >= 3*hidden {
			t.Errorf("%s %s: hidden takes %s, absent %s", q.method, q.path, hidden, none)
		}
	}
}

// medians asks about two ids in turn, and returns how long half of the answers took for each.
func (a *alliance) medians(t *testing.T, q question, one, other string) (x, y time.Duration) {
	t.Helper()
	const times = 150
	took := map[string][]time.Duration{}
	for range times {
		for _, id := range []string{one, other} {
			began := time.Now()
			a.about(t, "maison-c", q, id, nil)
			took[id] = append(took[id], time.Since(began))
		}
	}
	for _, all := range took {
		slices.Sort(all)
	}
	return took[one][times/2], took[other][times/2]
}
