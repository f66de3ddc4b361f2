package policies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Try decides every case by the set, in all three forms, and returns those that come out
// otherwise than they say. Lines are tried as if they were in force. The error is
// *RefusedError for a set with findings.
func (c Cases) Try(s Set) ([]Finding, error) { return c.TryContext(context.Background(), s) }

// TryContext is Try that ends early, with ctx's error: a large set under many cases takes minutes.
func (c Cases) TryContext(ctx context.Context, s Set) ([]Finding, error) {
	s = open(s)
	t := trial{groups: groupsOf(c.members, c.people, c.taskForces, caseTime)}
	var err error
	if t.whole, err = NewSnapshot(s, t.groups); err != nil {
		return nil, err
	}
	// With no rule that allows anything the answer is always no.
	t.nothing = &Snapshot{}
	var fs []Finding
	for _, e := range together(c.examples) {
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
	slices.SortStableFunc(fs, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return fs, nil
}

// together puts cases that are decided by the same rest of a set next to each other: one rest is in
// memory, and each is made once.
func together(es []example) []example {
	return slices.SortedStableFunc(slices.Values(es), func(a, b example) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.rule, b.rule))
	})
}

// open is the set with all of its lines in force.
func open(s Set) Set {
	out := Set{Revision: s.Revision, K: s.K}
	had := map[string]bool{}
	for _, r := range s.Rules {
		r.Window = Window{}
		if name := r.Name(); !had[name] {
			had[name], out.Rules = true, append(out.Rules, r)
		}
	}
	for _, e := range s.Edges {
		e.Window = Window{}
		if name := e.String(); !had[name] {
			had[name], out.Edges = true, append(out.Edges, e)
		}
	}
	return out
}

// trial is one set under its cases.
type trial struct {
	groups  Groups
	whole   *Snapshot
	nothing *Snapshot
	rest    *Snapshot // the set without some rules, the last that was asked for; nil: there are none such
	less    string    // which: one by its name, or allDenies
	made    bool
}

// allDenies is no rule's name, nor what a case could call one: a line has no line break.
const allDenies = "\n"

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
		may, err := enforced(rest, e)
		if err != nil {
			return "", err
		}
		if may == e.want {
			return "the answer is the same without the rule: the case proves nothing", nil
		}
	case beaten:
		rest, err := t.without(s, allDenies, func(r Rule) bool { return r.Effect == deny })
		if err != nil {
			return "", err
		}
		if rest == nil {
			return "there is no deny that could win", nil
		}
		may, err := enforced(rest, e)
		if err != nil {
			return "", err
		}
		if !may {
			return "refused without any deny too: nothing was beaten", nil
		}
	}
	return "", nil
}

// without is the set less some rules, nil if there are none such.
func (t *trial) without(s Set, name string, out func(Rule) bool) (*Snapshot, error) {
	if t.made && t.less == name {
		return t.rest, nil
	}
	less := s
	less.Rules = slices.DeleteFunc(slices.Clone(s.Rules), out)
	var rest *Snapshot
	switch len(less.Rules) {
	case len(s.Rules):
	case 0:
		rest = t.nothing
	default:
		var err error
		if rest, err = newSnapshot(less, t.groups); err != nil {
			return nil, err
		}
	}
	t.rest, t.less, t.made = rest, name, true
	return rest, nil
}

type form struct {
	name string
	may  bool
}

// decide asks all three forms, casbin first.
func decide(s *Snapshot, e example) ([]form, error) {
	now := caseTime.Unix()
	ok, err := enforced(s, e)
	if err != nil {
		return nil, err
	}
	fan := s.Fan()
	at := slices.IndexFunc(s.Viewers(), func(v string) bool { return v == e.viewer })
	return []form{
		{"casbin", ok},
		{"the compiled view", s.View(e.viewer).Allow(e.act, &e.record, now)},
		{"the fan", at >= 0 && fan.Out(e.act, &e.record, now).Has(at)},
	}, nil
}

// enforced is casbin's answer alone: to compile a set for every viewer takes longer than to ask.
func enforced(s *Snapshot, e example) (bool, error) {
	ok, err := s.Enforce(e.viewer, &e.record, e.act, caseTime.Unix())
	if err != nil {
		return false, errors.Join(fmt.Errorf("policies: case in line %d", e.line), err)
	}
	return ok, nil
}

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "no"
}
