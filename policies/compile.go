package policies

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// compiled is a rule as masks. Every rule hangs on one atom and on cells: that is what makes
// casbin's rules compilable, and what the linter sees to.
type compiled struct {
	scope string // as written, or "tf:" and "by:" with arg
	arg   string
	cells scope.Mask
	acts  [scope.ActCount]bool
	deny  bool
}

// book is the rules of a set, compiled, by who they are for.
type book map[string][]compiled

func compileSet(s Set) (book, error) {
	out := book{}
	for _, r := range s.Rules {
		c, err := compileRule(r)
		if err != nil {
			return nil, fmt.Errorf("policies: compile %q: %w", r, err)
		}
		out[r.Who] = append(out[r.Who], c)
	}
	return out, nil
}

func compileRule(r Rule) (compiled, error) {
	c := compiled{scope: r.Scope, deny: r.Effect == deny}
	if kind, arg, ok := cutScope(r.Scope); ok {
		c.scope, c.arg = kind, arg
	}
	label, err := tlp.Parse(r.TLP)
	if err != nil {
		return c, err
	}
	if r.Type == "*" {
		c.cells = scope.UpTo(label)
	} else {
		t, ok := observable.ParseType(r.Type)
		if !ok {
			return c, fmt.Errorf("no type %q", r.Type)
		}
		c.cells = scope.UpTo(label, t)
	}
	for a := range scope.ActCount {
		c.acts[a] = r.Act == "*" || r.Act == a.String()
	}
	return c, nil
}

// cutScope takes "tf:<id>" and "by:m:<id>" apart.
func cutScope(s string) (kind, arg string, ok bool) {
	if arg, ok := strings.CutPrefix(s, "tf:"); ok {
		return "tf:", arg, true
	}
	if arg, ok := strings.CutPrefix(s, "by:"); ok {
		arg, _ := strings.CutPrefix(arg, "m:")
		if "by:m:"+arg != s {
			arg = ""
		}
		return "by:", arg, true
	}
	return s, "", false
}

// view compiles what one viewer may do.
func (b book) view(viewer string, ps parents) *scope.View {
	groups := ps.reach(viewer)
	v := &scope.View{Admin: groups[adminRole]}
	if m, ok := strings.CutPrefix(viewer, "m:"); ok {
		v.Member = id.Member(m)
	}
	for g := range groups {
		if t, ok := strings.CutPrefix(g, "tf:"); ok {
			v.TaskForces = append(v.TaskForces, id.TaskForce(t))
		}
	}
	slices.Sort(v.TaskForces)
	for a := range v.Acts {
		v.Acts[a] = scope.Rights{Allow: map[scope.Atom]scope.Mask{}, Deny: map[scope.Atom]scope.Mask{}}
	}
	b.grant(v, "*")
	for g := range groups {
		b.grant(v, g)
	}
	return v.Index()
}

// grant adds the rules for one principal to v.
func (b book) grant(v *scope.View, who string) {
	for _, c := range b[who] {
		for a := range c.acts {
			if c.acts[a] {
				c.enter(v, &v.Acts[a])
			}
		}
	}
}

// enter adds the rule to v's rights for one act.
func (c *compiled) enter(v *scope.View, x *scope.Rights) {
	switch c.scope {
	case "embargo":
		x.Embargoed = x.Embargoed.Or(c.cells)
		return
	case "expired":
		x.Expired = x.Expired.Or(c.cells)
		return
	}
	to := x.Allow
	if c.deny {
		to = x.Deny
	}
	for _, a := range c.atoms(v) {
		to[a] = to[a].Or(c.cells)
	}
}

// atoms are the facts of a record, any of which makes the rule's relation hold for v. A
// viewer that is no member publishes nothing, is named nowhere, and sits nowhere.
func (c *compiled) atoms(v *scope.View) []scope.Atom {
	switch c.scope {
	case "*":
		return []scope.Atom{scope.Everyone}
	case "tf":
		out := make([]scope.Atom, len(v.TaskForces))
		for i, t := range v.TaskForces {
			out[i] = scope.In(t)
		}
		return out
	case "tf:":
		return []scope.Atom{scope.In(id.TaskForce(c.arg))}
	case "by:":
		return []scope.Atom{scope.By(id.Member(c.arg))}
	}
	if v.Member == "" {
		return nil
	}
	switch c.scope {
	case "own":
		return []scope.Atom{scope.By(v.Member)}
	case "direct":
		return []scope.Atom{scope.Named(v.Member)}
	case "denied":
		return []scope.Atom{scope.Never(v.Member)}
	}
	return nil
}
