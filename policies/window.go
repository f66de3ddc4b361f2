package policies

import (
	"slices"
	"time"
)

// Window is when a line is in force: from From on, and before Until. The zero Window is always.
type Window struct{ From, Until time.Time }

// holds reports whether the window is open at a time.
func (w Window) holds(now time.Time) bool {
	return (w.From.IsZero() || !now.Before(w.From)) && (w.Until.IsZero() || now.Before(w.Until))
}

// always reports whether the window never opens or closes.
func (w Window) always() bool { return w.From.IsZero() && w.Until.IsZero() }

// within reports whether w is open only where v is.
func (w Window) within(v Window) bool {
	return (v.From.IsZero() || !w.From.IsZero() && !w.From.Before(v.From)) &&
		(v.Until.IsZero() || !w.Until.IsZero() && !w.Until.After(v.Until))
}

// suffix is the window as the last fields of a line.
func (w Window) suffix() string {
	s := ""
	if !w.From.IsZero() {
		s += ", from=" + w.From.UTC().Format(time.RFC3339)
	}
	if !w.Until.IsZero() {
		s += ", until=" + w.Until.UTC().Format(time.RFC3339)
	}
	return s
}

// At is the part of the set that is in force at a time. casbin has no windows: a set goes to it
// only so. Lines that then say the same are one.
func (s Set) At(now time.Time) Set {
	out := Set{Revision: s.Revision, K: s.K}
	seen := map[string]bool{}
	for _, r := range s.Rules {
		if name := r.Name(); r.holds(now) && !seen[name] {
			seen[name] = true
			out.Rules = append(out.Rules, r)
		}
	}
	for _, e := range s.Edges {
		if name := e.Child + " " + e.Parent; e.holds(now) && !seen[name] {
			seen[name] = true
			out.Edges = append(out.Edges, e)
		}
	}
	return out
}

// Boundary is when the set says something else by itself next, after now; the zero time: never.
func (s Set) Boundary(now time.Time) time.Time {
	var next time.Time
	for at := range s.boundaries() {
		if at.After(now) {
			next = sooner(next, at)
		}
	}
	return next
}

// boundaries yields the times at which lines come into force or go out of it.
func (s Set) boundaries() func(yield func(time.Time) bool) {
	return func(yield func(time.Time) bool) {
		ws := make([]Window, 0, len(s.Rules)+len(s.Edges))
		for _, r := range s.Rules {
			ws = append(ws, r.Window)
		}
		for _, e := range s.Edges {
			ws = append(ws, e.Window)
		}
		for _, w := range slices.DeleteFunc(ws, Window.always) {
			for _, at := range []time.Time{w.From, w.Until} {
				if !at.IsZero() && !yield(at) {
					return
				}
			}
		}
	}
}

// sooner returns the earlier of two times, of which the zero one is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
