package charts

import (
	"errors"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"
)

const dir = "entente"

// oldest is the least Kubernetes that Chart.yaml asks for, newest the one whose types are decoded into.
var oldest, newest = kube("v1.30.0"), kube("v1.37.0")

func kube(version string) chartutil.KubeVersion {
	part := strings.Split(strings.TrimPrefix(version, "v"), ".")
	return chartutil.KubeVersion{Version: version, Major: part[0], Minor: part[1]}
}

// types are all that the chart may make.
var types = map[string]func() any{
	"v1 ConfigMap":                            func() any { return new(core.ConfigMap) },
	"v1 Pod":                                  func() any { return new(core.Pod) },
	"v1 Service":                              func() any { return new(core.Service) },
	"v1 ServiceAccount":                       func() any { return new(core.ServiceAccount) },
	"apps/v1 Deployment":                      func() any { return new(apps.Deployment) },
	"apps/v1 StatefulSet":                     func() any { return new(apps.StatefulSet) },
	"autoscaling/v2 HorizontalPodAutoscaler":  func() any { return new(autoscaling.HorizontalPodAutoscaler) },
	"policy/v1 PodDisruptionBudget":           func() any { return new(policy.PodDisruptionBudget) },
	"networking.k8s.io/v1 Ingress":            func() any { return new(networking.Ingress) },
	"networking.k8s.io/v1 NetworkPolicy":      func() any { return new(networking.NetworkPolicy) },
	"gateway.networking.k8s.io/v1 HTTPRoute":  func() any { return new(gateway.HTTPRoute) },
	"monitoring.coreos.com/v1 ServiceMonitor": func() any { return new(monitoring.ServiceMonitor) },
	"monitoring.coreos.com/v1 PrometheusRule": func() any { return new(monitoring.PrometheusRule) },
}

var errEmpty = errors.New("the render has no documents")

func load(t *testing.T) *chart.Chart {
	t.Helper()
	c, err := loader.LoadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// values reads one of the chart's files of values, "values.yaml" for none but the defaults.
func values(t *testing.T, c *chart.Chart, file string) map[string]any {
	t.Helper()
	for _, f := range c.Raw {
		if f.Name == file {
			var v map[string]any
			if err := yaml.UnmarshalStrict(f.Data, &v); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if file == chartutil.ValuesfileName {
				return map[string]any{"image": map[string]any{"repository": "registry.example/entente"}} // the one that has no default
			}
			return v
		}
	}
	t.Fatalf("the chart has no %s", file)
	return nil
}

// render does what `helm template` does: it checks the values against the schema, and returns what
// each template made, notes included.
func render(c *chart.Chart, own map[string]any, version chartutil.KubeVersion, apis ...string) (map[string]string, error) {
	caps := *chartutil.DefaultCapabilities
	caps.KubeVersion = version
	caps.APIVersions = append(slices.Clone(caps.APIVersions), apis...)
	if !chartutil.IsCompatibleRange(c.Metadata.KubeVersion, version.Version) {
		return nil, fmt.Errorf("the chart wants Kubernetes %s", c.Metadata.KubeVersion)
	}
	all, err := chartutil.ToRenderValues(c, own, chartutil.ReleaseOptions{Name: "hub", Namespace: "alliance", IsInstall: true, Revision: 1}, &caps)
	if err != nil {
		return nil, err
	}
	return engine.Render(c, all)
}

var between = regexp.MustCompile(`(?m)^---\s*$`)

// decode reads every document strictly into its type: no field that the type does not have, no
// value of another type, nothing that is not in types, and not nothing.
func decode(rendered map[string]string) ([]any, error) {
	var out []any
	var errs []error
	for name, text := range rendered {
		if path.Base(name) == "NOTES.txt" {
			continue
		}
		for _, doc := range between.Split(text, -1) {
			if strings.TrimSpace(doc) == "" {
				continue
			}
			var head struct{ APIVersion, Kind string }
			if err := yaml.Unmarshal([]byte(doc), &head); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", name, err))
				continue
			}
			if head.Kind == "" && strings.HasPrefix(strings.TrimSpace(doc), "#") {
				continue // a comment alone
			}
			fresh, ok := types[head.APIVersion+" "+head.Kind]
			if !ok {
				errs = append(errs, fmt.Errorf("%s: %s %s is not of the chart's types", name, head.APIVersion, head.Kind))
				continue
			}
			x := fresh()
			if err := yaml.UnmarshalStrict([]byte(doc), x); err != nil {
				errs = append(errs, fmt.Errorf("%s: %s: %w", name, head.Kind, err))
			}
			out = append(out, x)
		}
	}
	if len(out) == 0 {
		errs = append(errs, errEmpty)
	}
	return out, errors.Join(errs...)
}

// must renders and decodes a file of values as it is on a cluster with prometheus-operator.
func must(t *testing.T, c *chart.Chart, own map[string]any) []any {
	t.Helper()
	rendered, err := render(c, own, newest, "monitoring.coreos.com/v1")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := decode(rendered)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// of picks the documents of one type.
func of[T any](docs []any) (out []*T) {
	for _, d := range docs {
		if x, ok := d.(*T); ok {
			out = append(out, x)
		}
	}
	return out
}

// kinds counts documents by their kind.
func kinds(docs []any) map[string]int {
	n := map[string]int{}
	for _, d := range docs {
		n[reflect.TypeOf(d).Elem().Name()]++
	}
	return n
}
