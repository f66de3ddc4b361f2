package charts

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

var (
	promql = parser.NewParser(parser.Options{})
	quiet  = slog.New(slog.DiscardHandler)
)

// documented are the metrics of services/hub/OPERATIONS.md, which a test there holds to what the
// hub shows, with the labels of each; and those of every Go process that the dashboard has.
func documented(t *testing.T) map[string][]string {
	t.Helper()
	guide, err := os.ReadFile("../services/hub/OPERATIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string][]string{"process_resident_memory_bytes": nil, "process_cpu_seconds_total": nil, "go_goroutines": nil}
	row := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| ([a-z]+) \\| ([^|]*) \\|")
	for _, m := range row.FindAllStringSubmatch(string(guide), -1) {
		var labels []string
		for _, l := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(m[3], -1) {
			labels = append(labels, l[1])
		}
		switch m[2] {
		case "histogram":
			known[m[1]+"_bucket"], known[m[1]+"_count"], known[m[1]+"_sum"] = append(labels, "le"), labels, labels
		default:
			known[m[1]] = labels
		}
	}
	if len(known) < 10 {
		t.Fatalf("the guide lists %d metrics", len(known))
	}
	return known
}

// check wants an expression to be PromQL, of metrics and labels that there are, and not to be of
// any process that has metrics of these names, but of ours.
func check(known map[string][]string, expr string) error {
	tree, err := promql.ParseExpr(expr)
	if err != nil {
		return err
	}
	foreign, ours := false, false
	var errs []error
	parser.Inspect(tree, func(n parser.Node, _ []parser.Node) error {
		s, ok := n.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		labels, ok := known[s.Name]
		if !ok {
			errs = append(errs, fmt.Errorf("there is no metric %q", s.Name))
			return nil
		}
		ours = ours || strings.HasPrefix(s.Name, "entente_")
		foreign = foreign || !strings.HasPrefix(s.Name, "entente_")
		for _, m := range s.LabelMatchers {
			if m.Name != model.MetricNameLabel && m.Name != "job" && !slices.Contains(labels, m.Name) {
				errs = append(errs, fmt.Errorf("%s has no label %s", s.Name, m.Name))
			}
		}
		return nil
	})
	if foreign && !ours {
		errs = append(errs, errForeign)
	}
	return errors.Join(errs...)
}

var errForeign = errors.New("it is of any process that has these metrics, not of ours alone")

// TestCheck plants faults in expressions.
func TestCheck(t *testing.T) {
	known := documented(t)
	for expr, says := range map[string]string{
		`rate(entente_webhook_attempts_total[5m]`:                     "unclosed",
		`rate(entente_webhook_attempt_total[5m])`:                     "entente_webhook_attempt_total",
		`rate(entente_webhook_attempts_total{result="failed"}[5m])`:   "no label result",
		`rate(entente_nats_connected)`:                                "range vector",
		`rate(http_server_request_duration_seconds_count[5m])`:        "any process",
		`sum by (outcome) (rate(entente_webhook_attempts_total[5m]))`: "",
	} {
		if err := check(known, expr); (says == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", expr, err)
		}
	}
}

// TestAlerts reads the rules as Prometheus does, templates included.
func TestAlerts(t *testing.T) {
	known := documented(t)
	file := filepath.Join(dir, "alerts", "entente.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	groups, errs := rulefmt.Parse(text, false, model.UTF8Validation, promql, quiet)
	for _, err := range errs {
		t.Error(err)
	}
	for _, g := range groups.Groups {
		for _, r := range g.Rules {
			if err := check(known, r.Expr); err != nil {
				t.Errorf("%s: %v", r.Alert, err)
			}
			if r.Labels["severity"] == "" || r.Annotations["summary"] == "" || r.Annotations["description"] == "" {
				t.Errorf("%s lacks severity, summary or description", r.Alert)
			}
		}
	}
	whole := string(text)
	for _, metric := range []string{
		"entente_webhook_oldest_undelivered_seconds", "entente_view_lag_seconds", "entente_decisions_logged_total", "entente_policy_shadow_differences_total",
		"entente_decisions_unlogged_total", "entente_nats_connected",
	} {
		if !strings.Contains(whole, metric) {
			t.Errorf("no alert is of %s", metric)
		}
	}
	if _, errs := rulefmt.Parse([]byte(strings.Replace(whole, "absent(", "absent((", 1)), false, model.UTF8Validation, promql, quiet); len(errs) == 0 {
		t.Error("a bracket too many was not found")
	}
}

// TestDashboard wants each panel to ask for metrics that there are, and each of our metrics to
// have one.
func TestDashboard(t *testing.T) {
	known := documented(t)
	text, err := os.ReadFile(filepath.Join(dir, "dashboards", "entente.json"))
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		UID    string
		Panels []struct {
			ID      int
			Type    string
			Title   string
			Targets []struct{ Expr string }
			GridPos struct{ X, Y, W, H int }
		}
	}
	if err := json.Unmarshal(text, &board); err != nil {
		t.Fatal(err)
	}
	if board.UID != "entente" || len(board.Panels) < 20 {
		t.Fatalf("%d panels, uid %q", len(board.Panels), board.UID)
	}
	filled := strings.NewReplacer("$__rate_interval", "5m", "$job", ".*")
	ids := map[int]bool{}
	for _, p := range board.Panels {
		if ids[p.ID] || p.Title == "" || p.GridPos.X+p.GridPos.W > 24 {
			t.Errorf("panel %d %q: its id is another's, or it has no title, or it does not fit", p.ID, p.Title)
		}
		ids[p.ID] = true
		if len(p.Targets) == 0 && p.Type != "row" {
			t.Errorf("%s asks nothing", p.Title)
		}
		for _, q := range p.Targets {
			if err := check(known, filled.Replace(q.Expr)); err != nil {
				t.Errorf("%s: %v", p.Title, err)
			}
		}
	}
	for metric := range known {
		base := strings.TrimSuffix(metric, "_sum")
		if !strings.Contains(string(text), base) && metric != "http_server_active_requests" {
			t.Errorf("no panel shows %s", metric)
		}
	}
}
