package policies

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// of yields records under names "ind_0" and so on.
func of(rs []scope.Record) Records {
	return func(yield func(id.Indicator, *scope.Record) bool) {
		for i := range rs {
			if !yield(id.Indicator(fmt.Sprint("ind_", i)), &rs[i]) {
				return
			}
		}
	}
}

// TestSimulateCountsWhatCasbinSays: in any world the pairs that are counted for each act, by
// viewer, type and label, are those whose decision by casbin differs between the sets.
func TestSimulateCountsWhatCasbinSays(t *testing.T) {
	t.Parallel()
	changed := 0
	for range 3 {
		rapid.Check(t, func(t *rapid.T) {
			w := drawWorld(t)
			next := drawNext(t, w.set)
			if w.circular || len(Lint(next)) > 0 {
				return
			}
			was, err := newSnapshot(w.set, w.alliance.groups())
			if err != nil {
				return
			}
			is, err := newSnapshot(next, w.alliance.groups())
			if err != nil {
				return
			}
			d, err := Simulate(context.Background(), was, is, of(w.records))
			if err != nil || d.Records != len(w.records) || d.Viewers != len(was.Viewers()) {
				t.Fatalf("%+v, %v", d, err)
			}
			for act := range scope.ActCount {
				got := Tally{}
				for _, tally := range d.Tallies {
					if slices.Contains(tally.Acts, act) {
						got = tally
					}
				}
				sum := Count{}
				byType, byLabel := map[observable.Type]Count{}, map[string]Count{}
				for _, v := range was.Viewers() {
					of := Count{}
					for i := range w.records {
						before, err1 := was.Enforce(v, &w.records[i], act, today.Unix())
						after, err2 := is.Enforce(v, &w.records[i], act, today.Unix())
						if err := errors.Join(err1, err2); err != nil {
							t.Fatal(err)
						}
						one := Count{}
						switch {
						case after && !before:
							one.Gained = 1
						case before && !after:
							one.Lost = 1
						default:
							continue
						}
						of.add(one)
						cell := w.records[i].Cell
						typ, label := byType[cell.Type()], byLabel[cell.Label().String()]
						typ.add(one)
						label.add(one)
						byType[cell.Type()], byLabel[cell.Label().String()] = typ, label
					}
					if got.ByViewer[v] != of {
						t.Fatalf("%s %s: counted %v, casbin %v\n%s\nnext\n%s", v, act, got.ByViewer[v], of, w, next.CSV())
					}
					sum.add(of)
				}
				if got.Pairs != sum || !maps.Equal(got.ByType, byType) || !maps.Equal(got.ByLabel, byLabel) {
					t.Fatalf("%s: %+v, want %v %v %v", act, got, sum, byType, byLabel)
				}
				if sum != (Count{}) {
					changed++
				}
			}
			if (len(d.Tallies) > 0) != (len(d.Samples) > 0 && d.Confirmed > 0) {
				t.Fatalf("%d tallies, %d samples, %d confirmed", len(d.Tallies), len(d.Samples), d.Confirmed)
			}
		})
	}
	if changed < 100 {
		t.Errorf("only %d changes", changed)
	}
}

// The gravest come first: what is gained, of the narrowest label, of personal data.
func TestSimulateShowsTheGravest(t *testing.T) {
	a := theirs(t)
	was := load(t, parsed(t, "p, *, denied, *, red, *, deny\np, m:brand-b, *, domain, green, see, allow"), a)
	next := load(t, parsed(t, "p, *, denied, *, red, *, deny\np, m:market-a, *, *, red, see, allow"), a)
	var rs []scope.Record
	for n := range 400 {
		r := *green()
		r.Cell = scope.Cell(n % scope.Cells)
		rs = append(rs, r)
	}
	d, err := Simulate(t.Context(), was, next, of(rs))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Samples) != maxSamples || d.Confirmed < maxSamples || !d.Samples[0].Gained || d.Samples[0].Cell.Label().String() != "red" || !d.Samples[0].Cell.Type().Personal() {
		t.Errorf("%+v", d.Samples)
	}
	if v := d.Visible(); v.ByViewer["m:market-a"] != (Count{Gained: 400}) || !slices.Equal(d.Gainers(), []string{"m:market-a", "u:max"}) {
		t.Errorf("%+v gain %v", v, d.Gainers())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	looked := 0
	many := func(yield func(id.Indicator, *scope.Record) bool) {
		of(slices.Repeat(rs, 100))(func(i id.Indicator, r *scope.Record) bool {
			looked++
			return yield(i, r)
		})
	}
	if _, err := Simulate(ctx, was, next, many); !errors.Is(err, context.Canceled) || looked > chunk {
		t.Errorf("went on for %d: %v", looked, err)
	}
	a.members = a.members[1:]
	if _, err := Simulate(t.Context(), was, load(t, next.set, a), of(rs)); err == nil {
		t.Error("compares the sets over different members")
	}
}

// A defect of the compiled form shows before the set is in force.
func TestSimulateConfirms(t *testing.T) {
	a := theirs(t)
	was := load(t, parsed(t, "p, *, denied, *, red, *, deny"), a)
	next := load(t, parsed(t, "p, *, denied, *, red, *, deny\np, m:brand-b, *, domain, green, see, allow"), a)
	broken := load(t, parsed(t, "p, *, denied, *, red, *, deny\np, m:brand-b, *, domain, amber, see, allow"), a)
	broken.casbin = next.casbin
	r := *green()
	r.Cell++ // amber
	if _, err := Simulate(t.Context(), was, broken, of([]scope.Record{r})); !errors.Is(err, ErrDiffers) {
		t.Errorf("not noticed: %v", err)
	}
}
