package hub_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/lookalike"
)

// TestRestartShowsTheSame wants what was shown from memory, as it was written, to be byte for
// byte what is shown once everything has been read back from the ledger.
func TestRestartShowsTheSame(t *testing.T) {
	ctx := t.Context()
	options := child.Options{Binary: binary(t), Data: filepath.Join(t.TempDir(), "data")}
	h, err := child.Start(ctx, options)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { h.Kill() }()
	keys := map[string]string{}
	for member, kind := range map[string]string{"maison-a": "brand", "bazar-b": "marketplace"} {
		if keys[member], err = h.Enrol(ctx, member, kind); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.TaskForce(ctx, "handbags", "maison-a", "bazar-b"); err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	if err := lookalike.New(11, lookalike.Options{TaskForces: []string{"handbags"}}).WriteNDJSON(&lines, 0, 2000); err != nil {
		t.Fatal(err)
	}
	if err := h.Do(ctx, keys["maison-a"], http.MethodPost, "/v1/imports", "application/x-ndjson", &lines, nil); err != nil {
		t.Fatal(err)
	}
	for _, odd := range []string{
		`{"observable":{"type":"domain","value":" Bücher[.]EXAMPLE. "},"tlp":"green","note":"<b>\u2028\"é\\ 假货 </b>","first_seen":"2026-01-01T01:02:03.123456789+05:30"}`,
		`{"observable":{"type":"store_url","value":"hxxps://Shop.example:443/a/../b?utm_source=x&q=%7e#frag"},"tlp":"amber","share":{"task_forces":["handbags"]},"brands":[],"tags":[],"links":[]}`,
		`{"observable":{"type":"phone","value":"+86 138 0013 8000"},"tlp":"green","attribution":"pseudonymous","confidence":0,"valid_until":"2099-01-01T00:00:00.5Z"}`,
		`{"observable":{"type":"email","value":"Seller+Tag@Two.example"},"tlp":"green","attribution":"withheld","embargo_until":"2099-01-01T00:00:00+01:00"}`,
	} {
		var body json.RawMessage = []byte(odd)
		if err := h.Post(ctx, keys["maison-a"], "/v1/indicators", body, nil); err != nil {
			t.Fatal(err)
		}
	}
	look := func() map[string]string {
		seen := map[string]string{}
		for member, key := range keys {
			for _, path := range []string{"/v1/indicators?limit=1000", "/v1/changes?limit=1000", "/v1/indicators?q=example&limit=50", "/v1/imports"} {
				var got json.RawMessage
				if err := h.Do(ctx, key, http.MethodGet, path, "", nil, &got); err != nil {
					t.Fatal(err)
				}
				seen[member+" "+path] = string(got)
			}
		}
		return seen
	}
	before := look()
	h.Kill()
	if h, err = child.Start(ctx, options); err != nil {
		t.Fatal(err)
	}
	for path, after := range look() {
		if was := before[path]; was != after || len(after) < 100 && path != "bazar-b /v1/imports" {
			t.Errorf("%s has changed, or is empty:\n%.2000s\nwas\n%.2000s", path, after, was)
		}
	}
}
