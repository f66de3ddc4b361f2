package crowd_test

import (
	"strings"
	"testing"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/policies/crowd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// A crowd is what it says: as many of everything, under a policy that may be loaded, with records
// of all labels; and the same one again.
func TestCrowd(t *testing.T) {
	c := crowd.New(100, 10)
	d, err := c.Directory()
	if err != nil || len(d.Members()) != 100 || len(d.TaskForces()) != 10 || len(d.TaskForces()[3].Seats) != 5 {
		t.Fatalf("%d members, %v", len(d.Members()), err)
	}
	text := c.Policy(policies.DefaultText(), 300)
	if text != crowd.New(100, 10).Policy(policies.DefaultText(), 300) || !strings.HasPrefix(text, policies.DefaultText()) {
		t.Error("another crowd, or another base")
	}
	set, err := policies.Parse([]byte(text))
	if err != nil || len(set.Rules) != 300 {
		t.Errorf("%d rules, %v", len(set.Rules), err)
	}
	if fs := policies.Lint(set); len(fs) > 0 {
		t.Error(fs)
	}
	labels := map[tlp.Mark]int{}
	n := 0
	c.Records(1000, 1)(func(_ id.Indicator, r *scope.Record) bool {
		labels[r.Cell.Label()]++
		n++
		return n < 900
	})
	if n != 900 || len(labels) != tlp.Count || labels[tlp.Red] > 150 {
		t.Errorf("%d records, of labels %v", n, labels)
	}
}
