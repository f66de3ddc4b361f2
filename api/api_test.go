package api_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"

	"github.com/entente-hub/entente/api"
	"github.com/entente-hub/entente/api/problems"
)

func bundle(t *testing.T) *openapi3.T {
	t.Helper()
	b, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(b)
	if err != nil {
		t.Fatalf("the bundle cannot be loaded: %v", err)
	}
	return doc
}

func TestOpenAPI(t *testing.T) {
	doc := bundle(t)
	t.Run("it is valid, examples included", func(t *testing.T) {
		if err := doc.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
			t.Error(err)
		}
	})
	t.Run("no name is torn by a line's end", func(t *testing.T) {
		b, err := api.OpenAPI()
		if err != nil {
			t.Fatal(err)
		}
		if torn := regexp.MustCompile("`[a-z]+(?:-[a-z]+)*- [a-z-]*`").FindAll(b, -1); len(torn) > 0 {
			t.Errorf("%q", torn)
		}
	})
	ids := map[string]string{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			name := method + " " + path
			if other, taken := ids[op.OperationID]; taken || op.OperationID == "" {
				t.Errorf("%s: operationId %q is empty or that of %s, too", name, op.OperationID, other)
			}
			ids[op.OperationID] = name
			if op.Summary == "" || op.Description == "" || len(op.Tags) != 1 {
				t.Errorf("%s: it needs a summary, a description and one tag", name)
			}
			checkResponses(t, name, op)
			if method == "PATCH" && op.Parameters.GetByInAndName("header", "If-Match") == nil {
				t.Errorf("%s: a change needs If-Match", name)
			}
			if method == "POST" && op.Responses.Status(201) != nil && op.Parameters.GetByInAndName("header", "Idempotency-Key") == nil {
				t.Errorf("%s: what creates needs Idempotency-Key", name)
			}
		}
	}
}

func checkResponses(t *testing.T, name string, op *openapi3.Operation) {
	t.Helper()
	for status, r := range op.Responses.Map() {
		if status[0] == '4' || status[0] == '5' {
			if r.Value.Content["application/problem+json"] == nil {
				t.Errorf("%s: %s is not a problem", name, status)
			}
		}
	}
	needs := []int{401, 429, 503}
	if op.Security != nil && len(*op.Security) == 0 { // for all, without a key
		needs = []int{503}
	}
	for _, status := range needs {
		if op.Responses.Status(status) == nil {
			t.Errorf("%s: it lacks %d", name, status)
		}
	}
	if op.RequestBody == nil {
		return
	}
	for _, status := range []int{400, 413, 415, 422} {
		if op.Responses.Status(status) == nil {
			t.Errorf("%s: it has a body and lacks %d", name, status)
		}
	}
	for kind, m := range op.RequestBody.Value.Content {
		if m.Example == nil {
			t.Errorf("%s: %s lacks an example", name, kind)
		}
		if strings.HasSuffix(kind, "json") && kind != "application/x-ndjson" {
			if has := m.Schema.Value.AdditionalProperties.Has; has == nil || *has {
				t.Errorf("%s: its body lets unknown fields in", name)
			}
		}
	}
}

// A slug in a contract's text that has no page is a dead link.
func TestSlugsInContracts(t *testing.T) {
	b, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`/problems/([a-z-]+)|4\d\d (?:problem )?.?.?`+"`([a-z-]+)`").FindAllStringSubmatch(string(b), -1) {
		slug := m[1] + m[2]
		if _, found := slices.BinarySearch(problems.Slugs(), slug); !found {
			t.Errorf("%q has no page in api/problems", slug)
		}
	}
}

func TestNextCursorIsNeverLeftOut(t *testing.T) {
	for name, s := range bundle(t).Components.Schemas {
		if strings.HasSuffix(name, "Page") && !slices.Contains(s.Value.Required, "next_cursor") {
			t.Errorf("%s: next_cursor must be required", name)
		}
	}
}

// Every reference of the events' document leads somewhere, and its event types are those of
// the change feed.
func TestAsyncAPI(t *testing.T) {
	b, err := api.AsyncAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := yaml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	open, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var contracts map[string]any
	if err := json.Unmarshal(open, &contracts); err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`\$ref: '([^#']*)#([^']+)'`).FindAllStringSubmatch(string(b), -1) {
		var at any = doc
		if m[1] != "" {
			at = contracts
		}
		for part := range strings.SplitSeq(strings.TrimPrefix(m[2], "/"), "/") {
			in, _ := at.(map[string]any)
			at = in[part]
		}
		if at == nil {
			t.Errorf("%s#%s leads nowhere", m[1], m[2])
		}
	}
	told := map[string]bool{}
	for _, m := range doc["components"].(map[string]any)["messages"].(map[string]any) {
		told[m.(map[string]any)["name"].(string)] = true
	}
	for _, alone := range []string{"subscription.test", "subscription.verify", "gap"} { // one way to listen alone carries each
		delete(told, alone)
	}
	var feed []string
	for _, e := range bundle(t).Components.Schemas["ChangeType"].Value.Enum {
		feed = append(feed, e.(string))
	}
	slices.Sort(feed)
	if got := slices.Sorted(maps.Keys(told)); !slices.Equal(got, feed) {
		t.Errorf("the events are %v, those of the feed %v", got, feed)
	}
}
