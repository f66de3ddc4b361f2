package hubtest

import (
	"sync"
	"time"
)

// Clock is a clock that stands still until it is turned. It is safe for concurrent use.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock is a clock that shows now; the zero time stands for noon on 1 June 2026, UTC.
func NewClock(now time.Time) *Clock {
	if now.IsZero() {
		now = time.Date(2026, time.June, 1, 12, 0, 0, 0, time.UTC)
	}
	return &Clock{now: now}
}

// Now is what the clock shows; hand it over as a Now field.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance turns the clock, and returns what it shows then.
func (c *Clock) Advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}
