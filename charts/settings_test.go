package charts

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/chartutil"
)

var update = flag.Bool("update", false, "write the schema's settings")

// chartSets are the settings that the chart gives by values of its own, or that make no sense on a
// cluster.
var chartSets = []string{
	"listen", "public-url", "metrics-listen", "data", "log-format", "key-file", "bootstrap-key", "nats", "nats-creds", "nats-nkey", "nats-tls-ca", "nats-tls-cert", "nats-tls-key", "nats-listen", "replicas",
	"mongodb", "mongodb-ca",
	"portal", "oidc-issuer", "oidc-client-id", "oidc-client-secret", "oidc-claim",
	"feed-listen", "feed-websocket-listen", "feed-tls-cert", "feed-tls-key", "feed-keep", "feed-size",
}

// settings are those of the top README's table, which a test of the hub holds to the structs: by
// flag, the variable's name, with _FILE for a secret.
func settings(t *testing.T) map[string]string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| (?:none: a secret|`--[a-z-]+`) \\| `ENTENTE_([A-Z_]+)`( or `ENTENTE_[A-Z_]+_FILE`)?").FindAllStringSubmatch(string(readme), -1) {
		name := "ENTENTE_" + m[1]
		if m[2] != "" {
			name += "_FILE"
		}
		all[strings.ReplaceAll(strings.ToLower(m[1]), "_", "-")] = name
	}
	if len(all) < 20 {
		t.Fatalf("the README lists %d settings", len(all))
	}
	return all
}

// TestSettings wants the schema to know every setting there is, but for those that the chart sets,
// -update writes them; and the chart to set none that there is not.
func TestSettings(t *testing.T) {
	known := settings(t)
	file := filepath.Join(dir, "values.schema.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	offered := slices.DeleteFunc(slices.Sorted(maps.Keys(known)), func(name string) bool { return slices.Contains(chartSets, name) })
	lines := make([]string, len(offered))
	for i, name := range offered {
		lines[i] = `        "` + name + `": {"$ref": "#/$defs/setting"}`
	}
	block := regexp.MustCompile(`(?s)(\n    "settings": \{[^{]*"properties": \{\n).*?(\n      \})`)
	if n := len(block.FindAllIndex(text, -1)); n != 1 {
		t.Fatalf("the schema has %d places for settings", n)
	}
	want := block.ReplaceAll(text, []byte("${1}"+strings.ReplaceAll(strings.Join(lines, ",\n"), "$", "$$")+"${2}"))
	if !bytes.Equal(want, text) {
		if !*update {
			t.Fatal("the schema's settings are not those of the top README: cd charts && GOWORK=off go test -run TestSettings -update")
		}
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	variables := slices.Collect(maps.Values(known))
	for file, docs := range each(t) {
		t.Run(file, func(t *testing.T) {
			for _, p := range pods(docs) {
				for _, e := range p.spec.Containers[0].Env {
					if strings.HasPrefix(e.Name, "ENTENTE_") && !slices.Contains(variables, e.Name) {
						t.Errorf("%s: there is no setting %s", p.name, e.Name)
					}
				}
			}
		})
	}
}

// TestSettingsRendered wants a setting to come out as it went in.
func TestSettingsRendered(t *testing.T) {
	c := load(t)
	own := values(t, c, "values.yaml")
	own["settings"] = map[string]any{"rate-limit": 0.5, "rate-burst": 20.0, "body-limit": 10485760.0, "trusted-proxies": []any{"10.0.0.0/8", "fd00::/8"}, "webhook-verify-all": true}
	own["services"] = map[string]any{"delivery": map[string]any{"settings": map[string]any{"rate-burst": 40.0, "webhook-timeout": "5s", "webhook-allow-networks": []any{"10.9.0.0/16"}}}}
	for _, p := range pods(must(t, c, own)) {
		got := map[string]string{}
		for _, e := range p.spec.Containers[0].Env {
			got[e.Name] = e.Value
		}
		want := map[string]string{
			"ENTENTE_RATE_LIMIT": "0.5", "ENTENTE_RATE_BURST": "20", "ENTENTE_BODY_LIMIT": "10485760", "ENTENTE_TRUSTED_PROXIES": "10.0.0.0/8,fd00::/8",
			"ENTENTE_WEBHOOK_VERIFY_ALL": "true", "GOMEMLIMIT": "921MiB",
		}
		switch p.labels["app.kubernetes.io/component"] {
		case "test":
			continue
		case "delivery":
			maps.Copy(want, map[string]string{"ENTENTE_RATE_BURST": "40", "ENTENTE_WEBHOOK_TIMEOUT": "5s", "ENTENTE_WEBHOOK_ALLOW_NETWORKS": "10.9.0.0/16"})
		}
		for name, value := range want {
			if got[name] != value {
				t.Errorf("%s: %s is %q, want %q", p.name, name, got[name], value)
			}
		}
	}
}

// TestReadme wants the chart's README to list every value there is, and no other; and the schema to
// know each.
func TestReadme(t *testing.T) {
	c := load(t)
	readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| ((?:`[^`]+`(?:, )?)+) \\|").FindAllStringSubmatch(string(readme), -1) {
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[1], -1) {
			listed = append(listed, m[1])
		}
	}
	there := leaves("", map[string]any(c.Values))
	for _, name := range there {
		if !slices.ContainsFunc(listed, func(l string) bool { return name == l || strings.HasPrefix(name, l+".") }) {
			t.Errorf("the README does not list %s", name)
		}
	}
	for _, name := range listed {
		if !slices.ContainsFunc(there, func(l string) bool { return name == l || strings.HasPrefix(l, name+".") }) {
			t.Errorf("the README lists %s, which there is not", name)
		}
	}
	if err := chartutil.ValidateAgainstSchema(c, c.Values); err != nil {
		t.Error(err)
	}
}
