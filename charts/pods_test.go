package charts

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/validation"
)

// pod is a pod that the chart makes, by whatever makes it.
type pod struct {
	name   string
	labels map[string]string
	spec   core.PodSpec
	own    []string // volumes that its maker brings
}

func pods(docs []any) (out []pod) {
	for _, d := range of[apps.Deployment](docs) {
		out = append(out, pod{d.Name, d.Spec.Template.Labels, d.Spec.Template.Spec, nil})
	}
	for _, s := range of[apps.StatefulSet](docs) {
		p := pod{s.Name, s.Spec.Template.Labels, s.Spec.Template.Spec, nil}
		for _, c := range s.Spec.VolumeClaimTemplates {
			p.own = append(p.own, c.Name)
		}
		out = append(out, p)
	}
	for _, p := range of[core.Pod](docs) {
		out = append(out, pod{p.Name, p.Labels, p.Spec, nil})
	}
	return out
}

// each is what every file of values makes.
func each(t *testing.T) map[string][]any {
	t.Helper()
	c := load(t)
	all := map[string][]any{}
	for file := range files {
		all[file] = must(t, c, values(t, c, file))
	}
	return all
}

// TestConfined wants every container to be what Kubernetes calls restricted, and more: a root that
// cannot be written, no token, no capability.
func TestConfined(t *testing.T) {
	for file, docs := range each(t) {
		t.Run(file, func(t *testing.T) {
			for _, p := range pods(docs) {
				s, sc := p.spec, p.spec.SecurityContext
				if s.AutomountServiceAccountToken == nil || *s.AutomountServiceAccountToken {
					t.Errorf("%s has a token of the cluster", p.name)
				}
				if s.EnableServiceLinks == nil || *s.EnableServiceLinks {
					t.Errorf("%s gets ENTENTE_… variables from Kubernetes", p.name)
				}
				if sc == nil || sc.RunAsNonRoot == nil || !*sc.RunAsNonRoot || sc.RunAsUser == nil || *sc.RunAsUser != 65532 ||
					sc.SeccompProfile == nil || sc.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
					t.Errorf("%s: %+v", p.name, sc)
				}
				if s.HostNetwork || s.HostPID || s.HostIPC || len(s.InitContainers) > 0 {
					t.Errorf("%s shares something with its host, or runs something before", p.name)
				}
				for _, c := range s.Containers {
					x := c.SecurityContext
					if x == nil || x.ReadOnlyRootFilesystem == nil || !*x.ReadOnlyRootFilesystem || x.AllowPrivilegeEscalation == nil || *x.AllowPrivilegeEscalation ||
						x.Capabilities == nil || !slices.Equal(x.Capabilities.Drop, []core.Capability{"ALL"}) || len(x.Capabilities.Add) > 0 {
						t.Errorf("%s: %+v", p.name, x)
					}
					if c.Resources.Requests.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() || c.Resources.Limits.Memory().IsZero() {
						t.Errorf("%s has no requests, or no limit of memory", p.name)
					}
				}
			}
		})
	}
}

// TestPods wants a pod to mount what it has, to have what it names, to be asked on ports that it
// opens, and to have longer to end than it takes.
func TestPods(t *testing.T) {
	const drain, parts = 10 * time.Second, 10 * time.Second // httpd.Options.Drain; what is written after it
	for file, docs := range each(t) {
		t.Run(file, func(t *testing.T) {
			for _, p := range pods(docs) {
				if p.labels["app.kubernetes.io/component"] == "test" {
					continue
				}
				c := p.spec.Containers[0]
				ports := map[string]int32{}
				for _, x := range c.Ports {
					ports[x.Name] = x.ContainerPort
				}
				env := map[string]string{}
				for _, e := range c.Env {
					if _, twice := env[e.Name]; twice {
						t.Errorf("%s has %s twice", p.name, e.Name)
					}
					env[e.Name] = e.Value
				}
				if env["ENTENTE_LISTEN"] != fmt.Sprintf(":%d", ports["http"]) || env["ENTENTE_METRICS_LISTEN"] != fmt.Sprintf(":%d", ports["metrics"]) {
					t.Errorf("%s listens elsewhere than its ports %v: %v", p.name, ports, env)
				}
				for path, probe := range map[string][]*core.Probe{"/healthz": {c.StartupProbe, c.LivenessProbe}, "/readyz": {c.ReadinessProbe}} {
					for _, x := range probe {
						if x == nil || x.HTTPGet == nil || x.HTTPGet.Path != path || x.HTTPGet.Port.StrVal != "http" {
							t.Errorf("%s: a probe is %+v, want %s", p.name, x, path)
						}
					}
				}
				before := c.Lifecycle.PreStop.Sleep.Seconds
				if grace := *p.spec.TerminationGracePeriodSeconds; before < 1 || time.Duration(grace-before)*time.Second <= drain+parts {
					t.Errorf("%s has %d s to end, of which it sleeps %d", p.name, grace, before)
				}
				mounted := map[string]bool{}
				for _, m := range c.VolumeMounts {
					mounted[m.Name] = true
				}
				volumes := map[string]bool{}
				for _, name := range p.own {
					volumes[name] = true
				}
				for _, v := range p.spec.Volumes {
					volumes[v.Name] = true
					if v.Secret != nil && (v.Secret.DefaultMode == nil || *v.Secret.DefaultMode&0o007 != 0) {
						t.Errorf("%s: %s is for all to read, which the hub refuses", p.name, v.Name)
					}
				}
				if !reflect.DeepEqual(mounted, volumes) {
					t.Errorf("%s mounts %v of %v", p.name, mounted, volumes)
				}
				for name, path := range env {
					if strings.HasPrefix(path, "/etc/entente/") && !slices.ContainsFunc(c.VolumeMounts, func(m core.VolumeMount) bool { return strings.HasPrefix(path, m.MountPath+"/") }) {
						t.Errorf("%s: %s is %s, where nothing is mounted", p.name, name, path)
					}
				}
				for _, s := range p.spec.TopologySpreadConstraints {
					if !selects(t, s.LabelSelector, p.labels) {
						t.Errorf("%s is spread among others", p.name)
					}
				}
			}
			for _, d := range of[apps.Deployment](docs) {
				scaled := slices.ContainsFunc(of[autoscaling.HorizontalPodAutoscaler](docs), func(h *autoscaling.HorizontalPodAutoscaler) bool {
					return h.Spec.ScaleTargetRef.Name == d.Name
				})
				if scaled != (d.Spec.Replicas == nil) {
					t.Errorf("%s has replicas %v, autoscaled %t: one or the other", d.Name, d.Spec.Replicas, scaled)
				}
			}
		})
	}
}

// TestSelectors wants whatever selects pods to select some, and those of its own name.
func TestSelectors(t *testing.T) {
	for file, docs := range each(t) {
		t.Run(file, func(t *testing.T) {
			all := pods(docs)
			chosen := func(what string, s *meta.LabelSelector) (names []string) {
				for _, p := range all {
					if selects(t, s, p.labels) {
						names = append(names, p.name)
					}
				}
				if len(names) == 0 {
					t.Errorf("%s selects no pod", what)
				}
				return names
			}
			services := of[core.Service](docs)
			for _, s := range services {
				if got := chosen(s.Name, &meta.LabelSelector{MatchLabels: s.Spec.Selector}); !slices.Equal(got, []string{s.Name}) {
					t.Errorf("the service %s is of %v", s.Name, got)
				}
			}
			for _, b := range of[policy.PodDisruptionBudget](docs) {
				if got := chosen(b.Name, b.Spec.Selector); !slices.Equal(got, []string{b.Name}) {
					t.Errorf("the budget %s is of %v", b.Name, got)
				}
			}
			for _, d := range of[apps.Deployment](docs) {
				if got := chosen(d.Name, d.Spec.Selector); !slices.Equal(got, []string{d.Name}) {
					t.Errorf("the deployment %s is of %v", d.Name, got)
				}
			}
			for _, p := range of[networking.NetworkPolicy](docs) {
				chosen(p.Name, &p.Spec.PodSelector)
			}
			for _, m := range of[monitoring.ServiceMonitor](docs) {
				seen := 0
				for _, s := range services {
					if selects(t, &m.Spec.Selector, s.Labels) {
						seen++
					}
				}
				if seen != len(services) {
					t.Errorf("%d of %d services are monitored", seen, len(services))
				}
			}
		})
	}
}

func selects(t *testing.T, s *meta.LabelSelector, of map[string]string) bool {
	t.Helper()
	x, err := meta.LabelSelectorAsSelector(s)
	if err != nil {
		t.Fatal(err)
	}
	return x.Matches(labels.Set(of))
}

// TestNames wants names and labels that Kubernetes takes, and its common labels on everything.
func TestNames(t *testing.T) {
	for file, docs := range each(t) {
		t.Run(file, func(t *testing.T) {
			for _, d := range docs {
				var x struct {
					Kind     string
					Metadata meta.ObjectMeta
				}
				text, err := json.Marshal(d)
				if err != nil {
					t.Fatal(err)
				}
				if err := json.Unmarshal(text, &x); err != nil {
					t.Fatal(err)
				}
				if bad := validation.IsDNS1123Label(x.Metadata.Name); len(bad) > 0 {
					t.Errorf("%s %s: %v", x.Kind, x.Metadata.Name, bad)
				}
				for _, want := range []string{"name", "instance", "version", "part-of", "managed-by"} {
					if x.Metadata.Labels["app.kubernetes.io/"+want] == "" {
						t.Errorf("%s %s has no label %s", x.Kind, x.Metadata.Name, want)
					}
				}
				for key, value := range x.Metadata.Labels {
					if bad := append(validation.IsQualifiedName(key), validation.IsValidLabelValue(value)...); len(bad) > 0 {
						t.Errorf("%s %s: %s=%s: %v", x.Kind, x.Metadata.Name, key, value, bad)
					}
				}
			}
		})
	}
}

// TestNetwork wants nothing to go out but what is named, and the world to be open to those alone
// that tell members' endpoints or ask a provider: without the cluster's own and the private networks.
func TestNetwork(t *testing.T) {
	for file, docs := range each(t) {
		t.Run(file, func(t *testing.T) {
			all := pods(docs)
			world := map[string]bool{}
			for _, p := range all {
				ins, outs := 0, 0
				for _, n := range of[networking.NetworkPolicy](docs) {
					if !selects(t, &n.Spec.PodSelector, p.labels) {
						continue
					}
					for _, kind := range n.Spec.PolicyTypes {
						ins, outs = ins+btoi(kind == networking.PolicyTypeIngress), outs+btoi(kind == networking.PolicyTypeEgress)
					}
					for _, e := range n.Spec.Egress {
						if len(e.To) == 0 {
							t.Errorf("%s: %s lets it go everywhere", p.name, n.Name)
						}
						for _, to := range e.To {
							world[p.labels["app.kubernetes.io/component"]] = outward(t, to.IPBlock) || world[p.labels["app.kubernetes.io/component"]]
						}
					}
					for _, i := range n.Spec.Ingress {
						if len(i.From) == 0 || len(i.Ports) == 0 {
							t.Errorf("%s: %s lets everyone in", p.name, n.Name)
						}
					}
				}
				if ins == 0 || outs == 0 {
					t.Errorf("%s is open: %d policies in, %d out", p.name, ins, outs)
				}
			}
			for name, open := range world {
				if may := slices.Contains([]string{"delivery", "hub"}, name); open != may && name != "portal" {
					t.Errorf("%s reaches the world: %t, want %t", name, open, may)
				}
			}
		})
	}
}

// outward tells whether a block has public addresses; it must have no private ones then.
func outward(t *testing.T, b *networking.IPBlock) bool {
	t.Helper()
	if b == nil {
		return false
	}
	in := netip.MustParsePrefix(b.CIDR)
	if in.Bits() != 0 {
		return false
	}
	for _, private := range []string{"10.1.2.3", "172.20.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "127.0.0.1", "fd00::1", "fe80::1", "::1"} {
		a := netip.MustParseAddr(private)
		hidden := a.Is4() != in.Addr().Is4()
		for _, x := range b.Except {
			hidden = hidden || netip.MustParsePrefix(x).Contains(a)
		}
		if !hidden {
			t.Errorf("%s is reached by %s", private, b.CIDR)
		}
	}
	return true
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
