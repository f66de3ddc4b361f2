package hub_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub"
)

// alliance is a world with something to hide.
type alliance struct {
	hubUnderTest
	keys map[string]string
}

// viewers: a task force's member, one named directly, a stranger, one in the task force but
// excepted, the police, a stranger's person, one who moderates for the alliance, the admin, and
// nobody. The publisher is maison-a.
var viewers = []string{"bazar-b", "pay-d", "maison-c", "brand-x", "police-l", "rita-c", "steve", "admin", "anonymous"}

func newAlliance(t *testing.T, set ...func(*hub.Config)) *alliance {
	t.Helper()
	return newAllianceIn(t, t.TempDir(), set...)
}

func newAllianceIn(t *testing.T, dir string, set ...func(*hub.Config)) *alliance {
	t.Helper()
	a := &alliance{hubUnderTest: startHub(t, dir, set...), keys: map[string]string{"anonymous": ""}}
	a.keys["admin"] = a.admin
	for a.hub.Process.Fold.Position() == 0 { // the first entry is a checkpoint, which the hub itself writes
		time.Sleep(time.Millisecond)
	}
	kinds := map[string]string{
		"maison-a": "brand", "bazar-b": "marketplace", "pay-d": "payment", "maison-c": "brand", "brand-x": "brand",
		"police-l": "law_enforcement", "gone-g": "carrier",
	}
	for _, member := range slices.Sorted(maps.Keys(kinds)) { // in one order: two alliances have one ledger
		kind := kinds[member]
		a.must(t, "admin", "POST", "/v1/members", fmt.Sprintf(`{"id":%q,"name":%q,"kind":%q}`, member, member, kind), 201)
		var made struct{ Key string }
		into(t, a.must(t, "admin", "POST", "/v1/members/"+member+"/credentials", `{"name":"matrix","scopes":["read","publish","subscribe","manage"]}`, 201), &made)
		a.keys[member] = made.Key
	}
	a.join(t, `{"id":"rita-c","name":"Rita","member":"maison-c","roles":["reader"]}`)
	a.join(t, `{"id":"steve","name":"Steve","roles":["steward"]}`)
	a.must(t, "admin", "POST", "/v1/task-forces", `{"id":"handbags","name":"Handbags","purpose":"p","members":[
		{"member":"maison-a","role":"lead"},{"member":"bazar-b","role":"contributor"},{"member":"brand-x","role":"reader"}]}`, 201)
	return a
}

// join adds a person who may ask from now on, and returns the id of their key.
func (a *alliance) join(t *testing.T, draft string) string {
	t.Helper()
	var p, made struct{ ID, Key string }
	into(t, a.must(t, "admin", "POST", "/v1/people", draft, 201), &p)
	into(t, a.must(t, "admin", "POST", "/v1/people/"+p.ID+"/credentials", `{"name":"matrix"}`, 201), &made)
	a.keys[p.ID] = made.Key
	return made.ID
}

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a *alliance) ask(t *testing.T, who, method, path, body string, header ...string) answer {
	t.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, a.base+path, in)
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if a.keys[who] != "" {
		req.Header.Set("Authorization", "Bearer "+a.keys[who])
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, b}
}

func (a *alliance) must(t *testing.T, who, method, path, body string, status int, header ...string) []byte {
	t.Helper()
	got := a.ask(t, who, method, path, body, header...)
	if got.status != status {
		t.Fatalf("%s %s as %s: %d, want %d: %s", method, path, who, got.status, status, got.body)
	}
	return got.body
}

func into(t *testing.T, b []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
}

// bare is an answer without what differs between any two: request id, date, the rate limit's
// count of the caller's own requests. Ids asked for must not be in it, and are not taken out.
func bare(x answer) string {
	var b strings.Builder
	fmt.Fprintln(&b, x.status)
	for _, name := range slices.Sorted(maps.Keys(x.header)) {
		switch name {
		case "X-Request-Id", "Date", "Ratelimit":
		default:
			fmt.Fprintf(&b, "%s: %q\n", name, x.header[name])
		}
	}
	b.Write(scrub(x.body))
	return b.String()
}

func publish(t *testing.T, a *alliance, body string) (id, etag string) {
	t.Helper()
	got := a.ask(t, "maison-a", "POST", "/v1/indicators", body)
	if got.status != http.StatusCreated {
		t.Fatalf("publish: %d %s", got.status, got.body)
	}
	var made struct{ ID string }
	into(t, got.body, &made)
	return made.ID, got.header.Get("ETag")
}
