package hub_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/conf"
)

var update = flag.Bool("update", false, "write the README's table of settings again")

const readme = "../../README.md"

// TestReadmeSnippets runs the README's shell blocks.
func TestReadmeSnippets(t *testing.T) {
	out := snippets(t, readme)
	for _, want := range []string{`"canonical":"maison-a-outlet.example"`, `"type":"indicator.published"`, `{"items":[],"next_cursor":null}`, "1000 lines, 1000 accepted"} {
		if !strings.Contains(out, want) {
			t.Errorf("the snippets print no %s:\n%s", want, out)
		}
	}
}

// TestPolicyReadmeSnippets runs those of the policies' README: a rule is added, looked at,
// approved by two, and taken back.
func TestPolicyReadmeSnippets(t *testing.T) {
	out := snippets(t, "../../policies/README.md")
	for _, want := range []string{
		`"failed":[],"missing":[]`, `"visible_gained":1`, `"type":"/problems/approver-is-author"`, "\nactivated\n", `"redacted":["core"]`,
		`"rule":"p, role:carrier, *, domain, amber, see, allow"`, `"lacks":"act"`, `"comment":"the parcels are found"`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the snippets print no %s:\n%s", want, out)
		}
	}
	if n := strings.Count(out, `"type":"/problems/not-found"`); n != 2 {
		t.Errorf("the carrier finds nothing %d times, want before and after:\n%s", n, out)
	}
}

// snippets runs a text's shell blocks, one after the other, in one shell, as a newcomer would:
// in a folder with bin/entente, the policies and a hub's data beside it. It returns what they
// print.
func snippets(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	script.WriteString("set -euo pipefail\nmake() { :; }\n")
	blocks := strings.Split(string(text), "```sh\n")[1:]
	for _, b := range blocks {
		code, _, closed := strings.Cut(b, "```")
		if !closed {
			t.Fatal("a block of the README has no end")
		}
		script.WriteString(code)
	}
	if len(blocks) < 2 {
		t.Fatalf("%d blocks in the README: the test does not test", len(blocks))
	}
	dir := t.TempDir()
	bin := binary(t)
	if err := os.Mkdir(filepath.Join(dir, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	rules, err := filepath.Abs("../../policies")
	if err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"bin/entente": bin, "policies": rules} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	h, err := child.Start(t.Context(), child.Options{Binary: bin, Data: filepath.Join(dir, "data")})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Kill()
	// The admin's key came by the environment; the README reads the file that a first start makes.
	if err := os.WriteFile(filepath.Join(dir, "data/admin.key"), []byte(h.Admin), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "bash", "-c", strings.ReplaceAll(script.String(), "http://127.0.0.1:8080", h.Base))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "ENTENTE_URL="+h.Base)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// TestReadmeSettings wants the README's table to be that of the structs; -update writes it.
func TestReadmeSettings(t *testing.T) {
	c := hub.Default()
	fields, err := conf.Fields(&c)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	const start, end = "<!-- settings -->\n", "<!-- /settings -->"
	before, rest, found := strings.Cut(string(text), start)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatal("the README has no place for the settings")
	}
	want := fmt.Sprintf("%s%s%s%s%s", before, start, conf.Table(fields), end, after)
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatal("the README's settings are not those of the structs: go test ./services/hub -run TestReadmeSettings -update")
	}
	if err := os.WriteFile(readme, []byte(want), 0o600); err != nil {
		t.Fatal(err)
	}
}
