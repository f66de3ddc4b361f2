package hub_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWithheldPublishers wants no answer to another to tell who withheld their name.
func TestWithheldPublishers(t *testing.T) {
	a := newAlliance(t)
	withheld, _ := publish(t, a, `{"observable":{"type":"domain","value":"w.example"},"tlp":"green","attribution":"withheld"}`)
	pseudonymous, _ := publish(t, a, `{"observable":{"type":"domain","value":"p.example"},"tlp":"green","attribution":"pseudonymous"}`)
	names := map[string]bool{}
	for _, who := range []string{"bazar-b", "maison-c", "police-l"} {
		for _, path := range []string{"/v1/indicators", "/v1/indicators/" + withheld, "/v1/indicators/" + pseudonymous, "/v1/changes"} {
			if got := a.must(t, who, "GET", path, "", 200); bytes.Contains(got, []byte("maison-a")) {
				t.Errorf("%s as %s names the publisher: %s", path, who, got)
			}
		}
		var list struct{ Items []any }
		into(t, a.must(t, who, "GET", "/v1/indicators?publisher=maison-a", "", 200), &list)
		if len(list.Items) != 0 {
			t.Errorf("%s finds the withheld by their publisher", who)
		}
		var one struct {
			Publisher string
			Redacted  []string
		}
		into(t, a.must(t, who, "GET", "/v1/indicators/"+pseudonymous, "", 200), &one)
		if one.Publisher == "" || names[one.Publisher] {
			t.Errorf("the pseudonym %q is shared between members, or missing", one.Publisher)
		}
		names[one.Publisher] = true
		one.Publisher = ""
		into(t, a.must(t, who, "GET", "/v1/indicators/"+withheld, "", 200), &one)
		if one.Publisher != "" || !slices.Contains(one.Redacted, "source") {
			t.Errorf("withheld: %+v", one)
		}
	}
}

// TestDuplicatesAreOnesOwn wants publishing and importing what another has hidden to look like
// publishing it first: no conflict, no corroboration that the caller may not count.
func TestDuplicatesAreOnesOwn(t *testing.T) {
	a := newAlliance(t)
	const draft = `{"observable":{"type":"domain","value":"hidden.example"},"tlp":"green"}`
	publish(t, a, `{"observable":{"type":"domain","value":"hidden.example"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
	var made struct{ Corroboration int }
	into(t, a.must(t, "maison-c", "POST", "/v1/indicators", draft, 201), &made)
	if made.Corroboration != 1 {
		t.Errorf("corroboration %d tells of a hidden publisher", made.Corroboration)
	}
	var report struct{ Accepted, Duplicate int }
	into(t, a.must(t, "pay-d", "POST", "/v1/imports", draft, 202, "Content-Type", "application/x-ndjson"), &report)
	if report.Accepted != 1 || report.Duplicate != 0 {
		t.Errorf("%+v: another's hidden indicator counts", report)
	}
	into(t, a.must(t, "bazar-b", "GET", "/v1/indicators?type=domain&value=hidden.example", "", 200), &struct{}{})
}

// TestForeignTaskForces wants naming a task force that one is not in to be answered as naming
// none (L14), on the route that takes such names.
func TestForeignTaskForces(t *testing.T) {
	a := newAlliance(t)
	draft := func(tf string) string {
		return fmt.Sprintf(`{"observable":{"type":"domain","value":"x.example"},"tlp":"amber","share":{"task_forces":[%q]}}`, tf)
	}
	// The two names are of one length, and an answer may repeat what was sent.
	foreign := bare(a.ask(t, "maison-c", "POST", "/v1/indicators", draft("handbags")))
	none := bare(a.ask(t, "maison-c", "POST", "/v1/indicators", draft("handbogs")))
	if strings.ReplaceAll(foreign, "handbags", "T") != strings.ReplaceAll(none, "handbogs", "T") || !strings.HasPrefix(foreign, "422") {
		t.Errorf("foreign %s\nnone %s", foreign, none)
	}
	suspended := a.ask(t, "admin", "GET", "/v1/members/gone-g", "")
	a.must(t, "admin", "POST", "/v1/members/gone-g/suspend", `{"reason":"x"}`, 200, "If-Match", suspended.header.Get("ETag"))
	to := func(m string) string {
		return fmt.Sprintf(`{"observable":{"type":"domain","value":"x.example"},"tlp":"red","share":{"members":[%q]}}`, m)
	}
	gone := bare(a.ask(t, "maison-c", "POST", "/v1/indicators", to("gone-g")))
	nobody := bare(a.ask(t, "maison-c", "POST", "/v1/indicators", to("gone-h")))
	if strings.ReplaceAll(gone, "gone-g", "M") != strings.ReplaceAll(nobody, "gone-h", "M") || !strings.HasPrefix(gone, "422") {
		t.Errorf("suspended %s\nabsent %s", gone, nobody)
	}
}

// TestStreamsTellTheirOwn wants a stranger's stream to be the same bytes whether or not
// something hidden was published while it was open, but for heartbeats.
func TestStreamsTellTheirOwn(t *testing.T) {
	a := newAlliance(t)
	read := func(who string) func() string {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.base+"/v1/stream", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+a.keys[who])
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		got, done := make(chan string, 1), make(chan struct{})
		go func() {
			defer close(done)
			var b bytes.Buffer
			chunk := make([]byte, 1<<16)
			for {
				n, err := res.Body.Read(chunk)
				b.Write(chunk[:n])
				if err != nil || bytes.Contains(b.Bytes(), []byte("last.example")) {
					got <- b.String()
					return
				}
			}
		}()
		return func() string {
			defer res.Body.Close()
			select {
			case s := <-got:
				return s
			case <-time.After(10 * time.Second):
				t.Fatalf("%s's stream does not say the last", who)
				return ""
			}
		}
	}
	stranger, friend := read("maison-c"), read("bazar-b")
	hid, _ := publish(t, a, `{"observable":{"type":"domain","value":"hidden.example"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
	last, _ := publish(t, a, `{"observable":{"type":"domain","value":"last.example"},"tlp":"green"}`)
	s, f := stranger(), friend()
	if strings.Contains(s, hid) || !strings.Contains(s, last) || strings.Count(s, "\nevent:") > strings.Count(f, "\nevent:") {
		t.Errorf("the stranger's stream: %s", s)
	}
	if !strings.Contains(f, hid) || !strings.Contains(f, last) {
		t.Errorf("the task force's stream: %s", f)
	}
}
