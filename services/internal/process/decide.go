package process

import (
	"context"
	"log/slog"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Shown writes down that an actor, who is a viewer, was shown what is red or personal of these,
// and another's. The rest of them, nearly all, costs a look. exit is the route, or "webhook".
func (p *Process) Shown(ctx context.Context, viewer, actor, exit string, items []catalog.Item) {
	for n := range items {
		r := items[n].Sensitive
		if r == nil || p.Policies.Snapshot().View(viewer).Owns(r) {
			continue
		}
		act, why := scope.ReadPII, decision.Personal
		if r.Cell.Label() == tlp.Red {
			act, why = scope.ReadCore, decision.Red
		}
		p.decided(ctx, decision.Decision{Viewer: viewer, Actor: actor, Act: act.String(), Indicator: items[n].ID, Allowed: true, Why: why, Exit: exit},
			func(s *policies.Snapshot) (string, bool) { return s.Decider(viewer, r, act, p.Now().Unix()), true })
	}
}

// Denied writes down that a caller was refused an act on an indicator. Whether there is such a
// one is looked up later: the answer to a hidden one takes no longer than to one that is not.
func (p *Process) Denied(ctx context.Context, by access.Caller, act scope.Act, i id.Indicator, exit string) {
	viewer := by.Viewer()
	p.decided(ctx, decision.Decision{Viewer: viewer, Actor: by.Actor(), Act: act.String(), Indicator: i, Why: decision.Denied, Exit: exit},
		func(s *policies.Snapshot) (string, bool) {
			r, ok := p.Catalog.Facts(i)
			if !ok {
				return "", false
			}
			return s.Decider(viewer, &r, act, p.Now().Unix()), true
		})
}

// Refused is Denied of writing an indicator, which as a rule there is not yet: then it has no name.
func (p *Process) Refused(ctx context.Context, by access.Caller, act scope.Act, r scope.Record, i id.Indicator, exit string) {
	viewer := by.Viewer()
	if _, there := p.Catalog.Facts(i); !there {
		i = ""
	}
	p.decided(ctx, decision.Decision{Viewer: viewer, Actor: by.Actor(), Act: act.String(), Indicator: i, Why: decision.Denied, Exit: exit},
		func(s *policies.Snapshot) (string, bool) { return s.Decider(viewer, &r, act, p.Now().Unix()), true })
}

// decided adds a decision of now, under the policy of now.
func (p *Process) decided(ctx context.Context, d decision.Decision, explain func(*policies.Snapshot) (string, bool)) {
	s := p.Policies.Snapshot()
	d.At, d.Request, d.Revision = p.Now().UTC(), httpd.RequestID(ctx), s.Name()
	d.Explain = func() (string, bool) { return explain(s) }
	p.Decisions.Add(d)
}

// watch sets what happens where casbin and the compiled form disagree, and shows how often it
// did.
func (p *Process) watch(ctx context.Context) []prometheus.Collector {
	ctx = context.WithoutCancel(ctx)
	p.Policies.OnError = func(err error) { p.Log.ErrorContext(ctx, "policy", slog.Any("error", err)) }
	shadow := p.Policies.Shadow
	shadow.Alarm = func(d policies.Disagreement) {
		p.Log.ErrorContext(ctx, "ALARM: casbin and the compiled policy disagree; the answer was no",
			slog.String("viewer", d.Viewer), slog.String("act", d.Act.String()), slog.String("type", d.Cell.Type().String()),
			slog.String("label", d.Cell.Label().String()), slog.Bool("compiled", d.Compiled), slog.Any("error", d.Err))
		p.Decisions.Add(decision.Decision{
			At: p.Now().UTC(), Viewer: d.Viewer, Actor: "system", Act: d.Act.String(), Why: decision.Shadow, Revision: d.Revision,
		})
	}
	count := func(name, help string, n func() uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(n()) })
	}
	effect := func(name string, n func() uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "entente_policy_decisions_total", Help: "Decisions on one act of one viewer on one record, by what the policy said.",
			ConstLabels: prometheus.Labels{"effect": name},
		}, func() float64 { return float64(n()) })
	}
	return []prometheus.Collector{
		effect("allowed", func() uint64 { n, _ := shadow.Decided(); return n }),
		effect("denied", func() uint64 { _, n := shadow.Decided(); return n }),
		count("entente_policy_shadow_checks_total", "Decisions that casbin was asked to confirm.", func() uint64 { n, _ := shadow.Checked(); return n }),
		count("entente_policy_shadow_differences_total", "Of these, those in which it said otherwise: alarm at 1.", func() uint64 { _, n := shadow.Checked(); return n }),
	}
}

// Forced writes down that a caller published something in spite of what stood against it.
func (p *Process) Forced(ctx context.Context, by access.Caller, i id.Indicator, against []catalog.Warning) {
	lists := make([]string, 0, len(against))
	for _, w := range against {
		lists = append(lists, w.List)
	}
	s := p.Policies.Snapshot()
	p.Decisions.Add(decision.Decision{
		At: p.Now().UTC(), Viewer: by.Viewer(), Actor: by.Actor(), Act: scope.Publish.String(), Indicator: i, Allowed: true,
		Why: decision.Forced, Rule: strings.Join(lists, " "), Revision: s.Name(), Request: httpd.RequestID(ctx), Exit: "writing",
	})
}
