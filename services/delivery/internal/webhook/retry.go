package webhook

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// MaxRetryAfter caps what an endpoint can ask for by Retry-After.
const MaxRetryAfter = 24 * time.Hour

// Schedule is how long to wait, at most, before each attempt after the first.
type Schedule []time.Duration

// Standard is the schedule that Standard Webhooks recommends: ten attempts in some three days.
func Standard() Schedule {
	return Schedule{
		5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
		10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
	}
}

// Scaled returns the schedule with every wait multiplied: for tests and demonstrations.
func (s Schedule) Scaled(by float64) Schedule {
	out := make(Schedule, len(s))
	for i, d := range s {
		out[i] = time.Duration(float64(d) * by)
	}
	return out
}

// Next returns how long to wait after so many failed attempts (from 1); ok is false when they
// were the last. random is in [0, 1): full jitter, so that endpoints that failed together are
// not tried together; a tenth of the wait is never cut. What the endpoint asked for by
// Retry-After is waited for at least.
func (s Schedule) Next(failed int, asked time.Duration, random float64) (wait time.Duration, ok bool) {
	if failed < 1 || failed > len(s) {
		return 0, false
	}
	most := float64(s[failed-1])
	return max(time.Duration(most/10+most*0.9*random), asked), true
}

// retryAfter reads the header's value: seconds, or a date (RFC 9110, section 10.2.3).
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	if n, err := strconv.ParseUint(value, 10, 63); err == nil {
		if n > uint64(MaxRetryAfter/time.Second) {
			return MaxRetryAfter
		}
		return time.Duration(n) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), MaxRetryAfter)
}
