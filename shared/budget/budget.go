// Package budget bounds what a member may have in a day where each request by itself is small. A budget
// is kept by the process: a restart begins it anew.
package budget

import (
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/id"
)

// Budget is so much a member and day (UTC). It is safe for concurrent use. A nil Budget has no bounds,
// and nothing left to tell.
type Budget struct {
	PerDay int

	mu   sync.Mutex
	day  int64
	used map[id.Member]int
}

// Take uses up to n, and returns how many there were.
func (b *Budget) Take(m id.Member, n int, now time.Time) int {
	if b == nil {
		return n
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn(now)
	n = min(n, b.PerDay-b.used[m])
	b.used[m] += n
	return n
}

// Left is how many there are.
func (b *Budget) Left(m id.Member, now time.Time) int {
	if b == nil {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn(now)
	return b.PerDay - b.used[m]
}

func (b *Budget) turn(now time.Time) {
	if day := now.Unix() / 86400; day != b.day || b.used == nil {
		b.day, b.used = day, map[id.Member]int{}
	}
}
