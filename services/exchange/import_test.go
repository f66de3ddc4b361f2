package exchange_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

const ndjson = "application/x-ndjson"

// load imports a body and returns its report.
func (h *house) load(as, kind, query, body string, header ...string) reply {
	h.t.Helper()
	return h.call(as, "POST", "/v1/imports"+query, body, append([]string{"Content-Type", kind}, header...)...)
}

// counts demands a report's counts.
func (r reply) counts(state string, accepted, duplicate, rejected float64) reply {
	r.t.Helper()
	if r.str("state") != state || r.get("accepted") != accepted || r.get("duplicate") != duplicate || r.get("rejected") != rejected || r.get("total") != accepted+duplicate+rejected {
		r.t.Fatalf("want %s %v/%v/%v, got %.600s", state, accepted, duplicate, rejected, r.body)
	}
	return r
}

func TestImport(t *testing.T) {
	h := open(t)
	h.publish("brand-a", "known.example")
	body := strings.Join([]string{
		amber("one.example"),
		"",
		`{"observable":{"type":"domain","value":"not a host"},"tlp":"green"}`,
		amber("KNOWN.example."),
		amber("one.example"),
		`{"observable":{"type":"domain","value":"x.example"},"tlp":"gree`,
		`{"observable":{"type":"domain","value":"x.example"},"tlp":"amber","share":{"members":["nobody"]}}`,
		`{"observable":{"type":"domain","value":"x.example"},"tlp":"green","price":12}`,
		strings.Repeat("x", 70_000),
		"\xff",
		green("two.example"), // no line end
	}, "\n")
	r := h.load("brand-a", ndjson, "", body).is(202).counts("done", 2, 2, 6)
	if r.header.Get("Location") != "/v1/imports/"+r.str("id") || r.header.Get("Ledger-Position") == "" || r.get("finished_at") == nil {
		t.Errorf("headers %v, body %s", r.header, r.body)
	}
	want := []struct {
		line        float64
		slug, place string
	}{
		{3, "indicator-invalid", "/observable/value"},
		{6, "body-malformed", ""},
		{7, "indicator-invalid", "/share/members/0"},
		{8, "body-invalid", "/price"},
		{9, "line-too-long", ""},
		{10, "line-malformed", ""},
	}
	for n, w := range want {
		if r.get("errors", n, "line") != w.line || r.str("errors", n, "problem", "type") != "/problems/"+w.slug {
			t.Errorf("error %d: %v, want %v", n, r.get("errors", n), w)
		}
		if w.place != "" && r.str("errors", n, "problem", "errors", 0, "pointer") != w.place {
			t.Errorf("error %d: %v, want %v", n, r.get("errors", n), w)
		}
	}
	if l := h.call("market-b", "GET", "/v1/indicators", "", "Ledger-Position", r.header.Get("Ledger-Position")).is(200); len(l.items()) != 3 {
		t.Errorf("the second lists %s", l.body)
	}
	if l := h.call("carrier-c", "GET", "/v1/changes", "").is(200); len(l.items()) != 1 {
		t.Errorf("the third is told %s", l.body)
	}

	// Again: nothing twice.
	h.load("brand-a", ndjson, "", body).is(202).counts("done", 0, 4, 6)

	// Its report is its member's.
	where := r.header.Get("Location")
	if got := h.call("brand-a", "GET", where, "").is(200); !bytes.Equal(got.body, r.body) {
		t.Errorf("kept %s, answered %s", got.body, r.body)
	}
	hidden := h.call("market-b", "GET", where, "").problem(404, "not-found")
	for _, path := range []string{"/v1/imports/imp_aaaaaaaaaaaaaaaaaaaaaaaaaa", "/v1/imports/*", "/v1/imports/" + r.str("id")[:10], where + "/rejects"} {
		if absent := h.call("market-b", "GET", path, "").problem(404, "not-found"); !bytes.Equal(absent.body, hidden.body) {
			t.Errorf("%s: %s", path, absent.body)
		}
	}
	h.call("admin", "GET", where, "").problem(404, "not-found")
	for _, as := range []string{"market-b", "admin"} {
		if l := h.call(as, "GET", "/v1/imports", "").is(200); len(l.items()) != 0 {
			t.Errorf("%s lists %s", as, l.body)
		}
	}
}

func TestImport_table(t *testing.T) {
	h := open(t)
	body := "\xef\xbb\xbftype,value,tlp,brands,tags,confidence,share_task_forces\r\n" +
		"domain,one.example,amber,maison-a|maison-b,bags;shoes,70,handbags\r\n" +
		"store_url,https://two.example/shop?utm_source=x,,,,,\r\n" +
		"domain,three.example,green,,,many,\r\n" +
		"domain,\"four.example,green,,,,\r\n" +
		"domain,five.example,green,,,,\r\n"
	r := h.load("brand-a", "text/csv; charset=utf-8", "?tlp=green&tag=found", body).is(202).counts("done", 3, 0, 2)
	if r.get("errors", 0, "line") != 4.0 || r.str("errors", 0, "problem", "errors", 0, "pointer") != "/confidence" || r.get("errors", 1, "line") != 5.0 {
		t.Errorf("got %s", r.body)
	}
	one := h.call("brand-a", "GET", "/v1/indicators?type=domain&value=one.example", "").is(200)
	if one.str("items", 0, "brands", 1) != "maison-b" || one.str("items", 0, "tags", 0) != "bags" || one.str("items", 0, "share", "task_forces", 0) != "handbags" || one.get("items", 0, "confidence") != 70.0 {
		t.Errorf("got %s", one.body)
	}
	if l := h.call("carrier-c", "GET", "/v1/indicators?tag=found", "").is(200); len(l.items()) != 2 {
		t.Errorf("got %s", l.body)
	}
	for header, query := range map[string]string{"": "", "type,value": "", "type,value,tlp,price": "", "value,tlp": ""} {
		h.load("brand-a", "text/csv", query, header+"\nx,y,z\n").problem(400, "import-malformed")
	}
}

func TestImport_list(t *testing.T) {
	h := open(t)
	body := "# shops seen this week\n\n0.0.0.0 five.example\nsix.example   # again\n127.0.0.1 localhost\n"
	r := h.load("brand-a", "text/plain", "?tlp=amber&task_force=handbags&brand=maison-a", body).is(202).counts("done", 2, 0, 1)
	if r.get("errors", 0, "line") != 5.0 {
		t.Errorf("got %s", r.body)
	}
	if l := h.call("market-b", "GET", "/v1/indicators?brand=maison-a", "").is(200); len(l.items()) != 2 {
		t.Errorf("got %s", l.body)
	}
	for _, query := range []string{
		"", "?tlp=purple", "?tlp=amber", "?tlp=red", "?tlp=green&type=colour", "?tlp=amber&task_force=foreign",
		"?tlp=amber&member=nobody", "?tlp=green&member=market-b", "?tlp=green&except=nobody", "?tlp=green&brand=Maison", "?tlp=green&tag=a+b",
	} {
		r := h.load("brand-a", "text/plain", query, "a.example\n").problem(400, "parameter-invalid")
		t.Logf("%s: %s", query, r.str("detail"))
	}
	if l := h.call("brand-a", "GET", "/v1/imports", "").is(200); len(l.items()) != 1 {
		t.Errorf("what never began has a report: %s", l.body)
	}
}

func TestImport_refuses(t *testing.T) {
	h := open(t)
	h.keys["reader"] = h.key("brand-a", "read")
	h.load("reader", ndjson, "", green("a.example")).problem(403, "scope-missing")
	h.load("admin", ndjson, "", green("a.example")).problem(403, "scope-missing")
	h.load("", ndjson, "", green("a.example")).problem(401, "unauthenticated")
	h.load("brand-a", "application/json", "", green("a.example")).problem(415, "media-type-unsupported")
	h.load("brand-a", "text/plain; charset=utf-16", "?tlp=green", "a.example").problem(415, "media-type-unsupported")
	h.load("brand-a", ndjson, "", "").is(202).counts("done", 0, 0, 0)
}

func TestImport_rejects(t *testing.T) {
	h := open(t)
	var b strings.Builder
	for n := range 350 {
		fmt.Fprintf(&b, "nonsense %d\n", n)
		if n%10 == 0 {
			b.WriteString(green(fmt.Sprintf("good%d.example", n)) + "\n")
		}
	}
	r := h.load("brand-a", ndjson, "", b.String()).is(202).counts("done", 35, 0, 350)
	if l, _ := r.get("errors").([]any); len(l) != 100 {
		t.Errorf("%d errors in the report", len(l))
	}
	var lines []float64
	for path := "/v1/imports/" + r.str("id") + "/rejects?limit=120"; path != ""; {
		page := h.call("brand-a", "GET", path, "").is(200)
		for n := range page.items() {
			line, _ := page.get("items", n, "line").(float64)
			lines = append(lines, line)
		}
		path, _, _ = strings.Cut(strings.TrimPrefix(page.header.Get("Link"), "<"), ">")
	}
	if len(lines) != 350 || !slices.IsSorted(lines) || lines[349] != 385 {
		t.Errorf("%d rejects, the last %v", len(lines), lines[len(lines)-1])
	}
	h.call("brand-a", "GET", "/v1/imports/"+r.str("id")+"/rejects?cursor=x", "").problem(400, "parameter-invalid")
}

// TestImport_lots: what stands again in a later lot is a duplicate, under way or written.
func TestImport_lots(t *testing.T) {
	h := open(t)
	var b strings.Builder
	for n := range 3500 {
		b.WriteString(green(fmt.Sprintf("n%d.example", n%700)) + "\n")
	}
	h.load("brand-a", ndjson, "", b.String()).is(202).counts("done", 700, 2800, 0)
	b.Reset()
	for n := range 3500 {
		b.WriteString(green(fmt.Sprintf("n%d.example", n%1750)) + "\n")
	}
	h.load("brand-a", ndjson, "", b.String()).is(202).counts("done", 1050, 2450, 0)
}

func TestImport_again(t *testing.T) {
	h := open(t)
	body := green("a.example") + "\n" + green("b.example") + "\nnonsense\n"
	first := h.load("brand-a", ndjson, "", body, "Idempotency-Key", "k").is(202).counts("done", 2, 0, 1)
	again := h.load("brand-a", ndjson, "", body, "Idempotency-Key", `"k"`).is(202)
	if !bytes.Equal(first.body, again.body) || first.header.Get("Location") != again.header.Get("Location") {
		t.Errorf("first %s, again %s", first.body, again.body)
	}
	h.load("brand-a", ndjson, "", body+"\n", "Idempotency-Key", "k").problem(409, "idempotency-key-reused")
	h.load("brand-a", ndjson, "?tag=x", body, "Idempotency-Key", "k").problem(409, "idempotency-key-reused")
	h.load("market-b", ndjson, "", body, "Idempotency-Key", "k").is(202).counts("done", 2, 0, 1)
}

func TestImport_pages(t *testing.T) {
	h := open(t)
	var made []string
	for n := range 5 {
		made = append([]string{h.load("brand-a", ndjson, "", green(fmt.Sprintf("p%d.example", n))).is(202).str("id")}, made...)
	}
	var seen []string
	for path := "/v1/imports?limit=2"; path != ""; {
		page := h.call("brand-a", "GET", path, "").is(200)
		for n := range page.items() {
			seen = append(seen, page.str("items", n, "id"))
		}
		path, _, _ = strings.Cut(strings.TrimPrefix(page.header.Get("Link"), "<"), ">")
	}
	if !slices.Equal(seen, made) {
		t.Errorf("listed %v, made %v", seen, made)
	}
}

// slow is an import whose body comes as the test writes it.
type slow struct {
	conn net.Conn
	h    *house
}

func (h *house) begin(as string) slow {
	h.t.Helper()
	where, err := url.Parse(h.url)
	if err != nil {
		h.t.Fatal(err)
	}
	c, err := (&net.Dialer{}).DialContext(h.t.Context(), "tcp", where.Host)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { c.Close() })
	fmt.Fprintf(c, "POST /v1/imports HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n", h.keys[as], ndjson)
	return slow{c, h}
}

func (s slow) write(text string) {
	s.h.t.Helper()
	if _, err := fmt.Fprintf(s.conn, "%x\r\n%s\r\n", len(text), text); err != nil {
		s.h.t.Fatal(err)
	}
}

// until reads the member's newest import until it is so.
func (h *house) until(as string, so func(r reply) bool) reply {
	h.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		l := h.call(as, "GET", "/v1/imports?limit=1", "").is(200)
		if len(l.items()) == 1 {
			r := h.call(as, "GET", "/v1/imports/"+l.str("items", 0, "id"), "").is(200)
			if so(r) {
				return r
			}
			l = r
		}
		if time.Now().After(deadline) {
			h.t.Fatalf("it is still %s", l.body)
		}
	}
}

func TestImport_running(t *testing.T) {
	h := open(t)
	s := h.begin("brand-a")
	s.write(green("one.example") + "\nnonsense\n" + `{"observable":{"type":"domain","value":"two.exa`)
	r := h.until("brand-a", func(r reply) bool { return r.get("accepted") == 1.0 && r.get("rejected") == 1.0 })
	if r.str("state") != "running" || r.get("finished_at") != nil || r.get("errors", 0, "line") != 2.0 {
		t.Errorf("got %s", r.body)
	}
	if page := h.call("brand-a", "GET", "/v1/imports/"+r.str("id")+"/rejects", "").is(200); len(page.items()) != 1 {
		t.Errorf("got %s", page.body)
	}
	h.call("market-b", "GET", "/v1/imports/"+r.str("id"), "").problem(404, "not-found")

	// A second one may run, a third not; another member's may.
	other := h.begin("brand-a")
	other.write("\n")
	h.until("brand-a", func(x reply) bool { return x.str("id") != r.str("id") })
	h.load("brand-a", ndjson, "", green("x.example")).problem(409, "import-busy")
	h.load("market-b", ndjson, "", green("x.example")).is(202)

	// The rest of the first.
	s.write(`mple"},"tlp":"green"}` + "\n")
	if _, err := io.WriteString(s.conn, "0\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 12)
	if _, err := io.ReadFull(s.conn, got); err != nil || string(got) != "HTTP/1.1 202" {
		t.Errorf("got %q, %v", got, err)
	}

	// The client of the second hangs up: what it sent stays.
	other.write(green("three.example") + "\n" + green("half.example")[:30])
	other.conn.Close()
	r = h.until("brand-a", func(x reply) bool { return x.str("state") == "failed" }).counts("failed", 1, 0, 0)
	if r.str("problem", "type") != "/problems/import-interrupted" || r.get("problem", "status") != 503.0 {
		t.Errorf("got %s", r.body)
	}
	if l := h.call("carrier-c", "GET", "/v1/indicators?q=three", "").is(200); len(l.items()) != 1 {
		t.Errorf("got %s", l.body)
	}
}

// TestImport_restart: reports outlive the process; one that died in the middle has failed, and
// the same file again is all there, once.
func TestImport_restart(t *testing.T) {
	dir := t.TempDir()
	var id string
	var body []byte
	t.Run("before", func(t *testing.T) {
		h := openIn(t, dir, time.Minute)
		r := h.load("brand-a", ndjson, "", green("one.example")+"\nnonsense\n").is(202)
		id, body = r.str("id"), r.body
	})
	t.Run("after", func(t *testing.T) {
		h := openIn(t, dir, time.Minute)
		if r := h.call("brand-a", "GET", "/v1/imports/"+id, "").is(200); !bytes.Equal(r.body, body) {
			t.Errorf("kept %s, answered %s", r.body, body)
		}
		h.load("brand-a", ndjson, "", green("one.example")+"\n"+green("two.example")).is(202).counts("done", 1, 1, 0)
	})
}

// TestImport_crooked: lines with more wrong than anyone reads are all told of, in bounds.
func TestImport_crooked(t *testing.T) {
	h := open(t)
	nobody := make([]string, 100)
	for n := range nobody {
		nobody[n] = fmt.Sprintf(`"nobody-%d-%s"`, n, strings.Repeat("x", 200))
	}
	many := `{"observable":{"type":"domain","value":"x.example"},"tlp":"red","share":{"members":[` + strings.Join(nobody, ",") + `]}}` + "\n"
	long := `{"observable":{"type":"domain","value":"x.example"},"tlp":"green","` + strings.Repeat("\\u0001", 10_000) + `":1}` + "\n"
	for name, c := range map[string]struct {
		line  string
		wrong int // fields kept of it
	}{"many fields": {many, 10}, "a long name": {long, 1}} {
		t.Run(name, func(t *testing.T) {
			r := h.load("brand-a", ndjson, "", strings.Repeat(c.line, 250)).is(202).counts("done", 0, 0, 250)
			got := h.call("brand-a", "GET", "/v1/imports/"+r.str("id"), "").is(200)
			if all, _ := got.get("errors").([]any); len(all) != 100 || len(got.body) > 1<<20 {
				t.Errorf("the report has %d errors in %d bytes", len(all), len(got.body))
			}
			if fields, _ := got.get("errors", 99, "problem", "errors").([]any); len(fields) != c.wrong {
				t.Errorf("it says %.600s", got.body)
			}
			page := h.call("brand-a", "GET", "/v1/imports/"+r.str("id")+"/rejects?limit=1000", "").is(200)
			if len(page.items()) != 250 {
				t.Errorf("%d rejects are kept", len(page.items()))
			}
		})
	}
	l := h.call("brand-a", "GET", "/v1/imports", "").is(200)
	if len(l.items()) != 2 || len(l.body) > 2000 || l.get("items", 0, "errors") != nil || l.get("items", 0, "rejected") != 250.0 {
		t.Errorf("the list is %d bytes: %.600s", len(l.body), l.body)
	}
}

// TestImport_region: a list may say for each number where it is dialled, in a table and in JSON.
func TestImport_region(t *testing.T) {
	h := open(t)
	h.load("brand-a", "text/csv", "?type=phone&tlp=green", "value,region\n07700 900123,GB\n138 0013 8000,cn\n07700 900124,\n").is(202).counts("done", 2, 0, 1)
	h.load("brand-a", ndjson, "", `{"observable":{"type":"phone","value":"07700 900125","region":"GB"},"tlp":"green"}`+"\n").is(202).counts("done", 1, 0, 0)
	for _, canonical := range []string{"%2B447700900123", "%2B8613800138000", "%2B447700900125"} {
		if l := h.call("brand-a", "GET", "/v1/indicators?value="+canonical, "").is(200); len(l.items()) != 1 {
			t.Errorf("%s: %s", canonical, l.body)
		}
	}
}
