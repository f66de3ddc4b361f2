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
type book struct {
	rules map[string][]compiled
	k     int
}

func compileSet(s Set) (book, error) {
	out := book{rules: map[string][]compiled{}, k: s.K}
	for _, r := range s.Rules {
		c, err := compileRule(r)
		if err != nil {
			return book{}, fmt.Errorf("policies: compile %q: %w", r, err)
		}
		out.rules[r.Who] = append(out.rules[r.Who], c)
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
		c.acts[a] = r.Act == "*" || r.Act == a.String() ||
			r.Act == allReads && scope.ReadCore <= a && a <= scope.ReadSource
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

// view compiles what one viewer may do, whose own records are member's.
func (b book) view(viewer string, member id.Member, ps parents) *scope.View {
	groups := ps.reach(viewer)
	v := &scope.View{Member: member, Admin: groups[adminRole], K: b.k}
	if strings.HasPrefix(viewer, "u:") {
		v.Viewer = viewer
	}
	for g := range groups {
		if t, ok := strings.CutPrefix(g, "tf:"); ok && !strings.Contains(t, ":") {
			v.TaskForces = append(v.TaskForces, id.TaskForce(t))
		}
	}
	slices.Sort(v.TaskForces)
	mine := bind(nil, b.rules["*"], v)
	for g := range groups {
		mine = bind(mine, b.rules[g], v)
	}
	for a := range v.Acts {
		v.Acts[a] = rights(v, mine, a)
	}
	return v.Index()
}

// bound is a rule and the atoms that it hangs on for one viewer: the same for all its acts.
type bound struct {
	*compiled

	atoms []scope.Atom
}

func bind(dst []bound, rules []compiled, v *scope.View) []bound {
	for i := range rules {
		dst = append(dst, bound{&rules[i], rules[i].atoms(v)})
	}
	return dst
}

// rights are what rules say of one act. An act under the same rules as an earlier one has the same
// rights: most do.
func rights(v *scope.View, rules []bound, a int) scope.Rights {
	for e := range a {
		if !slices.ContainsFunc(rules, func(c bound) bool { return c.acts[a] != c.acts[e] }) {
			return v.Acts[e]
		}
	}
	x := scope.Rights{Allow: map[scope.Atom]scope.Mask{}, Deny: map[scope.Atom]scope.Mask{}}
	for _, c := range rules {
		if c.acts[a] {
			c.enter(&x)
		}
	}
	return x
}

// enter adds the rule to the rights for one act.
func (c bound) enter(x *scope.Rights) {
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
	for _, a := range c.atoms {
		to[a] = to[a].Or(c.cells)
	}
}

// atoms are the facts of a record, any of which makes the rule's relation hold for v. A
// viewer that acts for no member publishes nothing, is named nowhere, and sits nowhere.
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
