package hub_test

import (
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/hubtest"
)

// TestLeakHeldIsNowhere wants what is held for its text to change no answer to another, on any exit, whatever its publisher does
// with it: what is accused and whom it is tied to, held by one while others have it open, is what it was.
func TestLeakHeldIsNowhere(t *testing.T) {
	a := newAlliance(t)
	viewers := []string{"bazar-b", "maison-c", "rita-c", "police-l", "pay-d", "admin", "steve"}
	open := `{"observable":{"type":"domain","value":"open.example"},"tlp":"green","links":[{"type":"phone","value":"+33612345678","relation":"contact"}]}`
	a.must(t, "bazar-b", "POST", "/v1/indicators", open, 201)
	streams, sinks := map[string]*listener{}, map[string]*hubtest.Sink{}
	for _, who := range viewers {
		streams[who] = a.listen(t, who, "/v1/stream")
	}
	for _, who := range []string{"maison-c", "police-l"} {
		sinks[who] = hubtest.NewSink(t)
		a.must(t, who, "POST", "/v1/subscriptions", `{"url":"`+sinks[who].URL+`/held"}`, 201)
	}
	said := func(who string) map[string]string {
		all := map[string]string{}
		for _, path := range []string{
			"/v1/indicators?state=all", "/v1/indicators?state=held", "/v1/indicators?state=refused", "/v1/indicators?q=wholesale&state=all", "/v1/indicators?tag=heldtag&state=all",
			"/v1/indicators?value=open.example&state=all", "/v1/indicators?publisher=maison-a&state=all", "/v1/indicators/export?state=all", "/v1/indicators/facets?state=all", "/v1/changes?limit=1000",
			"/v1/networks?type=domain&value=open.example", "/v1/networks?type=domain&value=held.example", "/v1/networks?type=phone&value=%2B33612345678", "/v1/networks?type=phone&value=%2B33698765432",
		} {
			all[path] = bare(a.ask(t, who, "GET", path, ""))
		}
		all["screen"] = bare(a.ask(t, who, "POST", "/v1/screen", `{"observables":[{"type":"domain","value":"open.example"},{"type":"domain","value":"held.example"},{"type":"domain","value":"he1d.example"},{"type":"phone","value":"+33612345678"},{"type":"phone","value":"+33698765432"}]}`))
		return all
	}
	before := map[string]map[string]string{}
	for _, who := range viewers {
		before[who] = said(who)
	}
	same := func(when string) {
		for _, who := range viewers {
			for path, is := range said(who) {
				if is != before[who][path] {
					t.Errorf("%s: %s as %s: %s\nbefore: %s", when, path, who, is, before[who][path])
				}
			}
		}
	}
	const text = `"tlp":"green","tags":["heldtag"],"brands":["maison-a"],"note":"Our wholesale price is 410 EUR.","links":[{"type":"phone","value":"+33612345678","relation":"contact"},{"type":"phone","value":"+33698765432","relation":"contact"}]}`
	one, etag := publish(t, a, `{"observable":{"type":"domain","value":"held.example"},`+text)
	two, _ := publish(t, a, `{"observable":{"type":"domain","value":"open.example"},`+text)
	same("held")
	a.must(t, "maison-a", "PATCH", "/v1/indicators/"+one, `{"confidence":50}`, 200, "If-Match", etag)
	same("revised")
	var desk struct{ Items []struct{ ID, ETag string } }
	into(t, a.must(t, "steve", "GET", "/v1/moderation", "", 200), &desk)
	a.must(t, "steve", "POST", "/v1/moderation/"+desk.Items[0].ID+"/refuse", `{"reason_code":"other","reason":"x"}`, 200, "If-Match", `"`+desk.Items[0].ETag+`"`)
	same("refused")
	a.must(t, "maison-a", "POST", "/v1/indicators/"+two+"/revoke", `{"reason":"x"}`, 200, "If-Match", "*")
	same("revoked")
	three, _ := publish(t, a, `{"observable":{"type":"domain","value":"held.example"},`+text)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+three+"/erase", `{"reason_code":"other","reason":"x"}`, 200, "If-Match", "*")
	same("erased")
	last, _ := publish(t, a, `{"observable":{"type":"domain","value":"last.example"},"tlp":"green"}`)
	for _, who := range viewers {
		told := streams[who].until(t, last)
		if sink := sinks[who]; sink != nil {
			for n := 1; ; n++ {
				body := string(sink.Wait(t, n)[n-1].Body)
				if told += body; strings.Contains(body, last) {
					break
				}
			}
		}
		for _, secret := range []string{one, two, "held", "wholesale", "refused", "+33698765432"} {
			if strings.Contains(told, secret) {
				t.Errorf("%s is told %s: %s", who, secret, told)
			}
		}
	}
}
