package hub_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// setPolicy brings a policy into force, as if it had been approved.
func setPolicy(t *testing.T, a *alliance, name, text string) {
	t.Helper()
	p := a.hub.Process
	e, err := p.Fold.Append(context.WithoutCancel(t.Context()), ledger.Draft{
		At: p.Now(), Kind: ledger.KindPolicy, ID: policies.Entity, Verb: policies.VerbActivated, Actor: "u:admin", Schema: policies.Schema,
		Body: policies.Encode(policies.Revision{Text: text, Author: "u:admin", Approver: "u:admin", Proposal: name}), Expect: p.Policies.Revision().Position,
	})
	if err != nil {
		t.Fatal(err)
	}
	if p.Policies.Revision().Position != e.Position {
		t.Fatal("the policy is not in force")
	}
}

type decided struct {
	Viewer, Act, Indicator, Why, Rule, Revision, Exit string
	Allowed                                           bool
}

// decisions reads the log until it has n or time is up: it is written a little later.
func decisions(t *testing.T, a *alliance, query string, n int) []decided {
	t.Helper()
	var page struct{ Items []decided }
	for until := time.Now().Add(5 * time.Second); len(page.Items) < n && time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		page.Items = nil
		into(t, a.must(t, "admin", "GET", "/v1/decisions?limit=1000"+query, "", 200), &page)
	}
	return page.Items
}

// TestDecisionsAreWrittenDown: what is red or personal leaves a line wherever it leaves the hub,
// with the rule that let it, and so does a refusal; what is neither, one's own, and what is not
// there leave none.
func TestDecisionsAreWrittenDown(t *testing.T) {
	a := newAlliance(t)
	setPolicy(t, a, "prop_one", strings.Replace(policies.DefaultText(), "# A member may do all with its own.",
		"p, role:payment, own, phone, red, publish, deny\n", 1))
	sink := hubtest.NewSink(t)
	a.must(t, "pay-d", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{}}`, sink.URL), 201)
	red, _ := publish(t, a, `{"observable":{"type":"domain","value":"red.example"},"tlp":"red","share":{"members":["pay-d"]}}`)
	phone, _ := publish(t, a, `{"observable":{"type":"phone","value":"+86 138 0013 8000"},"tlp":"amber","share":{"task_forces":["handbags"]}}`)
	publish(t, a, `{"observable":{"type":"domain","value":"green.example"},"tlp":"green"}`)
	sink.Wait(t, 2)

	a.must(t, "pay-d", "GET", "/v1/indicators/"+red, "", 200)
	a.must(t, "pay-d", "GET", "/v1/indicators", "", 200)
	a.must(t, "bazar-b", "GET", "/v1/changes", "", 200)
	a.must(t, "maison-a", "GET", "/v1/indicators", "", 200)
	a.must(t, "bazar-b", "GET", "/v1/indicators/export", "", 200)
	a.must(t, "maison-c", "GET", "/v1/indicators/"+red, "", 404)
	a.must(t, "maison-c", "GET", "/v1/indicators/"+absent["indicator"], "", 404)
	a.must(t, "maison-c", "POST", "/v1/indicators/"+phone+"/revoke", `{"reason":"x"}`, 404)
	refused := a.ask(t, "pay-d", "POST", "/v1/indicators", `{"observable":{"type":"phone","value":"+33 1 23 45 67 89"},"tlp":"green"}`)
	if refused.status != http.StatusForbidden || !strings.Contains(string(refused.body), "policy-denies") {
		t.Errorf("publishing against policy: %d %s", refused.status, refused.body)
	}

	got := map[string]int{}
	for _, d := range decisions(t, a, "", 8) {
		what := map[string]string{red: "red", phone: "phone"}[d.Indicator]
		got[fmt.Sprintf("%s %s %s %v %s by %q of %s at %s", d.Viewer, d.Act, what, d.Allowed, d.Why, d.Rule, d.Revision, d.Exit)]++
	}
	want := []string{
		`m:pay-d read.core red true red by "role:member direct * red read.* allow" of prop_one at GET /v1/indicators/{indicator}`,
		`m:pay-d read.core red true red by "role:member direct * red read.* allow" of prop_one at GET /v1/indicators`,
		`m:pay-d read.core red true red by "role:member direct * red read.* allow" of prop_one at webhook`,
		`m:bazar-b read.pii phone true personal by "role:member tf * amber+strict read.* allow" of prop_one at GET /v1/changes`,
		`m:bazar-b read.pii phone true personal by "role:member tf * amber+strict read.* allow" of prop_one at GET /v1/indicators/export`,
		`m:maison-c see red false denied by "" of prop_one at GET /v1/indicators/{indicator}`,
		`m:maison-c revise phone false denied by "" of prop_one at POST /v1/indicators/{indicator}/revoke`,
		`m:pay-d publish  false denied by "role:payment own phone red publish deny" of prop_one at writing`,
	}
	for _, line := range want {
		if got[line] != 1 {
			t.Errorf("%d times: %s", got[line], line)
		}
	}
	for line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("written down as well: %s", line)
		}
	}
	checked, differ := a.hub.Process.Policies.Shadow.Checked()
	if checked < 4 || differ != 0 {
		t.Errorf("casbin was asked %d times, and differed %d times", checked, differ)
	}
}

// TestMasked: what a viewer may not read is not there, redacted names its class, and what a
// client had before the policy changed is no longer current.
func TestMasked(t *testing.T) {
	a := newAlliance(t)
	id, _ := publish(t, a, `{"observable":{"type":"phone","value":"+86 138 0013 8000"},"basis":"test_purchase","note":"bought","tlp":"green",
		"links":[{"type":"email","value":"seller@shop.example","relation":"contact"},{"type":"domain","value":"shop.example","relation":"alias"}]}`)
	before := a.ask(t, "maison-c", "GET", "/v1/indicators/"+id, "")
	for _, secret := range []string{"8613800138000", "bought", "test_purchase", "seller@shop.example", "maison-a"} {
		if !strings.Contains(string(before.body), secret) {
			t.Fatalf("%q is not shown under the default policy: %s", secret, before.body)
		}
	}
	setPolicy(t, a, "prop_masks", strings.Replace(policies.DefaultText(), "role:member, *,       *,   green,        read.*,  allow",
		"role:member, *, *, green, read.core, allow", 1))
	etag := before.header.Get("ETag")
	after := a.ask(t, "maison-c", "GET", "/v1/indicators/"+id, "", "If-None-Match", etag)
	if after.status != http.StatusOK || after.header.Get("ETag") == etag {
		t.Errorf("%d, ETag %s, was %s: what it may not read any more is current to it", after.status, after.header.Get("ETag"), etag)
	}
	if again := a.ask(t, "maison-c", "GET", "/v1/indicators/"+id, "", "If-None-Match", after.header.Get("ETag")); again.status != http.StatusNotModified {
		t.Errorf("the same again: %d", again.status)
	}
	for path, got := range map[string][]byte{
		"get": after.body, "list": a.must(t, "maison-c", "GET", "/v1/indicators", "", 200), "feed": a.must(t, "maison-c", "GET", "/v1/changes", "", 200),
		"export": a.must(t, "maison-c", "GET", "/v1/indicators/export", "", 200),
	} {
		for _, secret := range []string{"8613800138000", "138 0013", "bought", "test_purchase", "seller@shop.example", "maison-a"} {
			if strings.Contains(string(got), secret) {
				t.Errorf("%s shows %q: %s", path, secret, got)
			}
		}
		if !strings.Contains(string(got), `"redacted":["evidence","pii","source"]`) || !strings.Contains(string(got), `"observable":{"type":"phone"}`) ||
			!strings.Contains(string(got), "shop.example") {
			t.Errorf("%s: %s", path, got)
		}
	}
	for _, oracle := range []string{"value=%2B8613800138000", "q=8613", "publisher=maison-a", "type=phone&value=%2B8613800138000"} {
		if got := string(a.must(t, "maison-c", "GET", "/v1/indicators?"+oracle, "", 200)); got != `{"items":[],"next_cursor":null}` {
			t.Errorf("%s is an oracle: %s", oracle, got)
		}
	}
	a.must(t, "maison-a", "GET", "/v1/indicators?value=%2B8613800138000", "", 200)
}
