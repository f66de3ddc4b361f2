package policies

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/tlp"
)

// Wider says by which lines next could ever show more than was does: to whomever, of whatever
// record, at whatever time. None means that it only tightens.
//
// It compares lines, not today's records and members: an allow line of next must be covered by
// one of was, and a deny line of was by one of next. What anyone may do grows with what is
// allowed and shrinks with what is denied, so that is enough; it is not always needed, and a
// set that only looks wider is called wider.
func Wider(was, next Set) []string {
	var out []string
	for _, r := range next.Rules {
		if r.Effect == allow && !covered(r, was.Rules) {
			out = append(out, r.lineNamed()+" allows what no line allowed before")
		}
	}
	for _, r := range was.Rules {
		if r.Effect == deny && !covered(r, next.Rules) {
			out = append(out, fmt.Sprintf("%q denied what no line denies now", r.String()))
		}
	}
	lines := func(s Set) []string {
		var all []string
		for _, e := range s.Edges {
			all = append(all, e.String())
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	before, after := lines(was), lines(next)
	for _, e := range after {
		if _, had := slices.BinarySearch(before, e); !had {
			out = append(out, fmt.Sprintf("%q lends its parent's rights", e))
		}
	}
	for _, e := range before {
		if _, has := slices.BinarySearch(after, e); !has {
			out = append(out, fmt.Sprintf("%q lent its parent's denies", e))
		}
	}
	if is, was := next.least(), was.least(); is < was {
		out = append(out, fmt.Sprintf("k is %d, and was %d: those whom a viewer does not know are counted sooner", is, was))
	}
	return out
}

func (r Rule) lineNamed() string {
	if r.Line > 0 {
		return fmt.Sprintf("line %d, %q,", r.Line, r.String())
	}
	return fmt.Sprintf("%q", r.String())
}

// covered reports whether one of rules has r's effect wherever r has.
func covered(r Rule, rules []Rule) bool {
	return slices.ContainsFunc(rules, func(c Rule) bool {
		return c.Effect == r.Effect && coversWho(c.Who, r.Who) && coversScope(c.Scope, r.Scope) &&
			(c.Type == "*" || c.Type == r.Type) && coversLabel(c.TLP, r.TLP) && coversAct(c.Act, r.Act) &&
			r.within(c.Window)
	})
}

// coversWho knows what needs no group to be told: everyone, and that whoever has a seat in a
// task force sits in it.
func coversWho(c, r string) bool {
	return c == "*" || c == r || strings.HasPrefix(c, "tf:") && strings.HasPrefix(r, c+":")
}

// coversScope: any relation is within "*".
func coversScope(c, r string) bool { return c == "*" || c == r }

func coversLabel(c, r string) bool {
	wide, err1 := tlp.Parse(c)
	narrow, err2 := tlp.Parse(r)
	return err1 == nil && err2 == nil && narrow <= wide
}

func coversAct(c, r string) bool {
	return c == "*" || c == r || c == allReads && strings.HasPrefix(r, "read.")
}
