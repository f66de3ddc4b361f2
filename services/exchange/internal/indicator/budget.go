package indicator

import (
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/id"
)

// Budget bounds what a member learns of blind lists by asking: so many hits a day (UTC) are told.
// Past them nothing is matched blind for it, and it is not told that; a list cannot be found out
// by trying everything. It is kept by the process: a restart begins it anew.
type Budget struct {
	PerDay int

	mu   sync.Mutex
	day  int64
	used map[id.Member]int
}

// take uses one up, and reports whether there was one. A nil Budget has no bounds.
func (b *Budget) take(m id.Member, now time.Time) bool {
	if b == nil {
		return true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn(now)
	if b.used[m] >= b.PerDay {
		return false
	}
	b.used[m]++
	return true
}

func (b *Budget) left(m id.Member, now time.Time) int {
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
