package policies

import (
	"fmt"

	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Condition is one of the things that a rule asks for.
type Condition string

// The conditions of a rule; it applies where all hold. Time is of a rule that is not in force.
const (
	ByWho   Condition = "who"
	ByScope Condition = "scope"
	ByType  Condition = "typ"
	ByLabel Condition = "tlp"
	ByAct   Condition = "act"
	ByTime  Condition = "time"
)

// Explanation says why a viewer may or may not do something with a record.
type Explanation struct {
	Viewer  string
	Act     scope.Act
	Known   bool // it is a viewer at all: active, and enrolled
	Allowed bool

	// By is the rule that decides: a deny that applies, else an allow that does. nil: none
	// applies, and what no rule allows is denied.
	By *Rule

	Applies []Rule // all that apply, in the set's order
	Near    []Miss // those that ask for one thing more
}

// Miss is a rule that would apply if one condition were met.
type Miss struct {
	Rule  Rule
	Lacks Condition
}

// Explain answers as casbin does, by casbin's own functions, one condition at a time. Who asks
// must be allowed to know: the answer says what the record is and whom it is for.
func (s *Snapshot) Explain(viewer string, r *scope.Record, act scope.Act, now int64) (Explanation, error) {
	out := Explanation{Viewer: viewer, Act: act}
	if _, out.Known = s.views[viewer]; !out.Known {
		return out, nil
	}
	in := map[string]bool{} // the lines in force
	for _, rule := range s.now.Rules {
		in[rule.String()] = true
	}
	q := question{s, &subject{name: viewer, member: s.groups.member(viewer)}, r, act, now}
	var allows, denies *Rule
	for _, rule := range s.set.Rules {
		lacks, err := q.lacks(rule)
		if err != nil {
			return Explanation{}, err
		}
		if !in[rule.String()] {
			lacks = append(lacks, ByTime)
		}
		switch {
		case len(lacks) == 1:
			out.Near = append(out.Near, Miss{rule, lacks[0]})
		case len(lacks) == 0:
			out.Applies = append(out.Applies, rule)
			if rule.Effect == deny && denies == nil {
				denies = &rule
			}
			if rule.Effect == allow && allows == nil {
				allows = &rule
			}
		}
	}
	out.Allowed = allows != nil && denies == nil
	if out.By = allows; denies != nil {
		out.By = denies
	}
	return out, nil
}

// Decider names the rule that decides, "" where none applies: for a log, which does not ask for
// what came near.
func (s *Snapshot) Decider(viewer string, r *scope.Record, act scope.Act, now int64) string {
	if _, known := s.views[viewer]; !known {
		return ""
	}
	q := question{s, &subject{name: viewer, member: s.groups.member(viewer)}, r, act, now}
	allows := ""
	for _, rule := range s.now.Rules {
		if rule.Effect == allow && allows != "" || !q.near(rule) {
			continue
		}
		if lacks, err := q.lacks(rule); err != nil || len(lacks) > 0 {
			continue
		}
		if rule.Effect == deny {
			return rule.Name()
		}
		allows = rule.Name()
	}
	return allows
}

type question struct {
	s      *Snapshot
	sub    *subject
	record *scope.Record
	act    scope.Act
	now    int64
}

// near reports whether the conditions of a rule that cost next to nothing are met: for most rules
// there is then nothing to ask casbin.
func (q *question) near(r Rule) bool {
	act, _ := actOK(q.act.String(), r.Act)
	typ, _ := typOK(q.record, r.Type)
	label, _ := tlpOK(q.record, r.TLP)
	return act && typ && label
}

// lacks returns the conditions of a rule that are not met.
func (q *question) lacks(r Rule) ([]Condition, error) {
	label, err := tlp.Parse(r.TLP)
	if err != nil {
		return nil, fmt.Errorf("policies: explain %q: %w", r, err)
	}
	within := q.s.casbin.GetRoleManager().HasLink
	who := r.Who == "*"
	if !who {
		if who, err = within(q.sub.name, r.Who); err != nil {
			return nil, fmt.Errorf("policies: explain %q: %w", r, err)
		}
	}
	rel, err := related(within, q.sub, q.record, q.now, r.Scope)
	if err != nil {
		return nil, err
	}
	act, _ := actOK(q.act.String(), r.Act)
	typ, _ := typOK(q.record, r.Type)
	var out []Condition
	for _, c := range []struct {
		met bool
		is  Condition
	}{{act, ByAct}, {typ, ByType}, {q.record.Cell.Label() <= label, ByLabel}, {who, ByWho}, {rel, ByScope}} {
		if !c.met {
			out = append(out, c.is)
		}
	}
	return out, nil
}
