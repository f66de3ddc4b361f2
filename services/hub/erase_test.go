package hub_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestErase publishes, by import and alone, revises, shares and erases; then wants nothing of the
// value to be left: on no answer, in no file of the hub, before and after a start; and the rest, the
// transparency log too, to be as it was.
func TestErase(t *testing.T) {
	const secret, other = "value-that-goes", "value-that-stays"
	dir := t.TempDir()
	a := newAllianceIn(t, dir)
	var lines strings.Builder
	for _, v := range []string{secret + "-import.example", other + "-1.example", other + "-2.example"} {
		lines.WriteString(`{"observable":{"type":"domain","value":"` + v + `"},"tlp":"green","note":"` + v + `"}` + "\n")
	}
	a.must(t, "maison-a", "POST", "/v1/imports", lines.String(), 202, "Content-Type", "application/x-ndjson")
	draft := `{"observable":{"type":"phone","value":"+33 6 12 34 56 78"},"tlp":"amber","share":{"task_forces":["handbags"]},"note":"` + secret + `",
		"links":[{"type":"domain","value":"` + secret + `-linked.example","relation":"contact"}],"tags":["` + secret + `"]}`
	one, etag := publish(t, a, draft)
	for _, s := range []deed{
		{"PATCH", "", `{"basis":"report","note":"` + secret + ` again"}`},
		{"POST", "/share", `{"tlp":"green","share":{},"reason":"` + secret + `"}`},
	} {
		got := a.ask(t, "maison-a", s.method, "/v1/indicators/"+one+s.path, s.body, "If-Match", etag)
		if got.status != 200 {
			t.Fatalf("%s: %d %s", s.path, got.status, got.body)
		}
		etag = got.header.Get("ETag")
	}
	a.must(t, "bazar-b", "POST", "/v1/indicators/"+one+"/sightings", `{"type":"seen","note":"`+secret+`"}`, 201)
	a.must(t, "bazar-b", "POST", "/v1/indicators/"+one+"/disputes", `{"reason_code":"other","reason":"`+secret+`"}`, 201)
	etag = a.ask(t, "maison-a", "GET", "/v1/indicators/"+one, "").header.Get("ETag")
	var list struct{ Items []struct{ ID string } }
	into(t, a.must(t, "maison-a", "GET", "/v1/indicators?value="+secret+"-import.example", "", 200), &list)
	two := list.Items[0].ID
	note := get(t, a.hubUnderTest, "/v1/audit/checkpoint")
	key := strings.TrimSpace(get(t, a.hubUnderTest, "/v1/audit/key"))

	// By whom it may be, and how.
	why := `{"reason":"By order.","reason_code":"legal_order"}`
	a.must(t, "bazar-b", "POST", "/v1/indicators/"+one+"/erase", why, 403)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+one+"/erase", `{"reason":"It was +33 6 12 34 56 78.","reason_code":"legal_order"}`, 422)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+one+"/erase", `{"reason":"x","reason_code":"nonsense"}`, 422)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+one+"/erase", why, 412, "If-Match", `"stale"`)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+one+"/erase", why, 200, "If-Match", etag)
	// A steward's words may have the value in them, whether or not it is: the answer is the same.
	a.must(t, "steve", "POST", "/v1/indicators/"+two+"/erase", `{"reason":"Erase `+secret+`-import.example.","reason_code":"data_subject_request"}`, 200)

	look := func() map[string]string {
		seen := map[string]string{}
		for _, who := range []string{"maison-a", "bazar-b", "pay-d", "brand-x", "steve", "admin"} {
			for _, path := range []string{
				"/v1/indicators?state=all", "/v1/indicators", "/v1/changes?limit=1000", "/v1/indicators/export?state=all", "/v1/indicators/" + one, "/v1/indicators/" + two,
				"/v1/indicators/" + one + "/history", "/v1/indicators/" + one + "/sightings", "/v1/disputes", "/v1/audit?kind=indicator",
			} {
				got := a.ask(t, who, "GET", path, "")
				seen[who+" "+path] = bare(got)
				if bytes.Contains(got.body, []byte(secret)) || bytes.Contains(got.body, []byte("12345678")) {
					t.Errorf("%s as %s: %s", path, who, got.body)
				}
				if hidden := who == "bazar-b" || who == "pay-d" || who == "brand-x"; hidden && strings.HasPrefix(path, "/v1/indicators/ind_") && got.status != 404 {
					t.Errorf("%s as %s: %d %s", path, who, got.status, got.body)
				}
			}
		}
		return seen
	}
	look()
	events := func(who string) (types []string) {
		var feed struct {
			Items []struct {
				Type string
				Data json.RawMessage
			}
		}
		into(t, a.must(t, who, "GET", "/v1/changes?limit=1000", "", 200), &feed)
		for _, i := range feed.Items {
			if i.Type == "indicator.erased" && who != "maison-a" && who != "steve" && string(i.Data) != `{"id":"`+one+`"}` && string(i.Data) != `{"id":"`+two+`"}` {
				t.Errorf("%s is told %s", who, i.Data)
			}
			if strings.Contains(string(i.Data), one) {
				types = append(types, i.Type)
			}
		}
		return types
	}
	for who, want := range map[string][]string{"bazar-b": {"indicator.erased"}, "pay-d": {"indicator.erased"}} {
		if got := events(who); !slices.Equal(got, want) {
			t.Errorf("%s is told %v", who, got)
		}
	}
	again := func() {
		t.Helper()
		a.must(t, "maison-a", "POST", "/v1/indicators", draft, 409)
		var report struct {
			Accepted, Duplicate, Rejected int
			Errors                        []struct{ Problem struct{ Type string } }
		}
		into(t, a.must(t, "maison-a", "POST", "/v1/imports", lines.String(), 202, "Content-Type", "application/x-ndjson"), &report)
		if report.Duplicate != 2 || report.Rejected != 1 || report.Errors[0].Problem.Type != "/problems/indicator-erased" {
			t.Errorf("imported again: %+v", report)
		}
		a.must(t, "maison-a", "POST", "/v1/indicators/"+one+"/erase", why, 409)
		a.must(t, "pay-d", "POST", "/v1/indicators", `{"observable":{"type":"domain","value":"pay-d.example"},"tlp":"green"}`, 201)
		a.must(t, "pay-d", "POST", "/v1/indicators/"+firstOf(t, a, "pay-d", "pay-d.example")+"/revoke", `{"reason":"x"}`, 200)
	}
	again()
	before := look()
	a.end()
	left(t, dir, secret)

	a2 := startHub(t, dir)
	a.hubUnderTest = a2
	after := look()
	for path, was := range before {
		if after[path] != was {
			t.Errorf("%s has changed:\n%s\nwas\n%s", path, after[path], was)
		}
	}
	again()
	note2 := get(t, a.hubUnderTest, "/v1/audit/checkpoint")
	a.end()
	left(t, dir, secret)

	kept := filepath.Join(t.TempDir(), "before.txt")
	kept2 := filepath.Join(t.TempDir(), "after.txt")
	for name, text := range map[string]string{kept: note, kept2: note2} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, said := command("ledger", "verify", "--data", dir, "--checkpoint", kept, "--checkpoint", kept2, "--key", key)
	if code != 0 || !strings.Contains(out, "ok     "+kept) || !strings.Contains(out, "ok     "+kept2) || !strings.Contains(out, "7 entries were erased") {
		t.Errorf("verify: %d %s%s", code, out, said)
	}
	code, copied, said := command("ledger", "export", "--data", dir)
	if code != 0 || strings.Contains(copied, secret) || strings.Count(copied, `"erased":true`) != 7 {
		t.Errorf("export: %d %s", code, said)
	}
	file := filepath.Join(t.TempDir(), "copy.ndjson")
	if err := os.WriteFile(file, []byte(copied), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, said := command("ledger", "verify", file, "--checkpoint", kept, "--checkpoint", kept2, "--key", key); code != 0 {
		t.Errorf("verify the export: %d %s%s", code, out, said)
	}
}

func firstOf(t *testing.T, a *alliance, who, value string) string {
	t.Helper()
	var list struct{ Items []struct{ ID string } }
	into(t, a.must(t, who, "GET", "/v1/indicators?value="+value, "", 200), &list)
	return list.Items[0].ID
}

// left wants no file of a folder to hold a text.
func left(t *testing.T, dir, text string) {
	t.Helper()
	files := 0
	if err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) {
			t.Errorf("%q is in %s", text, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if files < 3 {
		t.Errorf("only %d files", files)
	}
}
