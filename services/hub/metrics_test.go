package hub_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/mongotest"
)

const operations = "OPERATIONS.md"

// labels are all that metrics may be told apart by: no member, no value, no path.
var labels = []string{"effect", "http_request_method", "http_response_status_code", "http_route", "outcome", "verdict", "view", "why"}

// TestMetrics wants the guide's list of metrics to be what /metrics shows, -update writes it; and
// wants nothing of members or values there.
func TestMetrics(t *testing.T) {
	a := newAlliance(t, func(c *hub.Config) {
		c.Delivery.FeedListen, c.Process.MongoDB = "127.0.0.1:0", conf.Secret(mongotest.URI(t))
	})
	publish(t, a, `{"observable":{"type":"domain","value":"leaky-shop.example"},"brands":["leaky-brand"],"tlp":"green"}`)
	a.must(t, "bazar-b", "GET", "/v1/indicators?value=leaky-shop.example&type=domain", "", 200)
	a.must(t, "maison-c", "GET", "/v1/indicators/ind_leaky", "", 404)
	a.must(t, "maison-c", "GET", "/leaky-path", "", 404)
	shown := string(a.must(t, "admin", "GET", "/metrics", "", 200))
	for _, hidden := range []string{"leaky", "maison", "bazar", "ind_"} {
		if strings.Contains(shown, hidden) {
			t.Errorf("/metrics shows %q", hidden)
		}
	}
	families, err := a.hub.Process.Metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	table := &strings.Builder{}
	table.WriteString("| metric | kind | labels | |\n|---|---|---|---|\n")
	for _, f := range families {
		if name := f.GetName(); !slices.ContainsFunc([]string{"go_", "process_", "promhttp_"}, func(p string) bool { return strings.HasPrefix(name, p) }) {
			fmt.Fprintf(table, "| `%s` | %s | %s | %s |\n", name, strings.ToLower(f.GetType().String()), labelsOf(t, f), f.GetHelp())
		}
	}
	text, err := os.ReadFile(operations)
	if err != nil {
		t.Fatal(err)
	}
	const start, end = "<!-- metrics -->\n", "<!-- /metrics -->"
	before, rest, found := strings.Cut(string(text), start)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatal("the guide has no place for the metrics")
	}
	switch want := before + start + table.String() + end + after; {
	case want == string(text):
	case !*update:
		t.Fatal("the guide's metrics are not those of the hub: go test ./services/hub -run TestMetrics -update")
	default:
		if err := os.WriteFile(operations, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// labelsOf lists a metric's labels, with their values where these are a few words of ours.
func labelsOf(t *testing.T, f *dto.MetricFamily) string {
	t.Helper()
	values := map[string][]string{}
	for _, m := range f.GetMetric() {
		for _, l := range m.GetLabel() {
			if !slices.Contains(labels, l.GetName()) {
				t.Errorf("%s has a label %s", f.GetName(), l.GetName())
			}
			values[l.GetName()] = append(values[l.GetName()], l.GetValue())
		}
	}
	var out []string
	for _, name := range labels {
		all := values[name]
		slices.Sort(all)
		switch all = slices.Compact(all); {
		case len(all) == 0:
		case strings.HasPrefix(name, "http_"):
			out = append(out, "`"+name+"`")
		default:
			out = append(out, "`"+name+"`: "+strings.Join(all, ", "))
		}
	}
	return strings.Join(out, "; ")
}
