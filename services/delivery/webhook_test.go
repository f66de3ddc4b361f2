package delivery_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tlp"
)

func TestTells(t *testing.T) {
	t.Run("what a member may see, in order, signed", func(t *testing.T) {
		h := open(t)
		mine, other := hubtest.NewSink(t), hubtest.NewSink(t)
		b := h.subscribe("market-b", mine.URL, "{}")
		c := h.subscribe("carrier-c", other.URL, "{}")
		first, e := h.publish(amber)
		second, _ := h.publish()
		first.State, first.Reason = catalog.Revoked, "a mistake"
		h.append(draft(first, catalog.VerbRevoked, e.Position))
		third, _ := h.publish()

		got := heard(t, b.Secret, mine.Wait(t, 4))
		for n, want := range []struct {
			of   catalog.Indicator
			kind string
		}{{first, "indicator.published"}, {second, "indicator.published"}, {first, "indicator.revoked"}, {third, "indicator.published"}} {
			if got[n].Data.ID != string(want.of.ID) || got[n].Type != want.kind || got[n].Data.Publisher != "brand-a" {
				t.Errorf("%d: %s", n, got[n].body)
			}
		}
		// The third member is told of the two green ones, and of nothing else.
		for n, e := range heard(t, c.Secret, other.Wait(t, 2)) {
			if want := []catalog.Indicator{second, third}[n]; e.Data.ID != string(want.ID) {
				t.Errorf("%d: %s", n, e.body)
			}
		}
		time.Sleep(50 * time.Millisecond)
		if n := len(other.Received()); n != 2 {
			t.Errorf("the third member was told %d times", n)
		}
		if n := len(mine.Received()); n != 4 {
			t.Errorf("the second member was told %d times", n)
		}
	})
	t.Run("only what comes after it", func(t *testing.T) {
		h := open(t)
		h.publish()
		s := hubtest.NewSink(t)
		k := h.subscribe("market-b", s.URL, "{}")
		now, _ := h.publish()
		if got := heard(t, k.Secret, s.Wait(t, 1)); got[0].Data.ID != string(now.ID) {
			t.Errorf("told of the past: %s", got[0].body)
		}
	})
	t.Run("only what its filter wants", func(t *testing.T) {
		h := open(t)
		// Each filter, and the one of the indicators below that it asks for.
		other := func(i *catalog.Indicator) { i.Publisher = "carrier-c" }
		wanted := map[string]func(*catalog.Indicator){
			`{"brands":["maison-z","maison-x"]}`:                func(i *catalog.Indicator) { i.Brands = []string{"maison-z"} },
			`{"tags":["watches"]}`:                              func(i *catalog.Indicator) { i.Tags = []string{"x", "watches"} },
			`{"publishers":["carrier-c"]}`:                      other,
			`{"task_forces":["handbags"]}`:                      amber,
			`{"min_confidence":90}`:                             func(i *catalog.Indicator) { i.Confidence = 95 },
			`{"min_confidence":85,"brands":["maison-y"]}`:       func(i *catalog.Indicator) { i.Confidence, i.Brands = 85, []string{"maison-y"} },
			`{"types":["email"]}`:                               nil,
			`{"events":["indicator.revoked"]}`:                  nil,
			`{"types":["domain"],"tags":["bags","furs"]}`:       func(i *catalog.Indicator) { i.Tags = []string{"furs"} },
			`{"events":["indicator.published"],"tags":["fur"]}`: func(i *catalog.Indicator) { i.Tags = []string{"fur"} },
		}
		sinks, hooks, want := map[string]*hubtest.Sink{}, map[string]hook{}, map[string]id.Indicator{}
		for filter := range wanted {
			sinks[filter] = hubtest.NewSink(t)
			hooks[filter] = h.subscribe("market-b", sinks[filter].URL, filter)
		}
		for filter, change := range wanted {
			if change != nil {
				i, _ := h.publish(change)
				want[filter] = i.ID
			}
		}
		// Nobody is told who published this one: a filter by publisher must not tell either.
		h.publish(other, func(i *catalog.Indicator) { i.Attribution = catalog.Withheld })
		for filter, s := range sinks {
			if want[filter] != "" {
				if got := heard(t, hooks[filter].Secret, s.Wait(t, 1)); got[0].Data.ID != string(want[filter]) {
					t.Errorf("%s: %s", filter, got[0].body)
				}
			}
		}
		time.Sleep(50 * time.Millisecond)
		for filter, s := range sinks {
			if n := len(s.Received()); n > 1 || n == 1 && want[filter] == "" {
				t.Errorf("%s: told %d times", filter, n)
			}
		}
	})
	t.Run("thin", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		h.make("market-b", `{"url":"`+s.URL+`","format":"thin"}`)
		i, e := h.publish()
		want := `{"type":"indicator.published","timestamp":"` + e.At.Format(time.RFC3339Nano) + `","data":{"id":"` + string(i.ID) + `"}}`
		if got := string(s.Wait(t, 1)[0].Body); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestRetries(t *testing.T) {
	t.Run("in order, under the same id, signed anew", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		s.AnswerStatus(500, 302, 204)
		k := h.subscribe("market-b", s.URL, "{}")
		first, _ := h.publish()
		second, _ := h.publish()
		got := heard(t, k.Secret, s.Wait(t, 4))
		for n, want := range []id.Indicator{first.ID, first.ID, first.ID, second.ID} {
			if got[n].Data.ID != string(want) || (got[n].hook == got[0].hook) != (want == first.ID) {
				t.Errorf("%d: %s %s", n, got[n].hook, got[n].body)
			}
		}
		var log []attempted
		until(t, "four attempts are listed", func() bool { log = h.attempts("market-b", k); return len(log) == 4 })
		for n, want := range []attempted{
			{State: "retrying", Attempt: 1, Status: 500, Error: "it answered 500"},
			{State: "retrying", Attempt: 2, Status: 302, Error: "it answered 302, and redirects are not followed"},
			{State: "delivered", Attempt: 3, Status: 204},
			{State: "delivered", Attempt: 1, Status: 204},
		} {
			a := log[n]
			if a.State != want.State || a.Attempt != want.Attempt || a.Status != want.Status || a.Error != want.Error ||
				a.WebhookID != got[n].hook || a.Event != "indicator.published" || (a.State == "retrying") == a.NextAt.IsZero() {
				t.Errorf("%d: %+v", n, a)
			}
		}
	})
	t.Run("not before Retry-After", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		tries := 0
		s.Answer(func(w http.ResponseWriter, _ *http.Request) {
			if tries++; tries == 1 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		})
		h.subscribe("market-b", s.URL, "{}")
		h.publish()
		got := s.Wait(t, 2)
		if wait := got[1].At.Sub(got[0].At); wait < time.Second {
			t.Errorf("tried again after %s", wait)
		}
	})
	t.Run("until the last, then it is disabled and loses nothing", func(t *testing.T) {
		h := openWith(t, t.TempDir(), func(c *delivery.Config) { c.RetryScale = 1e-7 })
		s := hubtest.NewSink(t)
		s.AnswerStatus(http.StatusInternalServerError)
		k := h.subscribe("market-b", s.URL, "{}")
		i, _ := h.publish()
		s.Wait(t, 10)
		until(t, "disabled", func() bool { return h.see("market-b", k).State == "disabled" })
		if reason := h.see("market-b", k).Reason; reason != "The endpoint did not take an event in 10 attempts; the last: it answered 500." {
			t.Errorf("reason %q", reason)
		}
		later, _ := h.publish()
		s.AnswerStatus(http.StatusOK)
		h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
		got := heard(t, k.Secret, s.Wait(t, 12))
		if got[10].Data.ID != string(i.ID) || got[10].hook != got[0].hook || got[11].Data.ID != string(later.ID) {
			t.Errorf("after resume: %s, %s", got[10].body, got[11].body)
		}
		if now := h.see("market-b", k); now.State != "active" || now.Reason != "" {
			t.Errorf("%+v", now)
		}
	})
	t.Run("not after 410", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		s.AnswerStatus(http.StatusGone)
		k := h.subscribe("market-b", s.URL, "{}")
		h.publish()
		until(t, "disabled", func() bool { return h.see("market-b", k).State == "disabled" })
		h.publish()
		time.Sleep(50 * time.Millisecond)
		if n := len(s.Received()); n != 1 {
			t.Errorf("told %d times", n)
		}
		if a := h.attempts("market-b", k); len(a) != 1 || a[0].State != "failed" || a[0].Status != 410 {
			t.Errorf("attempts %+v", a)
		}
	})
	t.Run("what may still be seen, as it is now", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		s.AnswerStatus(500)
		k := h.subscribe("market-b", s.URL, "{}")
		h.publish(amber) // it will be hidden when it is tried again
		s.Wait(t, 1)
		tf, _ := h.p.Directory.TaskForce("handbags")
		position := tf.Position
		tf.Seats = tf.Seats[:1]
		h.put(ledger.KindTaskForce, "handbags", position, directory.EncodeTaskForce(tf))
		tried := len(s.Received())
		s.AnswerStatus(200)
		next, _ := h.publish()
		until(t, "the next is told", func() bool {
			got := heard(t, k.Secret, s.Received())
			return got[len(got)-1].Data.ID == string(next.ID)
		})
		if n := len(s.Received()); n > tried+2 { // one attempt may have been under way
			t.Errorf("%d attempts after it was hidden", n-tried)
		}
	})
}

func TestStops(t *testing.T) {
	t.Run("while it is paused", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		k := h.subscribe("market-b", s.URL, "{}")
		h.publish()
		s.Wait(t, 1)
		if got := h.call("market-b", http.MethodPost, k.at+"/pause", "").is(http.StatusOK); got.header.Get("ETag") == "" || got.header.Get("Ledger-Position") == "" {
			t.Errorf("headers %v", got.header)
		}
		var want []id.Indicator
		for range 3 {
			i, _ := h.publish()
			want = append(want, i.ID)
		}
		time.Sleep(50 * time.Millisecond)
		if n := len(s.Received()); n != 1 {
			t.Fatalf("told %d times while paused", n)
		}
		h.call("market-b", http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
		for n, e := range heard(t, k.Secret, s.Wait(t, 4))[1:] {
			if e.Data.ID != string(want[n]) {
				t.Errorf("%d: %s", n, e.body)
			}
		}
	})
	t.Run("while its member is suspended", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		h.subscribe("market-b", s.URL, "{}")
		h.member("market-b", directory.StateSuspended)
		h.publish()
		time.Sleep(50 * time.Millisecond)
		if n := len(s.Received()); n != 0 {
			t.Fatalf("a suspended member was told %d times", n)
		}
		h.member("market-b", directory.StateActive)
		s.Wait(t, 1)
	})
	t.Run("when it is deleted", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		k := h.subscribe("market-b", s.URL, "{}")
		h.call("market-b", http.MethodDelete, k.at, "").is(http.StatusNoContent)
		h.call("market-b", http.MethodGet, k.at, "").problem(http.StatusNotFound, "not-found")
		h.publish()
		time.Sleep(50 * time.Millisecond)
		if n := len(s.Received()); n != 0 {
			t.Fatalf("told %d times", n)
		}
	})
}

func TestReplay(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	var all []id.Indicator
	var times []time.Time
	for range 4 {
		i, e := h.publish()
		all, times = append(all, i.ID), append(times, e.At)
		h.publish(func(i *catalog.Indicator) { // in between, what the member may not see
			i.TLP, i.Share = tlp.Red, catalog.Share{Members: []id.Member{"carrier-c"}}
		})
		time.Sleep(2 * time.Millisecond)
	}
	first := heard(t, k.Secret, s.Wait(t, 4))
	until(t, "all are taken", func() bool { return len(h.attempts("market-b", k)) == 4 }) // one that is under way is not sent again
	h.call("market-b", http.MethodPost, k.at+"/replay", `{"from":"`+times[2].Format(time.RFC3339Nano)+`"}`).is(http.StatusAccepted)
	again := heard(t, k.Secret, s.Wait(t, 6))[4:]
	for n, e := range again {
		if e.Data.ID != string(all[n+2]) || e.hook != first[n+2].hook {
			t.Errorf("%d: %s %s", n, e.hook, e.body)
		}
	}
	// After the second event, by its id; the same request again does nothing.
	stream := h.stream("market-b", "?cursor="+h.feed("market-b", 0))
	event := stream.next(4)[1].id
	for range 2 {
		h.call("market-b", http.MethodPost, k.at+"/replay", `{"from":"`+event+`"}`, "Idempotency-Key", "again").is(http.StatusAccepted)
	}
	for n, e := range heard(t, k.Secret, s.Wait(t, 8))[6:] {
		if e.Data.ID != string(all[n+2]) {
			t.Errorf("%d: %s", n, e.body)
		}
	}
	time.Sleep(50 * time.Millisecond)
	if n := len(s.Received()); n != 8 {
		t.Errorf("told %d times", n)
	}
	for _, from := range []string{"yesterday", "", time.Now().Add(time.Hour).Format(time.RFC3339), h.feed("carrier-c", 3)} {
		h.call("market-b", http.MethodPost, k.at+"/replay", `{"from":"`+from+`"}`).problem(http.StatusUnprocessableEntity, "subscription-invalid", "/from")
	}
}

func TestTest(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	s.AnswerStatus(http.StatusTeapot, http.StatusOK)
	k := h.subscribe("market-b", s.URL, "{}")
	h.call("market-b", http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
	var a attempted
	into(h.call("market-b", http.MethodPost, k.at+"/test", "").is(http.StatusOK), &a)
	if a.State != "failed" || a.Status != 418 || a.Event != "subscription.test" || a.Attempt != 1 {
		t.Errorf("%+v", a)
	}
	into(h.call("market-b", http.MethodPost, k.at+"/test", "").is(http.StatusOK), &a)
	if a.State != "delivered" || a.Status != 200 {
		t.Errorf("%+v", a)
	}
	got := heard(t, k.Secret, s.Wait(t, 2))
	if got[1].Type != "subscription.test" || got[1].hook != a.WebhookID || got[0].hook == got[1].hook {
		t.Errorf("%+v", got)
	}
	h.call("carrier-c", http.MethodPost, k.at+"/test", "").problem(http.StatusNotFound, "not-found")
	if n := len(h.attempts("market-b", k)); n != 2 {
		t.Errorf("%d attempts listed", n)
	}
}

func TestDeliveriesAreListedInPages(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	for range 7 {
		h.publish()
	}
	s.Wait(t, 7)
	until(t, "seven are listed", func() bool { return len(h.attempts("market-b", k)) == 7 })
	seen, path := map[string]bool{}, k.at+"/deliveries?limit=3"
	for n, want := range []int{3, 3, 1} {
		var page struct {
			Items []attempted
			Next  *string `json:"next_cursor"`
		}
		r := h.call("market-b", http.MethodGet, path, "").is(http.StatusOK)
		into(r, &page)
		if len(page.Items) != want || (page.Next == nil) != (n == 2) || (r.header.Get("Link") == "") != (n == 2) {
			t.Fatalf("page %d: %s", n, r.body)
		}
		for _, a := range page.Items {
			seen[a.WebhookID] = true
		}
		if page.Next != nil {
			path = k.at + "/deliveries?limit=3&cursor=" + *page.Next
		}
	}
	if len(seen) != 7 {
		t.Errorf("%d different ones", len(seen))
	}
	h.call("carrier-c", http.MethodGet, k.at+"/deliveries", "").problem(http.StatusNotFound, "not-found")
	h.call("market-b", http.MethodGet, k.at+"/deliveries?limit="+strconv.Itoa(1001), "").problem(http.StatusBadRequest, "parameter-invalid")
}
