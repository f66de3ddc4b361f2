package policies

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Try decides every case by the set, in all three forms, and returns those that come out
// otherwise than they say. Lines are tried as if they were in force. The error is
// *RefusedError for a set with findings.
func (c Cases) Try(s Set) ([]Finding, error) { return c.TryContext(context.Background(), s) }

// TryContext is Try that ends early, with ctx's error: a large set under many cases takes minutes.
func (c Cases) TryContext(ctx context.Context, s Set) ([]Finding, error) {
	s = open(s)
	t := trial{groups: groupsOf(c.members, c.people, c.taskForces, caseTime), rest: map[string]*Snapshot{}}
	var err error
	if t.whole, err = NewSnapshot(s, t.groups); err != nil {
		return nil, err
	}
	// With no rule that allows anything the answer is always no.
	t.nothing = &Snapshot{}
	var fs []Finding
	for _, e := range c.examples {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		problem, err := t.try(s, e)
		if err != nil {
			return nil, err
		}
		if problem != "" {
			fs = append(fs, Finding{Line: e.line, Problem: fmt.Sprintf("%s: %s %s: %s", e.rule, e.viewer, e.act, problem)})
		}
	}
	return fs, nil
}

// open is the set with all of its lines in force.
func open(s Set) Set {
	out := Set{Revision: s.Revision}
	for _, r := range s.Rules {
		r.Window = Window{}
		if !slices.ContainsFunc(out.Rules, func(had Rule) bool { return had.Name() == r.Name() }) {
			out.Rules = append(out.Rules, r)
		}
	}
	for _, e := range s.Edges {
		e.Window = Window{}
		if !slices.ContainsFunc(out.Edges, func(had Edge) bool { return had.Child == e.Child && had.Parent == e.Parent }) {
			out.Edges = append(out.Edges, e)
		}
	}
	return out
}

// trial is one set under its cases.
type trial struct {
	groups  Groups
	whole   *Snapshot
	nothing *Snapshot
	rest    map[string]*Snapshot // the set without one rule, or ("") without its denies
}

// try returns what is wrong with the outcome of a case, "" if nothing is.
func (t *trial) try(s Set, e example) (string, error) {
	forms, err := decide(t.whole, e)
	if err != nil {
		return "", err
	}
	for _, f := range forms {
		if f.may != e.want {
			return fmt.Sprintf("%s says %s, the case says %s", f.name, yes(f.may), yes(e.want)), nil
		}
	}
	switch e.kind {
	case applies:
		rest, err := t.without(s, e.rule, func(r Rule) bool { return r.Name() == e.rule })
		if err != nil {
			return "", err
		}
		if rest == nil {
			return "there is no such rule", nil
		}
		if forms, err = decide(rest, e); err == nil && forms[0].may == e.want {
			return "the answer is the same without the rule: the case proves nothing", nil
		}
	case beaten:
		rest, err := t.without(s, "", func(r Rule) bool { return r.Effect == deny })
		if err != nil {
			return "", err
		}
		if rest == nil {
			return "there is no deny that could win", nil
		}
		if forms, err = decide(rest, e); err == nil && !forms[0].may {
			return "refused without any deny too: nothing was beaten", nil
		}
	}
	return "", err
}

// without is the set less some rules, nil if there are none such.
func (t *trial) without(s Set, name string, out func(Rule) bool) (*Snapshot, error) {
	if had, ok := t.rest[name]; ok {
		return had, nil
	}
	less := s
	less.Rules = slices.DeleteFunc(slices.Clone(s.Rules), out)
	var made *Snapshot
	switch len(less.Rules) {
	case len(s.Rules):
	case 0:
		made = t.nothing
	default:
		var err error
		if made, err = newSnapshot(less, t.groups); err != nil {
			return nil, err
		}
	}
	t.rest[name] = made
	return made, nil
}

type form struct {
	name string
	may  bool
}

// decide asks all three forms, casbin first.
func decide(s *Snapshot, e example) ([]form, error) {
	now := caseTime.Unix()
	ok, err := s.Enforce(e.viewer, &e.record, e.act, now)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("policies: case in line %d", e.line), err)
	}
	fan := s.Fan()
	at := slices.IndexFunc(s.Viewers(), func(v string) bool { return v == e.viewer })
	return []form{
		{"casbin", ok},
		{"the compiled view", s.View(e.viewer).Allow(e.act, &e.record, now)},
		{"the fan", at >= 0 && fan.Out(e.act, &e.record, now).Has(at)},
	}, nil
}

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "no"
}
