package hub_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// question is one way to ask about an indicator: %s is where its id goes.
type question struct {
	method, path, body string
}

// questions are all ways there are: those of the router and of the contract's parameters, with
// bodies that are right and wrong, and methods that are not taken.
func questions(t *testing.T, a *alliance) []question {
	t.Helper()
	var all []question
	methods := map[string]bool{}
	for _, r := range a.hub.Routes() {
		if !strings.Contains(r.Path, ":indicator") {
			continue
		}
		path := strings.Replace(r.Path, ":indicator", "%s", 1)
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			all = append(all, question{method: r.Method, path: path})
		} else {
			for _, body := range []string{matrix[r.Method+" "+r.Path].body, `{}`, `{`, `{"unknown":1}`, `[]`, ""} {
				all = append(all, question{method: r.Method, path: path, body: body})
			}
		}
		if methods[r.Path] {
			continue
		}
		methods[r.Path] = true
		for _, method := range []string{"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "POST", "GET"} { // most are not taken
			all = append(all, question{method: method, path: path})
		}
		for _, more := range []string{"/", "//", "%%20", "%%00", ".", "/x", "/%%2e%%2e", "?x=1", "?limit=1", "%%2f", ";x", "#x"} {
			all = append(all, question{method: "GET", path: path + more})
		}
	}
	for route, names := range parameters(t, a) {
		for _, name := range names {
			if name == "indicator" || name == "id" {
				all = append(all, question{method: "GET", path: route + "?" + name + "=%s"}, question{method: "GET", path: route + "?limit=1&" + name + "=%s"})
			}
		}
	}
	all = append(all, question{method: "GET", path: "/v1/audit?kind=indicator&id=%s"})
	return all
}

// parameters are the names of the parameters that reads take in the query, by path.
func parameters(t *testing.T, a *alliance) map[string][]string {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	into(t, a.must(t, "admin", "GET", "/openapi.json", "", 200), &doc)
	names := map[string][]string{}
	for path, item := range doc.Paths {
		if strings.Contains(path, "{") {
			continue
		}
		var get struct {
			Parameters []struct{ In, Name string }
		}
		if item["get"] == nil {
			continue
		}
		into(t, item["get"], &get)
		for _, p := range get.Parameters {
			if p.In == "query" {
				names[path] = append(names[path], p.Name)
			}
		}
	}
	return names
}

// conditions are the headers that each question is asked with.
func conditions(r *record) [][]string {
	return [][]string{
		nil,
		{"If-Match", r.etag},
		{"If-None-Match", r.etag},
		{"If-None-Match", "W/" + r.etag, "If-Match", "*"},
		{"If-None-Match", strings.TrimSuffix(r.etag, `"`) + `.es"`},
		{"If-None-Match", "*"},
		{"Ledger-Position", r.token},
		{"Idempotency-Key", "k1"},
		{"Content-Type", "text/plain"},
	}
}

// about asks a question about an id, and takes the id out of the answer: a route may repeat what
// it was asked.
func (a *alliance) about(t *testing.T, who string, q question, id string, header []string) string {
	t.Helper()
	got := a.ask(t, who, q.method, fmt.Sprintf(q.path, id), q.body, header...)
	return strings.ReplaceAll(bare(got), id, "ID")
}

// TestLeakRecords asks everybody every question about every kind of record. Who may not know of it
// is answered as for an id that there is not, whatever the question; who may, is not, so that
// hiding everything does not pass.
func TestLeakRecords(t *testing.T) {
	t.Parallel()
	a, all, _ := newAudience(t)
	asked := questions(t, a)
	if len(asked) < 25 {
		t.Fatalf("only %d questions", len(asked))
	}
	var compared atomic.Int64
	t.Run("as", func(t *testing.T) { // it ends when all of these have
		for _, who := range everybody {
			t.Run(who, func(t *testing.T) {
				t.Parallel()
				for _, q := range asked {
					compared.Add(a.compare(t, who, q, all))
				}
			})
		}
	})
	t.Logf("%d answers compared, %d questions", compared.Load(), len(asked))
	if n := compared.Load(); n < 20_000 {
		t.Errorf("only %d answers compared: the matrix does not test", n)
	}
}

// compare asks one question about all that is hidden from somebody, and about what there is not, and
// returns how many answers it compared.
func (a *alliance) compare(t *testing.T, who string, q question, all []record) (compared int64) {
	t.Helper()
	const none = "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa"
	noted := map[string]string{}
	for n := range all {
		r := &all[n]
		if r.of(who) != nothing {
			continue
		}
		for _, header := range conditions(r) {
			got := a.about(t, who, q, r.id, header)
			// The answer for an absent id is the same for all tags, which only ids that exist could tell apart.
			key := strings.Join(header[:min(1, len(header))], "") + strconv.Itoa(len(header))
			want, known := noted[key]
			if !known {
				want = a.about(t, who, q, none, header)
				noted[key] = want
			}
			compared++
			if got != want {
				t.Fatalf("%s as %s about %q, %v:\nhidden %s\nabsent %s", q, who, r.name, header, got, want)
			}
		}
	}
	return compared
}

// TestLeakMalformedIDs wants whatever is no id of an indicator to be answered as one that there is
// not, to all: what an id looks like is no oracle, nor is a part of a real one.
func TestLeakMalformedIDs(t *testing.T) {
	a, all, _ := newAudience(t)
	real := all[0].id
	for _, who := range everybody {
		want := bare(a.ask(t, who, "GET", "/v1/indicators/ind_aaaaaaaaaaaaaaaaaaaaaaaaaa", ""))
		for _, id := range []string{
			"ind_", "x", "ind_AAAAAAAAAAAAAAAAAAAAAAAAAA", strings.ToUpper(real), real[:len(real)-1], real + "a", "imp" + real[3:], real[4:],
			"sub_aaaaaaaaaaaaaaaaaaaaaaaaaa", strings.Repeat("a", 3000), "%F0%9F%92%A9", "%00", "%25", "..", "*", "alliance", real + "%20", real + "%0a", "%20" + real,
		} {
			got := bare(a.ask(t, who, "GET", "/v1/indicators/"+id, ""))
			if got != want {
				t.Errorf("%.80s as %s:\n%s\nwant\n%s", id, who, got, want)
			}
		}
	}
}

// TestLeakSightIsGiven wants everybody who may know something of a record to know just that much
// of it: on its own, on lists, in the feed and in bulk.
func TestLeakSightIsGiven(t *testing.T) {
	a, all, _ := newAudience(t)
	for _, who := range everybody {
		if who == "anonymous" || who == "gone-g" {
			continue
		}
		lists, bulk := map[string]bool{}, map[string]bool{}
		for n := range all {
			r := &all[n]
			got := a.ask(t, who, "GET", "/v1/indicators/"+r.id, "")
			lists[r.id], bulk[r.id] = r.of(who) != nothing, r.takes(who)
			var has struct {
				Observable, Share, Note, Publisher json.RawMessage
				Redacted                           []string
			}
			if got.status == http.StatusOK {
				into(t, got.body, &has)
			}
			found := nothing
			switch {
			case has.Share != nil:
				found = ownership
			case has.Observable != nil:
				found = content
			case got.status == http.StatusOK:
				found = existence
			case got.status != http.StatusNotFound:
				t.Errorf("%s as %s: %d", r.name, who, got.status)
			}
			if found != r.of(who) {
				t.Errorf("%s as %s: knows %d of it, want %d: %s", r.name, who, found, r.of(who), got.body)
			}
			switch found {
			case existence:
				if has.Note != nil || has.Publisher != nil || !slices.Equal(has.Redacted, []string{"core"}) || bytes.Contains(got.body, []byte("maison-a")) {
					t.Errorf("%s as %s, who may know that it exists: %s", r.name, who, got.body)
				}
			case content:
				named := string(has.Publisher) == `"maison-a"`
				hidden := slices.Contains(has.Redacted, "source")
				if named != (r.source == "named") || hidden != (r.source == "") || (has.Publisher == nil) != (r.source == "") {
					t.Errorf("%s as %s: publisher %s, redacted %v", r.name, who, has.Publisher, has.Redacted)
				}
			case nothing, ownership:
			}
			if found == nothing {
				continue
			}
			etag := got.header.Get("ETag")
			if again := a.ask(t, who, "GET", "/v1/indicators/"+r.id, "", "If-None-Match", etag); again.status != http.StatusNotModified {
				t.Errorf("%s as %s: %d with the tag that it was given", r.name, who, again.status)
			}
			// Who sees it without having published it is told that, whatever is sent; who has, is held to its tag.
			want := http.StatusForbidden
			if found == ownership {
				want = http.StatusPreconditionFailed
			}
			for _, s := range []deed{
				{"POST", "/revoke", `{"reason":"x"}`},
				{"PATCH", "", `{"note":"x"}`},
				{"POST", "/share", `{"tlp":"clear","reason":"x"}`},
				{"POST", "/restrict", `{"tlp":"red","reason":"x"}`},
				{"POST", "/erase", `{"reason":"x","reason_code":"nonsense"}`},
			} {
				want := want
				if s.path == "/erase" && slices.Contains([]string{"admin", "ada", "steve"}, who) { // who may order that
					want = http.StatusPreconditionFailed
				}
				if got := a.ask(t, who, s.method, "/v1/indicators/"+r.id+s.path, s.body, "If-Match", `"stale"`); got.status != want {
					t.Errorf("%s %s %s as %s: %d %s", s.method, s.path, r.name, who, got.status, got.body)
				}
			}
		}
		same := func(of string, got []string, want map[string]bool) {
			for id, is := range want {
				if slices.Contains(got, id) != is {
					t.Errorf("%s as %s: %s is there: %t", of, who, nameOf(all, id), !is)
				}
			}
		}
		same("the list", a.ids(t, who, "/v1/indicators?state=all&limit=3"), lists)
		same("the feed", a.ids(t, who, "/v1/changes?limit=1000"), lists)
		same("the export", a.exported(t, who, "/v1/indicators/export?state=all"), bulk)
	}
}

func nameOf(all []record, id string) string {
	n := slices.IndexFunc(all, func(r record) bool { return r.id == id })
	return all[n].name
}

// ids are those of which all pages of a list, or the feed, say something; all pages of a list but
// the last must be full.
func (a *alliance) ids(t *testing.T, who, path string) []string {
	t.Helper()
	var found []string
	for cursor := ""; ; {
		var page struct {
			Items []struct {
				ID   string
				Data struct{ ID, TLP string }
			}
			Next *string `json:"next_cursor"`
		}
		into(t, a.must(t, who, "GET", path+cursor, "", 200), &page)
		for _, i := range page.Items {
			if strings.Contains(path, "/v1/changes") {
				if i.ID = i.Data.ID; i.Data.TLP == "" { // it tells that it is gone, to who had it, and no more
					continue
				}
			}
			found = append(found, i.ID)
		}
		if page.Next == nil || strings.Contains(path, "/v1/changes") {
			return found
		}
		if strings.HasSuffix(path, "limit=3") && len(page.Items) != 3 {
			t.Errorf("%s as %s: a page of %d, and there are more: what is hidden was cut out of it", path, who, len(page.Items))
		}
		cursor = "&cursor=" + *page.Next
	}
}

// exported are the ids in an export, which must say how many there were.
func (a *alliance) exported(t *testing.T, who, path string) []string {
	t.Helper()
	var found []string
	said := -1
	for line := range strings.Lines(string(a.must(t, who, "GET", path, "", 200))) {
		var x struct {
			ID       string
			Exported *int
		}
		into(t, []byte(line), &x)
		if x.Exported != nil {
			said = *x.Exported
		} else {
			found = append(found, x.ID)
		}
	}
	if said != len(found) {
		t.Errorf("%s as %s: %d indicators, and it says %d", path, who, len(found), said)
	}
	return found
}

// TestLeakEmbargoByTheSecond wants an embargo to end, and a validity to be over, at their second
// and no second earlier, on every exit, whoever's clock the hub has (L37).
func TestLeakEmbargoByTheSecond(t *testing.T) {
	a, all, clock := newAudience(t)
	id := func(name string) string {
		n := slices.IndexFunc(all, func(r record) bool { return r.name == name })
		return all[n].id
	}
	embargo, expiry := id("under embargo for a second"), id("expires in a second")
	look := func(when string, sees map[string]bool) {
		for _, path := range []string{"/v1/indicators?limit=1000", "/v1/changes?limit=1000"} {
			found := a.ids(t, "maison-c", path)
			for of, is := range sees {
				if slices.Contains(found, of) != is {
					t.Errorf("%s, %s: %s is there: %t", when, path, nameOf(all, of), !is)
				}
			}
		}
		exported := a.exported(t, "maison-c", "/v1/indicators/export")
		for of, is := range sees {
			status := map[bool]int{true: 200, false: 404}[is]
			a.must(t, "maison-c", "GET", "/v1/indicators/"+of, "", status)
			if slices.Contains(exported, of) != is {
				t.Errorf("%s, export: %s is there: %t", when, nameOf(all, of), !is)
			}
		}
	}
	look("a second before", map[string]bool{embargo: false, expiry: true})
	clock.Advance(time.Second - time.Nanosecond)
	look("just before", map[string]bool{embargo: false, expiry: true})
	clock.Advance(time.Nanosecond)
	look("at its second", map[string]bool{embargo: true, expiry: false})
	clock.Advance(time.Second)
	look("a second after", map[string]bool{embargo: true, expiry: false})
	clock.Advance(-2 * time.Second) // a clock that was set back
	look("the clock was set back", map[string]bool{embargo: false, expiry: true})
}
