package policies

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/directory"
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

// Who gains by a line that begins where another ends is found, and so is who gains when a task
// force ends that is denied.
func TestGainersLooksAhead(t *testing.T) {
	members := []directory.Member{{ID: "aa", State: directory.StateActive}, {ID: "bb", State: directory.StateActive}}
	ends := today.Add(time.Hour)
	forces := []directory.TaskForce{{ID: "tt", EndsAt: ends, Seats: []directory.Seat{{Member: "bb"}}}}
	groups := func(at time.Time) Groups { return groupsOf(members, nil, forces, at) }
	was := parsed(t, "p, *, own, *, red, *, allow\n")
	from := ends.UTC().Format(time.RFC3339)
	for text, want := range map[string][]string{
		"p, m:aa, *, *, red, see, allow, from=" + from + "\n": {"m:aa"},
		"p, role:in, *, *, red, see, allow\np, role:out, *, *, red, *, deny\ng, m:aa, role:in, from=" + from + "\ng, m:aa, role:out, until=" + from + "\n": {"m:aa"},
		"p, m:bb, *, *, red, see, allow\np, tf:tt, *, *, red, *, deny\n":                                                                                   {"m:bb"},
		"p, m:aa, *, *, red, see, allow, until=2020-01-01T00:00:00Z\n":                                                                                     nil,
	} {
		got, err := Gainers(t.Context(), was, parsed(t, "p, *, own, *, red, *, allow\n"+text), today, groups)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s\ngain: %v %v, want %v", text, got, err, want)
		}
	}
}
