package charts

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
)

// files are all files of values, with the documents that each makes on a cluster with
// prometheus-operator: an empty render passes any validator.
var files = map[string]map[string]int{
	"values.yaml": {
		"ServiceAccount": 1, "Service": 6, "Deployment": 6, "PodDisruptionBudget": 6, "NetworkPolicy": 3, "Pod": 1,
		"ServiceMonitor": 1, "PrometheusRule": 1,
	},
	"values-single.yaml": {
		"ServiceAccount": 1, "Service": 1, "StatefulSet": 1, "NetworkPolicy": 3, "Pod": 1, "Ingress": 1,
		"ServiceMonitor": 1, "PrometheusRule": 1,
	},
	"values-ha.yaml": {
		"ServiceAccount": 1, "Service": 6, "Deployment": 6, "PodDisruptionBudget": 6, "HorizontalPodAutoscaler": 2, "NetworkPolicy": 3, "Pod": 1,
		"Ingress": 1, "ServiceMonitor": 1, "PrometheusRule": 1, "ConfigMap": 1,
	},
	"values-external.yaml": {
		"ServiceAccount": 1, "Service": 6, "Deployment": 6, "PodDisruptionBudget": 6, "NetworkPolicy": 4, "Pod": 1,
		"HTTPRoute": 1, "ServiceMonitor": 1, "PrometheusRule": 1,
	},
}

func TestTemplate(t *testing.T) {
	c := load(t)
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if _, ok := files[f.Name()]; !ok && strings.HasPrefix(f.Name(), "values") && strings.HasSuffix(f.Name(), ".yaml") {
			t.Errorf("%s is not tested", f.Name())
		}
	}
	for file, want := range files {
		t.Run(file, func(t *testing.T) {
			own := values(t, c, file)
			if got := kinds(must(t, c, own)); !maps.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			rendered, err := render(c, own, oldest)
			if err != nil {
				t.Fatal(err)
			}
			docs, err := decode(rendered)
			if err != nil {
				t.Fatal(err)
			}
			bare := maps.Clone(want)
			delete(bare, "ServiceMonitor")
			delete(bare, "PrometheusRule")
			if got := kinds(docs); !maps.Equal(got, bare) {
				t.Errorf("without prometheus-operator: got %v, want %v", got, bare)
			}
			if notes := rendered["entente/templates/NOTES.txt"]; !strings.Contains(notes, "helm test hub") {
				t.Errorf("notes: %q", notes)
			}
		})
	}
	t.Run("a Kubernetes that is too old", func(t *testing.T) {
		if _, err := render(c, values(t, c, "values-ha.yaml"), kube("v1.29.9")); err == nil {
			t.Error("taken")
		}
	})
}

// TestLint is `helm lint --strict` over every file of values.
func TestLint(t *testing.T) {
	c := load(t)
	for file := range files {
		for _, version := range []chartutil.KubeVersion{oldest, newest} {
			l := lint.AllWithKubeVersion(dir, values(t, c, file), "alliance", &version)
			for _, m := range l.Messages {
				if m.Severity >= support.WarningSev {
					t.Errorf("%s, Kubernetes %s: %s", file, version.Version, m)
				}
			}
		}
	}
}

// TestFaults plants faults in the templates and wants each to be found.
func TestFaults(t *testing.T) {
	for name, fault := range map[string]struct{ file, from, to, says string }{
		"a field that is misspelt":       {"workload", "readOnlyRootFilesystem: true", "readOnlyRootFilesytem: true", "readOnlyRootFilesytem"},
		"a string for a number":          {"workload", "runAsUser: 65532", `runAsUser: "65532"`, "runAsUser"},
		"a field on the wrong level":     {"workload", "      serviceAccountName:", "      replicas: 1\n      serviceAccountName:", "replicas"},
		"a field twice":                  {"service", "  selector:", "  selector: {}\n  selector:", "selector"},
		"of prometheus-operator's":       {"monitoring", "endpoints:", "endpoint:", "endpoint"},
		"a kind that is not the chart's": {"serviceaccount", "kind: ServiceAccount", "kind: Secret", "Secret"},
	} {
		t.Run(name, func(t *testing.T) {
			c := load(t)
			plant(t, c, fault.file, fault.from, fault.to)
			rendered, err := render(c, values(t, c, "values-ha.yaml"), newest, "monitoring.coreos.com/v1")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := decode(rendered); err == nil || !strings.Contains(err.Error(), fault.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("an empty render", func(t *testing.T) {
		c := load(t)
		c.Templates = nil
		rendered, err := render(c, values(t, c, "values-ha.yaml"), newest)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decode(rendered); !errors.Is(err, errEmpty) {
			t.Errorf("got %v", err)
		}
	})
}

func plant(t *testing.T, c *chart.Chart, file, from, to string) {
	t.Helper()
	for _, f := range c.Templates {
		if f.Name == "templates/"+file+".yaml" {
			if !strings.Contains(string(f.Data), from) {
				t.Fatalf("%s has no %q", f.Name, from)
			}
			f.Data = []byte(strings.ReplaceAll(string(f.Data), from, to))
			return
		}
	}
	t.Fatalf("the chart has no %s", file)
}

// TestSchema wants values that are misspelt, of another type or out of their range to be refused.
func TestSchema(t *testing.T) {
	c := load(t)
	for path, value := range map[string]any{
		"hots":                             "hub.example",
		"host":                             "https://hub.example",
		"mode":                             "cluster",
		"existingSecret":                   "",
		"image.repositry":                  "x",
		"image.digest":                     "latest",
		"nats.replicas":                    2,
		"nats.url":                         "nats://user:secret@nats:4222", // a secret comes by a Secret
		"nats.password":                    "secret",
		"oidc.clientSecret":                "secret",
		"settings.rate_limit":              1,
		"settings.bootstrap-key":           "secret",
		"services.taxii":                   map[string]any{},
		"services.members.replicas":        "3",
		"services.members.replica":         3,
		"services.delivery.settings.nats":  "nats://x:4222",
		"defaults.resources.limits.memory": "1G",
		"defaults.spread":                  "Sometimes",
		"hub.replicas":                     2, // the NATS inside it is one
		"drain.grace":                      5,
		"ingress.tls.secretName":           "x",
		"monitoring.alerts.enabled":        true,
		"networkPolicy.ingressFrom":        []any{map[string]any{"cidr": "10.0.0.0/8"}},
	} {
		t.Run(path, func(t *testing.T) {
			own := values(t, c, "values.yaml")
			set(own, strings.Split(path, "."), value)
			if _, err := render(c, own, newest); err == nil {
				t.Errorf("%s: %v was taken", path, value)
			}
		})
	}
	if _, err := render(c, map[string]any{}, newest); err == nil || !strings.Contains(err.Error(), "image.repository") {
		t.Errorf("without an image: %v", err)
	}
	t.Run("secrets are named, never given", func(t *testing.T) {
		for file := range files {
			rendered, err := render(c, values(t, c, file), newest)
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range rendered {
				if strings.Contains(text, "kind: Secret") || strings.Contains(text, "secretKeyRef") {
					t.Errorf("%s: %s makes a secret, or puts one into the environment", file, name)
				}
			}
		}
	})
}

func set(in map[string]any, path []string, value any) {
	if len(path) == 1 {
		in[path[0]] = value
		return
	}
	next, ok := in[path[0]].(map[string]any)
	if !ok {
		next = map[string]any{}
		in[path[0]] = next
	}
	set(next, path[1:], value)
}

// leaves lists what a tree of values can be given, as README.md names it: "nats.url". A list, and a
// map that is empty, is a leaf.
func leaves(prefix string, x any) (out []string) {
	m, ok := x.(map[string]any)
	if !ok || len(m) == 0 {
		return []string{prefix}
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		name := k
		if prefix != "" {
			name = fmt.Sprintf("%s.%s", prefix, k)
		}
		out = append(out, leaves(name, m[k])...)
	}
	return out
}
