package hub_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

// A hostile member asks the same of two hubs that have one key and one clock, and that differ in
// nothing but what others do in one of them that is hidden from it. Whatever the two answer must
// be the same: status, headers, bodies, streams and webhooks.

// twin is one of the two hubs, and what the hostile member holds of it.
type twin struct {
	*alliance

	clock  *hubtest.Clock
	sink   *hubtest.Sink
	stream *listener
	looked string // the cursor up to which the hostile member has been told
	told   int    // of how many events
	asked  int
	held   map[string][]string // what answers gave, by what it is good for: "cursor", "etag" …
	called map[string]string   // what random and sealed words are called in comparisons
}

const hostile = "maison-c"

func newTwin(t *testing.T, key string) *twin {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "hub.key"), []byte(key), 0o600); err != nil {
		t.Fatal(err)
	}
	clock := hubtest.NewClock(time.Time{})
	w := &twin{clock: clock, sink: hubtest.NewSink(t), held: map[string][]string{}, called: map[string]string{}}
	w.alliance = newAllianceIn(t, dir, func(c *hub.Config) {
		c.Process.Now, c.Process.Sync, c.Process.BootstrapKey = clock.Now, time.Minute, conf.Secret("bootstrap-of-both")
		c.Delivery.Heartbeat = time.Hour
	})
	w.stream = w.listen(t, hostile, "/v1/stream")
	w.must(t, hostile, "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{}}`, w.sink.URL), 201)
	return w
}

var (
	// wholeWord may be a position as a client holds it, by its length, or two; randomWord is whatever else is
	// made at random, or by a keyed hash of what is: keys and their ids, imports, subscriptions, messages; and when a stream is to come back.
	wholeWord  = regexp.MustCompile(`[A-Za-z0-9_-]+`)
	randomWord = regexp.MustCompile(`\bent_[a-z2-7]{16}_[a-z2-7]{52}\b|\b(?:imp|sub|msg|sig|dsp|sea)_[a-z2-7]{26}\b|whsec_[A-Za-z0-9+/=]+|\b[a-z2-7]{16}\b|127\.0\.0\.1:\d+|\bretry: \d+`)
	ofTheWay   = regexp.MustCompile(`"(?:at|next_at|id)":"[^"]*"|"duration_ms":\d+`) // when and how long a post was under way, and where in the log it stands, sealed
	// nextTry is when a post that failed is tried again: by the wall's clock, not by the twins', and of as many letters as its nanoseconds take.
	nextTry = regexp.MustCompile(`"next_at":"[^"]*"`)
	// tries is how often it failed so far: both hubs come to the same, but not at one moment.
	tries = regexp.MustCompile(`,?"(?:failed_attempts|last_error|next_at)":(?:"[^"]*"|\d+)|(?m:^Content-Length: .*$)`)
)

// plain is a text in which what may differ is called by when it first came: equal words stay equal.
// Sealed words are left where both hubs have everything at one position.
func (w *twin) plain(s string, aligned bool) string {
	call := func(word string) string {
		if w.called[word] == "" {
			w.called[word] = fmt.Sprintf("<%d>", len(w.called))
		}
		return w.called[word]
	}
	s = randomWord.ReplaceAllStringFunc(s, call)
	if !aligned {
		s = wholeWord.ReplaceAllStringFunc(s, func(word string) string {
			if len(word) != position.Size && len(word) != 2*position.Size {
				return word
			}
			return call(word)
		})
	}
	return s
}

// render is all of an answer but its date, and the moment at which a post is tried again: that there is one
// stays, and so does the length of all else.
func (w *twin) render(x answer, aligned bool) string {
	if body := nextTry.ReplaceAll(x.body, []byte(`"next_at":"<later>"`)); !bytes.Equal(body, x.body) {
		x.header = x.header.Clone()
		if x.header.Get("Content-Length") == strconv.Itoa(len(x.body)) {
			x.header.Set("Content-Length", strconv.Itoa(len(body)))
		}
		x.body = body
	}
	var b strings.Builder
	fmt.Fprintln(&b, x.status)
	for _, name := range slices.Sorted(maps.Keys(x.header)) {
		if name != "Date" {
			fmt.Fprintf(&b, "%s: %q\n", name, x.header[name])
		}
	}
	b.Write(x.body)
	return w.plain(b.String(), aligned)
}

var (
	cursorIn = regexp.MustCompile(`"next_cursor":"([^"]+)"`)
	idIn     = regexp.MustCompile(`"id":"([\w-]+)"`)
)

// keep keeps what an answer gives, for later requests to use.
func (w *twin) keep(x answer) {
	for name, in := range map[string]string{"etag": x.header.Get("ETag"), "token": x.header.Get("Ledger-Position")} {
		if in != "" {
			w.held[name] = append(w.held[name], in)
		}
	}
	for _, m := range cursorIn.FindAllSubmatch(x.body, -1) {
		w.held["cursor"] = append(w.held["cursor"], string(m[1]))
	}
	for _, m := range idIn.FindAllSubmatch(x.body, -1) {
		if kind, _, is := strings.Cut(string(m[1]), "_"); is {
			w.held[kind] = append(w.held[kind], string(m[1]))
		}
	}
}

// fillIn puts what is held in the place of its name: {cursor}, {ind}, {etag} … Which one it is is
// the step's number.
func (w *twin) fillIn(s string, which int) string {
	for name, of := range w.held {
		if len(of) == 0 {
			continue
		}
		s = strings.ReplaceAll(s, "{"+name+"}", of[which%len(of)])
	}
	return s
}

// step is what happens in both hubs, or hidden in one.
type step struct {
	Kind         string // hostile, visible, hidden, time
	Who          string
	Method, Path string
	Body, Header string // a header is "Name: value"
	Which        int
}

var (
	secrets = []string{"h1.example", "h2.example", "+33612345678", "h4@mail.example"} // others' hidden ones
	opens   = []string{"v1.example", "v2.example", "+33698765432"}                    // others' that all may see
)

// typeOf is the type of one of these values.
func typeOf(value string) string {
	switch {
	case strings.HasPrefix(value, "+"):
		return "phone"
	case strings.Contains(value, "@"):
		return "email"
	}
	return "domain"
}

// hostileStep draws a request of the hostile member, of a person of its, or of nobody.
func hostileStep(t *rapid.T) step {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	s := step{Kind: "hostile", Method: "GET", Which: rapid.IntRange(0, 1000).Draw(t, "which")}
	s.Who = pick("who", hostile, hostile, hostile, hostile, hostile, "rita-c", "anonymous")
	values := append(slices.Clone(secrets), append(opens, "own.example")...)
	value := strings.ReplaceAll(pick("value", values...), "+", "%2B")
	filter := pick("filter", "", "", "value="+value, "q="+value[len(value)-9:], "publisher=maison-a", "publisher=bazar-b", "task_force=handbags", "tag=t", "brand=acme",
		"state=all", "state=revoked", "type=domain", "min_confidence=1", "since=2026-06-01T12:00:01Z",
		"prefix="+value[:len(value)-3], "q=t+acme", "registrable="+value, "basis=report", "tlp=red", "sort=modified", "created_since=2026-06-01T12:00:01Z&state=all", "facet=publisher&state=all")
	page := pick("page", "", "&limit=1", "&limit=2&cursor={cursor}", "&cursor={cursor}", "&limit=1000")
	switch pick("kind", "list", "list", "changes", "get", "publish", "publish", "revoke", "import", "more", "more", "more", "subscribe", "conditional", "stream", "network", "network",
		"screen", "screen", "feedback", "feedback", "feedback", "preview", "searches") {
	case "network":
		s.Path = "/v1/networks?value=" + value + "&type=" + typeOf(strings.ReplaceAll(value, "%2B", "+")) + page
		if s.Which%3 == 0 {
			s.Path = "/v1/networks/{net}" + pick("of", "", "/path?to={obs}", "/path?type=domain&value=h1.example", "?"+strings.TrimPrefix(page, "&"))
		}
	case "screen":
		v := pick("sought", values...)
		s.Method, s.Path, s.Body = "POST", "/v1/screen", fmt.Sprintf(`{"observables":[{"type":%q,"value":%q},%s],"limit":%d}`, typeOf(v), v,
			pick("beside", `{"type":"domain","value":"www.h1.example"}`, `{"type":"email","value":"h+4@mail.example"}`, `{"type":"store_url","value":"https://v1.example/x"}`), 1+s.Which%100)
		if s.Which%4 == 0 {
			s.Method, s.Path, s.Body = "GET", "/v1/screen/range/"+fmt.Sprintf("%03x", s.Which*4), ""
		}
	case "feedback":
		verb := pick("verb", "POST {of}/sightings", "GET {of}/sightings", "GET {of}/disputes", "POST {of}/disputes", "GET /v1/disputes", "GET /v1/sightings/{sig}", "GET /v1/disputes/{dsp}",
			"POST /v1/disputes/{dsp}/withdraw", "POST /v1/disputes/{dsp}/statements", "POST /v1/sightings/{sig}/retract", "GET /v1/sightings/{hiddensig}", "GET /v1/disputes/{hiddendsp}",
			"POST /v1/disputes/{hiddendsp}/statements", "POST /v1/disputes/{hiddendsp}/withdraw", "POST /v1/sightings/{hiddensig}/retract")
		s.Method, s.Path, _ = strings.Cut(verb, " ")
		s.Path = strings.ReplaceAll(s.Path, "{of}", "/v1/indicators/"+pick("id", "{ind}", "{ind}", "{hidden}"))
		switch {
		case s.Method == "GET":
		case strings.HasSuffix(s.Path, "/sightings"):
			s.Body = pick("sighting", `{"type":"seen","audience":"indicator"}`, `{"type":"relisted","note":"x"}`, `{"type":"seen","audience":"shared","tlp":"red","share":{"members":["pay-d"]}}`, `{"type":"x"}`)
			s.Header = pick("header", "", "Idempotency-Key: seen")
		case strings.HasSuffix(s.Path, "/disputes"):
			s.Body = pick("dispute", `{"reason_code":"other","reason":"x","attribution":"named"}`, `{"reason_code":"other","reason":"x"}`, `{}`)
			s.Header = pick("header", "", "Idempotency-Key: contest")
		case strings.HasSuffix(s.Path, "/statements"):
			s.Body = `{"text":"x"}`
		case strings.HasSuffix(s.Path, "/retract"):
			s.Body, s.Header = `{"reason":"x"}`, "If-Match: *"
		default:
			s.Header = pick("header", "If-Match: *", "If-Match: {etag}")
		}
	case "preview":
		v := pick("value", values...)
		s.Method, s.Path = "POST", "/v1/indicators/preview"
		s.Body = fmt.Sprintf(`{"observable":{"type":%q,"value":%q},%s}`, typeOf(v), v, pick("share", `"tlp":"green"`, `"tlp":"red","share":{"members":["pay-d"]}`, `"tlp":"amber","share":{"task_forces":["handbags"]}`))
	case "searches":
		s.Path = pick("path", "/v1/searches", "/v1/searches/{hiddensea}", "/v1/indicators?search={hiddensea}", "/v1/indicators/facets?search={sea}&limit=3", "/v1/indicators?search={sea}")
		if s.Which%3 == 0 {
			s.Method, s.Path, s.Body = "POST", "/v1/searches", fmt.Sprintf(`{"name":"x","query":{"q":%q,"state":["all"]}}`, pick("sought", values...))
		}
	case "stream":
		s.Path, s.Header = "/v1/stream", pick("header", "", "Last-Event-Id: nonsense")
	case "list":
		s.Path = "/v1/indicators" + pick("of", "", "", "/export", "/facets") + "?" + filter
		if !strings.Contains(s.Path, "export") {
			s.Path += page
		}
	case "changes":
		s.Path = "/v1/changes?" + strings.TrimPrefix(page, "&")
	case "get":
		s.Path = "/v1/indicators/" + pick("id", "{ind}", "{hidden}", "{hidden}", "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa")
		s.Method = pick("method", "GET", "HEAD", "DELETE", "PUT")
	case "conditional":
		s.Path = "/v1/indicators/" + pick("id", "{ind}", "{hidden}")
		s.Header = pick("header", "If-None-Match: {etag}", "If-None-Match: {hiddenetag}", "If-None-Match: *", "Ledger-Position: {token}")
	case "publish":
		s.Method, s.Path = "POST", "/v1/indicators"
		v := pick("value", values...)
		s.Body = fmt.Sprintf(`{"observable":{"type":%q,"value":%q},"tags":["t"],%s}`, typeOf(v), v, pick("share",
			`"tlp":"green"`, `"tlp":"green"`, `"tlp":"amber","share":{"task_forces":["handbags"]}`, `"tlp":"amber","share":{"task_forces":["secret-1"]}`,
			`"tlp":"red","share":{"members":["pay-d"]}`, `"tlp":"green","share":{"except":["maison-a"]}`, `"tlp":"amber","share":{"task_forces":["nobodys"]}`))
		s.Header = pick("header", "", "Idempotency-Key: one", "Idempotency-Key: two")
	case "revoke":
		verb := pick("verb", "POST /revoke", "PATCH ", "POST /share", "POST /restrict", "POST /erase", "GET /history")
		var path string
		s.Method, path, _ = strings.Cut(verb, " ")
		s.Path = "/v1/indicators/" + pick("id", "{ind}", "{ind}", "{hidden}") + path
		switch verb {
		case "PATCH ":
			s.Body = pick("patch", `{"note":"x"}`, `{"tags":null}`, `{"tlp":"clear"}`, `{"confidence":1}`)
		case "POST /share", "POST /restrict":
			s.Body = pick("audience", `{"tlp":"green","share":{},"reason":"x"}`, `{"tlp":"red","share":{"members":["pay-d"]},"reason":"x"}`,
				`{"tlp":"amber","share":{"task_forces":["secret-1"]},"reason":"x"}`, `{"share":{"except":["bazar-b"]},"reason":"x"}`)
		case "POST /erase":
			s.Body = `{"reason":"x","reason_code":"other"}`
		case "POST /revoke":
			s.Body = `{"reason":"x"}`
		}
		s.Header = pick("header", "If-Match: {etag}", "If-Match: *", "If-Match: {hiddenetag}", "")
	case "import":
		s.Method, s.Path, s.Header = "POST", "/v1/imports", "Content-Type: application/x-ndjson"
		for range 3 {
			s.Body += fmt.Sprintf(`{"observable":{"type":"domain","value":%q},"tlp":"green"}`, pick("line", "h1.example", "h2.example", "own-2.example", "!")) + "\n"
		}
	case "subscribe":
		s.Method, s.Path = "POST", "/v1/subscriptions"
		s.Body = pick("body", `{"url":"http://127.0.0.1:9/","filter":{"task_forces":["handbags"]}}`, `{"url":"http://127.0.0.1:9/","filter":{"publishers":["maison-a"],"tags":["t"]}}`)
	default:
		s.Path = pick("path", "/v1/me", "/v1/members", "/v1/members/maison-a", "/v1/task-forces", "/v1/task-forces/handbags", "/v1/task-forces/secret-1", "/v1/people",
			"/v1/people/secret-2", "/v1/audit", "/v1/audit?limit=1&cursor={cursor}", "/v1/audit?kind=indicator", "/v1/audit?id={hidden}", "/v1/audit?actor=alliance", "/v1/audit/checkpoint",
			"/v1/audit/proof", "/v1/audit/key", "/metrics", "/readyz", "/v1/imports", "/v1/imports/{imp}", "/v1/imports/{imp}/rejects", "/v1/subscriptions", "/v1/subscriptions/{sub}",
			"/v1/subscriptions/{sub}/deliveries", "/v1/decisions?indicator={hidden}", "/v1/members/maison-a/credentials", "/v1/members/maison-c/credentials", "/v1/nowhere", "/v1/stream?x=1")
		if strings.HasSuffix(s.Path, "/deliveries") {
			s.Path = "/v1/subscriptions" // what was sent is looked at at the end, when it is
		}
	}
	return s
}

// otherStep draws what others do: for all to see, or hidden.
func otherStep(t *rapid.T) step {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	s := step{Which: rapid.IntRange(0, 1000).Draw(t, "which")}
	publish := func(value, rest string) string {
		if s.Kind == "hidden" || s.Kind == "visible" {
			to := rapid.SampledFrom(append(slices.Clone(opens), secrets[0], value)).Draw(t, "link")
			if to != value && (s.Kind == "hidden" || to != secrets[0]) {
				rest += fmt.Sprintf(`,"links":[{"type":%q,"value":%q,"relation":"alias"}]`, typeOf(to), to)
			}
		}
		return fmt.Sprintf(`{"observable":{"type":%q,"value":%q},"tags":["t"],"brands":["acme"],"confidence":80,%s}`, typeOf(value), value, rest)
	}
	switch s.Kind = pick("what", "visible", "hidden", "hidden", "hidden", "time"); s.Kind {
	case "time":
		s.Which = rapid.SampledFrom([]int{1, 59, 3600}).Draw(t, "seconds")
	case "visible": // none with a time of its own: its end is told with the next entry, whosever that is
		s.Who = pick("who", "maison-a", "bazar-b")
		s.Body = publish(pick("value", opens...), pick("rest", `"tlp":"green"`, `"tlp":"clear","attribution":"withheld"`, `"tlp":"green","attribution":"pseudonymous"`))
	case "hidden":
		s.Who = pick("who", "maison-a", "bazar-b")
		switch pick("how", "publish", "publish", "publish", "publish", "import", "force", "person", "key", "subscribe", "policy", "seat", "read", "sight", "sight", "contest", "contest", "search") {
		case "publish":
			s.Path = "publish"
			s.Body = publish(pick("value", secrets...), pick("rest", `"tlp":"amber","share":{"task_forces":["handbags"]}`, `"tlp":"red","share":{"members":["pay-d"]}`,
				`"tlp":"green","share":{"except":["maison-c"]}`, `"tlp":"green","embargo_until":"2099-01-01T00:00:00Z"`,
				`"tlp":"amber","share":{"members":["police-l"]},"attribution":"withheld"`))
		case "import":
			s.Path = "import"
			for n := range 4 {
				s.Body += publish(fmt.Sprintf("bulk-%d-%d.example", s.Which, n), `"tlp":"amber","share":{"task_forces":["handbags"]}`) + "\n"
			}
		case "force":
			s.Path = "force"
		case "person":
			s.Path = "person"
		case "key":
			s.Path = "key"
		case "subscribe":
			s.Path = "subscribe"
		case "policy":
			s.Path = "policy"
		case "seat":
			s.Path = "seat"
		case "sight":
			s.Path = "sight"
		case "contest":
			s.Path = "contest"
		case "search":
			s.Path = "search"
		default:
			s.Path = "read"
		}
	}
	return s
}

// hide does what is hidden from the hostile member.
func (w *twin) hide(t *testing.T, s step, n int) {
	t.Helper()
	switch s.Path {
	case "publish": // what is there already is revoked, and so may be published anew
		got := w.ask(t, s.Who, "POST", "/v1/indicators", s.Body)
		if got.status == http.StatusConflict {
			of := "/v1/indicators/" + regexp.MustCompile(`ind_[a-z2-7]{26}`).FindString(string(got.body))
			for _, d := range [][]deed{
				{{"POST", "/revoke", `{"reason":"x"}`}},
				{{"PATCH", "", `{"note":"other"}`}, {"POST", "/restrict", `{"tlp":"red","share":{"members":["pay-d"]},"reason":"x"}`}, {"POST", "/share", `{"tlp":"amber","share":{"members":["pay-d","police-l"]},"reason":"x"}`}},
				{{"POST", "/erase", `{"reason":"x","reason_code":"other"}`}},
			}[n%3] { // of what was erased there is nothing to change
				w.ask(t, s.Who, d.method, of+d.path, d.body, "If-Match", "*")
			}
			return
		}
		if got.status != http.StatusCreated {
			t.Fatalf("hidden: %d %s", got.status, got.body)
		}
	case "import":
		w.must(t, s.Who, "POST", "/v1/imports", s.Body, 202, "Content-Type", "application/x-ndjson")
	case "force":
		w.must(t, "admin", "POST", "/v1/task-forces", fmt.Sprintf(`{"id":"secret-%d","name":"x","purpose":"x","members":[{"member":"maison-a","role":"lead"},{"member":"pay-d","role":"reader"}]}`, n), 201)
	case "person":
		w.join(t, fmt.Sprintf(`{"id":"secret-%d","name":"x","member":"maison-a","roles":["reader"]}`, n))
	case "key":
		w.must(t, "admin", "POST", "/v1/members/bazar-b/credentials", `{"name":"x"}`, 201)
	case "subscribe":
		w.must(t, s.Who, "POST", "/v1/subscriptions", `{"url":"http://127.0.0.1:9/","filter":{"tags":["none"]}}`, 201)
	case "policy":
		w.activate(t, policies.DefaultText()+fmt.Sprintf("p, m:pay-d, by:m:maison-a, *, %s, see, allow\n", []string{"amber", "green"}[n%2]))
	case "seat":
		etag := w.ask(t, "admin", "GET", "/v1/task-forces/handbags", "").header.Get("ETag")
		seats := []string{`{"member":"maison-a","role":"lead"}`, `{"member":"bazar-b","role":"contributor"}`, `{"member":"police-l","role":"reader"}`}
		w.must(t, "admin", "PATCH", "/v1/task-forces/handbags", `{"members":[`+strings.Join(seats[:2+n%2], ",")+`]}`, 200, "If-Match", etag)
	case "sight": // of what the hostile member sees, too: for its publisher
		s.Body = []string{`{"type":"seen","note":"x"}`, `{"type":"relisted","count":7,"attribution":"pseudonymous"}`}[n%2]
		w.feedBack(t, s, "hiddensig", "/sightings", "")
	case "contest":
		s.Body = `{"reason_code":"other","reason":"x","evidence":"y"}`
		w.feedBack(t, s, "hiddendsp", "/disputes", "&tlp=amber&tlp=red")
	case "search":
		made := w.must(t, s.Who, "POST", "/v1/searches", `{"name":"theirs","query":{"tag":["t"]}}`, 201)
		w.held["hiddensea"] = append(w.held["hiddensea"], string(idIn.FindSubmatch(made)[1]))
	case "read":
		for _, path := range []string{"/v1/indicators", "/v1/changes", "/v1/members"} {
			w.must(t, s.Who, "GET", path, "", 200)
		}
	}
}

// feedBack says something of an indicator of the other of the two members that hide things.
func (w *twin) feedBack(t *testing.T, s step, name, path, filter string) {
	t.Helper()
	other := map[string]string{"maison-a": "bazar-b", "bazar-b": "maison-a"}[s.Who]
	of := idIn.FindAllSubmatch(w.must(t, s.Who, "GET", "/v1/indicators?publisher="+other+filter, "", 200), -1)
	if len(of) == 0 {
		return
	}
	got := w.ask(t, s.Who, "POST", "/v1/indicators/"+string(of[s.Which%len(of)][1])+path, s.Body)
	if m := idIn.FindSubmatch(got.body); m != nil && got.status == http.StatusCreated {
		w.held[name] = append(w.held[name], string(m[1]))
	}
}

// do does a step, and returns what the hostile member is answered.
func (w *twin) do(t *testing.T, s step, aligned bool) string {
	t.Helper()
	switch s.Kind {
	case "time":
		w.clock.Advance(time.Duration(s.Which) * time.Second)
	case "visible": // twice is a revocation
		got := w.ask(t, s.Who, "POST", "/v1/indicators", s.Body)
		if got.status == http.StatusConflict {
			of := regexp.MustCompile(`ind_[a-z2-7]{26}`).FindString(string(got.body))
			w.must(t, s.Who, "POST", "/v1/indicators/"+of+"/revoke", `{"reason":"x"}`, 200, "If-Match", "*")
		}
	case "hostile":
		header := []string{"X-Request-Id", fmt.Sprintf("r%d", w.asked)}
		w.asked++
		if s.Path == "/v1/stream" && s.Who != "anonymous" { // what a new connection begins with
			l := w.listen(t, s.Who, s.Path, append(header, strings.Split(s.Header, ": ")...)...)
			defer l.cancel()
			return w.plain(l.until(t, "\n\n"), aligned)
		}
		if name, value, is := strings.Cut(s.Header, ": "); is {
			header = append(header, name, w.fillIn(value, s.Which))
		}
		got := w.ask(t, s.Who, s.Method, w.fillIn(s.Path, s.Which), w.fillIn(s.Body, s.Which), header...)
		w.keep(got)
		return w.render(got, aligned)
	}
	return ""
}

// feed is what somebody's change feed has after a cursor, and the next cursor.
func (w *twin) feed(t *testing.T, who, after string) (ids, tags []string, next string) {
	t.Helper()
	path := "/v1/changes?limit=1000"
	if after != "" {
		path += "&cursor=" + after
	}
	var got struct {
		Items []struct{ Data struct{ ID, ETag string } }
		Next  string `json:"next_cursor"`
	}
	into(t, w.must(t, who, "GET", path, "", 200), &got)
	for _, e := range got.Items {
		ids, tags = append(ids, e.Data.ID), append(tags, `"`+e.Data.ETag+`"`)
	}
	return ids, tags, got.Next
}

// settle waits until the hostile member has been told of all that there is to tell: an event that
// is told later shows a later state, by chance.
func (w *twin) settle(t *testing.T) {
	t.Helper()
	p := w.hub.Process
	for late := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		const grace = 250 * time.Millisecond // of the ledger's clock
		if next, ok := p.Catalog.NextBoundary(); !ok || w.clock.Now().Add(-grace).Before(next) {
			break
		}
		if time.Now().After(late) {
			t.Fatal("the ledger's clock is behind")
		}
	}
	ids, _, next := w.feed(t, hostile, w.looked)
	w.looked = next
	w.told += len(ids)
	w.sink.Wait(t, w.told)
	for late := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		if said, _ := w.stream.soFar(); strings.Count(said, "\nevent: ") >= w.told {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("the stream is behind")
		}
	}
}

// ending is all that was sent to the hostile member unasked, once nothing more is under way.
func (w *twin) ending(t *testing.T, aligned bool) string {
	t.Helper()
	last, _ := publish(t, w.alliance, `{"observable":{"type":"domain","value":"the-very-last.example"},"tlp":"green"}`)
	var b strings.Builder
	b.WriteString(w.stream.until(t, last))
	for n := 1; ; n++ {
		x := w.sink.Wait(t, n)[n-1]
		fmt.Fprintf(&b, "%s\n%s\n", x.Header.Get("Webhook-Id"), x.Body)
		if strings.Contains(string(x.Body), last) {
			return w.plain(b.String(), aligned)
		}
	}
}

// TestLeakHostile runs scripts in both hubs. Aligned, the quiet hub has as many entries that say
// nothing as the loud one has hidden: then sealed words are compared, too. Else the quiet one has
// none, and the same word must be the same wherever it stands.
func TestLeakHostile(t *testing.T) {
	t.Parallel()
	few(t, 8)
	key := strings.Repeat("5e", 32) + "\n"
	compared, hidden := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		aligned := rapid.Bool().Draw(rt, "aligned")
		var script []step
		for range rapid.IntRange(40, 120).Draw(rt, "steps") {
			if rapid.IntRange(0, 2).Draw(rt, "who") == 0 {
				script = append(script, otherStep(rt))
			} else {
				script = append(script, hostileStep(rt))
			}
		}
		loud, quiet := newTwin(t, key), newTwin(t, key)
		defer loud.end()
		defer quiet.end()
		defer loud.stream.cancel()
		defer quiet.stream.cancel()
		for n, s := range script {
			loud.clock.Advance(time.Millisecond) // no two things are of one moment: their order would be chance
			quiet.clock.Advance(time.Millisecond)
			if s.Kind == "hidden" {
				hidden++
				from := loud.hub.Process.Fold.Position()
				loud.hide(t, s, n)
				loud.tell(t, quiet, aligned)
				loud.settle(t)
				if aligned {
					quiet.rustle(t, loud.hub.Process.Fold.Position()-from)
				}
				continue
			}
			if s.Kind == "time" && aligned {
				continue // what it gives and takes of what is hidden has entries, and those of the quiet hub none
			}
			got, want := loud.do(t, s, aligned), quiet.do(t, s, aligned)
			for late := time.Now().Add(5 * time.Second); got != want && tries.ReplaceAllString(got, "") == tries.ReplaceAllString(want, "") && time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
				got, want = loud.do(t, s, aligned), quiet.do(t, s, aligned)
			}
			compared++
			loud.settle(t)
			quiet.settle(t)
			if got != want {
				rt.Fatalf("step %d, %+v: they part at %s\nloud  %s\nquiet %s", n, s, parting(got, want), got, want)
			}
		}
		if got, want := loud.ending(t, aligned), quiet.ending(t, aligned); got != want {
			rt.Fatalf("what was sent:\nloud  %s\nquiet %s", got, want)
		}
		deliveries := func(w *twin) string {
			var subs struct{ Items []struct{ ID, URL string } }
			into(t, w.must(t, hostile, "GET", "/v1/subscriptions", "", 200), &subs)
			if subs.Items[0].URL != w.sink.URL {
				rt.Fatalf("the oldest subscription is not the first: %v", subs)
			}
			got := w.ask(t, hostile, "GET", "/v1/subscriptions/"+subs.Items[0].ID+"/deliveries", "")
			return w.plain(ofTheWay.ReplaceAllString(string(got.body), ""), aligned)
		}
		for late := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) { // they are logged a little later
			got, want := deliveries(loud), deliveries(quiet)
			if got == want {
				break
			}
			if time.Now().After(late) {
				rt.Fatalf("deliveries:\nloud  %s\nquiet %s", got, want)
			}
		}
	})
	t.Logf("%d steps compared, beside %d hidden", compared, hidden)
}

// parting is where two texts part, with what is around it.
func parting(x, y string) string {
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	from := max(0, n-200)
	return fmt.Sprintf("%q, %q", x[from:min(len(x), n+120)], y[from:min(len(y), n+120)])
}

// tell gives the hostile member of both hubs the ids and tags of what is hidden in the loud one, as
// somebody who was there might. Where the two are not aligned, a tag of one is of something else in
// the other.
func (w *twin) tell(t *testing.T, quiet *twin, aligned bool) {
	t.Helper()
	p := w.hub.Process
	var ids, tags []string
	for _, publisher := range []string{"maison-a", "bazar-b"} {
		all, etags, _ := w.feed(t, publisher, "")
		for n := range all {
			if _, sees := p.Catalog.FactsFor(p.Policies.Snapshot().View("m:"+hostile), id.Indicator(all[n]), w.clock.Now()); !sees {
				ids, tags = append(ids, all[n]), append(tags, etags[n])
			}
		}
	}
	for _, name := range []string{"hiddensig", "hiddendsp", "hiddensea"} {
		quiet.held[name] = w.held[name]
	}
	if len(ids) > 0 {
		for _, x := range []*twin{w, quiet} {
			x.held["hidden"] = ids
			if aligned {
				x.held["hiddenetag"] = tags
			}
		}
	}
}

// rustle puts entries on the ledger that say nothing to anybody.
func (w *twin) rustle(t *testing.T, entries ledger.Position) {
	t.Helper()
	for range entries {
		p := w.hub.Process
		if _, err := p.Fold.Append(t.Context(), ledger.Draft{
			At: p.Now(), Kind: "rustle", ID: fmt.Sprintf("r%d", p.Fold.Position()), Verb: "rustled", Actor: "u:admin", Schema: 1, Body: []byte(`{}`),
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// few makes rapid run n checks, unless it was told how many.
func few(t *testing.T, n int) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	if f.Value.String() != f.DefValue {
		return
	}
	if err := flag.Set("rapid.checks", strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", f.DefValue) })
}
