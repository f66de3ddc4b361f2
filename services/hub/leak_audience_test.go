package hub_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/hubtest"
)

// The records of the audience matrix, and who may know what of each. The table is written by hand
// and says nothing by computing it as the hub does: it is the second opinion.

// everybody is who is asked about every record. The publisher is maison-a.
var everybody = []string{
	"maison-a", "maison-a/2", "jane-a", // the publisher: its keys, and a person of its
	"bazar-b", "ben-b", // contributes in the task force; a person of its
	"brand-x",            // reads in the task force
	"pay-d",              // is named directly
	"maison-c", "rita-c", // a stranger; a person of its
	"police-l",                        // law enforcement
	"admin", "ada", "audrey", "steve", // act for the alliance: admins, an auditor, a steward
	"anonymous", "gone-g", // nobody; a suspended member's key
}

// Who they are, for the table.
var (
	publisher  = []string{"maison-a", "maison-a/2", "jane-a"}
	overseers  = []string{"admin", "ada", "audrey", "steve"}
	others     = []string{"bazar-b", "ben-b", "brand-x", "pay-d", "maison-c", "rita-c", "police-l"}
	seated     = []string{"bazar-b", "ben-b", "brand-x"}
	unexcepted = []string{"bazar-b", "ben-b"} // of those who are seated
)

// sight is how much of a record somebody knows.
type sight int

const (
	nothing   sight = iota
	existence       // that it is there
	content         // what it says
	ownership       // all of it
)

// record is a kind of record: how it comes to be, and who knows what of it.
type record struct {
	name    string
	drafts  []string // each but the last is revoked before the next is published
	revoked bool     // so is the last
	then    []deed   // what is done to it after that
	reads   []string // who reads it, besides the publisher
	knows   []string // who knows that it exists
	source  string   // what others learn of the publisher: "named", "pseudonym", ""
	bulk    []string // of those who read it, who may take it away in bulk; nil: all
	id      string
	etag    string // of its last state
	token   string // of the write that made it
}

// deed is a verb of the publisher's.
type deed struct{ method, path, body string }

func draftOf(value, rest string) string {
	typ := "domain"
	if strings.HasPrefix(value, "+") {
		typ = "phone"
	}
	return fmt.Sprintf(`{"observable":{"type":%q,"value":%q},"tags":["secret"],"brands":["maison-a"],"note":"A note about it.","basis":"test_purchase",%s}`, typ, value, rest)
}

// records are all kinds. now is when they are asked about.
func records(now time.Time) []record {
	at := func(d time.Duration) string { return now.Add(d).Format(time.RFC3339) }
	force := `"tlp":"amber","share":{"task_forces":["handbags"]}`
	but := `"tlp":"amber","share":{"task_forces":["handbags"],"except":["brand-x"]}`
	red := `"tlp":"red","share":{"members":["pay-d"]}`
	one := func(value, rest string) []string { return []string{draftOf(value, rest)} }
	return []record{
		{name: "green", drafts: one("r-green.example", `"tlp":"green"`), reads: others, knows: overseers, source: "named"},
		{
			name: "clear, but for one", drafts: one("r-clear.example", `"tlp":"clear","share":{"except":["brand-x"]}`),
			reads: slices.DeleteFunc(slices.Clone(others), func(w string) bool { return w == "brand-x" }), knows: overseers, source: "named",
		},
		{name: "task force", drafts: one("r-force.example", force), reads: seated, knows: overseers, source: "named"},
		{name: "task force, but for one", drafts: one("r-but.example", but), reads: unexcepted, knows: overseers, source: "named"},
		{
			name: "task force, strict", drafts: one("r-strict.example", `"tlp":"amber+strict","share":{"task_forces":["handbags"]}`),
			reads: seated, knows: overseers, source: "named", bulk: []string{},
		},
		{name: "task force that has ended", drafts: one("r-ended.example", `"tlp":"amber","share":{"task_forces":["ended"]}`), knows: overseers, source: "named"},
		{name: "named", drafts: one("r-direct.example", `"tlp":"amber","share":{"members":["pay-d"]}`), reads: []string{"pay-d"}, knows: overseers, source: "named"},
		{name: "red", drafts: one("r-red.example", red), reads: []string{"pay-d"}, knows: overseers, source: "named", bulk: []string{}},
		{
			name: "red, for the police", drafts: one("+33612345601", `"tlp":"red","share":{"members":["police-l"]}`),
			reads: []string{"police-l"}, knows: overseers, source: "named", bulk: []string{},
		},
		{name: "red, revoked", drafts: one("r-redrevoked.example", red), revoked: true, reads: []string{"pay-d"}, knows: overseers, source: "named", bulk: []string{}},
		{name: "task force, revoked", drafts: one("r-revoked.example", but), revoked: true, reads: unexcepted, knows: overseers, source: "named"},
		{name: "under embargo", drafts: one("r-embargo.example", `"tlp":"green","embargo_until":"2099-01-01T00:00:00Z"`)},
		{name: "held for the steward", drafts: []string{`{"observable":{"type":"domain","value":"r-held.example"},"tags":["secret"],"brands":["maison-a"],"note":"Our wholesale price is 410 EUR.","basis":"test_purchase","tlp":"green"}`}},
		{name: "under embargo for a second", drafts: one("r-embargo1.example", `"tlp":"green","embargo_until":"`+at(time.Second)+`"`)},
		{name: "embargo ends now", drafts: one("r-embargo0.example", `"tlp":"green","embargo_until":"`+at(0)+`"`), reads: others, knows: overseers, source: "named"},
		{name: "expired", drafts: one("r-expired.example", `"tlp":"green","valid_until":"`+at(-time.Second)+`"`)},
		{name: "expires now", drafts: one("r-expired0.example", `"tlp":"green","valid_until":"`+at(0)+`"`)},
		{name: "expires in a second", drafts: one("r-expired1.example", `"tlp":"green","valid_until":"`+at(time.Second)+`"`), reads: others, knows: overseers, source: "named"},
		{name: "withheld", drafts: one("r-withheld.example", `"tlp":"green","attribution":"withheld"`), reads: others, knows: overseers},
		{name: "withheld, task force", drafts: one("r-withheld-tf.example", but+`,"attribution":"withheld"`), reads: unexcepted, knows: overseers},
		{name: "pseudonymous", drafts: one("r-pseudo.example", `"tlp":"green","attribution":"pseudonymous"`), reads: others, knows: overseers, source: "pseudonym"},
		{
			name: "anew for others", drafts: []string{draftOf("r-anew.example", force), draftOf("r-anew.example", red)},
			reads: []string{"pay-d"}, knows: overseers, source: "named", bulk: []string{},
		},
		{
			name: "anew for fewer", drafts: []string{draftOf("r-fewer.example", `"tlp":"green"`), draftOf("r-fewer.example", but)},
			reads: unexcepted, knows: overseers, source: "named",
		},
		{name: "anew under embargo", drafts: []string{draftOf("r-later.example", force), draftOf("r-later.example", force+`,"embargo_until":"2099-01-01T00:00:00Z"`)}},
		{
			name: "widened", drafts: one("r-widened.example", red), reads: seated, knows: overseers, source: "named",
			then: []deed{{"POST", "/share", `{"tlp":"amber","share":{"task_forces":["handbags"],"members":["pay-d"]},"reason":"x"}`}, {"POST", "/restrict", `{"share":{"task_forces":["handbags"]},"reason":"x"}`}},
		},
		{
			name: "narrowed", drafts: one("r-narrowed.example", `"tlp":"green"`), reads: []string{"pay-d"}, knows: overseers, source: "named", bulk: []string{},
			then: []deed{{"POST", "/restrict", `{"tlp":"red","share":{"members":["pay-d"]},"reason":"x"}`}, {"PATCH", "", `{"note":"Another note."}`}},
		},
		{
			name: "narrowed for a time", drafts: one("r-embargoed.example", `"tlp":"green"`),
			then: []deed{{"POST", "/restrict", `{"embargo_until":"2099-01-01T00:00:00Z","reason":"x"}`}},
		},
		{
			name: "an embargo lifted", drafts: one("r-lifted.example", `"tlp":"green","embargo_until":"2099-01-01T00:00:00Z"`), reads: others, knows: overseers, source: "named",
			then: []deed{{"POST", "/share", `{"embargo_until":null,"reason":"x"}`}},
		},
		{
			name: "revised to be over", drafts: one("r-shortened.example", `"tlp":"green"`),
			then: []deed{{"PATCH", "", `{"valid_until":"` + at(-time.Second) + `"}`}},
		},
		{
			name: "erased", drafts: one("r-erased.example", `"tlp":"green"`), knows: overseers,
			then: []deed{{"POST", "/erase", `{"reason":"x","reason_code":"other"}`}},
		},
		{name: "personal", drafts: one("+33612345678", force), reads: seated, knows: overseers, source: "named"},
	}
}

// of is how much somebody knows of the record.
func (r *record) of(who string) sight {
	switch {
	case slices.Contains(publisher, who):
		return ownership
	case slices.Contains(r.reads, who):
		return content
	case slices.Contains(r.knows, who):
		return existence
	}
	return nothing
}

// takes reports whether somebody may take the record away in bulk.
func (r *record) takes(who string) bool {
	known := r.of(who)
	return known == ownership || known == content && (r.bulk == nil || slices.Contains(r.bulk, who))
}

// newAudience is an alliance with all kinds of records, at the moment that the table is about.
func newAudience(t *testing.T) (*alliance, []record, *hubtest.Clock) {
	t.Helper()
	clock := hubtest.NewClock(time.Time{})
	a := newAlliance(t, func(c *hub.Config) { c.Process.Now = clock.Now })
	var second struct{ Key string }
	into(t, a.must(t, "admin", "POST", "/v1/members/maison-a/credentials", `{"name":"second","scopes":["read","publish"]}`, 201), &second)
	a.keys["maison-a/2"] = second.Key
	a.join(t, `{"id":"jane-a","name":"Jane","member":"maison-a","roles":["manager"]}`)
	a.join(t, `{"id":"ben-b","name":"Ben","member":"bazar-b","roles":["analyst"]}`)
	a.join(t, `{"id":"audrey","name":"Audrey","roles":["auditor"]}`)
	a.join(t, `{"id":"ada","name":"Ada","member":"maison-c","roles":["admin"]}`)
	a.must(t, "admin", "POST", "/v1/task-forces", fmt.Sprintf(`{"id":"ended","name":"Ended","purpose":"p","ends_at":%q,"members":[
		{"member":"maison-a","role":"lead"},{"member":"bazar-b","role":"contributor"},{"member":"brand-x","role":"reader"}]}`,
		clock.Now().Add(30*time.Minute).Format(time.RFC3339)), 201)
	etag := a.ask(t, "admin", "GET", "/v1/members/gone-g", "").header.Get("ETag")
	a.must(t, "admin", "POST", "/v1/members/gone-g/suspend", `{"reason":"x"}`, 200, "If-Match", etag)

	all := records(clock.Now().Add(time.Hour))
	for n := range all {
		r := &all[n]
		for m, draft := range r.drafts {
			r.id, r.etag = publish(t, a, draft)
			if m < len(r.drafts)-1 || r.revoked {
				got := a.ask(t, "maison-a", "POST", "/v1/indicators/"+r.id+"/revoke", `{"reason":"A mistake."}`, "If-Match", r.etag)
				if got.status != 200 {
					t.Fatalf("%s: %d %s", r.name, got.status, got.body)
				}
				r.etag, r.token = got.header.Get("ETag"), got.header.Get("Ledger-Position")
			}
		}
	}
	for n := range all {
		r := &all[n]
		for _, s := range r.then {
			got := a.ask(t, "maison-a", s.method, "/v1/indicators/"+r.id+s.path, s.body, "If-Match", r.etag)
			if got.status != 200 {
				t.Fatalf("%s: %d %s", r.name, got.status, got.body)
			}
			r.etag, r.token = got.header.Get("ETag"), got.header.Get("Ledger-Position")
		}
	}
	clock.Advance(time.Hour)
	return a, all, clock
}
