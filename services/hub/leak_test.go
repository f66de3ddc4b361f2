package hub_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/decision"
	names "github.com/entente-hub/entente/shared/id"
)

// The leak matrix (design: policy.md, section 5): every route there is, asked as every kind of
// viewer about what is hidden from it, must answer as if it were absent, byte for byte but the
// request's id. Routes come from the router itself: a new one fails here until it has a row.

// row says how a route is covered. A route with a parameter is asked with hidden and absent
// ids of each of its kinds; one without is asked before and after something hidden happens.
type row struct {
	kind string // of the id in the path: indicator, import, subscription, member, taskforce, credential, person, person credential, proposal, revision, network
	body string // for a write; {} where none is needed
	more string // what the query has besides the id
	open string // why the route needs no key, or why its answers cannot differ
}

var matrix = map[string]row{
	"GET /.well-known/jwks/:subscription": {kind: "subscription"}, // of one that is signed by v1a it is for all who know the id

	"GET /healthz":        {open: "says only that the process answers"},
	"GET /readyz":         {},
	"GET /metrics":        {},
	"GET /openapi.json":   {},
	"GET /docs":           {},
	"GET /docs/:file":     {open: "a constant file"},
	"GET /problems/:slug": {open: "constant pages"},

	"GET /":                          {open: "leads to /ui/"},
	"GET /ui":                        {open: "leads to /ui/"},
	"GET /ui/*path":                  {open: "the portal's files, the same for all; what it shows comes by the other routes"},
	"GET /session":                   {},
	"POST /session":                  {open: "one answer to every link that opens nothing: TestLink in services/portal"},
	"DELETE /session":                {},
	"POST /v1/sign-in-links/:person": {kind: "person"},

	"GET /v1/me":                                         {},
	"GET /v1/members":                                    {},
	"POST /v1/members":                                   {body: `{"id":"nobody-new","name":"x","kind":"brand"}`},
	"GET /v1/members/:member":                            {kind: "member"},
	"PATCH /v1/members/:member":                          {kind: "member", body: `{"name":"x"}`},
	"POST /v1/members/:member/suspend":                   {kind: "member", body: `{"reason":"x"}`},
	"POST /v1/members/:member/reinstate":                 {kind: "member", body: `{}`},
	"GET /v1/members/:member/credentials":                {kind: "member"},
	"POST /v1/members/:member/credentials":               {kind: "member", body: `{"name":"x"}`},
	"GET /v1/members/:member/credentials/:credential":    {kind: "credential"},
	"DELETE /v1/members/:member/credentials/:credential": {kind: "credential"},
	"GET /v1/people":                                     {},
	"POST /v1/people":                                    {body: `{"id":"nobody-new","name":"x","roles":["admin"]}`},
	"GET /v1/people/:person":                             {kind: "person"},
	"PATCH /v1/people/:person":                           {kind: "person", body: `{"name":"x","member":"maison-c"}`},
	"POST /v1/people/:person/suspend":                    {kind: "person", body: `{"reason":"x"}`},
	"POST /v1/people/:person/reinstate":                  {kind: "person", body: `{}`},
	"GET /v1/people/:person/credentials":                 {kind: "person"},
	"POST /v1/people/:person/credentials":                {kind: "person", body: `{"name":"x"}`},
	"GET /v1/people/:person/credentials/:credential":     {kind: "person credential"},
	"DELETE /v1/people/:person/credentials/:credential":  {kind: "person credential"},
	"GET /v1/task-forces":                                {},
	"POST /v1/task-forces":                               {body: `{"id":"nobodys","name":"x","purpose":"x","members":[]}`},
	"GET /v1/task-forces/:task_force":                    {kind: "taskforce"},
	"PATCH /v1/task-forces/:task_force":                  {kind: "taskforce", body: `{"name":"x"}`},
	"GET /v1/indicators":                                 {},
	"POST /v1/indicators":                                {body: `{"observable":{"type":"domain","value":"!"},"tlp":"green"}`},
	"GET /v1/indicators/export":                          {},
	"GET /v1/indicators/facets":                          {},
	"GET /v1/indicators/:indicator":                      {kind: "indicator"},
	"PATCH /v1/indicators/:indicator":                    {kind: "indicator", body: `{"note":"x"}`},
	"POST /v1/indicators/:indicator/erase":               {kind: "indicator", body: `{"reason":"x","reason_code":"other"}`},
	"GET /v1/indicators/:indicator/history":              {kind: "indicator"},
	"POST /v1/indicators/:indicator/share":               {kind: "indicator", body: `{"tlp":"clear","share":{},"reason":"x"}`},
	"POST /v1/indicators/:indicator/restrict":            {kind: "indicator", body: `{"tlp":"red","share":{"members":["pay-d"]},"reason":"x"}`},
	"POST /v1/indicators/:indicator/revoke":              {kind: "indicator", body: `{"reason":"x"}`},
	"POST /v1/indicators/:indicator/sightings":           {kind: "indicator", body: `{"type":"seen"}`},
	"GET /v1/indicators/:indicator/sightings":            {kind: "indicator"},
	"POST /v1/indicators/:indicator/disputes":            {kind: "indicator", body: `{"reason_code":"other","reason":"x"}`},
	"GET /v1/indicators/:indicator/disputes":             {kind: "indicator"},
	"GET /v1/disputes":                                   {},
	"GET /v1/disputes/:dispute":                          {kind: "dispute"},
	"POST /v1/disputes/:dispute/statements":              {kind: "dispute", body: `{"text":"x"}`},
	"POST /v1/disputes/:dispute/withdraw":                {kind: "dispute"},
	"POST /v1/disputes/:dispute/resolve":                 {kind: "dispute", body: `{"outcome":"upheld","reason":"x"}`},
	"GET /v1/moderation":                                 {},
	"GET /v1/moderation/:moderation":                     {kind: "moderation"},
	"POST /v1/moderation/:moderation/release":            {kind: "moderation"},
	"POST /v1/moderation/:moderation/refuse":             {kind: "moderation", body: `{"reason_code":"other","reason":"x"}`},
	"GET /v1/sightings/:sighting":                        {kind: "sighting"},
	"POST /v1/sightings/:sighting/retract":               {kind: "sighting", body: `{"reason":"x"}`},
	"POST /v1/indicators/preview":                        {body: `{"observable":{"type":"domain","value":"!"},"tlp":"green"}`},
	"GET /v1/protections":                                {},
	"POST /v1/protections":                               {body: `{"name":"x","purpose":"nothing"}`},
	"GET /v1/protections/:protection":                    {kind: "protection"},
	"PATCH /v1/protections/:protection":                  {kind: "protection", body: `{"name":"x"}`},
	"DELETE /v1/protections/:protection":                 {kind: "protection"},
	"GET /v1/searches":                                   {},
	"POST /v1/searches":                                  {body: `{"name":"","query":{"state":["hidden"]}}`},
	"GET /v1/searches/:search":                           {kind: "search"},
	"PATCH /v1/searches/:search":                         {kind: "search", body: `{"name":"x"}`},
	"DELETE /v1/searches/:search":                        {kind: "search"},
	"GET /v1/imports":                                    {},
	"POST /v1/imports":                                   {open: "what it answers is the caller's own lines; duplicates are of the caller's own indicators (TestDuplicatesAreOnesOwn)"},
	"POST /v1/imports/preview":                           {open: "its verdicts are those of POST /v1/indicators/preview, on the caller's own lines"},
	"GET /v1/imports/:import":                            {kind: "import"},
	"GET /v1/imports/:import/rejects":                    {kind: "import"},
	"GET /v1/changes":                                    {},
	"GET /v1/stream":                                     {open: "TestStreamsTellTheirOwn"},
	"GET /v1/feed":                                       {}, // and TestLeakFeed
	"PUT /v1/feed":                                       {},
	"DELETE /v1/feed":                                    {},
	"POST /v1/feed/replay":                               {body: `{"from":"2026-01-01T00:00:00Z"}`},
	"GET /v1/subscriptions":                              {},
	"POST /v1/subscriptions":                             {body: `{"url":"nonsense","filter":{}}`},
	"GET /v1/subscriptions/:subscription":                {kind: "subscription"},
	"PATCH /v1/subscriptions/:subscription":              {kind: "subscription", body: `{"format":"thin"}`},
	"DELETE /v1/subscriptions/:subscription":             {kind: "subscription"},
	"POST /v1/subscriptions/:subscription/test":          {kind: "subscription", body: `{}`},
	"POST /v1/subscriptions/:subscription/pause":         {kind: "subscription", body: `{}`},
	"POST /v1/subscriptions/:subscription/resume":        {kind: "subscription", body: `{}`},
	"POST /v1/subscriptions/:subscription/replay":        {kind: "subscription", body: `{"from":"2026-01-01T00:00:00Z"}`},
	"GET /v1/subscriptions/:subscription/deliveries":     {kind: "subscription"},
	"POST /v1/subscriptions/:subscription/verify":        {kind: "subscription", body: `{}`},
	"POST /v1/subscriptions/:subscription/rotate":        {kind: "subscription", body: `{"overlap_s":60}`},
	"POST /v1/subscriptions/:subscription/retire":        {kind: "subscription", body: `{}`},

	"GET /v1/subscriptions/:subscription/deliveries/:delivery":         {kind: "subscription"},
	"POST /v1/subscriptions/:subscription/deliveries/:delivery/resend": {kind: "subscription"},
	"GET /v1/deliveries/holders":                                       {kind: "indicator"},
	"GET /v1/deliveries/explain":                                       {kind: "indicator", more: "&member=bazar-b"},
	"GET /v1/subscriptions/:subscription/dead-letters":                 {kind: "subscription"},
	"POST /v1/subscriptions/:subscription/dead-letters/resend":         {kind: "subscription"},
	"DELETE /v1/subscriptions/:subscription/dead-letters/:letter":      {kind: "subscription"},
	"POST /v1/subscriptions/:subscription/dead-letters/:letter/resend": {kind: "subscription"},

	"GET /v1/audit":            {},
	"GET /v1/audit/checkpoint": {},
	"GET /v1/audit/proof":      {},
	"GET /v1/audit/key":        {},
	"GET /v1/decisions":        {},

	"GET /v1/policies":                               {},
	"GET /v1/policies/revisions":                     {},
	"GET /v1/policies/revisions/:revision":           {kind: "revision"},
	"POST /v1/policies/proposals":                    {body: `{"text":"p, *, *, *, red, *, allow","comment":"x"}`},
	"GET /v1/policies/proposals":                     {},
	"GET /v1/policies/proposals/:proposal":           {kind: "proposal"},
	"PUT /v1/policies/proposals/:proposal":           {kind: "proposal", body: `{"text":"p, *, *, *, red, *, allow","comment":"x"}`},
	"POST /v1/policies/proposals/:proposal/simulate": {kind: "proposal"},
	"POST /v1/policies/proposals/:proposal/approve":  {kind: "proposal", body: `{}`},
	"POST /v1/policies/proposals/:proposal/reject":   {kind: "proposal", body: `{"reason":"x"}`},
	"POST /v1/policies/rollback":                     {body: `{"to":"initial","comment":"x"}`},
	"GET /v1/explain":                                {kind: "indicator"},

	"POST /v1/screen":                {body: screening},
	"GET /v1/notices":                {}, // and TestLeakNotices
	"GET /v1/screen/range":           {},
	"GET /v1/screen/range/:prefix":   {kind: "range"},    // and TestLeakRanges
	"POST /v1/screen/image":          {body: `no image`}, // what is known of one is found as POST /v1/screen finds it
	"GET /v1/networks":               {},
	"GET /v1/networks/:network":      {kind: "network"},
	"GET /v1/networks/:network/path": {kind: "network"},
}

// screening asks about all that is hidden, and about what it is met by.
const screening = `{"observables":[
	{"type":"domain","value":"hidden.example"},{"type":"domain","value":"www.hidden.example"},{"type":"email","value":"x@hidden.example"},
	{"type":"domain","value":"hidden-red.example"},{"type":"store_url","value":"https://hidden-red.example/shop"},{"type":"domain","value":"hidden-embargo.example"},
	{"type":"domain","value":"hidden-expired.example"},{"type":"domain","value":"hidden-revoked.example"},{"type":"domain","value":"hidden-import.example"},{"type":"domain","value":"hidden-link.example"},
	{"type":"domain","value":"!"}],"limit":100}`

// probes are what is asked of the routes without a parameter, beside the bare route: filters
// that name what is hidden, and pages.
var probes = map[string][]string{
	"GET /v1/indicators": {
		"?limit=1", "?state=all", "?state=revoked", "?state=expired", "?type=domain", "?type=domain&value=hidden.example", "?q=hidden", "?brand=maison-a",
		"?tag=secret", "?publisher=maison-a", "?task_force=handbags", "?min_confidence=50", "?since=2020-01-01T00:00:00Z",
		"?type=domain&type=email", "?prefix=hidden", "?registrable=hidden.example", "?q=secret+hidden", "?q=hi", "?infringement=counterfeit", "?basis=test_purchase",
		"?tlp=red&tlp=amber", "?until=2090-01-01T00:00:00Z", "?created_since=2020-01-01T00:00:00Z", "?sort=modified", "?sort=modified&limit=1&state=all",
		"?state=held&state=disputed&state=erased", "?search=sea_aaaaaaaaaaaaaaaaaaaaaaaaaa",
	},
	"GET /v1/indicators/facets": {"?state=all", "?facet=tag", "?q=hidden", "?tag=secret", "?limit=1", "?facet=state&prefix=hidden", "?publisher=maison-a&facet=type"},
	"GET /v1/indicators/export": {
		"?state=all", "?type=domain&value=hidden.example", "?q=hidden", "?publisher=maison-a", "?task_force=handbags",
	},
	"GET /v1/changes":     {"?limit=1", "?limit=1000"},
	"GET /v1/members":     {"?limit=1"},
	"GET /v1/notices":     {"?limit=1", "?direction=sent", "?direction=both"},
	"GET /v1/disputes":    {"?limit=1", "?state=open", "?state=closed", "?state=nonsense"},
	"GET /v1/moderation":  {"?limit=1", "?rule=price", "?rule=nonsense", "?type=domain", "?type=phone"},
	"GET /v1/audit/proof": {"?from=1", "?from=1&size=2"},
	"GET /v1/decisions":   {"?limit=1", "?viewer=m:maison-a", "?allowed=false", "?viewer=u:admin"},
	"GET /v1/audit":       {"?limit=1", "?kind=indicator", "?kind=taskforce", "?actor=m:maison-a", "?actor=alliance", "?id=handbags", "?verb=published"},
	"GET /v1/people":      {"?limit=1"},
	"GET /v1/task-forces": {"?limit=1"},

	"GET /v1/networks": {
		"?type=domain&value=bystander.example", "?type=domain&value=hidden.example", "?type=domain&value=hidden-link.example", "?type=email&value=x@hidden.example",
		"?type=domain&value=bystander.example&limit=1",
	},

	"GET /v1/policies/proposals": {"?limit=1", "?state=open", "?state=nonsense"},
	"GET /v1/policies/revisions": {"?limit=1"},
}

// hidden are ids of things, by kind, and who must not learn of each.
type hidden struct {
	id   string
	from []string
	etag string // that a leaver may still hold
}

// expire publishes what all may see for a moment, and waits till that is over and told: they
// were given it, and know no more of it now than its id.
func expire(t *testing.T, a *alliance) hidden {
	t.Helper()
	soon := time.Now().Add(1500 * time.Millisecond).UTC()
	id, etag := publish(t, a, fmt.Sprintf(`{"observable":{"type":"domain","value":"hidden-expired.example"},"tlp":"green","valid_until":%q}`, soon.Format(time.RFC3339Nano)))
	for late := soon.Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var feed struct {
			Items []struct {
				Type string
				Data map[string]any
			}
		}
		into(t, a.must(t, "police-l", "GET", "/v1/changes", "", 200), &feed)
		if n := len(feed.Items); n > 0 && feed.Items[n-1].Type == "indicator.expired" {
			if x := feed.Items[n-1].Data; n != 1 || len(x) != 1 || x["id"] != id {
				t.Errorf("told %v of what is over", feed.Items)
			}
			return hidden{id: id, etag: etag}
		}
		if time.Now().After(late) {
			t.Fatal("the end of a validity is not told")
		}
	}
}

// hide makes everything that the matrix hides; over is what has expired.
func hide(t *testing.T, a *alliance, over hidden) map[string][]hidden {
	t.Helper()
	members := []string{"bazar-b", "pay-d", "maison-c", "brand-x", "police-l", "rita-c"}
	most := []string{"pay-d", "maison-c", "brand-x", "police-l", "rita-c", "anonymous"}
	h := map[string][]hidden{}
	add := func(kind, id, etag string, from []string) { h[kind] = append(h[kind], hidden{id, from, etag}) }

	id, etag := publish(t, a, `{"observable":{"type":"domain","value":"hidden.example"},"brands":["maison-a"],"tags":["secret"],"confidence":90,
		"links":[{"type":"domain","value":"bystander.example","relation":"alias"},{"type":"domain","value":"hidden-link.example","relation":"hosts"}],
		"tlp":"amber","share":{"task_forces":["handbags"],"except":["brand-x"]}}`)
	add("indicator", id, etag, most)
	id, etag = publish(t, a, `{"observable":{"type":"domain","value":"hidden-red.example"},"tlp":"red","share":{"members":["pay-d"]}}`)
	add("indicator", id, etag, []string{"bazar-b", "maison-c", "brand-x", "police-l", "rita-c", "anonymous"})
	id, etag = publish(t, a, `{"observable":{"type":"domain","value":"hidden-embargo.example"},"tlp":"green","embargo_until":"2099-01-01T00:00:00Z"}`)
	add("indicator", id, etag, append(members, "anonymous"))
	add("indicator", over.id, over.etag, append(members, "anonymous"))
	id, etag = publish(t, a, `{"observable":{"type":"domain","value":"hidden-revoked.example"},"tlp":"amber","share":{"task_forces":["handbags"],"except":["brand-x"]}}`)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+id+"/revoke", `{"reason":"x"}`, 200, "If-Match", etag)
	add("indicator", id, "", most)

	for _, value := range []string{"hidden.example", "hidden-link.example"} {
		var n struct{ ID string }
		into(t, a.must(t, "maison-a", "GET", "/v1/networks?type=domain&value="+value, "", 200), &n)
		add("network", n.ID, "", append(most, "steve", "admin")) // who only knows that there is one
	}

	id, _ = publish(t, a, `{"observable":{"type":"domain","value":"hidden-sighted.example"},"tlp":"amber","share":{"task_forces":["handbags"],"except":["brand-x"]}}`)
	add("indicator", id, "", most)
	var sighting struct{ ID, ETag string }
	into(t, a.must(t, "bazar-b", "POST", "/v1/indicators/"+id+"/sightings", `{"type":"seen","audience":"indicator","note":"hidden"}`, 201), &sighting)
	add("sighting", sighting.ID, `"`+sighting.ETag+`"`, append(most, "steve", "admin"))
	into(t, a.must(t, "maison-a", "POST", "/v1/indicators/"+id+"/sightings", `{"type":"seen","note":"hidden"}`, 201), &sighting)
	add("sighting", sighting.ID, `"`+sighting.ETag+`"`, append(members, "steve", "admin", "anonymous"))
	contested, _ := publish(t, a, `{"observable":{"type":"domain","value":"hidden-contested.example"},"tlp":"amber","share":{"task_forces":["handbags"],"except":["brand-x"]}}`)
	add("indicator", contested, "", most)
	into(t, a.must(t, "bazar-b", "POST", "/v1/indicators/"+contested+"/disputes", `{"reason_code":"other","reason":"hidden","evidence":"hidden"}`, 201), &sighting)
	add("dispute", sighting.ID, `"`+sighting.ETag+`"`, append(most, "admin"))
	a.must(t, "bazar-b", "POST", "/v1/screen", `{"observables":[{"type":"domain","value":"hidden.example"}],"notify":true,"notify_attribution":"named"}`, 200)
	id, etag = publish(t, a, `{"observable":{"type":"domain","value":"hidden-held.example"},"note":"Our wholesale price is 410 EUR.","tlp":"green"}`)
	add("indicator", id, etag, append(members, "steve", "admin", "anonymous")) // not even who oversees the alliance knows of it
	var desk struct{ Items []struct{ ID, ETag string } }
	into(t, a.must(t, "steve", "GET", "/v1/moderation", "", 200), &desk)
	add("moderation", desk.Items[0].ID, `"`+desk.Items[0].ETag+`"`, append(members, "maison-a", "admin", "anonymous"))
	report := a.ask(t, "maison-a", "POST", "/v1/imports", `{"observable":{"type":"domain","value":"hidden-import.example"},"tlp":"red","share":{"members":["pay-d"]}}`, "Content-Type", "application/x-ndjson")
	if report.status != http.StatusAccepted {
		t.Fatalf("import: %d %s", report.status, report.body)
	}
	var made struct{ ID string }
	into(t, report.body, &made)
	add("import", made.ID, "", append(members, "steve", "anonymous", "admin"))
	into(t, a.must(t, "maison-a", "POST", "/v1/subscriptions", `{"url":"http://127.0.0.1:9/","filter":{}}`, 201), &made)
	add("subscription", made.ID, "", append(members, "steve", "anonymous", "admin"))
	list := a.ask(t, "maison-a", "POST", "/v1/protections", `{"name":"Buyers","purpose":"buyers","entries":[{"type":"email","value":"hidden@buyer.example"}]}`)
	into(t, list.body, &made)
	add("protection", made.ID, list.header.Get("ETag"), append(members, "steve", "anonymous", "admin"))
	into(t, a.must(t, "maison-a", "POST", "/v1/searches", `{"name":"Hidden","query":{"q":"hidden"}}`, 201), &made)
	add("search", made.ID, "", append(members, "steve", "anonymous", "admin"))
	add("taskforce", "handbags", "", []string{"pay-d", "maison-c", "police-l", "rita-c", "steve", "anonymous"})

	suspended := a.ask(t, "admin", "GET", "/v1/members/gone-g", "")
	a.must(t, "admin", "POST", "/v1/members/gone-g/suspend", `{"reason":"x"}`, 200, "If-Match", suspended.header.Get("ETag"))
	add("member", "gone-g", "", append(members, "steve", "anonymous"))
	var keys struct{ Items []struct{ ID string } }
	into(t, a.must(t, "admin", "GET", "/v1/members/maison-a/credentials", "", 200), &keys)
	add("credential", "maison-a/"+keys.Items[0].ID, "", append(members, "steve", "anonymous"))
	for _, draft := range []string{
		`{"id":"jane-a","name":"Jane","member":"maison-a","roles":["manager"]}`,
		`{"id":"audrey","name":"Audrey","roles":["auditor"]}`,
		`{"id":"ada","name":"Ada","member":"maison-a","roles":["admin"]}`,
	} {
		key := a.join(t, draft)
		var p struct{ ID string }
		into(t, []byte(draft), &p)
		etag := a.ask(t, "admin", "GET", "/v1/people/"+p.ID, "").header.Get("ETag")
		add("person", p.ID, etag, append(members, "steve", "anonymous"))
		etag = a.ask(t, "admin", "GET", "/v1/people/"+p.ID+"/credentials/"+key, "").header.Get("ETag")
		add("person credential", p.ID+"/"+key, etag, append(members, "steve", "anonymous"))
	}
	proposed := a.ask(t, "admin", "POST", "/v1/policies/proposals", `{"text":"p, role:member, own, *, red, *, allow","cases":"","comment":"x"}`)
	if proposed.status != http.StatusCreated {
		t.Fatalf("propose: %d %s", proposed.status, proposed.body)
	}
	into(t, proposed.body, &made)
	add("proposal", made.ID, proposed.header.Get("ETag"), append(members, "steve", "anonymous"))
	add("revision", "initial", "", append(members, "steve", "anonymous"))
	for _, x := range h["indicator"] { // a log of what was denied would tell that it is there
		for _, who := range append(x.from, "maison-a") {
			a.hub.Process.Decisions.Add(decision.Decision{
				At: time.Now(), Viewer: "m:" + who, Actor: "m:" + who + "/k", Act: "see", Indicator: names.Indicator(x.id), Why: decision.Denied, Exit: "GET /v1/indicators/:indicator",
			})
		}
	}
	for late := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) { // they are written a little later
		var own struct{ Items []struct{ Indicator string } }
		into(t, a.must(t, "maison-a", "GET", "/v1/decisions", "", 200), &own)
		if len(own.Items) == len(h["indicator"]) {
			return h
		}
		if time.Now().After(late) {
			t.Fatalf("%d decisions about the publisher's own, want %d", len(own.Items), len(h["indicator"]))
		}
	}
}

var absent = map[string]string{
	"indicator": "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa", "import": "imp_aaaaaaaaaaaaaaaaaaaaaaaaaa", "sighting": "sig_aaaaaaaaaaaaaaaaaaaaaaaaaa", "dispute": "dsp_aaaaaaaaaaaaaaaaaaaaaaaaaa", "moderation": "mod_aaaaaaaaaaaaaaaaaaaaaaaaaa", "subscription": "sub_aaaaaaaaaaaaaaaaaaaaaaaaaa",
	"member": "absent-member", "taskforce": "absent-force", "credential": "absent-member/aaaaaaaaaaaaaaaa",
	"protection": "prot_aaaaaaaaaaaaaaaaaaaaaaaaaa",
	"person":     "absent-person", "person credential": "absent-person/aaaaaaaaaaaaaaaa",
	"network": "net_aaaa",
	"search":  "sea_aaaaaaaaaaaaaaaaaaaaaaaaaa", "proposal": "prop_aaaaaaaaaaaaaaaaaaaaaaaaaa", "revision": "prop_aaaaaaaaaaaaaaaaaaaaaaaaaa",
}

// fill puts an id of the row's kind into the route's path, or behind it as a parameter.
func fill(path, kind, id string) string {
	owner, credential, _ := strings.Cut(id, "/")
	switch kind {
	case "credential", "person credential":
		return strings.NewReplacer(":member", owner, ":person", owner, ":credential", credential).Replace(path)
	case "member":
		return strings.Replace(path, ":member", id, 1)
	}
	at := strings.Index(path, ":")
	if at < 0 {
		return path + "?" + kind + "=" + id
	}
	end := strings.IndexByte(path[at:], '/')
	if end < 0 {
		return path[:at] + id
	}
	return path[:at] + id + path[at+end:]
}

func TestLeakMatrix(t *testing.T) {
	a := newAlliance(t)
	routes := map[string]bool{}
	for _, r := range a.hub.Routes() {
		if r.Method != http.MethodHead {
			routes[r.Method+" "+r.Path] = true
		}
	}
	for r := range routes {
		if _, covered := matrix[r]; !covered {
			t.Errorf("%s is not in the leak matrix: say how hidden equals absent on it", r)
		}
	}
	for r := range matrix {
		if !routes[r] {
			t.Errorf("%s is in the leak matrix, and there is no such route", r)
		}
	}

	over := expire(t, a)
	publish(t, a, `{"observable":{"type":"domain","value":"bystander.example"},"tlp":"green","links":[{"type":"domain","value":"bystander-too.example","relation":"alias"}]}`)
	// What each viewer is answered before anything hidden happens.
	before := map[string]string{}
	lists := func(each func(who, ask, got string)) {
		for _, who := range viewers {
			for route, r := range matrix {
				method, path, _ := strings.Cut(route, " ")
				if r.open != "" || r.kind != "" || method == "POST" && who == "admin" {
					continue
				}
				for _, q := range append([]string{""}, probes[route]...) {
					each(who, method+" "+path+q, bare(a.ask(t, who, method, path+q, r.body)))
				}
			}
		}
	}
	lists(func(who, ask, got string) { before[who+" "+ask] = got })

	things := hide(t, a, over)

	compared := 0
	t.Run("what is hidden changes no list", func(t *testing.T) {
		lists(func(who, ask, got string) {
			if who == "admin" || who == "steve" || who == "bazar-b" || who == "pay-d" {
				return // they do see some of it, and the test below wants them to
			}
			if strings.Contains(ask, "/v1/members") || who == "brand-x" && strings.Contains(ask, "/v1/task-forces") {
				return // the roster is known to all, and has lost a member: see below
			}
			compared++
			if was := before[who+" "+ask]; got != was {
				t.Errorf("%s as %s has changed:\n%s\nwas\n%s", ask, who, got, was)
			}
		})
	})
	t.Run("hidden is absent", func(t *testing.T) {
		for route, r := range matrix {
			method, path, _ := strings.Cut(route, " ")
			for _, x := range things[r.kind] {
				for _, who := range x.from {
					for _, header := range [][]string{nil, {"If-Match", x.etag, "If-None-Match", x.etag}, {"If-Match", "*"}} {
						if len(header) == 4 && x.etag == "" {
							continue
						}
						got := bare(a.ask(t, who, method, fill(path, r.kind, x.id)+r.more, r.body, header...))
						want := bare(a.ask(t, who, method, fill(path, r.kind, absent[r.kind])+r.more, r.body, header...))
						compared++
						if got != want {
							t.Errorf("%s as %s %v:\nhidden %s\nabsent %s", route, who, header, got, want)
						}
					}
				}
			}
		}
	})
	t.Logf("%d answers compared", compared)
	if compared < 500 {
		t.Errorf("only %d answers compared: the matrix does not test", compared)
	}

	t.Run("who may see, sees", func(t *testing.T) {
		for who, i := range map[string]int{"bazar-b": 0, "pay-d": 1, "admin": 0} {
			a.must(t, who, "GET", "/v1/indicators/"+things["indicator"][i].id, "", 200)
		}
		a.must(t, "brand-x", "GET", "/v1/task-forces/handbags", "", 200)
		for _, who := range []string{"maison-a", "jane-a", "audrey", "ada", "admin"} {
			a.must(t, who, "GET", "/v1/people/jane-a", "", 200)
		}
		a.must(t, "rita-c", "GET", "/v1/people/rita-c", "", 200)
		for _, x := range things["indicator"] {
			a.must(t, "maison-a", "GET", "/v1/indicators/"+x.id, "", 200)
		}
	})
	t.Run("a suspended member looks like none on the roster", func(t *testing.T) {
		if got := a.must(t, "maison-c", "GET", "/v1/members", "", 200); bytes.Contains(got, []byte("gone-g")) {
			t.Errorf("the roster names gone-g: %s", got)
		}
	})
}
