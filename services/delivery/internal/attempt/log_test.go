package attempt_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestLog(t *testing.T) {
	shelf, err := journal.Open(t.Context(), hubtest.JetStream(t), "DELIVERIES", attempt.DefaultLimits().Journal(), 1)
	if err != nil {
		t.Fatal(err)
	}
	dropped := 0
	l := attempt.NewLog(shelf, func(n int) { dropped += n })
	// Before it runs, what is too much goes, the oldest first, and is counted.
	const n = 1<<14 + 10
	for i := range n {
		l.Add("sub_a", attempt.Attempt{Webhook: "msg", Number: i, State: attempt.Delivered, At: time.Unix(int64(i), 0).UTC()})
	}
	l.Add("sub_b", attempt.Attempt{Webhook: "other", Number: 1})
	if dropped == 0 {
		t.Fatal("nothing was dropped")
	}
	list := func(s id.Subscription) []attempt.Attempt {
		t.Helper()
		var all []attempt.Attempt
		err := l.Read(t.Context(), s, attempt.Query{}, 0, func(_ attempt.Mark, a attempt.Attempt) bool {
			all = append(all, a)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	expect := func() {
		t.Helper()
		all := list("sub_a")
		if len(all) != n-dropped || all[0].Number != n-1 || all[len(all)-1].Number != dropped || !all[0].At.Equal(time.Unix(n-1, 0)) {
			t.Fatalf("%d listed, %d dropped", len(all), dropped)
		}
		if other := list("sub_b"); len(other) != 1 || other[0].Webhook != "other" {
			t.Fatalf("%+v", other)
		}
	}
	expect() // what is not written yet is listed
	ctx, stop := context.WithCancel(t.Context())
	stop()
	l.Run(ctx) // writes the rest at the end
	expect()
	if len(list("sub_c")) != 0 {
		t.Error("another's attempts")
	}
}
