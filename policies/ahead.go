package policies

import (
	"slices"
	"strings"
	"time"
)

// Ahead is the set as wide as its windows will let it be at any time from now on: allow lines that
// are or will be in force are, deny lines that are not for good are not. A group line that is
// not always in force lends rights and denies alike: it is there if lends says so. Of two sets,
// who gains at some time from now on gains between their Aheads, with lends or without.
func (s Set) Ahead(now time.Time, lends bool) Set {
	out := Set{Revision: s.Revision}
	for _, e := range s.Edges {
		over := !e.Until.IsZero() && !now.Before(e.Until)
		passing := !e.Until.IsZero() || now.Before(e.From)
		if over || passing && !lends {
			continue
		}
		e.Window = Window{}
		if !slices.ContainsFunc(out.Edges, func(had Edge) bool { return had.Child == e.Child && had.Parent == e.Parent }) {
			out.Edges = append(out.Edges, e)
		}
	}
	known := roles(out.Edges)
	for _, r := range s.Rules {
		over := !r.Until.IsZero() && !now.Before(r.Until)
		passing := !r.Until.IsZero() || now.Before(r.From)
		if over || r.Effect == deny && passing {
			continue
		}
		if strings.HasPrefix(r.Who, "role:") && !known[r.Who] { // nobody is in it
			continue
		}
		r.Window = Window{}
		if !slices.ContainsFunc(out.Rules, func(had Rule) bool { return had.Name() == r.Name() }) {
			out.Rules = append(out.Rules, r)
		}
	}
	if len(out.Rules) == 0 { // nothing is allowed; a set has a rule
		out.Rules = []Rule{{Who: "*", Scope: "*", Type: "*", TLP: "red", Act: "*", Effect: deny}}
	}
	return out
}
