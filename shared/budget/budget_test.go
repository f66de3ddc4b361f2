package budget

import (
	"testing"
	"time"
)

func TestTake(t *testing.T) {
	b := &Budget{PerDay: 3}
	day := time.Unix(86400, 0)
	for _, x := range []struct{ n, want, left int }{{1, 1, 2}, {5, 2, 0}, {1, 0, 0}} {
		if got := b.Take("brand-a", x.n, day); got != x.want || b.Left("brand-a", day) != x.left {
			t.Errorf("took %d of %d, %d left", got, x.n, b.Left("brand-a", day))
		}
	}
	if b.Left("brand-b", day) != 3 || b.Take("brand-a", 1, day.Add(24*time.Hour)) != 1 {
		t.Error("another member, or another day, has none")
	}
	var none *Budget
	if none.Take("brand-a", 7, day) != 7 || none.Left("brand-a", day) != 0 {
		t.Error("no budget has bounds")
	}
}
