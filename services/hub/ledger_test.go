package hub_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/entente-hub/entente/services/hub/internal/cli"
)

// command runs the command line in this process.
func command(args ...string) (code int, out, said string) {
	var o, e bytes.Buffer
	code = cli.Main(args, cli.IO{In: strings.NewReader(""), Out: &o, Err: &e})
	return code, o.String(), e.String()
}

func get(t *testing.T, h hubUnderTest, path string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.admin)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s %v", path, res.StatusCode, b, err)
	}
	return string(b)
}

// TestLedgerVerify takes a copy of a real hub's ledger, tampers with it, and wants the command
// to say so, with the exit code that it promises.
func TestLedgerVerify(t *testing.T) {
	dir := t.TempDir()
	a := newAllianceIn(t, dir)
	publish(t, a, `{"observable":{"type":"domain","value":"one.example"},"tlp":"green"}`)
	publish(t, a, `{"observable":{"type":"domain","value":"two.example"},"tlp":"green"}`)
	note, key := get(t, a.hubUnderTest, "/v1/audit/checkpoint"), strings.TrimSpace(get(t, a.hubUnderTest, "/v1/audit/key"))
	a.end()

	code, copied, said := command("ledger", "export", "--data", dir)
	if code != 0 || !strings.Contains(said, "entries, the last at position") {
		t.Fatalf("export: %d %s", code, said)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(copied, "\n"), "\n")
	n := len(lines)
	file := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	kept := file("kept.txt", note)
	for name, try := range map[string]struct {
		lines []string
		more  []string // arguments
		code  int
		says  []string
	}{
		"as it is": {lines, nil, 0, []string{"ok     " + kept, "ok     the checkpoint at position"}},
		"changed": {
			slices.Concat(lines[:n-2], []string{strings.Replace(lines[n-2], `"Entente-Verb":"published"`, `"Entente-Verb":"revoked"`, 1)}, lines[n-1:]), nil, 1,
			[]string{"WRONG", "it was changed: what it says does not have the leaf recorded"},
		},
		"missing":    {slices.Concat(lines[:n-2], lines[n-1:]), nil, 1, []string{"is missing, before line", "WRONG  " + kept}},
		"cut off":    {lines[:n-1], nil, 1, []string{"the end was cut off"}},
		"reordered":  {slices.Concat(lines[:n-2], []string{lines[n-1] + "\n", lines[n-2]}), nil, 1, []string{"the order was changed"}},
		"nothing":    {nil, nil, 1, []string{"the end was cut off"}},
		"no key":     {lines, []string{"--key", "nonsense"}, 2, nil},
		"two copies": {lines, []string{"--data", dir}, 2, nil},
		"no note":    {lines, []string{"--checkpoint", filepath.Join(dir, "none")}, 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"ledger", "verify", file("copy.ndjson", strings.Join(try.lines, "")), "--checkpoint", kept, "--key", key}, try.more...)
			code, out, said := command(args...)
			if code != try.code {
				t.Errorf("exit %d, want %d: %s%s", code, try.code, out, said)
			}
			for _, want := range try.says {
				if !strings.Contains(out, want) {
					t.Errorf("it does not say %q:\n%s", want, out)
				}
			}
		})
	}
	for _, args := range [][]string{
		{"ledger", "verify", filepath.Join(dir, "none")},
		{"ledger", "verify"},
		{"ledger", "export"},
		{"ledger", "export", "--data", t.TempDir()},
		{"ledger", "verify", "--data", t.TempDir()},
		{"ledger"},
	} {
		if code, out, said := command(args...); code != 2 || out != "" {
			t.Errorf("%v: exit %d, %s%s", args, code, out, said)
		}
	}
}
