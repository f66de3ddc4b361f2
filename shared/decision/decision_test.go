package decision_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// flush writes what a log holds.
func flush(t *testing.T, l *decision.Log) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := l.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, l *decision.Log, q decision.Query, before decision.Mark, limit int) (ds []decision.Decision, last decision.Mark) {
	t.Helper()
	err := l.Read(t.Context(), q, before, func(m decision.Mark, d decision.Decision) bool {
		ds, last = append(ds, d), m
		return len(ds) < limit
	})
	if err != nil {
		t.Fatal(err)
	}
	return ds, last
}

func TestLog(t *testing.T) {
	j, err := journal.Open(t.Context(), hubtest.JetStream(t), decision.Journal, decision.Limits(), 1)
	if err != nil {
		t.Fatal(err)
	}
	l := decision.New(j, func(n int) { t.Errorf("%d dropped", n) })
	if ds, _ := read(t, l, decision.Query{}, 0, 10); len(ds) != 0 {
		t.Fatalf("an empty log has %v", ds)
	}
	start := time.Now().UTC().Truncate(time.Millisecond)
	const n = 500
	for i := range n {
		l.Add(decision.Decision{
			At: start.Add(time.Duration(i)), Viewer: fmt.Sprintf("m:brand-%d", i%2), Act: "see", Why: decision.Denied,
			Indicator: id.Indicator(fmt.Sprintf("ind_%d", i)), Allowed: i%10 == 0, Rule: "p, *, own", Exit: "GET /v1/indicators",
		})
	}
	l.Add(decision.Decision{At: start, Act: "see", Why: decision.Shadow}) // nobody's
	flush(t, l)

	t.Run("newest first, page by page, each once", func(t *testing.T) {
		q, before, want := decision.Query{Viewer: "m:brand-1"}, decision.Mark(0), n-1
		for {
			ds, last := read(t, l, q, before, 37)
			for _, d := range ds {
				if d.Indicator != id.Indicator(fmt.Sprintf("ind_%d", want)) || d.Viewer != q.Viewer || !d.At.Equal(start.Add(time.Duration(want))) || d.Rule == "" {
					t.Fatalf("got %+v, want number %d", d, want)
				}
				want -= 2
			}
			if len(ds) < 37 {
				break
			}
			before = last
		}
		if want != -1 {
			t.Errorf("it ended before number %d", want)
		}
	})
	t.Run("filters", func(t *testing.T) {
		yes := true
		for name, try := range map[string]struct {
			q    decision.Query
			want int
		}{
			"all":         {decision.Query{}, n + 1},
			"allowed":     {decision.Query{Allowed: &yes}, n / 10},
			"indicator":   {decision.Query{Indicator: "ind_7"}, 1},
			"both":        {decision.Query{Viewer: "m:brand-0", Indicator: "ind_7"}, 0},
			"since":       {decision.Query{Since: start.Add(n - 5)}, 5},
			"later":       {decision.Query{Since: start.Add(time.Hour)}, 0},
			"no prefixes": {decision.Query{Viewer: "m:brand-"}, 0},
		} {
			if ds, _ := read(t, l, try.q, 0, 10*n); len(ds) != try.want {
				t.Errorf("%s: %d, want %d", name, len(ds), try.want)
			}
		}
	})
}

type away struct{ decision.Shelf }

func (away) PutAll(context.Context, []journal.Record) error { return errors.New("away") }

func TestWhatIsNotKeptIsCounted(t *testing.T) {
	lost := 0
	l := decision.New(away{}, func(n int) { lost += n })
	for range 3 {
		l.Add(decision.Decision{Viewer: "m:a"})
	}
	if flush(t, l); lost != 3 {
		t.Errorf("%d counted", lost)
	}
}
