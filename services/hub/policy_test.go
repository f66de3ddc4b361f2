package hub_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
)

// proposed is what a proposal answers with, as far as these tests look.
type proposed struct {
	ID, State, Etag, Author string
	Wider                   []string
	Simulation              struct {
		VisibleGained int `json:"visible_gained"`
		Samples       []struct{ Indicator string }
		SamplesHidden int `json:"samples_hidden"`
	}
}

func draft(t *testing.T, text, comment string) string {
	t.Helper()
	b, err := json.Marshal(map[string]string{"text": text, "cases": "", "comment": comment})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestExplain wants hidden to be absent for whoever asks, and each to be told what it may know.
func TestExplain(t *testing.T) {
	a := newAlliance(t)
	a.join(t, `{"id":"audrey","name":"Audrey","roles":["auditor"]}`)
	a.must(t, "admin", "POST", "/v1/task-forces", `{"id":"secret","name":"Secret","purpose":"p","members":[{"member":"pay-d","role":"lead"}]}`, 201)
	shared, _ := publish(t, a, `{"observable":{"type":"domain","value":"shared.example"},"tlp":"amber","share":{"task_forces":["handbags"],"except":["brand-x"]}}`)
	green, _ := publish(t, a, `{"observable":{"type":"phone","value":"+33612345678"},"tlp":"green"}`)
	waiting, _ := publish(t, a, `{"observable":{"type":"domain","value":"waiting.example"},"tlp":"green","embargo_until":"2099-01-01T00:00:00Z"}`)
	none := absent["indicator"]
	ask := func(who, i, more string) string {
		return bare(a.ask(t, who, "GET", "/v1/explain?indicator="+i+more, ""))
	}
	same := func(name, got, want, status string) {
		t.Helper()
		if got != want || !strings.HasPrefix(got, status) {
			t.Errorf("%s:\n%s\nand\n%s", name, got, want)
		}
	}
	for _, more := range []string{"", "&act=see", "&act=nonsense"} {
		same("hidden and absent"+more, ask("maison-c", shared, more), ask("maison-c", none, more), "404")
		same("hidden and absent, of one excepted"+more, ask("brand-x", shared, more), ask("brand-x", none, more), "404")
	}
	for _, more := range []string{"&viewer=m:maison-c", "&viewer=m:bazar-b&act=nonsense", "&viewer=nonsense"} {
		for _, i := range []string{shared, green, waiting, none} {
			for _, who := range []string{"maison-a", "maison-c", "bazar-b", "rita-c", "steve"} {
				same("a member asks about another"+more, ask(who, i, more), ask(who, none, more), "403")
			}
		}
		for _, who := range []string{"admin", "audrey"} {
			same("under embargo, to "+who+more, ask(who, waiting, more), ask(who, none, more), "404")
		}
	}
	if got := ask("bazar-b", shared, ""); !strings.HasPrefix(got, "403") || !strings.Contains(got, "/problems/not-publisher") {
		t.Errorf("who sees it and did not publish it: %s", got)
	}
	for _, more := range []string{"&viewer=nonsense", "&viewer=role:admin", "&viewer=m:maison-c&act=nonsense"} {
		if got := ask("admin", shared, more); !strings.HasPrefix(got, "400") {
			t.Errorf("%s: %s", more, got)
		}
	}
	if got := ask("maison-a", shared, "&act=nonsense"); !strings.HasPrefix(got, "400") {
		t.Errorf("an act that is none: %s", got)
	}

	t.Run("asking about what is hidden is written down", func(t *testing.T) {
		var log struct {
			Items []struct{ Viewer, Exit string }
		}
		for range 100 {
			into(t, a.must(t, "audrey", "GET", "/v1/decisions?viewer=m:maison-c&indicator="+shared, "", 200), &log)
			if len(log.Items) > 0 {
				break
			}
			time.Sleep(50 * time.Millisecond) // decisions are written behind the answer
		}
		if len(log.Items) == 0 || log.Items[0].Exit != "GET /v1/explain" {
			t.Errorf("%+v", log)
		}
	})
	t.Run("the publisher is told who can see it", func(t *testing.T) {
		var out struct {
			Readers []struct {
				Viewer string
				Acts   []struct{ Act, Rule string }
			}
		}
		into(t, a.must(t, "maison-a", "GET", "/v1/explain?indicator="+shared, "", 200), &out)
		var names []string
		for _, r := range out.Readers {
			names = append(names, r.Viewer)
			if strings.HasPrefix(r.Viewer, "role:") && (len(r.Acts) != 1 || r.Acts[0].Act != "see") {
				t.Errorf("%+v", r)
			}
		}
		if !slices.Equal(names, []string{"m:bazar-b", "m:maison-a", "role:admin", "role:auditor", "role:steward"}) {
			t.Fatalf("readers are %v", names)
		}
		if r := out.Readers[0]; r.Acts[0].Act != "see" || r.Acts[0].Rule != "p, role:member, tf, *, amber+strict, see, allow" || len(r.Acts) != 9 {
			t.Errorf("bazar-b: %+v", r)
		}
	})
	t.Run("who oversees is told why not", func(t *testing.T) {
		var out struct {
			Known, Allowed bool
			By             string
			Applies        []string
			Near           []struct{ Rule, Lacks string }
		}
		into(t, a.must(t, "audrey", "GET", "/v1/explain?indicator="+shared+"&viewer=m:brand-x", "", 200), &out)
		if !out.Known || out.Allowed || out.By != "p, *, denied, *, red, *, deny" || len(out.Applies) != 2 || len(out.Near) == 0 {
			t.Errorf("%+v", out)
		}
		into(t, a.must(t, "admin", "GET", "/v1/explain?indicator="+shared+"&viewer=m:nobody-x", "", 200), &out)
		if out.Known || out.Allowed {
			t.Errorf("of nobody: %+v", out)
		}
	})
	t.Run("a line names no person and no foreign task force", func(t *testing.T) {
		a.join(t, `{"id":"ada","name":"Ada","roles":["admin"]}`)
		text := policies.DefaultText() + "p, tf:secret, *, *, amber, see, allow\np, u:steve, *, *, amber, read.core, allow\n"
		var p proposed
		into(t, a.must(t, "ada", "POST", "/v1/policies/proposals", draft(t, text, "c"), 201), &p)
		a.must(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/approve", `{}`, 200, "If-Match", p.Etag)
		got := a.must(t, "maison-a", "GET", "/v1/explain?indicator="+shared, "", 200)
		if !bytes.Contains(got, []byte(`"p, tf:?, *, *, amber, see, allow"`)) || !bytes.Contains(got, []byte(`"p, u:?, *, *, amber, read.core, allow"`)) ||
			bytes.Contains(got, []byte("secret")) || bytes.Contains(got, []byte("steve")) {
			t.Errorf("%s", got)
		}
	})
}

// TestSimulationShowsItsReader wants samples about what the caller may not know of to be counted,
// not shown.
func TestSimulationShowsItsReader(t *testing.T) {
	a := newAlliance(t)
	waiting, _ := publish(t, a, `{"observable":{"type":"domain","value":"waiting.example"},"tlp":"green","embargo_until":"2099-01-01T00:00:00Z"}`)
	text := strings.Replace(policies.DefaultText(), "p, *,           embargo,", "# p,", 1)
	var p proposed
	into(t, a.must(t, "admin", "POST", "/v1/policies/proposals", draft(t, text, "no embargo"), 201), &p)
	if len(p.Wider) != 1 {
		t.Fatalf("wider is %v", p.Wider)
	}
	got := a.must(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/simulate", "", 200)
	into(t, got, &p)
	if p.Simulation.VisibleGained == 0 || len(p.Simulation.Samples) != 0 || p.Simulation.SamplesHidden == 0 || bytes.Contains(got, []byte(waiting)) {
		t.Errorf("%s", got)
	}
	green, _ := publish(t, a, `{"observable":{"type":"domain","value":"green.example"},"tlp":"green"}`)
	into(t, a.must(t, "admin", "POST", "/v1/policies/proposals", draft(t, "p, role:admin, *, *, red, see, allow\n", "all else is gone"), 201), &p)
	got = a.must(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/simulate", "", 200)
	if into(t, got, &p); len(p.Simulation.Samples) == 0 || p.Simulation.Samples[0].Indicator != green {
		t.Errorf("%s", got)
	}
}

// TestPolicyRequests wants the same request to get the same answer, and nothing of the ledger's
// numbers in any.
func TestPolicyRequests(t *testing.T) {
	a := newAlliance(t)
	body := draft(t, policies.DefaultText(), "c")
	first := a.ask(t, "admin", "POST", "/v1/policies/proposals", body, "Idempotency-Key", "k1")
	again := a.ask(t, "admin", "POST", "/v1/policies/proposals", body, "Idempotency-Key", "k1")
	if first.status != 201 || bare(first) != bare(again) {
		t.Errorf("first %s\nagain %s", first.body, again.body)
	}
	other := a.ask(t, "admin", "POST", "/v1/policies/proposals", draft(t, policies.DefaultText(), "d"), "Idempotency-Key", "k1")
	if other.status != 409 || !bytes.Contains(other.body, []byte("idempotency-key-reused")) {
		t.Errorf("another body: %s", other.body)
	}
	var p proposed
	into(t, first.body, &p)
	a.must(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/approve", "", 428)
	a.must(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/approve", "", 412, "If-Match", `"nonsense"`)
	approved := a.ask(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/approve", "", "If-Match", first.header.Get("ETag"))
	if approved.status != 200 || len(approved.header.Get("Ledger-Position")) != 32 {
		t.Fatalf("%d %s", approved.status, approved.body)
	}
	back := `{"to":"initial","comment":"c"}`
	one := a.ask(t, "admin", "POST", "/v1/policies/rollback", back, "Idempotency-Key", "k2")
	two := a.ask(t, "admin", "POST", "/v1/policies/rollback", back, "Idempotency-Key", "k2")
	if one.status != 201 || bare(one) != bare(two) {
		t.Errorf("one %s\ntwo %s", one.body, two.body)
	}
	now := a.ask(t, "admin", "GET", "/v1/policies", "")
	var shown struct{ ID, Etag string }
	into(t, now.body, &shown)
	if shown.ID != p.ID || len(shown.Etag) != 32 || now.header.Get("ETag") != `"`+shown.Etag+`"` {
		t.Errorf("%s", now.body)
	}
	var list struct {
		Items []proposed
		Next  *string `json:"next_cursor"`
	}
	t.Run("a page goes on after a proposal that is no longer in the list's state", func(t *testing.T) {
		into(t, a.must(t, "admin", "POST", "/v1/policies/proposals", body, 201), &p)
		into(t, a.must(t, "admin", "GET", "/v1/policies/proposals?limit=1&state=open", "", 200), &list)
		if len(list.Items) != 1 || list.Items[0].ID != p.ID || list.Next == nil {
			t.Fatalf("%+v", list)
		}
		a.must(t, "admin", "POST", "/v1/policies/proposals/"+p.ID+"/reject", `{"reason":"x"}`, 200)
		into(t, a.must(t, "admin", "GET", "/v1/policies/proposals?limit=1&state=open&cursor="+*list.Next, "", 200), &list)
		if len(list.Items) != 1 || list.Items[0].ID == p.ID || list.Next != nil {
			t.Errorf("%+v", list)
		}
	})
	into(t, a.must(t, "admin", "GET", "/v1/policies/proposals?limit=2&state=rejected", "", 200), &list)
	if len(list.Items) != 1 || list.Next != nil {
		t.Errorf("%+v", list)
	}
	into(t, a.must(t, "admin", "GET", "/v1/policies/proposals?limit=2", "", 200), &list)
	into(t, first.body, &p)
	if len(list.Items) != 2 || list.Next == nil {
		t.Fatalf("%+v", list)
	}
	into(t, a.must(t, "admin", "GET", "/v1/policies/proposals?limit=2&cursor="+*list.Next, "", 200), &list)
	if len(list.Items) != 1 || list.Items[0].ID != p.ID || list.Next != nil {
		t.Errorf("%+v", list)
	}
}
