package delivery_test

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

const subscriptions = "/v1/subscriptions"

func TestCreate(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	body := `{"name":" desk ","url":"` + s.URL + `","filter":{"types":["domain","domain"],"min_confidence":60}}`
	first := h.call("market-b", http.MethodPost, subscriptions, body, "Idempotency-Key", "k").is(http.StatusCreated)
	var k hook
	into(first, &k)
	if !strings.HasPrefix(k.ID, "sub_") || len(k.ID) != 30 || !strings.HasPrefix(k.Secret, "whsec_") || k.State != "active" || k.Format != "full" {
		t.Errorf("%s", first.body)
	}
	if first.header.Get("Location") != subscriptions+"/"+k.ID || first.header.Get("ETag") != `"`+k.Etag+`"` || first.header.Get("Ledger-Position") == "" {
		t.Errorf("%v", first.header)
	}
	t.Run("the same request gets the same answer, after a restart too", func(t *testing.T) {
		again := h.call("market-b", http.MethodPost, subscriptions, body, "Idempotency-Key", "k").is(http.StatusCreated)
		if !bytes.Equal(again.body, first.body) || again.header.Get("ETag") != first.header.Get("ETag") {
			t.Errorf("%s", again.body)
		}
		h.restart(func() {})
		again = h.call("market-b", http.MethodPost, subscriptions, body, "Idempotency-Key", "k").is(http.StatusCreated)
		if !bytes.Equal(again.body, first.body) {
			t.Errorf("%s", again.body)
		}
		h.call("market-b", http.MethodPost, subscriptions, `{"url":"`+s.URL+`"}`, "Idempotency-Key", "k").problem(http.StatusConflict, "idempotency-key-reused")
	})
	t.Run("at once makes one", func(t *testing.T) {
		var all sync.WaitGroup
		answers := make([]reply, 8)
		for n := range answers {
			all.Go(func() {
				answers[n] = h.call("carrier-c", http.MethodPost, subscriptions, body, "Idempotency-Key", "race")
			})
		}
		all.Wait()
		for _, a := range answers {
			if a.is(http.StatusCreated); !bytes.Equal(a.body, answers[0].body) {
				t.Errorf("%s", a.body)
			}
		}
	})
	t.Run("the secret is shown once and sealed on the ledger", func(t *testing.T) {
		if got := h.call("market-b", http.MethodGet, subscriptions, "").is(http.StatusOK); bytes.Contains(got.body, []byte("secret")) || bytes.Contains(got.body, []byte("whsec")) {
			t.Errorf("%s", got.body)
		}
		for p := ledger.Position(1); p <= h.p.Fold.Position(); p++ {
			e, err := h.p.Ledger.At(t.Context(), p)
			if err != nil || bytes.Contains(e.Body, []byte(strings.TrimPrefix(k.Secret, "whsec_"))) {
				t.Errorf("entry %d: %v", p, err)
			}
		}
	})
	t.Run("every wrong field is told", func(t *testing.T) {
		h.call("market-b", http.MethodPost, subscriptions, `{"name":"`+strings.Repeat("x", 101)+`","url":"ftp://x","format":"xml","signing":"v9",
			"filter":{"events":["indicator.published","x"],"types":["dom"],"brands":[""],"publishers":["brand-a","nobody-x"],"task_forces":["handbags","unknown"],"min_confidence":101}}`).
			problem(http.StatusUnprocessableEntity, "subscription-invalid", "/name", "/url", "/format", "/filter/events/1", "/filter/types/0", "/filter/brands/0",
				"/filter/publishers/1", "/filter/task_forces/1", "/filter/min_confidence", "/signing")
		// One that it is not in looks like one that there is not.
		h.call("carrier-c", http.MethodPost, subscriptions, `{"url":"`+s.URL+`","filter":{"task_forces":["handbags"]}}`).
			problem(http.StatusUnprocessableEntity, "subscription-invalid", "/filter/task_forces/0")
	})
	t.Run("not with a body that is none", func(t *testing.T) {
		for body, want := range map[string]struct {
			status int
			slug   string
			at     string
		}{
			`{`:                             {400, "body-malformed", ""},
			`{"url":"` + s.URL + `","x":1}`: {422, "body-invalid", "/x"},
			`{"url":1}`:                     {422, "body-invalid", "/url"},
			`{}`:                            {422, "subscription-invalid", "/url"},
			`{"url":"` + s.URL + `","filter":{"min_confidence":"x"}}`: {422, "body-invalid", "/filter/min_confidence"},
		} {
			var pointers []string
			if want.at != "" {
				pointers = []string{want.at}
			}
			h.call("market-b", http.MethodPost, subscriptions, body).problem(want.status, want.slug, pointers...)
		}
	})
	t.Run("not where the hub does not dial", func(t *testing.T) {
		for _, url := range []string{"https://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "http://[::1]/", "https://localhost.localdomain.invalid/", "https://user@8.8.8.8/", "http://8.8.8.8/"} {
			h.call("market-b", http.MethodPost, subscriptions, `{"url":"`+url+`"}`).problem(http.StatusUnprocessableEntity, "url-refused", "/url")
		}
	})
	t.Run("not with a key that may not subscribe, nor as admin", func(t *testing.T) {
		h.keys["reader"] = h.key("market-b", "read")
		for _, who := range []string{"reader", "admin"} {
			h.call(who, http.MethodPost, subscriptions, body).problem(http.StatusForbidden, "scope-missing")
			h.call(who, http.MethodGet, subscriptions, "").problem(http.StatusForbidden, "scope-missing")
		}
	})
	t.Run("so many of a member", func(t *testing.T) {
		for range 49 {
			h.subscribe("brand-a", s.URL, "{}")
		}
		h.subscribe("brand-a", s.URL, "{}")
		h.call("brand-a", http.MethodPost, subscriptions, body).problem(http.StatusConflict, "subscription-limit")
		var page struct {
			Items []hook
			Next  *string `json:"next_cursor"`
		}
		into(h.call("brand-a", http.MethodGet, subscriptions+"?limit=30", "").is(http.StatusOK), &page)
		if len(page.Items) != 30 || page.Next == nil {
			t.Fatalf("%d items", len(page.Items))
		}
		next := subscriptions + "?cursor=" + *page.Next
		into(h.call("brand-a", http.MethodGet, next, "").is(http.StatusOK), &page)
		if len(page.Items) != 20 || page.Next != nil {
			t.Errorf("%d items on the second page", len(page.Items))
		}
		h.call("market-b", http.MethodGet, next, "").problem(http.StatusBadRequest, "parameter-invalid")
	})
}

func TestChange(t *testing.T) {
	h := open(t)
	s, other := hubtest.NewSink(t), hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, `{"brands":["maison-a"]}`)
	h.call("market-b", http.MethodPatch, k.at, `{"name":"x"}`).problem(http.StatusPreconditionRequired, "precondition-required")
	h.call("market-b", http.MethodPatch, k.at, `{}`, "If-Match", "*").problem(http.StatusUnprocessableEntity, "subscription-invalid", "")
	h.call("market-b", http.MethodPatch, k.at, `{"filter":{"x":1}}`, "If-Match", "*").problem(http.StatusUnprocessableEntity, "body-invalid", "/filter/x")
	h.call("market-b", http.MethodPatch, k.at, `{"url":"https://10.0.0.1/"}`, "If-Match", "*").problem(http.StatusUnprocessableEntity, "url-refused", "/url")
	changed := h.call("market-b", http.MethodPatch, k.at, `{"url":"`+other.URL+`","filter":null}`, "If-Match", `"`+k.Etag+`"`, "Content-Type", "application/merge-patch+json").is(http.StatusOK)
	var now hook
	into(changed, &now)
	if now.URL != other.URL || len(now.Filter) != 0 || now.Etag == k.Etag || changed.header.Get("ETag") != `"`+now.Etag+`"` {
		t.Errorf("%s", changed.body)
	}
	h.call("market-b", http.MethodPatch, k.at, `{"name":"y"}`, "If-Match", `"`+k.Etag+`"`).problem(http.StatusPreconditionFailed, "precondition-failed")
	h.call("market-b", http.MethodDelete, k.at, "", "If-Match", `"`+k.Etag+`"`).problem(http.StatusPreconditionFailed, "precondition-failed")
	h.call("market-b", http.MethodPost, k.at+"/pause", "", "If-Match", `"`+k.Etag+`"`).problem(http.StatusPreconditionFailed, "precondition-failed")
	h.publish()
	heard(t, k.Secret, other.Wait(t, 1)) // the secret is the same
	if len(s.Received()) != 0 {
		t.Error("the old address was told")
	}
	// A mended address is tried at once, not when the next attempt would have been.
	other.AnswerStatus(500)
	h.config.RetryScale = 1
	h.restart(func() {})
	h.publish()
	other.Wait(t, 2)
	h.call("market-b", http.MethodPatch, k.at, `{"url":"`+s.URL+`"}`, "If-Match", "*").is(http.StatusOK)
	s.Wait(t, 1)
}

// TestOthers wants another's subscription to look like one that there is not, byte for byte.
func TestOthers(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	absent := subscriptions + "/sub_aaaaaaaaaaaaaaaaaaaaaaaaaa"
	for _, c := range []struct{ method, path, body string }{
		{"GET", "", ""},
		{"PATCH", "", `{"name":"x"}`},
		{"PATCH", "", `{"format":"wrong"}`},
		{"DELETE", "", ""},
		{"POST", "/pause", ""},
		{"POST", "/resume", ""},
		{"POST", "/test", ""},
		{"POST", "/replay", `{"from":"2026-01-01T00:00:00Z"}`},
		{"POST", "/replay", `{"from":"nonsense"}`},
		{"GET", "/deliveries", ""},
		{"GET", "/deliveries?cursor=nonsense", ""},
	} {
		hidden := h.call("carrier-c", c.method, k.at+c.path, c.body, "X-Request-ID", "r")
		none := h.call("carrier-c", c.method, absent+c.path, c.body, "X-Request-ID", "r")
		hidden.problem(http.StatusNotFound, "not-found")
		if !bytes.Equal(scrub(hidden.body), scrub(none.body)) {
			t.Errorf("%s %s: %s, and absent %s", c.method, c.path, hidden.body, none.body)
		}
	}
	if len(s.Received()) != 0 || h.see("market-b", k).Etag != k.Etag {
		t.Error("another's request did something")
	}
}

// scrub takes out the request's id.
func scrub(b []byte) []byte {
	from := bytes.Index(b, []byte(`"request_id":"`))
	if from < 0 {
		return b
	}
	to := bytes.IndexByte(b[from+14:], '"')
	return append(append([]byte{}, b[:from]...), b[from+14+to:]...)
}

func TestRestart(t *testing.T) {
	for _, crash := range []bool{false, true} {
		t.Run(map[bool]string{false: "clean", true: "crash"}[crash], func(t *testing.T) {
			h := open(t)
			s, failing, paused := hubtest.NewSink(t), hubtest.NewSink(t), hubtest.NewSink(t)
			failing.AnswerStatus(500)
			k, f := h.subscribe("market-b", s.URL, "{}"), h.subscribe("market-b", failing.URL, "{}")
			p := h.subscribe("market-b", paused.URL, "{}")
			h.call("market-b", http.MethodPost, p.at+"/pause", "").is(http.StatusOK)
			var want []string
			for range 5 {
				i, _ := h.publish()
				want = append(want, string(i.ID))
			}
			s.Wait(t, 5)
			failing.Wait(t, 2)
			h.crash = crash
			h.restart(func() { failing.AnswerStatus(200) })
			i, _ := h.publish()
			want = append(want, string(i.ID))

			// Nothing is lost; what comes twice has the id it had.
			last := func() string {
				got := s.Received()
				return heard(t, k.Secret, got[len(got)-1:])[0].Data.ID
			}
			until(t, "the last is told", func() bool { return last() == string(i.ID) })
			got := heard(t, k.Secret, s.Received())
			ids := map[string]string{}
			for _, e := range got {
				if old := ids[e.Data.ID]; old != "" && old != e.hook {
					t.Errorf("two ids of one event: %s, %s", old, e.hook)
				}
				ids[e.Data.ID] = e.hook
			}
			if len(ids) != 6 || !crash && len(got) != 6 {
				t.Errorf("%d told of %d events", len(got), len(ids))
			}
			var order []string
			until(t, "the endpoint that failed has all", func() bool {
				order = nil
				for _, e := range heard(t, f.Secret, failing.Received()) {
					if len(order) == 0 || order[len(order)-1] != e.Data.ID {
						order = append(order, e.Data.ID)
					}
				}
				return len(order) >= 6
			})
			if strings.Join(order, " ") != strings.Join(want, " ") {
				t.Errorf("order %v, want %v", order, want)
			}
			if len(paused.Received()) != 0 {
				t.Fatal("the paused one was told")
			}
			h.call("market-b", http.MethodPost, p.at+"/resume", "").is(http.StatusOK)
			for n, e := range heard(t, p.Secret, paused.Wait(t, 6)) {
				if e.Data.ID != want[n] {
					t.Errorf("%d: %s", n, e.body)
				}
			}
		})
	}
}

// TestHung wants endpoints that hang to hold up nobody: more of them than there are turns.
func TestHung(t *testing.T) {
	h := openWith(t, t.TempDir(), func(c *delivery.Config) { c.Posts, c.Timeout = 8, 20*time.Second })
	hung, fine := hubtest.NewSink(t), hubtest.NewSink(t)
	release := make(chan struct{})
	hung.Answer(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	for range 20 {
		h.subscribe("market-b", hung.URL, "{}")
	}
	h.subscribe("carrier-c", fine.URL, "{}")
	h.publish()
	hung.Wait(t, 20) // all hang: the turns come back after a moment
	for n := range 10 {
		_, e := h.publish()
		got := fine.Wait(t, n+2)
		if took := got[n+1].At.Sub(e.At); took > time.Second {
			t.Errorf("told after %s", took)
		}
	}
}

func TestThousand(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	for n := range 20 {
		m := "member-" + strconv.Itoa(n)
		h.enrol(idOf(m))
		for range 50 {
			h.subscribe(m, s.URL, "{}")
		}
	}
	_, e := h.publish()
	got := s.Wait(t, 1000)
	ids := map[string]bool{}
	for _, r := range got {
		ids[r.Header.Get("Webhook-Id")] = true
	}
	if len(ids) != 1000 {
		t.Errorf("%d different ids", len(ids))
	}
	t.Logf("1,000 endpoints told in %s", got[999].At.Sub(e.At))
}

// TestPace says how an endpoint is told, and changes it field by field.
func TestPace(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	type said struct {
		Batch struct {
			MaxEvents int `json:"max_events"`
			MaxWaitMS int `json:"max_wait_ms"`
		}
		RateLimit   int `json:"rate_limit"`
		Concurrency int
		Retry       *struct {
			ScheduleS []int `json:"schedule_s"`
		}
	}
	k := h.make("market-b", `{"url":"`+s.URL+`"}`)
	see := func() (now said) {
		t.Helper()
		into(h.call("market-b", http.MethodGet, k.at, "").is(http.StatusOK), &now)
		return now
	}
	if now := see(); now.Batch.MaxEvents != 1 || now.Batch.MaxWaitMS != 0 || now.RateLimit != 0 || now.Concurrency != 1 || now.Retry != nil {
		t.Errorf("by default: %+v", now)
	}
	change := func(body string) reply {
		t.Helper()
		return h.call("market-b", http.MethodPatch, k.at, body, "If-Match", "*")
	}
	change(`{"batch":{"max_events":1000},"rate_limit":50,"concurrency":32,"retry":{"schedule_s":[1,86400]}}`).is(http.StatusOK)
	change(`{"batch":{"max_wait_ms":60000}}`).is(http.StatusOK)
	if now := see(); now.Batch.MaxEvents != 1000 || now.Batch.MaxWaitMS != 60000 || now.RateLimit != 50 || now.Concurrency != 32 || now.Retry == nil || len(now.Retry.ScheduleS) != 2 {
		t.Errorf("changed: %+v", now)
	}
	change(`{"retry":null,"rate_limit":0}`).is(http.StatusOK)
	if now := see(); now.Retry != nil || now.RateLimit != 0 || now.Batch.MaxEvents != 1000 {
		t.Errorf("taken away: %+v", now)
	}
	change(`{"batch":{"max_events":1001,"max_wait_ms":-1},"rate_limit":-1,"concurrency":0,"retry":{"schedule_s":[0]}}`).
		problem(http.StatusUnprocessableEntity, "subscription-invalid", "/batch/max_events", "/batch/max_wait_ms", "/rate_limit", "/concurrency", "/retry/schedule_s/0")
	change(`{"retry":{"schedule_s":[]}}`).problem(http.StatusUnprocessableEntity, "subscription-invalid", "/retry/schedule_s")
	h.make("market-b", `{"url":"`+s.URL+`","batch":{"max_events":10},"concurrency":8,"rate_limit":5,"retry":{"schedule_s":[5]}}`)
}

// TestHeaders carries what a gateway before an endpoint wants, and shows it to nobody.
func TestHeaders(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.make("market-b", `{"url":"`+s.URL+`","headers":{"x-api-key":"hush-1","Authorization":"Bearer hush-2"}}`)
	change := func(body string) reply {
		t.Helper()
		return h.call("market-b", http.MethodPatch, k.at, body, "If-Match", "*")
	}
	names := func() string {
		t.Helper()
		var now struct {
			Names []string `json:"header_names"`
		}
		into(h.call("market-b", http.MethodGet, k.at, "").is(http.StatusOK), &now)
		return strings.Join(now.Names, " ")
	}
	h.publish()
	until(t, "told", func() bool { return len(s.Received()) == 1 })
	if got := s.Received()[0].Header; got.Get("X-Api-Key") != "hush-1" || got.Get("Authorization") != "Bearer hush-2" || got.Get("Content-Type") != "application/json" {
		t.Errorf("%v", got)
	}
	if got := names(); got != "Authorization X-Api-Key" {
		t.Errorf("names %q", got)
	}
	if got := change(`{"headers":{"authorization":null,"X-More":"hush-3"}}`).is(http.StatusOK); bytes.Contains(got.body, []byte("hush")) {
		t.Errorf("%s", got.body)
	}
	if got := names(); got != "X-Api-Key X-More" {
		t.Errorf("names %q", got)
	}
	h.publish()
	until(t, "told", func() bool { return len(s.Received()) == 2 })
	if got := s.Received()[1].Header; got.Get("X-Api-Key") != "hush-1" || got.Get("Authorization") != "" || got.Get("X-More") != "hush-3" {
		t.Errorf("%v", got)
	}
	change(`{"headers":null}`).is(http.StatusOK)
	if got := names(); got != "" {
		t.Errorf("names %q", got)
	}
	for p := ledger.Position(1); p <= h.p.Fold.Position(); p++ {
		if e, err := h.p.Ledger.At(t.Context(), p); err != nil || bytes.Contains(e.Body, []byte("hush")) {
			t.Errorf("entry %d: %v", p, err)
		}
	}
	for name, at := range map[string]string{
		"Host": "/headers/Host", "content-type": "/headers/content-type", "Webhook-Id": "/headers/Webhook-Id", "user-agent": "/headers/user-agent",
		"Transfer-Encoding": "/headers/Transfer-Encoding", "X-Forwarded-For": "/headers/X-Forwarded-For", "Metadata-Flavor": "/headers/Metadata-Flavor",
		"x y": "/headers", "": "/headers", "x:y": "/headers",
	} {
		got := change(`{"headers":{"` + name + `":"hush"}}`)
		got.problem(http.StatusUnprocessableEntity, "subscription-invalid", at)
		if bytes.Contains(got.body, []byte("hush")) {
			t.Errorf("%s", got.body)
		}
	}
	for _, value := range []string{"", " x", `x\r\ny: z`, "é", strings.Repeat("x", 4097)} {
		change(`{"headers":{"X-A":"`+value+`"}}`).problem(http.StatusUnprocessableEntity, "subscription-invalid", "/headers/X-A")
	}
	change(`{"headers":{"x-a":"1","X-A":"2"}}`).problem(http.StatusUnprocessableEntity, "subscription-invalid", "/headers/x-a")
	var many []string
	for n := range 21 {
		many = append(many, `"X-`+strconv.Itoa(n)+`":"v"`)
	}
	change(`{"headers":{`+strings.Join(many, ",")+`}}`).problem(http.StatusUnprocessableEntity, "subscription-invalid", "/headers")
}
