package policies

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Gainers are the viewers that next lets do anything, at some moment from now on, that was would
// not let them do then: with the records there are or any other, and with the directory as it
// is. groups reads that as of a moment, for task forces end. Both sets are known to be good. It
// ends early with ctx's error: each moment at which a line or a task force begins or ends is
// looked at, at the cost of compiling both sets.
//
// Moments, and not the set as wide as it will ever be: a line may begin just when another ends,
// and what was lent for a day may be given for good.
func Gainers(ctx context.Context, was, next Set, now time.Time, groups func(time.Time) Groups) ([]string, error) {
	gains := map[string]bool{}
	for at := now; ; {
		g := groups(at)
		before, after := was.At(at), next.At(at)
		if before.Hash() != after.Hash() {
			if err := gainersOf(ctx, gains, before, after, g); err != nil {
				return nil, err
			}
		}
		if at = sooner(g.ValidUntil, sooner(was.Boundary(at), next.Boundary(at))); at.IsZero() {
			break
		}
	}
	out := make([]string, 0, len(gains))
	for viewer := range gains {
		out = append(out, viewer)
	}
	slices.Sort(out)
	return out, nil
}

// gainersOf adds those that gain at one moment, of two sets whose lines are all in force.
func gainersOf(ctx context.Context, gains map[string]bool, was, next Set, g Groups) error {
	before, err := compileSet(was)
	if err != nil {
		return err
	}
	after, err := compileSet(next)
	if err != nil {
		return err
	}
	were, are := parentsOf(g.with(was.Edges)), parentsOf(g.with(next.Edges))
	for _, viewer := range g.Viewers {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("policies: who gains: %w", err)
		}
		if !gains[viewer] && after.view(viewer, g.member(viewer), are).Gains(before.view(viewer, g.member(viewer), were)) {
			gains[viewer] = true
		}
	}
	return nil
}
