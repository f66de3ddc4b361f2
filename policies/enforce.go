package policies

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// ErrLoad says that casbin does not hold what it was given.
var ErrLoad = errors.New("policies: casbin holds other rules than it was given")

// subject is casbin's r.sub. casbin's arguments are pointers throughout: its expression
// language would turn numbers into floats, and does not look behind a pointer.
type subject struct {
	name   string
	member id.Member // whose records are its own; "" for a viewer that acts for no member
}

type moment struct{ unix int64 }

// enforcer builds a casbin enforcer that nobody changes any more: only so is it safe to use
// from many goroutines.
func enforcer(rules []Rule, edges []Edge) (*casbin.Enforcer, error) {
	m, err := model.NewModelFromString(modelConf)
	if err != nil {
		return nil, fmt.Errorf("policies: model.conf: %w", err)
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("policies: casbin: %w", err)
	}
	e.AddFunction("actOK", binary(actOK))
	e.AddFunction("typOK", binary(typOK))
	e.AddFunction("tlpOK", binary(tlpOK))
	e.AddFunction("subID", subID)
	rm := e.GetRoleManager()
	e.AddFunction("rel", func(args ...any) (any, error) {
		if len(args) != 4 {
			return false, fmt.Errorf("policies: rel has %d arguments, not 4", len(args))
		}
		sub, ok1 := args[0].(*subject)
		rec, ok2 := args[1].(*scope.Record)
		now, ok3 := args[2].(*moment)
		rel, ok4 := args[3].(string)
		if !ok1 || !ok2 || !ok3 || !ok4 {
			return false, errors.New("policies: rel: an argument of another type")
		}
		return related(rm.HasLink, sub, rec, now.unix, rel)
	})

	ps, gs := make([][]string, len(rules)), make([][]string, len(edges))
	for i, r := range rules {
		ps[i] = r.fields()
	}
	for i, g := range edges {
		gs[i] = g.fields()
	}
	if _, err := e.AddPolicies(ps); err != nil {
		return nil, fmt.Errorf("policies: load rules: %w", err)
	}
	if len(gs) > 0 {
		if _, err := e.AddGroupingPolicies(gs); err != nil {
			return nil, fmt.Errorf("policies: load groups: %w", err)
		}
	}
	return e, verify(e, ps, gs)
}

// verify asks casbin what it holds: all that was given, once, and nothing else. A rule that was
// dropped on the way may have been a deny.
func verify(e *casbin.Enforcer, ps, gs [][]string) error {
	hasP, err := e.GetPolicy()
	if err != nil {
		return fmt.Errorf("policies: read rules back: %w", err)
	}
	hasG, err := e.GetGroupingPolicy()
	if err != nil {
		return fmt.Errorf("policies: read groups back: %w", err)
	}
	if len(ps) == 0 || len(hasP) != len(ps) || len(hasG) != len(gs) || sum(hasP) != sum(ps) || sum(hasG) != sum(gs) {
		return fmt.Errorf("%w: %d of %d rules, %d of %d groups", ErrLoad, len(hasP), len(ps), len(hasG), len(gs))
	}
	return nil
}

// sum hashes lines of fields, so that the borders of fields count.
func sum(lines [][]string) string {
	flat := make([]string, len(lines))
	for i, l := range lines {
		flat[i] = strings.Join(l, "\x00")
	}
	return digest(flat)
}

// binary makes a casbin function of a record or an act and a field of the rule.
func binary[T any](f func(T, string) (bool, error)) func(...any) (any, error) {
	return func(args ...any) (any, error) {
		if len(args) != 2 {
			return false, fmt.Errorf("policies: %d arguments, not 2", len(args))
		}
		a, ok1 := args[0].(T)
		b, ok2 := args[1].(string)
		if !ok1 || !ok2 {
			return false, errors.New("policies: an argument of another type")
		}
		return f(a, b)
	}
}

func subID(args ...any) (any, error) {
	if len(args) == 1 {
		if s, ok := args[0].(*subject); ok {
			return s.name, nil
		}
	}
	return "", errors.New("policies: subID wants one subject")
}

func actOK(act, rule string) (bool, error) {
	return rule == "*" || rule == act || rule == allReads && strings.HasPrefix(act, "read."), nil
}

func typOK(r *scope.Record, rule string) (bool, error) {
	return rule == "*" || rule == r.Cell.Type().String(), nil
}

func tlpOK(r *scope.Record, rule string) (bool, error) {
	label, err := tlp.Parse(rule)
	return err == nil && r.Cell.Label() <= label, err
}

// related is the relation of a viewer to a record that a rule's scope names.
func related(within func(string, string, ...string) (bool, error), sub *subject, r *scope.Record, now int64, rel string) (bool, error) {
	member := sub.member != ""
	own := member && r.Owner == sub.member
	switch rel {
	case "*":
		return true, nil
	case "own":
		return own, nil
	case "direct":
		return member && slices.Contains(r.Atoms, scope.Named(sub.member)), nil
	case "denied":
		return member && slices.Contains(r.Atoms, scope.Never(sub.member)), nil
	case "embargo":
		return !own && r.Embargo != 0 && now < r.Embargo, nil
	case "expired":
		return !own && r.Expiry != 0 && now >= r.Expiry, nil
	case "tf":
		for _, a := range r.Atoms {
			if t, ok := strings.CutPrefix(string(a), "t:"); ok {
				if in, err := within(sub.name, "tf:"+t); in || err != nil {
					return in, err
				}
			}
		}
		return false, nil
	}
	if t, ok := strings.CutPrefix(rel, "tf:"); ok {
		return slices.Contains(r.Atoms, scope.Atom("t:"+t)), nil
	}
	if m, ok := strings.CutPrefix(rel, "by:m:"); ok {
		return string(r.Owner) == m, nil
	}
	return false, fmt.Errorf("policies: no relation %q", rel)
}
