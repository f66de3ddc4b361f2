package httpd

import (
	"fmt"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/problem"
)

// maxBuckets bounds the memory that strangers can take: some 10 MB.
const maxBuckets = 1 << 16

// buckets is a token bucket for each name. It is safe for concurrent use.
type buckets struct {
	rate   Rate
	policy string // the RateLimit-Policy header
	now    func() time.Time

	mu sync.Mutex
	by map[string]*rate.Limiter
}

// quota is what a bucket had to say.
type quota struct {
	ok        bool
	remaining int           // tokens left
	refill    time.Duration // until the bucket is full again
	retry     time.Duration // until there is a token; at least a second
}

func newBuckets(r Rate, now func() time.Time) *buckets {
	b := &buckets{rate: r, now: now, by: map[string]*rate.Limiter{}}
	b.policy = fmt.Sprintf(`"default";q=%d;w=%d`, r.Burst, max(1, seconds(b.wait(float64(r.Burst)))))
	return b
}

// take takes one token from the name's bucket.
func (b *buckets) take(name string) quota {
	now := b.now()
	b.mu.Lock()
	l, known := b.by[name]
	if !known {
		if len(b.by) >= maxBuckets {
			b.sweep(now)
		}
		l = rate.NewLimiter(rate.Limit(b.rate.PerSecond), b.rate.Burst)
		b.by[name] = l
	}
	b.mu.Unlock()
	q := quota{ok: l.AllowN(now, 1)}
	tokens := max(0, l.TokensAt(now))
	q.remaining = int(tokens)
	q.refill = b.wait(float64(b.rate.Burst) - tokens)
	q.retry = max(time.Second, b.wait(1-tokens))
	return q
}

// left tells whether the name's bucket has a token.
func (b *buckets) left(name string) bool {
	now := b.now()
	b.mu.Lock()
	defer b.mu.Unlock()
	l, known := b.by[name]
	return !known || l.TokensAt(now) >= 1
}

// wait is how long it takes to gain so many tokens.
func (b *buckets) wait(tokens float64) time.Duration {
	return time.Duration(max(0, tokens) / b.rate.PerSecond * float64(time.Second))
}

// sweep forgets full buckets, which remember nothing; if there are none, all.
func (b *buckets) sweep(now time.Time) {
	for name, l := range b.by {
		if l.TokensAt(now) >= float64(b.rate.Burst) {
			delete(b.by, name)
		}
	}
	if len(b.by) >= maxBuckets {
		clear(b.by)
	}
}

// limit holds each credential to its rate, and tells it what is left
// (draft-ietf-httpapi-ratelimit-headers).
func (e *Engine) limit(c *gin.Context) {
	caller := access.From(c)
	if !caller.Known() {
		return
	}
	q := e.perKey.take(caller.Actor())
	c.Header("RateLimit-Policy", e.perKey.policy)
	c.Header("RateLimit", `"default";r=`+strconv.Itoa(q.remaining)+`;t=`+strconv.Itoa(seconds(q.refill)))
	if !q.ok {
		problem.Write(c, ErrTooMany.With("A key may make %d requests at once and %g a second.", e.o.Rate.Burst, e.o.Rate.PerSecond).After(q.retry))
	}
}

// seconds rounds up.
func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }
