package charts

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	networking "k8s.io/api/networking/v1"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"

	"github.com/entente-hub/entente/api"
)

// prefixes are those that a render routes by, with the service that each leads to.
func prefixes(t *testing.T, docs []any) map[string]string {
	t.Helper()
	to := map[string]string{}
	add := func(path, service string) {
		if _, twice := to[path]; twice {
			t.Errorf("%s is routed twice", path)
		}
		to[path] = strings.TrimPrefix(service, "hub-entente-")
	}
	for _, i := range of[networking.Ingress](docs) {
		for _, r := range i.Spec.Rules {
			for _, p := range r.HTTP.Paths {
				if *p.PathType != networking.PathTypePrefix || p.Backend.Service.Port.Name != "http" {
					t.Errorf("%s: %v", p.Path, p)
				}
				add(p.Path, p.Backend.Service.Name)
			}
		}
		if len(i.Spec.TLS) == 0 {
			t.Error("the ingress has no TLS")
		}
	}
	for _, h := range of[gateway.HTTPRoute](docs) {
		if len(h.Spec.Rules) > 16 { // Gateway API's limit
			t.Errorf("%d rules", len(h.Spec.Rules))
		}
		for _, r := range h.Spec.Rules {
			for _, m := range r.Matches {
				if *m.Path.Type != gateway.PathMatchPathPrefix {
					t.Errorf("%v", m.Path)
				}
				add(*m.Path.Value, string(r.BackendRefs[0].Name))
			}
		}
	}
	return to
}

// lead is what an ingress does: the longest prefix of whole segments counts.
func lead(to map[string]string, path string) string {
	all := slices.SortedFunc(maps.Keys(to), func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for _, p := range all {
		if path == p || strings.HasPrefix(path, strings.TrimSuffix(p, "/")+"/") {
			return to[p]
		}
	}
	return ""
}

// TestRoutes wants every path of every contract to lead to the service that answers it, by the
// ingress and by the gateway, and the chart's table to be that of the api.
func TestRoutes(t *testing.T) {
	c := load(t)
	for _, file := range []string{"values-ha.yaml", "values-external.yaml"} {
		to := prefixes(t, must(t, c, values(t, c, file)))
		want := map[string]string{}
		for _, r := range api.Routes() {
			want[r.Prefix] = r.Service
		}
		if !maps.Equal(to, want) {
			t.Errorf("%s: got %v, want %v", file, to, want)
		}
		paths := 0
		for _, service := range api.Contracts() {
			text, err := os.ReadFile(filepath.Join("..", "api", service, "openapi.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			var contract struct{ Paths map[string]any }
			if err := yaml.Unmarshal(text, &contract); err != nil {
				t.Fatal(err)
			}
			for path := range contract.Paths {
				paths++
				if got := lead(to, path); got != service {
					t.Errorf("%s: %s leads to %q, and is of %s", file, path, got, service)
				}
			}
		}
		if paths < 80 {
			t.Errorf("%d paths were tried", paths)
		}
	}
	if to := prefixes(t, must(t, c, values(t, c, "values-single.yaml"))); !maps.Equal(to, map[string]string{"/": "hub"}) {
		t.Errorf("single: %v", to)
	}
}
