package delivery_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/hubtest"
)

type detail struct {
	attempted
	ID      string
	Failure string
	Told    []struct {
		Indicator string
		Now       *struct{ Type string }
	}
	Request struct {
		Method, URL string
		Headers     []struct{ Name, Value string }
	}
	Response struct {
		Status              int
		Headers             []struct{ Name, Value string }
		Body                string
		Truncated, Withheld bool
	}
}

// search lists a subscription's attempts that are asked for, newest first.
func (h *house) search(as string, k hook, q url.Values) (all []detail) {
	h.t.Helper()
	for path := k.at + "/deliveries?" + q.Encode(); ; {
		var page struct {
			Items      []detail
			NextCursor *string `json:"next_cursor"`
		}
		r := h.call(as, http.MethodGet, path, "").is(http.StatusOK)
		into(r, &page)
		all = append(all, page.Items...)
		if page.NextCursor == nil {
			return all
		}
		path, _, _ = strings.Cut(strings.TrimPrefix(r.header.Get("Link"), "<"), ">")
	}
}

// TestDeliveryLog: attempts are found by what they were, page by page, and shown with what was sent and
// answered, without secrets, and only as long as it may be read.
func TestDeliveryLog(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	bad := true
	s.Answer(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Trace", "abc")
		w.Header().Set("Set-Cookie", "session=secret-of-theirs")
		if bad {
			bad = false
			w.WriteHeader(http.StatusInternalServerError)
		}
		_, _ = w.Write([]byte("queue is full"))
	})
	k := h.make("market-b", `{"url":"`+s.URL+`/in","headers":{"X-Api-Key":"secret-of-ours"}}`)
	one, at := h.publish(amber)
	s.Wait(t, 2)
	two, _ := h.publish()
	s.Wait(t, 3)
	until(t, "not all are logged", func() bool { return len(h.search("market-b", k, nil)) == 3 })
	for name, c := range map[string]struct {
		q url.Values
		n int
	}{
		"all, one by one": {url.Values{"limit": {"1"}}, 3},
		"state":           {url.Values{"state": {"delivered"}}, 2},
		"state, paged":    {url.Values{"state": {"delivered"}, "limit": {"1"}}, 2},
		"status":          {url.Values{"status": {"500"}}, 1},
		"failure":         {url.Values{"failure": {"status"}}, 1},
		"indicator":       {url.Values{"indicator": {string(one.ID)}}, 2},
		"webhook":         {url.Values{"webhook_id": {s.Received()[2].Header.Get("Webhook-Id")}}, 1},
		"event":           {url.Values{"event": {"indicator.revoked"}}, 0},
		"since":           {url.Values{"since": {time.Now().Add(time.Hour).Format(time.RFC3339)}}, 0},
		"until":           {url.Values{"until": {time.Now().Add(time.Hour).Format(time.RFC3339)}}, 3},
	} {
		if got := h.search("market-b", k, c.q); len(got) != c.n {
			t.Errorf("%s: %d attempts, want %d", name, len(got), c.n)
		}
	}
	for _, q := range []string{"state=x", "failure=x", "cursor=x", "limit=0"} {
		h.call("market-b", http.MethodGet, k.at+"/deliveries?"+q, "").is(http.StatusBadRequest)
	}

	failed := h.search("market-b", k, url.Values{"status": {"500"}})[0]
	get := func() (d detail, body string) {
		r := h.call("market-b", http.MethodGet, k.at+"/deliveries/"+failed.ID, "").is(http.StatusOK)
		into(r, &d)
		return d, string(r.body)
	}
	d, body := get()
	if d.Status != 500 || d.Failure != "status" || d.Request.Method != "POST" || d.Request.URL != s.URL+"/in" || d.Response.Body != "queue is full" || d.Response.Status != 500 ||
		len(d.Told) != 1 || d.Told[0].Indicator != string(one.ID) || d.Told[0].Now == nil || d.Told[0].Now.Type != "indicator.published" {
		t.Errorf("detail: %s", body)
	}
	for _, secret := range []string{"secret-of-ours", "secret-of-theirs", k.Secret, "v1,"} {
		if strings.Contains(body, secret) {
			t.Errorf("%s is shown: %s", secret, body)
		}
	}
	if !slices.ContainsFunc(d.Request.Headers, func(x struct{ Name, Value string }) bool { return x.Name == "X-Api-Key" && x.Value == "***" }) {
		t.Errorf("headers: %+v", d.Request.Headers)
	}
	h.call("brand-a", http.MethodGet, k.at+"/deliveries/"+failed.ID, "").is(http.StatusNotFound)
	h.call("brand-a", http.MethodPost, k.at+"/deliveries/"+failed.ID+"/resend", "").is(http.StatusNotFound)
	h.call("market-b", http.MethodGet, k.at+"/deliveries/nonsense", "").is(http.StatusNotFound)
	mine := h.subscribe("brand-a", s.URL, `{"brands":["none"]}`)
	h.call("brand-a", http.MethodGet, mine.at+"/deliveries/"+failed.ID, "").is(http.StatusNotFound)

	// Sent again, under the same id.
	n := len(s.Received())
	h.call("market-b", http.MethodPost, k.at+"/deliveries/"+failed.ID+"/resend", "").is(http.StatusAccepted)
	if again := s.Wait(t, n+1)[n]; again.Header.Get("Webhook-Id") != s.Received()[0].Header.Get("Webhook-Id") {
		t.Errorf("sent again as %s", again.Header.Get("Webhook-Id"))
	}
	until(t, "it stays among the dead letters", func() bool { return len(h.letters("market-b", k)) == 0 })

	// Once it may not be read any more, neither what was sent nor what was answered is shown.
	narrow(h, one, at)
	s.Wait(t, n+2)
	if d, body := get(); d.Told[0].Now != nil || d.Response.Body != "" || !d.Response.Withheld {
		t.Errorf("still shown: %s", body)
	}
	h.call("market-b", http.MethodPost, k.at+"/deliveries/"+failed.ID+"/resend", "").is(http.StatusConflict)
	h.restart(func() {})
	if got := h.search("market-b", k, url.Values{"indicator": {string(two.ID)}}); len(got) != 1 {
		t.Errorf("%d attempts after a restart", len(got))
	}
}

// TestHolders tells the publisher who was sent a record and took it, and why a member was not; others
// neither.
func TestHolders(t *testing.T) {
	h := open(t)
	up, down, picky := hubtest.NewSink(t), hubtest.NewSink(t), hubtest.NewSink(t)
	down.AnswerStatus(http.StatusInternalServerError)
	h.subscribe("market-b", up.URL, "{}")
	h.subscribe("carrier-c", down.URL, "{}")
	k := h.subscribe("market-b", picky.URL, `{"brands":["other"]}`)
	h.publish(other)
	picky.Wait(t, 1)
	i, _ := h.publish()
	up.Wait(t, 2)
	down.Wait(t, 1)
	type holders struct {
		Holders []struct {
			Member  string
			Taken   bool
			TakenOn string `json:"taken_on"`
		}
	}
	var got holders
	until(t, "it is not known who holds it", func() bool {
		into(h.call("brand-a", http.MethodGet, "/v1/deliveries/holders?indicator="+string(i.ID), "").is(http.StatusOK), &got)
		return len(got.Holders) >= 1 && got.Holders[len(got.Holders)-1].Taken
	})
	for _, x := range got.Holders {
		if x.Taken != (x.Member == "market-b") || x.Taken && x.TakenOn != time.Now().UTC().Format(time.DateOnly) {
			t.Errorf("holders: %+v", got.Holders)
		}
	}
	h.call("market-b", http.MethodGet, "/v1/deliveries/holders?indicator="+string(i.ID), "").is(http.StatusForbidden)
	h.call("brand-a", http.MethodGet, "/v1/deliveries/holders?indicator=ind_none", "").is(http.StatusNotFound)

	type verdict struct {
		Subscription string
		Wants        bool
		Lacks        []string
		Taken        *bool
	}
	type explanation struct {
		Allowed       bool
		Rule          string
		Holder        *struct{ Taken bool }
		Subscriptions []verdict
	}
	why := func(as, member string, status int) (x explanation) {
		r := h.call(as, http.MethodGet, "/v1/deliveries/explain?indicator="+string(i.ID)+"&member="+member, "").is(status)
		if status == http.StatusOK {
			into(r, &x)
		}
		return x
	}
	if x := why("brand-a", "market-b", 200); !x.Allowed || x.Rule == "" || x.Holder == nil || !x.Holder.Taken || x.Subscriptions != nil {
		t.Errorf("to the publisher: %+v", x)
	}
	x := why("market-b", "market-b", 200)
	n := slices.IndexFunc(x.Subscriptions, func(v verdict) bool { return v.Subscription == k.ID })
	if !x.Allowed || x.Rule != "" || n < 0 || x.Subscriptions[n].Wants || !slices.Equal(x.Subscriptions[n].Lacks, []string{"brands"}) {
		t.Errorf("to the member: %+v", x)
	}
	if x := why("admin", "market-b", 200); !x.Allowed || x.Rule == "" || len(x.Subscriptions) != 2 || x.Subscriptions[0].Lacks != nil || x.Subscriptions[1].Lacks != nil {
		t.Errorf("to the admin: %+v", x)
	}
	why("carrier-c", "market-b", 403)

	secret, _ := h.publish(amber)
	for _, as := range []string{"carrier-c"} {
		h.call(as, http.MethodGet, "/v1/deliveries/holders?indicator="+string(secret.ID), "").is(http.StatusNotFound)
		h.call(as, http.MethodGet, "/v1/deliveries/explain?indicator="+string(secret.ID)+"&member="+as, "").is(http.StatusNotFound)
	}
}
