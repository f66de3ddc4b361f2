package policies

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/scope"
)

// TestGainersIsSound: whoever is let do anything new, in any world and at any moment from now on,
// is among those who gain; and not everybody is.
func TestGainersIsSound(t *testing.T) {
	gained, none := 0, 0
	for range 5 {
		rapid.Check(t, func(t *rapid.T) {
			w := drawWorld(t)
			next := drawNext(t, w.set)
			if w.circular || len(Lint(next)) > 0 {
				return
			}
			groups := func(at time.Time) Groups {
				return groupsOf(w.alliance.members, w.alliance.people, w.alliance.taskForces, at)
			}
			gainers, err := Gainers(t.Context(), w.set, next, today, groups)
			if err != nil {
				t.Fatal(err)
			}
			if len(gainers) == 0 {
				none++
			}
			for i := range w.records {
				at := today.Add(time.Duration(max(0, w.now[i]-today.Unix())) * time.Second)
				was, err := newSnapshot(w.set, groups(at))
				if err != nil {
					return
				}
				is, err := newSnapshot(next, groups(at))
				if err != nil {
					return
				}
				for act := range scope.ActCount {
					for _, v := range is.Viewers() {
						if is.View(v).Allow(act, &w.records[i], at.Unix()) && !was.View(v).Allow(act, &w.records[i], at.Unix()) {
							gained++
							if !slices.Contains(gainers, v) {
								t.Fatalf("%s may %s what it might not, and is none of %v:\n%s\nnext\n%s", v, act, gainers, w, next.CSV())
							}
						}
					}
				}
			}
		})
	}
	if gained < 200 || none < 50 {
		t.Errorf("only %d gained, and in %d worlds nobody", gained, none)
	}
}

// A long look ends with its reader.
func TestGainersEnds(t *testing.T) {
	s, a := large(t, 20, 20)
	next := s
	next.Rules = append(slices.Clone(s.Rules), Rule{Who: "*", Scope: "*", Type: "*", TLP: "red", Act: "*", Effect: allow})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if got, err := Gainers(ctx, s, next, today, func(time.Time) Groups { return a.groups() }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v %v", got, err)
	}
}
